"""Reads one component's text into values: the careful way, for whatever exporters write.

What can be read is read, and a note says what could not. Only a component whose essentials are
wrong is refused.
"""

import quopri
from collections.abc import Iterable
from typing import NamedTuple

from jointdesk.domain.components import Attendee, Component
from jointdesk.domain.moments import Instant
from jointdesk.ical.links import join_link
from jointdesk.ical.properties import Property, read_component
from jointdesk.ical.repetition import REPEATING, Repetition, read_repetition
from jointdesk.ical.times import Moment, Times, read_moment, read_times
from jointdesk.ical.values import block_text, line_text, parse_integer, split_list
from jointdesk.ical.zones import ZoneMap

LINKS = ("X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-GOOGLE-CONFERENCE", "CONFERENCE")
"""Properties that exist for join links, the most telling first."""

BUSY_STATUS = ("X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-INTENDEDSTATUS")
"""Outlook's word for what a time is, the most telling first."""

_MOST_FAULTS = 5
_CLASSES = frozenset(("PUBLIC", "PRIVATE", "CONFIDENTIAL"))


class RecurrenceId(NamedTuple):
    """RECURRENCE-ID: the original start, and whether it stands for all later ones too."""

    moment: Moment
    is_this_and_future: bool


class Reading(NamedTuple):
    """One component as read alone: what connects it with its series is not known yet."""

    component: Component
    start: Moment | None
    repetition: Repetition | None
    recurrence_id: RecurrenceId | None
    notes: tuple[str, ...]


def read(text: bytes, kind: str, uid: str, line: int, zones: ZoneMap) -> Reading:
    """Return the component that a text holds.

    Args:
        text: from its BEGIN to its END line.
        kind: VEVENT, VTODO or VJOURNAL.
        uid: its UID.
        line: where it begins in its file.
        zones: its calendar's zones.

    Raises:
        ValueError: it is an event without a usable DTSTART, in a calendar that is no message.
    """
    properties, faults = read_component(text)
    lines = _Lines(properties)
    notes = [fault.reason for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        notes.append(
            f"{len(faults) - _MOST_FAULTS} more lines are left out: they are no properties"
        )
    is_event, has_start = kind == "VEVENT", "DTSTART" in lines.first
    if is_event and not has_start and not zones.method:
        raise ValueError("It has no DTSTART")
    times = read_times(
        lines.first,
        zones,
        notes,
        end_name="DUE" if kind == "VTODO" else "DTEND",
        must_start=is_event and has_start,
    )
    start = times.start
    recurrence_id = _recurrence_id(lines.first.get("RECURRENCE-ID"), start, zones, notes)
    repetition = None
    if start is not None:
        repeating = [found for found in properties if found.name in REPEATING]
        repetition = read_repetition(repeating, start, times.length, zones, notes)
    component = _component(kind, lines, times, zones)._replace(
        uid=uid, line=line, rule=repetition.text if repetition else ""
    )
    return Reading(component, start, repetition, recurrence_id, tuple(dict.fromkeys(notes)))


class _Lines:
    """A component's properties by name; of those that stand once only the first counts."""

    def __init__(self, properties: list[Property]) -> None:
        self.first: dict[str, Property] = {}
        self._properties = properties
        for found in properties:
            self.first.setdefault(found.name, found)

    def all(self, *names: str) -> list[Property]:
        """Return the properties of these names, the first name's first."""
        return [found for name in names for found in self._properties if found.name == name]

    def text(self, name: str) -> str:
        """Return the value of a text property, "" without one.

        vCalendar 1.0 may have written it in quoted-printable.
        """
        line = self.first.get(name)
        if line is None:
            return ""
        if line.parameters.get("ENCODING", "").upper() != "QUOTED-PRINTABLE":
            return line.value
        raw = quopri.decodestring(line.value.encode())
        try:
            return raw.decode(line.parameters.get("CHARSET", "utf-8"), "replace")
        except LookupError:
            return raw.decode("utf-8", "replace")


def _component(kind: str, lines: _Lines, times: Times, zones: ZoneMap) -> Component:
    """Return what the lines say of a component: not yet its UID and rule."""
    text, start = lines.text, times.start
    location, description = line_text(text("LOCATION")), block_text(text("DESCRIPTION"))
    given = [found.value for found in lines.all(*LINKS)]
    organizer = lines.first.get("ORGANIZER")
    return Component(
        kind=kind,
        uid="",
        line=0,
        start=start.instant if start else None,
        end=times.end,
        all_day=start is not None and start.second is None,
        zone=start.zone.name if start else "",
        day=start.day if start else None,
        recurrence_day=None,
        recurrence_ordinal=0,
        rule="",
        summary=line_text(text("SUMMARY")),
        location=location,
        description=description,
        status=read_status(text("STATUS"), zones.method),
        transparent=text("TRANSP").strip().upper() == "TRANSPARENT",
        classification=read_class(*(found.value for found in lines.all("CLASS"))),
        busy_status=read_busy_status(map(text, BUSY_STATUS)),
        organizer=read_attendee(organizer).email if organizer else "",
        attendees=tuple(map(read_attendee, lines.all("ATTENDEE"))),
        categories=read_categories(found.value for found in lines.all("CATEGORIES")),
        link=join_link(given, text("URL"), location, description),
        sequence=_integer(lines.first.get("SEQUENCE")),
        last_modified=_instant(lines.first.get("LAST-MODIFIED"), zones),
    )


def read_status(text: str, method: str) -> str:
    """Return STATUS in upper case; all of a calendar with METHOD:CANCEL is cancelled."""
    status = text.strip().upper()
    return "CANCELLED" if method == "CANCEL" or status == "CANCELED" else line_text(status)


def read_class(*texts: str) -> str:
    """Return CLASS; an unknown one is PRIVATE (RFC 5545 section 3.8.1.3), none is PUBLIC.

    Where several stand, against the RFC, none of them makes public what another does not.
    """
    names = [name for text in texts if (name := text.strip().upper() or "PUBLIC") != "PUBLIC"]
    return next((name if name in _CLASSES else "PRIVATE" for name in names), "PUBLIC")


def read_busy_status(values: Iterable[str]) -> str:
    """Return the first of the values that says something, in lower case."""
    return line_text(next(filter(None, (value.strip().lower() for value in values)), ""))


def read_attendee(line: Property) -> Attendee:
    """Return the person that an ATTENDEE or ORGANIZER names."""
    parameters = line.parameters
    address = line.value.strip()
    scheme, colon, rest = address.partition(":")
    if colon and scheme.strip().lower() == "mailto":
        email = rest
    else:
        email = parameters.get("EMAIL", "") or ("" if colon else address)
    return Attendee(
        line_text(email).lower(),
        line_text(parameters.get("CN", "")),
        line_text(parameters.get("PARTSTAT", "")).upper() or "NEEDS-ACTION",
        line_text(parameters.get("ROLE", "")).upper() or "REQ-PARTICIPANT",
    )


def read_categories(values: Iterable[str]) -> tuple[str, ...]:
    """Return the categories of all CATEGORIES values, each once."""
    names = (line_text(part) for value in values for part in split_list(value))
    return tuple(dict.fromkeys(filter(None, names)))


def _recurrence_id(
    line: Property | None, start: Moment | None, zones: ZoneMap, notes: list[str]
) -> RecurrenceId | None:
    if line is None:
        return None
    try:
        # A time without zone is on the clock of the series, which is that of DTSTART.
        moment = read_moment(line.value, line, zones, start.zone if start else None)
    except ValueError as error:
        notes.append(f"RECURRENCE-ID is left out: {error}")
        return None
    return RecurrenceId(moment, line.parameters.get("RANGE", "").upper() == "THISANDFUTURE")


def _integer(line: Property | None) -> int:
    try:
        return parse_integer(line.value) if line else 0
    except ValueError:
        return 0


def _instant(line: Property | None, zones: ZoneMap) -> Instant:
    try:
        return read_moment(line.value, line, zones).instant if line else 0
    except ValueError:
        return 0
