"""Time as JointDesk holds it: instants are whole seconds UTC, days are dates, spans half-open.

Seconds as integers keep the rules on time exact, quick and free of naive datetimes. A zone is
needed only where a person reads or writes a time.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple, TypeAlias

Instant: TypeAlias = int
"""Seconds since 1970-01-01T00:00:00Z, negative before it."""

MINUTE = 60
HOUR = 3600
DAY = 86400

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Span(NamedTuple):
    """A half-open interval [start, end) of instants."""

    start: Instant
    end: Instant

    def overlaps(self, other: "Span") -> bool:
        """True if both have a moment in common; touching ends do not overlap."""
        return self.start < other.end and other.start < self.end


def instant(moment: datetime) -> Instant:
    """Return the instant of an aware datetime, fractions of a second dropped.

    Raises:
        ValueError: the datetime has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return (moment - _EPOCH) // timedelta(seconds=1)


def local(when: Instant, zone: tzinfo) -> datetime:
    """Return the instant as an aware datetime in the zone, also before 1970 on every system."""
    return (_EPOCH + timedelta(seconds=when)).astimezone(zone)


def midnight(day: date, zone: tzinfo) -> Instant:
    """Return the first instant of the day in the zone."""
    return instant(datetime(day.year, day.month, day.day, tzinfo=zone))


def local_day(when: Instant, zone: tzinfo) -> date:
    """Return the day in the zone on which the instant falls."""
    return local(when, zone).date()


def iso(when: Instant, zone: tzinfo) -> str:
    """Return the instant as ISO 8601 with its offset in the zone, to the second."""
    return local(when, zone).isoformat(timespec="seconds")


def parse_instant(text: str, zone: tzinfo) -> Instant:
    """Return the instant of an ISO 8601 text; without an offset it is read in the zone.

    Raises:
        ValueError: the text is not an ISO date and time.
    """
    moment = datetime.fromisoformat(text)
    return instant(moment if moment.tzinfo else moment.replace(tzinfo=zone))


class LocalDays:
    """The local day of many instants in one zone, with one zone look-up a UTC day.

    Zones change their offset on two days a year: all others are answered from a memo.
    """

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._offsets: dict[int, int | None] = {}

    def day_of(self, when: Instant) -> int:
        """Return the proleptic ordinal of the local day on which the instant falls."""
        utc_day = when // DAY
        try:
            offset = self._offsets[utc_day]
        except KeyError:
            offset = self._offsets[utc_day] = self._steady_offset(utc_day)
        if offset is None:
            return local(when, self._zone).toordinal()
        return (when + offset) // DAY + _EPOCH_ORDINAL

    def _steady_offset(self, utc_day: int) -> int | None:
        """Seconds east of UTC all through that UTC day, None if the offset changes in it."""
        first = local(utc_day * DAY, self._zone).utcoffset()
        last = local(utc_day * DAY + DAY - 1, self._zone).utcoffset()
        return int(first.total_seconds()) if first is not None and first == last else None


_EPOCH_ORDINAL = _EPOCH.toordinal()
