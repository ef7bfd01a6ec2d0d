"""From a resource's text to its series."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.components import Problem
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.assembly import Override, Series, assemble
from jointdesk.ical.quick import read_quickly
from jointdesk.ical.reading import Reading, read
from jointdesk.ical.structure import block_at, is_begin, mark_name, next_mark
from jointdesk.ical.zones import ZoneMap, zone_map

__all__ = [
    "Override",
    "Parsed",
    "Series",
    "is_cancelled",
    "likeness",
    "parse",
    "signature",
]

_NOT_IN_TITLE = re.compile(r"[\W_]+")
_OLDER = "Another version in the file is newer; this one is left out"


class Parsed(NamedTuple):
    """A resource as read: `series` is None if no component of it could be used."""

    series: Series | None
    rejected: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def parse(resource: ResourceText, zone: ZoneInfo, name: str = "") -> Parsed:
    """Return the series that a resource's text holds.

    Args:
        resource: the text, from a scan or from the store.
        zone: the desk's zone, for all-day and floating times.
        name: what the file is called in problems.
    """
    zones = zone_map(resource.frame, zone)
    only = _only(resource, zones)
    if only is not None:
        series = Series(resource.uid, resource.kind, (only.component,), (only.repetition,))
        if not only.notes:
            return Parsed(series)
        line = only.component.line
        return Parsed(series, (), tuple(_problem(resource, line, n, name) for n in only.notes))
    readings: list[Reading] = []
    rejected: list[Problem] = []
    noted: list[Problem] = []
    for text, line in component_texts(resource):
        try:
            reading = _read(resource, text, line, zones)
        except ValueError as error:
            shown = text.decode("utf-8", "replace")
            rejected.append(Problem(name, line, resource.uid, str(error), shown))
            continue
        readings.append(reading)
        noted += [_problem(resource, line, note, name) for note in reading.notes]
    if not readings:
        return Parsed(None, tuple(rejected), tuple(noted))
    series, dropped = assemble(resource.uid, resource.kind, readings)
    noted += [_problem(resource, component.line, _OLDER, name) for component in dropped]
    return Parsed(series, tuple(rejected), tuple(noted))


def _problem(resource: ResourceText, line: int, reason: str, name: str) -> Problem:
    return Problem(name, line, resource.uid, reason)


def _only(resource: ResourceText, zones: ZoneMap) -> Reading | None:
    """Return the reading of a resource that is one master of the usual shape."""
    if resource.kind != "VEVENT" or resource.lines:
        return None
    reading = read_quickly(resource.text, resource.uid, resource.line, zones)
    return None if reading is None or reading.recurrence_id else reading


def _read(resource: ResourceText, text: bytes, line: int, zones: ZoneMap) -> Reading:
    """Return the reading of one component, quickly where that can be done."""
    if resource.kind == "VEVENT":
        reading = read_quickly(text, resource.uid, line, zones)
        if reading is not None:
            return reading
    return read(text, resource.kind, resource.uid, line, zones)


def is_cancelled(series: Series) -> bool:
    """True if all of the series is cancelled: its masters, or without one every component."""
    deciding = series.masters or series.components
    return all(component.status == "CANCELLED" for component in deciding)


def signature(series: Series) -> str:
    """Return what tells a series whose UID changed from others of its collection.

    Normalised title, organiser, rule, duration and start.
    """
    return f"{likeness(series)}|{series.components[0].organizer}"


def likeness(series: Series) -> str:
    """Return what a series has in common with one that somebody else made after it.

    Normalised title, rule, duration and start.
    """
    first = series.components[0]
    title = _NOT_IN_TITLE.sub(" ", first.summary.casefold()).strip()
    start, end = first.start, first.end
    length = "" if start is None or end is None else end - start
    return "|".join((title, first.rule, str(length), str(start)))


def component_texts(resource: ResourceText) -> Iterator[tuple[bytes, int]]:
    """Yield the text of each component of a resource, and its line in the file."""
    text, start, line = resource.text, 0, resource.line
    lines = iter(resource.lines)
    while (mark := next_mark(text, start)) is not None:
        begin = mark.start(1)
        line += text.count(b"\n", start, begin)
        start = max(block_at(text, begin).end, begin + 1)
        # Anything else is what was left inside a damaged component.
        if is_begin(mark) and mark_name(mark).decode("ascii", "replace") == resource.kind:
            yield text[begin:start], next(lines, line)
        line += text.count(b"\n", begin, start)
