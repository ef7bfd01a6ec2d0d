"""Values of iCalendar properties: dates, times, durations, numbers and text (RFC 5545 3.3).

Calendar content is hostile: text comes out without control and bidirectional characters.
"""

import re
from datetime import date
from typing import NamedTuple

DAY = 86400

_DATE_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[Tt](\d\d)(\d\d)(\d\d)([Zz]?))?", re.ASCII)
_DURATION = re.compile(
    r"([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?",
    re.IGNORECASE | re.ASCII,
)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(?::?(\d\d))?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_ESCAPE = re.compile(r"\\([\\;,nN])")
_ESCAPES = {"\\": "\\", ";": ";", ",": ",", "n": "\n", "N": "\n"}
_COMMA = re.compile(r"((?:[^\\,]++|\\.?)*+)(?:,|$)", re.DOTALL)

# Controls but for tab and line feed, and the line and paragraph separators.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# Marks, embeddings, overrides and isolates of text direction; the byte order mark.
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BLANKS = re.compile(r"[ \t\n]+")
FIRST_DAY = date.min.toordinal() + 3
"""The first day that a date can be read as."""

LAST_DAY = date.max.toordinal() - 3
"""The last day that a date can be read as."""

# A century of days or seconds: no meeting lasts longer, and sums stay in range.
_LONGEST = 36525 * DAY


class LocalTime(NamedTuple):
    """A date or a date with time as written: `day` is the proleptic ordinal.

    `second` counts from local midnight, None for a date. `is_utc` is True for a "Z".
    """

    day: int
    second: int | None
    is_utc: bool


class Duration(NamedTuple):
    """A duration: `days` are nominal, `seconds` exact (RFC 5545 section 3.3.6)."""

    days: int
    seconds: int


def parse_local_time(text: str) -> LocalTime:
    """Return the date or date with time.

    Dates at the very ends of the calendar are moved in by some days, so that no zone's offset
    and no clock leads out of it.

    Raises:
        ValueError: it is neither; the text says so.
    """
    found = _DATE_TIME.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{short(text)} is not a date")
    year, month, day, hour, minute, second, utc = found.groups()
    try:
        ordinal = date(int(year), int(month), int(day)).toordinal()
    except ValueError:
        raise ValueError(f"{short(text)} is not a date of the calendar") from None
    day_number = min(max(ordinal, FIRST_DAY), LAST_DAY)
    if hour is None:
        return LocalTime(day_number, None, False)
    # A leap second is read as the one before it.
    of_day = int(hour) * 3600 + int(minute) * 60 + min(int(second), 59)
    if int(hour) > 23 or int(minute) > 59 or int(second) > 60:
        raise ValueError(f"{short(text)} is not a time of the day")
    return LocalTime(day_number, of_day, bool(utc))


def parse_duration(text: str) -> Duration:
    """Return the duration, for example PT1H30M or P2D.

    Raises:
        ValueError: it is none; the text says so.
    """
    found = _DURATION.fullmatch(text.strip())
    if not found or not any(found.groups()[1:]):
        raise ValueError(f"{short(text)} is not a duration")
    weeks, days, hours, minutes, seconds = (int(part[:9] or 0) for part in found.groups("")[1:])
    sign = -1 if found[1] == "-" else 1
    whole_days = weeks * 7 + days
    exact = (hours * 60 + minutes) * 60 + seconds
    if whole_days * DAY + exact > _LONGEST:
        raise ValueError(f"{short(text)} is too long a duration")
    return Duration(sign * whole_days, sign * exact)


def parse_offset(text: str) -> int:
    """Return a UTC offset in seconds east, for example +0100 or -03:30.

    Raises:
        ValueError: it is none; the text says so.
    """
    found = _OFFSET.fullmatch(text.strip())
    if not found or int(found[2]) > 23 or int(found[3]) > 59:
        raise ValueError(f"{short(text)} is not an offset from UTC")
    seconds = int(found[2]) * 3600 + int(found[3]) * 60 + int(found[4] or 0)
    return -seconds if found[1] == "-" else seconds


def parse_integer(text: str) -> int:
    """Return a whole number of at most nine digits.

    Raises:
        ValueError: it is none; the text says so.
    """
    if not _INTEGER.fullmatch(text.strip()):
        raise ValueError(f"{short(text)} is not a number")
    return int(text)


def unescape(text: str) -> str:
    """Return TEXT without its backslashes (RFC 5545 section 3.3.11)."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda escape: _ESCAPES[escape[1]], text)


def split_list(text: str) -> list[str]:
    """Return the parts of a comma-separated TEXT value, still escaped."""
    if "\\" not in text:
        return text.split(",")
    return [part[1] for part in _COMMA.finditer(text) if part[1]]


def line_text(text: str) -> str:
    """Return TEXT as one harmless line: no control or direction characters, no line ends."""
    plain = unescape(text)
    if not plain.isprintable():
        plain = _BLANKS.sub(" ", _CONTROLS.sub(" ", _DIRECTIONS.sub("", plain)))
    return plain.strip()


def block_text(text: str) -> str:
    """Return TEXT as harmless lines: no control or direction characters but line ends and tabs."""
    if text.isprintable():
        return unescape(text)
    return _CONTROLS.sub(" ", _DIRECTIONS.sub("", unescape(text).replace("\r\n", "\n")))


def short(text: str) -> str:
    """Return the text fit to be shown within a sentence: one harmless line of 40 characters."""
    plain = line_text(text)
    return f'"{plain[:40]}…"' if len(plain) > 40 else f'"{plain}"'
