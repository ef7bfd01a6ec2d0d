"""The text of a copy of an event: what its source says, and what the diary shows."""

from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.derive.overlays import lay_over
from jointdesk.domain.edits import Edit
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.events import EVENT, LOCAL, Event
from jointdesk.domain.items import Fields, Item, Json
from jointdesk.domain.mirrors import is_busy_collection
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import EVENT_FIELDS, Overlay
from jointdesk.domain.resources import ResourceText
from jointdesk.domain.sources import Collection
from jointdesk.ical.carrying import is_shortened
from jointdesk.ical.editing import checked_fields, edited, shown_fields, split_series
from jointdesk.ical.writing import calendar_bytes, event_text
from jointdesk.operations.event_copies import EventCopy
from jointdesk.store.items import find_item
from jointdesk.store.overlays import list_overlays
from jointdesk.store.people import director_emails
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.resources import current_text

_NOT_WHOLE = (
    "This meeting has files or long texts that are not on this computer and would be lost. Do this"
    " on the computer that is connected to its calendar."
)


class EventTexts(NamedTuple):
    """The texts of a copy's whole series.

    `source` is what its calendar holds, `series` that with what waits for the whole series laid
    over, `shown` that with what waits for single occurrences too, as the diary shows it.
    `overlays` are what was said of the series and its occurrences. `mine` are the director's
    addresses.
    """

    source: ResourceText
    series: ResourceText
    shown: ResourceText
    overlays: tuple[Overlay, ...]
    mine: frozenset[str]


def texts_of(desk: ReadableDesk, copy: EventCopy, now: Instant) -> EventTexts:
    """Return the texts of a copy's series."""
    source = source_of(desk, copy)
    overlays = [one for one in list_overlays(desk.connection) if one.series_id == copy.series_id]
    is_ours = copy.event is not None
    mine = director_emails(desk.connection)
    whole = [one for one in overlays if one.day is None]
    series, shown = (
        lay_over(source, some, desk.zone, now, is_ours=is_ours, mine=mine).text if some else source
        for some in (whole, overlays)
    )
    return EventTexts(source, series or source, shown or source, tuple(overlays), mine)


def source_of(desk: ReadableDesk, copy: EventCopy) -> ResourceText:
    """Return the text that a copy's calendar holds, or that an event made here would have there."""
    if copy.event is not None:
        return event_text(copy.event, desk.zone)
    text = current_text(desk.connection, copy.resource_id)
    return _as_made(desk, copy, text) if is_busy_collection(copy.collection.id) else text


def _as_made(desk: ReadableDesk, copy: EventCopy, times: ResourceText) -> ResourceText:
    """Return what stands in a calendar of which only busy times are here, as it was made here.

    It is a hold or a block, so that nobody has given it another word since.
    """
    item = find_item(desk.connection, copy.series_id)
    if item is None or item.type != EVENT.name:
        return times
    shown = shown_fields(times, None, 0, desk.zone)
    at: dict[str, Json] = {name: shown[name] for name in ("start", "end") if name in shown}
    event = EVENT.of(Item(item.id, item.type, item.stream, item.order, {**item.fields, **at}))
    return event_text(event, desk.zone)


def shown_values(desk: ReadableDesk, copy: EventCopy, texts: EventTexts) -> dict[str, Json]:
    """Return what the diary shows of a copy, by field; whether it repeats is its series' word."""
    series = series_values(desk, texts)
    if not copy.is_recurring:
        return series
    own = shown_fields(texts.shown, copy.day, copy.ordinal, desk.zone, texts.mine)
    return {**own, "repeat": series.get("repeat")}


def series_values(desk: ReadableDesk, texts: EventTexts) -> dict[str, Json]:
    """Return what the diary shows of a whole series, by field."""
    return dict(shown_fields(texts.shown, None, 0, desk.zone, texts.mine))


def as_event(collection: Collection, values: Fields, id_: str) -> Event:
    """Return what a calendar's text says as an event: what an editor begins with."""
    known = {field.name for field in EVENT.fields}
    fields: dict[str, Json] = {name: values[name] for name in values if name in known}
    fields |= {"org": collection.org_id, "collection": stored_collection(collection)}
    return EVENT.of(Item(id_, EVENT.name, "", 0, fields))


def fit(values: Fields, zone: ZoneInfo) -> dict[str, Any]:
    """Return values of an event as a calendar will show them.

    Raises:
        WrongUseError: one cannot be written.
    """
    told = {name: value for name, value in values.items() if name in EVENT_FIELDS}
    return {**values, **checked_fields(told, "VEVENT", zone)}


def kept_text(text: ResourceText) -> str:
    """Return a text as an event keeps it: what this program does not know survives in it.

    Raises:
        WrongUseError: the shared desk brought it without its files, which would be lost so.
    """
    if is_shortened(text):
        raise WrongUseError(_NOT_WHOLE)
    return calendar_bytes(text).decode("utf-8", "replace")


def text_of_one(desk: ReadableDesk, copy: EventCopy, texts: EventTexts) -> str:
    """Return the text of a copy as that of a single event, "" where somebody has invited to it.

    Another event is no part of what they asked to.
    """
    text = texts.shown
    if copy.is_recurring:
        text = split_series(text, copy.day, copy.ordinal, desk.zone, text.uid)
        text = edited(text, [Edit(None, 0, {"repeat": ""})], desk.zone, 0)
    return "" if b"\nORGANIZER" in text.text.upper() else kept_text(text)


def stored_collection(collection: Collection) -> str:
    """Return where an event stands as it is stored: "" for a local collection."""
    return "" if collection.kind == LOCAL else collection.id
