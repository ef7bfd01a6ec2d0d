"""The events that the ledger says are ours: where each stands now, and what is written to it.

They are found by the ids of their series, whoever looks: a hold in the other body's calendar is
nobody's to read here but is freed with the others.
"""

from datetime import date
from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.domain.edits import EditScope
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.events import EVENT
from jointdesk.domain.items import Fields, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.domain.placements import Placement
from jointdesk.operations.event_copies import EventCopy, find_copies
from jointdesk.operations.event_texts import EventTexts, fit, series_values, texts_of
from jointdesk.operations.event_times import Times
from jointdesk.operations.event_writes import CopyEditor
from jointdesk.privacy.records import OWN_ORG
from jointdesk.store.overlays import series_held
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import find_record

EVERYBODY = Audience("", frozenset(), is_director=True)
"""What is ours is found whoever looks."""


class PlacedCopy(NamedTuple):
    """An event of the ledger as it stands: in its calendar, or on its way there."""

    copy: EventCopy
    texts: EventTexts

    def writes(
        self, desk: ReadableDesk, fields: Fields, times: Times | None = None, label: str = ""
    ) -> list[Write]:
        """Return what gives it new values; `label` is what the log says of it, "" for the action's.

        Raises:
            WrongUseError: a value cannot be written.
        """
        editor = CopyEditor(desk, self.copy, self.texts)
        given = Times(**fit(times._asdict(), desk.zone)) if times else None
        made = editor.writes(fit(fields, desk.zone), given, EditScope.ALL)
        return [one._replace(label=label) for one in made]


def placed_copy(desk: ReadableDesk, placement: Placement, now: Instant) -> PlacedCopy | None:
    """Return the event of an entry of the ledger, None where it is gone."""
    event = find_record(desk.connection, EVENT, placement.event)
    held = [one for one in series_held(desk.connection, [placement.event]) if one.is_there]
    if not held:
        if event is None:
            return None
        try:
            found = find_copies(desk, EVERYBODY, placement.event, now)
        except NotFoundError:  # its organisation is gone, and its calendar with it
            return None
        return PlacedCopy(found.copies[0], texts_of(desk, found.copies[0], now))
    context = load_context(desk.connection, desk.zone)
    collection = context.collections.get(held[0].collection_id)
    if collection is None:
        return None
    copy = EventCopy(
        collection=collection,
        org_code=context.organisations[collection.org_id].code,
        series_id=placement.event,
        day=date.fromisoformat(placement.start[:10]).toordinal(),
        ordinal=0,
        times=Times(placement.start, placement.end),
        title="",
        place="",
        is_private=False,
        is_recurring=False,
        is_writable=collection.id in context.writable,
        resource_id=held[0].id,
    )
    texts = texts_of(desk, copy, now)
    values = series_values(desk, texts)
    shown = copy._replace(
        times=Times(str(values.get("start") or ""), str(values.get("end") or "")),
        title=str(values.get("title") or ""),
        place=str(values.get("place") or ""),
        is_private=values.get("visibility") == OWN_ORG,
    )
    return PlacedCopy(shown, texts)
