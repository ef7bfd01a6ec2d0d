"""Moves a whole calendar by weeks, in its text: the demo desk is brought to the present so."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

_TIMED = re.compile(
    r"^(?:DTSTART|DTEND|DUE|RDATE|EXDATE|RECURRENCE-ID|RRULE|EXRULE)[;:](?:[^\n]|\n[ \t])*",
    re.IGNORECASE | re.MULTILINE,
)
"""A property that says when something is, with its folded lines."""

_ZONES = re.compile(r"(^BEGIN:VTIMEZONE\b.*?^END:VTIMEZONE\b)", re.DOTALL | re.MULTILINE)
_FOLD = re.compile(r"\r?\n[ \t]")
_HEAD = re.compile(r'(?:"[^"]*"|[^":])*:')
_MOMENT = re.compile(r"(?<!\d)\d{8}(?:T\d{6}Z?)?(?!\d)")
_UNTIL = re.compile(r"(?<=UNTIL=)\d{8}(?:T\d{6}Z?)?", re.IGNORECASE)
_OCTETS_A_LINE = 75


def shift(data: bytes, weeks: int, zone: tzinfo) -> bytes:
    """Return the calendar with everything in it moved by whole weeks, wall times kept.

    DTSTART, DTEND, DUE, RDATE, EXDATE, RECURRENCE-ID and UNTIL move; DTSTAMP and the like say
    when something was written and stay, and so do VTIMEZONEs. Every other line keeps its bytes.
    Text in UTC moves as it reads in `zone`, so that an UNTIL stays with its last occurrence
    across a clock change. A value that is no date, or would leave the calendar, stays.

    Args:
        data: iCalendar text in UTF-8 with LF or CRLF.
        weeks: how far, negative for back; 0 changes nothing.
        zone: the zone in which values in UTC are read.

    Raises:
        UnicodeDecodeError: the text is not UTF-8.
    """
    if weeks == 0:
        return data
    distance = timedelta(weeks=weeks)
    parts = _ZONES.split(data.decode("utf-8"))
    parts[::2] = [
        _TIMED.sub(lambda found: _shift_property(found[0], distance, zone), part)
        for part in parts[::2]
    ]
    return "".join(parts).encode("utf-8")


def _shift_property(folded: str, distance: timedelta, zone: tzinfo) -> str:
    """Return the property, folded anew with its own line ends."""
    line = _FOLD.sub("", folded)
    head = _HEAD.match(line)
    if head is None:
        return folded
    values = _UNTIL if line.upper().startswith(("RRULE", "EXRULE")) else _MOMENT
    moved = values.sub(lambda found: _shift_value(found[0], distance, zone), line[head.end() :])
    return _fold(head[0] + moved)


def _shift_value(value: str, distance: timedelta, zone: tzinfo) -> str:
    """Return a DATE or DATE-TIME of RFC 5545 that much later."""
    try:
        if not value.endswith("Z"):
            day = date.fromisoformat(value[:8]) + distance
            return f"{day:%Y%m%d}".zfill(8) + value[8:]
        # Adding to an aware datetime keeps its wall time, as is wanted here.
        moved = datetime.fromisoformat(value).astimezone(zone) + distance
        return f"{moved.astimezone(UTC):%Y%m%dT%H%M%S}Z".zfill(16)
    except (ValueError, OverflowError):
        return value


def _fold(line: str) -> str:
    """Return the line folded at 75 octets, never inside a character (RFC 5545 section 3.1)."""
    newline = "\r\n" if line.endswith("\r") else "\n"
    rows, row, octets = [], "", 0
    for character in line.removesuffix("\r"):
        size = len(character.encode("utf-8"))
        if octets + size > _OCTETS_A_LINE:
            rows.append(row)
            row, octets = " ", 1
        row += character
        octets += size
    ending = "\r" if line.endswith("\r") else ""
    return newline.join([*rows, row]) + ending
