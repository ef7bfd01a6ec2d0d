"""Writes whole calendar objects, fit for a server: strict where reading is forgiving.

One VCALENDAR with CRLF, folded at 75 octets, every component closed, every time zone that is
named defined, no METHOD (RFC 4791 section 4.1).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from jointdesk.domain.edits import Edit
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.items import Json
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import EVENT_FIELDS
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.content_lines import ContentLines, content_line, fold, text_line
from jointdesk.ical.editing_changes import Editing
from jointdesk.ical.editing_draft import Draft
from jointdesk.ical.grouping import digest_of
from jointdesk.ical.properties import logical_lines, parse_line
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.series import component_texts
from jointdesk.ical.written_times import date_digits, utc_digits
from jointdesk.ical.zone_names import fixed_offset, iana_name
from jointdesk.ical.zone_texts import zone_text
from jointdesk.ical.zones import split_frame, zone_key

PRODUCT = "-//JointDesk//JointDesk//EN"

_STRICT = re.compile(
    r"[A-Za-z0-9-]+(?:;[A-Za-z0-9-]+="
    r"(?:\"[^\"\x00-\x08\x0a-\x1f\x7f]*\"|[^\";:,\x00-\x08\x0a-\x1f\x7f]*)"
    r"(?:,(?:\"[^\"\x00-\x08\x0a-\x1f\x7f]*\"|[^\";:,\x00-\x08\x0a-\x1f\x7f]*))*)*"
    r":[^\x00-\x08\x0a-\x1f\x7f]*"
)
"""A content line as RFC 5545 section 3.1 has it."""

_YEARS = re.compile(r"(?:^|[,/])\s*(\d{4})\d{4}", re.ASCII)
_ANY_YEAR = 9999

_NOT_KEPT = frozenset(
    ("VERSION", "PRODID", "METHOD", "REFRESH-INTERVAL", "SOURCE", "X-PUBLISHED-TTL")
)
"""Of a frame: what is written anew, and what is about a whole feed."""


def calendar_bytes(text: ResourceText) -> bytes:
    """Return a whole VCALENDAR of a resource, with CRLF, folded at 75 octets.

    It has the frame's own properties and those of its VTIMEZONEs that are needed; a TZID without
    one that means a known zone gets one. METHOD is left out: cancelled components say so
    themselves then. What is no content line is left out, as in reading.
    """
    definitions, own = split_frame(text.frame)
    frame = ContentLines(own, depth=0)
    method = frame.value("METHOD").upper()
    bodies = [
        list(_strict_lines(_component(part, text, method))) for part, _ in component_texts(text)
    ]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    lines.append(content_line("PRODID", frame.value("PRODID") or PRODUCT))
    lines += [
        _strict(frame.written(found)) for found in frame.properties if found.name not in _NOT_KEPT
    ]
    for tzid, year in _named_zones([line for body in bodies for line in body]):
        known = definitions.get(zone_key(tzid))
        lines += _strict_lines(known if known else _made_zone(tzid, year))
    lines += [line for body in bodies for line in body]
    return b"".join(fold(line) for line in [*lines, "END:VCALENDAR"])


def event_text(event: Event, zone: ZoneInfo, now: Instant | None = None) -> ResourceText:
    """Return the text of an event made here, over the text that it was copied from.

    Its times are on the clock of the desk's `zone`, which is defined beside it. `now` is for
    DTSTAMP and LAST-MODIFIED, where the text is to be sent.
    """
    uid = event.uid or event.id
    found = _copied(event.text, uid) or _new(event, uid)
    stored = EVENT.stored(event)
    fields: dict[str, Json] = {
        name: stored.get(name) for name in EVENT_FIELDS & {field.name for field in EVENT.fields}
    }
    if event.busy is None:
        del fields["busy"]
    draft = Draft(found, zone)
    Editing(draft, now or 0, frozenset()).apply(Edit(None, 0, fields))
    draft.bumped.clear()  # nobody has seen another version of it
    return draft.finished(now, is_new=True)


def _copied(text: str, uid: str) -> ResourceText | None:
    """Return the event that a text holds, under another UID, None where it holds none."""
    try:
        resources = scan(text.encode("utf-8", "replace"), "").resources if text else ()
    except NotACalendarError:
        return None
    for found in resources:
        if found.kind == "VEVENT":
            parts = [ContentLines(part) for part, _ in component_texts(found)]
            for part in parts:
                part.put("UID", text_line("UID", uid))
            texts = [part.text for part in parts]
            digest = digest_of(found.frame, texts)
            return found._replace(uid=uid, text=b"".join(texts), digest=digest)
    return None


def _new(event: Event, uid: str) -> ResourceText:
    """Return a bare event on its first day."""
    day = date_digits(date.fromisoformat(event.start[:10]).toordinal())
    lines = [
        "BEGIN:VEVENT",
        text_line("UID", uid),
        content_line("DTSTAMP", utc_digits(0)),
        content_line("DTSTART", day, {"VALUE": "DATE"}),
        *(["TRANSP:OPAQUE"] if event.busy else []),
        "END:VEVENT",
    ]
    text = b"".join(fold(line) for line in lines)
    frame = b"".join(fold(line) for line in ("VERSION:2.0", f"PRODID:{PRODUCT}"))
    return ResourceText(uid, "VEVENT", "", frame, text, digest_of(frame, [text]), 1)


def _component(text: bytes, resource: ResourceText, method: str) -> bytes:
    """Return a component's text with all that it has to say for itself."""
    part = ContentLines(text)
    if not part.value("UID"):
        part.put("UID", text_line("UID", resource.uid))
    if method == "CANCEL":
        part.put("STATUS", "STATUS:CANCELLED")
    return part.text


def _strict_lines(text: bytes) -> Iterator[str]:
    """Yield the content lines of a component; what is left open within it is closed."""
    inside: list[str] = []
    for _, line in logical_lines(text):
        try:
            found = parse_line(line)
        except ValueError:
            continue
        word = found.value.strip().upper()
        if found.name == "BEGIN":
            inside.append(word)
            yield f"BEGIN:{word}"
        elif found.name != "END":
            yield _strict(line)
        elif word in inside:
            while inside:
                last = inside.pop()
                yield f"END:{last}"
                if last == word:
                    break
        if found.name == "END" and not inside:
            return
    yield from (f"END:{word}" for word in reversed(inside))


def _strict(line: str) -> str:
    """Return a content line as RFC 5545 has it: itself, if it is."""
    if _STRICT.fullmatch(line):
        return line
    found = parse_line(line)
    return content_line(found.name.replace("_", "-"), found.value, found.parameters)


def _named_zones(lines: Iterable[str]) -> list[tuple[str, int]]:
    """Return the TZIDs that properties name, each once, with the first year they are needed in."""
    found: dict[str, tuple[str, int]] = {}
    for line in lines:
        if ";TZID" not in line.upper():
            continue
        dated = parse_line(line)
        tzid, year = dated.parameters.get("TZID", "").strip(), _year(dated.value)
        if tzid:
            first, known = found.get(zone_key(tzid), (tzid, year))
            found[zone_key(tzid)] = first, min(known, year)
    return list(found.values())


def _year(value: str) -> int:
    """Return the first year of a date or a list of dates."""
    return min((int(year) for year in _YEARS.findall(value)), default=_ANY_YEAR)


def _made_zone(tzid: str, year: int) -> bytes:
    """Return the definition of a zone by what its name means, b"" where that is not known."""
    name = iana_name(tzid)
    if not name or fixed_offset(name) is not None:
        return b""
    return zone_text(tzid, name, year)
