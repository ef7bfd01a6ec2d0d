"""Cases: each series of a collection for which something waits, with all that bears on it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from jointdesk.domain.events import Event, local_collection
from jointdesk.domain.intents import Intent
from jointdesk.domain.pending import Overlay, Pending, move_of, overlays_in
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
    Where the series leaves the collection `goes_to` names the one that it is to stand in; while
    it `is_awaited` there it is not taken away here.
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
    goes_to: str = ""
    is_awaited: bool = False


def cases_of(
    desk: ReadableDesk, collection_id: str, touched: Iterable[int] = (), only: str = ""
) -> list[Case]:
    """Return the cases of a collection in a fixed order; `only` one series where it is named.

    `touched` are the resources that the read just done has changed or found gone.
    """
    waiting = _waiting(desk, collection_id, only)
    if not waiting:
        return []
    connection, news = desk.connection, frozenset(touched)
    found = series_resources(connection, collection_id, waiting)
    etags = known_etags(connection, collection_id, [one.href for one in found.values()])
    return [
        _with_resource(desk, case, found.get(series_id), etags, news)
        for series_id, case in waiting.items()
        if series_id in found or case.event is not None or case.intent is not None
    ]


def _waiting(desk: ReadableDesk, collection_id: str, only: str) -> dict[str, Case]:
    """Return the series for which something may wait in a collection, without what it holds."""
    connection = desk.connection
    said = waiting_by_series(connection, {only} if only else None)
    overlays = {
        series_id: own
        for series_id, one in said.items()
        if (own := overlays_in(one.overlays, collection_id))
    }
    made = {one.id: one for one in events_made(connection, only)}
    events = {id_: one for id_, one in made.items() if one.collection == collection_id}
    intents = {one.series_id: one for one in open_intents(connection, collection_id, only)}
    wanted = [*(overlays | events | intents)]
    if not wanted:
        return {}
    every, consents = _every(desk, collection_id), consents_of(connection, collection_id)
    moves = {series_id: move_of(one.overlays) for series_id, one in said.items()}
    return {
        series_id: every._replace(
            series_id=series_id,
            overlays=overlays.get(series_id, ()),
            event=events.get(series_id),
            intent=intents.get(series_id),
            consent=consents.get(series_id, ""),
            clock=said[series_id].clock if series_id in said else 0,
            **_going(collection_id, moves.get(series_id), made.get(series_id)),
        )
        for series_id in wanted
    }


def _going(collection_id: str, move: Pending | None, made: Event | None) -> dict[str, Any]:
    """Return what a case is to know of its series where that is to stand elsewhere."""
    leaves = move is not None and move.base == collection_id
    is_elsewhere = made is not None and made.collection != collection_id
    if not leaves and not is_elsewhere:
        return {}
    place = made.collection or local_collection(made.org) if made is not None else ""
    wanted = str(move.wanted) if move is not None and leaves else place
    is_awaited = made is not None and bool(made.collection) and is_elsewhere
    return {"goes_to": wanted, "is_awaited": is_awaited}


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
