"""Reads an event of the usual shape quickly: one regular expression over its bytes.

Whatever is not of that shape is left to `reading`, and what is comes out exactly as `reading`
reads it; a test holds both together.
"""

import re
from functools import lru_cache
from typing import TypeAlias

from jointdesk.domain.components import Attendee, Component
from jointdesk.domain.moments import DAY, Instant
from jointdesk.ical.links import join_link
from jointdesk.ical.properties import Property, parse_line
from jointdesk.ical.reading import (
    BUSY_STATUS,
    LINKS,
    Reading,
    RecurrenceId,
    read_attendee,
    read_busy_status,
    read_categories,
    read_class,
    read_status,
)
from jointdesk.ical.repetition import REPEATING, Repetition, read_repetition
from jointdesk.ical.times import Moment, times_of
from jointdesk.ical.values import (
    Duration,
    block_text,
    line_text,
    parse_duration,
    parse_local_time,
    unescape,
)
from jointdesk.ical.wall_clock import EPOCH_DAY
from jointdesk.ical.zones import Zone, ZoneMap

_NAME = re.compile(rb"[A-Z0-9-]+")
_ZONE = re.compile(rb"TZID=([A-Za-z_/ .+-]+)")

_ONCE = frozenset(
    b"DTSTART DTEND DURATION RECURRENCE-ID SUMMARY LOCATION DESCRIPTION STATUS TRANSP CLASS URL"
    b" ORGANIZER SEQUENCE LAST-MODIFIED"
    b" X-MICROSOFT-CDO-BUSYSTATUS X-MICROSOFT-CDO-INTENDEDSTATUS".split()
)
_REPEATING = tuple(name.encode() for name in REPEATING)
_LINKS = tuple(name.encode() for name in LINKS)
_BUSY_STATUS = tuple(name.encode() for name in BUSY_STATUS)
_OFTEN = frozenset((b"ATTENDEE", b"CATEGORIES", *_REPEATING, *_LINKS))
# Properties and parameters that change how others are read.
_UNUSUAL = re.compile(rb"X-MICROSOFT-(?:CDO|MSNCALENDAR)-ALLDAYEVENT|.*;ENCODING=", re.IGNORECASE)


class _UnusualError(ValueError):
    """The component is not of the usual shape."""


# A property's parameters and value as they are written; a plain tuple, because it is quicker.
_Value: TypeAlias = tuple[bytes, bytes]
_Once: TypeAlias = dict[bytes, _Value]
_Often: TypeAlias = dict[bytes, list[_Value]]
_Z = ord("Z")
_PRINTABLE = bytes(range(32, 127))
_LONGEST = 1 << 16
# What a NamedTuple's own constructor does, without a call in Python.
_new = tuple.__new__
_ABSENT: _Value = (b"", b"")


def read_quickly(text: bytes, uid: str, line: int, zones: ZoneMap) -> Reading | None:
    """Return the event that a text holds, None if it is not of the usual shape.

    See `reading.read` for the arguments.
    """
    try:
        once, often = _properties(text)
        return _reading(once, often, uid, line, zones)
    except ValueError:
        # Also a value that is wrong: the careful way knows what to say about it.
        return None


def _properties(text: bytes) -> tuple[_Once, _Often]:
    """Return the properties that are read, by name.

    Raises:
        _UnusualError: a line is not as it should be.
    """
    once: _Once = {}
    often: _Often = {}
    lines = iter(_lines(text))
    for line in lines:
        head, colon, value = line.partition(b":")
        if not colon:
            raise _UnusualError
        name, parameters = _head(head)
        if name in _ONCE:
            if name in once:
                raise _UnusualError
            once[name] = parameters, value
        elif name in _OFTEN:
            often.setdefault(name, []).append((parameters, value))
        elif name == b"BEGIN":
            if value != b"VALARM" or b"END:VALARM" not in lines:
                raise _UnusualError
    return once, often


def _lines(text: bytes) -> list[bytes]:
    """Return the unfolded lines between BEGIN and END.

    Raises:
        _UnusualError: they are not folded, or do not end, as they should.
    """
    if len(text) > _LONGEST:
        # What is remembered below must not be large.
        raise _UnusualError
    end = b"\r\n" if b"\r" in text else b"\n"
    text = text.replace(end + b" ", b"")
    lines = text.split(end)
    # Any other line feed or carriage return is not where it should be.
    ends = len(lines) - 1
    if end == b"\r\n" and (text.count(b"\n") != ends or text.count(b"\r") != ends):
        raise _UnusualError
    if lines[-1] == b"":
        lines.pop()
    if lines[0] != b"BEGIN:VEVENT" or lines.pop() != b"END:VEVENT":
        raise _UnusualError
    del lines[0]
    return lines


def _reading(once: _Once, often: _Often, uid: str, line: int, zones: ZoneMap) -> Reading:
    """Return the reading of an event's properties.

    Raises:
        ValueError: something is unusual or wrong.
    """
    get = once.get
    notes: list[str] = []
    start, begins, ends, length = _times(once, zones, notes)
    repetition = _repetition(often, start, length, zones, notes) if often else None
    location = line_text(get(b"LOCATION", _ABSENT)[1].decode("utf-8", "replace"))
    description = _description(get(b"DESCRIPTION", _ABSENT)[1])
    component = Component(
        "VEVENT",
        uid,
        line,
        begins,
        ends,
        start.second is None,
        start.zone.name,
        start.day,
        None,
        0,
        repetition.text if repetition else "",
        line_text(get(b"SUMMARY", _ABSENT)[1].decode("utf-8", "replace")),
        location,
        description,
        _status(get(b"STATUS", _ABSENT)[1], zones.method),
        _is_transparent(get(b"TRANSP", _ABSENT)[1]),
        _class(get(b"CLASS", _ABSENT)[1]),
        _busy_status(*[once[name][1] for name in _BUSY_STATUS if name in once]),
        _attendee(*get(b"ORGANIZER", _ABSENT)).email,
        tuple([_attendee(*who) for who in often.get(b"ATTENDEE", ())]),
        _categories(tuple([value for _, value in often.get(b"CATEGORIES", ())])),
        _link(once, often, location, description),
        _sequence(get(b"SEQUENCE", _ABSENT)[1]),
        _last_modified(once, zones),
    )
    recurrence_id = None
    if b"RECURRENCE-ID" in once:
        moment = _moment(once[b"RECURRENCE-ID"], zones, start.zone)
        recurrence_id = RecurrenceId(moment, False)
    return Reading(component, start, repetition, recurrence_id, tuple(notes))


def _times(
    once: _Once, zones: ZoneMap, notes: list[str]
) -> tuple[Moment, Instant, Instant, Duration]:
    """Return when the event begins, both instants and the length."""
    start = _moment(once.get(b"DTSTART", _ABSENT), zones, zones.floating)
    begins = start.zone.clock.instant(start.day, start.second or 0)
    end = duration = None
    if b"DTEND" in once:
        home = zones.floating if start.second is None else start.zone
        end = _moment(once[b"DTEND"], zones, home)
        ends = end.zone.clock.instant(end.day, end.second or 0)
        if start.second is not None and ends >= begins:
            return start, begins, ends, Duration(0, ends - begins)
    elif b"DURATION" in once:
        duration = parse_duration(once[b"DURATION"][1].decode())
    times = times_of(start, end, duration, notes)
    return start, begins, begins if times.end is None else times.end, times.length


def _moment(found: _Value, zones: ZoneMap, home: Zone) -> Moment:
    """Return a date, or a date and time with only the usual parameters."""
    parameters, value = found
    day = _day(value[:8])
    if len(value) == 8:
        if parameters and parameters != b"VALUE=DATE":
            raise _UnusualError
        return Moment(day, None, zones.desk, True)
    second = _second(value[8:15])
    if len(value) == 16 and value[15] == _Z and not parameters:
        return _new(Moment, (day, second, zones.utc, False))
    if len(value) != 15:
        raise _UnusualError
    if not parameters:
        return _new(Moment, (day, second, home, True))
    zone = zones.found.get(parameters) or _zone(parameters, zones)
    return _new(Moment, (day, second, zone if zone.same is None else zone.on(day), False))


def _description(value: bytes) -> str:
    """Return DESCRIPTION; printable ASCII is known by its bytes, which is quicker."""
    if value.translate(None, _PRINTABLE):
        return block_text(value.decode("utf-8", "replace"))
    return unescape(value.decode("ascii"))


def _zone(parameters: bytes, zones: ZoneMap) -> Zone:
    """Return the known zone that a lone TZID means, and remember it."""
    tzid = _ZONE.fullmatch(parameters)
    zone = zones.find(tzid[1].decode().strip()) if tzid else None
    if zone is None or zone.note:
        raise _UnusualError
    zones.found[parameters] = zone
    return zone


def _repetition(
    often: _Often, start: Moment, length: Duration, zones: ZoneMap, notes: list[str]
) -> Repetition | None:
    """Return how the event repeats."""
    lines: list[Property] = []
    for name in _REPEATING:
        for parameters, value in often.get(name, ()):
            semicolon = b";" if parameters else b""
            lines.append(parse_line(b"".join((name, semicolon, parameters, b":", value)).decode()))
    return read_repetition(lines, start, length, zones, notes) if lines else None


def _link(once: _Once, often: _Often, location: str, description: str) -> str:
    """Return the join link."""
    given = [value.decode() for name in _LINKS for _, value in often.get(name, ())]
    url = once.get(b"URL", _ABSENT)[1].decode()
    if not given and not url and "://" not in location and "://" not in description:
        return ""
    return join_link(given, url, location, description)


def _last_modified(once: _Once, zones: ZoneMap) -> Instant:
    """Return LAST-MODIFIED."""
    found = once.get(b"LAST-MODIFIED")
    if found is None:
        return 0
    parameters, value = found
    if len(value) == 16 and value[15] == _Z and not parameters:
        return (_day(value[:8]) - EPOCH_DAY) * DAY + _second(value[8:15])
    return _moment(found, zones, zones.floating).instant


def _sequence(value: bytes) -> int:
    if not value:
        return 0
    if not value.isdigit() or len(value) > 9:
        raise _UnusualError
    return int(value)


# Values that repeat from event to event.


@lru_cache(maxsize=1 << 14)
def _head(head: bytes) -> tuple[bytes, bytes]:
    """Return name and parameters of what stands before a line's colon."""
    name, _, parameters = head.partition(b";")
    if not _NAME.fullmatch(name) or _UNUSUAL.match(head) or parameters.count(b'"') % 2:
        raise _UnusualError
    return name, parameters


@lru_cache(maxsize=1 << 16)
def _day(digits: bytes) -> int:
    return parse_local_time(digits.decode()).day


@lru_cache(maxsize=1 << 14)
def _second(time: bytes) -> int:
    """Return the second of the day of a time with its T."""
    _, second, is_utc = parse_local_time("19700101" + time.decode())
    if second is None or is_utc:
        raise _UnusualError
    return second


@lru_cache(maxsize=64)
def _is_transparent(value: bytes) -> bool:
    return value.decode().strip().upper() == "TRANSPARENT"


@lru_cache(maxsize=1 << 14)
def _attendee(parameters: bytes, value: bytes) -> Attendee:
    semicolon = b";" if parameters else b""
    return read_attendee(parse_line((b"ATTENDEE" + semicolon + parameters + b":" + value).decode()))


@lru_cache(maxsize=1 << 12)
def _categories(values: tuple[bytes, ...]) -> tuple[str, ...]:
    return read_categories(value.decode() for value in values)


@lru_cache(maxsize=256)
def _status(value: bytes, method: str) -> str:
    return read_status(value.decode(), method)


@lru_cache(maxsize=256)
def _class(value: bytes) -> str:
    return read_class(value.decode())


@lru_cache(maxsize=256)
def _busy_status(*values: bytes) -> str:
    return read_busy_status(value.decode() for value in values)
