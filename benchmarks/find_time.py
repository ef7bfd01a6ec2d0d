"""Bar 12: find a time over eight weeks, in an open window and by a command's way, from cold."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.calendars import NOW
from benchmarks.figures import Figure
from benchmarks.opened import AT, Opened, opened
from benchmarks.setting import Setting
from benchmarks.timing import cpu_median, cpu_of
from jointdesk.diary.suggestions import Ask
from jointdesk.domain.bookings import Wanted
from jointdesk.domain.moments import DAY, Span, midnight
from jointdesk.domain.people import Audience
from jointdesk.operations.suggestions import Found, find_times
from jointdesk.store.reading import Reading

_WEEKS = 8
_LENGTHS = (30, 60, 90)
"""Minutes that are sought, one after another, so that no answer is remembered."""


def measure(setting: Setting) -> Iterator[Figure]:
    """Ten suggestions with their reasons, and the picture of everybody's first five days.

    Two calendars of 1,000 events are a busy director's diary, of 10,000 one in which nearly
    nothing is free: then the nearest shorter length is found as well.
    """
    for events in (setting.small, setting.middle):
        desk = opened(setting, events)
        size = f"2 × {events:,}"
        cold, found = _cold(setting, desk.reading.path, desk.audience)
        yield Figure(
            12, f"find a time, {_WEEKS} weeks of {size}, cold", cold * 1e3, "ms", most=100,
            trouble=_wrong(found),
        )  # fmt: skip
        for minutes in _LENGTHS:
            _seek(desk, minutes)
        lengths = iter(_LENGTHS * setting.rounds)
        warm = cpu_median(setting.rounds, lambda: _seek(desk, next(lengths)), as_worker=True)  # noqa: B023
        what = f"the same in an open window, {size}"
        yield Figure(12, what, warm * 1e3, "ms", most=100)


def _seek(desk: Opened, minutes: int) -> Found:
    return _find(desk.reading, desk.audience, minutes)


def _find(reading: Reading, audience: Audience, minutes: int) -> Found:
    start = midnight(NOW.date(), reading.zone)
    window = Span(start, start + _WEEKS * 7 * DAY)
    asked = (Wanted("Somebody", "somebody@cal.example"),)
    found = find_times(reading, audience, Ask(minutes, window, attendees=asked), AT)
    found.rows(Span(start, start + 5 * DAY))  # what the picture shows at a time
    return found


def _cold(setting: Setting, path: Path, audience: Audience) -> tuple[float, Found]:
    """The first answers of connections that have read nothing yet, and one of them."""
    found = _find(Reading(path), audience, 60)  # what is imported and compiled is
    seconds = []
    for _ in range(setting.rounds):
        reading = Reading(path)
        seconds.append(cpu_of(partial(_find, reading, audience, 60), as_worker=True)[0])
        reading.close()
    return median(seconds), found


def _wrong(found: Found) -> str:
    """What a look at what is suggested says against it."""
    rows = found.rows(found.ask.window)
    taken = [(one.start, one.end) for one in rows[0].busy if one.kind == "busy"]
    over = [
        one
        for one in found.suggestions
        if not one.warns and any(start < one.end and one.start < end for start, end in taken)
    ]
    return f"{len(over)} suggestions are over meetings" if over else ""
