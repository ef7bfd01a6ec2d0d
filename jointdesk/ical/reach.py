"""From when to when a series can have instances, without expanding it."""

from functools import lru_cache

from jointdesk.domain.moments import DAY, Instant
from jointdesk.ical import recurrence
from jointdesk.ical.assembly import Series
from jointdesk.ical.recurrence import expand_rule
from jointdesk.ical.recurrence_rule import Freq, RecurrenceRule
from jointdesk.ical.repetition import Repetition, end_of
from jointdesk.ical.shifts import Shifts, longest
from jointdesk.ical.wall_clock import EPOCH_DAY

# Days from one occurrence to the next, where at most one month is left out.
_PERIODS = {Freq.YEARLY: 366, Freq.MONTHLY: 62, Freq.WEEKLY: 7}


def reach(series: Series) -> tuple[Instant | None, Instant | None]:
    """Return the first instant a series can reach and the last, None for one without end.

    Both are None where it has no instances. Where a rule leaves out its last occurrences, the
    last instant may be later than that of the last instance.
    """
    if series.repetitions == (None,) and len(series.components) == 1:
        start, end = series.components[0].start, series.components[0].end
        return start, start if end is None else end
    starts: list[Instant] = []
    ends: list[Instant] = []
    for component in series.components:
        if component.start is not None:
            starts.append(component.start)
            ends.append(component.start if component.end is None else component.end)
    ranges = [override for override in series.overrides if override.is_this_and_future]
    # Later occurrences of such an override may lie this much later.
    slack = Shifts(series, ranges).farthest + longest(series) if ranges else 0
    is_endless = False
    for repetition in filter(None, series.repetitions):
        for extra in repetition.extras:
            starts.append(extra.start)
            ends.append(end_of(repetition, extra.start) if extra.end is None else extra.end)
        for rule in repetition.rules:
            first, last = _rule_reach(repetition, rule)
            if first is not None:
                starts.append(first)
                is_endless |= last is None
                ends += [] if last is None else [last + slack]
    if not starts:
        return None, None
    return min(starts) - slack, None if is_endless else max(ends)


def has_rule(series: Series) -> bool:
    """True if the series repeats by a rule or a list of dates."""
    return series.repetitions != (None,) and any(
        repetition is not None for repetition in series.repetitions
    )


# A run asks twice: when it is planned and when what follows is derived.
@lru_cache(maxsize=1 << 14)
def _rule_reach(
    repetition: Repetition, rule: RecurrenceRule
) -> tuple[Instant | None, Instant | None]:
    """Return the first start that a rule makes, and the end of its last instance."""
    if rule.count is None and rule.until is None:
        return repetition.start.instant, None
    first: Instant | None
    if repetition.is_start_extra or len(repetition.rules) > 1:
        first, last = recurrence.reach(repetition.start, rule)
    else:
        # Its one rule makes DTSTART.
        first, last = repetition.start.instant, recurrence.limit(repetition.start, rule)
    if first is None or last is None:
        return first, None
    if rule.count is None:
        # The last occurrence before UNTIL, if it lies where one is to be expected.
        day = (last // DAY) + EPOCH_DAY + 1
        before = day - _PERIODS.get(rule.freq, 1) * rule.interval - 2
        found = expand_rule(repetition.start, rule, before, day).instants
        last = found[-1] if found else last
    return first, end_of(repetition, last)
