"""Have the shared desk carry the calendars to which this machine is connected.

What is written is what this machine has read last, resource by resource: nothing where nobody
else would learn anything by it. Of machines that are connected to one calendar, one at a time
speaks for it, and never one that has read it earlier than what is carried already. The others hand
on no more than what nobody carries yet and their people spoke of.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Collection as Ids
from itertools import islice
from typing import NamedTuple

from jointdesk.derive.overlays import current_series
from jointdesk.derive.update import replace_rows
from jointdesk.domain.actors import Actor
from jointdesk.domain.canonical import canonical_json
from jointdesk.domain.items import DELETED, Write
from jointdesk.domain.mirrors import (
    MIRROR,
    NEVER,
    READING,
    Mirror,
    Reading,
    mirror_fields,
    mirror_id,
    reading_fields,
    reading_id,
)
from jointdesk.domain.moments import HOUR
from jointdesk.domain.shared_desk import CARRIED
from jointdesk.domain.sources import Collection, Connection
from jointdesk.ical.carrying import carried_text, shortened_text
from jointdesk.ical.marks import is_marked_private
from jointdesk.operations.aliases import rename_series, said_of
from jointdesk.operations.kept_talk import talk_following
from jointdesk.operations.kept_words import said_openly
from jointdesk.operations.left_out import leave_out, still_left_out
from jointdesk.operations.past_meetings import without_past
from jointdesk.operations.records import SHARED
from jointdesk.store.changes import record
from jointdesk.store.collections import list_collections
from jointdesk.store.connections import list_connections
from jointdesk.store.desk import Desk
from jointdesk.store.mirrors import (
    Identity,
    carried_rows,
    identify,
    list_mirrors,
    list_readings,
    private_resources,
)
from jointdesk.store.moving import moves, record_in_place
from jointdesk.store.resources import texts
from jointdesk.sync.mirrors import Held, MirrorPlan, plan_mirrors
from jointdesk.sync.progress import Meter

Lease = Callable[[Sequence[str]], frozenset[str]]
"""Asks the server which of some names only this machine has for now."""

_MOST = 1_000_000
"""Characters of one resource, as JSON: a larger one is carried without its files and long texts.

The server measures a change so, and takes four times as many; a UID is said once more.
"""
_BATCH = 500
_SAID_AGAIN = HOUR
"""After so many seconds it is said that a calendar was read again, though nothing is new.

What is said stays in the log, on every machine: not oftener than it tells anybody anything.
"""
_WORDS = "Handing the calendars on"


class Publishing(NamedTuple):
    """What publishing goes by: the streams that may be written, and the clock's difference.

    `skew` is by how many seconds the server's clock is ahead of this machine's.
    """

    streams: frozenset[str]
    skew: int
    lease: Lease
    meter: Meter


class _Place(NamedTuple):
    """A collection that this machine has read itself, with what it holds."""

    collection: Collection
    connection: Connection
    held: tuple[Held, ...]


def publish(desk: Desk, actor: Actor, how: Publishing, carried: Iterable[Mirror]) -> bool:
    """Hand on what this machine has read, where no other machine is to speak for it now.

    `carried` is what the desk carries by now. Returns whether all was handed on that is to be.

    Raises:
        StoppedError: the person wished to stop; what was written before stays.
    """
    known: dict[str, dict[str, Mirror]] = {}
    for one in carried:
        known.setdefault(one.collection, {})[one.id] = one
    read = [_place(desk, actor, *row, known) for row in _connected(desk)]
    places = [one for one in read if f"org:{one.collection.org_id}" in how.streams]
    plans = [_plan(desk, actor, place, known, how) for place in places]
    asked = [(place, plan) for place, plan in zip(places, plans, strict=True) if plan is not None]
    wanted = [place.collection.id for place, _ in asked]
    mine = how.lease(wanted) if wanted else frozenset()
    others = [plan for place, plan in asked if place.collection.id not in mine]
    spoken_of = _spoken_of(desk, actor, (one for plan in others for one in _new(plan, known)))
    chosen = [
        (place, plan if place.collection.id in mine else _of_series(_new(plan, known), spoken_of))
        for place, plan in asked
    ]
    total = sum(len(plan.writes) for _, plan in chosen)
    done = 0
    for place, plan in chosen:
        _carry(desk, actor, place, plan, how, (done, total))
        if place.collection.id in mine:
            _note_reading(desk, actor, place, plan, how)
        done += len(plan.writes)
    is_kept = _keep_words(desk, actor, how, {one.collection.id for one in places})
    return is_kept and mine.issuperset(wanted)


def _new(plan: MirrorPlan, known: Mapping[str, Mapping[str, Mirror]]) -> list[Held]:
    """Return of a plan what nobody carries yet."""
    return [one for one in plan.writes if one.mirror.id not in known.get(one.mirror.collection, {})]


def _spoken_of(desk: Desk, actor: Actor, new: Iterable[Held]) -> set[str]:
    """Return the series of which somebody here spoke.

    They go without a lease: were this machine lost before its turn comes, no other could tell of
    which meeting its people's words are.
    """
    series = {one.mirror.series for one in new}
    return said_of(desk, series, actor.at) if series else set()


def _of_series(held: Iterable[Held], series: Ids[str]) -> MirrorPlan:
    return MirrorPlan(tuple(one for one in held if one.mirror.series in series))


def _keep_words(desk: Desk, actor: Actor, how: Publishing, collections: Ids[str]) -> bool:
    """Have what was said of meetings that are private now be kept with them, once for all."""
    known = list_mirrors(desk.connection)
    said = said_openly(desk, known, collections)
    mine = how.lease([*said]) if said else frozenset()
    for id_ in said.keys() & mine:
        carry(desk, actor, said[id_])
    return mine.issuperset(said)


def _connected(desk: Desk) -> Iterator[tuple[Collection, Connection]]:
    """Yield the collections that this machine has read itself."""
    reached = {one.collection_id: one for one in list_connections(desk.connection)}
    for collection in list_collections(desk.connection):
        connection = reached.get(collection.id)
        if connection is not None and not connection.is_carried and connection.read_at:
            yield collection, connection


def _place(
    desk: Desk,
    actor: Actor,
    collection: Collection,
    connection: Connection,
    known: dict[str, dict[str, Mirror]],
) -> _Place:
    """Return what a collection holds, its series called as they are called everywhere."""
    there = known.get(collection.id, {})
    held = _held(desk, collection)
    others = [
        Identity(one.resource_id, item.series, item.seen)
        for one in held
        if (item := there.get(one.mirror.id))
        and (item.series, item.seen) != (one.mirror.series, one.mirror.seen)
    ]
    if others:
        _be_known(desk, actor, held, others)
        held = _held(desk, collection)
    return _Place(collection, connection, tuple(held))


def _held(desk: Desk, collection: Collection) -> list[Held]:
    private = private_resources(desk.connection, collection.id)
    return [
        Held(
            one.resource_id,
            Mirror(
                mirror_id(collection.id, one.uid, one.twin),
                collection.id, one.uid, one.twin, one.series, one.seen, one.digest, "",
            ),
            one.resource_id in private,
        )
        for one in carried_rows(desk.connection, collection.id)
    ]  # fmt: skip


def _be_known(desk: Desk, actor: Actor, held: Sequence[Held], others: Sequence[Identity]) -> None:
    """Have series known by the ids that they have on the shared desk, and all said of them."""
    before = {one.resource_id: one.mirror.series for one in held}
    renamed = {
        before[one.resource_id]: one.series
        for one in others
        if before[one.resource_id] != one.series
    }
    with desk.transaction():
        rename_series(desk, actor, renamed)
        identify(desk, others)
        ids = [one.resource_id for one in others]
        shown = dict(current_series(desk.connection, ids, desk.zone))
        replace_rows(desk, {id_: shown.get(id_) for id_ in ids}, actor.at)


def _plan(
    desk: Desk,
    actor: Actor,
    place: _Place,
    known: dict[str, dict[str, Mirror]],
    how: Publishing,
) -> MirrorPlan | None:
    """Return what is to be written of a collection, None for nothing.

    Nothing where somebody has read it later; a clock that is far ahead does not count.
    """
    before, now = _readings(desk, actor, place, how)
    if now.at < before.at <= now.at + HOUR:
        return None
    plan = plan_mirrors(place.held, known.get(place.collection.id, {}))
    plan = without_past(desk, place.collection, plan, place.connection.read_at or 0)
    left = still_left_out(desk, place.collection.id, (one.mirror for one in place.held))
    waiting = (one for one in plan.writes if one.mirror.id not in left)
    writes = tuple(one for one in waiting if _says_more(desk, one, known))
    is_known = before.writer == now.writer and now.at - _SAID_AGAIN < before.at <= now.at
    if writes or plan.gone or not is_known:
        return plan._replace(writes=writes)
    return None


def _readings(desk: Desk, actor: Actor, place: _Place, how: Publishing) -> tuple[Reading, Reading]:
    """Return what is said of the last reading of a collection, and what this machine would say."""
    before = list_readings(desk.connection).get(place.collection.id, NEVER)
    at = (place.connection.read_at or 0) + how.skew
    can_write = place.connection.can_write
    return before, before.by_another(at, actor.person_id, can_write=can_write)


def _says_more(desk: Desk, held: Held, known: dict[str, dict[str, Mirror]]) -> bool:
    """True unless a text that is kept to its organisation must be, although it looks open."""
    item = known.get(held.mirror.collection, {}).get(held.mirror.id)
    if item is None or item.digest != held.mirror.digest or held.is_private:
        return True
    return not any(
        _looks_private(held, carried_text(text)) for _, text in texts(desk, [held.resource_id])
    )


def _looks_private(held: Held, text: str) -> bool:
    """True if the server would take what an item says for private: the text, or the UID by it."""
    return any(map(is_marked_private, (text, held.mirror.uid)))


def _carry(
    desk: Desk,
    actor: Actor,
    place: _Place,
    plan: MirrorPlan,
    how: Publishing,
    progress: tuple[int, int],
) -> None:
    """Write what was planned, so much at a time."""
    done, total = progress
    waiting = iter(plan.writes)
    while batch := list(islice(waiting, _BATCH)):
        how.meter.step(done, total, _WORDS)
        carry(desk, actor, list(_writes(desk, place, batch)))
        done += len(batch)


def _note_reading(
    desk: Desk, actor: Actor, place: _Place, plan: MirrorPlan, how: Publishing
) -> None:
    """Write what is gone from a collection, and when it was read."""
    gone = [Write(one.id, MIRROR, {DELETED: True, "text": None}, one.stream) for one in plan.gone]
    _, reading = _readings(desk, actor, place, how)
    fields = reading_fields(place.collection.id, reading)
    read = Write(reading_id(place.collection.id), READING, fields)
    carry(desk, actor, [*gone, read])


def carry(desk: Desk, actor: Actor, writes: Sequence[Write]) -> None:
    """Record writes; what belongs to other people than before moves there.

    What says anything new says all again, so that nobody needs for long what stood there before.
    """
    with desk.transaction():
        moving = [one for one in writes if moves(desk, one)]
        staying = [one for one in writes if one not in moving]
        record(desk, actor, CARRIED, staying, automatic=True, is_whole=True)
    if moving:
        kept = {str(one.fields["series"]): one.stream for one in moving if _becomes_kept(one)}
        talk = talk_following(desk, kept, actor.at)
        record_in_place(desk, actor, CARRIED, [*moving, *talk], automatic=True)


def _becomes_kept(write: Write) -> bool:
    return write.type == MIRROR and write.stream != SHARED and "series" in write.fields


def _is_too_large(text: str) -> bool:
    return len(canonical_json(text)) > _MOST


def _writes(desk: Desk, place: _Place, batch: Sequence[Held]) -> Iterator[Write]:
    found = dict(texts(desk, [one.resource_id for one in batch]))
    for one in batch:
        text = carried_text(found[one.resource_id])
        carried = shortened_text(text) if _is_too_large(text) else text
        if _is_too_large(carried):
            leave_out(desk, one.mirror)
            continue
        is_kept = one.is_private or _looks_private(one, text)
        stream = f"org:{place.collection.org_id}" if is_kept else SHARED
        fields = {**mirror_fields(one.mirror, carried), DELETED: None}
        yield Write(one.mirror.id, MIRROR, fields, stream)
