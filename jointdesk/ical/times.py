"""When a component is: DTSTART, DTEND, DUE and DURATION (RFC 5545 sections 3.8.2 and 3.6.1)."""

from collections.abc import Mapping
from typing import NamedTuple

from jointdesk.domain.moments import DAY, Instant
from jointdesk.ical.properties import Property
from jointdesk.ical.recurrence_start import Start
from jointdesk.ical.values import FIRST_DAY, LAST_DAY, Duration, parse_duration, parse_local_time
from jointdesk.ical.wall_clock import EPOCH_DAY
from jointdesk.ical.zones import Zone, ZoneMap

NO_LENGTH = Duration(0, 0)
ONE_DAY = Duration(1, 0)
ALL_DAY_FLAGS = ("X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT")
"""By these Outlook marks times from midnight to midnight as an all-day event."""


class Moment(NamedTuple):
    """A date, or a date and time, in its zone: ordinal of the local day, second of that day.

    `second` is None for a date, which is placed in the desk's zone. `is_floating` is True for a
    date and for a time without a zone of its own.
    """

    day: int
    second: int | None
    zone: Zone
    is_floating: bool = False

    @property
    def instant(self) -> Instant:
        """The instant; of a date its first."""
        return self.zone.clock.instant(self.day, self.second or 0)

    @property
    def start(self) -> Start:
        """The moment as the beginning of a series."""
        return Start(self.day, self.second or 0, self.second is None, self.zone.clock)

    def of_date(self, zones: ZoneMap) -> "Moment":
        """Return only the date."""
        return Moment(self.day, None, zones.desk, True)

    def plus(self, length: Duration) -> Instant:
        """Return the instant that much later: days nominal, seconds exact."""
        day = min(self.day + length.days, LAST_DAY + 1)
        end = self.zone.clock.instant(day, self.second or 0) + length.seconds
        return min(end, (LAST_DAY + 1 - EPOCH_DAY) * DAY)


class Times(NamedTuple):
    """When a component is; `start` is None without a usable DTSTART."""

    start: Moment | None
    end: Instant | None
    length: Duration = NO_LENGTH


def within_calendar(when: Instant) -> Instant:
    """Return an instant that has a date in every zone: one beyond the calendar is its end."""
    return min(max(when, (FIRST_DAY - EPOCH_DAY) * DAY), (LAST_DAY + 1 - EPOCH_DAY) * DAY)


def read_moment(value: str, line: Property, zones: ZoneMap, home: Zone | None = None) -> Moment:
    """Return one date or date and time of a property.

    `home` is the zone of a time without one, if it is not the calendar's.

    Raises:
        ValueError: it cannot be read; the text says so.
    """
    day, second, is_utc = parse_local_time(value)
    # A time is believed against VALUE=DATE, but for midnight, which some write for a date.
    if second is None or (second == 0 and line.parameters.get("VALUE", "").upper() == "DATE"):
        return Moment(day, None, zones.desk, True)
    if is_utc:
        return Moment(day, second, zones.utc)
    tzid = line.parameters.get("TZID", "").strip()
    if tzid:
        return Moment(day, second, zones.find(tzid).on(day))
    return Moment(day, second, home or zones.floating, True)


def read_times(
    properties: Mapping[str, Property],
    zones: ZoneMap,
    notes: list[str],
    *,
    end_name: str,
    must_start: bool,
) -> Times:
    """Return when a component is, given its properties by name and which of them is its end.

    Raises:
        ValueError: `must_start`, and DTSTART cannot be read; the text says so.
    """
    start = _start(properties, zones, notes, must_start=must_start)
    end = _moment(end_name, properties, zones, notes, start)
    if start is None:
        return Times(None, end.instant if end else None)
    if _is_whole_days(properties, start, end):
        start, end = start.of_date(zones), end.of_date(zones) if end else None
    duration = None if end else _duration(properties, notes)
    return times_of(start, end, duration, notes)


def times_of(
    start: Moment, end: Moment | None, duration: Duration | None, notes: list[str]
) -> Times:
    """Return when a component is that has a start, and an end or a duration or neither."""
    if end is not None:
        length = _between(start, end)
    elif duration is not None:
        length = duration
    else:
        length = ONE_DAY if start.second is None else NO_LENGTH
    if length.days < 0 or length.seconds < 0:
        notes.append("It ends before it starts; it is shown without a length")
        length = NO_LENGTH
    if start.second is None and length.seconds:
        # Hours make no sense on a date: whole days cover them.
        length = Duration(length.days + -(-length.seconds // DAY), 0)
    return Times(start, start.plus(length), length)


def _start(
    properties: Mapping[str, Property], zones: ZoneMap, notes: list[str], *, must_start: bool
) -> Moment | None:
    """Return DTSTART; see `read_times`."""
    if not must_start:
        return _moment("DTSTART", properties, zones, notes, None)
    start = read_moment(properties["DTSTART"].value, properties["DTSTART"], zones)
    if start.zone.note:
        notes.append(start.zone.note)
    return start


def _moment(
    name: str,
    properties: Mapping[str, Property],
    zones: ZoneMap,
    notes: list[str],
    start: Moment | None,
) -> Moment | None:
    """Return the moment of a property, None where there is none that can be read."""
    line = properties.get(name)
    if line is None or not line.value.strip():
        return None
    try:
        # A time without zone after a start with one is meant in that zone.
        home = start.zone if start and start.second is not None else None
        moment = read_moment(line.value, line, zones, home)
    except ValueError as error:
        notes.append(f"{name} is left out: {error}")
        return None
    if moment.zone.note and moment.zone.note not in notes:
        notes.append(moment.zone.note)
    return moment


def _is_whole_days(properties: Mapping[str, Property], start: Moment, end: Moment | None) -> bool:
    """True if Outlook marks times from midnight to midnight as an all-day event."""
    if start.second != 0 or (end is not None and end.second != 0):
        return False
    return any(
        properties[name].value.strip().upper() == "TRUE"
        for name in ALL_DAY_FLAGS
        if name in properties
    )


def _between(start: Moment, end: Moment) -> Duration:
    """Return the length from start to end; of dates in days, else exact (RFC 5545 3.8.5.3)."""
    if start.second is not None:
        return Duration(0, end.instant - start.instant)
    days = end.day - start.day + (1 if end.second else 0)
    # An all-day event that ends on its own day is meant to last that day.
    return Duration(days or 1, 0)


def _duration(properties: Mapping[str, Property], notes: list[str]) -> Duration | None:
    """Return DURATION, None where there is none that can be read."""
    if "DURATION" not in properties:
        return None
    try:
        return parse_duration(properties["DURATION"].value)
    except ValueError as error:
        notes.append(f"DURATION is left out: {error}")
        return None
