"""Records as items: matters, decisions, tasks and the registers, each by its table of fields."""

import sqlite3
from collections.abc import Container
from typing import TypeVar

from jointdesk.domain.fields import RecordType
from jointdesk.store.items import find_listed, list_items

T = TypeVar("T")

CALLED = "'matter', 'decision', 'decision_version'"
"""The item types that are indexed by what they are called, as SQL (db/sqlite/0005)."""

REF = "coalesce(json_extract(fields, '$.ref'), json_extract(fields, '$.fields.ref'))"
"""What an item's reference is, as SQL and as indexed."""

_TITLE = "coalesce(json_extract(fields, '$.title'), json_extract(fields, '$.fields.title'))"
_OWN_ID = "CASE type WHEN 'decision_version' THEN json_extract(fields, '$.decision') ELSE id END"


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
    item = find_listed(connection, kind.name, record_id, streams)
    return kind.of(item) if item is not None else None


def ids_called(connection: sqlite3.Connection, text: str) -> list[str]:
    """Return the ids of matters and decisions that a text may mean: by id, reference or title.

    More than it means may be among them, and what is gone or nobody may see: whoever asks looks
    again at what they are. Capitals do not matter.
    """
    wanted = text.casefold()
    rows = connection.execute(
        f"SELECT id FROM item WHERE id = ? AND type IN ({CALLED})"  # noqa: S608
        f" UNION SELECT {_OWN_ID} FROM item WHERE type IN ({CALLED}) AND lower({REF}) = ?"
        f" UNION SELECT {_OWN_ID} FROM item WHERE type IN ({CALLED}) AND lower({_TITLE}) = ?",
        (text, wanted, wanted),
    )
    found = [str(id_) for (id_,) in rows]
    return found if found and text.isascii() else [*found, *_called_in_full(connection, wanted)]


def _called_in_full(connection: sqlite3.Connection, wanted: str) -> list[str]:
    """Look at all names: SQLite knows the capitals of English letters alone."""
    rows = connection.execute(
        f"SELECT {_OWN_ID}, {REF}, {_TITLE} FROM item WHERE type IN ({CALLED})"  # noqa: S608
    )
    return [
        str(id_)
        for id_, *names in rows
        if any(isinstance(name, str) and name.casefold() == wanted for name in names)
    ]
