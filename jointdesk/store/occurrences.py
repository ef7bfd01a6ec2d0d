"""The derived table of occurrences: packing, writing and windowed reading.

Every function takes a plain `sqlite3.Connection`, so that the way to the first painted week
needs nothing else. One integer per occurrence keeps a week's query under a millisecond.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from jointdesk.domain.moments import DAY, MINUTE, Instant

_FIRST_MINUTE = 62135596800 // MINUTE
"""Minutes from 0001-01-01 to 1970: starts are counted from year 1, so that keys are positive."""

_ID_BITS = 30
_ID_MASK = (1 << _ID_BITS - 1) - 1
_LAST_KEY = (1 << 63) - 1

LocalDay: TypeAlias = Callable[[str, Instant], int]
"""Gives the proleptic ordinal of an instant's local date in the zone of that name."""


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


def occurrences_between(
    connection: sqlite3.Connection, start: Instant, end: Instant, local_day: LocalDay
) -> list[OccurrenceRow]:
    """Return the stored occurrences that overlap [start, end), in start order.

    Zero-length ones count where their start lies in it.
    """
    found = list(_starting_near(connection, start, end, local_day))
    for key, last in connection.execute(
        'SELECT k, "end" FROM occurrence_long WHERE "end" > ? AND k < ?',
        (start, start_key(start - DAY)),
    ).fetchall():
        found.extend(_long_one(connection, key, last, local_day))
    found.sort()
    return found


def _starting_near(
    connection: sqlite3.Connection, start: Instant, end: Instant, local_day: LocalDay
) -> Iterator[OccurrenceRow]:
    """Those that start from a day before the window on (longer ones are kept apart)."""
    low, high = start_key(start - DAY), start_key(end + MINUTE - 1)
    for key, duration, zone in connection.execute(
        "SELECT o.k, c.duration, c.zone FROM occurrence o JOIN component c"
        " ON c.id = (o.k >> 1 & ?) WHERE o.k >= ? AND o.k < ? AND o.k & 1 = 0",
        (_ID_MASK, low, high),
    ):
        begin = ((key >> _ID_BITS) - _FIRST_MINUTE) * MINUTE
        finish = begin + duration
        if begin < end and (finish > start or begin >= start):
            yield OccurrenceRow(begin, finish, local_day(zone, begin), 0, key >> 1 & _ID_MASK)
    for key, begin, finish, day, ordinal in connection.execute(
        'SELECT k, start, "end", day, ordinal FROM occurrence_exact WHERE k >= ? AND k < ?',
        (low, high),
    ):
        if begin < end and (finish > start or begin >= start):
            yield OccurrenceRow(begin, finish, day, ordinal, key >> 1 & _ID_MASK)


def _long_one(
    connection: sqlite3.Connection, key: int, end: Instant, local_day: LocalDay
) -> Iterator[OccurrenceRow]:
    component_id = key >> 1 & _ID_MASK
    if key & 1:
        for begin, finish, day, ordinal in connection.execute(
            'SELECT start, "end", day, ordinal FROM occurrence_exact WHERE k = ? AND "end" = ?',
            (key, end),
        ):
            yield OccurrenceRow(begin, finish, day, ordinal, component_id)
        return
    begin = ((key >> _ID_BITS) - _FIRST_MINUTE) * MINUTE
    (zone,) = connection.execute(
        "SELECT zone FROM component WHERE id = ?", (component_id,)
    ).fetchone()
    yield OccurrenceRow(begin, end, local_day(zone, begin), 0, component_id)
