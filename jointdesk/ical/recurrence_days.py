"""The days on which a rule falls, in integers: proleptic ordinals of local days.

RFC 5545 tells BY parts that expand from those that limit. For days both come to one thing: a
rule falls on the days of its periods (every nth year, month, week or day) that pass all of its
BY parts, once `complete` has written out what the rule takes from DTSTART. BYSETPOS then picks
within each period. A window is reached by arithmetic, never by walking there.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from jointdesk.ical.recurrence_masks import day_mask, every_nth_month
from jointdesk.ical.recurrence_periods import in_interval, moved_days, period_begins
from jointdesk.ical.recurrence_rule import ByDay, Freq, RecurrenceRule, Skip
from jointdesk.ical.year_days import (
    CALENDAR_CYCLE,
    FIRST_DAY,
    LAST_DAY,
    pick,
    week_begin,
    year_of,
    year_shape,
)

_FIRST_STRETCH = 400
_LONGEST_STRETCH = 40_000

_Found = TypeVar("_Found")


def days(rule: RecurrenceRule, start_day: int, first: int, last: int) -> Sequence[int]:
    """Return the days from `first` to `last`, both included, on which the rule falls.

    For a rule that falls once on a day; DTSTART's day is `start_day`. COUNT is obeyed. UNTIL is
    not, for it may end in the middle of a day: `recurrence_start.last_day` makes it a `last`.
    """
    if rule.freq == Freq.DAILY and not chosen(rule.bysetpos, 1):
        return range(0)
    rule = complete(rule, start_day)
    last = min(last, LAST_DAY)
    if rule.count is None:
        return window_days(rule, start_day, first, last)
    if _is_stepped(rule):
        return window_days(rule, start_day, first, min(last, _stepped_end(rule, start_day)))
    counted: list[int] = []
    stretches = search(
        rule, start_day, last, lambda low, high: window_days(rule, start_day, low, high)
    )
    for found in stretches:
        counted += found
        if len(counted) >= rule.count:
            break
    return _trimmed(counted[: rule.count], first, last)


def search(
    rule: RecurrenceRule, first: int, last: int, find: Callable[[int, int], Sequence[_Found]]
) -> Iterator[Sequence[_Found]]:
    """Yield what `find` gives for growing stretches of days, as far as there may be more.

    The calendar repeats itself: a rule of every period that found nothing for a whole cycle
    never will.
    """
    size, empty = _FIRST_STRETCH, 0
    while first <= last:
        found = find(first, min(first + size - 1, last))
        if found:
            yield found
        empty = 0 if found else empty + size
        if empty > CALENDAR_CYCLE and rule.interval == 1:
            return
        first, size = first + size, min(2 * size, _LONGEST_STRETCH)


def complete(rule: RecurrenceRule, start_day: int) -> RecurrenceRule:
    """Return the rule with everything written out that it takes from DTSTART's day."""
    rule = _meant(rule)
    if rule.freq == Freq.DAILY or rule.byday or rule.bymonthday or rule.byyearday:
        return rule
    if rule.byweekno and rule.freq != Freq.YEARLY:
        return rule
    if rule.byweekno or rule.freq == Freq.WEEKLY:
        return rule._replace(byday=(ByDay(0, (start_day + 6) % 7),))
    day = date.fromordinal(start_day)
    if rule.freq == Freq.YEARLY:
        return rule._replace(bymonth=rule.bymonth or (day.month,), bymonthday=(day.day,))
    return rule._replace(bymonthday=(day.day,))


def _meant(rule: RecurrenceRule) -> RecurrenceRule:
    """Return the rule without what has no meaning for days.

    Numbers in BYDAY have one in YEARLY and MONTHLY only, and not beside BYWEEKNO (RFC 5545);
    only those two make invalid dates; BYSETPOS in DAILY picks among the times of each day.
    """
    freq = rule.freq
    if freq > Freq.MONTHLY and rule.skip is not Skip.OMIT:
        rule = rule._replace(skip=Skip.OMIT)
    if freq > Freq.MONTHLY or (freq == Freq.YEARLY and rule.byweekno):
        if any(entry.nth for entry in rule.byday):
            plain = {ByDay(0, entry.weekday) for entry in rule.byday}
            rule = rule._replace(byday=tuple(sorted(plain)))
    if freq == Freq.DAILY and rule.bysetpos:
        rule = rule._replace(bysetpos=())
    if freq == Freq.DAILY and rule.interval == 1 and rule.byday:
        rule = rule._replace(freq=Freq.WEEKLY)  # the same days, found faster
    return rule


def window_days(rule: RecurrenceRule, start_day: int, first: int, last: int) -> Sequence[int]:
    """Return the days of a complete rule from `first` to `last`, COUNT and UNTIL aside."""
    first = max(first, start_day)
    if first > last:
        return range(0)
    if _is_stepped(rule):
        return _stepped(rule, start_day, first, last)
    if not rule.bysetpos and rule.skip is Skip.OMIT:
        return _matching(rule, start_day, first, last)
    found: set[int] = set()
    for group in window_groups(rule, start_day, first, last):
        found.update([group[index] for index in chosen(rule.bysetpos, len(group))])
    return _trimmed(sorted(found), first, last)


def window_groups(
    rule: RecurrenceRule, start_day: int, first: int, last: int
) -> Iterator[list[int]]:
    """Yield the days of each period of a complete rule that touches the window.

    Periods are whole, so that BYSETPOS can count in them: the first may begin before DTSTART.
    """
    begins = period_begins(rule, first - 1, last + 1)
    flat = _matching(rule, start_day, begins[0], begins[-1] - 1)
    high = 0
    for begin, end in pairwise(begins):
        low, high = high, bisect_left(flat, end, high)
        group = flat[low:high]
        if rule.skip is not Skip.OMIT:
            group = sorted({*group, *moved_days(rule, start_day, begin)})
        if group:
            yield group


@lru_cache(maxsize=256)
def chosen(positions: tuple[int, ...], size: int) -> Sequence[int]:
    """Return the indices that BYSETPOS picks of so many, in order: all where it is empty."""
    if not positions:
        return range(size)
    indices = {position - 1 if position > 0 else size + position for position in positions}
    return sorted(index for index in indices if 0 <= index < size)


def _matching(rule: RecurrenceRule, start_day: int, first: int, last: int) -> list[int]:
    """Return the days from `first` to `last` that pass every BY part and lie in a period."""
    found: list[int] = []
    years = range(year_of(max(first, FIRST_DAY)), year_of(min(last, LAST_DAY)) + 1)
    if rule.freq == Freq.YEARLY and rule.interval > 1 and not rule.byweekno:
        wait = (year_of(start_day) - years.start) % rule.interval
        years = range(years.start + wait, years.stop, rule.interval)
    for year in years:
        begin, shape = year_shape(year)
        mask = day_mask(rule, year, begin, shape)
        if rule.freq == Freq.MONTHLY and rule.interval > 1:
            mask &= every_nth_month(start_day, rule.interval, year, shape)
        found += pick(mask, begin)
    return in_interval(rule, start_day, _trimmed(found, first, last))


def _trimmed(sorted_days: list[int], first: int, last: int) -> list[int]:
    return sorted_days[bisect_left(sorted_days, first) : bisect_right(sorted_days, last)]


# Rules that step evenly, DAILY alone and WEEKLY on some weekdays, need arithmetic only.


def _is_stepped(rule: RecurrenceRule) -> bool:
    if rule.bymonth or rule.bymonthday or rule.byyearday or rule.byweekno or rule.bysetpos:
        return False
    return rule.freq == Freq.WEEKLY or (rule.freq == Freq.DAILY and not rule.byday)


def _steps(rule: RecurrenceRule, start_day: int) -> tuple[int, int, list[int]]:
    """Return where steps are counted from, how long one is, and the days within each."""
    if rule.freq == Freq.DAILY:
        return start_day, rule.interval, [0]
    weekdays = sorted([(entry.weekday - rule.wkst) % 7 for entry in rule.byday])
    return week_begin(start_day, rule.wkst), 7 * rule.interval, weekdays


def _stepped(rule: RecurrenceRule, start_day: int, first: int, last: int) -> Sequence[int]:
    origin, step, within = _steps(rule, start_day)
    if len(within) == 1:
        origin += within[0]
        return range(origin + -((origin - first) // step) * step, last + 1, step)
    begin = origin + (first - origin) // step * step
    found = [base + day for base in range(begin, last + 1, step) for day in within]
    return _trimmed(found, first, last)


def _stepped_end(rule: RecurrenceRule, start_day: int) -> int:
    """Return the day of the last occurrence that COUNT allows."""
    origin, step, within = _steps(rule, start_day)
    before_start = sum(origin + day < start_day for day in within)
    steps, index = divmod(before_start + (rule.count or 0) - 1, len(within))
    return origin + steps * step + within[index]
