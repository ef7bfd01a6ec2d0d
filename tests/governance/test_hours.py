"""WRK-02: hours of all employers, averaged over 17 weeks."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import HOUR, MINUTE, Span
from jointdesk.domain.occurrences import Occurrence, Status
from jointdesk.governance.check_context import RecordContext
from jointdesk.governance.checks import check_meetings
from jointdesk.governance.hours import WEEKS, first_monday, long_weeks, weekly_hours
from tests.diary.building import at, copy
from tests.diary.building import context as diary
from tests.governance.building import context, records, with_settings

MONDAY = date(2026, 11, 30)
WINDOW = Span(at("2026-11-30"), at("2026-12-07"))
WHOLE = Span(at("2026-01-01"), at("2027-01-01"))


def hours(*occurrences: Occurrence) -> dict[date, float]:
    return dict(weekly_hours(occurrences, diary(), WHOLE))


class TestHours:
    def test_two_copies_of_one_meeting_take_its_time_once(self) -> None:
        ours = copy("cal", "Board", "2026-12-01 10:00", "2026-12-01 12:00")
        theirs = copy("wex", "Board", "2026-12-01 10:30", "2026-12-01 12:30")
        assert hours(ours, theirs) == {MONDAY: 2.5}

    def test_what_is_no_work(self) -> None:
        span = ("2026-12-01 10:00", "2026-12-01 12:00")
        assert hours(
            copy("cal", "Hold", *span, status=Status.HOLD),
            copy("cal", "Free", *span, busy=False),
            copy("cal", "Leave", *span, leave=True),
            copy("esk", "Partner", *span),
            copy("cal", "Fair", "2026-12-01", "2026-12-02", all_day=True),
            copy("cal", "No", *span, counts=False),
        ) == {}  # fmt: skip

    def test_travel_between_sites_of_a_day_counts_and_the_way_to_work_does_not(self) -> None:
        first = copy("cal", "A", "2026-12-01 09:00", "2026-12-01 10:00", site_id="s1")
        second = copy("wex", "B", "2026-12-01 12:00", "2026-12-01 13:00", site_id="s3")
        soon = copy("wex", "B", "2026-12-01 10:10", "2026-12-01 11:00", site_id="s3")
        tomorrow = copy("wex", "C", "2026-12-02 12:00", "2026-12-02 13:00", site_id="s1")
        assert hours(first, second, tomorrow) == {MONDAY: 3.5}
        assert hours(first, soon)[MONDAY] == pytest.approx(2.0)
        unknown = copy("wex", "B", "2026-12-01 12:00", "2026-12-01 13:00", site_id="s4")
        assert hours(first, unknown) == {MONDAY: 2.0}
        same = copy("wex", "B", "2026-12-01 12:00", "2026-12-01 13:00", site_id="s1")
        within = copy("wex", "B", "2026-12-01 09:10", "2026-12-01 09:20", site_id="s3")
        assert hours(first, same) == {MONDAY: 2.0}
        assert hours(first, within) == {MONDAY: 1.0}

    def test_a_chain_of_meetings_over_days_is_told_by_the_day(self) -> None:
        chain = [
            copy("cal", f"{n}", at("2026-12-04 00:00") + 12 * n * HOUR,
                 at("2026-12-04 12:00") + 12 * n * HOUR)
            for n in range(8)
        ]  # fmt: skip
        assert hours(*chain) == {MONDAY: 72.0, MONDAY + timedelta(days=7): 24.0}

    @given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 600)), max_size=12))
    def test_time_is_never_counted_twice(self, raw: list[tuple[int, int]]) -> None:
        start = at("2026-11-30 08:00")
        spans = [(start + min(a, b) * MINUTE, start + max(a, b) * MINUTE) for a, b in raw]
        minutes = {m for a, b in spans for m in range(a // MINUTE, b // MINUTE)}
        made = [copy("cal", str(n), *span) for n, span in enumerate(spans)]
        assert sum(hours(*made).values()) == pytest.approx(len(minutes) / 60)


def test_the_weeks_that_a_window_needs() -> None:
    assert first_monday(WINDOW, context()) == MONDAY - timedelta(weeks=16)
    later = Span(at("2026-12-03"), at("2026-12-04"))
    assert first_monday(later, context()) == MONDAY - timedelta(weeks=16)


def steady(each: float) -> dict[date, float]:
    return {MONDAY - timedelta(weeks=n): each for n in range(WEEKS)}


def long(each: float, known: RecordContext | None = None) -> Iterator[Severity]:
    return (one.severity for one in long_weeks(steady(each), known or context(), WINDOW))


class TestLimit:
    @pytest.mark.parametrize(
        ("each", "expected"),
        [(43.9, []), (44, [Severity.AMBER]), (48, [Severity.AMBER]), (48.1, [Severity.RED])],
    )
    def test_amber_from_44_red_over_48(self, each: float, expected: list[Severity]) -> None:
        assert list(long(each)) == expected

    def test_an_opt_out_is_never_red(self) -> None:
        known = with_settings("cal", hours_opt_out="yes")
        assert list(long(60, known)) == [Severity.AMBER]

    def test_weeks_without_hours_are_weeks_too(self) -> None:
        once = {MONDAY: 100.0}
        assert list(long_weeks(once, context(), WINDOW)) == []
        assert list(long_weeks({}, context(), WINDOW)) == []

    def test_once_for_each_week_that_begins_in_the_window(self) -> None:
        month = Span(at("2026-12-02"), at("2026-12-30"))
        many = {MONDAY + timedelta(weeks=n): 50.0 for n in range(-20, 10)}
        found = list(long_weeks(many, context(), month))
        assert [one.participants for one in found] == [
            ("hours 2026-W50",), ("hours 2026-W51",), ("hours 2026-W52",), ("hours 2026-W53",),
        ]  # fmt: skip
        assert found[0].org_ids == (
            "cal",
            "wex",
        )
        assert (found[0].start, found[0].end) == (at("2026-12-07"), at("2026-12-14"))
        assert "come to 50.0 a week on average in the 17 weeks to Sunday 13 December" in (
            found[0].message
        )

    def test_they_are_asked_for_with_the_records(self) -> None:
        asked = check_meetings([], records(), context(), WINDOW, steady(50))
        assert [one.code for one in asked] == ["WRK-02"]
        assert check_meetings([], records(), context(), WINDOW) == []
