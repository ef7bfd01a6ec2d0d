"""One audience's meetings in a stretch of time: read, project, merge, in that order.

The window paints its first week from this alone: nothing here looks for conflicts.
"""

from jointdesk.derive.beyond import nearest_row, rows_between
from jointdesk.derive.zones import ZoneDays
from jointdesk.diary.context import Context
from jointdesk.diary.copies import merge
from jointdesk.diary.details import details_of
from jointdesk.diary.pairs import MOVED
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, Span
from jointdesk.domain.occurrences import Details, Occurrence
from jointdesk.domain.people import Audience
from jointdesk.privacy.projection import project
from jointdesk.store.components import StoredComponent, components_by_id
from jointdesk.store.derived import ReadConnection


def meetings_between(
    connection: ReadConnection, context: Context, audience: Audience, window: Span
) -> list[Meeting]:
    """Return the audience's meetings that overlap the window, in start order."""
    occurrences = occurrences_between(connection, context, window)
    return merge(project(occurrences, audience), context)


def occurrences_between(
    connection: ReadConnection, context: Context, window: Span
) -> list[Occurrence]:
    """Return every occurrence that overlaps the window, in start order, as nobody may see it."""
    rows = rows_between(connection, window, ZoneDays(context.zone))
    components = components_by_id(connection, {row.component_id for row in rows})
    details = {id_: _details(stored, context) for id_, stored in components.items()}
    return [
        Occurrence(row.start, row.end, row.day, row.ordinal, known)
        for row in rows
        if (known := details[row.component_id]) is not None
    ]


def _details(stored: StoredComponent, context: Context) -> Details | None:
    """Judge a component; None for what is no event or of a collection that was taken away."""
    if stored.component.kind != "VEVENT" or stored.collection_id not in context.collections:
        return None
    return details_of(
        stored.component,
        component_id=stored.id,
        series_id=stored.series_id,
        seen=stored.seen,
        collection_id=stored.collection_id,
        writable=False,
        context=context,
    )


def meetings_in(
    connection: ReadConnection, context: Context, audience: Audience, window: Span
) -> list[Meeting]:
    """Return the audience's meetings that overlap the window, in start order.

    Unlike `meetings_between` it looks beyond the window for the copies of what lies in it.
    """
    wide = Span(window.start - MOVED, window.end + MOVED)
    meetings = meetings_between(connection, context, audience, wide)
    return [meeting for meeting in meetings if lies_in(meeting, window)]


def lies_in(meeting: Meeting, window: Span) -> bool:
    """Return whether it overlaps the window; of zero length, if it starts in it."""
    return meeting.start < window.end and (
        meeting.end > window.start or meeting.start >= window.start
    )


def nearest_occurrences(
    connection: ReadConnection, context: Context, component_ids: list[int], now: Instant
) -> list[Occurrence]:
    """Return one occurrence of each component: the next, or the last where none is to come."""
    found = []
    for stored in components_by_id(connection, component_ids).values():
        details = _details(stored, context)
        row = nearest_row(connection, stored, now)
        if details is not None and row is not None:
            found.append(Occurrence(row.start, row.end, row.day, row.ordinal, details))
    return found
