"""What could be sent of chosen events with a person's word, and sending just that.

The engine is `operations/sending.py`; this is what is asked about an event at hand, whether it
waits to be written or stands in its calendar and nobody was told of it.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.invitations import Message, told_words
from jointdesk.domain.moments import Instant
from jointdesk.domain.occurrences import Occurrence
from jointdesk.domain.people import Audience
from jointdesk.operations.kept_back import kept_back_of
from jointdesk.operations.sending import IS_OTHER, send_event
from jointdesk.operations.waiting import list_waiting
from jointdesk.store.connections import list_connections
from jointdesk.store.desk import Desk
from jointdesk.store.reading import ReadableDesk


class Sendable(NamedTuple):
    """A series of a calendar whose server would send what it `could_tell`."""

    series_id: str
    org_id: str
    title: str
    could_tell: tuple[Message, ...]


def list_sendable(
    desk: ReadableDesk,
    audience: Audience,
    series_ids: Collection[str],
    copies: Iterable[Occurrence],
    now: Instant,
) -> list[Sendable]:
    """Return what could be sent of some series, each once.

    Args:
        desk: the desk.
        audience: who asks; what is kept from them is not among it.
        series_ids: what was written to just now, or may wait.
        copies: occurrences as the audience sees them, of which nobody may have been told.
        now: the time.
    """
    if not any(one.schedules for one in list_connections(desk.connection)):
        return []
    wanted = {*series_ids, *(one.details.series_id for one in copies)}
    found: dict[str, Sendable] = {}
    for waiting in list_waiting(desk, audience, now):
        id_ = waiting.case.series_id
        if id_ in wanted and waiting.can_write:
            told = waiting.request.could_tell if waiting.request is not None else ()
            found[id_] = Sendable(id_, waiting.collection.org_id, waiting.title, told)
    for copy in copies:
        details = copy.details
        if details.series_id not in found:
            told = kept_back_of(desk, copy)
            found[details.series_id] = Sendable(
                details.series_id, details.org_id, details.title, told
            )
    return [one for one in found.values() if one.could_tell]


def send_seen(
    desk: Desk, actor: Actor, audience: Audience, series_id: str, seen: str
) -> tuple[Message, ...]:
    """Let the server send what a person has `seen`, in the words of `told_words`; return it.

    Raises:
        NotFoundError: the audience sees no such event.
        WrongUseError: nobody is to be told, or others than the person has seen.
    """
    with desk.transaction():
        told = send_event(desk, actor, audience, series_id)
        if told_words(told) != seen:
            raise WrongUseError(IS_OTHER)
    return told
