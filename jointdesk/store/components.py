"""The derived table of components: what the text of each current resource says, as columns.

Every function takes a plain `sqlite3.Connection`, so that the way to the first painted week
needs nothing else.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from jointdesk.domain.components import Attendee, Component
from jointdesk.domain.moments import Instant
from jointdesk.store.occurrences import delete_occurrences

_COLUMNS = (
    "id, resource_id, number, kind, line, start, duration, all_day, zone, day, recurrence_day, "
    "recurrence_ordinal, rule, summary, location, description, status, transparent, "
    "classification, busy_status, organizer, attendees, categories, link, sequence, "
    "last_modified, recurrence_id, first, last, is_series"
)
_VALUES = ", ".join("?" * (_COLUMNS.count(",") + 1))
_INSERT = f"INSERT INTO component ({_COLUMNS}) VALUES ({_VALUES})"  # noqa: S608


class StoredComponent(NamedTuple):
    """A component with what the store knows of its series and collection.

    `first` and `last` are the instants that its whole series can reach, `last` None without
    end. `number` is its index among the components of its series.
    """

    id: int
    resource_id: int
    number: int
    series_id: str
    seen: int
    collection_id: str
    component: Component
    first: Instant | None
    last: Instant | None
    is_series: bool


class ComponentRow(NamedTuple):
    """A component to be stored, see `StoredComponent`."""

    id: int
    resource_id: int
    number: int
    component: Component
    first: Instant | None
    last: Instant | None
    is_series: bool


def insert_components(connection: sqlite3.Connection, rows: Iterable[ComponentRow]) -> None:
    """Insert components."""
    connection.executemany(_INSERT, map(_columns, rows))


def _columns(row: ComponentRow) -> tuple[object, ...]:
    (kind, _uid, line, start, end, all_day, zone, day, recurrence_day, ordinal, rule, summary,
     location, description, status, transparent, classification, busy_status, organizer,
     attendees, categories, link, sequence, last_modified,
     recurrence_id) = row.component  # fmt: skip
    duration = 0 if start is None or end is None else end - start
    return (
        row.id, row.resource_id, row.number, kind, line, start, duration, all_day, zone, day,
        recurrence_day, ordinal, rule, summary, location, description, status, transparent,
        classification, busy_status, organizer, pack_attendees(attendees),
        "\t".join(categories), link, sequence, last_modified,
        recurrence_id, row.first, row.last, row.is_series,
    )  # fmt: skip


def take_component_ids(connection: sqlite3.Connection, count: int) -> int:
    """Return the first of so many numbers on end that no component has or has ever had."""
    (first,) = connection.execute(
        "SELECT max(coalesce((SELECT max(id) FROM component), 0) + 1, coalesce("
        "(SELECT CAST(value AS INTEGER) FROM derived WHERE name = 'next_component'), 1))"
    ).fetchone()
    connection.execute(
        "INSERT OR REPLACE INTO derived VALUES ('next_component', ?)", (str(first + count),)
    )
    return int(first)


def has_components_from(connection: sqlite3.Connection, resource_id: int) -> bool:
    """True if that resource or a later one has components."""
    found = connection.execute(
        "SELECT 1 FROM component WHERE resource_id >= ? LIMIT 1", (resource_id,)
    )
    return found.fetchone() is not None


def components_of(
    connection: sqlite3.Connection, resource_ids: Iterable[int]
) -> list[StoredComponent]:
    """Return the stored components of the resources, in the order of their numbers."""
    return _select(connection, "c.resource_id", resource_ids)


def components_by_id(
    connection: sqlite3.Connection, component_ids: Iterable[int]
) -> dict[int, StoredComponent]:
    """Return the components with those ids, by id."""
    return {row.id: row for row in _select(connection, "c.id", component_ids)}


def series_reaching(connection: sqlite3.Connection, start: Instant, end: Instant) -> list[int]:
    """Return the resource ids of series with a rule that can reach [start, end)."""
    rows = connection.execute(
        "SELECT resource_id FROM component WHERE is_series = 1 AND number = 0"
        " AND first < ? AND (last IS NULL OR last > ?) ORDER BY resource_id",
        (end, start),
    )
    return [int(row[0]) for row in rows]


def titles_of(
    connection: sqlite3.Connection, collection_id: str, without: Iterable[int] = ()
) -> Iterator[str]:
    """Yield the titles of a collection's events but for some resources', one after another."""
    for (title,) in connection.execute(
        "SELECT c.summary FROM resource r JOIN component c ON c.resource_id = r.id"
        " WHERE r.collection_id = ? AND c.kind = 'VEVENT'"
        " AND r.id NOT IN (SELECT value FROM json_each(?))",
        (collection_id, json.dumps(list(without))),
    ):
        yield title


def private_series(connection: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """Return the series of which the diary shows something as private, with where they stand.

    That is the resource, and the collection that holds it.
    """
    rows = connection.execute(
        "SELECT DISTINCT r.series_id, r.id, r.collection_id FROM resource r"
        " JOIN component c ON c.resource_id = r.id"
        " WHERE c.classification <> 'PUBLIC' AND r.state <> 'missing'"
    )
    return {series: (id_, collection) for series, id_, collection in rows}


def title_of(
    connection: sqlite3.Connection, collection_id: str, uid: str, *, with_private: bool
) -> str:
    """Return the title of what has a UID in a collection, "" where there is none.

    Without the private ones no title of these is given.
    """
    row = connection.execute(
        "SELECT c.summary, c.classification FROM resource r JOIN component c"
        " ON c.resource_id = r.id WHERE r.collection_id = ? AND r.uid = ?"
        " ORDER BY r.twin, c.number LIMIT 1",
        (collection_id, uid),
    ).fetchone()
    is_private = row is not None and row[1] in ("PRIVATE", "CONFIDENTIAL")
    return "" if row is None or (is_private and not with_private) else str(row[0])


def delete_components(connection: sqlite3.Connection, rows: Sequence[StoredComponent]) -> None:
    """Remove components with their occurrences (remove their search rows before)."""
    if not rows:
        return
    ids = [row.id for row in rows]
    starts = [row.first for row in rows if row.first is not None]
    if starts:
        ends = [row.last for row in rows]
        last = None if None in ends else max(end for end in ends if end is not None)
        delete_occurrences(connection, ids, min(starts), last)
    connection.execute(
        "DELETE FROM component WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
    )


def _select(
    connection: sqlite3.Connection, column: str, ids: Iterable[int]
) -> list[StoredComponent]:
    rows = connection.execute(
        "SELECT r.uid, r.series_id, r.seen, r.collection_id, c.* FROM component c"  # noqa: S608
        " JOIN resource r ON r.id = c.resource_id"
        f" WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY c.id",
        (json.dumps(list(ids)),),
    )
    return [_stored(row) for row in rows]


def _stored(row: tuple[Any, ...]) -> StoredComponent:
    (uid, series_id, seen, collection_id, id_, resource_id, number, kind, line, start, duration,
     all_day, zone, day, recurrence_day, ordinal, rule, summary, location, description, status,
     transparent, classification, busy_status, organizer, attendees, categories, link, sequence,
     last_modified, recurrence_id, first, last, is_series) = row  # fmt: skip
    component = Component(
        kind, uid, line, start, None if start is None else start + duration, bool(all_day), zone,
        day, recurrence_day, ordinal, rule, summary, location, description, status,
        bool(transparent), classification, busy_status, organizer, unpack_attendees(attendees),
        tuple(categories.split("\t")) if categories else (), link, sequence, last_modified,
        recurrence_id,
    )  # fmt: skip
    return StoredComponent(
        id_, resource_id, number, series_id, seen, collection_id, component, first, last,
        bool(is_series),
    )  # fmt: skip


def pack_attendees(attendees: Iterable[Attendee]) -> str:
    """Return attendees as one text: a line each, fields parted by tabs."""
    return "\n".join(["\t".join(attendee) for attendee in attendees])


def unpack_attendees(text: str) -> tuple[Attendee, ...]:
    """Return what `pack_attendees` packed."""
    return tuple([Attendee(*line.split("\t")) for line in text.split("\n")]) if text else ()
