"""How many days the diary shows, and where paging leads."""

from datetime import date, timedelta
from enum import StrEnum


class Mode(StrEnum):
    """The views of the diary that are grids of days."""

    DAY = "day"
    WORK_WEEK = "work_week"
    WEEK = "week"


def shown_days(day: date, mode: Mode) -> tuple[date, ...]:
    """Return the days that a mode shows around a day; weeks begin on Monday."""
    if mode is Mode.DAY:
        return (day,)
    monday = day - timedelta(days=day.weekday())
    length = 5 if mode is Mode.WORK_WEEK else 7
    return tuple(monday + timedelta(days=index) for index in range(length))


def paged(day: date, mode: Mode, step: int) -> date:
    """Return the day that is shown after paging forward (1) or back (-1)."""
    return day + timedelta(days=step * (1 if mode is Mode.DAY else 7))
