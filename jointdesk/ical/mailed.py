"""Invitations and proposals of another time, as calendar programs read them from a mail."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from jointdesk.domain.edits import Edit
from jointdesk.domain.items import Json
from jointdesk.domain.moments import Instant
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.content_lines import ContentLines, content_line, fold, text_line
from jointdesk.ical.editing import edited
from jointdesk.ical.reading import read_attendee
from jointdesk.ical.scheduling import released, with_organiser
from jointdesk.ical.series import component_texts
from jointdesk.ical.writing import calendar_bytes


def request_bytes(text: ResourceText, organiser: str) -> bytes:
    """Return an invitation (RFC 5546 section 3.2.2) to be sent by mail.

    `organiser` is the address of who asks, where the text does not say.
    """
    return _with_method(released(with_organiser(text, organiser)), "REQUEST")


def _with_method(text: ResourceText, method: str) -> bytes:
    version = b"VERSION:2.0\r\n"
    line = fold(content_line("METHOD", method))
    return calendar_bytes(text).replace(version, version + line, 1)


def counter_bytes(
    text: ResourceText,
    day: int,
    ordinal: int,
    times: Mapping[str, Json],
    comment: str,
    zone: ZoneInfo,
    now: Instant,
    mine: frozenset[str],
) -> bytes:
    """Return a COUNTER (RFC 5546 section 3.2.7) of one occurrence: one component, its new times.

    It keeps the SEQUENCE that the organiser gave, and names of those asked only who proposes.

    Args:
        text: the invitation, as it stands in the calendar.
        day: of the occurrence, as in its key.
        ordinal: of the occurrence, as in its key.
        times: `start` and `end` as events have them.
        comment: said to the organiser, "" for nothing.
        zone: the desk's.
        now: for DTSTAMP.
        mine: the addresses of who proposes, in lower case.
    """
    moved = edited(text, [Edit(day, ordinal, dict(times))], zone, now)
    before = {part.value("RECURRENCE-ID"): part for part in _parts(text)}
    parts = _parts(moved)
    changed = [one for one in parts if one.text != _text_of(before.get(one.value("RECURRENCE-ID")))]
    part = next((one for one in changed if one.value("RECURRENCE-ID")), (changed or parts)[0])
    origin = before.get(part.value("RECURRENCE-ID")) or next(iter(before.values()))
    sequence = origin.value("SEQUENCE")
    part.put("SEQUENCE", *([content_line("SEQUENCE", sequence)] if sequence else []))
    asked = [one for one in part.all("ATTENDEE") if read_attendee(one).email in mine]
    part.put("ATTENDEE", *(part.written(one) for one in asked))
    if comment:
        part.put("COMMENT", text_line("COMMENT", comment))
    return _with_method(moved._replace(text=part.text, lines=()), "COUNTER")


def _parts(text: ResourceText) -> list[ContentLines]:
    return [ContentLines(part) for part, _ in component_texts(text)]


def _text_of(part: ContentLines | None) -> bytes:
    return part.text if part is not None else b""
