"""The spans of days that an export can be limited to, by name or as typed."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.words import plain_line
from jointdesk.exports.content import Period
from jointdesk.exports.wording import day_words
from jointdesk.governance.written_days import read_day

TYPED = "typed"
"""The choice that asks for the first and the last day."""

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)

_RECORDS = (
    ("All days", ""),
    ("This month", "month"),
    ("Last month", "last month"),
    ("This financial year", "year"),
    ("Last financial year", "last year"),
    ("Other days…", TYPED),
)

PERIODS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "register": _RECORDS,
        "joint": _RECORDS,
        "actions": _RECORDS,
        "diary": (
            ("This week", "week"),
            ("Next week", "next week"),
            ("Other days…", TYPED),
        ),
        "brief": (
            ("Today", "today"),
            ("Tomorrow", "tomorrow"),
            ("This week", "week"),
            ("Other days…", TYPED),
        ),
    }
)
"""By kind of export, the usual one first; financial years begin on 1 April."""


def period_of(name: str, today: date, first: str = "", last: str = "") -> Period:
    """Return the days that a choice means; `first` and `last`, both included, as typed.

    Raises:
        WrongUseError: what is typed is no day, or the last is before the first.
    """
    monday = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    year = date(today.year if today.month > 3 else today.year - 1, 4, 1)
    match name:
        case "today":
            return Period(today, today + _DAY)
        case "tomorrow":
            return Period(today + _DAY, today + 2 * _DAY)
        case "week":
            return Period(monday, monday + _WEEK)
        case "next week":
            return Period(monday + _WEEK, monday + 2 * _WEEK)
        case "month":
            return Period(month, (month + timedelta(days=31)).replace(day=1))
        case "last month":
            return Period((month - timedelta(days=1)).replace(day=1), month)
        case "year":
            return Period(year, year.replace(year=year.year + 1))
        case "last year":
            return Period(year.replace(year=year.year - 1), year)
        case _:
            return _typed(first, last) if name == TYPED else Period()


def _typed(first: str, last: str) -> Period:
    begins = _day(first) if first.strip() else None
    ends = _day(last) if last.strip() else None
    if begins and ends and ends < begins:
        raise WrongUseError(f"The last day, {day_words(ends)}, is before the first.")
    return Period(begins, ends + timedelta(days=1) if ends else None)


def _day(text: str) -> date:
    found = read_day(text)
    if isinstance(found, str):
        raise WrongUseError(f"“{plain_line(text)}” cannot be used ({found}). Write 14 Dec 2026.")
    return found
