"""What a change of a whole series would clash with: on how many of its days, and when first.

One occurrence says nothing of the others: the hour that is free this Tuesday may be taken on every
second one. Looked at are the occurrences of the year to come.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_between
from jointdesk.diary.context import Context
from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.edits import EditScope
from jointdesk.domain.events import Event
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Instant, Span, instant, local, local_day, parse_instant
from jointdesk.domain.people import Audience
from jointdesk.operations.event_times import Times
from jointdesk.operations.events_ahead import conflicts_ahead, conflicts_if_moved, turned
from jointdesk.store.reading import ReadableDesk

HORIZON = 366 * DAY
MOST = 60
"""Days that are looked at."""
_NEAR = 2 * DAY


class SeriesAhead(NamedTuple):
    """How many of so many `days` clash, and the first one that does, None where none does."""

    clashing: int = 0
    days: int = 0
    first: date | None = None


def moved_ahead(
    desk: ReadableDesk, audience: Audience, meeting: Meeting, times: Times, now: Instant
) -> Mapping[EditScope, SeriesAhead]:
    """Return what it would clash with if one occurrence's new times moved a series.

    For "this and following", and for "all": those of them that are still to come. What was moved
    by itself before stays where it is.
    """
    context = load_context(desk.connection, desk.zone)
    begin = min(now, meeting.start) - _NEAR
    found = meetings_between(desk.connection, context, audience, Span(begin, begin + HORIZON))
    series = {copy.details.series_id for copy in meeting.copies}
    own = [one for one in found if series & {copy.details.series_id for copy in one.copies}]
    ids = {one.id for one in own}
    others = [one for one in found if one.id not in ids]
    moving = [one for one in own if one.id == meeting.id or _follows(one, now)]
    scopes = {
        EditScope.FOLLOWING: [one for one in moving if one.start >= meeting.start],
        EditScope.ALL: moving,
    }
    return {
        scope: _judged(some[:MOST], meeting, times, others, context)
        for scope, some in scopes.items()
    }


def _follows(meeting: Meeting, now: Instant) -> bool:
    """Whether an occurrence is still to come, and goes with its series."""
    return meeting.start >= now and meeting.preferred.details.recurrence_id is None


def _judged(
    moving: Sequence[Meeting],
    named: Meeting,
    times: Times,
    others: Sequence[Meeting],
    context: Context,
) -> SeriesAhead:
    clashing = []
    for one in moving:
        there = turned(one, all_day="T" not in times.start)
        span = _shifted(one, named, times, context.zone)
        if _is_told(conflicts_if_moved(there, span, _around(span, others), context)):
            clashing.append(local_day(span.start, context.zone))
    return SeriesAhead(len(clashing), len(moving), min(clashing, default=None))


def _shifted(one: Meeting, named: Meeting, times: Times, zone: tzinfo) -> Span:
    """Return when an occurrence would be if the named one had other times: by the clock."""
    start, end = (datetime.fromisoformat(text) for text in times)
    by = start - _clock(named.start, zone)
    begins = _clock(one.start, zone) + by
    return Span(_instant(begins, zone), _instant(begins + (end - start), zone))


def _clock(when: Instant, zone: tzinfo) -> datetime:
    return local(when, zone).replace(tzinfo=None)


def _instant(clock: datetime, zone: tzinfo) -> Instant:
    return instant(clock.replace(tzinfo=zone))


def repeated_ahead(
    desk: ReadableDesk, audience: Audience, event: Event, days: Sequence[date]
) -> SeriesAhead:
    """Return what an event would clash with if it stood on each of some days, at its own times.

    Its own series gives way to it.
    """
    if not days:
        return SeriesAhead()
    context = load_context(desk.connection, desk.zone)
    begin = parse_instant(event.start, desk.zone)
    first, last = min(days), max(days)
    start = date.fromisoformat(event.start[:10])
    window = Span(
        begin + (first - start).days * DAY - _NEAR, begin + ((last - start).days + 2) * DAY + _NEAR
    )
    meetings = meetings_between(desk.connection, context, audience, window)
    clashing = []
    for day in days:
        there = _on_day(event, day - start)
        at = parse_instant(there.start, desk.zone)
        near = _around(Span(at, at + DAY), meetings)
        if _is_told(conflicts_ahead(there, near, context)):
            clashing.append(day)
    return SeriesAhead(len(clashing), len(days), min(clashing, default=None))


def _on_day(event: Event, later: timedelta) -> Event:
    def moved(text: str) -> str:
        moment = datetime.fromisoformat(text) + later
        timed = moment.isoformat(timespec="minutes")
        return timed if "T" in text else moment.date().isoformat()

    return replace(event, start=moved(event.start), end=moved(event.end), repeat="")


def _around(span: Span, meetings: Iterable[Meeting]) -> list[Meeting]:
    near = Span(span.start - _NEAR, span.end + _NEAR)
    return [one for one in meetings if one.end >= near.start and one.start <= near.end]


def _is_told(conflicts: Iterable[Conflict]) -> bool:
    return any(one.severity is not Severity.INFO for one in conflicts)
