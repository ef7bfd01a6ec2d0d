"""Say when private series take time, to all who may not know of them.

It follows from what the organisation's own stream says, be it carried from a calendar or made
here, with the values that wait laid over: so every machine that reads that stream comes to the
same, and nobody need have a lease.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.events import collection_of, series_of
from jointdesk.derive.overlays import lay_over
from jointdesk.diary.context import Context
from jointdesk.diary.details import details_of
from jointdesk.domain.actors import Actor
from jointdesk.domain.canonical import canonical_json
from jointdesk.domain.changes import clock_instant
from jointdesk.domain.components import Component
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.items import DELETED, Write
from jointdesk.domain.mirrors import BUSY, CarriedBusy, Mirror, busy_fields, busy_id
from jointdesk.ical.busy import busy_text
from jointdesk.ical.carrying import carried_resource
from jointdesk.ical.series import Series, parse
from jointdesk.operations.mirrors import Publishing, carry
from jointdesk.operations.records import SHARED
from jointdesk.store.desk import Desk
from jointdesk.store.mirrors import (
    busy_made,
    forget_busy_made,
    list_busy,
    mirror_texts,
    put_busy_made,
)
from jointdesk.store.overlays import Waiting, waiting_by_series
from jointdesk.store.records import list_records
from jointdesk.sync.mirrors import BusySource, Made, plan_busy

_BATCH = 500


class _Private(NamedTuple):
    """A private series with where it comes from: one of the two."""

    source: BusySource
    mirror: Mirror | None = None
    event: Event | None = None


def publish_busy_times(
    desk: Desk, actor: Actor, how: Publishing, carried: Iterable[Mirror]
) -> None:
    """Have the busy times say when the private series take time.

    Raises:
        StoppedError: the person wished to stop; what was written before stays.
    """
    maker = _Maker(desk, how.streams)
    private = {one.source.series: one for one in maker.private(carried)}
    known = {one.series: one for one in list_busy(desk.connection) if maker.may_say(one.org)}
    made = {series: Made(*one) for series, one in busy_made(desk.connection).items()}
    plan = plan_busy([one.source for one in private.values()], known, made)
    for at in range(0, len(plan.to_make), _BATCH):
        how.meter.step(at, len(plan.to_make), "Working out busy times")
        found = [maker.make(private[one.series]) for one in plan.to_make[at : at + _BATCH]]
        writes = [_write(one, known.get(one.series)) for one in found]
        with desk.transaction():
            carry(desk, actor, [one for one in writes if one is not None])
            digests = {one.series: one.digest for one in plan.to_make[at : at + _BATCH]}
            put_busy_made(desk, {one.series: (digests[one.series], one.text) for one in found})
    if plan.gone:
        carry(desk, actor, [_gone(one.series) for one in plan.gone])
        forget_busy_made(desk, [one.series for one in plan.gone])


def _write(busy: CarriedBusy, known: CarriedBusy | None) -> Write | None:
    """Return what makes an item say a busy time; None where there is nothing to say."""
    if busy.text:
        return Write(busy_id(busy.series), BUSY, {**busy_fields(busy), DELETED: None}, SHARED)
    return _gone(busy.series) if known is not None else None


def _gone(series: str) -> Write:
    return Write(busy_id(series), BUSY, {DELETED: True, "text": None}, SHARED)


class _Maker:
    """Works out busy times by one context."""

    def __init__(self, desk: Desk, streams: frozenset[str]) -> None:
        self._desk = desk
        self._streams = streams
        self._context = load_context(desk.connection, desk.zone)
        self._waiting = waiting_by_series(desk.connection)
        self._judged_by = _judged_by(self._context)

    def may_say(self, org: str) -> bool:
        """True if this machine reads the organisation's own stream."""
        return f"org:{org}" in self._streams

    def private(self, carried: Iterable[Mirror]) -> Iterator[_Private]:
        """Yield the private series, those in calendars first."""
        events = {one.id: one for one in list_records(self._desk.connection, EVENT)}
        present = set()
        for mirror in carried:
            event = events.get(mirror.series)
            if event is None or event.moved_from != mirror.collection:
                present.add(mirror.series)
            collection = self._context.collections.get(mirror.collection)
            if collection is None or mirror.stream != f"org:{collection.org_id}":
                continue
            if self.may_say(collection.org_id):
                digest = self._digest(mirror.series, [mirror.digest, mirror.seen])
                source = BusySource(mirror.series, collection.org_id, mirror.seen, digest)
                yield _Private(source, mirror=mirror)
        for event in list_records(
            self._desk.connection, EVENT, {one for one in self._streams if one != SHARED}
        ):
            if event.id not in present and self.may_say(event.org):
                said = [EVENT.stored(event), event.order]
                digest = self._digest(event.id, said)
                yield _Private(BusySource(event.id, event.org, event.order, digest), event=event)

    def make(self, private: _Private) -> CarriedBusy:
        """Return when a private series takes time; without a text where it never does."""
        source = private.source
        series, collection = self._series(private)
        text = ""
        if series is not None and collection is not None and series.kind == "VEVENT":
            text = busy_text(
                series, source.series, self._desk.zone, lambda one: self._busy(one, collection)
            )
        return CarriedBusy(source.series, source.org, source.seen, text)

    def _series(self, private: _Private) -> tuple[Series | None, str | None]:
        """Return a series as the diary shows it, and the collection that it is judged in."""
        waiting = self._waiting.get(private.source.series, Waiting((), 0))
        if private.event is not None:
            place = collection_of(private.event, self._context)
            series = series_of(private.event, waiting.overlays, self._context)
            return series, place.id if place is not None else None
        assert private.mirror is not None
        texts = mirror_texts(self._desk.connection, [private.mirror.id])
        found = carried_resource(texts.get(private.mirror.id, ""))
        if found is not None and waiting.overlays and found.kind == "VEVENT":
            mine, at = self._context.director_emails, clock_instant(waiting.clock)
            found = lay_over(found, waiting.overlays, self._desk.zone, at, mine=mine).text
        series = parse(found, self._desk.zone).series if found is not None else None
        return series, private.mirror.collection

    def _busy(self, component: Component, collection: str) -> bool:
        """True if what happens by a component takes time, by the desk's rules."""
        details = details_of(
            component, component_id=0, series_id="", seen=0, collection_id=collection,
            context=self._context,
        )  # fmt: skip
        return details.busy

    def _digest(self, series: str, said: object) -> str:
        clock = self._waiting[series].clock if series in self._waiting else 0
        text = canonical_json([said, clock, self._judged_by])
        return sha256(text.encode()).hexdigest()[:32]


def _judged_by(context: Context) -> str:
    """Return a text that changes with what decides whether something takes time."""
    said = (context.rules, sorted(context.director_emails), context.leave_pattern)
    return sha256(repr(said).encode()).hexdigest()
