"""Matters, the search among records, and their history, for each of three people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.decisions import Status
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.moments import Instant
from jointdesk.operations.history import item_history
from jointdesk.operations.matters import add_matter, edit_matter
from jointdesk.operations.rulebook import load_rulebook
from jointdesk.operations.search import search_records
from jointdesk.operations.standing import matter_standing, standing
from jointdesk.operations.undo import undo
from jointdesk.store.items import find_item
from tests.deciding import PEOPLE, Office, office


@pytest.fixture
def place(tmp_path: Path, data_folder: Path, now: Instant) -> Iterator[Office]:
    with office(tmp_path, data_folder, now) as made:
        yield made


def matter(place: Office, who: str = "director", **fields: object) -> str:
    given = {"title": "Reablement", **fields}
    return add_matter(place.desk, place.actor(who), place.audience(who), given)  # type: ignore[arg-type]


def edit(place: Office, matter_id: str, who: str = "director", **fields: object) -> None:
    edit_matter(place.desk, place.actor(who), place.audience(who), matter_id, fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("who", PEOPLE)
def test_a_matter_is_added_changed_and_undone(place: Office, who: str) -> None:
    made = matter(place, who)
    edit(place, made, who, summary="Beds")
    assert place.seen(who).matter_by_id[made].summary == "Beds"
    undo(place.desk, place.actor(who), 2)
    assert place.seen(who).matters == ()


def test_a_matter_needs_a_title(place: Office) -> None:
    with pytest.raises(WrongUseError, match="needs a title"):
        matter(place, title=" ")
    made = matter(place)
    with pytest.raises(WrongUseError, match="needs a title"):
        edit(place, made, title=None)


def test_a_matter_kept_to_a_body_is_written_to_its_stream(place: Office) -> None:
    made = matter(place, "tom", visibility="own_org", required_orgs=[place.cal])
    item = find_item(place.desk.connection, made)
    assert item is not None
    assert item.stream == f"org:{place.cal}"
    assert made not in place.seen("bridget").matter_by_id
    with pytest.raises(NotFoundError):
        edit(place, made, "bridget", title="Mine")
    with pytest.raises(WrongUseError, match="own people|organisation's people"):
        matter(place, "bridget", visibility="own_org", required_orgs=[place.cal])
    edit(place, made, visibility="all")
    assert made in place.seen("bridget").matter_by_id


def test_a_matter_is_dated_when_both_have_decided_and_at_risk_when_one_goes(
    place: Office,
) -> None:
    made = matter(place, required_orgs=[place.cal, place.wex])
    rules = load_rulebook(place.desk, place.now)

    def state() -> str:
        records = place.seen()
        return matter_standing(records.matter_by_id[made], records, rules).state.value

    assert state() == "open"
    cal = place.add(matter=made, title="Ours")
    place.advance(cal, Status.TAKEN)
    assert state() == "waiting"
    wex = place.add(org="WEX", matter=made, title="Theirs")
    place.advance(wex, Status.TAKEN)
    assert state() == "dated"
    place.advance(wex, Status.REVOKED, reason="No money")
    assert state() == "at_risk"


def test_a_required_counterpart_holds_the_effect_back(place: Office) -> None:
    cal = place.add(title="Joint", counterpart_required="yes")
    place.advance(cal, Status.TAKEN)
    rules = load_rulebook(place.desk, place.now)
    found = standing(place.decision(cal), place.seen(), rules)
    assert (found.effective.day, found.waits) == (place.decision(cal).date_taken, True)
    place.advance(cal, Status.PUBLISHED)
    found = standing(place.decision(cal), place.seen(), rules)
    assert found.status == "in_window"
    with pytest.raises(WrongUseError, match="waits for the other body"):
        place.advance(cal, Status.EFFECTIVE)
    place.advance(cal, Status.EFFECTIVE, reason="Agreed by both chief executives")
    assert place.decision(cal).effective_reason == "Agreed by both chief executives"


# Search and history


@pytest.mark.parametrize(("who", "found"), [("director", 2), ("tom", 2), ("bridget", 0)])
def test_search_finds_what_may_be_seen(place: Office, who: str, found: int) -> None:
    place.add(title="Mill Street redundancies", visibility="own_org")
    hits = search_records(place.desk, place.audience(who), "redundancies mill")
    assert len(hits) == found
    assert {hit.type for hit in hits} <= {"matter", "decision"}


def test_search_looks_at_the_text_of_decisions_too(place: Office) -> None:
    made = place.add(decision_text="Approved virtual wards", reasons="Fewer falls")
    for words in ("virtual", "FALLS fewer", "cal-2026-001"):
        assert made in [
            hit.record.id for hit in search_records(place.desk, place.audience(), words)
        ]
    assert search_records(place.desk, place.audience(), "   ") == []


def test_history_knows_a_decision_by_its_reference_and_hides_what_is_hidden(
    place: Office,
) -> None:
    made = place.add(title="Mill Street", visibility="own_org")
    place.edit(made, reasons="Money")
    for who in ("director", "tom"):
        found = item_history(place.desk, place.audience(who), "CAL-2026-001")
        assert [one.after.get("reasons") for one in found] == [None, "Money"]
    for name in (made, "CAL-2026-001", "Mill Street"):
        with pytest.raises(NotFoundError):
            item_history(place.desk, place.audience("bridget"), name)


def test_the_history_of_what_was_narrowed_says_that_earlier_words_were_erased(
    place: Office,
) -> None:
    made = place.add()
    place.edit(made, visibility="own_org")
    first, *_, last = item_history(place.desk, place.audience("tom"), made)
    assert (first.label, first.after) == ("", {})
    assert last.after["visibility"] == "own_org"
