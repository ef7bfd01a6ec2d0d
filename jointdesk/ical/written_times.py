"""How times are written: as a date, in UTC, floating or on a zone's clock (RFC 5545 3.3.5)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.moments import DAY, HOUR, MINUTE, Instant
from jointdesk.ical.content_lines import content_line
from jointdesk.ical.properties import Property
from jointdesk.ical.values import FIRST_DAY, LAST_DAY, parse_local_time
from jointdesk.ical.wall_clock import EPOCH_DAY
from jointdesk.ical.zones import Zone, ZoneMap


class Form(StrEnum):
    """The value type of a time, and what it is relative to."""

    DATE = "date"
    UTC = "utc"
    FLOATING = "floating"
    ZONED = "zoned"


class When(NamedTuple):
    """A date or a time as it is to be written: `day` is None for a time.

    `instant` is the time's, or the first of the date in the desk's zone.
    """

    day: int | None
    instant: Instant


class Writing(NamedTuple):
    """How one property writes its times; `tzid` is the TZID of a zoned one, as it is written."""

    form: Form
    zone: Zone
    tzid: str = ""

    @property
    def parameters(self) -> Mapping[str, str]:
        """The parameters that tell the form."""
        if self.form is Form.DATE:
            return {"VALUE": "DATE"}
        return {"TZID": self.tzid} if self.form is Form.ZONED else {}

    def line(self, name: str, when: When) -> str:
        """Return a content line of that time.

        A time that comes twice on the zone's clock, and is the second, is written in UTC.
        """
        value = self.value(when)
        return content_line(name, value, {} if value.endswith("Z") else self.parameters)

    def value(self, when: When) -> str:
        """Return the value; a date in a form of times is its midnight."""
        if self.form is Form.DATE:
            return date_digits(self.day_of(when))
        if when.day is not None:
            return f"{date_digits(when.day)}T000000{'Z' if self.form is Form.UTC else ''}"
        if self.form is Form.UTC:
            return utc_digits(when.instant)
        day, second = self.wall(when.instant)
        if self.zone.on(day).clock.instant(day, second) != when.instant:
            return utc_digits(when.instant)
        return wall_digits(day, second)

    def wall(self, when: Instant) -> tuple[int, int]:
        """Return day and second of the day of an instant on the zone's clock."""
        day, second = self.zone.clock.wall(when)
        return self.zone.on(day).clock.wall(when)

    def day_of(self, when: When) -> int:
        """Return the day of a date, or of a time on the zone's clock."""
        return self.wall(when.instant)[0] if when.day is None else when.day


def writing_of(line: Property, zones: ZoneMap, home: Zone | None = None) -> Writing | None:
    """Return how a property writes its times, None where that is no form to keep.

    No form to keep is what cannot be read, and a TZID that nobody knows. `home` is the zone of
    a time without one, if it is not the calendar's.
    """
    try:
        day, second, is_utc = parse_local_time(line.value.partition(",")[0].partition("/")[0])
    except ValueError:
        return None
    if second is None:
        return Writing(Form.DATE, zones.desk)
    if is_utc:
        return Writing(Form.UTC, zones.utc)
    tzid = line.parameters.get("TZID", "").strip()
    if not tzid:
        return Writing(Form.FLOATING, home or zones.floating)
    zone = zones.find(tzid)
    return None if zone.note else Writing(Form.ZONED, zone, tzid)


def date_digits(day: int) -> str:
    """Return a day (proleptic ordinal) as DATE; beyond the calendar its last, or first."""
    found = date.fromordinal(min(max(day, FIRST_DAY), LAST_DAY))
    return f"{found.year:04}{found.month:02}{found.day:02}"


def wall_digits(day: int, second: int) -> str:
    """Return a day and a second of it as DATE-TIME, form 1 or 3."""
    hour, rest = divmod(second, HOUR)
    return f"{date_digits(day)}T{hour:02}{rest // MINUTE:02}{rest % MINUTE:02}"


def utc_digits(when: Instant) -> str:
    """Return an instant as DATE-TIME, form 2."""
    day, second = divmod(when, DAY)
    return f"{wall_digits(day + EPOCH_DAY, second)}Z"
