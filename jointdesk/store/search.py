"""Full-text search over components; the newest first; private text is indexed apart.

The index holds no text of its own (SQLite's FTS5, contentless): a row is removed by giving it
the same text again, which the component table still has.
"""

import re
import sqlite3
from collections.abc import Iterable

from jointdesk.domain.moments import Instant
from jointdesk.store.components import ComponentRow, StoredComponent
from jointdesk.store.occurrences import start_key

_ENDLESS: Instant = 253402300799
"""9999-12-31T23:59:59Z: a series without end counts as newest."""

PRIVATE_CLASSES = frozenset({"PRIVATE", "CONFIDENTIAL"})
"""CLASS values (RFC 5545 section 3.8.1.3) whose text is indexed apart."""

_WORD = re.compile(r"\w+")


def index_components(
    connection: sqlite3.Connection, rows: Iterable[ComponentRow | StoredComponent]
) -> None:
    """Add the texts of the components to the index."""
    for table, entries in _entries(rows).items():
        connection.executemany(
            f"INSERT INTO {table} (rowid, summary, location, description)"  # noqa: S608
            " VALUES (?, ?, ?, ?)",
            entries,
        )


def unindex_components(
    connection: sqlite3.Connection, rows: Iterable[ComponentRow | StoredComponent]
) -> None:
    """Take the texts of the components out of the index; they must be as they were added."""
    for table, entries in _entries(rows).items():
        connection.executemany(
            f"INSERT INTO {table} ({table}, rowid, summary, location, description)"  # noqa: S608
            " VALUES ('delete', ?, ?, ?, ?)",
            entries,
        )


def clear_index(connection: sqlite3.Connection) -> None:
    """Empty both indexes."""
    for table in ("search", "search_private"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608


def _entries(
    rows: Iterable[ComponentRow | StoredComponent],
) -> dict[str, list[tuple[int, str, str, str]]]:
    entries: dict[str, list[tuple[int, str, str, str]]] = {"search": [], "search_private": []}
    for row in rows:
        component = row.component
        last = _ENDLESS if row.last is None and row.is_series else row.last or 0
        rowid = start_key(min(last, _ENDLESS)) | row.id << 1
        text = (rowid, component.summary, component.location, component.description)
        private = component.classification in PRIVATE_CLASSES
        entries["search_private" if private else "search"].append(text)
    return entries


def find_components(
    connection: sqlite3.Connection, words: str, *, private: bool, limit: int
) -> list[int]:
    """Return the ids of components that have every word (the last one's start), newest first.

    `private` asks the index of private text instead of the open one.
    """
    query = _query(words)
    if not query:
        return []
    table = "search_private" if private else "search"
    rows = connection.execute(
        f"SELECT rowid >> 1 & ? FROM {table} WHERE {table} MATCH ?"  # noqa: S608
        " ORDER BY rowid DESC LIMIT ?",
        ((1 << 29) - 1, query, limit),
    )
    return [int(row[0]) for row in rows]


def _query(words: str) -> str:
    """Return an FTS5 query: every word quoted, so that nothing typed is an operator."""
    found = _WORD.findall(words)
    return " ".join(f'"{word}"' for word in found) + "*" if found else ""
