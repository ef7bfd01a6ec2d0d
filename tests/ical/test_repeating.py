"""When something that repeats comes next."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.ical.recurrence import rule_instances
from jointdesk.ical.recurrence_rule import parse_rule
from jointdesk.ical.repeating import Next, check_rule, next_of

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("rule", "day", "later"),
    [
        ("FREQ=WEEKLY", MONDAY, date(2026, 12, 7)),
        ("FREQ=MONTHLY;BYDAY=-1TH", date(2026, 11, 26), date(2026, 12, 31)),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2028, 2, 29), date(2032, 2, 29)),
        ("FREQ=WEEKLY;BYDAY=TU", MONDAY, date(2026, 12, 1)),
    ],
)
def test_the_next_day_is_the_first_later_one(rule: str, day: date, later: date) -> None:
    assert next_of(rule, day, day) == Next(later, rule)


def test_what_is_past_is_passed_over() -> None:
    assert next_of("FREQ=WEEKLY", MONDAY, date(2026, 12, 15)) == Next(
        date(2026, 12, 21), "FREQ=WEEKLY"
    )
    assert next_of("FREQ=WEEKLY", MONDAY, date(2026, 12, 14)) == Next(
        date(2026, 12, 14), "FREQ=WEEKLY"
    )


def test_until_ends_it() -> None:
    rule = "FREQ=WEEKLY;UNTIL=20261214"
    assert next_of(rule, MONDAY, date(2026, 12, 14)) == Next(date(2026, 12, 14), rule)
    assert next_of(rule, MONDAY, date(2026, 12, 15)) is None


@pytest.mark.parametrize(
    ("rule", "not_before", "left"),
    [
        ("FREQ=WEEKLY;COUNT=4", MONDAY, "FREQ=WEEKLY;COUNT=3"),
        ("count=4;FREQ=WEEKLY", MONDAY, "count=3;FREQ=WEEKLY"),
        ("FREQ=WEEKLY;COUNT=4", date(2026, 12, 8), "FREQ=WEEKLY;COUNT=2"),
        ("FREQ=WEEKLY;COUNT=4", date(2026, 12, 21), "FREQ=WEEKLY;COUNT=1"),
        ("FREQ=WEEKLY;COUNT=4", date(2026, 12, 22), None),
        ("FREQ=DAILY;COUNT=1", MONDAY, None),
    ],
)
def test_a_count_becomes_less_by_those_that_went_by(
    rule: str, not_before: date, left: str | None
) -> None:
    found = next_of(rule, MONDAY, not_before)
    assert (found.rule if found else None) == left


@given(
    st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=30"]),
    st.integers(1, 12),
    st.lists(st.integers(0, 40), max_size=12),
)
def test_done_early_or_late_the_days_are_those_of_the_whole_rule(
    rule: str, count: int, delays: list[int]
) -> None:
    whole = f"{rule};COUNT={count}"
    days = [date.fromordinal(one.day) for one in rule_instances(MONDAY, parse_rule(whole))]
    at: Next | None = Next(MONDAY, whole)
    for delay in delays:
        assert at is not None
        done_on = date.fromordinal(at.day.toordinal() + delay)
        expected = next((day for day in days if day > at.day and day >= done_on), None)
        at = next_of(at.rule, at.day, done_on)
        assert (at.day if at else None) == expected
        if at is None:
            break


def test_ten_years_of_days_are_not_walked_through() -> None:
    found = next_of("FREQ=DAILY", date(1926, 1, 1), date(2026, 11, 30))
    assert found == Next(date(2026, 11, 30), "FREQ=DAILY")
    far = next_of("FREQ=DAILY;COUNT=36500", date(2000, 1, 1), date(2026, 11, 30))
    assert far == Next(date(2026, 11, 30), "FREQ=DAILY;COUNT=26670")


def test_at_the_end_of_time_there_is_no_next() -> None:
    assert next_of("FREQ=DAILY", date.max, date.max) is None


def test_what_is_no_rule_is_refused() -> None:
    check_rule("FREQ=WEEKLY")
    with pytest.raises(ValueError, match="RFC 5545"):
        check_rule("every week")
