"""From a series to its instances in a window: RRULE, RDATE, EXDATE and overrides as one."""

from collections.abc import Iterable
from typing import NamedTuple

from jointdesk.domain.components import Component, Instance
from jointdesk.domain.moments import DAY, Instant
from jointdesk.ical.assembly import Override, Series
from jointdesk.ical.reach import has_rule, reach
from jointdesk.ical.recurrence import expand_rule
from jointdesk.ical.repetition import Repetition
from jointdesk.ical.shifts import Shifts, longest
from jointdesk.ical.slots import find_slots
from jointdesk.ical.wall_clock import EPOCH_DAY
from jointdesk.ical.year_days import FIRST_DAY, LAST_DAY

__all__ = ["Expansion", "excepted", "expand", "has_rule", "is_steady", "reach"]

# Windows are brought within these, so that a zone's offset cannot lead out of the calendar.
_FIRST_INSTANT = (FIRST_DAY + 2 - EPOCH_DAY) * DAY
_LAST_INSTANT = (LAST_DAY - 2 - EPOCH_DAY) * DAY
# What a NamedTuple's own constructor does, without a call in Python.
_new = tuple.__new__


class Expansion(NamedTuple):
    """Instances in order of their start, and what there is to say about them."""

    instances: list[Instance]
    notes: tuple[str, ...] = ()


def expand(series: Series, start: Instant, end: Instant) -> Expansion:
    """Return the instances that overlap [start, end), or start in it without a length.

    An overridden occurrence appears at its new time under its old key. A rule that never stops
    is cut, with a note.
    """
    if len(series.components) == 1 and series.repetitions == (None,):
        component = series.components[0]
        return _new(Expansion, (_instances(component, component.day or 0, 0, 0, start, end), ()))
    start, end = max(start, _FIRST_INSTANT), min(end, _LAST_INSTANT)
    ranges = [override for override in series.overrides if override.is_this_and_future]
    repetition = series.repetitions[0] if len(series.repetitions) == 1 else None
    notes: list[str] = []
    if repetition is not None and repetition.is_plain and not ranges:
        instances = _plain(repetition, series.overrides, start, end, notes)
    else:
        instances = _general(series, ranges, start, end, notes)
    for override in series.overrides:
        component = series.components[override.component]
        day, ordinal, number = override.day, override.ordinal, override.component
        instances += _instances(component, day, ordinal, number, start, end)
    if series.overrides:
        instances.sort()
    return Expansion(instances, tuple(notes))


def is_steady(series: Series) -> bool:
    """True if it is at most one rule of once a day, so that `expand` has little to do or note."""
    return all(repetition.is_plain for repetition in filter(None, series.repetitions))


def _instances(
    component: Component, day: int, ordinal: int, number: int, start: Instant, end: Instant
) -> list[Instance]:
    """Return the component's own time as an instance, if it lies in the window."""
    begins = component.start
    if begins is None or begins >= end:
        return []
    ends = begins if component.end is None else component.end
    if ends <= start and begins < start:
        return []
    return [_new(Instance, (begins, ends, day, ordinal, number))]


def _plain(
    repetition: Repetition,
    overrides: Iterable[Override],
    start: Instant,
    end: Instant,
    notes: list[str],
) -> list[Instance]:
    """Return the instances of one rule that falls at most once a day, without the overrides'."""
    clock = repetition.start.clock
    days, seconds = repetition.length
    first, _ = clock.wall(start - seconds)
    last, _ = clock.wall(end)
    # A day more than the length in days, which may hold a clock change.
    found = expand_rule(repetition.start, repetition.rules[0], first - days - 1, last)
    if found.note:
        notes.append(found.note)
    without_days = repetition.exception_days.union(override.day for override in overrides)
    without = repetition.exception_instants
    if days:
        # DTSTART's time of the day is the rule's, or it would have another instance there.
        second = repetition.start.second
        ends = [clock.instant(day + days, second) + seconds for day in found.days]
    else:
        ends = [begins + seconds for begins in found.instants]
    return [
        _new(Instance, (begins, ends_at, day, 0, 0))
        for day, begins, ends_at in zip(found.days, found.instants, ends, strict=True)
        if begins < end
        and (begins >= start or ends_at > start)
        and day not in without_days
        and begins not in without
    ]


def _general(
    series: Series, ranges: list[Override], start: Instant, end: Instant, notes: list[str]
) -> list[Instance]:
    """Return the instances of any masters, without those that overrides replace."""
    shifts = Shifts(series, ranges)
    margin = shifts.farthest + longest(series)
    first = (start - margin) // DAY + EPOCH_DAY - 1
    last = (end + margin) // DAY + EPOCH_DAY + 1
    slots = find_slots(series.masters, series.repetitions, first, last, notes)
    replaced = {(override.day, override.ordinal) for override in series.overrides}
    exceptions = [excepted(repetition, first, last) for repetition in series.repetitions]
    instances = []
    for slot in slots:
        without_days, without = exceptions[slot.master]
        if (
            (slot.day, slot.ordinal) in replaced
            or slot.day in without_days
            or slot.start in without
        ):
            continue
        instance = shifts.instance(slot)
        if instance.start < end and (instance.start >= start or instance.end > start):
            instances.append(instance)
    instances.sort()
    return instances


def excepted(
    repetition: Repetition | None, first: int, last: int
) -> tuple[frozenset[int], frozenset[Instant]]:
    """Return the days and instants that EXDATE and EXRULE take away between two local days."""
    if repetition is None:
        return frozenset(), frozenset()
    instants = repetition.exception_instants
    for rule in repetition.exception_rules:
        instants = instants.union(expand_rule(repetition.start, rule, first, last).instants)
    return repetition.exception_days, instants
