"""Years as masks of days, held against the calendar of the standard library."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.ical.year_days import new_year, pick, week_one, week_year, year_of, year_shape

# Each kind of year there is: 28 years in a row have them all.
YEARS = range(2001, 2029)


def dates(mask: int, year: int) -> list[date]:
    return [date.fromordinal(day) for day in pick(mask, year_shape(year)[0])]


def all_dates(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=day) for day in range(year_shape(year)[1].length)]


@pytest.mark.parametrize("year", YEARS)
def test_masks_of_every_kind_of_year(year: int) -> None:
    begin, shape = year_shape(year)
    every = all_dates(year)
    assert date.fromordinal(begin) == date(year, 1, 1)
    assert every[-1] == date(year, 12, 31)
    assert dates(shape.all, year) == every
    for month in range(1, 13):
        assert dates(shape.months[month], year) == [day for day in every if day.month == month]
    for weekday in range(7):
        mask = shape.weekdays[weekday]
        assert dates(mask, year) == [day for day in every if day.weekday() == weekday]


@pytest.mark.parametrize("year", YEARS)
def test_days_counted_from_both_ends(year: int) -> None:
    shape = year_shape(year)[1]
    every = all_dates(year)
    for number in range(1, 32):
        from_start = [day for day in every if day.day == number]
        from_end = [day for day in every if monthrange(year, day.month)[1] - day.day == number - 1]
        assert dates(shape.monthdays[number], year) == from_start
        assert dates(shape.monthdays[-number], year) == from_end
    for number in (1, 60, 365, 366):
        assert dates(shape.yearday(number), year) == every[number - 1 : number]
        assert dates(shape.yearday(-number), year) == every[::-1][number - 1 : number]


@pytest.mark.parametrize("year", YEARS)
def test_sevenths_hold_the_nth_weekdays(year: int) -> None:
    shape = year_shape(year)[1]
    mondays = [day for day in all_dates(year) if day.weekday() == 0]
    in_months = [[day for day in mondays if day.month == month] for month in range(1, 13)]
    for nth in range(1, 6):
        found = dates(shape.sevenths[nth] & shape.weekdays[0], year)
        assert found == [days[nth - 1] for days in in_months if len(days) >= nth]
        found = dates(shape.sevenths[-nth] & shape.weekdays[0], year)
        assert found == [days[-nth] for days in in_months if len(days) >= nth]
    for nth in (1, 20, 52, 53):
        assert dates(shape.nth_seven(nth) & shape.weekdays[0], year) == mondays[nth - 1 : nth]
        last = mondays[::-1][nth - 1 : nth]
        assert dates(shape.nth_seven(-nth) & shape.weekdays[0], year) == last


@given(st.integers(2, 9998), st.integers(0, 365))
def test_weeks_are_those_of_iso(year: int, offset: int) -> None:
    day = date(year, 1, 1) + timedelta(days=offset)
    iso = day.isocalendar()
    assert week_year(day.toordinal(), 0) == iso.year
    assert week_one(iso.year, 0) == date.fromisocalendar(iso.year, 1, 1).toordinal()
    assert new_year(year) == date(year, 1, 1).toordinal()
    assert year_of(day.toordinal()) == day.year


def test_the_year_after_the_last_has_a_beginning() -> None:
    assert new_year(10_000) == date.max.toordinal() + 1
