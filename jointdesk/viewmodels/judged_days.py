"""The days that the diary shows with their conflicts and journeys; read after the first picture."""

from collections.abc import Sequence
from datetime import date

from jointdesk.derive.context import load_context
from jointdesk.derive.view import view
from jointdesk.domain.conflicts import JudgedConflict, State
from jointdesk.domain.moments import Span
from jointdesk.domain.people import Audience
from jointdesk.operations.clock import now
from jointdesk.operations.conflicts import list_conflicts
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.diary_days import DiaryDays, span_of
from jointdesk.viewmodels.journeys import journeys_between


def read_days(reading: Reading, audience: Audience, days: Sequence[date]) -> DiaryDays:
    """Read the days for an audience, judged."""
    connection, zone = reading.connection, reading.zone
    context = load_context(connection, zone)
    at = now()
    seen = view(connection, context, audience, span_of(days, zone), at)
    return DiaryDays(
        days=tuple(days),
        meetings=tuple(seen.meetings),
        conflicts=tuple(seen.conflicts),
        organisations=tuple(context.organisations.values()),
        zone=zone,
        now=at,
        has_sources=bool(context.collections),
        journeys=journeys_between(
            seen.meetings,
            seen.conflicts,
            context.sites,
            context.travel,
            zone,
            context.buffer_minutes,
        ),
    )


def read_unsettled(reading: Reading, audience: Audience, window: Span) -> list[JudgedConflict]:
    """Return the conflicts of a stretch of time that have a time and wait to be settled."""
    return [
        one
        for one in list_conflicts(reading, audience, window, now())
        if one.state in (State.OPEN, State.ASSIGNED) and one.conflict.start is not None
    ]
