"""When people are busy, as calendars publish it: VFREEBUSY, or events that say only Busy.

Sources: RFC 5545 sections 3.6.4 (VFREEBUSY), 3.3.9 (PERIOD) and 3.2.9 (FBTYPE); RFC 5546 section
3.3 (whose time a published or answered one is). Files are hostile: what cannot be read is left
out with a note, and nobody is taken to be free by it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from typing import NamedTuple
from uuid import uuid4
from zoneinfo import ZoneInfo

from jointdesk.domain.components import Component
from jointdesk.domain.errors import SourceError
from jointdesk.domain.free_busy import BusyKind, BusyTime
from jointdesk.domain.moments import DAY, Instant, Span, local
from jointdesk.ical.content_lines import content_line, fold
from jointdesk.ical.decoding import decode
from jointdesk.ical.expanding import expand
from jointdesk.ical.properties import Property, read_component
from jointdesk.ical.reading import read_attendee
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.series import parse
from jointdesk.ical.structure import block_at, is_begin, line_end, mark_name, next_mark
from jointdesk.ical.times import read_moment, within_calendar
from jointdesk.ical.values import parse_duration, short
from jointdesk.ical.writing import PRODUCT
from jointdesk.ical.zones import ZoneMap

MOST_PERIODS = 50_000
"""Busy times that are read of one person: a century of working days has fewer."""

_BACK, _AHEAD = 30 * DAY, 400 * DAY
"""How far from now events are looked at that stand for busy times."""

_KINDS = {"BUSY-TENTATIVE": BusyKind.TENTATIVE, "BUSY-UNAVAILABLE": BusyKind.AWAY}


class Published(NamedTuple):
    """What a file says of one person; `email` is "" where it does not say whose it is."""

    email: str
    covers: Span
    busy: tuple[BusyTime, ...]


class FreeBusyText(NamedTuple):
    """What a file holds, and in sentences what was left out of it."""

    found: tuple[Published, ...]
    notes: tuple[str, ...]


def read_free_busy(data: bytes, name: str, zone: ZoneInfo, now: Instant) -> FreeBusyText:
    """Return when people are busy by a file or an answer.

    Where it has no VFREEBUSY its events count, as Outlook and Google publish them: from now, or
    their first one, to the end of the last, for behind it nothing is known.

    Args:
        data: the bytes as they came.
        name: what the file is called to the person who reads about a problem.
        zone: the desk's.
        now: when they were read.

    Raises:
        SourceError: the bytes are no calendar, or hold neither.
    """
    text = decode(data)
    notes: list[str] = []
    found: list[Published] = []
    is_any = False
    for component, method in _components(text):
        is_any = True
        left_out: list[str] = []
        try:
            said = _published(component, method, ZoneMap(b"", zone), left_out)
        except ValueError as error:
            notes.append(f"{name}: {error}")
            continue
        notes += left_out
        found += _in_parts(said) if left_out else (said,)
    if not is_any:
        found += _of_events(data, name, zone, now)
    return FreeBusyText(tuple(found), tuple(dict.fromkeys(notes)))


def _in_parts(said: Published) -> Iterator[Published]:
    """Yield what is sure of somebody of whose busy times some cannot be read."""
    for one in said.busy:
        yield Published(said.email, Span(one.start, one.end), (one,))


def _components(text: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield each VFREEBUSY with the METHOD of its calendar."""
    position, method, since = 0, "", 0
    while (mark := next_mark(text, position)) is not None:
        start = mark.start(1)
        position = line_end(text, mark.end())
        name = mark_name(mark)
        if name == b"VCALENDAR" and is_begin(mark):
            since, method = position, ""
        elif is_begin(mark):
            if since:
                lines = {one.name: one.value for one in read_component(text[since:start])[0]}
                method, since = lines.get("METHOD", "").strip().upper(), 0
            end = block_at(text, start).end
            if name == b"VFREEBUSY":
                yield text[start:end], method
            position = max(position, end)


def _published(component: bytes, method: str, zones: ZoneMap, notes: list[str]) -> Published:
    """Return what a VFREEBUSY says.

    Raises:
        ValueError: it says nothing of anyone's time.
    """
    lines = read_component(component)[0]
    first: dict[str, Property] = {}
    for line in lines:
        first.setdefault(line.name, line)
    if method == "REQUEST":
        raise ValueError("It asks when people are busy, and does not say it")
    asked = [line for line in lines if line.name == "ATTENDEE"]
    who = asked[0] if len(asked) == 1 else first.get("ORGANIZER")
    busy = _busy([line for line in lines if line.name == "FREEBUSY"], zones, notes)
    start, end = (_instant(first.get(name), zones) for name in ("DTSTART", "DTEND"))
    if start is None:
        start = min((one.start for one in busy), default=None)
    if end is None:
        end = max((one.end for one in busy), default=None)
    if start is None or end is None or start >= end:
        raise ValueError("It does not say which days it is about")
    email = read_attendee(who).email if who else ""
    inside = tuple(one for one in busy if one.start < end and one.end > start)
    return Published(email, Span(start, end), inside)


def _instant(line: Property | None, zones: ZoneMap) -> Instant | None:
    """Return the instant of a property, None where there is none that can be read."""
    try:
        return within_calendar(read_moment(line.value, line, zones).instant) if line else None
    except ValueError:
        return None


def _busy(lines: Sequence[Property], zones: ZoneMap, notes: list[str]) -> list[BusyTime]:
    found: set[BusyTime] = set()
    for line in lines:
        kind = line.parameters.get("FBTYPE", "").strip().upper()
        if kind == "FREE":
            continue
        for text in line.value.split(","):
            if len(found) >= MOST_PERIODS:
                raise ValueError("It holds more busy times than anyone has")
            try:
                start, end = _period(text, line, zones)
            except ValueError as error:
                notes.append(f"A busy time is left out: {error}")
                continue
            found.add(BusyTime(start, end, _KINDS.get(kind, BusyKind.BUSY)))
    return sorted(found)


def _period(text: str, line: Property, zones: ZoneMap) -> tuple[Instant, Instant]:
    """Return a PERIOD: a start with an end or a duration.

    Raises:
        ValueError: it is none.
    """
    first, slash, last = text.strip().partition("/")
    if not slash:
        raise ValueError(f"{short(text)} is not a period")
    start = read_moment(first, line, zones)
    is_length = last.strip()[:1] in tuple("Pp+-")
    end = start.plus(parse_duration(last)) if is_length else read_moment(last, line, zones).instant
    span = within_calendar(start.instant), within_calendar(end)
    if span[0] >= span[1]:
        raise ValueError(f"{short(text)} has no length")
    return span


def _of_events(data: bytes, name: str, zone: ZoneInfo, now: Instant) -> Iterator[Published]:
    """Yield the busy times of a file of events, of nobody by name.

    Raises:
        SourceError: there is no event in it.
    """
    resources = [one for one in scan(data, name).resources if one.kind == "VEVENT"]
    if not resources:
        raise NotACalendarError(f"{name} does not say when anybody is busy.")
    busy: set[BusyTime] = set()
    for resource in resources:
        series = parse(resource, zone, name).series
        if series is None:
            continue
        for one in expand(series, now - _BACK, now + _AHEAD).instances:
            kind = _kind(series.components[one.component])
            if kind is not None and one.start < one.end:
                busy.add(BusyTime(one.start, one.end, kind))
    if len(busy) > MOST_PERIODS:
        raise SourceError(f"{name} holds more busy times than anyone has.")
    if busy:
        span = Span(min(now, min(busy).start), max(one.end for one in busy))
        yield Published("", span, tuple(sorted(busy)))


def _kind(component: Component) -> BusyKind | None:
    """Return how busy an event makes, None for not at all."""
    said: Mapping[str, BusyKind | None] = {
        "free": None, "tentative": BusyKind.TENTATIVE, "oof": BusyKind.AWAY,
    }  # fmt: skip
    if component.status == "CANCELLED" or component.transparent:
        return None
    if component.status == "TENTATIVE":
        return BusyKind.TENTATIVE
    return said.get(component.busy_status, BusyKind.BUSY)


def utc_text(when: Instant) -> str:
    """Return an instant as iCalendar writes it in UTC: "20270104T090000Z"."""
    return f"{local(when, UTC):%Y%m%dT%H%M%SZ}"


class Question(NamedTuple):
    """Who asks when people are busy, whom, about when, and at what moment."""

    me: str
    emails: tuple[str, ...]
    window: Span
    at: Instant


def question_text(asked: Question) -> bytes:
    """Return a question as a calendar text (RFC 5546 section 3.3.2)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "METHOD:REQUEST",
        "BEGIN:VFREEBUSY",
        content_line("UID", str(uuid4())),
        f"DTSTAMP:{utc_text(asked.at)}",
        content_line("ORGANIZER", f"mailto:{asked.me}"),
        *(content_line("ATTENDEE", f"mailto:{one}") for one in asked.emails),
        f"DTSTART:{utc_text(asked.window.start)}",
        f"DTEND:{utc_text(asked.window.end)}",
        "END:VFREEBUSY",
        "END:VCALENDAR",
    ]
    return b"".join(map(fold, lines))
