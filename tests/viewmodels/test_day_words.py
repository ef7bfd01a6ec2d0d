"""Days as a person types them in a field of the window."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.viewmodels.day_words import near_day, next_weekday, read_typed_day, shown_day

TODAY = date(2026, 12, 14)
"""A Monday."""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("today", date(2026, 12, 14)),
        ("Tomorrow", date(2026, 12, 15)),
        ("fri", date(2026, 12, 18)),
        ("Monday", date(2026, 12, 21)),
        ("next week", date(2026, 12, 21)),
        ("18 Dec", date(2026, 12, 18)),
        ("8 Jan", date(2027, 1, 8)),
        ("Fri 4 Dec 2026", date(2026, 12, 4)),
        ("08/01/2027", date(2027, 1, 8)),
    ],
)
def test_a_typed_day_is_understood(text: str, day: date | None) -> None:
    assert read_typed_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["soon", "31 Nov 2026", "December 2026"])
def test_what_is_no_day_is_told_with_its_reason(text: str) -> None:
    assert isinstance(read_typed_day(text, TODAY), str)


@given(st.dates(date(1950, 1, 1), date(2098, 12, 31)), st.integers(0, 6))
def test_the_next_weekday_is_within_a_week_and_never_today(today: date, weekday: int) -> None:
    found = next_weekday(today, weekday)
    assert found.weekday() == weekday
    assert timedelta(0) < found - today <= timedelta(7)


@given(st.dates(date(1950, 1, 1), date(2098, 12, 31)))
def test_a_shown_day_is_understood_again(day: date) -> None:
    assert read_typed_day(shown_day(day), TODAY) == day


def test_near_days_have_names_and_far_ones_their_year() -> None:
    shown = [near_day(TODAY + timedelta(days), TODAY) for days in (0, 1, 4, -10, 25)]
    assert shown == ["Today", "Tomorrow", "Fri 18 Dec", "Fri 4 Dec", "Fri 8 Jan 2027"]
