"""HOURLY, MINUTELY and SECONDLY rules: they count elapsed time, whatever the clock on the wall.

The rule's hours, minutes or seconds ("ticks") follow each other evenly in instants; BY parts
then judge, or expand, the wall time of each. A tick that fails a part is left by arithmetic
up to the end of what failed: the day, the hour, the minute.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from jointdesk.domain.moments import HOUR, MINUTE, Instant
from jointdesk.ical.recurrence_days import chosen, complete, search, window_days
from jointdesk.ical.recurrence_rule import Freq, RecurrenceRule, RuleError
from jointdesk.ical.recurrence_start import RuleInstance, Start
from jointdesk.ical.wall_clock import WallClock

MOST_TICKS = 100_000
"""So many ticks are looked at in one go: a fraction of a second's work."""

_UNIT = {Freq.HOURLY: HOUR, Freq.MINUTELY: MINUTE, Freq.SECONDLY: 1}


class TooMuchWorkError(RuleError):
    """The rule can only be followed by looking at too many hours, minutes or seconds."""


def elapsed_instances(
    rule: RecurrenceRule, start: Start, first: int, last: int
) -> Iterator[RuleInstance]:
    """Yield the instances of a rule finer than daily on local days from `first` to `last`.

    COUNT is obeyed, UNTIL is not.

    Raises:
        TooMuchWorkError: more than MOST_TICKS had to be looked at.
    """
    rule = _coarsest(rule)
    unit = _UNIT[rule.freq]
    begin = start.instant
    origin, step = begin - start.second % unit, unit * rule.interval
    within = _within_tick(rule, start.second)
    judge = _Judge(rule, start.clock, last)
    tick, left = 0, rule.count
    end = start.clock.instant(last + 1, 0)
    is_plain = judge.passes_all and list(within) == [begin - origin]
    if first > start.day and (left is None or is_plain):
        tick = max(0, (start.clock.instant(first, 0) - origin) // step)
        left = None if left is None else max(0, left - tick)
    for _ in range(MOST_TICKS):
        when = origin + tick * step
        if when >= end or left == 0:
            return
        wait = judge.wait(when)
        if wait is None:
            return
        if wait:
            tick += -(-wait // step)
            continue
        instants = [when + offset for offset in within if when + offset >= begin][:left]
        left = None if left is None else left - len(instants)
        for instant in instants:
            day, second = start.clock.wall(instant)
            if day >= first:
                yield RuleInstance(instant, day, second)
        tick += 1
    raise TooMuchWorkError("The rule takes too long to follow")


def _coarsest(rule: RecurrenceRule) -> RecurrenceRule:
    """Return the same rule in coarser ticks where it names the seconds or minutes it wants."""
    if rule.interval > 1 or rule.bysetpos:
        return rule
    if rule.freq == Freq.SECONDLY and rule.bysecond:
        rule = rule._replace(freq=Freq.MINUTELY)
    if rule.freq == Freq.MINUTELY and rule.byminute:
        rule = rule._replace(freq=Freq.HOURLY)
    return rule


def _within_tick(rule: RecurrenceRule, second: int) -> Sequence[int]:
    """Return the seconds after the beginning of a tick at which the rule falls."""
    if rule.freq == Freq.SECONDLY:
        found = [0]
    else:
        seconds = rule.bysecond or (second % MINUTE,)
        minutes: Sequence[int] = (0,)
        if rule.freq == Freq.HOURLY:
            minutes = rule.byminute or (second % HOUR // MINUTE,)
        found = [minute * MINUTE + second for minute in minutes for second in seconds]
    return [found[index] for index in chosen(rule.bysetpos, len(found))]


class _Judge:
    """Says how long after an instant the rule's limiting parts can next be met."""

    def __init__(self, rule: RecurrenceRule, clock: WallClock, last: int) -> None:
        self._clock = clock
        self._hours = frozenset(rule.byhour)
        self._minutes = frozenset(rule.byminute if rule.freq > Freq.HOURLY else ())
        self._seconds = frozenset(rule.bysecond if rule.freq == Freq.SECONDLY else ())
        self._days = _AllowedDays(rule, last)
        self.passes_all = not (
            self._hours or self._minutes or self._seconds or self._days.has_parts
        )

    def wait(self, when: Instant) -> int | None:
        """Return 0 if the instant passes, else seconds to go on; None where it never will."""
        day, second = self._clock.wall(when)
        if self._days.has_parts:
            allowed = self._days.next_from(day)
            if allowed is None:
                return None
            if allowed > day:
                return max(1, self._clock.instant(allowed, 0) - when)
        if self._hours and second // HOUR not in self._hours:
            return HOUR - second % HOUR
        if self._minutes and second % HOUR // MINUTE not in self._minutes:
            return MINUTE - second % MINUTE
        if self._seconds and second % MINUTE not in self._seconds:
            return 1
        return 0


class _AllowedDays:
    """The days that pass the rule's BY parts for days, found a stretch at a time."""

    def __init__(self, rule: RecurrenceRule, last: int) -> None:
        self._rule = complete(rule._replace(freq=Freq.DAILY, interval=1), 1)
        self._last = last
        self._found: Sequence[int] = ()
        self.has_parts = bool(
            rule.bymonth or rule.byweekno or rule.byyearday or rule.bymonthday or rule.byday
        )

    def next_from(self, day: int) -> int | None:
        """Return the first allowed day from `day` on, None if there is none by the last day."""
        found = self._found
        if not (found and found[0] <= day <= found[-1]):
            stretches = search(
                self._rule,
                day,
                self._last,
                lambda low, high: window_days(self._rule, low, low, high),
            )
            self._found = found = next(stretches, ())
        return found[bisect_left(found, day)] if found else None
