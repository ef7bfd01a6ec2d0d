"""What only others can write is said in words, and ends by itself when their calendar shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Audience
from jointdesk.domain.resources import ResourceState
from jointdesk.ical.scanning import scan
from jointdesk.operations import outbox
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.events import add_event, cancel_event, edit_event, remove_event
from jointdesk.operations.organisations import add_organisation, organisation_by_code
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources
from jointdesk.operations.undo import undo
from jointdesk.operations.worklist import WorklistEntry, list_worklist, worklist_entry
from jointdesk.store.desk import Desk
from jointdesk.store.resources import stored_resources
from jointdesk.sync.report import Report
from tests.sync.making import calendar, event

OLD = ("DURATION:PT1H", "SUMMARY:Cabinet", "LOCATION:Room 1")


@dataclass
class Office:
    """A desk with a calendar file that only others write."""

    desk: Desk
    file: Path
    now: Instant
    id: str = ""

    @property
    def actor(self) -> Actor:
        self.now += 1
        return Actor(director_id(self.desk), self.now)

    @property
    def audience(self) -> Audience:
        return audience_of(self.desk, director_id(self.desk))

    def shows(self, *events: str) -> Report:
        """Let the file hold these events from now on, and sync."""
        self.file.write_bytes(calendar(*events))
        [report] = sync_sources(self.desk, self.actor)
        return report

    def series(self, uid: str) -> str:
        [found] = [
            one.series_id
            for one in stored_resources(self.desk, self.id)
            if one.uid == uid and one.state is ResourceState.PRESENT
        ]
        return found

    def todo(self) -> list[WorklistEntry]:
        return list_worklist(self.desk, self.audience, self.now)

    def edit(self, uid: str, **fields: Any) -> None:
        edit_event(self.desk, self.actor, self.audience, self.series(uid), fields)

    def add(self, **fields: Any) -> str:
        org = organisation_by_code(self.desk, "WEX").id
        given = {"org": org, "title": "Budget", "start": "2026-12-15T10:00", **fields}
        return add_event(self.desk, self.actor, {**given, "collection": self.id}).id


@pytest.fixture
def office(tmp_path: Path, data_folder: Path, now: Instant) -> Iterator[Office]:
    file = tmp_path / "wex.ics"
    file.write_bytes(calendar(event("a", *OLD), event("b")))
    path = tmp_path / "office.desk"
    with new_desk(path, name="A", zone="Europe/London", data_folder=data_folder, now=now) as desk:
        actor = Actor(director_id(desk), now)
        add_organisation(desk, actor, code="WEX", name="Wexmere", kind=OrganisationKind.COUNCIL)
        made = Office(desk, file, now)
        made.id = add_source(desk, actor, org_code="WEX", address=str(file), name="Council")
        sync_sources(desk, actor)
        yield made


def test_a_new_event_is_to_be_put_there_with_its_text(office: Office) -> None:
    made = office.add(place="Civic Hall")
    [entry] = office.todo()
    assert entry.sentence == (
        "Put “Budget” in the Council diary: Tuesday 15 December 2026, 10:00 to 11:00,"
        " at Civic Hall."
    )
    [text] = scan(entry.calendar, "x").resources
    assert (text.uid, b"SUMMARY:Budget" in text.text) == (made, True)
    assert outbox.list_outbox(office.desk, office.audience, office.now) == []
    assert worklist_entry(office.desk, office.audience, office.now, made) == entry


def test_what_was_cancelled_before_it_was_put_there_is_not_to_be_put_there(office: Office) -> None:
    made = office.add()
    cancel_event(office.desk, office.actor, office.audience, made)
    assert office.todo() == []
    undo(office.desk, office.actor)
    [entry] = office.todo()
    assert b"STATUS:CANCELLED" not in entry.calendar


@pytest.mark.parametrize("uid", ["", "made-by-their-program"])
def test_what_was_put_there_and_then_cancelled_is_to_be_changed_there(
    office: Office, uid: str
) -> None:
    made = office.add()
    cancel_event(office.desk, office.actor, office.audience, made)
    theirs = event(uid or made, "DURATION:PT1H", "SUMMARY:Budget", start="20261215T100000Z")
    office.shows(event("a", *OLD), event("b"), theirs)
    [entry] = office.todo()
    assert "status “confirmed” to “cancelled”" in entry.sentence


@pytest.mark.parametrize("uid", ["", "made-by-their-program"])
def test_it_ends_when_their_calendar_shows_it_under_whatever_uid(office: Office, uid: str) -> None:
    made = office.add()
    theirs = event(uid or made, "DURATION:PT1H", "SUMMARY:Budget", start="20261215T100000Z")
    office.shows(event("a", *OLD), event("b"), theirs)
    assert office.todo() == []
    assert office.series(uid or made) == made


def test_another_event_is_not_taken_for_it(office: Office) -> None:
    made = office.add()
    office.shows(
        event("a", *OLD),
        event("b"),
        event("c", "DURATION:PT1H", "SUMMARY:Budget", start="20261215T110000Z"),
        event("d", "DURATION:PT1H", "SUMMARY:Another", start="20261215T100000Z"),
    )
    assert [entry.id for entry in office.todo()] == [made]


def test_a_change_is_said_and_ends_when_it_shows(office: Office) -> None:
    office.edit("a", title="Cabinet (moved)", start="2026-12-14T11:00", end="2026-12-14T12:00")
    [entry] = office.todo()
    assert entry.sentence.startswith(
        "Change “Cabinet” (Monday 14 December 2026, 09:00 to 10:00) in the Council diary:"
    )
    assert "title “Cabinet” to “Cabinet (moved)”" in entry.sentence
    assert b"SUMMARY:Cabinet (moved)" in entry.calendar
    office.shows(event("a", *OLD), event("b", "SUMMARY:Other"))
    assert len(office.todo()) == 1
    moved = ("DURATION:PT1H", "SUMMARY:Cabinet (moved)", "LOCATION:Room 1")
    office.shows(event("a", *moved, start="20261214T110000Z"), event("b"))
    assert office.todo() == []


def test_a_change_ends_too_where_every_uid_is_new_at_each_fetch(office: Office) -> None:
    before = office.series("a")
    office.edit("a", title="Cabinet (moved)", start="2026-12-14T11:00", end="2026-12-14T12:00")
    moved = ("DURATION:PT1H", "SUMMARY:Cabinet (moved)", "LOCATION:Room 1")
    office.shows(event("a2", *moved, start="20261214T110000Z"), event("b2"))
    assert office.todo() == []
    assert office.series("a2") == before


def test_a_deletion_is_said_and_ends_when_it_is_gone(office: Office) -> None:
    remove_event(office.desk, office.actor, office.audience, office.series("a"))
    [entry] = office.todo()
    assert entry.sentence == (
        "Delete “Cabinet” (Monday 14 December 2026, 09:00 to 10:00) from the Council diary."
    )
    assert b"STATUS:CANCELLED" in entry.calendar
    office.shows(event("b"))
    assert office.todo() == []


def test_what_was_changed_there_too_is_a_collision_and_no_task(office: Office) -> None:
    office.edit("a", title="Ours")
    report = office.shows(event("a", "DURATION:PT1H", "SUMMARY:Theirs"), event("b"))
    assert len(report.collisions) == 1
    assert office.todo() == []
    [found] = outbox.list_collided(office.desk, office.audience, office.now)
    assert [one.theirs for one in found.collided] == ["Theirs"]


def test_who_may_not_see_a_thing_has_nothing_to_do_with_it(office: Office) -> None:
    made = office.add(visibility="own_org")
    stranger = Audience("x", frozenset())
    assert list_worklist(office.desk, stranger, office.now) == []
    with pytest.raises(NotFoundError):
        worklist_entry(office.desk, stranger, office.now, made)


def test_a_move_is_said_as_the_new_time_the_old_one_stands_before(office: Office) -> None:
    office.edit("a", start="2026-12-15T14:00", end="2026-12-15T16:30", place="Room 2")
    [entry] = office.todo()
    assert ": time to Tuesday 15 December 2026, 14:00 to 16:30 and place " in entry.sentence
    office.edit("a", start="2026-12-14T09:00", end="2026-12-14T11:00", place="Room 1")
    [entry] = office.todo()
    assert ": end Monday 14 December 2026, 10:00 to Monday" in entry.sentence
