"""From local days and seconds of one zone to instants, and back.

A wall time that a clock change skips moves forward by the gap; one that comes twice means the
first (RFC 5545 section 3.3.5, with erratum 4271 to section 3.3.10).
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from jointdesk.domain.moments import DAY, Instant
from jointdesk.ical.year_days import FIRST_DAY, LAST_DAY

EPOCH_DAY = 719163
"""The proleptic ordinal of 1970-01-01."""

_MOST_REMEMBERED = 20_000
_LAST_SECOND = DAY - 1


class WallClock:
    """The wall clock of one zone (of UTC where there is none): one question per day, remembered.

    A day on which the clock is not changed has one offset, so most answers are one addition.
    Beyond the calendar's ends the offset stays: there is no date to ask a zone about.
    """

    __slots__ = ("_at_midnight", "_by_local_day", "_by_utc_day", "_is_utc", "zone")

    def __init__(self, zone: tzinfo | None = None) -> None:
        self.zone: tzinfo = zone or UTC
        self._is_utc = self.zone is UTC
        self._at_midnight: dict[int, int] = {}
        self._by_local_day: dict[int, Instant | None] = {}
        self._by_utc_day: dict[int, int | None] = {}

    def instant(self, day: int, second: int) -> Instant:
        """Return the instant of a second of a local day (proleptic ordinal)."""
        wall = (day - EPOCH_DAY) * DAY + second
        if self._is_utc:
            return wall
        midnight = self._midnight(day)
        return wall - self._offset_of_wall(day, second) if midnight is None else midnight + second

    def instants(self, days: Sequence[int], second: int) -> Sequence[Instant]:
        """Return the instants of the same second of many local days."""
        if self._is_utc:
            shift = second - EPOCH_DAY * DAY
            if isinstance(days, range):
                first, end, step = days.start * DAY, days.stop * DAY, days.step * DAY
                return range(first + shift, end + shift, step)
            return [day * DAY + shift for day in days]
        known = self._by_local_day.get
        return [
            self.instant(day, second) if (midnight := known(day)) is None else midnight + second
            for day in days
        ]

    def wall(self, when: Instant) -> tuple[int, int]:
        """Return the local day (proleptic ordinal) and the second of that day of an instant."""
        if self._is_utc:
            day, second = divmod(when, DAY)
            return day + EPOCH_DAY, second
        day = when // DAY
        offset = self._by_utc_day.get(day)
        if offset is None:
            offset = self._offset_of_instant(when, day)
        day, second = divmod(when + offset, DAY)
        return day + EPOCH_DAY, second

    def is_changed_on(self, day: int) -> bool:
        """True if the clock is changed on that local day."""
        return not self._is_utc and self._midnight(day) is None

    def _midnight(self, day: int) -> Instant | None:
        """Return the instant of 00:00, or None on a day on which the clock is changed."""
        remembered = self._by_local_day
        try:
            return remembered[day]
        except KeyError:
            pass
        if len(remembered) >= _MOST_REMEMBERED:
            remembered.clear()
            self._at_midnight.clear()
        offset = self._offset_at_midnight(day)
        is_even = offset == self._offset_at_midnight(day + 1)
        midnight = (day - EPOCH_DAY) * DAY - offset if is_even else None
        remembered[day] = midnight
        return midnight

    def _offset_at_midnight(self, day: int) -> int:
        offset = self._at_midnight.get(day)
        if offset is None:
            offset = self._at_midnight[day] = self._offset_of_wall(day, 0)
        return offset

    def _offset_of_wall(self, day: int, second: int) -> int:
        wall = datetime.fromordinal(min(max(day, FIRST_DAY), LAST_DAY))
        return _seconds(self.zone.utcoffset(wall + timedelta(seconds=second) if second else wall))

    def _offset_of_instant(self, when: Instant, day: int) -> int:
        """Return the offset at an instant, remembering days of UTC with only one."""
        remembered = self._by_utc_day
        if day not in remembered:
            if len(remembered) >= _MOST_REMEMBERED:
                remembered.clear()
            offset = self._offset_at(day * DAY)
            is_even = offset == self._offset_at(day * DAY + _LAST_SECOND)
            remembered[day] = offset if is_even else None
            if is_even:
                return offset
        return self._offset_at(when)

    def _offset_at(self, when: Instant) -> int:
        day, second = divmod(when, DAY)
        day = min(max(day + EPOCH_DAY, FIRST_DAY), LAST_DAY)
        moment = datetime.fromordinal(day).replace(tzinfo=UTC) + timedelta(seconds=second)
        return _seconds(moment.astimezone(self.zone).utcoffset())


def _seconds(offset: timedelta | None) -> int:
    return 0 if offset is None else offset.days * DAY + offset.seconds
