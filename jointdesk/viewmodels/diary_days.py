"""The days that the diary shows: which ones, and what was read of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_in
from jointdesk.domain.conflicts import JudgedConflict
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, Span, midnight
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Audience
from jointdesk.operations.clock import now
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.blocks import Journey
from jointdesk.viewmodels.marks import Marks


class Mode(IntEnum):
    """The forms of the diary, in the order of their buttons."""

    DAY = 0
    WORK_WEEK = 1
    WEEK = 2
    AGENDA = 3


_AGENDA_BACK, _AGENDA_ON = 28, 26 * 7
"""Days before and after the chosen day that the agenda lists."""


class DiaryDays(NamedTuple):
    """What was read of some days.

    `stale` are the ids of organisations with a calendar that was not read for too long.
    """

    days: tuple[date, ...]
    meetings: tuple[Meeting, ...]
    conflicts: Sequence[JudgedConflict]
    organisations: tuple[Organisation, ...]
    zone: ZoneInfo
    now: Instant
    has_sources: bool
    marks: Marks = Marks()
    journeys: tuple[Journey, ...] = ()
    stale: frozenset[str] = frozenset()


def days_of(mode: Mode, anchor: date) -> tuple[date, ...]:
    """Return the days that a form of the diary shows around a day."""
    monday = anchor - timedelta(days=anchor.weekday())
    match mode:
        case Mode.DAY:
            return (anchor,)
        case Mode.WORK_WEEK:
            return tuple(monday + timedelta(days=number) for number in range(5))
        case Mode.WEEK:
            return tuple(monday + timedelta(days=number) for number in range(7))
        case Mode.AGENDA:
            first = anchor - timedelta(days=_AGENDA_BACK)
            span = _AGENDA_BACK + _AGENDA_ON
            return tuple(first + timedelta(days=number) for number in range(span))


def span_of(days: Sequence[date], zone: ZoneInfo) -> Span:
    """Return the stretch of time that consecutive days are."""
    return Span(midnight(days[0], zone), midnight(days[-1] + timedelta(days=1), zone))


def read_meetings(reading: Reading, audience: Audience, days: Sequence[date]) -> DiaryDays:
    """Read the days for an audience, but for their conflicts and journeys.

    It is all that the first picture needs, and it imports nothing that judges.
    """
    connection, zone = reading.connection, reading.zone
    context = load_context(connection, zone)
    return DiaryDays(
        days=tuple(days),
        meetings=tuple(meetings_in(connection, context, audience, span_of(days, zone))),
        conflicts=(),
        organisations=tuple(context.organisations.values()),
        zone=zone,
        now=now(),
        has_sources=bool(context.collections),
    )
