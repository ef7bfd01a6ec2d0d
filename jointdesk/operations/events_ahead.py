"""What an event would clash with if it stood in the diary: told before it is put there."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.events import local_collections, meeting_of
from jointdesk.derive.meetings import meetings_between
from jointdesk.diary.conflicts import find_conflicts
from jointdesk.diary.context import Context
from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.events import Event
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Span
from jointdesk.domain.people import Audience
from jointdesk.store.reading import ReadableDesk

_RANK = {Severity.RED: 0, Severity.AMBER: 1, Severity.INFO: 2}


class AheadRead(NamedTuple):
    """The conflicts that an event would be part of, and the meetings around it by id."""

    conflicts: list[Conflict]
    meetings: dict[str, Meeting]


def read_ahead(
    desk: ReadableDesk, audience: Audience, event: Event, instead_of: str = ""
) -> AheadRead:
    """Read what an event would clash with, as an audience may know it.

    `instead_of` is the id of the meeting whose place it takes, "" for none.
    """
    context = load_context(desk.connection, desk.zone)
    span = meeting_of(event, context)
    near = Span(span.start - 2 * DAY, span.end + 2 * DAY)
    meetings = meetings_between(desk.connection, context, audience, near)
    found = conflicts_ahead(event, meetings, context, instead_of)
    return AheadRead(found, {one.id: one for one in meetings})


def conflicts_ahead(
    event: Event, meetings: Iterable[Meeting], context: Context, instead_of: str = ""
) -> list[Conflict]:
    """Return the conflicts that an event would be part of, the worst first.

    `meetings` are those around it; its own series and the meeting `instead_of` give way to it.
    """
    known = replace(context, collections={**local_collections([event]), **context.collections})
    others = [
        one
        for one in meetings
        if one.id != instead_of and one.preferred.details.series_id != event.id
    ]
    return _conflicts_of(meeting_of(event, known), others, known)


def conflicts_if_moved(
    meeting: Meeting, span: Span, meetings: Iterable[Meeting], context: Context
) -> list[Conflict]:
    """Return the conflicts that a meeting would be part of at another time, the worst first.

    All its copies are taken to move there; `meetings` are those around the new time.
    """
    others = [one for one in meetings if one.id != meeting.id]
    return _conflicts_of(moved(meeting, span), others, context)


def clashes_at(
    desk: ReadableDesk, audience: Audience, meeting: Meeting, span: Span
) -> tuple[str, ...]:
    """Return in sentences what a meeting would clash with at another time, the worst first.

    What is only for information is left out.
    """
    context = load_context(desk.connection, desk.zone)
    near = Span(span.start - 2 * DAY, span.end + 2 * DAY)
    meetings = meetings_between(desk.connection, context, audience, near)
    found = conflicts_if_moved(meeting, span, meetings, context)
    told = [one for one in found if one.severity is not Severity.INFO]
    return tuple(f"{one.message.rstrip('.')}." for one in told)


def turned(meeting: Meeting, all_day: bool) -> Meeting:
    """Return a meeting all of whose copies last all day, or have their times."""
    if meeting.preferred.details.all_day is all_day:
        return meeting
    copies = tuple(
        copy._replace(details=replace(copy.details, all_day=all_day)) for copy in meeting.copies
    )
    return meeting._replace(
        copies=copies, preferred=copies[meeting.copies.index(meeting.preferred)]
    )


def moved(meeting: Meeting, span: Span) -> Meeting:
    """Return a meeting whose copies all stand at another time."""
    copies = tuple(copy._replace(start=span.start, end=span.end) for copy in meeting.copies)
    preferred = copies[meeting.copies.index(meeting.preferred)]
    drift = tuple(what for what in meeting.drift if what != "time")
    return meeting._replace(copies=copies, preferred=preferred, drift=drift)


def _conflicts_of(wanted: Meeting, others: Iterable[Meeting], context: Context) -> list[Conflict]:
    """Judge by the rules of the list, but for those that look beyond the days beside it."""
    near = Span(wanted.start - DAY, wanted.end + DAY)
    around = [one for one in others if Span(one.start, max(one.end, one.start + 1)).overlaps(near)]
    found = find_conflicts([*around, wanted], context, near)
    own = [one for one in found if wanted.id in one.participants and len(one.participants) > 1]
    return sorted(own, key=lambda one: _RANK[one.severity])
