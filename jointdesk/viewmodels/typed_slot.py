"""A time as a person types it in two fields, day and clock, for a booking; pure."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from jointdesk.viewmodels.booking_rows import read_moment
from jointdesk.viewmodels.clock_words import read_time
from jointdesk.viewmodels.day_words import read_typed_day, shown_day
from jointdesk.viewmodels.words import clock_of


class TypedSlot(NamedTuple):
    """A start and an end as they are stored, both "" while nothing is typed.

    `problem` is a sentence about what is wrong with the day or the time.
    """

    start: str = ""
    end: str = ""
    problem: str = ""


def typed_slot(day: str, clock: str, minutes: int, today: date) -> TypedSlot:
    """Return the time that is meant."""
    if not day.strip() and not clock.strip():
        return TypedSlot()
    found = read_typed_day(day, today)
    if not isinstance(found, date):
        return TypedSlot(problem=f"“{day.strip()}” is no day." if found else "Say on which day.")
    minute = read_time(clock)
    if minute is None:
        told = f"“{clock.strip()}” is no time of day, such as 14:00."
        return TypedSlot(problem=told if clock.strip() else "Say when.")
    begins = datetime.fromisoformat(found.isoformat()) + timedelta(minutes=minute)
    ends = begins + timedelta(minutes=minutes)
    return TypedSlot(*(one.isoformat(timespec="minutes") for one in (begins, ends)))


def shown_slot(start: str) -> tuple[str, str]:
    """Return day and clock of a stored time as the fields show them, both "" for none."""
    moment = read_moment(start)
    return (shown_day(moment.date()), clock_of(moment)) if moment else ("", "")
