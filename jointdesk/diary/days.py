"""Local days: where they begin and end, right across clock changes, and what starts on them."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from jointdesk.diary.timeline import Rows
from jointdesk.domain.moments import Instant, instant, local_day, midnight


class Day(NamedTuple):
    """One day in the desk's zone, [start, end): 23 or 25 hours where the clocks change."""

    date: date
    start: Instant
    end: Instant


@lru_cache(maxsize=8192)  # several rules ask for the same days, and zones are slow
def day_of(when: date, zone: tzinfo) -> Day:
    """Return the day with its first instant and that of the next."""
    return Day(when, midnight(when, zone), midnight(when + timedelta(days=1), zone))


def at_minute(when: date, minutes: int, zone: tzinfo) -> Instant:
    """Return the instant at which the clocks of a day show so many minutes after midnight."""
    wall = datetime(when.year, when.month, when.day, tzinfo=zone) + timedelta(minutes=minutes)
    return instant(wall)


def days_between(start: Instant, end: Instant, zone: tzinfo) -> Iterator[Day]:
    """Yield every day that has a moment in [start, end); the day of start where both are equal."""
    day = day_of(local_day(start, zone), zone)
    yield day
    while day.end < end:
        following = day.date + timedelta(days=1)
        day = Day(following, day.end, midnight(following + timedelta(days=1), zone))
        yield day


def by_day(rows: Rows, zone: tzinfo) -> Iterator[tuple[Day, Rows]]:
    """Yield the days on which something starts, each with what starts on it."""
    starts = rows.starts
    first = 0
    while first < len(starts):
        day = day_of(local_day(starts[first], zone), zone)
        last = bisect_left(starts, day.end, first)
        yield day, rows.part(first, last)
        first = last


def iso_week(when: date) -> str:
    """Return the ISO week of a day, for example "2026-W51"."""
    year, week, _ = when.isocalendar()
    return f"{year:04d}-W{week:02d}"
