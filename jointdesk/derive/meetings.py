"""One audience's meetings in a stretch of time: read, project, merge, in that order.

The window paints its first week from this alone: nothing here looks for conflicts.
"""

from operator import itemgetter

from jointdesk.derive.beyond import nearest_row, rows_beyond
from jointdesk.derive.events import local_occurrences
from jointdesk.derive.memory import judged, memory_of
from jointdesk.diary.context import Context
from jointdesk.diary.copies import merge
from jointdesk.diary.pairs import MOVED
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, Span
from jointdesk.domain.occurrences import Occurrence
from jointdesk.domain.people import Audience
from jointdesk.privacy.projection import project
from jointdesk.store.components import components_by_id
from jointdesk.store.derived import ReadConnection
from jointdesk.store.occurrences import exact_rows, plain_keys


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
    memory = memory_of(connection, context)
    found = memory.plain(connection, plain_keys(connection, window.start, window.end))
    found += memory.exact(connection, exact_rows(connection, window.start, window.end))
    if beyond := rows_beyond(connection, window):
        beyond -= {(*one[:4], one.details.component_id) for one in found}
        found += memory.exact(connection, beyond)
    found += local_occurrences(connection, context, window)
    start, end = window
    return sorted(
        [one for one in found if one.start < end and (one.end > start or one.start >= start)],
        key=itemgetter(0),
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
        details = judged(stored, context)
        row = nearest_row(connection, stored, now)
        if details is not None and row is not None:
            found.append(Occurrence(row.start, row.end, row.day, row.ordinal, details))
    return found
