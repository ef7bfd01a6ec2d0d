"""From a VTODO's text to the tasks that a person has to see now."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.components import Component
from jointdesk.domain.moments import DAY, Instant, local, local_day
from jointdesk.domain.resources import ResourceText
from jointdesk.domain.todos import Todo
from jointdesk.ical.expanding import expand, has_rule
from jointdesk.ical.properties import Property, read_component
from jointdesk.ical.series import component_texts, parse
from jointdesk.ical.times import Moment, read_moment, within_calendar
from jointdesk.ical.values import parse_integer
from jointdesk.ical.zones import ZoneMap, zone_map

_STATUSES = frozenset(("needs-action", "in-process", "completed", "cancelled"))
_BACK, _AHEAD = 400 * DAY, 400 * DAY
"""How far a repeating task's last and next occurrences are looked for."""


class _Due(NamedTuple):
    day: date | None
    time: str


def read_todos(resource: ResourceText, zone: ZoneInfo, now: Instant) -> list[Todo]:
    """Return the tasks that a VTODO stands for, on the clock of the desk's `zone`.

    One that does not repeat is one task. Of a repeating one there are the last occurrence up to
    now and the next one: nobody wants each week's that was not ticked off.
    """
    series = parse(resource, zone).series
    if series is None:
        return []
    zones = zone_map(resource.frame, zone)
    properties = {line: _first(read_component(text)[0]) for text, line in component_texts(resource)}

    def todo(component: Component, day: int | None, ordinal: int, later: int = 0) -> Todo:
        lines = properties.get(component.line, {})
        return todo_of(component, lines, zones, zone, day, ordinal, later)

    if not has_rule(series):
        return [todo(component, None, 0) for component in series.masters[:1] or series.components]
    found = expand(series, now - _BACK, now + _AHEAD).instances
    past = [one for one in found if one.start <= now][-1:]
    coming = [one for one in found if one.start > now][:1]
    return [
        todo(
            series.components[one.component],
            one.day,
            one.ordinal,
            one.start - (series.components[one.component].start or one.start),
        )
        for one in (*past, *coming)
    ]


def _first(properties: list[Property]) -> dict[str, Property]:
    found: dict[str, Property] = {}
    for one in properties:
        found.setdefault(one.name, one)
    return found


def todo_of(
    component: Component,
    lines: Mapping[str, Property],
    zones: ZoneMap,
    zone: ZoneInfo,
    day: int | None,
    ordinal: int,
    later: int,
) -> Todo:
    """Return the task that a component stands for, as an occurrence that much later than it.

    `lines` are the component's properties by name, `day` and `ordinal` its key's.
    """
    due = _due(component, lines, zones, zone, later)
    status = component.status.lower()
    completed = _moment(lines.get("COMPLETED"), zones)
    if status not in _STATUSES:
        status = (
            "completed"
            if completed or _value(lines, "PERCENT-COMPLETE") == "100"
            else ("needs-action")
        )
    start = None if component.start is None else within_calendar(component.start + later)
    return Todo(
        uid=component.uid,
        day=day,
        ordinal=ordinal,
        title=component.summary,
        notes=component.description,
        due=due.day,
        due_time=due.time,
        start=None if start is None else local_day(start, zone),
        status=status,
        level=_level(lines),
        completed_on=local_day(completed.instant, zone) if completed else None,
        parent=_parent(lines),
        is_private=component.classification != "PUBLIC",
        emails=tuple(filter(None, (one.email for one in component.attendees))),
    )


def _due(
    component: Component,
    lines: Mapping[str, Property],
    zones: ZoneMap,
    zone: ZoneInfo,
    later: int,
) -> _Due:
    """Return when it is due: DUE, or DTSTART and DURATION, or nothing said."""
    moment = _moment(lines.get("DUE"), zones)
    if moment is not None:
        at, is_day = moment.instant + later, moment.second is None
    elif "DURATION" in lines and component.end is not None:
        at, is_day = component.end + later, component.all_day
    else:
        return _Due(None, "")
    shown = local(within_calendar(at), zone)
    return _Due(shown.date(), "" if is_day else f"{shown:%H:%M}")


def _moment(line: Property | None, zones: ZoneMap) -> Moment | None:
    try:
        return read_moment(line.value, line, zones) if line and line.value.strip() else None
    except ValueError:
        return None


def _value(lines: Mapping[str, Property], name: str) -> str:
    line = lines.get(name)
    return line.value.strip() if line else ""


def _level(lines: Mapping[str, Property]) -> str | None:
    """Return the word for PRIORITY (RFC 5545 section 3.8.1.9)."""
    try:
        number = parse_integer(_value(lines, "PRIORITY") or "0")
    except ValueError:
        return None
    if not 1 <= number <= 9:
        return None
    return "high" if number < 5 else "medium" if number == 5 else "low"


def _parent(lines: Mapping[str, Property]) -> str:
    """Return the UID of the task that this is part of (RFC 5545 section 3.8.4.5)."""
    line = lines.get("RELATED-TO")
    if line is None or line.parameters.get("RELTYPE", "PARENT").upper() != "PARENT":
        return ""
    return line.value.strip()
