"""Working days: counting there and back, clear days, and refusing to guess."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.derive.working_calendars import working_calendars
from jointdesk.governance.working_days import EVERY_DAY, UnknownDayError, WorkingCalendar

CALENDARS = working_calendars()
EW, UK = CALENDARS["EW"], CALENDARS["UK"]
WITH_SATURDAYS = EW.changed(weekdays=frozenset(range(6)))

calendars = st.sampled_from([EW, UK, WITH_SATURDAYS, EVERY_DAY])
days = st.dates(date(2016, 1, 1), date(2027, 12, 31))
counts = st.integers(1, 60)


class TestCounting:
    @given(calendars, days, counts)
    def test_a_count_ends_on_a_working_day(self, calendar: WorkingCalendar, day: date, count: int):
        assert calendar.is_working(calendar.add(day, count))
        assert calendar.is_working(calendar.subtract(day, count))

    @given(calendars, days, counts)
    def test_back_and_forth_from_a_working_day_is_the_same_day(
        self, calendar: WorkingCalendar, day: date, count: int
    ):
        day = calendar.on_or_after(day)
        assert calendar.subtract(calendar.add(day, count), count) == day
        assert calendar.add(calendar.subtract(day, count), count) == day

    @given(calendars, days, days, counts)
    def test_a_later_start_never_ends_earlier(
        self, calendar: WorkingCalendar, one: date, other: date, count: int
    ):
        first, second = sorted((one, other))
        assert calendar.add(first, count) <= calendar.add(second, count)
        assert calendar.subtract(first, count) <= calendar.subtract(second, count)

    @given(calendars, days, counts, counts)
    def test_counts_add_up(self, calendar: WorkingCalendar, day: date, one: int, other: int):
        assert calendar.add(calendar.add(day, one), other) == calendar.add(day, one + other)

    @given(calendars, days, counts)
    def test_clear_days_leave_out_both_ends(self, calendar: WorkingCalendar, day: date, count: int):
        assert calendar.clear_days(day, calendar.add(day, count)) == count - 1

    @given(calendars, days)
    def test_on_or_after_is_the_first_that_counts(self, calendar: WorkingCalendar, day: date):
        found = calendar.on_or_after(day)
        assert calendar.is_working(found)
        passed = range((found - day).days)
        assert not any(calendar.is_working(day + timedelta(days=number)) for number in passed)

    @given(days, counts)
    def test_every_day_counts_calendar_days(self, day: date, count: int):
        assert EVERY_DAY.add(day, count) == day + timedelta(days=count)
        assert EVERY_DAY.subtract(day, count) == day - timedelta(days=count)

    def test_none_is_the_day_itself(self):
        sunday = date(2026, 11, 29)
        assert EW.add(sunday, 0) == EW.subtract(sunday, 0) == sunday

    def test_clear_days_the_wrong_way_round_are_none(self):
        assert EW.clear_days(date(2026, 12, 8), date(2026, 12, 1)) == 0


class TestClosedDays:
    @pytest.mark.parametrize(
        ("day", "why"),
        [
            ("2026-12-05", "Saturday"),
            ("2026-12-06", "Sunday"),
            ("2026-12-25", "Christmas Day"),
            ("2026-12-24", ""),
            ("2020-05-04", ""),
            ("2020-05-08", "Early May bank holiday"),
            ("2022-05-30", ""),
            ("2022-06-02", "Spring bank holiday"),
            ("2022-06-03", "Platinum Jubilee of Elizabeth II"),
            ("2022-09-19", "State Funeral of Queen Elizabeth II"),
            ("2023-05-08", "Coronation of Charles III"),
        ],
    )
    def test_in_england_and_wales(self, day: str, why: str):
        assert EW.why_closed(date.fromisoformat(day)) == why

    def test_another_nations_holiday_closes_only_the_united_kingdom(self):
        second_of_january = date(2026, 1, 2)
        assert EW.is_working(second_of_january)
        assert UK.why_closed(second_of_january) == "2nd January (Scotland)"

    @given(days)
    def test_what_is_closed_in_england_is_closed_in_the_united_kingdom(self, day: date):
        assert EW.is_working(day) or not UK.is_working(day)

    def test_closure_days_and_reopened_holidays(self):
        closure, funeral = date(2022, 12, 28), date(2022, 9, 19)
        changed = EW.changed(closed={closure: "Christmas closure"}, opened={funeral})
        assert changed.why_closed(closure) == "Christmas closure"
        assert changed.is_working(funeral)
        assert EW.is_working(closure)
        assert not EW.is_working(funeral)

    def test_a_reopened_weekend_stays_a_weekend(self):
        saturday = date(2026, 12, 5)
        assert not EW.changed(opened={saturday}).is_working(saturday)

    def test_holidays_between_leave_out_both_ends_and_weekends(self):
        christmas, boxing_day = date(2026, 12, 25), date(2026, 12, 28)
        closed = EW.changed(closed={date(2026, 12, 27): "a Sunday"})
        assert closed.holidays_between(date(2026, 12, 24), date(2026, 12, 29)) == [
            christmas,
            boxing_day,
        ]
        assert closed.holidays_between(christmas, boxing_day) == []


class TestUnknownYears:
    @pytest.mark.parametrize(
        ("start", "step"), [(date(2028, 12, 29), "add"), (date(2015, 1, 2), "subtract")]
    )
    def test_a_count_that_leaves_the_known_years_is_refused(self, start: date, step: str):
        with pytest.raises(UnknownDayError, match="known from Thursday 1 January 2015 to"):
            getattr(EW, step)(start, 5)

    def test_an_organisation_can_add_a_year(self):
        new_year = date(2029, 1, 1)
        longer = EW.changed(closed={new_year: "New Year's Day"}, last=date(2029, 3, 31))
        assert longer.add(date(2028, 12, 29), 1) == date(2029, 1, 2)
