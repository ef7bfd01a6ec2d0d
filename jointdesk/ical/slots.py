"""The occurrences that masters make, numbered within their day: before EXDATE and overrides."""

from collections.abc import Sequence
from typing import NamedTuple

from jointdesk.domain.components import Component
from jointdesk.domain.moments import Instant
from jointdesk.ical.recurrence import MOST_INSTANCES, expand_rule
from jointdesk.ical.repetition import Repetition, end_of

MOST_SLOTS = 50_000
"""Rules that make more occurrences than this together are cut, with a note."""


class Slot(NamedTuple):
    """One occurrence as its master means it; `day` and `ordinal` are its key."""

    start: Instant
    end: Instant
    day: int
    ordinal: int
    master: int


def find_slots(
    masters: Sequence[Component],
    repetitions: Sequence[Repetition | None],
    first: int,
    last: int,
    notes: list[str],
) -> list[Slot]:
    """Return the occurrences of all masters on the local days from `first` to `last`, in order.

    Notes say where a rule that never stops was cut.
    """
    found: list[tuple[Instant, int, int, Instant]] = []
    left = MOST_SLOTS
    for master, (component, repetition) in enumerate(zip(masters, repetitions, strict=True)):
        if repetition is not None:
            made = _of_repetition(repetition, first, last, left, notes)
            left = MOST_SLOTS - len(found) - len(made)
            found += [(start, master, day, end) for start, (day, end) in made.items()]
        elif component.start is not None and component.day is not None:
            if first <= component.day <= last:
                end = component.start if component.end is None else component.end
                found.append((component.start, master, component.day, end))
    found.sort()
    slots: list[Slot] = []
    numbers: dict[int, int] = {}
    for start, master, day, end in found:
        ordinal = numbers.get(day, 0)
        numbers[day] = ordinal + 1
        slots.append(Slot(start, end, day, ordinal, master))
    return slots


def _of_repetition(
    repetition: Repetition, first: int, last: int, most: int, notes: list[str]
) -> dict[Instant, tuple[int, Instant]]:
    """Return local day and end by start of what one master makes."""
    made: dict[Instant, tuple[int, Instant]] = {}
    start = repetition.start
    if repetition.is_start_extra and first <= start.day <= last:
        made[start.instant] = start.day, end_of(repetition, start.instant)
    for rule in repetition.rules:
        found = expand_rule(start, rule, first, last, max(0, min(MOST_INSTANCES, most - len(made))))
        for day, instant in zip(found.days, found.instants, strict=True):
            made[instant] = day, end_of(repetition, instant)
        if found.note and found.note not in notes:
            notes.append(found.note)
    for extra in repetition.extras:
        if first <= extra.day <= last:
            end = end_of(repetition, extra.start) if extra.end is None else extra.end
            made[extra.start] = extra.day, end
    return made
