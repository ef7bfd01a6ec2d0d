"""The derived table of occurrences: packing, writing and windowed reading.

Every function takes a plain `sqlite3.Connection`, so that the way to the first painted week
needs nothing else. One integer per occurrence keeps a week's query under a millisecond.
"""

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from jointdesk.domain.moments import DAY, MINUTE, Instant

_FIRST_MINUTE = 62135596800 // MINUTE
"""Minutes from 0001-01-01 to 1970: starts are counted from year 1, so that keys are positive."""

_ID_BITS = 30
_ID_MASK = (1 << _ID_BITS - 1) - 1
_LAST_KEY = (1 << 63) - 1


class OccurrenceRow(NamedTuple):
    """One occurrence as stored; `component_id` is the component it follows from."""

    start: Instant
    end: Instant
    day: int
    ordinal: int
    component_id: int


class PackedOccurrences(NamedTuple):
    """Occurrences ready to be stored: all keys, and the rows of the exact and the long ones."""

    keys: list[int]
    exact: list[tuple[int, Instant, Instant, int, int]]
    long: list[tuple[int, Instant]]

    def add_plain(self, starts: Sequence[Instant], length: int, component_id: int) -> None:
        """Add those of whole minutes of which their component says all but the start."""
        low = component_id << 1
        keys = [start // MINUTE + _FIRST_MINUTE << _ID_BITS | low for start in starts]
        self.keys.extend(keys)
        if length > DAY:
            ends = [start + length for start in starts]
            self.long.extend(zip(keys, ends, strict=True))

    def add(self, row: OccurrenceRow, exact: bool) -> None:
        """Add one; `exact` where its minute, its component's duration and zone do not say all."""
        key = start_key(row.start) | row.component_id << 1 | exact
        self.keys.append(key)
        if exact:
            self.exact.append((key, row.start, row.end, row.day, row.ordinal))
        if row.end - row.start > DAY:
            self.long.append((key, row.end))


def start_key(start: Instant) -> int:
    """Return the least key an occurrence that starts in the minute of `start` can have."""
    return (start // MINUTE + _FIRST_MINUTE) << _ID_BITS


def component_of(key: int) -> int:
    """Return the component of the occurrence with that key."""
    return key >> 1 & _ID_MASK


def start_of(key: int) -> Instant:
    """Return the minute in which the occurrence with that key starts."""
    return ((key >> _ID_BITS) - _FIRST_MINUTE) * MINUTE


def insert_occurrences(connection: sqlite3.Connection, packed: PackedOccurrences) -> None:
    """Insert packed occurrences, in the order of their keys."""
    packed.keys.sort()
    connection.executemany(
        "INSERT OR IGNORE INTO occurrence VALUES (?)", zip(packed.keys, strict=True)
    )
    connection.executemany(
        'INSERT OR REPLACE INTO occurrence_exact (k, start, "end", day, ordinal)'
        " VALUES (?, ?, ?, ?, ?)",
        packed.exact,
    )
    connection.executemany("INSERT OR REPLACE INTO occurrence_long VALUES (?, ?)", packed.long)


def delete_occurrences(
    connection: sqlite3.Connection,
    component_ids: Sequence[int],
    first: Instant,
    last: Instant | None,
) -> None:
    """Remove the occurrences of the components, all of which lie in [first, last]."""
    low = start_key(first - DAY)
    high = _LAST_KEY if last is None else start_key(last + DAY)
    ids = json.dumps(list(component_ids))
    for table in ("occurrence", "occurrence_exact", "occurrence_long"):
        connection.execute(
            f"DELETE FROM {table} WHERE k BETWEEN ? AND ?"  # noqa: S608
            " AND (k >> 1 & ?) IN (SELECT value FROM json_each(?))",
            (low, high, _ID_MASK, ids),
        )


def plain_keys(connection: sqlite3.Connection, start: Instant, end: Instant) -> list[int]:
    """Return the keys of all plain occurrences that can overlap [start, end).

    Some of them may have ended up to a day before.
    """
    low, high = start_key(start - DAY), start_key(end + MINUTE - 1)
    rows = connection.execute(
        'SELECT k FROM occurrence_long WHERE "end" > ? AND k < ? AND k & 1 = 0'
        " UNION ALL SELECT k FROM occurrence WHERE k >= ? AND k < ? AND k & 1 = 0",
        (start, low, low, high),
    )
    return [key for (key,) in rows]


def exact_rows(connection: sqlite3.Connection, start: Instant, end: Instant) -> list[OccurrenceRow]:
    """Return all exactly stored occurrences that can overlap [start, end), as `plain_keys` does."""
    low, high = start_key(start - DAY), start_key(end + MINUTE - 1)
    rows = connection.execute(
        'SELECT e.k, e.start, e."end", e.day, e.ordinal FROM occurrence_long l'
        ' JOIN occurrence_exact e ON e.k = l.k AND e."end" = l."end"'
        ' WHERE l."end" > ? AND l.k < ?'
        ' UNION ALL SELECT k, start, "end", day, ordinal FROM occurrence_exact'
        " WHERE k >= ? AND k < ?",
        (start, low, low, high),
    )
    return [
        OccurrenceRow(begin, finish, day, ordinal, component_of(key))
        for key, begin, finish, day, ordinal in rows
    ]
