"""Finds one occurrence of a series by its key: what it is, and what its series makes of it."""

from typing import NamedTuple

from jointdesk.domain.components import Component, Instance
from jointdesk.domain.moments import Instant
from jointdesk.ical.assembly import Override, Series
from jointdesk.ical.expanding import excepted
from jointdesk.ical.shifts import Shifts
from jointdesk.ical.slots import Slot, find_slots
from jointdesk.ical.times import within_calendar


class Found(NamedTuple):
    """One occurrence: the component that tells of it, and when it is.

    `slot` is what its master makes of it, None for an override that meets none. `override` is
    set where the component was written for this occurrence. `is_deleted` says that EXDATE takes
    it away.
    """

    component: Component
    start: Instant
    end: Instant
    slot: Slot | None
    override: Override | None
    is_deleted: bool = False


def find_occurrence(series: Series, day: int, ordinal: int) -> Found | None:
    """Return the occurrence of that key, None where the series has none."""
    slot = _slot(series, day, ordinal)
    for override in series.overrides:
        if (override.day, override.ordinal) == (day, ordinal):
            component = series.components[override.component]
            start = override.original if component.start is None else component.start
            end = start if component.end is None else component.end
            return Found(component, within_calendar(start), within_calendar(end), slot, override)
    if slot is None:
        return None
    instance = _instance(series, slot)
    component = series.components[instance.component]
    gone = _is_excepted(series, slot)
    start, end = within_calendar(instance.start), within_calendar(instance.end)
    return Found(component, start, end, slot, None, gone)


def is_single(series: Series) -> bool:
    """True if the series is one component that does not repeat, and no override."""
    return len(series.components) == 1 and series.repetitions == (None,)


def next_slot(series: Series, slot: Slot) -> Slot | None:
    """Return the first occurrence that the series makes behind a slot, within some years."""
    first, span = slot.day, 400
    while first < slot.day + 40 * 366:
        for found in find_slots(series.masters, series.repetitions, first, first + span, []):
            if (found.start, found.ordinal) > (slot.start, slot.ordinal):
                return found
        first, span = first + span + 1, span * 2
    return None


def _slot(series: Series, day: int, ordinal: int) -> Slot | None:
    slots = find_slots(series.masters, series.repetitions, day, day, [])
    return slots[ordinal] if 0 <= ordinal < len(slots) else None


def _instance(series: Series, slot: Slot) -> Instance:
    """Return where the overrides that stand for later ones too put an occurrence."""
    ranges = [override for override in series.overrides if override.is_this_and_future]
    if not ranges:
        return Instance(slot.start, slot.end, slot.day, slot.ordinal, slot.master)
    return Shifts(series, ranges).instance(slot)


def _is_excepted(series: Series, slot: Slot) -> bool:
    days, instants = excepted(series.repetitions[slot.master], slot.day, slot.day)
    return slot.day in days or slot.start in instants
