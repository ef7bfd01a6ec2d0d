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

INDEXES = ("search_titles", "search_words", "private_titles", "private_words")
"""The tables: titles and places, and all words; the open ones, and the private ones."""

_WORD = re.compile(r"[^\W_]+")
_WHOLE_FROM = 3
"""Letters of the last word from which descriptions are searched too."""


def index_components(
    connection: sqlite3.Connection, rows: Iterable[ComponentRow | StoredComponent]
) -> None:
    """Add the texts of the components to the index."""
    for table, entries in _entries(rows).items():
        connection.executemany(
            f"INSERT INTO {table} (rowid, text) VALUES (?, ?)",  # noqa: S608
            entries,
        )


def unindex_components(
    connection: sqlite3.Connection, rows: Iterable[ComponentRow | StoredComponent]
) -> None:
    """Take the texts of the components out of the index; they must be as they were added."""
    for table, entries in _entries(rows).items():
        connection.executemany(
            f"INSERT INTO {table} ({table}, rowid, text) VALUES ('delete', ?, ?)",  # noqa: S608
            entries,
        )


def clear_index(connection: sqlite3.Connection) -> None:
    """Empty all indexes."""
    for table in INDEXES:
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608


def _entries(
    rows: Iterable[ComponentRow | StoredComponent],
) -> dict[str, list[tuple[int, str]]]:
    entries: dict[str, list[tuple[int, str]]] = {name: [] for name in INDEXES}
    for row in rows:
        component = row.component
        last = _ENDLESS if row.last is None and row.is_series else row.last or 0
        rowid = start_key(min(last, _ENDLESS)) | row.id << 1
        private = component.classification in PRIVATE_CLASSES
        title = f"{component.summary} {component.location}"
        entries["private_titles" if private else "search_titles"].append((rowid, title))
        words = f"{title} {component.description}"
        entries["private_words" if private else "search_words"].append((rowid, words))
    # In the order of their numbers FTS5 keeps them in memory until they are many; out of order
    # it writes each one by itself, which takes four times as long.
    for listed in entries.values():
        listed.sort()
    return entries


def find_components(
    connection: sqlite3.Connection, words: str, *, private: bool, limit: int
) -> list[int]:
    """Return the ids of components that have every word (the last one's start), newest first.

    A last word of one or two letters is sought in titles and places only. `private` asks the
    indexes of private text instead of the open ones.
    """
    found = _WORD.findall(words)
    if not found:
        return []
    kind = "words" if len(found[-1]) >= _WHOLE_FROM else "titles"
    table = f"{'private' if private else 'search'}_{kind}"
    # Every word is quoted, so that nothing typed is an operator.
    query = " ".join(f'"{word}"' for word in found) + "*"
    rows = connection.execute(
        f"SELECT rowid >> 1 & ? FROM {table} WHERE {table} MATCH ?"  # noqa: S608
        " ORDER BY rowid DESC LIMIT ?",
        ((1 << 29) - 1, query, limit),
    )
    return [int(row[0]) for row in rows]
