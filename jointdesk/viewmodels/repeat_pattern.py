"""A rule of repetition as the fields of its editor: how often, on which days. Pure.

Most rules of RFC 5545 section 3.3.10 that people use are such a pattern; `pattern_of` gives None
for every other one, which is left as it is. The end of a rule (COUNT, UNTIL) is no part of it.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.words import DAYS, MONTHS, listed
from jointdesk.ical.recurrence_rule import ByDay, Freq, RecurrenceRule, RuleError, Skip, parse_rule

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
LAST_DAY = -1
"""The day of a month that is its last one (RFC 5545: BYMONTHDAY=-1)."""
WORKDAY = 7
"""In place of a weekday: any from Monday to Friday."""
MOST = 99
"""Units between that the fields offer at most."""
WORKDAYS = tuple(ByDay(0, day) for day in range(5))
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


class Unit(StrEnum):
    """What it repeats by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_UNITS = {
    Freq.DAILY: Unit.DAY, Freq.WEEKLY: Unit.WEEK, Freq.MONTHLY: Unit.MONTH, Freq.YEARLY: Unit.YEAR,
}  # fmt: skip
_FREQUENCIES = {unit: freq for freq, unit in _UNITS.items()}


class RepeatPattern(NamedTuple):
    """Every so many units; `weekdays` (Monday 0) are those of weeks.

    Months and years have either the `nth` (-1 the last) `weekday` or `WORKDAY`, or, with an `nth`
    of 0, a `day` of the month or `LAST_DAY`. `month` is that of years, 1 to 12.
    """

    unit: Unit = Unit.WEEK
    every: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    weekday: int = 0
    day: int = 0
    month: int = 0


def usual_pattern(unit: Unit, every: int, start: date) -> RepeatPattern:
    """Return the plainest pattern by a unit for something that begins on a day."""
    own = RepeatPattern(unit, every)
    match unit:
        case Unit.DAY:
            return own
        case Unit.WEEK:
            return own._replace(weekdays=(start.weekday(),))
        case Unit.MONTH:
            return own._replace(day=start.day)
        case Unit.YEAR:
            return own._replace(day=start.day, month=start.month)


def nth_pattern(pattern: RepeatPattern, start: date) -> RepeatPattern:
    """Return a pattern of months or years that names the start by its weekday."""
    nth = (start.day - 1) // 7 + 1
    return pattern._replace(day=0, nth=nth if nth < 5 else -1, weekday=start.weekday())


# Rules


def rule_of(pattern: RepeatPattern) -> str:
    """Return the value of the RRULE that a pattern stands for."""
    parts = [f"FREQ={_FREQUENCIES[pattern.unit].name}"]
    if pattern.every > 1:
        parts.append(f"INTERVAL={pattern.every}")
    if pattern.unit is Unit.YEAR:
        parts.append(f"BYMONTH={pattern.month}")
    if pattern.unit is Unit.WEEK:
        parts.append(f"BYDAY={','.join(CODES[day] for day in pattern.weekdays)}")
    elif pattern.nth and pattern.weekday == WORKDAY:
        parts.append(f"BYDAY={','.join(CODES[:5])};BYSETPOS={pattern.nth}")
    elif pattern.nth:
        parts.append(f"BYDAY={pattern.nth}{CODES[pattern.weekday]}")
    elif pattern.unit is not Unit.DAY:
        parts.append(f"BYMONTHDAY={pattern.day}")
    return ";".join(parts)


def pattern_of(rule: str, start: date) -> RepeatPattern | None:
    """Return the pattern of a rule for something that begins on a day, None where it has none."""
    try:
        read = parse_rule(rule)
    except RuleError:
        return None
    unit = _UNITS.get(read.freq)
    odd = read.byhour or read.byminute or read.bysecond or read.byyearday or read.byweekno
    if unit is None or odd or read.skip is not Skip.OMIT or read.interval > MOST:
        return None
    plain = usual_pattern(unit, read.interval, start)
    if unit in (Unit.DAY, Unit.WEEK):
        return _by_weekdays(read, plain)
    return _by_months(read, plain)


def _by_weekdays(read: RecurrenceRule, plain: RepeatPattern) -> RepeatPattern | None:
    if read.bymonth or read.bymonthday or read.bysetpos or any(day.nth for day in read.byday):
        return None
    if not read.byday:
        return plain
    weekdays = tuple(day.weekday for day in read.byday)
    if plain.unit is Unit.DAY:  # every day that is one of these is every week on these
        return RepeatPattern(Unit.WEEK, 1, weekdays) if plain.every == 1 else None
    # With another first day of the week, the weeks between would be other ones.
    is_shifted = read.wkst != 0 and read.interval > 1 and len(weekdays) > 1
    return None if is_shifted else plain._replace(weekdays=weekdays)


def _by_months(read: RecurrenceRule, plain: RepeatPattern) -> RepeatPattern | None:
    if plain.unit is Unit.MONTH and read.bymonth:
        return None
    if plain.unit is Unit.YEAR:
        by_day = read.byday or read.bymonthday
        if len(read.bymonth) > 1 or (by_day and not read.bymonth):
            return None
        plain = plain._replace(month=read.bymonth[0] if read.bymonth else plain.month)
    if read.byday:
        found = None if read.bymonthday else _nth(read)
        return plain._replace(day=0, nth=found.nth, weekday=found.weekday) if found else None
    if read.bysetpos or len(read.bymonthday) > 1:
        return None
    day = read.bymonthday[0] if read.bymonthday else plain.day
    return plain._replace(day=day) if day >= LAST_DAY else None


def _nth(read: RecurrenceRule) -> ByDay | None:
    """Return "the second Tuesday" of a rule, however it says so."""
    if len(read.byday) == 1 and not read.bysetpos:
        found = read.byday[0]
    elif len(read.bysetpos) == 1 and read.byday == WORKDAYS:
        found = ByDay(read.bysetpos[0], WORKDAY)
    elif len(read.bysetpos) == 1 and len(read.byday) == 1 and not read.byday[0].nth:
        found = ByDay(read.bysetpos[0], read.byday[0].weekday)
    else:
        return None
    return found if found.nth in NTH else None


def followed_rule(rule: str, before: date, after: date) -> str:
    """Return a rule that names its start's day, for a start on another one; any other stays."""
    pattern = pattern_of(rule, before)
    if pattern is None:
        return rule
    if pattern.weekdays == (before.weekday(),):
        return rule_of(pattern._replace(weekdays=(after.weekday(),)))
    moved = pattern._replace(month=after.month) if pattern.month == before.month else pattern
    if pattern.unit is Unit.YEAR and moved.month != after.month:
        return rule
    if not pattern.nth and pattern.day == before.day:
        return rule_of(moved._replace(day=after.day))
    if pattern.nth and pattern == nth_pattern(pattern, before):
        return rule_of(nth_pattern(moved, after))
    return rule


# Words


def every_words(unit: Unit, every: int) -> str:
    """Return "Every week", "Every two weeks"."""
    return f"Every {unit}" if every == 1 else f"Every {_NUMBERS.get(every, str(every))} {unit}s"


def pattern_words(pattern: RepeatPattern) -> str:
    """Return "Every two weeks on Tuesday", "Every month on the second Tuesday"."""
    every = every_words(pattern.unit, pattern.every)
    match pattern.unit:
        case Unit.DAY:
            return every
        case Unit.WEEK if pattern.weekdays == tuple(range(5)) and pattern.every == 1:
            return "Every working day, Monday to Friday"
        case Unit.WEEK:
            return f"{every} on {listed(DAYS[day] for day in pattern.weekdays)}"
        case Unit.MONTH:
            return f"{every} on {_day_words(pattern)}"
        case Unit.YEAR:
            return f"{every} on {_day_of_year(pattern)}"


def _day_of_year(pattern: RepeatPattern) -> str:
    month = MONTHS[pattern.month - 1]
    is_number = not pattern.nth and pattern.day != LAST_DAY
    return f"{pattern.day} {month}" if is_number else f"{_day_words(pattern)} of {month}"


def _day_words(pattern: RepeatPattern) -> str:
    if pattern.nth:
        named = "working day" if pattern.weekday == WORKDAY else DAYS[pattern.weekday]
        return f"the {NTH[pattern.nth]} {named}"
    return "the last day" if pattern.day == LAST_DAY else f"day {pattern.day}"
