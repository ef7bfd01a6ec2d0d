"""What one audience sees of a stretch of time: read, project, merge, judge, in that order.

Meetings and conflicts are computed when asked, by the same functions for every audience and
every window, so that they can never be out of date.
"""

from typing import NamedTuple

from jointdesk.derive.beyond import nearest_row, rows_between
from jointdesk.derive.zones import ZoneDays
from jointdesk.diary.conflicts import REACH, find_conflicts
from jointdesk.diary.context import Context
from jointdesk.diary.copies import merge
from jointdesk.diary.details import details_of
from jointdesk.diary.settlements import judge
from jointdesk.diary.stale import stale_feeds
from jointdesk.domain.conflicts import JudgedConflict
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, Span
from jointdesk.domain.occurrences import Details, Occurrence
from jointdesk.domain.people import Audience
from jointdesk.privacy.projection import project
from jointdesk.store.components import StoredComponent, components_by_id
from jointdesk.store.connections import list_connections
from jointdesk.store.derived import ReadConnection
from jointdesk.store.settlements import list_settlements


class View(NamedTuple):
    """One audience's meetings and judged conflicts in a window."""

    meetings: list[Meeting]
    conflicts: list[JudgedConflict]


def view(
    connection: ReadConnection,
    context: Context,
    audience: Audience,
    window: Span,
    now: Instant,
) -> View:
    """Return the meetings that overlap the window and the conflicts anchored in it.

    Conflicts without a time of their own (DIA-16) are there whatever the window.
    """
    wide = Span(window.start + REACH.start, window.end + REACH.end)
    meetings = meetings_between(connection, context, audience, wide)
    found = find_conflicts(meetings, context, window)
    read_at = read_times(connection, context)
    found.extend(stale_feeds(read_at, context, now))
    settlements = list_settlements(connection, audience)
    shown = [meeting for meeting in meetings if _lies_in(meeting, window)]
    known = {source: at for source, at in read_at.items() if at is not None}
    return View(shown, judge(found, settlements, now, known))


def read_times(connection: ReadConnection, context: Context) -> dict[str, Instant | None]:
    """Return when each connected collection was last read, None for never."""
    return {
        one.collection_id: one.read_at
        for one in list_connections(connection)
        if one.collection_id in context.collections
    }


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


def _lies_in(meeting: Meeting, window: Span) -> bool:
    """True if it overlaps the window; of zero length, if it starts in it."""
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
