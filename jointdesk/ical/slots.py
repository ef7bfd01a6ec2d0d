"""The occurrences that masters make, numbered within their day: before EXDATE and overrides."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from jointdesk.domain.components import Component
from jointdesk.domain.moments import Instant
from jointdesk.ical.recurrence import RuleInstances, expand_rule
from jointdesk.ical.recurrence_rule import Freq, RecurrenceRule
from jointdesk.ical.recurrence_start import Start
from jointdesk.ical.repetition import Repetition, end_of

MOST_A_DAY = 100
"""Of a rule without COUNT that comes more often, only so many occurrences a day are made.

Enough for every quarter of an hour of a day of 25 hours.
"""

MOST_SLOTS = 120_000
"""Rules that make more occurrences than this together are cut."""

_THINNED = f"It comes too often: only the first {MOST_A_DAY} occurrences of each day are shown"
_CUT = f"It comes too often: stopped after {MOST_SLOTS} occurrences"


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
    for master, (component, repetition) in enumerate(zip(masters, repetitions, strict=True)):
        if repetition is not None:
            made = _of_repetition(repetition, first, last, MOST_SLOTS - len(found), notes)
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
        left = most - len(made)
        found = _made(start, rule, first, last, left) if left > 0 else RuleInstances((), (), _CUT)
        for day, instant in zip(found.days, found.instants, strict=True):
            made[instant] = day, end_of(repetition, instant)
        note = _CUT if found.note and len(found.days) == left else found.note
        if note and note not in notes:
            notes.append(note)
    for extra in repetition.extras:
        if first <= extra.day <= last:
            end = end_of(repetition, extra.start) if extra.end is None else extra.end
            made[extra.start] = extra.day, end
    return made


def _made(start: Start, rule: RecurrenceRule, first: int, last: int, most: int) -> RuleInstances:
    """Return what a rule makes, thinned out by the day where it comes too often.

    What is left out depends on the rule alone, never on the window: every window shows parts of
    one whole.
    """
    if rule.count is not None or not _is_dense(rule):
        return expand_rule(start, rule, first, last, most)
    days: list[int] = []
    instants: list[Instant] = []
    note = ""
    while first <= last and len(days) < most:
        found = expand_rule(start, rule, first, last, MOST_A_DAY + 1)
        if not found.days:
            return RuleInstances(days, instants, found.note or note)
        end = found.days[-1]
        kept = len(found.days)
        if found.note and found.days[0] != end:
            # The last of several days is not whole.
            kept = bisect_left(found.days, end)
            end -= 1
        elif found.note:
            kept, note = MOST_A_DAY, _THINNED
        days += found.days[:kept]
        instants += found.instants[:kept]
        first = end + 1
    return RuleInstances(days, instants, note if first > last else _CUT)


def _is_dense(rule: RecurrenceRule) -> bool:
    """True if the rule may fall more often on a day than is shown."""
    if rule.freq > Freq.HOURLY:
        return True
    hours = 24 if rule.freq is Freq.HOURLY else max(1, len(rule.byhour))
    return hours * max(1, len(rule.byminute)) * max(1, len(rule.bysecond)) > MOST_A_DAY
