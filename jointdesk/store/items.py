"""The current state of items: read by a view, so from any connection to the file."""

import json
import sqlite3
from collections.abc import Container
from operator import itemgetter
from typing import Any, NamedTuple

from jointdesk.domain.items import DELETED, MOVED, Fields, Item
from jointdesk.store.streams import stream_names

_BY_CREATION = itemgetter(0, 1, 2)


class _Part(NamedTuple):
    """What one stream says about an item."""

    id: str
    type: str
    stream: str
    order: int
    fields: dict[str, Any]


def list_items(
    connection: sqlite3.Connection,
    type_: str,
    streams: Container[str] | None = None,
    *,
    with_removed: bool = False,
) -> list[Item]:
    """Return the items of a type in the order of their creation.

    Those that were taken away are left out unless `with_removed`. `streams` limits what is read
    to streams that an audience may read. An item that several streams speak of is put together
    from all of them and belongs to the one it was created in.
    """
    found = _items(connection, "type = ?", (type_,), streams)
    return [item for item in found if with_removed or not item.fields.get(DELETED)]


def items_with(connection: sqlite3.Connection, value: str) -> list[Item]:
    """Return the items, of whatever type, that were not taken away and have a text in a field.

    It is found wherever it stands in a field's value, on its own: an id within a list, too.
    """
    is_there = "EXISTS (SELECT 1 FROM json_tree(item.fields) part WHERE part.atom = ?)"
    found = _items(connection, is_there, (value,), None)
    return [item for item in found if not item.fields.get(DELETED)]


def find_item(
    connection: sqlite3.Connection, item_id: str, streams: Container[str] | None = None
) -> Item | None:
    """Return one item, also where it was taken away (its field "_deleted" is true then)."""
    return next(iter(_items(connection, "id = ?", (item_id,), streams)), None)


def _items(
    connection: sqlite3.Connection,
    condition: str,
    values: tuple[str, ...],
    streams: Container[str] | None,
) -> list[Item]:
    """Return what meets an SQL condition; sorted here, as SQLite would carry the texts along."""
    names = stream_names(connection)
    rows = connection.execute(
        f"SELECT created, id, stream_id, type, fields FROM item WHERE {condition}",  # noqa: S608
        values,
    )
    parts: dict[str, list[_Part]] = {}
    for created, id_, stream_id, type_, fields in sorted(rows, key=_BY_CREATION):
        stream = names[stream_id]
        if streams is None or stream in streams:
            part = _Part(id_, type_, stream, created, json.loads(fields))
            if not part.fields.get(MOVED):
                parts.setdefault(id_, []).append(part)
    return [_item(found) for found in parts.values()]


def _item(parts: list[_Part]) -> Item:
    home, *others = parts
    fields: Fields = home.fields
    for part in reversed(others):  # of several the last one said holds
        if not part.fields.get(DELETED):
            fields = {**part.fields, **fields}
    return Item(home.id, home.type, home.stream, home.order, fields)
