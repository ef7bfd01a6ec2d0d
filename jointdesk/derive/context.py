"""What the rules on time need to know of a desk, read from its items."""

from collections.abc import Container
from dataclasses import replace
from zoneinfo import ZoneInfo

from jointdesk.derive.events import collections_of
from jointdesk.derive.memory import kept_memory, known_context
from jointdesk.diary.context import Context
from jointdesk.diary.ledger import Ledger, ledger_of
from jointdesk.diary.titles import is_bare
from jointdesk.domain.sources import Collection
from jointdesk.store.bundled import bank_holidays
from jointdesk.store.collections import busy_collections, list_collections, writable_collections
from jointdesk.store.components import titles_of
from jointdesk.store.derived import ReadConnection
from jointdesk.store.events import has_events
from jointdesk.store.organisations import list_organisations
from jointdesk.store.overlays import log_clock
from jointdesk.store.pairings import list_pairings
from jointdesk.store.people import director_emails
from jointdesk.store.placements import live_placements
from jointdesk.store.rules import list_rules
from jointdesk.store.sites import list_sites, travel_matrix


def load_context(connection: ReadConnection, zone: ZoneInfo) -> Context:
    """Return the context of the desk; `zone` is the desk's.

    A connection that lasts gives the same one again for as long as nothing in it has changed.
    """
    organisations = {one.id: one for one in list_organisations(connection)}
    local = collections_of(organisations) if has_events(connection) else {}
    context = Context(
        zone=zone,
        organisations=organisations,
        sites={one.id: one for one in list_sites(connection)},
        travel=travel_matrix(connection),
        rules=tuple(list_rules(connection)),
        collections={
            **{
                one.id: _with_kind(connection, one)
                for one in list_collections(connection)
                if one.org_id in organisations  # which another machine may have taken away
            },
            **local,
            **_busy_times(connection, organisations),
        },
        director_emails=director_emails(connection),
        holidays=bank_holidays(),
        pairings=tuple(list_pairings(connection)),
        ledger=_ledger(connection),
        writable=writable_collections(connection) | local.keys(),
    )
    return known_context(connection, context)


def _busy_times(connection: ReadConnection, organisations: Container[str]) -> dict[str, Collection]:
    """Return the collections of busy times that a shared desk carries to this machine."""
    ids = busy_collections(connection)
    if not ids:
        return {}
    from jointdesk.domain.mirrors import busy_times_of  # which most desks do without

    found = (busy_times_of(id_.partition(":")[2]) for id_ in ids)
    return {one.id: one for one in found if one.org_id in organisations}


def _ledger(connection: ReadConnection) -> Ledger:
    """Return the ledger of bookings; a connection that lasts reads it anew after changes only."""
    clock, memory = log_clock(connection), kept_memory(connection)
    if memory is not None and memory.clock == clock:
        return memory.context.ledger
    found = ledger_of(live_placements(connection))
    if memory is not None and memory.context.ledger == found:
        memory.clock = clock
    return found


def _with_kind(connection: ReadConnection, collection: Collection) -> Collection:
    """Mark a collection that says nothing but Busy, by all of it, not only by what is looked at."""
    titles = titles_of(connection, collection.id)
    is_free_busy = collection.free_busy_only or all(map(is_bare, titles))
    return replace(collection, free_busy_only=is_free_busy)
