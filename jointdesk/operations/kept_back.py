"""Invitations that were kept back: events that stand in a calendar, and nobody was told."""

from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_in
from jointdesk.domain.invitations import Message, MessageKind
from jointdesk.domain.moments import Instant, Span
from jointdesk.domain.occurrences import Occurrence, Status
from jointdesk.domain.people import Audience
from jointdesk.ical.scheduling import messages, released
from jointdesk.operations.invitations import HORIZON
from jointdesk.store.connections import list_connections
from jointdesk.store.overlays import resources_of_series
from jointdesk.store.people import director_emails
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.resources import current_text


class KeptBack(NamedTuple):
    """An event to come, and what its server would send with a person's word."""

    copy: Occurrence
    could_tell: tuple[Message, ...]


def list_kept_back(desk: ReadableDesk, audience: Audience, now: Instant) -> list[KeptBack]:
    """Return what was written so that nobody was told, the soonest first; a series once.

    What waits to be written is not among it: the outbox has that.
    """
    connection = desk.connection
    own = own_addresses(desk)
    if not own:
        return []
    context = load_context(connection, desk.zone)
    found: dict[str, KeptBack] = {}
    for meeting in meetings_in(connection, context, audience, Span(now, now + HORIZON)):
        for copy in meeting.copies:
            mine = own.get(copy.details.collection_id)
            if mine and copy.details.series_id not in found and _is_ours(copy, mine):
                told = _could_tell(desk, copy, mine)
                found[copy.details.series_id] = KeptBack(copy, told)
    return [one for one in found.values() if one.could_tell]


def kept_back_of(desk: ReadableDesk, copy: Occurrence) -> tuple[Message, ...]:
    """Return what would be sent of one event with a person's word, nothing where all were told."""
    mine = own_addresses(desk).get(copy.details.collection_id)
    return _could_tell(desk, copy, mine) if mine and _is_ours(copy, mine) else ()


def own_addresses(desk: ReadableDesk) -> dict[str, frozenset[str]]:
    """Return one's own addresses by the calendars whose server sends invitations."""
    connection = desk.connection
    return {
        one.collection_id: director_emails(connection).union(one.addresses.split())
        for one in list_connections(connection)
        if one.schedules and one.can_write
    }


def _is_ours(copy: Occurrence, mine: frozenset[str]) -> bool:
    details = copy.details
    is_open = not (details.masked or details.pending or details.status is Status.CANCELLED)
    return is_open and details.organizer in mine and bool(details.attendees)


def _could_tell(desk: ReadableDesk, copy: Occurrence, mine: frozenset[str]) -> tuple[Message, ...]:
    """Return what would be sent of a copy, nothing where all were told."""
    for resource, _ in resources_of_series(desk.connection, [copy.details.series_id]):
        text = current_text(desk.connection, resource)
        told = messages(text, released(text), mine)
        if any(one.kind is MessageKind.INVITATION for one in told):
            return told
    return ()
