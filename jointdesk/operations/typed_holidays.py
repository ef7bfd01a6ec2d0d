"""Feasts and bank holidays of England by the names that people write. Pure.

The days are reckoned, not looked up, so that any year has them; a substitute day is not meant by
its feast's name.
"""

from collections.abc import Callable
from datetime import date, timedelta


def easter(year: int) -> date:
    """Return Easter Sunday (the Gregorian computus as Meeus, Jones and Butcher give it)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * el) // 433
    month = (h + el - 7 * m + 90) // 25
    return date(year, month, (h + el - 7 * m + 33 * month + 19) % 32)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _after_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _last_monday(month: int) -> Callable[[int], date]:
    def last(year: int) -> date:
        end = date(year, month, 31)
        return end - timedelta(days=end.weekday())

    return last


def _may_day(year: int) -> date:
    return _first_monday(year, 5)


HOLIDAYS: dict[str, Callable[[int], date]] = {
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "new year's eve": _fixed(12, 31),
    "new year's day": _fixed(1, 1),
    "new year": _fixed(1, 1),
    "good friday": _after_easter(-2),
    "easter sunday": easter,
    "easter monday": _after_easter(1),
    "easter": easter,
    "early may bank holiday": _may_day,
    "may day": _may_day,
    "spring bank holiday": _last_monday(5),
    "late may bank holiday": _last_monday(5),
    "summer bank holiday": _last_monday(8),
    "august bank holiday": _last_monday(8),
}
"""The day in a year by its name; a longer name stands before one that it begins with."""
