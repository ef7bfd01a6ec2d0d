"""Read the calendars that the shared desk carries: what other machines have read.

They go the way of any source, so that everything that holds for a calendar holds for them. Where
this machine is connected to a calendar itself it reads that alone. Of an organisation whose own
stream it does not have it reads the busy times.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from jointdesk.derive.overlays import current_series
from jointdesk.derive.update import replace_rows
from jointdesk.domain.actors import Actor
from jointdesk.domain.mirrors import NEVER, Mirror, busy_id, busy_times_of, is_busy_collection
from jointdesk.domain.moments import Instant
from jointdesk.domain.sources import BY_SHARED_DESK, Collection, Connection
from jointdesk.operations.aliases import rename_series
from jointdesk.sources.mirrors import MirrorSource
from jointdesk.store.collections import busy_collections, list_collections
from jointdesk.store.connections import (
    add_connection,
    find_connection,
    known_etags,
    list_connections,
    remove_connection,
    update_connection,
)
from jointdesk.store.desk import Desk
from jointdesk.store.membership import find_membership
from jointdesk.store.mirrors import (
    Identity,
    forget_resources,
    identify,
    known_items,
    list_busy,
    list_mirrors,
    list_readings,
    mirror_texts,
    parts_of,
    series_connected,
)
from jointdesk.store.organisations import list_organisations
from jointdesk.store.overlays import waiting_by_series
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.scrubbing import scrub_or_later
from jointdesk.store.streams import stream_names
from jointdesk.store.versions import next_id
from jointdesk.sync.progress import Meter
from jointdesk.sync.report import Report
from jointdesk.sync.run import run


class CarriedPart(NamedTuple):
    """One resource that is carried: its version, and by what its series is known."""

    etag: str
    series: str
    seen: int


class Carried(NamedTuple):
    """A collection as it is carried: its parts by name, and when it was last read.

    `can_write` says whether a machine that is connected to it may change what is there.
    """

    collection: Collection
    parts: Mapping[str, CarriedPart]
    read_at: Instant | None = None
    can_write: bool = False


def _busy_collections(desk: ReadableDesk) -> Iterator[Collection]:
    """Yield the collections of busy times of the organisations whose own stream is not here."""
    streams = set(stream_names(desk.connection).values())
    for one in list_organisations(desk.connection):
        if f"org:{one.id}" not in streams:
            yield busy_times_of(one.id)


def take_in_carried(desk: Desk, actor: Actor, meter: Meter) -> list[Mirror]:
    """Read what other machines have handed on, and return all calendars that are carried.

    Raises:
        StoppedError: the person wished to stop; what was read before stays.
    """
    carried = list_mirrors(desk.connection)
    reached = {one.collection_id: one for one in list_connections(desk.connection)}
    own = {id_ for id_, one in reached.items() if not one.is_carried}
    wanted = {one.collection.id: one for one in _all_carried(desk, carried)}
    is_erased = False
    for id_ in sorted(wanted.keys() - own):
        is_erased |= _take_in(desk, actor, wanted[id_], meter)[1]
    for id_ in sorted({*reached, *busy_collections(desk.connection)} - own - wanted.keys()):
        is_erased |= _give_up(desk, actor, id_, meter)
    if is_erased:
        scrub_or_later(desk)
    return carried


def read_carried(
    desk: Desk, actor: Actor, meter: Meter, is_rehearsal: bool, collection: Collection
) -> Report:
    """Read one calendar that the shared desk carries once more, as it is known here.

    A rehearsal does nothing: whatever came was read when it came.

    Raises:
        StoppedError: the person wished to stop.
    """
    if is_rehearsal:
        return Report(collection.id, collection.org_id)
    found = {one.collection.id: one for one in _all_carried(desk, list_mirrors(desk.connection))}
    carried = found.get(collection.id, Carried(collection, {}))
    report, is_erased = _take_in(desk, actor, carried, meter)
    if is_erased:
        scrub_or_later(desk)
    return report


def _all_carried(desk: Desk, mirrors: Iterable[Mirror]) -> Iterator[Carried]:
    """Yield what the desk carries and this machine may read."""
    membership = find_membership(desk.connection)
    skew = membership.skew_ms // 1000 if membership is not None else 0
    readings = list_readings(desk.connection)
    parts: dict[str, dict[str, CarriedPart]] = {}
    for one in mirrors:
        part = CarriedPart(one.digest, one.series, one.seen)
        parts.setdefault(one.collection, {})[one.id] = part
    for collection in list_collections(desk.connection):
        if collection.id in parts or collection.id in readings:
            reading = readings.get(collection.id, NEVER)
            read_at = reading.at - skew if reading.at else None
            found = parts.get(collection.id, {})
            yield Carried(collection, found, read_at, bool(reading.writer))
    yield from _busy(desk)


def _busy(desk: Desk) -> Iterator[Carried]:
    """Yield the busy times, without those of series that this machine has read itself."""
    known = {one.org_id: one for one in _busy_collections(desk)}
    if not known:
        return
    own = series_connected(desk.connection)
    parts: dict[str, dict[str, CarriedPart]] = {org: {} for org in known}
    for busy in list_busy(desk.connection):
        if busy.org in parts and busy.series not in own:
            etag = sha256(busy.text.encode()).hexdigest()[:32]
            parts[busy.org][busy_id(busy.series)] = CarriedPart(etag, busy.series, busy.seen)
    for org, found in parts.items():
        if found or find_connection(desk.connection, known[org].id) is not None:
            yield Carried(known[org], found)


def _take_in(desk: Desk, actor: Actor, carried: Carried, meter: Meter) -> tuple[Report, bool]:
    """Read one; return what came of it, and whether texts were erased: the file needs scrubbing."""
    id_ = carried.collection.id
    with desk.transaction():
        connection = find_connection(desk.connection, id_)
        if connection is None:
            connection = Connection(id_, "", BY_SHARED_DESK)
            add_connection(desk, connection)
        before = known_etags(desk.connection, id_)
        etags = {name: one.etag for name, one in carried.parts.items()}
        first = next_id(desk.connection, "resource")
        source = MirrorSource(etags, partial(mirror_texts, desk.connection))
        report = run(
            desk, connection, source, actor, allow_mass_delete=True,
            progress=meter.progress, cancelled=meter.cancelled, collection=carried.collection,
        )  # fmt: skip
        _be_known(desk, actor, carried, first)
        is_erased = _erase(desk, id_, before.keys() - etags.keys())
        current = find_connection(desk.connection, id_)
        if current is not None and carried.read_at is not None:
            at, can_write = carried.read_at, carried.can_write
            update_connection(desk, replace(current, read_at=at, can_write=can_write))
    return report, is_erased


def _be_known(desk: Desk, actor: Actor, carried: Carried, first: int) -> None:
    """Have series known as everywhere, and all that was said of those that were known before.

    `first` is the number of the first new resource.
    """
    known = parts_of(desk.connection, carried.collection.id)
    others = [
        Identity(one.resource_id, part.series, part.seen)
        for name, part in carried.parts.items()
        if (one := known.get(name)) and (one.series, one.seen) != (part.series, part.seen)
    ]
    if not others:
        return
    before = {one.resource_id: one.series for one in known.values() if one.resource_id < first}
    now = {one.resource_id: one.series for one in others if one.resource_id in before}
    renamed = {before[id_]: series for id_, series in now.items() if before[id_] != series}
    rename_series(desk, actor, renamed)
    identify(desk, others)
    waiting = waiting_by_series(desk.connection).keys()
    # What was made of a new one a moment ago nobody has read yet.
    ids = [one.resource_id for one in others if one.resource_id < first or one.series in waiting]
    shown = dict(current_series(desk.connection, ids, desk.zone))
    replace_rows(desk, {id_: shown.get(id_) for id_ in ids}, actor.at)


def _erase(desk: Desk, collection_id: str, gone: Iterable[str]) -> bool:
    """Forget the parts of which the log says nothing any more: they are others' now."""
    lost = set(gone)
    lost -= known_items(desk.connection, lost)
    known = parts_of(desk.connection, collection_id) if lost else {}
    return forget_resources(desk, [known[name].resource_id for name in lost if name in known])


def _give_up(desk: Desk, actor: Actor, collection_id: str, meter: Meter) -> bool:
    """Take a collection away that is carried no more, or not to this machine."""
    is_erased = False
    with desk.transaction():
        if is_busy_collection(collection_id):
            collection = busy_times_of(collection_id.partition(":")[2])
            _, is_erased = _take_in(desk, actor, Carried(collection, {}), meter)
        remove_connection(desk, collection_id)
    return is_erased
