"""Fingerprints of the derived tables that do not depend on how their rows are numbered."""

import hashlib
import sqlite3

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


def fingerprint(connection: sqlite3.Connection) -> dict[str, str]:
    """Return a hash of each derived table, by what it holds."""
    found = {name: _hash(connection, query) for name, query in _QUERIES.items()}
    for table in ("search", "search_private"):
        connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_words"
            f" USING fts5vocab(main, {table}, 'row')"
        )
        words = f"SELECT term, doc, cnt FROM temp.{table}_words ORDER BY term"  # noqa: S608
        found[table.replace("_", " ")] = _hash(connection, words)
    return found


def _hash(connection: sqlite3.Connection, query: str) -> str:
    digest = hashlib.sha256()
    for row in connection.execute(query):
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
