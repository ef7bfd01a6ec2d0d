"""Overrides that stand for all later occurrences too: RANGE=THISANDFUTURE (RFC 5545 3.2.13)."""

from bisect import bisect_right
from typing import NamedTuple

from jointdesk.domain.components import Component, Instance
from jointdesk.domain.moments import DAY, Instant
from jointdesk.ical.assembly import Override, Series
from jointdesk.ical.slots import Slot
from jointdesk.ical.values import FIRST_DAY, LAST_DAY
from jointdesk.ical.wall_clock import WallClock


class _Shift(NamedTuple):
    """How far an override moves occurrences, in wall time, and how long it makes them."""

    number: int
    days: int
    seconds: int
    length: Instant
    is_all_day: bool


def longest(series: Series) -> int:
    """Return the seconds of the longest component or period, and a day for clock changes."""
    lengths = [
        component.end - component.start
        for component in series.components
        if component.start is not None and component.end is not None
    ]
    for repetition in filter(None, series.repetitions):
        lengths += [extra.end - extra.start for extra in repetition.extras if extra.end is not None]
    return max(lengths, default=0) + DAY


class Shifts:
    """What the overrides of a series with RANGE=THISANDFUTURE do to later occurrences.

    `farthest` is by how many seconds at most, either way.
    """

    def __init__(self, series: Series, ranges: list[Override]) -> None:
        ordered = sorted(ranges, key=lambda override: override.original)
        self._clocks = [_clock(series, number) for number in range(len(series.repetitions))]
        clock = self._clocks[0] if self._clocks else WallClock()
        self._shifts = []
        self._originals = []
        for override in ordered:
            component = series.components[override.component]
            if component.start is not None:
                shift = _shift(component, component.start, override, clock)
                self._shifts.append(shift)
                self._originals.append(override.original)
        self.farthest = max((abs(shift.days) + 1 for shift in self._shifts), default=0) * DAY

    def instance(self, slot: Slot) -> Instance:
        """Return the occurrence where the latest such override before it puts it."""
        found = bisect_right(self._originals, slot.start)
        if not found:
            return Instance(slot.start, slot.end, slot.day, slot.ordinal, slot.master)
        number, days, seconds, length, is_all_day = self._shifts[found - 1]
        clock = self._clocks[slot.master]
        day, second = clock.wall(slot.start)
        later, second = divmod(second + seconds, DAY)
        day = min(max(day + days + later, FIRST_DAY), LAST_DAY)
        start = clock.instant(day, second)
        end = clock.instant(day + length // DAY, second) if is_all_day else start + length
        return Instance(start, end, slot.day, slot.ordinal, number)


def _clock(series: Series, master: int) -> WallClock:
    repetition = series.repetitions[master]
    return repetition.start.clock if repetition else WallClock()


def _shift(component: Component, start: Instant, override: Override, clock: WallClock) -> _Shift:
    old_day, old_second = clock.wall(override.original)
    new_day, new_second = clock.wall(start)
    length = (start if component.end is None else component.end) - start
    if component.all_day:
        # Whole days, whatever the clock does meanwhile.
        length = (length + DAY // 2) // DAY * DAY
    return _Shift(
        override.component,
        new_day - old_day,
        new_second - old_second,
        length,
        component.all_day,
    )
