"""The outbox: what was changed here and waits to be written to its calendar.

It has no content of its own: it lists pending values and events made here, and says how far each
has come.
"""

from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.events import EVENT
from jointdesk.domain.intents import Intent, IntentKind, IntentState
from jointdesk.domain.invitations import Message
from jointdesk.domain.items import DELETED, Fields, Json, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import (
    OVERLAY,
    Pending,
    ended_fields,
    key_of,
    overlay_id,
    wanted_fields,
)
from jointdesk.domain.people import Audience
from jointdesk.domain.sources import Collection
from jointdesk.operations.blocks import following
from jointdesk.operations.event_moves import is_moving, plan_return
from jointdesk.operations.waiting import Waiting, list_waiting
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.moving import record_in_place
from jointdesk.store.outbox import try_again
from jointdesk.store.reading import ReadableDesk
from jointdesk.sync.outbox_plan import Collided, Want
from jointdesk.sync.sight import DELETED as AWAY
from jointdesk.sync.sight import Sight

MINE, THEIRS = "mine", "theirs"


class OutboxEntry(NamedTuple):
    """One thing that waits: what is wanted of a series, of an occurrence, or a new event.

    `id` is the overlay's or the event's. `values` are the wanted ones by field, `collided` those
    that were changed there too. `state` is "waiting", "unknown" (nobody knows whether it
    arrived), "refused", "collided" or "asks": its server would send `told` to other
    people by it, so that it waits for a person's word; in any other state `told` is what it would
    send with that word, and will not without. `error` is the sentence of the last attempt.
    `next_at` is when it is tried again by itself, None for the next time.
    """

    id: str
    collection: Collection
    title: str
    kind: IntentKind
    values: dict[str, Pending]
    collided: tuple[Collided, ...]
    state: str
    error: str
    attempts: int
    next_at: Instant | None
    told: tuple[Message, ...] = ()


def list_outbox(desk: ReadableDesk, audience: Audience, now: Instant) -> list[OutboxEntry]:
    """Return what waits for calendars that this machine may write to."""
    found = (one for one in list_waiting(desk, audience, now) if one.can_write)
    return [entry for waiting in found for entry in entries_of(waiting)]


def list_collided(desk: ReadableDesk, audience: Audience, now: Instant) -> list[OutboxEntry]:
    """Return what was changed here and there, on any calendar."""
    found = (entry for one in list_waiting(desk, audience, now) for entry in entries_of(one))
    return [entry for entry in found if entry.collided]


def entries_of(waiting: Waiting) -> Iterator[OutboxEntry]:
    """Yield what waits of one series: the new event, then each overlay."""
    case, settled = waiting.case, waiting.settled
    if case.event is not None and not settled.removes_event:
        yield _entry(waiting, case.event.id, IntentKind.CREATE, (), ())
    for id_ in dict.fromkeys(one.id for one in case.overlays):
        wants = tuple(one for one in settled.waiting if one.overlay_id == id_)
        collided = tuple(one for one in settled.collided if one.overlay_id == id_)
        if wants or collided:
            kind = IntentKind.CHANGE
            if any(one.is_deletion for one in wants):
                kind = IntentKind.DELETE
            elif not case.is_present:
                kind = IntentKind.CREATE
            yield _entry(waiting, id_, kind, wants, collided)


def _entry(
    waiting: Waiting,
    id_: str,
    kind: IntentKind,
    wants: tuple[Want, ...],
    collided: tuple[Collided, ...],
) -> OutboxEntry:
    intent = waiting.case.intent
    request = waiting.request
    told = request.could_tell if request is not None else ()
    must_ask = request is not None and bool(request.told)
    state = "collided" if collided and not wants else "asks" if must_ask else _state(intent)
    return OutboxEntry(
        id=id_,
        collection=waiting.collection,
        title=waiting.title,
        kind=kind,
        values={one.pending.field: one.pending for one in wants},
        collided=collided,
        state=state,
        error=intent.error if intent else "",
        attempts=intent.attempts if intent else 0,
        next_at=(intent.next_at or None) if intent else None,
        told=told,
    )


def _state(intent: Intent | None) -> str:
    if intent is None:
        return "waiting"
    return "refused" if intent.state is IntentState.REFUSED else "unknown"


def retry(desk: Desk, actor: Actor, audience: Audience, entry_id: str) -> None:
    """Have something tried again at the next sync, also where it was refused.

    Raises:
        NotFoundError: nothing like that waits.
    """
    waiting = _find(desk, actor, audience, entry_id)[0]
    try_again(desk, waiting.collection.id, waiting.case.series_id)


def withdraw(desk: Desk, actor: Actor, audience: Audience, entry_id: str) -> None:
    """Take back what waits; `undo` brings it back.

    What may have arrived already is looked for at the next sync, and undone there.

    Raises:
        NotFoundError: nothing like that waits.
    """
    waiting, id_ = _find(desk, actor, audience, entry_id)
    event, series_id = waiting.case.event, waiting.case.series_id
    if is_moving(series_id, id_, event, waiting.case.goes_to):
        label = f"Left “{waiting.title}” in its calendar"
        writes = plan_return(desk, series_id)
        record_in_place(desk, actor, label, writes, then=following(desk, actor, writes))
        return
    if event is not None and event.id == id_:
        write = _write(desk, id_, EVENT.name, {DELETED: True})
        _record(desk, actor, f"Withdrew “{waiting.title}”", write)
        return
    fields = ended_fields(_fields(waiting, id_))
    _record(
        desk, actor, f"Withdrew the change of “{waiting.title}”", _write(desk, id_, OVERLAY, fields)
    )


def settle_collision(
    desk: Desk, actor: Actor, audience: Audience, entry_id: str, field: str, choice: str
) -> None:
    """Settle one field that was changed here and there: "mine" is written, "theirs" stays.

    Raises:
        NotFoundError: nothing like that has collided.
        WrongUseError: the choice is neither.
    """
    if choice not in (MINE, THEIRS):
        raise WrongUseError(f"Choose “{MINE}” or “{THEIRS}”.")
    waiting, id_ = _find(desk, actor, audience, entry_id)
    collided = {one.field: one for one in waiting.settled.collided if one.overlay_id == id_}
    if field not in collided:
        raise NotFoundError(f"“{field}” was not changed on both sides. “outbox list” shows all.")
    fields: Fields = ended_fields((field,))
    if choice == MINE:
        fields = _wanted(waiting, collided[field], desk.zone)
    kept = "what was changed here" if choice == MINE else "what is in the calendar"
    label = f"Kept {kept} of “{waiting.title}”"
    _record(desk, actor, label, _write(desk, id_, OVERLAY, fields))


def _wanted(waiting: Waiting, one: Collided, zone: ZoneInfo) -> Fields:
    """Return what has a value written over theirs; an occurrence that is gone is put back."""
    pending: dict[str, tuple[Json, Json]] = {one.field: (one.theirs, one.mine)}
    is_occurrence = key_of(one.overlay_id).day is not None
    if is_occurrence and Sight(waiting.case, zone).is_gone(one.overlay_id):
        pending[AWAY] = (True, None)
    return wanted_fields(pending)


def _find(desk: Desk, actor: Actor, audience: Audience, entry_id: str) -> tuple[Waiting, str]:
    """Return what waits under an id: an overlay's, its key, or an event's."""
    for waiting in list_waiting(desk, audience, actor.at):
        for entry in entries_of(waiting):
            if entry.id in (entry_id, overlay_id(entry_id)):
                return waiting, entry.id
    raise NotFoundError(f"Nothing with the id {entry_id} waits. “outbox list” shows what does.")


def _fields(waiting: Waiting, overlay: str) -> tuple[str, ...]:
    return tuple(
        pending.field
        for one in waiting.case.overlays
        if one.id == overlay
        for pending in one.pending
    )


def _write(desk: Desk, id_: str, type_: str, fields: dict[str, Json] | Fields) -> Write:
    item = find_item(desk.connection, id_)
    return Write(id_, type_, fields, item.stream if item else "shared")


def _record(desk: Desk, actor: Actor, label: str, write: Write) -> None:
    record_in_place(desk, actor, label, [write], then=following(desk, actor, [write]))
