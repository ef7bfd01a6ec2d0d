"""What can be carried over the diary's grid, and where it comes to lie: pure arithmetic.

Times are minutes on the clock. Days are counted from the first one of the page; a meeting that
began before it has a negative day. What lasts all day lies in the row above the grid: it begins at
midnight and lasts whole days.
"""

from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.words import DAYS
from jointdesk.operations.event_times import DEFAULT_MINUTES
from jointdesk.viewmodels.blocks import MINUTES_A_DAY
from jointdesk.viewmodels.words import clock

STEP = 15
"""Minutes to which everything that is carried snaps."""
LEAST = 15
"""Minutes that a meeting is made to last at least."""
NEW_MINUTES = DEFAULT_MINUTES
"""How long a meeting is that begins where nothing else was said."""


class Grip(StrEnum):
    """By what it is held."""

    WHOLE = "whole"
    START = "start"
    """Its upper edge: it begins earlier or later."""
    END = "end"
    """Its lower edge: it ends earlier or later."""
    NEW = "new"
    """Nothing is there yet: a time is marked."""


class Load(NamedTuple):
    """A task for which time is to be kept, a meeting that moves, or a time that is marked.

    `id` is the task's or the meeting's, `org` an organisation's. `minutes` is how long it lasts,
    `start` the minute of its `day` at which it begins; a task lies nowhere yet. `grabbed` is how
    many minutes after its start the pointer holds it.
    """

    id: str = ""
    title: str = ""
    org: str = ""
    positions: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()
    minutes: int = STEP
    is_task: bool = False
    grabbed: int = 0
    day: int = 0
    start: int = 0
    grip: Grip = Grip.WHOLE
    is_all_day: bool = False


class Place(NamedTuple):
    """Where it would lie: its day, the minute of that day, and how many minutes it would last."""

    day: int
    start: int
    minutes: int
    is_all_day: bool = False

    @property
    def last(self) -> int:
        """The last day that it would touch."""
        return self.day + max(0, self.start + self.minutes - 1) // MINUTES_A_DAY


class Foresight(NamedTuple):
    """What it would clash with there, in words, and the ids of those meetings."""

    words: str = ""
    meetings: frozenset[str] = frozenset()


def place_of(load: Load) -> Place:
    """Return where something lies before it is carried."""
    return Place(load.day, load.start, load.minutes, load.is_all_day)


def held(load: Load, day: int, minute: int) -> Place:
    """Return where it would lie with the pointer at a minute of a day.

    An edge stays on its own day, and a time is marked on the day where that began.
    """
    match load.grip:
        case Grip.WHOLE if load.is_all_day:
            return Place(day, min(snapped(minute), MINUTES_A_DAY - NEW_MINUTES), NEW_MINUTES)
        case Grip.WHOLE:
            return _whole(load, day, snapped(minute - load.grabbed))
        case Grip.START:
            last = load.start + load.minutes - LEAST
            start = max(0, min(snapped(minute), last))
            return Place(load.day, start, load.start + load.minutes - start)
        case Grip.END:
            over = (load.start + load.minutes - 1) // MINUTES_A_DAY * MINUTES_A_DAY
            end = max(load.start + LEAST, over + snapped(minute))
            return Place(load.day, load.start, end - load.start)
        case Grip.NEW:
            quarter = minute // STEP * STEP
            start, last = sorted((load.start, quarter))
            return Place(load.day, start, last + STEP - start)


def held_in_row(load: Load, day: int) -> Place:
    """Return where it would lie with the pointer over a day in the all-day row.

    What has its times gives them up there.
    """
    first, last = load.day, place_of(load).last
    match load.grip:
        case Grip.START:
            first = min(day, last)
        case Grip.END:
            last = max(day, first)
        case _:
            grabbed = load.grabbed // MINUTES_A_DAY if load.is_all_day else 0
            first, last = day - grabbed, day - grabbed + last - first
    return _in_row(first, last)


def _in_row(first: int, last: int) -> Place:
    return Place(first, 0, (last - first + 1) * MINUTES_A_DAY, is_all_day=True)


def nudged(
    load: Load, days: int = 0, minutes: int = 0, longer: int = 0, opens: int = 9 * 60
) -> Place:
    """Return where it would lie so many days and minutes later, and so much longer.

    Up from midnight is the all-day row, and down from there the time at which work begins, the
    minute `opens`.
    """
    if load.is_all_day:
        return _nudged_in_row(load, days, minutes, longer, opens)
    if longer:
        return Place(load.day, load.start, max(LEAST, load.minutes + longer))
    if minutes < 0 and not load.start:
        return _in_row(load.day, place_of(load).last)
    return _whole(load, load.day + days, load.start + minutes)


def _nudged_in_row(load: Load, days: int, minutes: int, longer: int, opens: int) -> Place:
    first, last = load.day, place_of(load).last
    if longer:
        return _in_row(first, max(first, last + (1 if longer > 0 else -1)))
    if minutes > 0:
        return Place(first, min(opens, MINUTES_A_DAY - NEW_MINUTES), NEW_MINUTES)
    return _in_row(first + days, last + days)


def _whole(load: Load, day: int, start: int) -> Place:
    """Return the place of a start on a day; what fits into a day stays in that one."""
    if load.start + load.minutes <= MINUTES_A_DAY:
        return Place(day, max(0, min(start, MINUTES_A_DAY - load.minutes)), load.minutes)
    days, minute = divmod(start, MINUTES_A_DAY)
    return Place(day + days, minute, load.minutes)


def snapped(minute: int) -> int:
    """Return the nearest quarter of an hour."""
    return round(minute / STEP) * STEP


def spoken_place(place: Place, weekday: int, clash: str = "") -> str:
    """Return what a screen reader says: "Tuesday 14:15 to 15:15, clashes with Cabinet".

    `weekday` is that of the day, Monday 0.
    """
    if place.is_all_day:
        days = place.last - place.day
        to = f" to {DAYS[(weekday + days) % 7]}" if days else ""
        told = f"{DAYS[weekday]}{to}, all day"
    else:
        end = (place.start + place.minutes) % MINUTES_A_DAY or MINUTES_A_DAY
        told = f"{DAYS[weekday]} {clock(place.start)} to {clock(end)}"
    return f"{told}, {clash[:1].lower()}{clash[1:]}" if clash else told
