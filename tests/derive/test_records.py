"""An audience's records: read once by a window that stays open, and again after a change."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from jointdesk.derive.context import load_context
from jointdesk.derive.records import load_records
from jointdesk.derive.view import view
from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_fields import DECISION, DECISION_VERSION
from jointdesk.domain.decisions import Status
from jointdesk.domain.forums import FORUM
from jointdesk.domain.matters import MATTER
from jointdesk.domain.moments import DAY, Instant, Span, midnight
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import TASK
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.decisions import add_decisions, advance, edit_decision
from jointdesk.operations.desks import new_desk
from jointdesk.operations.matters import edit_matter
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.records import add_record, remove_record
from jointdesk.store.decisions import decisions_dated
from jointdesk.store.desk import Desk
from jointdesk.store.reading import Reading
from jointdesk.store.undo import undo

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def desk(tmp_path: Path, data_folder: Path, now: Instant) -> Iterator[Desk]:
    with new_desk(
        tmp_path / "our.desk", name="Ours", zone="Europe/London", data_folder=data_folder, now=now
    ) as made:
        for code, kind in (("CAL", OrganisationKind.COUNCIL), ("WEX", OrganisationKind.ICB)):
            add_organisation(made, actor(made, now), code=code, name=code, kind=kind, share=50)
        yield made


def actor(desk: Desk, now: Instant) -> Actor:
    return Actor(director_id(desk), now)


def director(desk: Desk) -> Audience:
    return audience_of(desk, director_id(desk))


def decide(desk: Desk, now: Instant, **fields: str) -> str:
    return add_record(desk, actor(desk, now), DECISION, fields, "Added")


def test_a_lasting_connection_reads_records_again_once_something_was_written(
    desk: Desk, now: Instant
) -> None:
    reading = Reading(desk.path)
    try:
        first = load_records(reading.connection, director(desk), LONDON, now)
        again = load_records(reading.connection, director(desk), LONDON, now)
        assert again.decisions is first.decisions
        made = decide(desk, now, title="Award")
        changed = load_records(reading.connection, director(desk), LONDON, now)
        assert [one.id for one in changed.decisions] == [made]
        add_record(desk, actor(desk, now), TASK, {"title": "Letter"}, "Added")
        assert len(load_records(reading.connection, director(desk), LONDON, now).tasks) == 1
    finally:
        reading.close()


def test_what_is_read_again_after_changes_is_what_a_new_reader_reads(
    desk: Desk, now: Instant
) -> None:
    reading = Reading(desk.path)
    person, me = actor(desk, now), director(desk)
    calderbourne, wexmere = (one.id for one in load_context(desk.connection, LONDON).employers)

    def agree() -> Records:
        kept = load_records(reading.connection, me, LONDON, now)
        new = load_records(desk.connection, me, LONDON, now)
        assert dataclasses.astuple(kept) == dataclasses.astuple(new)
        return kept

    try:
        agree()
        first, second = (
            add_decisions(desk, person, me, [{"org": org, "title": "Beds", "decision_text": "Yes"}])
            for org in (calderbourne, wexmere)
        )
        agree()
        edit_decision(desk, person, me, first[0], {"visibility": "own_org", "reasons": "Need"})
        assert agree().decision_by_id[first[0]].reasons == "Need"
        advance(desk, person, me, second[0], Status.TAKEN)
        edit_decision(desk, person, me, second[0], {"decision_text": "No"}, "Corrected")
        assert agree().decision_by_id[second[0]].decision_text == "No"
        edit_matter(desk, person, me, agree().matters[0].id, {"title": "More beds"})
        agree()
        add_record(desk, person, FORUM, {"name": "Cabinet", "org": calderbourne}, "Added")
        assert len(agree().forums) == 1
        undo(desk, person)
        undo(desk, person)
        remove_record(desk, person, DECISION, second[0], "Removed")
        assert [one.id for one in agree().decisions] == [*first]
        undo(desk, person)
        agree()
        rows = [{"org": wexmere, "title": f"Many {number}"} for number in range(300)]
        add_decisions(desk, person, me, rows)
        assert len(agree().decisions) == 302
        undo(desk, person)
        agree()
    finally:
        reading.close()


def test_decisions_by_their_day_are_quick_to_find(desk: Desk, now: Instant) -> None:
    taken = decide(desk, now, date_taken="2026-12-01")
    due = decide(desk, now, decision_due="2026-12-31")
    decide(desk, now, date_taken="2026-11-30", decision_due="2027-01-01")
    decide(desk, now, title="Some day")
    gone = decide(desk, now, date_taken="2026-12-02")
    remove_record(desk, actor(desk, now), DECISION, gone, "Removed")
    found = decisions_dated(desk.connection, date(2026, 12, 1), date(2026, 12, 31))
    assert [one.id for one in found] == [taken, due]


def test_a_taken_decision_is_found_by_its_day_as_its_version_says(desk: Desk, now: Instant) -> None:
    version = add_record(
        desk, actor(desk, now), DECISION_VERSION, {"fields": {"date_taken": "2026-12-01"}}, "Taken"
    )
    made = decide(desk, now, date_taken="2026-12-01", title="Later edit", taken_version=version)
    (found,) = decisions_dated(desk.connection, date(2026, 12, 1), date(2026, 12, 1))
    assert (found.id, found.title) == (made, "")


def test_the_diary_s_own_view_leaves_the_conflicts_of_records_out(desk: Desk, now: Instant) -> None:
    matter = add_record(desk, actor(desk, now), MATTER, {"title": "Beds"}, "Added")
    org = load_context(desk.connection, LONDON).employers[0].id
    for _ in range(2):
        decide(desk, now, org=org, matter=matter, status="effective", date_taken="2026-11-12")
    start = midnight(date(2026, 11, 30), LONDON)
    window = Span(start, start + 7 * DAY)
    context = load_context(desk.connection, LONDON)
    without = view(desk.connection, context, director(desk), window, now)
    with_ = view(desk.connection, context, director(desk), window, now, records=True)
    assert [one.conflict.code for one in without.conflicts] == []
    assert [one.conflict.code for one in with_.conflicts] == ["DEC-02"]
