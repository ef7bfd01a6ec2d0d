"""The state of what follows from the facts: its stamp, its horizon, and what it comes to.

Fingerprints do not depend on how rows are numbered, so that two rebuildings can be compared.
"""

import json
import sqlite3
from typing import TypeAlias

from jointdesk.domain.moments import Span

ReadConnection: TypeAlias = sqlite3.Connection
"""A connection to read from, for signatures outside this package."""

_TABLES = ("component", "occurrence", "occurrence_exact", "occurrence_long")

_QUERIES = {
    "components": (
        "SELECT resource_id, number, kind, line, start, duration, all_day, zone, day,"
        " recurrence_day, recurrence_ordinal, rule, summary, location, description, status,"
        " transparent, classification, busy_status, organizer, attendees, categories, link,"
        " sequence, last_modified, recurrence_id, first, last, is_series"
        " FROM component ORDER BY resource_id, number"
    ),
    "occurrences": (
        "SELECT c.resource_id, c.number, o.k >> 30, o.k & 1 FROM occurrence o"
        " JOIN component c ON c.id = (o.k >> 1 & 536870911)"
        " ORDER BY c.resource_id, c.number, o.k >> 30"
    ),
    "exact occurrences": (
        'SELECT c.resource_id, c.number, o.start, o."end", o.day, o.ordinal'
        " FROM occurrence_exact o JOIN component c ON c.id = (o.k >> 1 & 536870911)"
        " ORDER BY c.resource_id, c.number, o.start, o.ordinal"
    ),
    "long occurrences": (
        'SELECT c.resource_id, c.number, o.k >> 30, o."end" FROM occurrence_long o'
        " JOIN component c ON c.id = (o.k >> 1 & 536870911)"
        " ORDER BY c.resource_id, c.number, o.k >> 30"
    ),
}


def stored_stamp(connection: sqlite3.Connection) -> str:
    """Return the stamp of the stored rows, "" where there are none."""
    return _get(connection, "stamp") or ""


def stored_horizon(connection: sqlite3.Connection) -> Span | None:
    """Return the stretch over which series are stored, None before the first."""
    text = _get(connection, "horizon")
    return Span(*json.loads(text)) if text else None


def put_state(connection: sqlite3.Connection, stamp: str, horizon: Span) -> None:
    """Store stamp and horizon."""
    connection.executemany(
        "INSERT OR REPLACE INTO derived VALUES (?, ?)",
        [("stamp", stamp), ("horizon", json.dumps(horizon))],
    )


def stored_overlay_clock(connection: sqlite3.Connection) -> int:
    """Return the clock up to which the rows show what was said of outside things, 0 for none."""
    return int(_get(connection, "overlays") or 0)


def put_overlay_clock(connection: sqlite3.Connection, clock: int) -> None:
    """Store the clock up to which the rows show what was said of outside things."""
    connection.execute("INSERT OR REPLACE INTO derived VALUES ('overlays', ?)", (str(clock),))


def stored_carried_state(connection: sqlite3.Connection) -> str:
    """Return the state from which calendars were last carried, "" for none or not to the end."""
    return _get(connection, "carried") or ""


def put_carried_state(connection: sqlite3.Connection, state: str) -> None:
    """Store the state from which calendars were carried, "" before it is begun."""
    connection.execute("INSERT OR REPLACE INTO derived VALUES ('carried', ?)", (state,))


def stored_left_out(connection: sqlite3.Connection) -> str:
    """Return what is too large to be carried, as it was put, "" for nothing."""
    return _get(connection, "left out") or ""


def put_left_out(connection: sqlite3.Connection, left: str) -> None:
    """Store what is too large to be carried."""
    connection.execute("INSERT OR REPLACE INTO derived VALUES ('left out', ?)", (left,))


def stored_private_state(connection: sqlite3.Connection) -> str:
    """Return for which private series words were last looked for, as it was put, "" for none."""
    return _get(connection, "private") or ""


def put_private_state(connection: sqlite3.Connection, state: str) -> None:
    """Store for which private series words were looked for."""
    connection.execute("INSERT OR REPLACE INTO derived VALUES ('private', ?)", (state,))


def stored_sent(connection: sqlite3.Connection) -> str:
    """Return how far the server has what this file said, as it was put, "" where it confirms it."""
    return _get(connection, "sent") or ""


def put_sent(connection: sqlite3.Connection, sent: str) -> None:
    """Store how far the server has it, for who reads nothing that would confirm it."""
    connection.execute("INSERT OR REPLACE INTO derived VALUES ('sent', ?)", (sent,))


def clear_tables(connection: sqlite3.Connection) -> None:
    """Empty the tables of components and occurrences."""
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608


def fingerprint(connection: sqlite3.Connection) -> dict[str, str]:
    """Return a hash of each derived table, by what it holds."""
    from jointdesk.store.search import INDEXES

    found = {name: _hash(connection, query) for name, query in _QUERIES.items()}
    for table in INDEXES:
        connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_words"
            f" USING fts5vocab(main, {table}, 'row')"
        )
        words = f"SELECT term, doc, cnt FROM temp.{table}_words ORDER BY term"  # noqa: S608
        found[table.replace("_", " ")] = _hash(connection, words)
    return found


def _hash(connection: sqlite3.Connection, query: str) -> str:
    import hashlib  # reading does without

    digest = hashlib.sha256()
    for row in connection.execute(query):
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _get(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM derived WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None
