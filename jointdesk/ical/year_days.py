"""Days, weeks and years in proleptic ordinals, and the days of a year as bits of one integer.

Bit i is set where the day i after 1 January is meant, so that a filter over a whole year is one
AND. There are only fourteen kinds of year: what every filter needs is made once for each.
"""

from calendar import isleap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import compress, pairwise

# One day is left at either end of the calendar, for the offset of a zone.
FIRST_DAY = date.min.toordinal() + 1
LAST_DAY = date.max.toordinal() - 1

CALENDAR_CYCLE = 146_097
"""After so many days, 400 years, dates and weekdays repeat."""

_ZEROS_AND_ONES = bytes.maketrans(b"01", b"\0\1")
_FEW = 40


@dataclass(frozen=True, slots=True)
class YearShape:
    """The masks of one kind of year.

    `months` and `weekdays` (Monday 0) have one mask each. `monthdays` has the keys of
    BYMONTHDAY; `sevenths` the nth seven days of each month, from its start or its end: their
    first Tuesday is the month's first. `month_starts` are days after 1 January, with the next
    1 January as the thirteenth.
    """

    length: int
    all: int
    months: Mapping[int, int]
    weekdays: Mapping[int, int]
    monthdays: Mapping[int, int]
    sevenths: Mapping[int, int]
    month_starts: tuple[int, ...]

    def yearday(self, number: int) -> int:
        """Return the mask of one day of BYYEARDAY, 0 where this year has no such day."""
        index = number - 1 if number > 0 else self.length + number
        return 1 << index if 0 <= index < self.length else 0

    def nth_seven(self, number: int) -> int:
        """Return the mask of the nth seven days of the year, from its start or its end."""
        return self.run(7 * (number - 1) if number > 0 else self.length + 7 * number, 7)

    def run(self, first: int, count: int) -> int:
        """Return the mask of some days in a row; what lies outside the year is left out."""
        mask = (1 << count) - 1
        return (mask << first if first >= 0 else mask >> -first) & self.all


def union(masks: Mapping[int, int], keys: Iterable[int]) -> int:
    """Return the days that the masks of any of the keys have."""
    result = 0
    for key in keys:
        result |= masks[key]
    return result


def pick(mask: int, first: int) -> list[int]:
    """Return the ordinals of a mask's days, in a year that begins at `first`."""
    if mask.bit_count() > _FEW:
        bits = f"{mask:b}"[::-1].encode().translate(_ZEROS_AND_ONES)
        return list(compress(range(first, first + len(bits)), bits))
    found = []
    while mask:
        lowest = mask & -mask
        found.append(first - 1 + lowest.bit_length())
        mask ^= lowest
    return found


def year_of(day: int) -> int:
    """Return the year in which a day lies."""
    return date.fromordinal(day).year


def new_year(year: int) -> int:
    """Return the day on which a year begins, also of year 10000 and beyond."""
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400 + 1


def week_begin(day: int, wkst: int) -> int:
    """Return the first day of the week in which a day lies."""
    return day - (day + 6 - wkst) % 7


def week_one(year: int, wkst: int) -> int:
    """Return the day on which week 1 of a year begins: the first with four days in the year."""
    return week_begin(new_year(year) + 3, wkst)


def week_year(day: int, wkst: int) -> int:
    """Return the year in which the week of a day is numbered."""
    year = year_of(day)
    if day < week_one(year, wkst):
        return year - 1
    return year + 1 if day >= week_one(year + 1, wkst) else year


def year_shape(year: int) -> tuple[int, YearShape]:
    """Return the day on which a year begins, and what kind of year it is."""
    first = new_year(year)
    return first, _shape(isleap(year), (first + 6) % 7)


@lru_cache(maxsize=14)
def _shape(is_leap: bool, weekday: int) -> YearShape:
    lengths = (31, 29 if is_leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    starts = [0]
    for length in lengths:
        starts.append(starts[-1] + length)
    months = list(pairwise(starts))
    whole = (1 << starts[-1]) - 1
    monthdays: dict[int, int] = {}
    for number in range(1, 32):
        long = [(start, end) for start, end in months if start + number <= end]
        monthdays[number] = sum(1 << start + number - 1 for start, _ in long)
        monthdays[-number] = sum(1 << end - number for _, end in long)
    sevenths: dict[int, int] = {}
    for nth in range(1, 6):
        numbers = range(7 * nth - 6, min(7 * nth, 31) + 1)
        sevenths[nth] = union(monthdays, numbers)
        sevenths[-nth] = union(monthdays, (-number for number in numbers))
    mondays = sum(1 << 7 * week for week in range(54))
    return YearShape(
        length=starts[-1],
        all=whole,
        months={
            month: (1 << end) - (1 << start) for month, (start, end) in enumerate(months, start=1)
        },
        weekdays={day: mondays << (day - weekday) % 7 & whole for day in range(7)},
        monthdays=monthdays,
        sevenths=sevenths,
        month_starts=tuple(starts),
    )
