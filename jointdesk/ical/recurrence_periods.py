"""The periods of a rule: each nth year, month, week or day, counted from that of DTSTART."""

from collections.abc import Iterable, Iterator
from datetime import date

from jointdesk.ical.recurrence_masks import day_mask, weekday_mask
from jointdesk.ical.recurrence_rule import Freq, RecurrenceRule, Skip
from jointdesk.ical.year_days import (
    FIRST_DAY,
    LAST_DAY,
    new_year,
    week_begin,
    week_one,
    week_year,
    year_of,
    year_shape,
)


def period_begins(rule: RecurrenceRule, first: int, last: int) -> list[int]:
    """Return the days on which periods begin, from that of `first` to the one after `last`.

    For periods longer than a day.
    A YEARLY rule with BYWEEKNO goes by the years in which weeks are numbered.
    """
    first, last = max(first, FIRST_DAY), min(last, LAST_DAY)
    if rule.freq == Freq.WEEKLY:
        return list(range(week_begin(first, rule.wkst), last + 8, 7))
    if rule.freq == Freq.YEARLY and rule.byweekno:
        years = range(week_year(first, rule.wkst), week_year(last, rule.wkst) + 2)
        return [week_one(year, rule.wkst) for year in years]
    years = range(year_of(first), year_of(last) + 2)
    if rule.freq == Freq.YEARLY:
        return [new_year(year) for year in years]
    begins = []
    for begin, shape in map(year_shape, years):
        begins += [begin + start for start in shape.month_starts[:-1]]
    return begins


def in_interval(rule: RecurrenceRule, start_day: int, days: list[int]) -> list[int]:
    """Keep the days in every nth period; calendar years and months were chosen before."""
    interval = rule.interval
    if interval == 1 or not days:
        return days
    if rule.freq == Freq.DAILY:
        return [day for day in days if (day - start_day) % interval == 0]
    if rule.freq == Freq.WEEKLY:
        origin = week_begin(start_day, rule.wkst)
        return [day for day in days if (day - origin) // 7 % interval == 0]
    if rule.freq == Freq.YEARLY and rule.byweekno:
        start_year = _first_week_year(rule, start_day)
        return [day for day in days if (week_year(day, rule.wkst) - start_year) % interval == 0]
    return days


def _first_week_year(rule: RecurrenceRule, start_day: int) -> int:
    """Return the year from which a YEARLY rule with BYWEEKNO counts its interval.

    That is the one in which DTSTART's week is numbered, but where DTSTART is no occurrence the
    calendar year it lies in (as libical has it; the RFC is silent).
    """
    year = year_of(start_day)
    begin, shape = year_shape(year)
    is_hit = day_mask(rule, year, begin, shape) >> start_day - begin & 1
    return week_year(start_day, rule.wkst) if is_hit else year


def moved_days(rule: RecurrenceRule, start_day: int, begin: int) -> Iterator[int]:
    """Yield the days to which SKIP moves invalid dates of the period that begins on a day.

    As RFC 7529 section 4.1 orders it, BYDAY judges a date after it was moved.
    """
    start, period = date.fromordinal(start_day), date.fromordinal(begin)
    years = period.year - start.year
    year_begin, shape = year_shape(period.year)
    ends = [year_begin + end for end in shape.month_starts]
    spans = []
    if rule.freq == Freq.YEARLY and not rule.byweekno and years % rule.interval == 0:
        months: Iterable[int] = rule.bymonth or range(1, 13)
        spans = [(rule.bymonthday, ends[month - 1], ends[month]) for month in months]
        spans.append((rule.byyearday, ends[0], ends[-1]))
    elif rule.freq == Freq.MONTHLY and (not rule.bymonth or period.month in rule.bymonth):
        if (years * 12 + period.month - start.month) % rule.interval == 0:
            spans = [(rule.bymonthday, begin, ends[period.month])]
    for numbers, first, end in spans:
        for number in numbers:
            if abs(number) > end - first:
                edge = end if number > 0 else first
                day = edge if rule.skip is Skip.FORWARD else edge - 1
                if not rule.byday or _is_by_day(rule, day):
                    yield day


def _is_by_day(rule: RecurrenceRule, day: int) -> bool:
    begin, shape = year_shape(year_of(day))
    return bool(weekday_mask(rule, shape) >> day - begin & 1)
