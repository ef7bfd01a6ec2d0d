"""Events made here, as occurrences like any calendar's."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from jointdesk.diary.context import Context
from jointdesk.diary.details import details_of
from jointdesk.domain.components import Component
from jointdesk.domain.events import EVENT, LOCAL, Event, local_collection
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, Span, midnight, parse_instant
from jointdesk.domain.occurrences import Occurrence
from jointdesk.domain.sources import Collection
from jointdesk.store.derived import ReadConnection
from jointdesk.store.records import list_records

_FIRST_ID = -(1 << 60)
"""Component ids that no stored component has."""

_STATUS = {"confirmed": "CONFIRMED", "tentative": "TENTATIVE", "hold": "TENTATIVE"}


def local_occurrences(
    connection: ReadConnection, context: Context, window: Span
) -> Iterator[Occurrence]:
    """Yield the events made here that may lie in the window, as nobody may see them."""
    for number, event in enumerate(list_records(connection, EVENT)):
        collection_id = local_collection(event.org)
        if collection_id in context.collections and event.status != "cancelled":
            span = span_of(event, context)
            if span.start < window.end and span.end >= window.start:
                yield _occurrence(event, span, number, context)


def meeting_of(event: Event, context: Context) -> Meeting:
    """Return the meeting that an event would be, for a look ahead; it need not be stored."""
    own = {local_collection(event.org): _collection(event.org)}
    known = replace(context, collections={**own, **context.collections})
    occurrence = _occurrence(event, span_of(event, known), 0, known)
    return Meeting((occurrence,), occurrence)


def local_collections(events: Iterable[Event]) -> dict[str, Collection]:
    """Return the local collection of each organisation that has an event made here."""
    found = {}
    for org_id in dict.fromkeys(event.org for event in events):
        found[local_collection(org_id)] = _collection(org_id)
    return found


def _collection(org_id: str) -> Collection:
    return Collection(local_collection(org_id), org_id, "Made here", LOCAL)


def span_of(event: Event, context: Context) -> Span:
    """Return when an event is, on the clock of the desk's zone."""
    return Span(_instant(event.start, context), _instant(event.end, context))


def _instant(text: str, context: Context) -> Instant:
    if "T" in text:
        return parse_instant(text, context.zone)
    return midnight(date.fromisoformat(text), context.zone)


def _occurrence(event: Event, span: Span, number: int, context: Context) -> Occurrence:
    day = date.fromisoformat(event.start[:10]).toordinal()
    details = details_of(
        _component(event, span, day),
        component_id=_FIRST_ID - number,
        series_id=event.id,
        seen=event.order,
        collection_id=local_collection(event.org),
        context=context,
    )
    return Occurrence(span.start, span.end, day, 0, details)


def _component(event: Event, span: Span, day: int) -> Component:
    is_hold = event.status == "hold"
    return Component(
        kind="VEVENT",
        uid=event.id,
        line=0,
        start=span.start,
        end=span.end,
        all_day=event.all_day,
        zone="",
        day=day,
        recurrence_day=None,
        recurrence_ordinal=0,
        rule="",
        summary=f"HOLD: {event.title}" if is_hold else event.title,
        location=event.place,
        description=event.notes,
        status=_STATUS.get(event.status, "CONFIRMED"),
        transparent=False,
        classification="PRIVATE" if event.visibility == "own_org" else "PUBLIC",
        busy_status="",
        organizer="",
        attendees=(),
        categories=(),
        link="",
        sequence=0,
        last_modified=0,
    )
