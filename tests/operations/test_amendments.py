"""Proposed amendments: what another machine wrote without having seen that it was taken."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.decisions import Status
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import Fields
from jointdesk.domain.moments import Instant
from jointdesk.operations.amendments import (
    accept_amendments,
    list_amendments,
    set_aside_amendments,
)
from jointdesk.operations.undo import undo
from jointdesk.store.decisions import versions_of
from jointdesk.store.integrity import check
from jointdesk.store.items import find_item
from tests.deciding import Office, office
from tests.store.samples import OtherDevice

PROPOSED = {"decision_text": "Approved with conditions", "amount": 60000}


@pytest.fixture
def place(tmp_path: Path, data_folder: Path, now: Instant) -> Iterator[Office]:
    with office(tmp_path, data_folder, now) as made:
        yield made
        assert check(made.desk) == []


def taken(place: Office, fields: Fields = PROPOSED) -> str:
    """Return a decision that was taken while another machine was still changing its draft."""
    made = place.add(decision_text="Approved", reasons="Value")
    item = find_item(place.desk.connection, made)
    assert item is not None
    place.advance(made, Status.TAKEN)
    OtherDevice(place.desk).say(made, fields, type_="decision")
    return made


def proposed(place: Office, decision: str, who: str = "director") -> dict[str, object]:
    found = list_amendments(place.desk, place.audience(who), decision)
    return {one.field.name: one.value for one in found}


def accept(place: Office, decision: str, names: list[str], reason: str) -> None:
    accept_amendments(place.desk, place.actor(), place.audience(), decision, names, reason)


def set_aside(place: Office, decision: str, names: list[str]) -> None:
    set_aside_amendments(place.desk, place.actor(), place.audience(), decision, names)


def test_the_decision_stays_and_what_is_proposed_is_listed_in_the_order_of_the_fields(
    place: Office,
) -> None:
    made = taken(place)
    decision = place.decision(made)
    assert decision.decision_text == "Approved"
    assert decision.proposed == ("amount", "decision_text")
    found = list_amendments(place.desk, place.audience(), made)
    assert [one.field.label for one in found] == ["Decision", "Amount"]
    assert {one.person for one in found} == {"pa"}
    assert all(one.at is not None for one in found)


def test_what_is_accepted_is_a_new_version_with_its_reason(place: Office) -> None:
    made = taken(place)
    accept(place, made, ["decision_text"], "Agreed at the meeting")
    first, second = versions_of(place.desk.connection, made)
    assert (first.number, second.number, second.reason) == (1, 2, "Agreed at the meeting")
    decision = place.decision(made)
    assert decision.decision_text == "Approved with conditions"
    assert decision.taken_version == second.id
    assert proposed(place, made) == {"amount": 60000}


def test_what_is_set_aside_is_gone_until_that_is_undone(place: Office) -> None:
    made = taken(place)
    set_aside(place, made, ["decision_text", "amount"])
    assert proposed(place, made) == {}
    assert place.decision(made).decision_text == "Approved"
    assert len(versions_of(place.desk.connection, made)) == 1
    undo(place.desk, place.actor())
    assert proposed(place, made) == PROPOSED


def test_a_reason_is_needed_and_nothing_is_done_without(place: Office) -> None:
    made = taken(place)
    with pytest.raises(WrongUseError, match="reason"):
        accept(place, made, ["amount"], "  ")
    assert len(versions_of(place.desk.connection, made)) == 1


@pytest.mark.parametrize("names", [[], ["reasons"]])
def test_only_what_is_proposed_can_be_chosen(place: Office, names: list[str]) -> None:
    made = taken(place)
    with pytest.raises(WrongUseError):
        accept(place, made, names, "Because")
    with pytest.raises(WrongUseError):
        set_aside(place, made, names)


def test_a_draft_and_what_was_amended_here_have_none(place: Office) -> None:
    draft = place.add(decision_text="Approved")
    assert proposed(place, draft) == {}
    place.advance(draft, Status.TAKEN)
    place.edit(draft, "Typing error", decision_text="Agreed")
    assert proposed(place, draft) == {}
    assert place.decision(draft).proposed == ()


def test_of_a_decision_kept_to_its_body_the_other_hears_nothing(place: Office) -> None:
    made = place.add(decision_text="Approved", visibility="own_org")
    place.advance(made, Status.TAKEN)
    OtherDevice(place.desk, f"org:{place.cal}").say(made, PROPOSED, type_="decision")
    assert proposed(place, made, "tom") == PROPOSED
    with pytest.raises(NotFoundError):
        proposed(place, made, "bridget")
