"""How deleted meetings are told."""

from dataclasses import replace

from jointdesk.domain.events import Event
from jointdesk.operations.event_bin import BinEntry
from jointdesk.viewmodels.event_bin import row_of
from tests.sample_meetings import LONDON, MONDAY, moment

EVENT = Event("e", org="cal", title="Board\n", start="2026-12-15T14:00", end="2026-12-15T15:00")
ENTRY = BinEntry("e", EVENT, moment(MONDAY, "9:20"), "p", is_waiting=False)


def when(**values: str) -> str:
    return row_of(ENTRY._replace(event=replace(EVENT, **values)), "CAL", "", LONDON).when


def test_a_row_says_what_when_and_who() -> None:
    row = row_of(ENTRY._replace(is_waiting=True), "CAL", "Imogen Farrant", LONDON)
    assert row.lines == (
        "Board",
        "CAL, Tue 15 Dec 2026, 14:00–15:00",
        "Deleted Mon 14 Dec 09:20 by Imogen Farrant",
        "Its calendar still has it",
    )
    assert row.spoken.startswith("Board, CAL, Tue 15 Dec 2026")
    assert len(row_of(ENTRY, "CAL", "", LONDON).lines) == 3


def test_days_series_and_nights() -> None:
    assert when(repeat="FREQ=DAILY").endswith("14:00–15:00, repeats")
    assert when(end="2026-12-16T01:00") == "CAL, Tue 15 Dec 2026, 14:00–Wed 16 Dec 01:00"
    assert when(start="2026-12-15", end="2026-12-16") == "CAL, Tue 15 Dec 2026"
    two_days = when(start="2026-12-15", end="2026-12-17")
    assert two_days == "CAL, Tue 15 Dec 2026 to Wed 16 Dec 2026"
    untitled = row_of(ENTRY._replace(event=replace(EVENT, title="")), "", "", LONDON)
    assert untitled.title == "No title"
