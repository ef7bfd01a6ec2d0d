"""Records as items: matters, decisions, tasks and the registers, each by its table of fields."""

import sqlite3
from collections.abc import Container
from typing import TypeVar

from jointdesk.domain.fields import RecordType
from jointdesk.domain.items import DELETED
from jointdesk.store.items import find_item, list_items

T = TypeVar("T")


def list_records(
    connection: sqlite3.Connection, kind: RecordType[T], streams: Container[str] | None = None
) -> list[T]:
    """Return the records of a kind in the order of their creation.

    `streams` limits what is read to streams that an audience may read.
    """
    return [kind.of(item) for item in list_items(connection, kind.name, streams)]


def find_record(
    connection: sqlite3.Connection,
    kind: RecordType[T],
    record_id: str,
    streams: Container[str] | None = None,
) -> T | None:
    """Return one record, None where there is none of that kind or it was taken away."""
    item = find_item(connection, record_id, streams)
    if item is None or item.type != kind.name or item.fields.get(DELETED):
        return None
    return kind.of(item)
