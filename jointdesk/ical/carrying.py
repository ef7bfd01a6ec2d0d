"""A resource as one calendar of its own, word for word: how a shared desk carries it."""

import re
from collections.abc import Mapping
from functools import lru_cache

from jointdesk.domain.resources import ResourceText
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.zones import split_frame

_READ_WITH = re.compile(rb"^(?:METHOD|X-WR-TIMEZONE)[;:][^\n]*", re.IGNORECASE | re.MULTILINE)
"""What of a calendar's own properties changes how its components are read."""

_LINE = re.compile(r"[^\n]*\n(?:[ \t][^\n]*\n)*")
_SHORTENED = "X-JOINTDESK-SHORTENED"
_LONG = 10_000
"""Characters of a line, with what it is folded into."""


def carried_text(resource: ResourceText) -> str:
    """Return a VCALENDAR of the resource alone, with what it is read with and the zones it names.

    Read again it has the digest of the resource, unless its calendar defines very many zones.
    """
    head, zones = _frame(resource.frame)
    named = b"".join(block for key, block in zones.items() if key in resource.text)
    body = _ended(resource.text)
    parts = (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", head, named, body, b"END:VCALENDAR\r\n")
    # PostgreSQL keeps no NUL, and it means nothing in a calendar.
    return b"".join(parts).decode("utf-8", "replace").replace("\0", "")


def shortened_text(text: str) -> str:
    """Return a carried text without its longest lines: files within it, pages of words.

    Days of a series are kept, however many. Whoever asks whether it is private asks the whole.
    Where a line stood it says that something is missing: see `is_shortened`.
    """
    return "".join(
        line
        if len(line) <= _LONG or line[:6].upper() in ("EXDATE", "RDATE:", "RDATE;")
        else f"{_SHORTENED}:TRUE\r\n"
        for line in _LINE.findall(text)
    )


def is_shortened(resource: ResourceText) -> bool:
    """True if lines of a resource are missing here, so that it must not be written anew from it."""
    return _SHORTENED.encode() in resource.text


def carried_resource(text: str) -> ResourceText | None:
    """Return the resource of a text that was carried, None where there is none."""
    try:
        found = scan(text.encode(), "").resources
    except NotACalendarError:
        return None
    return found[0] if found else None


@lru_cache(maxsize=64)
def _frame(frame: bytes) -> tuple[bytes, Mapping[bytes, bytes]]:
    """Return the lines of a frame that a resource is read with, and its zones by their names."""
    definitions, own = split_frame(frame)
    head = b"".join(found[0] + b"\n" for found in _READ_WITH.finditer(own))
    return head, {_tzid(block): _ended(block) for block in definitions.values()}


def _ended(text: bytes) -> bytes:
    return text if text.endswith(b"\n") else text + b"\r\n"


def _tzid(block: bytes) -> bytes:
    found = re.search(rb"\nTZID[^\n:]*:[ \t]*([^\r\n]+)", block, re.IGNORECASE)
    return found[1].strip() if found else b""
