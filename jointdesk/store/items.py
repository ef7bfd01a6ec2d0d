"""The current state of items: read by a view, so from any connection to the file."""

import json
import sqlite3
from collections.abc import Container, Iterable
from typing import Any, NamedTuple

from jointdesk.domain.items import DELETED, MOVED, Fields, Item
from jointdesk.store.streams import stream_name

_SELECT = (
    "SELECT item.id, item.type, stream.kind, stream.org_id, item.created, item.fields"
    " FROM item JOIN stream ON stream.id = item.stream_id"
)
_ORDER = " ORDER BY item.created, item.id, stream.id"


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
    rows = connection.execute(f"{_SELECT} WHERE item.type = ?{_ORDER}", (type_,))
    found = _put_together(rows, streams)
    return [item for item in found if with_removed or not item.fields.get(DELETED)]


def items_with(connection: sqlite3.Connection, value: str) -> list[Item]:
    """Return the items, of whatever type, that were not taken away and have a text in a field.

    It is found wherever it stands in a field's value, on its own: an id within a list, too.
    """
    is_there = "EXISTS (SELECT 1 FROM json_tree(item.fields) part WHERE part.atom = ?)"
    rows = connection.execute(f"{_SELECT} WHERE {is_there}{_ORDER}", (value,))
    return [item for item in _put_together(rows, None) if not item.fields.get(DELETED)]


def find_item(
    connection: sqlite3.Connection, item_id: str, streams: Container[str] | None = None
) -> Item | None:
    """Return one item, also where it was taken away (its field "_deleted" is true then)."""
    rows = connection.execute(f"{_SELECT} WHERE item.id = ?{_ORDER}", (item_id,))
    return next(iter(_put_together(rows, streams)), None)


def _put_together(rows: Iterable[Any], streams: Container[str] | None) -> list[Item]:
    parts: dict[str, list[_Part]] = {}
    for id_, type_, kind, org_id, created, fields in rows:
        stream = stream_name(kind, org_id)
        if streams is None or stream in streams:
            part = _Part(id_, type_, stream, created, json.loads(fields))
            if not part.fields.get(MOVED):
                parts.setdefault(id_, []).append(part)
    return [_item(found) for found in parts.values()]


def _item(parts: list[_Part]) -> Item:
    home, *others = parts
    fields: dict[str, Any] = {}
    for part in others:
        if not part.fields.get(DELETED):
            fields |= part.fields
    known: Fields = fields | home.fields
    return Item(home.id, home.type, home.stream, home.order, known)
