"""The merged diary of a stretch of time, with each meeting's conflicts and notes."""

from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.view import view
from jointdesk.domain.components import UNKNOWN_ZONE
from jointdesk.domain.conflicts import JudgedConflict
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, Span
from jointdesk.domain.people import Audience
from jointdesk.store.reading import ReadableDesk


class AgendaEntry(NamedTuple):
    """A meeting with the conflicts that it takes part in and what is odd about it."""

    meeting: Meeting
    conflicts: tuple[JudgedConflict, ...]
    notes: tuple[str, ...]


def agenda(
    desk: ReadableDesk,
    audience: Audience,
    window: Span,
    now: Instant,
    org_ids: frozenset[str] = frozenset(),
) -> list[AgendaEntry]:
    """Return the meetings that overlap the window, in time order.

    With `org_ids` only those that stand in the calendar of any of these organisations.
    """
    connection = desk.connection
    seen = view(connection, load_context(connection, desk.zone), audience, window, now)
    by_meeting: dict[str, list[JudgedConflict]] = {}
    for judged in seen.conflicts:
        for participant in judged.conflict.participants:
            by_meeting.setdefault(participant, []).append(judged)
    return [
        AgendaEntry(meeting, tuple(by_meeting.get(meeting.id, ())), notes_on(meeting))
        for meeting in seen.meetings
        if not org_ids or org_ids.intersection(meeting.org_ids)
    ]


def notes_on(meeting: Meeting) -> tuple[str, ...]:
    """Return what a reader of the meeting's times must know, in sentences."""
    zones = dict.fromkeys(
        copy.details.zone.removeprefix(UNKNOWN_ZONE)
        for copy in meeting.copies
        if copy.details.zone.startswith(UNKNOWN_ZONE)
    )
    return tuple(f"Time zone unknown: {zone}" for zone in zones)
