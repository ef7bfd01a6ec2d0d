"""What the diary will show, shown before it is written."""

from dataclasses import replace
from datetime import date

from jointdesk.domain.edits import EditScope
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.occurrences import Status
from jointdesk.viewmodels.diary_days import DiaryDays
from jointdesk.viewmodels.expected import at_times, cancelled, days_with
from tests.sample_meetings import LONDON, MONDAY, MeetingBuilder, moment

make = MeetingBuilder()
BOARD = make.meeting("CAL WEX", "Board", MONDAY, "10:00-11:00")
CALL = make.meeting("WEX", "Call", MONDAY, "12:00-13:00")
TUESDAY = date(2026, 12, 15)


def test_a_single_meeting_moves_with_all_copies_and_its_key() -> None:
    after = at_times(BOARD, "2026-12-15T14:00", "2026-12-15T15:30", LONDON)
    assert {(one.start, one.end) for one in after.copies} == {
        (moment(TUESDAY, "14:00"), moment(TUESDAY, "15:30"))
    }
    assert after.id == f"{BOARD.copies[0].details.series_id}-20261215"
    assert after.preferred in after.copies


def test_an_occurrence_of_a_series_keeps_its_key() -> None:
    copies = tuple(
        one._replace(details=replace(one.details, recurring=True)) for one in BOARD.copies
    )
    series = Meeting(copies, copies[1], drift=("time", "place"))
    after = at_times(series, "2026-12-15", "2026-12-16", LONDON)
    assert after.id == series.id
    assert after.preferred is after.copies[1]
    assert after.drift == ("place",)
    assert after.start == moment(TUESDAY, "0:00")
    whole = at_times(series, "2026-12-15T10:00", "2026-12-15T11:00", LONDON, EditScope.ALL)
    assert whole.id.endswith("-20261215")


def test_a_cancelled_one_stays_and_takes_no_time() -> None:
    details = cancelled(BOARD).preferred.details
    assert (details.status, details.busy) == (Status.CANCELLED, False)


def test_one_stands_in_place_of_another_in_time_order() -> None:
    days = DiaryDays((MONDAY,), (BOARD, CALL), (), (), LONDON, 0, True)
    later = at_times(BOARD, "2026-12-14T15:00", "2026-12-14T16:00", LONDON)
    assert days_with(days, BOARD, later).meetings == (CALL, later)
    assert days_with(days, CALL, None).meetings == (BOARD,)
    assert days_with(days, None, later).meetings == (BOARD, CALL, later)
