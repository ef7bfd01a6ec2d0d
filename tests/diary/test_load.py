"""WRK-03: the load of one day."""

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import Span
from jointdesk.domain.occurrences import Status
from tests.diary.building import SITES, all_day, at, codes, meeting, only


def day(*spans: str, **fields):
    return [
        meeting("cal", f"M{n}", f"2026-12-16 {span[:5]}", f"2026-12-16 {span[6:]}", **fields)
        for n, span in enumerate(spans)
    ]


SEVEN_HOURS = ("08:00-11:00", "12:00-14:00", "15:00-17:00")


def test_more_than_seven_hours():
    (found,) = only("WRK-03", *day(*SEVEN_HOURS, "18:00-18:01"))
    assert (found.severity, found.participants) == (Severity.AMBER, ("2026-12-16",))
    assert found.anchor == at("2026-12-16 08:00")
    assert found.message == "Wed 16 Dec has 7 hours 1 minute of meetings"


def test_seven_hours_are_not_more_than_seven():
    assert only("WRK-03", *day(*SEVEN_HOURS)) == []


def test_hours_are_a_union_never_a_sum():
    assert only("WRK-03", *day("08:00-14:00", "08:00-14:00", "09:00-13:00")) == []


def test_holds_and_all_day_items_are_no_hours():
    holds = day(*SEVEN_HOURS, "18:00-19:00", status=Status.HOLD)
    assert only("WRK-03", *holds) == []
    assert only("WRK-03", all_day("cal", "Conference", "2026-12-16")) == []


def test_leave_is_no_work():
    assert only("WRK-03", *day(*SEVEN_HOURS, "18:00-19:00", leave=True)) == []


def test_more_than_four_sites():
    visits = [
        meeting(
            "cal",
            f"M{n}",
            at("2026-12-16 06:00") + 7200 * n,
            at("2026-12-16 06:30") + 7200 * n,
            site_id=site_id,
        )
        for n, site_id in enumerate([*SITES, "s1"])
    ]
    (found,) = only("WRK-03", *visits)
    assert found.message == "Wed 16 Dec has 5 sites"
    assert only("WRK-03", *visits[1:5]) == []


def test_a_meeting_over_midnight_belongs_to_the_day_on_which_it_starts():
    late = meeting("cal", "Late", "2026-12-16 20:00", "2026-12-17 03:30")
    (found,) = only("WRK-03", late)
    assert found.participants == ("2026-12-16",)


def test_the_night_of_the_clock_change_is_counted_as_it_passes():
    window = Span(at("2026-10-24"), at("2026-10-26"))
    night = meeting("cal", "Night", "2026-10-25 00:00", "2026-10-25 06:30")
    assert "WRK-03" in codes(night, window=window)
