"""The bin: events that were taken out of the diary, and how they come back."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.derive.context import load_context
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.events import EVENT, Event, local_collection
from jointdesk.domain.items import DELETED, Fields, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import OVERLAY, ended_fields, key_of, wanted_fields
from jointdesk.domain.people import Audience
from jointdesk.domain.resources import ResourceText
from jointdesk.domain.sources import Collection
from jointdesk.ical.editing import shown_fields
from jointdesk.ical.writing import event_text
from jointdesk.operations.event_moves import written_anew
from jointdesk.operations.event_texts import as_event, kept_text
from jointdesk.operations.event_times import Times, moved_times, shifted_times
from jointdesk.privacy.records import sees
from jointdesk.store.items import find_item
from jointdesk.store.overlays import series_held
from jointdesk.store.placements import list_placements
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import find_record
from jointdesk.store.removals import Removal, removals
from jointdesk.store.resources import current_text
from jointdesk.store.undo_plans import AWAY


class BinEntry(NamedTuple):
    """What one gesture took out of the diary.

    `id` is what `restore_event` takes: an event's id, a series' or an occurrence's key. `event` is
    how it was. `author` is a person's id. `is_waiting` is True where a calendar still has it.
    """

    id: str
    event: Event
    at: Instant
    author: str
    is_waiting: bool


def list_bin(desk: ReadableDesk, audience: Audience) -> list[BinEntry]:
    """Return what was taken away and not brought back, the latest first.

    Copies that one gesture took away together are one entry.
    """
    found: dict[str, BinEntry] = {}
    for removal, event in _seen(desk, audience):
        found.setdefault(
            removal.action,
            BinEntry(event.id, event, removal.at, removal.author, removal.is_waiting),
        )
    return list(found.values())


class Restoring(NamedTuple):
    """What brings back what one gesture took away."""

    title: str
    writes: tuple[Write, ...]


def plan_restoring(desk: ReadableDesk, audience: Audience, event_id: str) -> Restoring:
    """Decide what brings back all that one gesture took away.

    What its calendar has no more is to be made there anew, as it was.

    Raises:
        NotFoundError: there is nothing in the bin with that id that the audience may see.
    """
    seen = list(_seen(desk, audience))
    wanted = next((removal for removal, event in seen if event.id == event_id), None)
    if wanted is None:
        raise NotFoundError(f"There is nothing in the bin with the id {event_id}.")
    together = [(one, event) for one, event in seen if one.action == wanted.action]
    writes = [write for removal, _ in together for write in _restoring(desk, removal)]
    return Restoring(together[0][1].title, tuple(writes))


def revived(desk: ReadableDesk, series_id: str) -> Write | None:
    """Return what makes an event anew that its calendar has no more, None where it has it."""
    source = _Sources(desk, [series_id]).of(series_id)
    if source is None or source.is_there:
        return None
    event = replace(_whole(source, series_id, desk), text=kept_text(source.text))
    return written_anew(desk, event)


def _whole(source: "_Source", series_id: str, desk: ReadableDesk) -> Event:
    """Return a whole series as it was last, as an event of its own without its text."""
    values = shown_fields(source.text, None, 0, desk.zone)
    made = as_event(source.collection, values, series_id)
    return replace(made, uid=source.text.uid)


class _Source(NamedTuple):
    """What a series' calendar says of it, or said last where it has it no more."""

    text: ResourceText
    collection: Collection
    is_there: bool


class _Sources:
    """Finds what the calendars say of series."""

    def __init__(self, desk: ReadableDesk, series_ids: Iterable[str]) -> None:
        self._desk = desk
        self._collections = load_context(desk.connection, desk.zone).collections
        held = series_held(desk.connection, series_ids)
        held.sort(key=lambda one: one.is_there)  # one that has moved is where it is now
        self._held = {one.series_id: one for one in held}

    def of(self, series_id: str) -> _Source | None:
        """Return what is known of a series, None where its calendar was taken away."""
        held = self._held.get(series_id)
        made_here = None if held is not None and held.is_there else self._made_here(series_id)
        if held is None or made_here is not None:
            return made_here
        collection = self._collections.get(held.collection_id)
        if collection is None:
            return None
        text = current_text(self._desk.connection, held.id)
        return _Source(text, collection, held.is_there)

    def _made_here(self, series_id: str) -> _Source | None:
        event = find_record(self._desk.connection, EVENT, series_id)
        if event is None:
            return None
        collection = self._collections.get(event.collection or local_collection(event.org))
        if collection is None:
            return None
        return _Source(event_text(event, self._desk.zone), collection, True)


def _seen(desk: ReadableDesk, audience: Audience) -> Iterator[tuple[Removal, Event]]:
    """Yield what was taken away, with how it was, as far as the audience may see it.

    Holds and blocks that a booking freed are not among it: they come back with an undo alone.
    """
    freed = {
        one.event for one in list_placements(desk.connection) if one.freed and one.kind != "meeting"
    }
    found = [one for one in removals(desk.connection) if key_of(one.item_id).series_id not in freed]
    overlays = {key_of(one.item_id).series_id for one in found if one.item_type == OVERLAY}
    sources = _Sources(desk, overlays)
    for removal in found:
        event = _as_it_was(desk, removal, sources) if audience.reads(removal.stream) else None
        if event is not None and sees(audience, event.visibility, event.org):
            yield removal, event


def _as_it_was(desk: ReadableDesk, removal: Removal, sources: _Sources) -> Event | None:
    """Return what was taken away, None where it is there again."""
    if removal.item_type == EVENT.name:
        item = find_item(desk.connection, removal.item_id)
        event = EVENT.of(item) if item is not None else None
        return event if event is not None and not _stays(desk, event) else None
    key = key_of(removal.item_id)
    source = sources.of(key.series_id)
    if source is None:
        return None
    own = shown_fields(source.text, key.day, key.ordinal, desk.zone)
    is_there = source.is_there and bool(own)
    if is_there and not removal.is_waiting:
        return None
    event = as_event(source.collection, own, key.key)
    if own or key.day is None:
        return event
    return _on_day(_whole(source, key.key, desk), date.fromordinal(key.day))


def _stays(desk: ReadableDesk, event: Event) -> bool:
    """True if an event was to move to another calendar and stays after all where it was."""
    held = series_held(desk.connection, [event.id] if event.moved_from else [])
    return any(one.is_there and one.collection_id == event.moved_from for one in held)


def _on_day(event: Event, day: date) -> Event:
    """Return a series' occurrence of a day, as far as its series says how it was."""
    first = Times(event.start, event.end)
    start = f"{day.isoformat()}{event.start[10:]}"
    times = shifted_times(first, first, moved_times(first, start, ZoneInfo("UTC")))
    return replace(event, start=times.start, end=times.end, repeat="", text="")


def _restoring(desk: ReadableDesk, removal: Removal) -> list[Write]:
    """Return what brings one thing back."""
    id_, kind, stream = removal.item_id, removal.item_type, removal.stream
    if kind == EVENT.name:
        return [Write(id_, kind, {DELETED: None}, stream)]
    key = key_of(id_)
    ended = Write(id_, kind, ended_fields((AWAY,)), stream)
    if key.day is None:
        again = revived(desk, key.series_id)
        return [ended, again] if again else [ended]
    if removal.is_waiting:
        return [ended]
    back: Fields = wanted_fields({AWAY: (True, False)})
    return [Write(id_, kind, back, stream)]
