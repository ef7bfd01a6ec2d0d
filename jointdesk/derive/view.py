"""What one audience sees of a stretch of time: read, project, merge, judge, in that order.

Meetings and conflicts are computed when asked, by the same functions for every audience and
every window, so that they can never be out of date.
"""

from collections.abc import Mapping
from typing import NamedTuple

from jointdesk.derive.checks import conflicts_of_meetings, conflicts_of_records
from jointdesk.derive.meetings import lies_in, meetings_between
from jointdesk.diary.conflicts import REACH, Survey
from jointdesk.diary.context import Context
from jointdesk.diary.stale import stale_feeds
from jointdesk.diary.verdicts import Verdicts
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, Span
from jointdesk.domain.people import Audience
from jointdesk.domain.sources import BY_SHARED_DESK
from jointdesk.store.connections import list_connections
from jointdesk.store.derived import ReadConnection
from jointdesk.store.settlements import list_settlements


class View(NamedTuple):
    """One audience's meetings and judged conflicts in a window."""

    meetings: list[Meeting]
    conflicts: Verdicts


def view(
    connection: ReadConnection,
    context: Context,
    audience: Audience,
    window: Span,
    now: Instant,
    records: bool = False,
) -> View:
    """Return the meetings that overlap the window and the conflicts anchored in it.

    Conflicts without a time of their own (DIA-16) are there whatever the window. With `records`
    those of decisions and tasks are there too, and what takes months to say (WRK-02); without,
    records are read only as far as they concern the meetings.
    """
    wide = Span(window.start + REACH.start, window.end + REACH.end)
    meetings = meetings_between(connection, context, audience, wide)
    read_at = read_times(connection, context)
    shown = [meeting for meeting in meetings if lies_in(meeting, window)]
    known = seen_at(read_at, context)
    of_records = conflicts_of_records if records else conflicts_of_meetings
    others = of_records(connection, context, audience, window, now, meetings)
    verdicts = Verdicts(
        Survey(meetings, context, window),
        [*others, *stale_feeds(read_at, context, now)],
        list_settlements(connection, audience),
        now,
        known,
    )
    return View(shown, verdicts)


def read_times(connection: ReadConnection, context: Context) -> dict[str, Instant | None]:
    """Return when each connected collection was last read, None for never."""
    return {
        one.collection_id: one.read_at
        for one in list_connections(connection)
        if one.collection_id in context.collections
    }


def seen_at(read_at: Mapping[str, Instant | None], context: Context) -> dict[str, Instant]:
    """Return from when each collection is known that was read.

    Busy times are no calendar of their own: they are known from when their organisation's were.
    """
    known = {source: at for source, at in read_at.items() if at is not None}
    latest: dict[str, Instant] = {}
    for source, at in known.items():
        org = context.collections[source].org_id
        latest[org] = max(latest.get(org, at), at)
    busy = (one for one in context.collections.values() if one.kind == BY_SHARED_DESK)
    return known | {one.id: latest[one.org_id] for one in busy if one.org_id in latest}
