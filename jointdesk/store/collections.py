"""Collections as items: what is shared of a source. Connections are in `connections.py`."""

import sqlite3
from typing import Any, NamedTuple

from jointdesk.domain.items import Fields, Json
from jointdesk.domain.moments import Instant
from jointdesk.domain.resources import ResourceState
from jointdesk.domain.sources import Collection
from jointdesk.store.items import list_items

ITEM_TYPE = "collection"


def list_collections(connection: sqlite3.Connection) -> list[Collection]:
    """Return the collections in the order in which they were added."""
    found = []
    for item in list_items(connection, ITEM_TYPE):
        fields: Any = item.fields
        found.append(
            Collection(
                id=item.id,
                org_id=fields["org"],
                name=fields["name"],
                kind=fields["kind"],
                free_busy_only=bool(fields.get("free_busy_only")),
                components=tuple(fields.get("components", ())),
            )
        )
    return found


def writable_collections(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the ids of those that this machine is connected to and may write to."""
    rows = connection.execute("SELECT collection_id FROM connection WHERE can_write = 1")
    return frozenset(row[0] for row in rows)


def collection_fields(collection: Collection) -> Fields:
    """Return the fields that hold a collection."""
    fields: dict[str, Json] = {
        "org": collection.org_id,
        "name": collection.name,
        "kind": collection.kind,
        "free_busy_only": collection.free_busy_only,
    }
    if collection.components:
        fields["components"] = list(collection.components)
    return fields


def busy_collections(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of the collections of busy times that this machine has."""
    rows = connection.execute(
        "SELECT collection_id FROM connection WHERE collection_id >= 'busy:'"
        " AND collection_id < 'busy;'"
    )
    return [id_ for (id_,) in rows]


class PastMeetings(NamedTuple):
    """What a collection has in the past: what its source shows no more, and from where it shows.

    `known` are the UIDs, with twins, of all that was ever read; `start` is the earliest end of
    what is there, None for nothing.
    """

    unpublished: frozenset[int]
    known: frozenset[tuple[str, int]]
    start: Instant | None


def past_meetings_of(connection: sqlite3.Connection, collection_id: str) -> PastMeetings:
    """Return what a collection has in the past."""
    rows = connection.execute(
        "SELECT id, uid, twin, state, reach FROM resource WHERE collection_id = ?", (collection_id,)
    ).fetchall()
    ends = [end for *_, state, end in rows if state == ResourceState.PRESENT and end is not None]
    gone = (row[0] for row in rows if row[3] == ResourceState.UNPUBLISHED)
    return PastMeetings(
        frozenset(gone), frozenset((row[1], row[2]) for row in rows), min(ends, default=None)
    )
