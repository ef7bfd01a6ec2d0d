"""Reads an event of the usual shape quickly: one look at each line's bytes.

Whatever is not of that shape is left to `reading`, and what is comes out exactly as `reading`
reads it; a test holds both together.
"""

import re
from typing import NamedTuple, TypeAlias

from jointdesk.domain.components import Attendee, Component
from jointdesk.domain.moments import DAY, Instant
from jointdesk.ical.links import join_link
from jointdesk.ical.memo import Memo
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
# Properties and parameters that change how others are read.
_UNUSUAL = re.compile(rb"X-MICROSOFT-(?:CDO|MSNCALENDAR)-ALLDAYEVENT|.*;ENCODING=", re.IGNORECASE)

_REPEATING = tuple(name.encode() for name in REPEATING)
_LINKS = tuple(name.encode() for name in LINKS)
_BUSY_STATUS = tuple(name.encode() for name in BUSY_STATUS)
_ONCE = frozenset(
    b"DTSTART DTEND DURATION RECURRENCE-ID SUMMARY LOCATION DESCRIPTION STATUS TRANSP CLASS URL"
    b" ORGANIZER SEQUENCE LAST-MODIFIED".split()
)
_ONCE |= frozenset(_BUSY_STATUS)
_OFTEN = frozenset((b"ATTENDEE", b"CATEGORIES", *_REPEATING, *_LINKS))

_PRINTABLE = bytes(range(32, 127))
_Z = ord("Z")
# What is remembered must not be large.
_LONGEST = 1 << 16
# What a NamedTuple's own constructor does, without a call in Python.
_new = tuple.__new__

# Parameters and value of one line.
_Line: TypeAlias = tuple[bytes, bytes]


class _UnusualError(ValueError):
    """The component is not of the usual shape."""


class _Lines(NamedTuple):
    """An event's lines that are read: values and, if there are any, parameters by name.

    `often` has the properties that may come more than once.
    """

    values: dict[bytes, bytes]
    parameters: dict[bytes, bytes]
    often: dict[bytes, list[_Line]]


def read_quickly(text: bytes, uid: str, line: int, zones: ZoneMap) -> Reading | None:
    """Return the event that a text holds, None if it is not of the usual shape.

    See `reading.read` for the arguments.
    """
    try:
        return _reading(_lines(text), uid, line, zones)
    except ValueError:
        # Also a value that is wrong: the careful way knows what to say about it.
        return None


def _lines(text: bytes) -> _Lines:
    """Return the lines that are read.

    Raises:
        _UnusualError: a line is not as it should be.
    """
    values: dict[bytes, bytes] = {}
    parameters: dict[bytes, bytes] = {}
    often: dict[bytes, list[_Line]] = {}
    lines = iter(_unfolded(text))
    for line in lines:
        head, colon, value = line.partition(b":")
        name, parameter = _heads[head]
        if not colon:
            raise _UnusualError
        if name in _ONCE:
            if name in values:
                raise _UnusualError
            values[name] = value
            if parameter:
                parameters[name] = parameter
        elif name in _OFTEN:
            if name in often:
                often[name].append((parameter, value))
            else:
                often[name] = [(parameter, value)]
        elif name == b"BEGIN" and (value != b"VALARM" or b"END:VALARM" not in lines):
            raise _UnusualError
    return _Lines(values, parameters, often)


def _unfolded(text: bytes) -> list[bytes]:
    """Return the unfolded lines between BEGIN and END.

    Raises:
        _UnusualError: it does not begin and end as it should, or is very long.
    """
    if len(text) > _LONGEST:
        raise _UnusualError
    # Split and joined, because that is quicker than replacing.
    lines = b"".join(text.replace(b"\r", b"").split(b"\n ")).split(b"\n")
    if not lines[-1]:
        lines.pop()
    if lines[:1] != [b"BEGIN:VEVENT"] or lines.pop() != b"END:VEVENT":
        raise _UnusualError
    del lines[0]
    return lines


def _reading(lines: _Lines, uid: str, line: int, zones: ZoneMap) -> Reading:
    """Return the reading of an event's lines.

    Raises:
        ValueError: something is unusual or wrong.
    """
    values, parameters, often = lines
    get = values.get
    notes: list[str] = []
    start, begins, ends, length = _times(lines, zones, notes)
    repetition = _repetition(often, start, length, zones, notes) if often else None
    location = line_text(get(b"LOCATION", b"").decode("utf-8", "replace"))
    description = _description(get(b"DESCRIPTION", b""))
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
        line_text(get(b"SUMMARY", b"").decode("utf-8", "replace")),
        location,
        description,
        _status(get(b"STATUS", b""), zones),
        _transparent[get(b"TRANSP", b"")],
        _classes[get(b"CLASS", b"")],
        _busy_statuses[tuple([values[name] for name in _BUSY_STATUS if name in values])],
        _attendees[parameters.get(b"ORGANIZER", b""), get(b"ORGANIZER", b"")].email,
        tuple([_attendees[who] for who in often.get(b"ATTENDEE", ())]),
        _categories[tuple([value for _, value in often.get(b"CATEGORIES", ())])],
        _link(lines, location, description),
        _sequence(get(b"SEQUENCE", b"")),
        _last_modified(lines, zones),
    )
    return Reading(component, start, repetition, _recurrence_id(lines, start, zones), tuple(notes))


def _times(
    lines: _Lines, zones: ZoneMap, notes: list[str]
) -> tuple[Moment, Instant, Instant, Duration]:
    """Return when the event begins, both instants and the length."""
    values = lines.values
    start = _moment(lines, b"DTSTART", zones, zones.floating)
    begins = start.zone.clock.instant(start.day, start.second or 0)
    end = duration = None
    if b"DTEND" in values:
        home = zones.floating if start.second is None else start.zone
        end = _moment(lines, b"DTEND", zones, home)
        ends = end.zone.clock.instant(end.day, end.second or 0)
        if start.second is not None and ends >= begins:
            return start, begins, ends, _new(Duration, (0, ends - begins))
    elif b"DURATION" in values:
        duration = parse_duration(values[b"DURATION"].decode())
    times = times_of(start, end, duration, notes)
    return start, begins, begins if times.end is None else times.end, times.length


def _moment(lines: _Lines, name: bytes, zones: ZoneMap, home: Zone) -> Moment:
    """Return a date, or a date and time with only the usual parameters."""
    value = lines.values.get(name, b"")
    parameters = lines.parameters.get(name)
    day = _days[value[:8]]
    if len(value) == 8:
        if parameters and parameters != b"VALUE=DATE":
            raise _UnusualError
        return Moment(day, None, zones.desk, True)
    second = _seconds[value[8:15]]
    if parameters:
        if len(value) != 15:
            raise _UnusualError
        zone = zones.found.get(parameters) or _zone(parameters, zones)
        return _new(Moment, (day, second, zone if zone.same is None else zone.on(day), False))
    if len(value) == 16 and value[15] == _Z:
        return _new(Moment, (day, second, zones.utc, False))
    if len(value) != 15:
        raise _UnusualError
    return _new(Moment, (day, second, home, True))


def _zone(parameters: bytes, zones: ZoneMap) -> Zone:
    """Return the known zone that a lone TZID means, and remember it."""
    tzid = _ZONE.fullmatch(parameters)
    zone = zones.find(tzid[1].decode().strip()) if tzid else None
    if zone is None or zone.note:
        raise _UnusualError
    zones.found[parameters] = zone
    return zone


def _recurrence_id(lines: _Lines, start: Moment, zones: ZoneMap) -> RecurrenceId | None:
    if b"RECURRENCE-ID" not in lines.values:
        return None
    return RecurrenceId(_moment(lines, b"RECURRENCE-ID", zones, start.zone), False)


def _description(value: bytes) -> str:
    """Return DESCRIPTION; printable ASCII is known by its bytes, which is quicker."""
    if value.translate(None, _PRINTABLE):
        return block_text(value.decode("utf-8", "replace"))
    return unescape(value.decode("ascii"))


def _repetition(
    often: dict[bytes, list[_Line]],
    start: Moment,
    length: Duration,
    zones: ZoneMap,
    notes: list[str],
) -> Repetition | None:
    """Return how the event repeats."""
    lines = [_property(name, line) for name in _REPEATING if name in often for line in often[name]]
    return read_repetition(lines, start, length, zones, notes) if lines else None


def _property(name: bytes, line: _Line) -> Property:
    parameters, value = line
    if not parameters and b":" not in value:
        return Property(name.decode(), {}, value.decode(), 0)
    semicolon = b";" if parameters else b""
    return parse_line(b"".join((name, semicolon, parameters, b":", value)).decode())


def _link(lines: _Lines, location: str, description: str) -> str:
    """Return the join link."""
    given = [
        value.decode() for name in _LINKS if name in lines.often for _, value in lines.often[name]
    ]
    url = lines.values.get(b"URL", b"").decode()
    if not given and not url and "://" not in location and "://" not in description:
        return ""
    return join_link(given, url, location, description)


def _last_modified(lines: _Lines, zones: ZoneMap) -> Instant:
    """Return LAST-MODIFIED."""
    value = lines.values.get(b"LAST-MODIFIED")
    if value is None:
        return 0
    if len(value) == 16 and value[15] == _Z and b"LAST-MODIFIED" not in lines.parameters:
        return (_days[value[:8]] - EPOCH_DAY) * DAY + _seconds[value[8:15]]
    return _moment(lines, b"LAST-MODIFIED", zones, zones.floating).instant


def _sequence(value: bytes) -> int:
    if not value:
        return 0
    if not value.isdigit() or len(value) > 9:
        raise _UnusualError
    return int(value)


def _status(value: bytes, zones: ZoneMap) -> str:
    return read_status(value.decode(), zones.method) if zones.method else _statuses[value]


# Values that come again from event to event


def _read_head(head: bytes) -> tuple[bytes, bytes]:
    """Return name and parameters of what stands before a line's colon."""
    name, _, parameters = head.partition(b";")
    if not _NAME.fullmatch(name) or _UNUSUAL.match(head) or parameters.count(b'"') % 2:
        raise _UnusualError
    return name, parameters


def _read_second(time: bytes) -> int:
    """Return the second of the day of a time with its T."""
    _, second, is_utc = parse_local_time("19700101" + time.decode())
    if second is None or is_utc:
        raise _UnusualError
    return second


def _read_attendee(line: _Line) -> Attendee:
    return read_attendee(_property(b"ATTENDEE", line))


_Bytes: TypeAlias = tuple[bytes, ...]
_heads = Memo(_read_head)
_seconds = Memo(_read_second)
_attendees = Memo(_read_attendee)
_days: Memo[bytes, int] = Memo(lambda digits: parse_local_time(digits.decode()).day)
_statuses: Memo[bytes, str] = Memo(lambda value: read_status(value.decode(), ""))
_classes: Memo[bytes, str] = Memo(lambda value: read_class(value.decode()))
_transparent: Memo[bytes, bool] = Memo(
    lambda value: value.decode().strip().upper() == "TRANSPARENT"
)
_busy_statuses: Memo[_Bytes, str] = Memo(
    lambda values: read_busy_status(value.decode() for value in values)
)
_categories: Memo[_Bytes, tuple[str, ...]] = Memo(
    lambda lists: read_categories(value.decode() for value in lists)
)
