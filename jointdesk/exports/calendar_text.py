"""iCalendar text (RFC 5545): lines escaped and folded, whatever is in them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import NamedTuple

from jointdesk.domain.moments import Instant
from jointdesk.exports.wording import clean

_OCTETS = 75
"""Section 3.1: a line is no longer, without its end."""

PRODUCT = "-//JointDesk//JointDesk//EN"


class Line(NamedTuple):
    """A property: its name with any parameters, and its value as it stands."""

    name: str
    value: str


def text_line(name: str, text: str) -> Line:
    """Return a property of type TEXT (section 3.3.11)."""
    escaped = clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return Line(name, escaped.replace("\n", "\\n").replace("\t", " "))


def day_line(name: str, day: date) -> Line:
    """Return a property that is a date."""
    return Line(f"{name};VALUE=DATE", f"{day.year:04}{day.month:02}{day.day:02}")


def utc_line(name: str, when: Instant) -> Line:
    """Return a property that is a moment, in UTC."""
    moment = datetime.fromtimestamp(when, UTC)
    return Line(name, f"{moment.year:04}{moment:%m%dT%H%M%SZ}")


def calendar(components: Iterable[tuple[str, Iterable[Line]]], title: str) -> bytes:
    """Return a calendar of components, each the name of its kind and its lines."""
    lines = [
        Line("BEGIN", "VCALENDAR"),
        Line("VERSION", "2.0"),
        Line("PRODID", PRODUCT),
        Line("CALSCALE", "GREGORIAN"),
        text_line("X-WR-CALNAME", title),
    ]
    for kind, properties in components:
        lines += [Line("BEGIN", kind), *properties, Line("END", kind)]
    lines.append(Line("END", "VCALENDAR"))
    return b"".join(_folded(f"{name}:{value}") for name, value in lines)


def _folded(line: str) -> bytes:
    """Fold a line between characters, never within one (section 3.1)."""
    parts: list[bytes] = []
    part = b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > _OCTETS:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
