"""Days as people write them: "Thu", "next Tue", "Tuesday week", "14/12", "14-16 Dec". Pure.

The order is British. A day without its year is the next such day; one that passed in the last
month may be meant instead, so that it is asked about. Feasts are days only after "on", "from" and
"until": elsewhere they are words ("Christmas lunch").
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from jointdesk.domain.words import DAYS, MONTHS, full_day
from jointdesk.operations.typed_holidays import HOLIDAYS
from jointdesk.operations.typed_words import DASHES, Line

_WEEK = timedelta(days=7)
_LATELY = timedelta(days=31)
_MORE_WEEKDAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_MONTH = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
_SUFFIXES = ("st", "nd", "rd", "th")
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NEAR = {"today": 0, "tomorrow": 1}
_FROM = ("from", "starting on", "starting from", "starting", "beginning", "as of")


class DayReading(NamedTuple):
    """A day, or the first and last of several. `is_from` says "from": others may follow.

    `problem` is a sentence, with the nearest reading; the days are then not to be used.
    """

    first: date
    last: date | None = None
    is_from: bool = False
    problem: str = ""


class Until(NamedTuple):
    """The last day of something."""

    day: date
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Base:
    """Where days are reckoned from: today, or the first day of a range."""

    day: date
    is_today: bool = True
    has_holidays: bool = False


class _Found(NamedTuple):
    day: date
    after: int
    problem: str = ""


def weekday_of(key: str) -> int | None:
    """Return the weekday (Monday 0) that a word names, None if it names none."""
    for number, name in enumerate(DAYS):
        if key in (name.casefold(), name[:3].casefold()):
            return number
    return _MORE_WEEKDAYS.get(key)


def number_of(line: Line, at: int) -> int | None:
    """Return the number that stands there in figures or as a word up to six."""
    return _NUMBERS.get(line.key(at)) or line.number(at)


def read_days(line: Line, at: int, today: date) -> tuple[DayReading, int] | None:
    """Return the day or days that stand there, and where they end."""
    opened = line.after(at, *_FROM)
    begin = line.skip(at, "on") if opened is None else opened
    base = _Base(today, has_holidays=begin > at)
    several = _within_month(line, begin, base)
    if several is not None:
        return several[0]._replace(is_from=opened is not None), several[1]
    first = _day(line, begin, base)
    if first is None:
        return None
    reading, after = DayReading(first.day, None, opened is not None, first.problem), first.after
    joint = line.after(after, *DASHES, "to", "until", "till")
    last = _day(line, joint, _Base(first.day, False)) if joint is not None else None
    if last is None or not _is_closed(line, last.after):
        return reading, after
    problem = first.problem or last.problem
    if not problem and last.day < first.day:
        problem = f"“{line.part(at, last.after)}” would end before it starts."
    return reading._replace(last=last.day, problem=problem), last.after


def read_day(line: Line, at: int, today: date) -> tuple[DayReading, int] | None:
    """Return the one day that stands there, a feast too, and where it ends."""
    found = _day(line, at, _Base(today, has_holidays=True))
    return None if found is None else (DayReading(found.day, problem=found.problem), found.after)


def month_of(key: str) -> int | None:
    """Return the month that a word names, None if it names none."""
    return _MONTH.get(key)


def _is_closed(line: Line, after: int) -> bool:
    return line.words[after - 1].closes


def read_until(line: Line, at: int, today: date) -> tuple[Until, int] | None:
    """Return the last day that is named by "until 26 Mar", and where it ends."""
    begin = line.after(at, "until", "till", "up to", "ending", "to", *DASHES)
    if begin is None:
        return None
    found = _day(line, begin, _Base(today, has_holidays=line.key(at) in ("until", "till")))
    return None if found is None else (Until(found.day, found.problem), found.after)


def _day(line: Line, at: int, base: _Base) -> _Found | None:
    """Return the one day that stands there."""
    weekday = weekday_of(line.key(at))
    if weekday is not None:
        begin = line.skip(at + 1, ",", "the")
        dated = _dated(line, line.skip(begin, "the"), base)
        return _checked(dated, weekday, base) if dated else _weekday(line, at, weekday, base)
    return (
        _dated(line, line.skip(at, "the"), base)
        or _near(line, at, base)
        or _holiday(line, at, base)
    )


def _checked(dated: _Found, weekday: int, base: _Base) -> _Found:
    """Return a day that was written with its weekday, with a problem where they differ."""
    if dated.problem or dated.day.weekday() == weekday:
        return dated
    near = min(dated.day + timedelta(days=step) for step in range(-3, 4)
               if (dated.day + timedelta(days=step)).weekday() == weekday)  # fmt: skip
    told = f"{full_day(dated.day)} is no {DAYS[weekday]}. Nearest: {full_day(near)}."
    return dated._replace(problem=told)


# By weekday


def _weekday(line: Line, at: int, weekday: int, base: _Base) -> _Found:
    """Read "Thu", "Thursday week", "Thu fortnight" and "Thu next week"."""
    ahead = (weekday - base.day.weekday()) % 7
    day = base.day + timedelta(days=ahead or 7)
    for words, weeks in (("week", 1), ("fortnight", 2)):
        if line.key(at + 1) == words:
            return _Found(day + weeks * _WEEK, at + 2)
    for words, weeks in (("next week", 1), ("this week", 0)):
        after = line.after(at + 1, words)
        if after is not None:
            return _in_week(base.day, weekday, weeks, after)
    if ahead or not base.is_today:
        return _Found(day, at + 1)
    told = f"It is {DAYS[weekday]}: write today, or {full_day(day)}. Nearest: today."
    return _Found(base.day, at + 1, told)


def _in_week(today: date, weekday: int, weeks: int, after: int) -> _Found:
    """Return the weekday of this calendar week, or of a later one."""
    day = today - timedelta(days=today.weekday()) + timedelta(days=weekday) + weeks * _WEEK
    if day >= today:
        return _Found(day, after)
    return _Found(day, after, f"{full_day(day)} has been. Nearest: {full_day(day + _WEEK)}.")


def _near(line: Line, at: int, base: _Base) -> _Found | None:
    """Read "today", "tomorrow week", "next Tue", "a week on Tue", "in 3 weeks"."""
    key, weekday = line.key(at), weekday_of(line.key(at + 1))
    if key in _NEAR:
        day = base.day + timedelta(days=_NEAR[key])
        if line.key(at + 1) in ("week", "fortnight"):
            return _Found(day + _WEEK * (1 + (line.key(at + 1) == "fortnight")), at + 2)
        return _Found(day, at + 1)
    if key in ("next", "this") and weekday is not None:
        return _in_week(base.day, weekday, int(key == "next"), at + 2)
    for words, weeks in (("a week on", 1), ("a fortnight on", 2)):
        begin = line.after(at, words)
        weekday = None if begin is None else weekday_of(line.key(begin))
        if begin is not None and weekday is not None:
            ahead = (weekday - base.day.weekday() - 1) % 7 + 1
            return _Found(base.day + timedelta(days=ahead) + weeks * _WEEK, begin + 1)
    begin = line.after(at, "next week", "this week")
    if begin is not None:
        return _whole_week(line, at, begin, base)
    return _in_time(line, at, base)


def _whole_week(line: Line, at: int, begin: int, base: _Base) -> _Found:
    """Read "next week Thu"; a week alone is no day."""
    weeks = int(line.key(at) == "next")
    weekday = weekday_of(line.key(line.skip(begin, "on")))
    if weekday is not None:
        return _in_week(base.day, weekday, weeks, line.skip(begin, "on") + 1)
    monday = base.day - timedelta(days=base.day.weekday()) + weeks * _WEEK
    near = max(monday, base.day)
    told = f"“{line.part(at, begin)}” is no day: say which. Nearest: {full_day(near)}."
    return _Found(near, begin, told)


def _in_time(line: Line, at: int, base: _Base) -> _Found | None:
    """Read "in 3 weeks", "in a fortnight", "in 2 months"."""
    if line.key(at) != "in":
        return None
    number, unit = number_of(line, at + 1), line.key(at + 2).removesuffix("s")
    if number is None or number > 999:
        return None
    lengths = {"day": 1, "week": 7, "fortnight": 14}
    if unit in lengths:
        return _Found(base.day + timedelta(days=number * lengths[unit]), at + 3)
    if unit != "month" or number > 99:
        return None
    year, month = divmod(base.day.year * 12 + base.day.month - 1 + number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return _Found(date(year, month + 1, min(base.day.day, last)), at + 3)


def _holiday(line: Line, at: int, base: _Base) -> _Found | None:
    if not base.has_holidays:
        return None
    for name, on in HOLIDAYS.items():
        after = line.after(at, name)
        if after is None:
            continue
        year = line.number(after)
        if year is not None and 2000 <= year <= 2099:
            return _Found(on(year), after + 1)
        years = (base.day.year, base.day.year + 1)
        return _Found(next(on(one) for one in years if on(one) >= base.day), after)
    return None


# By date


def _within_month(line: Line, at: int, base: _Base) -> tuple[DayReading, int] | None:
    """Read "14-16 Dec", "Mon 14 to Wed 16 December 2026" and "14th to 16th Dec"."""
    weekday = weekday_of(line.key(at))
    begin = line.skip(at + (weekday is not None), "the")
    number = line.number(begin)
    joint = line.after(line.skip(begin + 1, *_SUFFIXES), *DASHES, "to", "until", "till")
    if number is None or joint is None:
        return None
    last_weekday = weekday_of(line.key(joint))
    last = _named_month(line, line.skip(joint + (last_weekday is not None), "the"), base)
    if last is None:
        return None
    try:
        first = last.day.replace(day=number)
    except ValueError:
        return None
    problem = last.problem
    for day, wanted in ((first, weekday), (last.day, last_weekday)):
        if wanted is not None and not problem:
            problem = _checked(_Found(day, 0), wanted, base).problem
    if not problem and last.day <= first:
        problem = f"“{line.part(at, last.after)}” would end before it starts."
    return DayReading(first, last.day, problem=problem), last.after


def _dated(line: Line, at: int, base: _Base) -> _Found | None:
    return (
        _iso(line, at)
        or _slashed(line, at, base)
        or _named_month(line, at, base)
        or _month_first(line, at, base)
        or _ordinal(line, at, base)
    )


def _iso(line: Line, at: int) -> _Found | None:
    """Read "2026-12-14"."""
    if not (line.glued(at + 1, "-") and line.glued(at + 3, "-") and len(line.key(at)) == 4):
        return None
    return _exact(line.number(at + 4), line.number(at + 2), line.number(at), at + 5)


def _slashed(line: Line, at: int, base: _Base) -> _Found | None:
    """Read "14/12", "14/12/26", "14/12/2026" and "14.12.2026"; "12/31" is asked about."""
    day, month = line.number(at), line.number(at + 2)
    sign = line.key(at + 1)
    if day is None or month is None or not line.glued(at + 1, "/", "."):
        return None
    if line.glued(at + 3, sign):
        year = line.number(at + 4) or 0
        if len(line.key(at + 4)) == 2:
            year += 2000
        found, after = _exact(day, month, year, at + 5), at + 5
        swapped = _exact(month, day, year, after)
    elif sign == "." or (day, month) == (24, 7):  # "24/7" is how long, not when
        return None
    else:
        found, after = _yearless(day, month, base, at + 3, line.part(at, at + 3)), at + 3
        swapped = _yearless(month, day, base, after, line.part(at, after))
    if found is not None or swapped is None:
        return found
    told = f"“{line.part(at, after)}” has the month first. Nearest: {full_day(swapped.day)}."
    return swapped._replace(problem=told)


def _named_month(line: Line, at: int, base: _Base) -> _Found | None:
    """Read "14 Dec", "14th of December" and "14 Dec 2026"."""
    day = line.number(at)
    begin = line.skip(line.skip(at + 1, *_SUFFIXES), "of")
    month = _MONTH.get(line.key(begin))
    return (
        None if day is None or month is None else _dated_to(line, at, begin + 1, day, month, base)
    )


def _month_first(line: Line, at: int, base: _Base) -> _Found | None:
    """Read "Dec 14" and "December 14th 2026"."""
    month, day = _MONTH.get(line.key(at)), line.number(at + 1)
    if month is None or day is None or line.glued(at + 2, ":", "."):
        return None
    after = line.skip(at + 2, *_SUFFIXES)
    return _dated_to(line, at, after, day, month, base)


def _dated_to(line: Line, at: int, after: int, day: int, month: int, base: _Base) -> _Found | None:
    """Return a day of a month, of the year that is written behind it or of the next that has it."""
    if not 1 <= day <= 31:
        return None
    year = line.number(line.skip(after, ","))
    words = line.part(at, after)
    if year is not None and 2000 <= year <= 2099 and not line.glued(after + 1, ":", "-"):
        after = line.skip(after, ",") + 1
        found = _exact(day, month, year, after)
        words = line.part(at, after)
    else:
        found = _yearless(day, month, base, after, words)
    if found is not None:
        return found
    is_dated = year is not None and 2000 <= year <= 2099
    years = [year] if year is not None and is_dated else [base.day.year, base.day.year + 1]
    lasts = [_last_of(month, one) for one in years]
    last = next((one for one in lasts if one >= base.day), lasts[0])
    return _Found(last, after, f"There is no day “{words}”. Nearest: {full_day(last)}.")


def _last_of(month: int, year: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _ordinal(line: Line, at: int, base: _Base) -> _Found | None:
    """Read "14th": the next month that has such a day."""
    day = line.number(at)
    after = line.after(at + 1, *_SUFFIXES)
    if day is None or after is None or not line.is_glued(at + 1) or not 1 <= day <= 31:
        return None
    for year, month in _months_from(base.day):
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) >= base.day:
            return _Found(date(year, month, day), after)
    return None


def _months_from(day: date) -> Iterator[tuple[int, int]]:
    for step in range(4):
        year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
        yield year, month + 1


def _exact(day: int | None, month: int | None, year: int | None, after: int) -> _Found | None:
    try:
        found = date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
    return _Found(found, after) if 2000 <= found.year <= 2099 else None


def _yearless(day: int, month: int, base: _Base, after: int, words: str) -> _Found | None:
    """Return the next such day; one of the last month is asked about."""
    years = range(base.day.year - 1, base.day.year + 9)
    days = [found.day for year in years if (found := _exact(day, month, year, after))]
    coming = next((one for one in days if one >= base.day), None)
    if coming is None:
        return None
    lately = [one for one in days if base.day - _LATELY <= one < base.day]
    if not lately or not base.is_today:
        return _Found(coming, after)
    told = f"“{words}” has been: write the year, {lately[0].year} or {coming.year}."
    return _Found(coming, after, f"{told} Nearest: {full_day(coming)}.")
