"""A meeting that its feed publishes no more does not come and go with who has read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.moments import DAY, Instant
from tests.desk.calendar_desks import CalendarDesks, calendar_desks
from tests.operations.test_carrying import NOW, event
from tests.postgres import PostgresServer

LATER = event("z", "Later", "20270301T100000Z")


@pytest.fixture
def desks(postgres: PostgresServer, tmp_path: Path) -> Iterator[CalendarDesks]:
    """Imogen's and Tom's machines are connected to the council's calendar."""
    made = calendar_desks(tmp_path, postgres.new_database(), NOW)
    made.says("CAL", event("a", "Board"), LATER)
    made.exchange()
    made.connect("Tom", "CAL", made.collection("CAL"))
    yield made
    made.close()


def speak(desks: CalendarDesks, who: str) -> tuple[int, int]:
    """Have a machine read, and speak for the calendar; return what it sent, and got."""
    desks.read(who)
    desks.end_leases()
    (done,) = desks.exchange(who)
    desks.exchange("Bridget")
    return done


def pass_days(desks: CalendarDesks) -> None:
    """Have ten days go by, and the feed begin after them."""
    desks.now = Instant(desks.now + 10 * DAY)
    desks.says("CAL", LATER)


def test_who_never_saw_it_does_not_take_it_away(desks: CalendarDesks) -> None:
    speak(desks, "Imogen")
    pass_days(desks)
    for _ in range(2):
        for who in ("Tom", "Imogen"):
            speak(desks, who)
            assert desks.titles("Bridget") == ["Board"]
    assert speak(desks, "Tom")[0] <= 1  # that it was read


def test_who_has_kept_it_does_not_bring_it_back(desks: CalendarDesks) -> None:
    for who in ("Imogen", "Tom"):
        speak(desks, who)
    desks.says("CAL", LATER)
    speak(desks, "Tom")  # while it is still to come: it was deleted
    assert desks.titles("Bridget") == []
    pass_days(desks)
    for who in ("Imogen", "Tom", "Imogen"):
        speak(desks, who)
        assert desks.titles("Bridget") == []


def test_what_is_to_come_is_taken_away_by_who_never_saw_it(desks: CalendarDesks) -> None:
    speak(desks, "Imogen")
    assert desks.titles("Bridget") == ["Board"]
    desks.says("CAL", LATER)
    speak(desks, "Tom")
    assert desks.titles("Bridget") == []


def test_a_meeting_that_is_past_is_kept_when_somebody_says_so(desks: CalendarDesks) -> None:
    speak(desks, "Imogen")
    pass_days(desks)
    speak(desks, "Imogen")
    (board,) = desks.seen("Imogen")
    desks.edit("Imogen", board[0], {"visibility": "own_org"})
    speak(desks, "Imogen")
    assert desks.titles("Bridget") == ["Busy (CAL)"]
    assert desks.titles("Imogen") == ["Board"]
