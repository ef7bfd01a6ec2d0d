"""A recurrence rule as a value (RFC 5545 section 3.3.10, RFC 7529), read from its text.

An invalid rule is refused. Sloppy text that has one reading is accepted: blanks, lower case, a
trailing ";", "UNTIL=…ZZ", a comma before the next part, a leading "RRULE:", "BYDAY=0MO".
"""

import re
from collections.abc import Callable
from datetime import date
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import Any, NamedTuple


class RuleError(ValueError):
    """A refused rule; the text says why in one plain sentence without a full stop."""


class Freq(IntEnum):
    """FREQ, from the coarsest to the finest, so that they can be compared."""

    YEARLY = 0
    MONTHLY = 1
    WEEKLY = 2
    DAILY = 3
    HOURLY = 4
    MINUTELY = 5
    SECONDLY = 6


class Skip(StrEnum):
    """What becomes of an invalid date such as 30 February (RFC 7529 section 4.1)."""

    OMIT = "OMIT"
    BACKWARD = "BACKWARD"
    FORWARD = "FORWARD"


class ByDay(NamedTuple):
    """One entry of BYDAY: the nth such weekday, every one where `nth` is 0; Monday is 0."""

    nth: int
    weekday: int


class UntilForm(StrEnum):
    """How UNTIL is written: a date, a local date and time, or a UTC date and time."""

    DATE = "date"
    LOCAL = "local"
    UTC = "utc"


class Until(NamedTuple):
    """UNTIL, inclusive: proleptic ordinal of the day, second of that day (0 for a date)."""

    form: UntilForm
    day: int
    second: int


class RecurrenceRule(NamedTuple):
    """One RRULE or EXRULE. Every BY part is sorted, without repeats, and empty if not given."""

    freq: Freq
    interval: int = 1
    count: int | None = None  # type: ignore[assignment]  # COUNT; tuple.count is not missed
    until: Until | None = None
    bymonth: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    bymonthday: tuple[int, ...] = ()
    byday: tuple[ByDay, ...] = ()
    byhour: tuple[int, ...] = ()
    byminute: tuple[int, ...] = ()
    bysecond: tuple[int, ...] = ()
    bysetpos: tuple[int, ...] = ()
    wkst: int = 0
    skip: Skip = Skip.OMIT


_FREQUENCIES = dict(Freq.__members__)
_SKIPS = dict(Skip.__members__)
_WEEKDAYS = {name: number for number, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_NUMBER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_DAY = re.compile(r"([+-]?\d{1,2})?([A-Z]{2})", re.ASCII)
_UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?(Z*)", re.ASCII)
_COMMA_BEFORE_PART = re.compile(r",(?=[A-Z-]+=)")  # seen: BYMONTH=10,BYMONTHDAY=10
_PART_NAME = re.compile(r"[A-Z-]{1,20}")

# The smallest and the largest number of a part, and whether they also count from the end.
_LIMITS = {
    "BYMONTH": (1, 12, False),
    "BYWEEKNO": (1, 53, True),
    "BYYEARDAY": (1, 366, True),
    "BYMONTHDAY": (1, 31, True),
    "BYHOUR": (0, 23, False),
    "BYMINUTE": (0, 59, False),
    "BYSECOND": (0, 60, False),
    "BYSETPOS": (1, 366, True),
}
_MOST_NTH = 53
_LONGEST_TEXT = 10_000


@lru_cache(maxsize=512)
def parse_rule(text: str) -> RecurrenceRule:
    """Return the rule that the text of an RRULE or EXRULE says.

    Raises:
        RuleError: the rule is invalid, or reckons in another calendar than the Gregorian.
    """
    parts = _parts(text)
    if "FREQ" not in parts:
        raise RuleError("The rule has no FREQ")
    if parts.pop("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise RuleError("The rule reckons in another calendar than the Gregorian")
    fields: dict[str, Any] = {name.lower(): _READERS[name](name, parts[name]) for name in parts}
    return RecurrenceRule(**fields)


def _parts(text: str) -> dict[str, str]:
    """Split the text into its parts, in capitals, without blanks and without X- parts."""
    if len(text) > _LONGEST_TEXT:
        raise RuleError("The rule is too long")
    text = "".join(text.split()).upper().removeprefix("RRULE:").removeprefix("EXRULE:")
    parts: dict[str, str] = {}
    for part in _COMMA_BEFORE_PART.sub(";", text).split(";"):
        name, equals, value = part.partition("=")
        if not name or name.startswith("X-"):
            continue
        if name not in _READERS and name != "RSCALE":
            known = name if _PART_NAME.fullmatch(name) else "A part of the rule"
            raise RuleError(f"{known} is not known to RFC 5545")
        if not equals:
            raise RuleError(f"{name} has no value")
        if parts.setdefault(name, value) != value:
            raise RuleError(f"The rule says {name} twice")
    return parts


def _freq(name: str, text: str) -> Freq:
    if text not in _FREQUENCIES:
        raise RuleError("FREQ is not one of YEARLY to SECONDLY")
    return _FREQUENCIES[text]


def _skip(name: str, text: str) -> Skip:
    if text not in _SKIPS:
        raise RuleError("SKIP is not one of OMIT, BACKWARD and FORWARD")
    return _SKIPS[text]


def _wkst(name: str, text: str) -> int:
    if text not in _WEEKDAYS:
        raise RuleError("WKST is not a weekday")
    return _WEEKDAYS[text]


def _number(name: str, text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise RuleError(f"{name} is not a number")
    return int(text)


def _at_least_one(name: str, text: str) -> int:
    number = _number(name, text)
    if number < 1:
        raise RuleError(f"{name}={number} is less than 1")
    return number


def _numbers(name: str, text: str) -> tuple[int, ...]:
    smallest, largest, has_negative = _LIMITS[name]
    numbers = {_number(name, entry) for entry in text.split(",") if entry}
    for number in numbers:
        size = abs(number) if has_negative else number
        if not smallest <= size <= largest:
            raise RuleError(f"{name}={number} is out of range")
    return tuple(sorted(numbers))


def _seconds(name: str, text: str) -> tuple[int, ...]:
    """Read BYSECOND; a clock without leap seconds takes 60 as 59 (RFC 5545 section 3.3.12)."""
    return tuple(sorted({min(second, 59) for second in _numbers(name, text)}))


def _weekdays(name: str, text: str) -> tuple[ByDay, ...]:
    days = set()
    for entry in filter(None, text.split(",")):
        match = _DAY.fullmatch(entry)
        if match is None or match[2] not in _WEEKDAYS:
            raise RuleError("BYDAY is not a list of weekdays")
        nth = int(match[1] or 0)
        if abs(nth) > _MOST_NTH:
            raise RuleError(f"BYDAY={nth}{match[2]} is out of range")
        days.add(ByDay(nth, _WEEKDAYS[match[2]]))
    return tuple(sorted(days))


def _until(name: str, text: str) -> Until:
    match = _UNTIL.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        day = date(int(match[1]), int(match[2]), int(match[3])).toordinal()
        if match[4] is None:
            return Until(UntilForm.DATE, day, 0)
        hour, minute, second = int(match[4]), int(match[5]), min(int(match[6]), 59)
        if hour > 23 or minute > 59:
            raise ValueError
    except ValueError:
        raise RuleError("UNTIL is not a date or a date and time") from None
    form = UntilForm.UTC if match[7] else UntilForm.LOCAL
    return Until(form, day, hour * 3600 + minute * 60 + second)


_READERS: dict[str, Callable[[str, str], object]] = {
    **dict.fromkeys(_LIMITS, _numbers),
    "BYSECOND": _seconds,
    "BYDAY": _weekdays,
    "FREQ": _freq,
    "INTERVAL": _at_least_one,
    "COUNT": _at_least_one,
    "UNTIL": _until,
    "WKST": _wkst,
    "SKIP": _skip,
}
