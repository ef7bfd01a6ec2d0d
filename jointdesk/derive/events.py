"""Events made here, as occurrences like any calendar's.

They are written as iCalendar text, read and expanded by what does that for calendars. Most are
single and plain: their component is made at once, the same as would come of the text, so that the
first picture of the window needs no reader of calendars.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from jointdesk.diary.context import Context
from jointdesk.diary.details import details_of
from jointdesk.domain.components import Attendee, Component
from jointdesk.domain.events import LOCAL, Event, local_collection
from jointdesk.domain.holds import as_hold
from jointdesk.domain.items import Item
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, Span, midnight, parse_instant
from jointdesk.domain.occurrences import Details, Occurrence
from jointdesk.domain.pending import OVERLAY, Overlay, overlay_of, wanted_fields
from jointdesk.domain.sources import Collection
from jointdesk.store.derived import ReadConnection
from jointdesk.store.events import events_to_show
from jointdesk.store.overlays import list_overlays

if TYPE_CHECKING:
    from jointdesk.ical.series import Series

_FIRST_ID = -(1 << 60)
"""Component ids that no stored component has."""

_COMPONENT_BITS = 12

_STATUS = {"tentative": "TENTATIVE", "hold": "TENTATIVE", "cancelled": "CANCELLED"}

_ROLES = {"required": "REQ-PARTICIPANT", "optional": "OPT-PARTICIPANT", "chair": "CHAIR"}


def local_occurrences(
    connection: ReadConnection, context: Context, window: Span
) -> Iterator[Occurrence]:
    """Yield the events made here that may lie in the window, as nobody may see them.

    One that is in its calendar by now is read from there.
    """
    events = events_to_show(connection)
    said = _overlays_of(connection, events)
    for number, event in enumerate(events):
        collection = collection_of(event, context)
        if collection is not None:
            first_id = _FIRST_ID - (number << _COMPONENT_BITS)
            yield from _occurrences(event, said.get(event.id, ()), window, first_id, context)


def collection_of(event: Event, context: Context) -> Collection | None:
    """Return where an event stands or is to stand, None where its organisation is gone.

    Where its calendar was taken away it is the organisation's local one.
    """
    known = context.collections
    return known.get(event.collection) or known.get(local_collection(event.org))


def has_rule(event: Event) -> bool:
    """True if an event repeats: by its rule, or by what its text has kept."""
    return bool(event.repeat) or "RDATE" in event.text


def meeting_of(event: Event, context: Context) -> Meeting:
    """Return the meeting that an event would be, for a look ahead; it need not be stored.

    Of one that repeats it is the first.
    """
    own = local_collections([event])
    known = replace(context, collections={**own, **context.collections})
    series = None if _is_plain(event) else series_of(event, (), known)
    component = series.components[0] if series else _component(event, known)
    details = _details(component, event, _FIRST_ID, known)
    occurrence = Occurrence(
        component.start or 0, component.end or 0, component.day or 0, 0, details
    )
    return Meeting((occurrence,), occurrence)


def local_collections(events: Iterable[Event]) -> dict[str, Collection]:
    """Return the local collection of each organisation that has one of these events."""
    return collections_of(event.org for event in events)


def collections_of(org_ids: Iterable[str]) -> dict[str, Collection]:
    """Return the local collections of organisations, by the collections' ids."""
    return {
        local_collection(org_id): Collection(local_collection(org_id), org_id, "Made here", LOCAL)
        for org_id in dict.fromkeys(org_ids)
    }


def span_of(event: Event, context: Context) -> Span:
    """Return when an event is, or the first of one that repeats, on the desk's clock."""
    return Span(_instant(event.start, context), _instant(event.end, context))


def _instant(text: str, context: Context) -> Instant:
    if "T" in text:
        return parse_instant(text, context.zone)
    return midnight(date.fromisoformat(text), context.zone)


def _overlays_of(
    connection: ReadConnection, events: Iterable[Event]
) -> dict[str, tuple[Overlay, ...]]:
    """Return what was said of single occurrences of those events that repeat."""
    repeating = {one.id for one in events if has_rule(one)}
    found: dict[str, tuple[Overlay, ...]] = {}
    for overlay in list_overlays(connection) if repeating else ():
        if overlay.series_id in repeating and overlay.pending:
            found[overlay.series_id] = (*found.get(overlay.series_id, ()), overlay)
    return found


def _occurrences(
    event: Event, said: tuple[Overlay, ...], window: Span, first_id: int, context: Context
) -> Iterator[Occurrence]:
    """Yield the event's occurrences in the window, and some around it."""
    if _is_plain(event) and not said:
        component = _component(event, context)
        start, end, day = component.start or 0, component.end or 0, component.day or 0
        if start < window.end and end >= window.start:
            yield Occurrence(start, end, day, 0, _details(component, event, first_id, context))
        return
    from jointdesk.ical.expanding import expand

    series = series_of(event, said, context)
    if series is None:
        return
    known: dict[int, Details] = {}
    for start, end, day, ordinal, place in expand(series, window.start, window.end).instances:
        if place not in known:
            component = series.components[place]
            known[place] = _details(component, event, first_id - place, context)
        yield Occurrence(start, end, day, ordinal, known[place])


def _is_plain(event: Event) -> bool:
    """True if what an event's text comes to is known without it: it has no rule and no link."""
    return not (event.repeat or event.text or "/" in event.place or "/" in event.notes)


def series_of(event: Event, said: Iterable[Overlay], context: Context) -> "Series | None":
    """Return an event as the series that its text is, with what was said of it laid over."""
    fields = [(one.id, json.dumps(_stored(one), sort_keys=True)) for one in said]
    zone = context.zone
    return _series(event, tuple(fields), zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC"))


def _stored(overlay: Overlay) -> Mapping[str, object]:
    return wanted_fields({one.field: (one.base, one.wanted) for one in overlay.pending})


@lru_cache(maxsize=512)
def _series(event: Event, said: tuple[tuple[str, str], ...], zone: ZoneInfo) -> "Series | None":
    from jointdesk.derive.overlays import lay_over
    from jointdesk.ical.series import parse
    from jointdesk.ical.writing import event_text

    text = event_text(event, zone)
    overlays = [overlay_of(Item(id_, OVERLAY, "", 0, json.loads(one))) for id_, one in said]
    laid = lay_over(text, overlays, zone, 0, is_ours=True).text if overlays else text
    return parse(laid, zone).series if laid is not None else None


def _details(component: Component, event: Event, component_id: int, context: Context) -> Details:
    collection = collection_of(event, context)
    if collection is None:
        raise AssertionError("an event is shown where its collection is known")
    details = details_of(
        component,
        component_id=component_id,
        series_id=event.id,
        seen=event.order,
        collection_id=collection.id,
        context=context,
    )
    return details if collection.kind == LOCAL else replace(details, pending=True)


def _component(event: Event, context: Context) -> Component:
    """Return what an event's text would come to; of one that repeats, its first occurrence."""
    span = span_of(event, context)
    is_hold = event.status == "hold"
    zone = context.zone.key if isinstance(context.zone, ZoneInfo) else ""
    return Component(
        kind="VEVENT",
        uid=event.uid or event.id,
        line=0,
        start=span.start,
        end=span.end,
        all_day=event.all_day,
        zone="" if event.all_day else zone,
        day=date.fromisoformat(event.start[:10]).toordinal(),
        recurrence_day=None,
        recurrence_ordinal=0,
        rule="",
        summary=as_hold(event.title) if is_hold else event.title,
        location=event.place,
        description=event.notes,
        status=_STATUS.get(event.status, "CONFIRMED"),
        transparent=event.busy is False,
        classification="PRIVATE" if event.visibility == "own_org" else "PUBLIC",
        busy_status="",
        organizer="",
        attendees=tuple(
            Attendee(one.email, one.name, "NEEDS-ACTION", _ROLES.get(one.role, "REQ-PARTICIPANT"))
            for one in event.attendees
        ),
        categories=(),
        link="",
        sequence=0,
        last_modified=0,
    )
