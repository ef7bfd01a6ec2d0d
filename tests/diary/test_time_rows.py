"""What the picture of find-a-time shows."""

from datetime import date

from jointdesk.diary.attendance import Attendance
from jointdesk.diary.free import blocks_of
from jointdesk.diary.time_rows import BusySpan, director_row, person_row, shown_days
from jointdesk.domain.bookings import Wanted
from jointdesk.domain.free_busy import BusyKind, BusyTime, FreeBusy
from jointdesk.domain.moments import HOUR, MINUTE, Span
from jointdesk.domain.occurrences import Status
from tests.diary.building import at, context, meeting

WEEK = Span(at("2026-12-14"), at("2026-12-21"))


def test_days_are_those_on_which_somebody_works_with_the_hours_of_each():
    holidays = {date(2026, 12, 18): "Founders' Day"}
    days = shown_days(context(holidays=holidays), WEEK, {date(2026, 12, 15): "In the period"})
    assert [day.date.day for day in days] == [14, 15, 16, 17, 18]
    hours = Span(at("2026-12-14 08:30"), at("2026-12-14 17:30"))
    assert days[0].hours == (("cal", hours), ("wex", hours))
    assert [day.holiday for day in days][-1] == "Founders' Day"
    assert [day.said for day in days][1] == "In the period"


def test_the_director_is_shown_with_what_each_thing_is_and_the_way_to_it():
    def one(clock: str, **fields):
        first, last = clock.split("-")
        return meeting("cal", f"At {first}", f"2026-12-16 {first}", f"2026-12-16 {last}", **fields)

    blocks = blocks_of(
        [
            one("09:00-10:00", site_id="s3"),
            one("12:00-13:00", tier=1),
            one("13:00-14:00", status=Status.TENTATIVE),
            one("14:00-15:00", leave=True),
            one("15:00-16:00", masked=True, private=True),
            one("16:00-17:00", busy=False),
            meeting("cal", "Elsewhen", "2026-12-30 09:00", "2026-12-30 10:00"),
        ],
        context(),
        "s1",
    )
    row = director_row(blocks, WEEK, "Imogen Farrant")
    assert (row.name, row.role, row.known) == ("Imogen Farrant", "director", (WEEK,))
    assert [(span.kind, span.org_ids) for span in row.busy] == [
        ("travel", ()),
        ("busy", ("cal",)),
        ("travel", ()),
        ("protected", ("cal",)),
        ("perhaps", ("cal",)),
        ("leave", ("cal",)),
        ("busy", ("cal",)),
    ]
    before = row.busy[0]
    assert before.end - before.start == 35 * MINUTE
    assert before.end == at("2026-12-16 09:00")
    assert before.name == "At 09:00 (CAL)"


def test_somebody_else_is_shown_where_something_is_known():
    monday = Span(WEEK.start, WEEK.start + 24 * HOUR)
    times = (
        BusyTime(WEEK.start, WEEK.start + HOUR),
        BusyTime(WEEK.start + HOUR, WEEK.start + 2 * HOUR, BusyKind.TENTATIVE),
        BusyTime(WEEK.start + 2 * HOUR, WEEK.start + 3 * HOUR, BusyKind.AWAY),
        BusyTime(WEEK.end, WEEK.end + HOUR),
    )
    parts = [
        FreeBusy("g@cal.example", "file", monday, times, 7),
        FreeBusy("g@cal.example", "file", Span(WEEK.end, WEEK.end + 9), (), 7),
    ]
    row = person_row(Attendance(Wanted("Pym", "g@cal.example"), parts), ["cal"], WEEK)
    assert row.busy[0].name == ""
    assert row.busy[0] == BusySpan(WEEK.start, WEEK.start + HOUR, ("cal",), "busy")
    assert [span.kind for span in row.busy] == ["busy", "perhaps", "leave"]
    assert (row.role, row.known, row.read_at) == ("required", (monday,), 7)
    assert person_row(Attendance(Wanted("A", role="optional")), [], WEEK).role == "optional"
