"""An event moves to another calendar of its organisation: made there, then taken away here.

Each of the two waits for its own calendar, and the second for the first; the series, its keys and
what was said of it stay the same. What waits for single occurrences goes with it.
"""

from dataclasses import replace

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.events import EVENT, LOCAL, Event, local_collection
from jointdesk.domain.items import DELETED, Fields, Item, Json, Write
from jointdesk.domain.pending import (
    EVENT_FIELDS,
    MOVED,
    OVERLAY,
    Overlay,
    Standing,
    ended_fields,
    move_of,
    overlay_id,
    overlay_of,
    wanted_fields,
    wanting,
)
from jointdesk.domain.resources import ResourceText
from jointdesk.domain.sources import Collection
from jointdesk.ical.editing import shown_fields
from jointdesk.ical.writing import event_text
from jointdesk.operations.calendars import Calendar, calendar_of_new
from jointdesk.operations.event_copies import EventCopy
from jointdesk.operations.event_streams import has_words, stream_of
from jointdesk.operations.event_texts import EventTexts, as_event, kept_text
from jointdesk.operations.records import SHARED, stream_for
from jointdesk.privacy.records import OWN_ORG
from jointdesk.store.collections import list_collections
from jointdesk.store.connections import find_connection
from jointdesk.store.items import find_item
from jointdesk.store.overlays import find_overlay, series_held
from jointdesk.store.people import director_emails
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import find_record
from jointdesk.store.resources import current_text

_IS_TOLD = (
    "The server of “{}” tells people of this meeting by itself, and would call it off to move it."
    " Move it on the server, or duplicate it and remove it here."
)


def plan_move(
    desk: ReadableDesk, copy: EventCopy, texts: EventTexts, wanted: str, values: Fields
) -> tuple[Calendar, list[Write]]:
    """Decide what moves a copy, a series as a whole, to another calendar, with new values.

    Raises:
        NotFoundError: there is no such calendar.
        WrongUseError: it is another organisation's, or the move would call the meeting off.
    """
    target = calendar_of_new(desk, copy.org, wanted)
    _refuse_told(desk, copy, texts.source)
    if copy.event is None:
        return target, _from_calendar(desk, copy, texts, target, values)
    if copy.event.moved_from == target.collection.id:
        return target, plan_return(desk, copy.series_id)
    fields = {**values, "collection": target.stored}
    if not copy.event.moved_from:
        fields["moved_from"] = copy.collection.id
    write = Write(copy.event.id, EVENT.name, fields, stream_of(copy.event))
    known = _overlay(desk, copy.series_id)
    if (move := move_of([known])) is None:
        return target, [write]
    again = wanted_fields({MOVED: (move.base, target.collection.id)})
    return target, [write, Write(known.id, OVERLAY, again, known.stream)]


def _from_calendar(
    desk: ReadableDesk, copy: EventCopy, texts: EventTexts, target: Calendar, values: Fields
) -> list[Write]:
    """Return what makes an event of what a calendar holds, and has it leave that."""
    event = _event(desk, copy.series_id, texts.series, target.collection, copy.collection.id)
    made = EVENT.of(Item(event.id, EVENT.name, "", 0, {**EVENT.stored(event), **values}))
    known = _overlay(desk, copy.series_id)
    shown = shown_fields(texts.source, None, 0, desk.zone, texts.mine)
    taken_along = [
        one.field
        for one in known.pending
        if one.standing(shown.get(one.field)) is not Standing.COLLIDED
    ]
    said = ended_fields(taken_along)
    said |= wanted_fields({MOVED: (copy.collection.id, target.collection.id)})
    stream = known.stream or stream_for(OWN_ORG if copy.is_private else "all", copy.org)
    return [written_anew(desk, made), Write(known.id, OVERLAY, said, stream)]


def plan_return(desk: ReadableDesk, series_id: str) -> list[Write]:
    """Decide what leaves a series that is on its way to another calendar where it is.

    What has been changed of it since waits for that calendar then; what is made in the other one
    already is taken away there.
    """
    overlay, event = _overlay(desk, series_id), find_record(desk.connection, EVENT, series_id)
    move = move_of([overlay])
    if move is None:
        back: dict[str, Json] = {"collection": "", "moved_from": None}
        return [Write(event.id, EVENT.name, back, stream_of(event))] if event else []
    if event is None:
        said = wanted_fields({MOVED: (move.wanted, move.base)})
        return [Write(overlay.id, OVERLAY, said, overlay.stream)]
    said = ended_fields((MOVED,)) | _changed(desk, event, str(move.base))
    return [
        Write(event.id, EVENT.name, {DELETED: True}, stream_of(event)),
        Write(overlay.id, OVERLAY, said, overlay.stream),
    ]


def _changed(desk: ReadableDesk, event: Event, collection_id: str) -> dict[str, Json]:
    """Return what has an event's values wait for the calendar that it stands in."""
    held = series_held(desk.connection, [event.id])
    place = next((one for one in held if one.collection_id == collection_id), None)
    if place is None:
        return {}
    text, mine = current_text(desk.connection, place.id), director_emails(desk.connection)
    shown, said = (
        shown_fields(one, None, 0, desk.zone, mine) for one in (text, event_text(event, desk.zone))
    )
    return wanting((), shown, {name: said[name] for name in EVENT_FIELDS & said.keys()})


def moved_back(desk: ReadableDesk, series_id: str, collection_id: str) -> Write | None:
    """Return what makes an event anew in a collection that it was moved from, None if it is there.

    It is as it is now where it was moved to.
    """
    connection = desk.connection
    held = series_held(connection, [series_id])
    if any(one.is_there and one.collection_id == collection_id for one in held):
        return None
    event = find_record(connection, EVENT, series_id)
    if event is not None:
        text, leaves = event_text(event, desk.zone), event.collection or local_collection(event.org)
    elif held:
        last = max(held, key=lambda one: (one.is_there, one.id))
        text, leaves = current_text(connection, last.id), last.collection_id
    else:
        return None
    target = _collection(desk, collection_id)
    return written_anew(desk, _event(desk, series_id, text, target, leaves))


def _collection(desk: ReadableDesk, collection_id: str) -> Collection:
    """Return a collection by its id, also an organisation's local one."""
    for one in list_collections(desk.connection):
        if one.id == collection_id:
            return one
    return Collection(collection_id, collection_id.partition(":")[2], "Made here", LOCAL)


def is_moving(series_id: str, entry_id: str, event: Event | None, goes_to: str) -> bool:
    """True if what waits under an id is one half of a move."""
    if event is not None:
        return entry_id == event.id and bool(event.moved_from)
    return bool(goes_to) and entry_id == overlay_id(series_id)


def written_anew(desk: ReadableDesk, event: Event) -> Write:
    """Return what makes an event of a series, also where there was one before.

    One that had no word then, and has some now, is everybody's no more where it is kept to a body.
    """
    item = find_item(desk.connection, event.id)
    known = dict.fromkeys(item.fields) if item is not None else {}
    fields = {**known, **EVENT.stored(event)}
    if item is not None:
        fields[DELETED] = None
    stream = stream_of(event)
    if item is not None and (stream == SHARED or not has_words(EVENT.stored(event), desk.zone)):
        stream = item.stream
    return Write(event.id, EVENT.name, fields, stream)


def _event(
    desk: ReadableDesk, series_id: str, text: ResourceText, target: Collection, leaves: str
) -> Event:
    values = shown_fields(text, None, 0, desk.zone, director_emails(desk.connection))
    made = as_event(target, values, series_id)
    return replace(made, uid=text.uid, text=kept_text(text), moved_from=leaves)


def _refuse_told(desk: ReadableDesk, copy: EventCopy, text: ResourceText) -> None:
    reached = find_connection(desk.connection, copy.collection.id)
    if reached is None or not reached.schedules or copy.event is not None:
        return
    if b"\nORGANIZER" in text.text.upper():
        raise WrongUseError(_IS_TOLD.format(copy.collection.name))


def _overlay(desk: ReadableDesk, series_id: str) -> Overlay:
    id_ = overlay_id(series_id)
    return find_overlay(desk.connection, id_) or overlay_of(Item(id_, OVERLAY, "", 0, {}))
