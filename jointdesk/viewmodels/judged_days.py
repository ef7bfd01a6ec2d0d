"""The days that the diary shows with their conflicts and journeys; read after the first picture."""

from collections.abc import Sequence
from datetime import date

from jointdesk.derive.context import load_context
from jointdesk.derive.view import view
from jointdesk.diary.verdicts import Verdicts
from jointdesk.domain.conflicts import JudgedConflict, State
from jointdesk.domain.moments import Span
from jointdesk.domain.people import Audience
from jointdesk.operations.clock import now
from jointdesk.operations.conflicts import list_conflicts
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.diary_days import DiaryDays, span_of
from jointdesk.viewmodels.journeys import journeys_between
from jointdesk.viewmodels.marks import marks_of_verdicts


def read_days(reading: Reading, audience: Audience, days: Sequence[date]) -> DiaryDays:
    """Read the days for an audience, judged."""
    connection, zone = reading.connection, reading.zone
    context = load_context(connection, zone)
    at = now()
    seen = view(connection, context, audience, span_of(days, zone), at)
    return DiaryDays(
        days=tuple(days),
        meetings=tuple(seen.meetings),
        conflicts=seen.conflicts,
        organisations=tuple(context.organisations.values()),
        zone=zone,
        now=at,
        has_sources=bool(context.collections),
        marks=marks_of_verdicts(seen.conflicts, zone),
        stale=frozenset(
            org_id
            for judged in seen.conflicts.coded("DIA-16")
            for org_id in judged.conflict.org_ids
        ),
        journeys=journeys_between(
            seen.meetings,
            seen.conflicts.coded("DIA-04"),
            context.sites,
            context.travel,
            zone,
            context.buffer_minutes,
        ),
    )


def conflicts_of(days: DiaryDays, meeting_id: str) -> list[JudgedConflict]:
    """Return the conflicts that a meeting of these days takes part in."""
    conflicts = days.conflicts
    if isinstance(conflicts, Verdicts):
        return conflicts.of(meeting_id)
    return [one for one in conflicts if meeting_id in one.conflict.participants]


def read_unsettled(reading: Reading, audience: Audience, window: Span) -> list[JudgedConflict]:
    """Return the conflicts of a stretch of time that have a time and wait to be settled."""
    return [
        one
        for one in list_conflicts(reading, audience, window, now(), records=False)
        if one.state in (State.OPEN, State.ASSIGNED) and one.conflict.start is not None
    ]
