"""The spans of days that an export can be limited to, by name or as typed."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from jointdesk.diary.time_split import Period as Stretch
from jointdesk.diary.time_split import days_of
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.words import plain_line
from jointdesk.exports.content import Period
from jointdesk.exports.wording import day_words
from jointdesk.governance.written_days import read_day

TYPED = "typed"
"""The choice that asks for the first and the last day."""

_DAY = timedelta(days=1)

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
        "time-split": (
            ("This quarter", "quarter"),
            ("Last quarter", "last quarter"),
            *_RECORDS[1:],
        ),
    }
)
"""By kind of export, the usual one first; financial years begin on 1 April."""


def period_of(name: str, today: date, first: str = "", last: str = "") -> Period:
    """Return the days that a choice means; `first` and `last`, both included, as typed.

    Raises:
        WrongUseError: what is typed is no day, or the last is before the first.
    """
    if name == TYPED:
        return _typed(first, last)
    which, _, stretch = name.rpartition(" ")
    match stretch:
        case "today":
            return Period(today, today + _DAY)
        case "tomorrow":
            return Period(today + _DAY, today + 2 * _DAY)
        case "year":
            year = (today.year if today.month > 3 else today.year - 1) - bool(which)
            return Period(date(year, 4, 1), date(year + 1, 4, 1))
        case "week" | "month" | "quarter":
            return _beside(which, Stretch(stretch), today)
    return Period()


def _beside(which: str, stretch: Stretch, today: date) -> Period:
    """Return this week, month or quarter, or the "last" or "next" one."""
    days = days_of(stretch, today)
    if which == "last":
        days = days_of(stretch, days.first - _DAY)
    if which == "next":
        days = days_of(stretch, days.last)
    return Period(*days)


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
