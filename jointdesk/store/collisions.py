"""Items in which something was written twice at once: found by what their rows hold."""

import json
import sqlite3
from collections.abc import Collection
from typing import NamedTuple

from jointdesk.domain.changes import Change, ItemState, fold
from jointdesk.domain.items import DELETED
from jointdesk.store.changes import changes_of
from jointdesk.store.streams import stream_names


class Contested(NamedTuple):
    """What one stream holds of an item in which something collides, and its changes."""

    item_id: str
    stream: str
    state: ItemState
    changes: tuple[Change, ...]


def list_contested(
    connection: sqlite3.Connection, types: Collection[str], item_id: str = ""
) -> list[Contested]:
    """Return the items of these types with a collision, in the order of their making.

    `item_id` asks for one item only.
    """
    names = stream_names(connection)
    rows = connection.execute(
        # Two changes stand in one list: or it was taken away, and is there nevertheless.
        "SELECT stream_id, id FROM item WHERE type IN (SELECT value FROM json_each(?))"
        " AND (instr(heads, '\",\"') OR instr(heads, ?) AND NOT instr(fields, ?))"
        " AND (id = ? OR ? = '') ORDER BY created, id",
        (json.dumps([*types]), f'"{DELETED}":', f'"{DELETED}":true', item_id, item_id),
    )
    found = []
    for stream, id_ in rows.fetchall():
        changes = tuple(changes_of(connection, id_, stream))
        state = fold(changes)
        if state is not None and state.collisions:
            found.append(Contested(id_, names[stream], state, changes))
    return found
