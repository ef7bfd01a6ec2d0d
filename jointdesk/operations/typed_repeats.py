"""How often something repeats, as people write it: "every other Tuesday", "for 10 times". Pure."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from jointdesk.domain.words import DAYS, listed
from jointdesk.operations.typed_days import number_of, weekday_of
from jointdesk.operations.typed_words import Line

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKDAYS = (0, 1, 2, 3, 4)
_NTH = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1,
    "1 st": 1, "2 nd": 2, "3 rd": 3, "4 th": 4,
}  # fmt: skip
_NTH_WORDS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_UNITS = {
    "day": ("DAILY", 1), "week": ("WEEKLY", 1), "fortnight": ("WEEKLY", 2),
    "month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3), "year": ("YEARLY", 1),
}  # fmt: skip
_OF_A_MONTH = ("of the month", "of each month", "of every month", "in the month", "in each month")
_UNIT_WORDS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
LOOSE = ("daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly", "annually")
"""Words that name a meeting as often as they say when it is: left in the title, and told."""


class Repeat(NamedTuple):
    """How often: RFC 5545's FREQ and INTERVAL, weekdays (Monday 0), and which one of a month.

    `nth` is 0 unless it is the first (1) to fourth or last (-1) such weekday of a month.
    """

    freq: str
    interval: int = 1
    days: tuple[int, ...] = ()
    nth: int = 0
    problem: str = ""

    @property
    def names_days(self) -> bool:
        """True if it says by itself on which days it is."""
        return bool(self.days) or (self.freq == "DAILY" and self.interval == 1)

    def first(self, day: date) -> date:
        """Return the first of its days on or after a day."""
        if self.nth:
            found = self._nth_day(day.year, day.month)
            return found if found >= day else self._nth_day(*_next_month(day))
        while self.days and day.weekday() not in self.days:
            day += timedelta(days=1)
        return day

    def on(self, start: date) -> "Repeat":
        """Return it with the weekday on which it begins, where it is weekly and named none."""
        if self.freq != "WEEKLY" or self.days:
            return self
        return self._replace(days=(start.weekday(),))

    def _nth_day(self, year: int, month: int) -> date:
        length = calendar.monthrange(year, month)[1]
        days = [date(year, month, number) for number in range(1, length + 1)]
        fitting = [one for one in days if one.weekday() == self.days[0]]
        return fitting[self.nth - 1 if self.nth > 0 else -1]

    def rule(self, start: date) -> str:
        """Return the value of the RRULE for something that begins on a day, without its end."""
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.freq == "WEEKLY":
            parts.append("BYDAY=" + ",".join(_CODES[day] for day in self.days))
        elif self.nth:
            parts.append(f"BYDAY={self.nth}{_CODES[self.days[0]]}")
        elif self.freq == "MONTHLY":
            parts.append(f"BYMONTHDAY={start.day}")
        return ";".join(parts)

    def words(self) -> str:
        """Return how often it is, in words that `read_repeat` reads: "every 2 weeks on Tuesday".

        On which day of the month or of the year is said by the first day alone.
        """
        unit = _UNIT_WORDS[self.freq]
        every = f"every {unit}" if self.interval == 1 else f"every {self.interval} {unit}s"
        if self.freq == "WEEKLY":
            if self.days == _WORKDAYS and self.interval == 1:
                return "every weekday"
            return f"{every} on {listed(DAYS[day] for day in self.days)}"
        if self.nth:
            return f"{every} on the {_NTH_WORDS[self.nth]} {DAYS[self.days[0]]}"
        return every


def _next_month(day: date) -> tuple[int, int]:
    return (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)


def read_repeat(line: Line, at: int) -> tuple[Repeat, int] | None:
    """Return how often something is, and where it ends."""
    begin = line.after(at, "every", "each")
    if begin is None:
        return _nth_of_each(line, line.skip(at, "on the", "the")) or _plural(line, at)
    nth = _nth(line, begin)
    if nth is not None:
        return _nth_weekday(line, at, *nth)
    days = _weekdays(line, begin)
    if days is not None:
        return Repeat("WEEKLY", 1, days[0]), days[1]
    after = line.after(begin, "weekday", "working day", "workday", "week day")
    if after is not None:
        return Repeat("WEEKLY", 1, _WORKDAYS), after
    return _counted(line, begin)


def _counted(line: Line, at: int) -> tuple[Repeat, int] | None:
    """Read what follows "every": "other Tuesday", "2 weeks on Tue", "month on the last Fri"."""
    other = line.after(at, "other")
    number = 2 if other is not None else number_of(line, at)
    begin = other if other is not None else at + (number is not None)
    if other is not None:
        days = _weekdays(line, other)
        if days is not None:
            return Repeat("WEEKLY", 2, days[0]), days[1]
    unit = line.key(begin)
    unit = unit if unit in _UNITS else unit.removesuffix("s")
    if unit not in _UNITS or number == 0 or (number or 1) > 99:
        return None
    freq, times = _UNITS[unit]
    repeat, after = Repeat(freq, times * (number or 1)), begin + 1
    if freq == "WEEKLY":
        days = _weekdays(line, line.skip(after, "on"))
        return (repeat._replace(days=days[0]), days[1]) if days else (repeat, after)
    if freq == "MONTHLY":
        nth = _nth(line, line.skip(after, "on the"))
        weekday = None if nth is None else weekday_of(line.key(nth[1]))
        if nth is not None and weekday is not None:
            return repeat._replace(days=(weekday,), nth=nth[0]), nth[1] + 1
    return repeat, after


def _nth(line: Line, at: int) -> tuple[int, int] | None:
    for words, nth in _NTH.items():
        after = line.after(at, words)
        if after is not None:
            return nth, after
    return None


def _nth_weekday(line: Line, at: int, nth: int, begin: int) -> tuple[Repeat, int] | None:
    """Read "every first Monday [of the month]"; "every second Monday" alone is asked about."""
    weekday = weekday_of(line.key(begin))
    if weekday is None:
        return None
    after = line.skip(begin + 1, *_OF_A_MONTH)
    repeat = Repeat("MONTHLY", 1, (weekday,), nth)
    if nth == 2 and after == begin + 1:
        name = DAYS[weekday]
        told = (
            f"“{line.part(at, after)}” may be every other {name} or the second {name} of a month."
            f" Nearest: every other {name}."
        )
        repeat = repeat._replace(problem=told)
    return repeat, after


def _nth_of_each(line: Line, at: int) -> tuple[Repeat, int] | None:
    """Read "the first Monday of every month"; "of the month" alone may be once, and is asked."""
    nth = _nth(line, at)
    weekday = None if nth is None else weekday_of(line.key(nth[1]))
    after = None if nth is None else line.after(nth[1] + 1, *_OF_A_MONTH)
    if nth is None or weekday is None or after is None:
        return None
    repeat = Repeat("MONTHLY", 1, (weekday,), nth[0])
    if line.key(after - 2) == "the":
        words = line.part(at, after)
        told = f"“{words}” may be meant once or each month. Nearest: every {words}."
        repeat = repeat._replace(problem=told)
    return repeat, after


def _weekdays(line: Line, at: int) -> tuple[tuple[int, ...], int] | None:
    """Read "Mon", "Mon and Thu" and "Mon, Wed & Fri"."""
    first = weekday_of(line.key(at))
    if first is None:
        return None
    days, after = {first}, at + 1
    while True:
        begin = line.skip(line.skip(after, ","), "and", "&")
        more = None if begin == after else weekday_of(line.key(begin))
        if more is None:
            return tuple(sorted(days)), after
        days.add(more)
        after = begin + 1


def _plural(line: Line, at: int) -> tuple[Repeat, int] | None:
    """Read "Tuesdays" and "on Mondays and Thursdays"."""
    begin = line.skip(at, "on")
    days: set[int] = set()
    after = begin
    while True:
        key = line.key(begin)
        day = weekday_of(key.removesuffix("s")) if key.endswith("days") else None
        if day is None:
            break
        days.add(day)
        after = begin + 1
        begin = line.skip(line.skip(after, ","), "and", "&")
        if begin == after:
            break
    return (Repeat("WEEKLY", 1, tuple(sorted(days))), after) if days else None


class Count(NamedTuple):
    """How many times."""

    times: int


class Lasting(NamedTuple):
    """For how many days."""

    days: int


def read_count(line: Line, at: int) -> tuple[Count, int] | None:
    """Return the number of "10 times" or "for 10 times", and where it ends."""
    begin = line.skip(at, "for")
    times = number_of(line, begin)
    if not times or line.key(begin + 1) != "times" or times > 999:
        return None
    return Count(times), begin + 2


def read_lasting(line: Line, at: int) -> tuple[Lasting, int] | None:
    """Return the days of "for 2 days" or "for 6 weeks", and where it ends."""
    if line.key(at) != "for":
        return None
    number = number_of(line, at + 1)
    days = {"day": 1, "week": 7, "fortnight": 14}.get(line.key(at + 2).removesuffix("s"))
    if not number or days is None or number > 999:
        return None
    return Lasting(number * days), at + 3
