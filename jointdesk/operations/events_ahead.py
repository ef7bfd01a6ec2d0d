"""What an event would clash with if it stood in the diary: told before it is put there."""

from collections.abc import Iterable
from dataclasses import replace

from jointdesk.derive.events import local_collections, meeting_of
from jointdesk.diary.conflicts import find_conflicts
from jointdesk.diary.context import Context
from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.events import Event
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Span

_RANK = {Severity.RED: 0, Severity.AMBER: 1, Severity.INFO: 2}


def conflicts_ahead(event: Event, meetings: Iterable[Meeting], context: Context) -> list[Conflict]:
    """Return the conflicts that an event would be part of, the worst first.

    `meetings` are those around it; one with the event's own id gives way to it. The rules are
    those of the list of conflicts, but for what looks at more than its day and the two beside.
    """
    known = replace(context, collections={**local_collections([event]), **context.collections})
    wanted = meeting_of(event, known)
    near = Span(wanted.start - DAY, wanted.end + DAY)
    others = [
        one
        for one in meetings
        if one.preferred.details.series_id != event.id
        and Span(one.start, max(one.end, one.start + 1)).overlaps(near)
    ]
    found = find_conflicts([*others, wanted], known, near)
    own = [one for one in found if wanted.id in one.participants and len(one.participants) > 1]
    return sorted(own, key=lambda one: _RANK[one.severity])
