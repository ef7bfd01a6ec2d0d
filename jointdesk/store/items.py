"""The current state of items: read by a view, so from any connection to the file."""

import json
import sqlite3
from collections.abc import Container, Iterator, Mapping
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from jointdesk.domain.items import DELETED, MOVED, Fields, Item
from jointdesk.domain.shapes import SHAPES, fitting, misfits
from jointdesk.store.streams import stream_id, stream_names

_BY_CREATION = itemgetter(0, 1, 2)


LogEnds: TypeAlias = Mapping[tuple[str, str], int]
"""How far the log goes: a change's number by stream and device, both by id."""


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

    Those that were taken away are left out unless `with_removed`, and what cannot be read: see
    `domain.shapes`. `streams` limits what is read to streams that an audience may read. An item
    that several streams speak of is put together from all of them and belongs to the one it was
    created in.
    """
    found = filter(None, map(readable, _items(connection, "type = ?", (type_,), streams)))
    return [item for item in found if with_removed or not item.fields.get(DELETED)]


def readable(item: Item) -> Item | None:
    """Return an item without what is not of its type's shape, None where it cannot be read."""
    fields = fitting(item.type, item.fields)
    if fields is item.fields:
        return item
    return item._replace(fields=fields) if fields is not None else None


def unreadable(connection: sqlite3.Connection) -> Iterator[tuple[Item, list[str]]]:
    """Yield the items of which something cannot be read, with the names of those fields."""
    of_these = "type IN (SELECT value FROM json_each(?))"
    for item in _items(connection, of_these, (json.dumps([*SHAPES]),), None):
        if not item.fields.get(DELETED) and (odd := misfits(item.type, item.fields)):
            yield item, odd


def find_listed(
    connection: sqlite3.Connection,
    type_: str,
    item_id: str,
    streams: Container[str] | None = None,
) -> Item | None:
    """Return one item as `list_items` has it, None where that has none of that type."""
    item = find_item(connection, item_id, streams)
    if item is None or item.type != type_ or item.fields.get(DELETED):
        return None
    return readable(item)


def items_with(connection: sqlite3.Connection, value: str) -> list[Item]:
    """Return the items, of whatever type, that were not taken away and have a text in a field.

    It is found wherever it stands in a field's value, on its own: an id within a list, too.
    """
    is_there = "EXISTS (SELECT 1 FROM json_tree(item.fields) part WHERE part.atom = ?)"
    found = _items(connection, is_there, (value,), None)
    return [item for item in found if not item.fields.get(DELETED)]


def ids_of_type(
    connection: sqlite3.Connection, type_: str, stream: str, field: str
) -> Iterator[tuple[str, str]]:
    """Yield the ids of a type's items in a stream, each with what it says in a field of text.

    In the order of their creation, with those that were taken away; "" for no text. Nothing else
    of them is read.
    """
    path = f"$.{field}"
    rows = connection.execute(
        "SELECT id, json_type(fields, ?), json_extract(fields, ?) FROM item"
        " WHERE type = ? AND stream_id = ? ORDER BY created, id",
        (path, path, type_, stream_id(connection, stream)),
    )
    for id_, kind, text in rows.fetchall():
        yield id_, text if kind == "text" else ""


def find_item(
    connection: sqlite3.Connection, item_id: str, streams: Container[str] | None = None
) -> Item | None:
    """Return one item as it stands, also where it was taken away (its "_deleted" is true then)."""
    return next(iter(_items(connection, "id = ?", (item_id,), streams)), None)


def log_ends(connection: sqlite3.Connection) -> LogEnds:
    """Return the number of the last change of each device in each stream, 0 for none."""
    rows = connection.execute(
        "SELECT stream.id, device.id, coalesce((SELECT max(n) FROM change"
        " WHERE change.stream_id = stream.id AND change.device = device.id), 0)"
        " FROM stream, device"
    )
    return {(stream, device): n for stream, device, n in rows}


def items_changed(connection: sqlite3.Connection, since: LogEnds) -> set[str]:
    """Return the ids of the items that changes after those ends of the log speak of."""
    found: set[str] = set()
    for (stream, device), n in log_ends(connection).items():
        if n > since.get((stream, device), 0):
            rows = connection.execute(
                "SELECT item_id FROM change WHERE stream_id = ? AND device = ? AND n > ?",
                (stream, device, since.get((stream, device), 0)),
            )
            found.update(id_ for (id_,) in rows)
    return found


def _items(
    connection: sqlite3.Connection,
    condition: str,
    values: tuple[str, ...],
    streams: Container[str] | None,
) -> list[Item]:
    """Return what meets an SQL condition; sorted here, as SQLite would carry the texts along."""
    rows = connection.execute(
        f"SELECT created, id, stream_id, type, fields FROM item WHERE {condition}",  # noqa: S608
        values,
    ).fetchall()
    if not rows:
        return []
    names = stream_names(connection)
    parts: dict[str, list[_Part]] = {}
    for created, id_, place, type_, fields in sorted(rows, key=_BY_CREATION):
        stream = names[place]
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
