"""A full desk, opened for reading as the window does it."""

from typing import NamedTuple

from benchmarks.calendars import FIRST_DAY, LAST_DAY, NOW
from benchmarks.desks import full_desk
from benchmarks.setting import Setting
from jointdesk.derive.context import load_context
from jointdesk.diary.context import Context
from jointdesk.domain.moments import DAY, Instant, Span, instant, midnight
from jointdesk.domain.people import Audience
from jointdesk.store.reading import Reading

AT: Instant = instant(NOW)
WEEKS = 20
"""How many different weeks a measure of one week goes over, so that none is remembered."""


class Opened(NamedTuple):
    """An open desk, what its rules need to know, and the director who looks."""

    reading: Reading
    context: Context
    audience: Audience


def opened(setting: Setting, events: int) -> Opened:
    """Open the desk with two calendars of that size."""
    reading = Reading(full_desk(setting.work, setting.calendars(events)).path)
    context = load_context(reading.connection, reading.zone)
    everything = Audience("", frozenset(context.organisations), is_director=True)
    return Opened(reading, context, everything)


def weeks(desk: Opened) -> list[Span]:
    """Whole weeks on end, the first one the present one."""
    start = midnight(NOW.date(), desk.reading.zone)
    return [Span(start + n * 7 * DAY, start + (n + 1) * 7 * DAY) for n in range(WEEKS)]


def five_years(desk: Opened) -> Span:
    """The whole stretch that the calendars fill."""
    zone = desk.reading.zone
    return Span(midnight(FIRST_DAY.date(), zone), midnight(LAST_DAY.date(), zone))
