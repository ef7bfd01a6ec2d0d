"""Cases: each series of a collection for which something waits, with all that bears on it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jointdesk.domain.events import Event
from jointdesk.domain.intents import Intent
from jointdesk.domain.pending import Overlay
from jointdesk.domain.resources import ResourceState, ResourceText
from jointdesk.store.connections import find_connection, known_etags
from jointdesk.store.consents import consents_of
from jointdesk.store.events import events_made
from jointdesk.store.outbox import (
    SeriesResource,
    earlier_text,
    open_intents,
    series_resources,
)
from jointdesk.store.overlays import waiting_by_series
from jointdesk.store.people import director_emails
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.resources import current_text


class Case(NamedTuple):
    """One series of a collection, what is wanted of it, and what is on its way.

    `text` is what its source shows, or showed last before it was gone; None where it never did.
    `etag` is that version's, None where the source has none, "" where it has to be read again
    first. `is_shared` says that other series stand in the same part. `event` is the event made
    here that is to stand there. `before` is the text that the read just done has replaced,
    `has_gone` says that this read found it gone. `has_arrived` says that the source has
    confirmed the intent. `mine` are the director's addresses, for what they have answered. The
    server `schedules` where it sends invitations by itself, for the account's `addresses`;
    `consent` is to what a person has said may be sent. `clock` is that of the last change.
    """

    collection_id: str
    series_id: str
    text: ResourceText | None = None
    is_present: bool = False
    etag: str | None = None
    is_shared: bool = False
    overlays: tuple[Overlay, ...] = ()
    event: Event | None = None
    intent: Intent | None = None
    before: ResourceText | None = None
    has_gone: bool = False
    has_arrived: bool = False
    mine: frozenset[str] = frozenset()
    schedules: bool = False
    addresses: tuple[str, ...] = ()
    consent: str = ""
    clock: int = 0


def cases_of(
    desk: ReadableDesk, collection_id: str, touched: Iterable[int] = (), only: str = ""
) -> list[Case]:
    """Return the cases of a collection in a fixed order; `only` one series where it is named.

    `touched` are the resources that the read just done has changed or found gone.
    """
    connection = desk.connection
    waiting = waiting_by_series(connection, {only} if only else None)
    overlays = {id_: one.overlays for id_, one in waiting.items()}
    events = {
        one.id: one for one in events_made(connection, only) if one.collection == collection_id
    }
    intents = {one.series_id: one for one in open_intents(connection, collection_id, only)}
    wanted = [*(overlays | events | intents)]
    if not wanted:
        return []
    found = series_resources(connection, collection_id, wanted)
    etags = known_etags(connection, collection_id, [one.href for one in found.values()])
    news, every = frozenset(touched), _every(desk, collection_id)
    consents = consents_of(connection, collection_id)
    return [
        _with_resource(
            desk,
            every._replace(
                series_id=series_id,
                overlays=overlays.get(series_id, ()),
                event=events.get(series_id),
                intent=intents.get(series_id),
                consent=consents.get(series_id, ""),
                clock=waiting[series_id].clock if series_id in waiting else 0,
            ),
            found.get(series_id),
            etags,
            news,
        )
        for series_id in wanted
        if series_id in found or series_id in events or series_id in intents
    ]


def _every(desk: ReadableDesk, collection_id: str) -> Case:
    """Return what is the same in each case of a collection."""
    reached = find_connection(desk.connection, collection_id)
    return Case(
        collection_id,
        "",
        mine=director_emails(desk.connection),
        schedules=reached is not None and reached.schedules,
        addresses=tuple(reached.addresses.split()) if reached is not None else (),
    )


def _with_resource(
    desk: ReadableDesk,
    case: Case,
    resource: SeriesResource | None,
    etags: Mapping[str, str],
    news: frozenset[int],
) -> Case:
    if resource is None:
        return case
    text = current_text(desk.connection, resource.id)
    is_present = resource.state is not ResourceState.MISSING
    return case._replace(
        text=text._replace(href=resource.href),
        is_present=is_present,
        etag=etags.get(resource.href, "") if is_present else None,
        is_shared=resource.is_shared,
        before=earlier_text(desk.connection, resource.id) if resource.id in news else None,
        has_gone=not is_present and resource.id in news,
    )
