"""Puts components of one UID together: which are masters, and what each override replaces.

Several masters are kept if they start at different times (Outlook may repeat a UID along a
series); of versions that start at the same time the newest wins, by SEQUENCE, then LAST-MODIFIED,
then place in the file.
"""

from collections.abc import Hashable, Iterable
from typing import NamedTuple, TypeVar

from jointdesk.domain.components import Component
from jointdesk.domain.moments import Instant
from jointdesk.ical.reading import Reading
from jointdesk.ical.repetition import Repetition
from jointdesk.ical.slots import Slot, find_slots
from jointdesk.ical.times import Moment

_MOST_SLOTS = 100_000

_K = TypeVar("_K", bound=Hashable)


class Override(NamedTuple):
    """Which occurrence a component replaces: its key, and when it would have started.

    With `is_this_and_future` it stands for all later ones too.
    """

    component: int
    day: int
    ordinal: int
    original: Instant
    is_this_and_future: bool


class Series(NamedTuple):
    """Everything of one UID: the masters first, then the overrides.

    `repetitions` has an entry for each master, None where it does not repeat. An override
    without any master stands for itself.
    """

    uid: str
    kind: str
    components: tuple[Component, ...]
    repetitions: tuple[Repetition | None, ...]
    overrides: tuple[Override, ...] = ()

    @property
    def masters(self) -> tuple[Component, ...]:
        """The components that are no overrides."""
        return self.components[: len(self.repetitions)]


class _Place(NamedTuple):
    """The occurrence that an override replaces: its key, and when it would have started."""

    day: int
    ordinal: int
    original: Instant


def assemble(uid: str, kind: str, readings: list[Reading]) -> tuple[Series, list[Component]]:
    """Return the series of some components, and those that newer versions replace."""
    masters = [reading for reading in readings if reading.recurrence_id is None]
    if not masters:
        # Connect Daily gives even its masters a RECURRENCE-ID.
        masters = [reading for reading in readings if reading.repetition is not None]
    known = set(map(id, masters))
    kept = _newest((master.component.start, master) for master in masters)
    components = [master.component for master in kept.values()]
    repetitions = tuple(master.repetition for master in kept.values())
    locator = _Locator(tuple(components), repetitions)
    replacing = [reading for reading in readings if id(reading) not in known]
    located = _newest((locator.place(reading), reading) for reading in replacing)
    overrides: list[Override] = []
    taken: set[tuple[int, int]] = set()
    for (day, ordinal, original), reading in located.items():
        while (day, ordinal) in taken:
            ordinal += 1
        taken.add((day, ordinal))
        is_range = bool(reading.recurrence_id and reading.recurrence_id.is_this_and_future)
        overrides.append(Override(len(components), day, ordinal, original, is_range))
        component = _timed(reading.component, day, original, components[0] if kept else None)
        components.append(
            component._replace(
                recurrence_day=day, recurrence_ordinal=ordinal, recurrence_id=original
            )
        )
    used = set(map(id, (*kept.values(), *located.values())))
    dropped = [reading.component for reading in readings if id(reading) not in used]
    return Series(uid, kind, tuple(components), repetitions, tuple(overrides)), dropped


def _newest(keyed: Iterable[tuple[_K, Reading]]) -> dict[_K, Reading]:
    """Return the newest reading of each key, in the order in which the keys appear."""
    best: dict[_K, Reading] = {}
    for key, reading in keyed:
        known = best.get(key)
        if known is None or _version(reading) >= _version(known):
            best[key] = reading
    return best


def _version(reading: Reading) -> tuple[int, Instant]:
    return reading.component.sequence, reading.component.last_modified


def _timed(
    component: Component, day: int, original: Instant, master: Component | None
) -> Component:
    """Return an override with times; a cancellation may say no more than what it cancels."""
    if component.start is not None or master is None or master.start is None:
        return component
    length = (master.start if master.end is None else master.end) - master.start
    return component._replace(
        start=original, end=original + length, all_day=master.all_day, zone=master.zone, day=day
    )


class _Locator:
    """Finds which occurrence of some masters an override replaces."""

    def __init__(
        self, masters: tuple[Component, ...], repetitions: tuple[Repetition | None, ...]
    ) -> None:
        self._masters = masters
        self._repetitions = repetitions
        self._plain = None
        if len(repetitions) == 1 and repetitions[0] is not None and repetitions[0].is_plain:
            self._plain = repetitions[0]
        self._days: dict[int, list[Slot]] = {}
        self._slots_left = _MOST_SLOTS

    def place(self, reading: Reading) -> _Place:
        """Return the occurrence that the component replaces.

        Where no day has two occurrences the day decides, so that a master which was moved by an
        hour keeps its overrides. An override that meets none is numbered behind those of its day.
        """
        if reading.recurrence_id is None:
            raise AssertionError("only overrides are located")
        moment = reading.recurrence_id.moment
        original = moment.instant
        if not self._repetitions:
            zone = reading.start.zone if reading.start else moment.zone
            day = moment.day if moment.second is None else zone.clock.wall(original)[0]
            return _Place(day, 0, original)
        day = self._local_day(moment)
        if self._plain is not None:
            start = self._plain.start
            is_date = moment.second is None or start.is_date
            return _Place(day, 0, start.clock.instant(day, start.second) if is_date else original)
        slots = self._slots(day)
        for slot in slots:
            if slot.start == original or moment.second is None:
                return _Place(day, slot.ordinal, slot.start)
        return _Place(day, len(slots), original)

    def _local_day(self, moment: Moment) -> int:
        """Return the date in the zone of the first master; a date counts as it is written."""
        repetition = self._repetitions[0]
        if moment.second is None or self._masters[0].all_day or repetition is None:
            return moment.day
        return repetition.start.clock.wall(moment.instant)[0]

    def _slots(self, day: int) -> list[Slot]:
        """Return the occurrences of one day; none any more after very many."""
        if day not in self._days and self._slots_left > 0:
            found = find_slots(self._masters, self._repetitions, day, day, [])
            self._slots_left -= len(found) + 1
            self._days[day] = found
        return self._days.get(day, [])
