"""The copies of an event that a person means: those of a meeting, or one that was made here."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.events import collection_of, has_rule
from jointdesk.derive.meetings import nearest_occurrences
from jointdesk.diary.context import Context
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.moments import Instant
from jointdesk.domain.occurrences import Occurrence, occurrence_key, split_key
from jointdesk.domain.people import Audience
from jointdesk.domain.sources import Collection
from jointdesk.operations.event_times import Times, wall
from jointdesk.operations.pairings import find_meeting
from jointdesk.privacy.projection import project
from jointdesk.privacy.records import OWN_ORG, sees
from jointdesk.store.components import components_by_id, components_of
from jointdesk.store.events import present_series
from jointdesk.store.overlays import resources_of_series
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import find_record


class EventCopy(NamedTuple):
    """One copy of an event, as the diary shows it.

    `series_id`, `day` and `ordinal` are its key. `event` is the item of one that was made here,
    `resource_id` the store's number of an outside one's text; one of the two is there.
    `is_recurring` is False for a single event. `is_writable` is whether this machine may write to
    its collection; the local ones always are.
    """

    collection: Collection
    org_code: str
    series_id: str
    day: int
    ordinal: int
    times: Times
    title: str
    place: str
    is_private: bool
    is_recurring: bool
    is_writable: bool
    event: Event | None = None
    resource_id: int = 0

    @property
    def key(self) -> str:
        """The occurrence key."""
        return occurrence_key(self.series_id, self.day, self.ordinal)

    @property
    def org(self) -> str:
        """The id of the organisation in whose calendar it stands."""
        return self.collection.org_id


class Found(NamedTuple):
    """What an id means: the copies, the one to be changed first.

    `series_id` is the id of a series where that was given, "" for an occurrence's key.
    """

    copies: tuple[EventCopy, ...]
    series_id: str = ""

    @property
    def is_series(self) -> bool:
        """True if all of a series is meant."""
        return bool(self.series_id)

    def chosen(self, collection_id: str) -> EventCopy:
        """Return the copy in a collection; for "" the preferred one of those that can be written.

        Raises:
            NotFoundError: there is none in that collection.
        """
        if not collection_id:
            return self.copies[0]
        for one in self.copies:
            if one.collection.id == collection_id:
                return one
        raise NotFoundError(f"It has no copy in a calendar {collection_id} that you may see.")


def find_copies(desk: ReadableDesk, audience: Audience, event_id: str, now: Instant) -> Found:
    """Return the copies that an id means: a meeting's or a copy's key, or an event's own id.

    Raises:
        NotFoundError: the audience sees no such event.
        WrongUseError: it is kept to a body of which the audience sees no private things.
    """
    if _is_key(event_id):
        return Found(_of_meeting(desk, audience, event_id))
    made_here = _made_here(desk, audience, event_id)
    if made_here is not None:
        return Found((made_here,), event_id)
    key = _nearest_key(desk, audience, event_id, now)
    copies = _of_meeting(desk, audience, key)
    own = tuple(one for one in copies if one.series_id == event_id)
    return Found(own, event_id) if own else Found(copies[:1], copies[0].series_id)


def _is_key(text: str) -> bool:
    try:
        split_key(text)
    except ValueError:
        return False
    return True


def _made_here(desk: ReadableDesk, audience: Audience, event_id: str) -> EventCopy | None:
    """Return an event made here that is not in its calendar yet, as a copy."""
    connection = desk.connection
    event = find_record(connection, EVENT, event_id)
    if event is None or present_series(connection, [event]):
        return None
    context = load_context(connection, desk.zone)
    collection = collection_of(event, context)
    if collection is None or not sees(audience, event.visibility, event.org):
        return None
    return EventCopy(
        collection=collection,
        org_code=context.organisations[collection.org_id].code,
        series_id=event.id,
        day=date.fromisoformat(event.start[:10]).toordinal(),
        ordinal=0,
        times=Times(event.start, event.end),
        title=event.title,
        place=event.place,
        is_private=event.visibility == OWN_ORG,
        is_recurring=has_rule(event),
        is_writable=collection.id in context.writable,
        event=event,
    )


def _nearest_key(desk: ReadableDesk, audience: Audience, series_id: str, now: Instant) -> str:
    """Return the key of an occurrence of a series in a calendar: the next, or the last."""
    connection = desk.connection
    context = load_context(connection, desk.zone)
    resources = [id_ for id_, _ in resources_of_series(connection, [series_id])]
    ids = [one.id for one in components_of(connection, resources)]
    found = project(nearest_occurrences(connection, context, ids, now), audience)
    for one in sorted(found, key=lambda one: (one.start < now, abs(one.start - now))):
        if not one.details.masked:
            return one.key
    raise NotFoundError(f"There is no event {series_id}. “agenda” shows their ids.")


def _of_meeting(desk: ReadableDesk, audience: Audience, key: str) -> tuple[EventCopy, ...]:
    meeting = find_meeting(desk, audience, key)
    shown = [one for one in meeting.copies if not one.details.masked]
    if not shown:
        code = meeting.preferred.details.org_code
        raise WrongUseError(f"This is kept to {code}: only its own people can change it.")
    # A block follows its meeting by itself, in words of its own.
    shown = [one for one in shown if not one.details.is_block] or shown
    context = load_context(desk.connection, desk.zone)
    resources = _resources(desk, shown)
    shown.sort(key=lambda one: (not one.details.writable, one.key != meeting.preferred.key))
    return tuple(_copy(desk, one, context, resources) for one in shown)


def _resources(desk: ReadableDesk, copies: Iterable[Occurrence]) -> dict[int, int]:
    ids = [one.details.component_id for one in copies if one.details.component_id > 0]
    return {id_: row.resource_id for id_, row in components_by_id(desk.connection, ids).items()}


def _copy(
    desk: ReadableDesk, one: Occurrence, context: Context, resources: dict[int, int]
) -> EventCopy:
    details = one.details
    resource_id = resources.get(details.component_id, 0)
    event = None if resource_id else find_record(desk.connection, EVENT, details.series_id)
    return EventCopy(
        collection=context.collections[details.collection_id],
        org_code=details.org_code,
        series_id=details.series_id,
        day=one.day,
        ordinal=one.ordinal,
        times=Times(*(wall(when, details.all_day, desk.zone) for when in (one.start, one.end))),
        title=details.title,
        place=details.place,
        is_private=details.private,
        is_recurring=details.recurring,
        is_writable=details.writable,
        event=event,
        resource_id=resource_id,
    )
