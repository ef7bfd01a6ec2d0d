"""Sending: letting a calendar's server tell other people what was changed here.

A server that sends invitations by itself (RFC 6638) is written to so that it tells nobody, until
a person has seen what would go to whom and has said so.
"""

from jointdesk.derive.pending import catch_up
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.invitations import NO_WAY_BACK, Message, told_words
from jointdesk.domain.items import Fields, Write
from jointdesk.domain.moments import Instant, iso
from jointdesk.domain.occurrences import split_key
from jointdesk.domain.pending import OVERLAY, overlay_id, wanted_fields
from jointdesk.domain.people import Audience
from jointdesk.ical.mailed import request_bytes
from jointdesk.operations.event_copies import EventCopy, find_copies
from jointdesk.operations.event_texts import series_values, texts_of
from jointdesk.operations.outbox import entries_of
from jointdesk.operations.waiting import Waiting, list_waiting
from jointdesk.store.changes import record
from jointdesk.store.connections import find_connection
from jointdesk.store.consents import give_consent
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.reading import ReadableDesk
from jointdesk.sync.settling import stream_of_overlay

_SENT = "sent_at"
"""A field of our own on an overlay: when somebody last said that something may be sent."""

NO_SENDING = (
    "This calendar's server sends no invitations. “invitation file” writes one to send by mail."
)

IS_OTHER = "What would be sent is another by now. Look at it again."


def send(
    desk: Desk, actor: Actor, audience: Audience, entry_id: str, seen: str = ""
) -> tuple[Message, ...]:
    """Let the server send what an entry of the outbox `told`, and return that.

    `seen` is what the person has seen, in the words of `told_words`, where that was before.

    It goes with the next sync, and nothing of it can be undone from now on. Changed again before,
    it waits for a word once more.

    Raises:
        NotFoundError: nothing like that waits.
        WrongUseError: nobody is told by it, or others than the person has seen.
    """
    for waiting in list_waiting(desk, audience, actor.at):
        if {entry_id, overlay_id(entry_id)} & {one.id for one in entries_of(waiting)}:
            if seen and seen != told_words(_could_tell(waiting)):
                raise WrongUseError(IS_OTHER)
            return _send(desk, actor, audience, waiting)
    raise NotFoundError(f"Nothing with the id {entry_id} waits. “outbox list” shows what does.")


def send_event(
    desk: Desk, actor: Actor, audience: Audience, event_id: str, copy: str = ""
) -> tuple[Message, ...]:
    """Let the server send all that is to be sent of an event, and return that.

    That is what waits, and invitations that were kept back when the event was written.

    Raises:
        NotFoundError: the audience sees no such event, or there is no such copy.
        WrongUseError: its server sends nothing, or nobody is to be told.
    """
    waiting = _waiting(desk, audience, _series(event_id), actor.at)
    if waiting is not None and _could_tell(waiting):
        return _send(desk, actor, audience, waiting)
    chosen = find_copies(desk, audience, event_id, actor.at).chosen(copy)
    known = find_connection(desk.connection, chosen.collection.id)
    if known is None or not known.schedules:
        raise WrongUseError(NO_SENDING)
    values = series_values(desk, texts_of(desk, chosen, actor.at))
    if values.get("invite") or not values.get("attendees") or chosen.event is not None:
        raise WrongUseError(f"Nobody is to be told of “{chosen.title}”: nothing has to be sent.")
    with desk.transaction():
        _wish(desk, actor, chosen)
        waiting = _waiting(desk, audience, chosen.series_id, actor.at)
        if waiting is None or not _could_tell(waiting):
            raise WrongUseError(f"Nobody is to be told of “{chosen.title}”.")
        return _agree(desk, waiting)


def invitation_file(
    desk: ReadableDesk, audience: Audience, event_id: str, now: Instant, copy: str = ""
) -> bytes:
    """Return an invitation to an event as a calendar file, to be sent by mail.

    For calendars whose server sends none, and for local ones.

    Raises:
        NotFoundError: the audience sees no such event, or there is no such copy.
        WrongUseError: nobody is asked to it, or nobody knows the address of who asks.
    """
    chosen = find_copies(desk, audience, event_id, now).chosen(copy)
    texts = texts_of(desk, chosen, now)
    if not series_values(desk, texts).get("attendees"):
        raise WrongUseError(f"Nobody is asked to “{chosen.title}”.")
    known = find_connection(desk.connection, chosen.collection.id)
    own = [*(known.addresses.split() if known else ()), *sorted(texts.mine)]
    if not own:
        raise WrongUseError(
            "Give the director an e-mail address first, in Settings or by “person add”."
        )
    return request_bytes(texts.shown, own[0])


def could_tell(
    desk: ReadableDesk, audience: Audience, event_id: str, now: Instant
) -> tuple[Message, ...]:
    """Return what the server would send of an event that waits, with a person's word."""
    waiting = _waiting(desk, audience, _series(event_id), now)
    return _could_tell(waiting) if waiting is not None else ()


def _series(event_id: str) -> str:
    try:
        return split_key(event_id)[0]
    except ValueError:
        return event_id


def _could_tell(waiting: Waiting) -> tuple[Message, ...]:
    return waiting.request.could_tell if waiting.request is not None else ()


def _waiting(
    desk: ReadableDesk, audience: Audience, series_id: str, now: Instant
) -> Waiting | None:
    for one in list_waiting(desk, audience, now):
        if one.case.series_id == series_id and one.can_write:
            return one
    return None


def _wish(desk: Desk, actor: Actor, chosen: EventCopy) -> None:
    """Have invitations that were kept back wait to be sent."""
    id_ = overlay_id(chosen.series_id)
    known = find_item(desk.connection, id_)
    usual = f"org:{chosen.org}" if chosen.is_private else "shared"
    fields = wanted_fields({"invite": (None, True)})
    write = Write(id_, OVERLAY, fields, known.stream if known else usual)
    record(desk, actor, _label(chosen.title), [write], NO_WAY_BACK)
    catch_up(desk, actor.at)


def _send(desk: Desk, actor: Actor, audience: Audience, waiting: Waiting) -> tuple[Message, ...]:
    if not _could_tell(waiting) or not waiting.can_write:
        raise WrongUseError(f"Nobody is to be told of “{waiting.title}”: nothing has to be sent.")
    case = waiting.case
    id_ = overlay_id(case.series_id)
    stream = stream_of_overlay(desk, waiting.collection, case, id_)
    said: Fields = {_SENT: iso(actor.at, desk.zone)}
    with desk.transaction():
        write = Write(id_, OVERLAY, said, stream)
        record(desk, actor, _label(waiting.title), [write], NO_WAY_BACK)
        now = _waiting(desk, audience, case.series_id, actor.at)
        return _agree(desk, now or waiting)


def _agree(desk: Desk, waiting: Waiting) -> tuple[Message, ...]:
    """Note that what waits may be sent as it stands now."""
    told = _could_tell(waiting)
    if waiting.request is not None:
        digest = waiting.request.digest
        give_consent(desk, waiting.collection.id, waiting.case.series_id, digest)
    return told


def _label(title: str) -> str:
    return f"Let the calendar's server tell those asked to “{title}”"
