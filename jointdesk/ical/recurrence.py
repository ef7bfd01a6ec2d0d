"""What a recurrence rule generates (RFC 5545 section 3.3.10), and nothing else.

DTSTART is an instance only where the rule hits it; RDATE, EXDATE, EXRULE and overrides are for
whoever calls. An EXRULE is expanded over the same window and its instants taken away.

Every function takes a window of whole local days, so that what falls on one day can be numbered.
A window far from DTSTART is reached by arithmetic, unless COUNT makes counting necessary; work
and results are bounded.
"""

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from itertools import chain, islice
from typing import NamedTuple

from jointdesk.domain.moments import DAY, HOUR, MINUTE, Instant
from jointdesk.ical.recurrence_days import (
    chosen,
    complete,
    days,
    search,
    window_days,
    window_groups,
)
from jointdesk.ical.recurrence_elapsed import TooMuchWorkError, elapsed_instances
from jointdesk.ical.recurrence_rule import Freq, RecurrenceRule
from jointdesk.ical.recurrence_start import (
    RuleInstance,
    Start,
    last_day,
    start_of,
    until_instant,
)
from jointdesk.ical.wall_clock import WallClock
from jointdesk.ical.year_days import FIRST_DAY, LAST_DAY

MOST_INSTANCES = 20_000
"""A rule that falls more often than this in one window is cut, with a note."""


class RuleInstances(NamedTuple):
    """Local days (proleptic ordinals) and instants, side by side, in order of time.

    `note` says in one sentence why there are fewer than the rule means, and is "" otherwise.
    """

    days: Sequence[int]
    instants: Sequence[Instant]
    note: str = ""


class Reach(NamedTuple):
    """The first instant a rule generates, and one that it does not go beyond.

    `first` is None for a rule that never occurs (or not before too much work), `last` for one
    without an end, or with one that is too far to be counted.
    """

    first: Instant | None
    last: Instant | None


def expand_rule(
    start: Start, rule: RecurrenceRule, first: int, last: int, most: int = MOST_INSTANCES
) -> RuleInstances:
    """Return what the rule generates on local days from `first` to `last`, both included.

    At most so many instances are given. This is the fast way in: a rule that falls once on a
    day never makes anything but integers.
    """
    rule = _for_start(start, rule)
    if rule.freq <= Freq.DAILY and not (rule.byhour or rule.byminute or rule.bysecond):
        last = last_day(start, rule, start.second, last)
        found = days(rule, start.day, first, last)[: most + 1]
        note = _cut_note(len(found), most)
        found = found[:most]
        return RuleInstances(found, start.clock.instants(found, start.second), note)
    instances: list[RuleInstance] = []
    try:
        instances.extend(islice(_instances(start, rule, first, last), most + 1))
        note = _cut_note(len(instances), most)
    except TooMuchWorkError:
        note = f"The rule takes too long to follow: stopped after {len(instances)} occurrences"
    return RuleInstances(
        [instance.day for instance in instances[:most]],
        [instance.instant for instance in instances[:most]],
        note,
    )


def rule_instances(
    dtstart: date,
    rule: RecurrenceRule,
    zone: tzinfo | None = None,
    *,
    first: int = FIRST_DAY,
    last: int = LAST_DAY,
) -> Iterator[RuleInstance]:
    """Yield exactly what the rule generates, in order of time, however much that is.

    `dtstart` is a date, or a date and time on the zone's clock; `first` and `last` bound the
    local days.

    Raises:
        TooMuchWorkError: too many hours, minutes or seconds had to be looked at.
    """
    start = start_of(dtstart, zone)
    return _instances(start, _for_start(start, rule), first, last)


def hits_start(start: Start, rule: RecurrenceRule) -> bool:
    """True if the rule generates DTSTART itself."""
    found = expand_rule(start, rule._replace(count=None), start.day, start.day, most=1)
    return list(found.instants) == [start.instant]


def reach(start: Start, rule: RecurrenceRule) -> Reach:
    """Return the instants that bound the rule; `last` may be later than its last instance."""
    rule = _for_start(start, rule)
    try:
        opening = next(_instances(start, rule, FIRST_DAY, LAST_DAY), None)
    except TooMuchWorkError:
        opening = None
    if opening is None:
        return Reach(None, None)
    return Reach(opening.instant, limit(start, rule))


def limit(start: Start, rule: RecurrenceRule) -> Instant | None:
    """Return `Reach.last` of a rule that occurs."""
    until = until_instant(start, rule)
    if rule.count is None or rule.count > MOST_INSTANCES:
        return until
    counted = expand_rule(start, rule, FIRST_DAY, LAST_DAY)
    return until if counted.note else counted.instants[-1]


def _cut_note(found: int, most: int) -> str:
    return f"The rule comes too often: stopped after {most} occurrences" if found > most else ""


def _for_start(start: Start, rule: RecurrenceRule) -> RecurrenceRule:
    """Return the rule as it reads for that DTSTART: a date has no hours, minutes or seconds.

    RFC 5545 says to ignore BYHOUR, BYMINUTE and BYSECOND then. A FREQ finer than a day, of
    which it says nothing, is read as DAILY.
    """
    if not start.is_date:
        return rule
    if rule.byhour or rule.byminute or rule.bysecond:
        rule = rule._replace(byhour=(), byminute=(), bysecond=())
    if rule.freq <= Freq.DAILY:
        return rule
    unit = {Freq.HOURLY: HOUR, Freq.MINUTELY: MINUTE}.get(rule.freq, 1)
    return rule._replace(freq=Freq.DAILY, interval=max(1, rule.interval * unit // DAY))


def _instances(start: Start, rule: RecurrenceRule, first: int, last: int) -> Iterator[RuleInstance]:
    until = until_instant(start, rule)
    if until is not None:
        last = min(last, start.clock.wall(until)[0])
    last = min(last, LAST_DAY)
    if rule.freq > Freq.DAILY:
        found = elapsed_instances(rule, start, first, last)
    else:
        found = _daily_instances(rule, start, first, last)
    for instance in found:
        if until is not None and instance.instant > until:
            return
        yield instance


def _daily_instances(
    rule: RecurrenceRule, start: Start, first: int, last: int
) -> Iterator[RuleInstance]:
    """Yield the instances of a rule that names days and wall times, UNTIL aside."""
    times = _times_of_day(rule, start.second)
    if not times:
        return
    rule = complete(rule, start.day)
    left = rule.count
    low = max(first, start.day) if left is None else start.day
    stretches = search(rule, low, last, lambda a, z: _wall_times(rule, start.day, times, a, z))
    for day, seconds in chain.from_iterable(stretches):
        if day == start.day:
            seconds = [second for second in seconds if second >= start.second]
        if left is not None:
            seconds = seconds[:left]
            left -= len(seconds)
        if day >= first:
            yield from _on_clock(start.clock, day, seconds)
        if left == 0:
            return


def _on_clock(clock: WallClock, day: int, seconds: list[int]) -> list[RuleInstance]:
    instances = [RuleInstance(clock.instant(day, second), day, second) for second in seconds]
    if clock.is_changed_on(day):
        # Two wall times may have come to one instant, or out of order.
        unique = {instance.instant: instance for instance in reversed(instances)}
        instances = [unique[instant] for instant in sorted(unique)]
    return instances


def _wall_times(
    rule: RecurrenceRule, start_day: int, times: list[int], first: int, last: int
) -> list[tuple[int, list[int]]]:
    """Return each day of the window on which the rule falls, with the seconds of that day."""
    if not rule.bysetpos:
        return [(day, times) for day in window_days(rule, start_day, first, last)]
    found: dict[int, set[int]] = {}
    for group in window_groups(rule, start_day, first, last):
        for index in chosen(rule.bysetpos, len(group) * len(times)):
            day, time = divmod(index, len(times))
            found.setdefault(group[day], set()).add(times[time])
    first = max(first, start_day)
    return [(day, sorted(found[day])) for day in sorted(found) if first <= day <= last]


def _times_of_day(rule: RecurrenceRule, second: int) -> list[int]:
    """Return the seconds of a day that the rule names, with DTSTART's for what it leaves out."""
    hours = rule.byhour or (second // HOUR,)
    minutes = rule.byminute or (second % HOUR // MINUTE,)
    seconds = rule.bysecond or (second % MINUTE,)
    times = [h * HOUR + m * MINUTE + s for h in hours for m in minutes for s in seconds]
    if rule.freq == Freq.DAILY:
        return [times[index] for index in chosen(rule.bysetpos, len(times))]
    return times
