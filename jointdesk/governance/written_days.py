"""Days as people write them in registers: day first, months by name or number.

Nothing is guessed: a day that does not exist, a month without its day and a day without its year
are refused with the reason.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from jointdesk.domain.words import DAYS, MONTHS

NO_DAY = "not a date"
"""The reason where a text does not even look like a day."""

_EARLIEST, _LATEST = 1948, 2099
"""Years that a decision's dates can lie in; the NHS began in the first."""

_LONGEST = 100
_CENTURY_FROM = 70
"""Two digits from here on are 19xx."""

_SERIALS = range(20_000, 80_000)
"""Excel's numbers of the days from 1954 to 2119."""

_MONTH_NUMBERS = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
_WEEKDAYS = "|".join(f"{day[:3]}(?:{day[3:]}|s|rs|r|nes)?" for day in DAYS)
_WEEKDAY = re.compile(rf"^(?:{_WEEKDAYS})\.?,?\s+", re.IGNORECASE)
_TIME = re.compile(
    r"(?:[T\s,]+|\s+at\s+)\d{1,2}(?:[:.]\d{2}){1,2}(?:\.\d+)?\s*(?:[ap]\.?m\.?)?"
    r"(?:Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b(?:\s+of\b)?", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})[-/. ]*([A-Za-z]{3,9})\.?,?[-/. ]*(\d{4}|'?\d{2})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_MONTH_ONLY = re.compile(r"([A-Za-z]{3,9})[-/. ,]*(\d{4}|'?\d{2})|(\d{1,2})[-/](\d{4})")
_NO_YEAR = re.compile(r"(\d{1,2})[-/. ]*([A-Za-z]{3,9})|(\d{1,2})[-/](\d{1,2})")


def read_day(text: str) -> date | str:
    """Return the day that a text names, or the reason why it names none.

    The reason is a few words in lower case, fit for a list: "April has 30 days".
    """
    if len(text) > _LONGEST:
        return NO_DAY
    text = _TIME.sub("", " ".join(text.split()))
    text = _ORDINAL.sub("", _WEEKDAY.sub("", text)).strip(" .,")
    if text.isdecimal() and int(text) in _SERIALS:
        return date(1899, 12, 30) + timedelta(int(text))
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(text):
        return _day(_year(found[3]), int(found[2]), int(found[1]))
    if (found := _NAMED.fullmatch(text)) and (month := _month(found[2])):
        return _day(_year(found[3]), month, int(found[1]))
    if (found := _MONTH_FIRST.fullmatch(text)) and (month := _month(found[1])):
        return _day(_year(found[3]), month, int(found[2]))
    return _why_none(text)


def _why_none(text: str) -> str:
    """Say what is missing."""
    found = _MONTH_ONLY.fullmatch(text)
    if found and (found[3] or _month(found[1])):
        return "a month without its day"
    found = _NO_YEAR.fullmatch(text)
    if found and (found[3] or _month(found[2])):
        return "a day without its year"
    return NO_DAY


def _day(year: int, month: int, day: int) -> date | str:
    """Return the day, or why there is none."""
    if not 1 <= month <= 12:
        return f"there is no month {month} (days come first)"
    if not _EARLIEST <= year <= _LATEST:
        return f"the year {year} cannot be meant"
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return f"{MONTHS[month - 1]} {year} has {last} days"
    return date(year, month, day)


def _year(digits: str) -> int:
    """Return the year of two or four digits."""
    number = int(digits.lstrip("'"))
    if len(digits.lstrip("'")) == 4:
        return number
    return number + (1900 if number >= _CENTURY_FROM else 2000)


def _month(name: str) -> int | None:
    """Return the month's number, None where the word is no month."""
    return _MONTH_NUMBERS.get(name.lower())
