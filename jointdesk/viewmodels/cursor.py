"""Where the arrow keys lead in the diary: between blocks by time and day, and to free slots.

Pure. A *stop* is anything on the page that can be selected; stops are in reading order (day by
day, all-day items first, then by time).
"""

from collections.abc import Sequence
from typing import NamedTuple

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.words import DAYS
from jointdesk.viewmodels import words
from jointdesk.viewmodels.blocks import MINUTES_A_DAY, Certainty
from jointdesk.viewmodels.carried import LEAST, STEP
from jointdesk.viewmodels.diary import DayPage, DiaryPage

ALL_DAY = -1
"""The `start` of a stop that takes the whole day."""

SLOT_MINUTES = 30
"""Length and step of the empty slots."""


class Stop(NamedTuple):
    """Something that can be selected: on which day of the page, and when it starts there."""

    key: str
    day: int
    start: int
    severity: Severity | None


class Slot(NamedTuple):
    """An empty half hour of a day of the page, or as much as was marked."""

    day: int
    start: int
    minutes: int = SLOT_MINUTES
    is_marked: bool = False


def first_stop(stops: Sequence[Stop], now: tuple[int, int] | None) -> str | None:
    """Return where to begin: what comes next today, else the first thing on the page."""
    if now is not None:
        for stop in stops:
            if stop.day == now[0] and stop.start >= now[1] - SLOT_MINUTES:
                return stop.key
    return stops[0].key if stops else None


def by_time(stops: Sequence[Stop], current: str, step: int) -> str | None:
    """Return the next (1) or previous (-1) in reading order, None at the end."""
    place = _place(stops, current)
    return stops[place + step].key if 0 <= place + step < len(stops) else None


def by_day(stops: Sequence[Stop], current: str, step: int) -> str | None:
    """Return what starts nearest in time on the next or previous day that has anything."""
    here = stops[_place(stops, current)]
    days = {stop.day for stop in stops if (stop.day - here.day) * step > 0}
    if not days:
        return None
    day = min(days) if step > 0 else max(days)
    there = [stop for stop in stops if stop.day == day]
    return min(there, key=lambda stop: abs(stop.start - here.start)).key


def by_conflict(stops: Sequence[Stop], current: str | None, step: int) -> str | None:
    """Return the next or previous that is marked as trouble, None where there is none left."""
    place = _place(stops, current) if current else (-1 if step > 0 else len(stops))
    rest = stops[place + 1 :] if step > 0 else stops[:place][::-1]
    return next((stop.key for stop in rest if stop.severity), None)


def _place(stops: Sequence[Stop], current: str) -> int:
    return next((place for place, stop in enumerate(stops) if stop.key == current), 0)


def first_slot(page: DiaryPage, day: int, minute: int) -> Slot:
    """Return the first empty slot at or after a moment of a day, or that moment itself."""
    start = max(0, minute) // SLOT_MINUTES * SLOT_MINUTES
    while start < MINUTES_A_DAY and not is_free(page.days[day], start):
        start += SLOT_MINUTES
    return Slot(day, start if start < MINUTES_A_DAY else minute)


def next_slot(page: DiaryPage, slot: Slot, days: int, steps: int) -> Slot:
    """Return the nearest empty slot some days away, or later or earlier on the same day.

    Where there is none the slot stays.
    """
    if days:
        day = slot.day + days
        return first_slot(page, day, slot.start) if 0 <= day < len(page.days) else slot
    start = slot.start + steps * SLOT_MINUTES
    while 0 <= start < MINUTES_A_DAY:
        if is_free(page.days[slot.day], start):
            return Slot(slot.day, start)
        start += steps * SLOT_MINUTES
    return slot


def stretched(page: DiaryPage, slot: Slot, days: int, steps: int) -> Slot:
    """Return the slot a quarter longer or shorter, or the same time on another day.

    The shortest one begins earlier instead of ending earlier.
    """
    if days:
        day = slot.day + days
        return slot._replace(day=day, is_marked=True) if 0 <= day < len(page.days) else slot
    start, minutes = slot.start, slot.minutes + steps * STEP
    if minutes < LEAST:
        start, minutes = max(0, start - STEP), LEAST + min(start, STEP)
    minutes = min(minutes, MINUTES_A_DAY - start)
    return Slot(slot.day, start, minutes, is_marked=True)


def is_free(day: DayPage, start: int) -> bool:
    """Whether nothing that takes time touches the slot that begins then."""
    return not any(
        block.start < start + SLOT_MINUTES and start < max(block.end, block.start + 1)
        for block in day.meetings
        if block.certainty is not Certainty.GONE
    )


def spoken_slot(page: DiaryPage, slot: Slot) -> str:
    """Return for example "Free, Tuesday 16:30, until 18:00": until a meeting or the day's end.

    Of a marked time its end: "Marked, Tuesday 16:30 to 17:15".
    """
    day = page.days[slot.day]
    if slot.is_marked:
        name = DAYS[day.heading.day.weekday()]
        until = words.clock(slot.start + slot.minutes)
        return f"Marked, {name} {words.clock(slot.start)} to {until}"
    later = [
        block.start
        for block in day.meetings
        if block.start >= slot.start and block.certainty is not Certainty.GONE
    ]
    end = day.closes if slot.start < day.closes else MINUTES_A_DAY
    name = DAYS[day.heading.day.weekday()]
    return f"Free, {name} {words.clock(slot.start)}, until {words.clock(min([end, *later]))}"
