"""Collections as items: what is shared of a source. Connections are in `connections.py`."""

import sqlite3
from typing import Any

from jointdesk.domain.items import Fields, Json
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
