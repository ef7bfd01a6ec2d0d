"""The days of one year that pass the BY parts of a rule, as a mask (`year_days`)."""

from datetime import date

from jointdesk.ical.recurrence_rule import Freq, RecurrenceRule
from jointdesk.ical.year_days import YearShape, union, week_one


def day_mask(rule: RecurrenceRule, year: int, begin: int, shape: YearShape) -> int:
    """Return the days of a year that pass every BY part; the year begins on day `begin`."""
    mask = shape.all
    if rule.bymonth:
        mask &= union(shape.months, rule.bymonth)
    if rule.bymonthday:
        mask &= union(shape.monthdays, rule.bymonthday)
    if rule.byday:
        mask &= weekday_mask(rule, shape)
    if rule.byyearday:
        days = 0
        for number in rule.byyearday:
            days |= shape.yearday(number)
        mask &= days
    if rule.byweekno:
        mask &= _week_mask(rule, year, begin, shape)
    return mask


def weekday_mask(rule: RecurrenceRule, shape: YearShape) -> int:
    """Return BYDAY's days: a union of plain and numbered ones.

    Numbers count in the month in MONTHLY rules and beside BYMONTH, in the year otherwise.
    """
    in_month = rule.freq == Freq.MONTHLY or bool(rule.bymonth)
    mask = 0
    for nth, weekday in rule.byday:
        if nth == 0:
            mask |= shape.weekdays[weekday]
        elif in_month:
            mask |= shape.weekdays[weekday] & shape.sevenths.get(nth, 0)
        else:
            mask |= shape.weekdays[weekday] & shape.nth_seven(nth)
    return mask


def every_nth_month(start_day: int, interval: int, year: int, shape: YearShape) -> int:
    """Return the days of every nth month of a year, counted from that of DTSTART."""
    start = date.fromordinal(start_day)
    first = (start.month - 1 - (year - start.year) * 12) % interval + 1
    return union(shape.months, range(first, 13, interval))


def _week_mask(rule: RecurrenceRule, year: int, begin: int, shape: YearShape) -> int:
    """Return the days of the numbered weeks; those of the years beside may reach in."""
    mask = 0
    for week_year in (year - 1, year, year + 1):
        first = week_one(week_year, rule.wkst)
        weeks = (week_one(week_year + 1, rule.wkst) - first) // 7
        for number in rule.byweekno:
            index = number - 1 if number > 0 else weeks + number
            if 0 <= index < weeks:
                mask |= shape.run(first + 7 * index - begin, 7)
    return mask
