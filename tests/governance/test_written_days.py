from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.words import DAYS, MONTHS
from jointdesk.governance.written_days import read_day


@pytest.mark.parametrize(
    "text",
    [
        "1/2/2026", "01/02/2026", "01-02-2026", "1.2.26", "01 02 2026", "1 Feb 26", "1 Feb '26",
        "1 February 2026", "1-Feb-2026", "01Feb2026", "1st February 2026", "1st of February, 2026",
        "Sun 1 Feb 2026", "Sunday, 1 February 2026", "February 1, 2026", "Feb 1 2026",
        "2026-02-01", "2026/02/01", "2026-02-01T14:30:00", "2026-02-01T14:30:00.5Z",
        "01/02/2026 14:30", "1 Feb 2026, 9.30am", "1 Feb 2026 at 6:30 pm", "  1\n Feb  2026 ",
        "46054", "1 Feb 2026.",
    ],
)  # fmt: skip
def test_days_are_read_day_first_and_without_their_time(text: str) -> None:
    assert read_day(text) == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 April 2026", "April 2026 has 30 days"),
        ("29/02/2026", "February 2026 has 28 days"),
        ("0/2/2026", "February 2026 has 28 days"),
        ("02/13/2026", "there is no month 13 (days come first)"),
        ("2026-13-01", "there is no month 13 (days come first)"),
        ("01/02/1026", "the year 1026 cannot be meant"),
        ("1/1/2206", "the year 2206 cannot be meant"),
        ("Feb 2026", "a month without its day"),
        ("February '26", "a month without its day"),
        ("02/2026", "a month without its day"),
        ("31 April", "a day without its year"),
        ("12/1", "a day without its year"),
        ("1-3 Feb 2026", "not a date"),
        ("1 Foo 2026", "not a date"),
        ("TBC", "not a date"),
        ("2026", "not a date"),
        ("1" * 5000, "not a date"),
        ("", "not a date"),
    ],
)
def test_what_names_no_day_is_refused_with_the_reason(text: str, reason: str) -> None:
    assert read_day(text) == reason


@pytest.mark.parametrize(("text", "year"), [("1/1/69", 2069), ("1/1/70", 1970), ("1/1/99", 1999)])
def test_two_digits_of_a_year_are_of_this_century_or_the_last(text: str, year: int) -> None:
    assert read_day(text) == date(year, 1, 1)


@given(st.dates(date(1948, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_however_it_is_written(day: date) -> None:
    month, weekday = MONTHS[day.month - 1], DAYS[day.weekday()]
    for text in (
        f"{day.day}/{day.month}/{day.year}",
        f"{weekday[:3]} {day.day} {month[:3]} {day.year}",
        f"{weekday} {day.day} {month} {day.year} 09:05",
        f"{month} {day.day}, {day.year}",
        day.isoformat(),
    ):
        assert read_day(text) == day


@given(st.text(max_size=120))
def test_any_text_is_a_day_or_a_reason(text: str) -> None:
    assert read_day(text)
