"""Bookings on Today: an answer that is wanted, holds that end, comments that were not seen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jointdesk.domain.conflicts import Severity
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.today_needs import Need
from jointdesk.viewmodels.today_reading import read_today
from tests.bookings_desk import Booked, booked, morning

__all__ = ["booked", "morning"]

Told = Callable[[str], dict[str, Need]]


@pytest.fixture
def told(morning: Path) -> Told:
    """Return what Today tells a person of bookings, by title."""

    def read(name: str) -> dict[str, Need]:
        reading = Reading(morning)
        try:
            audience = audience_of(reading, acting_person(reading, name).id)
            waiting = read_today(reading, audience).waiting
        finally:
            reading.close()
        return {one.title: one for one in waiting if one.target.page is Page.BOOKINGS}

    return read


def test_the_director_hears_what_needs_their_yes(told: Told) -> None:
    need = told("")["Regional NHS workforce panel"]
    assert need.lines == ("Needs your yes: Thursday 14 January, 12:45–14:45.",)
    assert need.codes == ("WEX",)


def test_who_holds_a_time_hears_on_the_day_that_it_ends(told: Told) -> None:
    assert told("Tom Adeyemi")["Union meeting"].lines == ("Hold ends today 17:30.",)
    assert "Care home fees: Cllr Stott" not in told("Tom Adeyemi")


def test_who_is_waited_for_hears_both(told: Told) -> None:
    assert told("Bridget Lyall")["Union meeting"].lines == (
        "Needs your yes.",
        "Hold ends today 17:30.",
    )


def test_a_hold_that_ended_should_be_seen_to(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINTDESK_NOW", "2026-12-03T09:00:00+00:00")
    assert told("Tom Adeyemi")["Union meeting"].severity is Severity.AMBER
    assert told("Tom Adeyemi")["Care home fees: Cllr Stott"].lines[0].startswith("Holds ended")


def test_a_comment_is_told_until_it_is_seen(booked: Booked, told: Told) -> None:
    people = {one.name: one.id for one in booked.model.bookings.people}  # type: ignore[union-attr]
    fees = booked.card("Fees").id
    booked.actions.note(fees, "Please look", people["Tom Adeyemi"], hands_over=False)
    booked.settle()
    assert told("Tom Adeyemi")["Fees: ways to fund year two"].lines == ("1 comment for you.",)


def test_of_many_bookings_the_first_are_named(booked: Booked, told: Told) -> None:
    people = {one.name: one.id for one in booked.model.bookings.people}  # type: ignore[union-attr]
    for card in booked.model.bookings.cards[:6]:  # type: ignore[union-attr]
        booked.actions.note(card.id, "Please look", people["Tom Adeyemi"], hands_over=False)
    booked.settle()
    titles = [*told("Tom Adeyemi")]
    assert len(titles) == 4
    assert titles[-1].endswith("more bookings")
