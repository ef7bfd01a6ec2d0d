"""Calendars that the shared desk carries: the items that hold them, and what they are made from."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from jointdesk.domain.items import DELETED, MOVED
from jointdesk.domain.mirrors import BUSY, MIRROR, READING, CarriedBusy, Mirror, Reading, busy_of
from jointdesk.domain.shapes import has_shape
from jointdesk.domain.sources import BY_SHARED_DESK
from jointdesk.store.changes import note_erased
from jointdesk.store.desk import Desk
from jointdesk.store.items import LogEnds, list_items, log_ends
from jointdesk.store.leaving_streams import remove_resources
from jointdesk.store.people import person_names
from jointdesk.store.search import INDEXES
from jointdesk.store.streams import stream_names

_PLACES = ("collection", "uid", "twin", "series", "seen", "digest", DELETED, MOVED)
_PATHS = ", ".join(f"'$.{name}'" for name in _PLACES)
_FOLLOWED = (
    "'mirror', 'busy', 'reading', 'event', 'overlay', 'collection', 'rule', 'person',"
    " 'organisation', 'placement', 'erasure'"
)
"""The types of the items from which carrying follows, as SQL."""
_WRITTEN = "'mirror', 'busy', 'reading'"
"""The types of the items that carrying writes itself, as SQL."""
_IS_NEW = (
    "SELECT 1 FROM change WHERE stream_id = ? AND device = ? AND n > ?"  # noqa: S608
    f" AND item_type IN ({_FOLLOWED}) LIMIT 1"
)
_IS_MORE = f"{_IS_NEW.removesuffix(' LIMIT 1')} AND item_type NOT IN ({_WRITTEN}) LIMIT 1"


class Identity(NamedTuple):
    """By what a resource is known on every machine."""

    resource_id: int
    series: str
    seen: int


class CarriedRow(NamedTuple):
    """A resource of the diary, as far as carrying it needs: `digest` is in hexadecimal."""

    resource_id: int
    uid: str
    twin: int
    series: str
    seen: int
    digest: str


def list_mirrors(connection: sqlite3.Connection) -> list[Mirror]:
    """Return all that is carried, in the order of first sight; no text is read.

    What does not say what this program writes is left out.
    """
    rows = connection.execute(
        f"SELECT id, stream_id, json_extract(fields, {_PATHS}) FROM item"  # noqa: S608
        " WHERE type = ? AND json_type(fields, '$.text') = 'text' ORDER BY created",
        (MIRROR,),
    ).fetchall()
    streams = stream_names(connection)
    found: dict[str, Mirror] = {}
    for id_, stream, said in rows:
        *values, is_deleted, is_moved = json.loads(said)
        if not is_deleted and not is_moved and has_shape(MIRROR, [*values, ""]):
            found.setdefault(id_, Mirror._make((id_, *values, streams[stream])))
    return sorted(found.values(), key=lambda one: (one.seen, one.id))


def mirror_texts(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the texts of items, of mirrors and of busy times, by their ids."""
    rows = connection.execute(
        "SELECT id, json_extract(fields, '$.text') FROM item WHERE id IN"
        " (SELECT value FROM json_each(?)) AND json_extract(fields, ?) IS NULL",
        (json.dumps(list(ids)), f"$.{MOVED}"),
    )
    return {id_: text for id_, text in rows if isinstance(text, str)}


def other_names(connection: sqlite3.Connection, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return the series that this machine calls otherwise than what it carries of them.

    `ids` are the mirrors to look at; each series comes with the id of its mirror.
    """
    return connection.execute(
        "SELECT r.series_id, m.id FROM item m"
        " JOIN resource r ON r.collection_id = json_extract(m.fields, '$.collection')"
        " AND r.uid = json_extract(m.fields, '$.uid')"
        " AND r.twin = json_extract(m.fields, '$.twin')"
        " WHERE m.id IN (SELECT value FROM json_each(?)) AND m.type = 'mirror'"
        " AND r.series_id <> json_extract(m.fields, '$.series')",
        (json.dumps(list(ids)),),
    ).fetchall()


def known_items(connection: sqlite3.Connection, ids: Iterable[str]) -> set[str]:
    """Return those of these ids of which the log still says anything."""
    rows = connection.execute(
        "SELECT DISTINCT id FROM item WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {id_ for (id_,) in rows}


def item_types(connection: sqlite3.Connection) -> set[str]:
    """Return the types of all items."""
    return {type_ for (type_,) in connection.execute("SELECT DISTINCT type FROM item")}


def list_busy(connection: sqlite3.Connection) -> list[CarriedBusy]:
    """Return all busy times, in the order of first sight."""
    found = filter(None, map(busy_of, list_items(connection, BUSY, ("shared",))))
    return sorted(found, key=lambda one: (one.seen, one.series))


def list_readings(connection: sqlite3.Connection) -> dict[str, Reading]:
    """Return how each carried collection was last read."""
    said: list[Any] = [one.fields for one in list_items(connection, READING)]
    return {
        one["collection"]: Reading(one["read_at"], one.get("by", ""), one.get("writer", ""))
        for one in said
    }


def read_by(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the names of the people whose machines read the collections that are carried."""
    names = person_names(connection)
    return {id_: names.get(one.by, "") for id_, one in list_readings(connection).items()}


def carried_state(
    connection: sqlite3.Connection, ends: Mapping[tuple[str, str], int] | None = None
) -> str:
    """Return a text of all that carrying calendars follows from, for `is_unchanged_since`.

    `ends` is how far the log was looked at, where that is less than all of it.
    """
    known = log_ends(connection) if ends is None else ends
    listed = sorted((*key, n) for key, n in known.items())
    return json.dumps([listed, *_readings_here(connection)])


def is_unchanged_since(connection: sqlite3.Connection, before: str) -> bool:
    """True if nothing that carrying follows from has changed since a state."""
    _, *read = json.loads(before or "[[]]")
    if read != _readings_here(connection):
        return False
    known = ends_in(before)
    return not any(
        connection.execute(_IS_NEW, (*key, known.get(key, 0))).fetchone()
        for key, n in log_ends(connection).items()
        if n != known.get(key, 0)
    )


def ends_in(state: str) -> LogEnds:
    """Return how far the log was looked at when a state was told."""
    ends, *_ = json.loads(state or "[[]]")
    return {(stream, device): n for stream, device, n in ends}


def is_all_carrying(connection: sqlite3.Connection, before: str, device: str) -> bool:
    """True if since a state nothing has changed but by what this device's carrying wrote."""
    _, *read = json.loads(before)
    if read != _readings_here(connection):
        return False
    known = ends_in(before)
    return not any(
        key[1] != device or connection.execute(_IS_MORE, (*key, known.get(key, 0))).fetchone()
        for key, n in log_ends(connection).items()
        if n != known.get(key, 0)
    )


def _readings_here(connection: sqlite3.Connection) -> list[object]:
    """Return what this machine has read of its calendars, and from where."""
    runs = connection.execute("SELECT max(id), count(undone_at) FROM sync_run").fetchone()
    reached = connection.execute(
        "SELECT collection_id, secret, read_at FROM connection ORDER BY collection_id"
    ).fetchall()
    streams = connection.execute("SELECT id FROM stream ORDER BY id").fetchall()
    return json.loads(json.dumps([runs, reached, streams]))  # type: ignore[no-any-return]


# Resources


def carried_rows(connection: sqlite3.Connection, collection_id: str) -> Iterator[CarriedRow]:
    """Yield the resources of a collection that are in the diary, in the order of first sight."""
    rows = connection.execute(
        "SELECT id, uid, twin, series_id, seen, digest FROM resource"
        " WHERE collection_id = ? AND state <> 'missing' ORDER BY seen, id",
        (collection_id,),
    )
    for id_, uid, twin, series, seen, digest in rows.fetchall():
        yield CarriedRow(id_, uid, twin, series, seen, digest.hex())


def private_resources(connection: sqlite3.Connection, collection_id: str) -> set[int]:
    """Return the resources of a collection of which the diary shows something as private."""
    rows = connection.execute(
        "SELECT DISTINCT r.id FROM resource r JOIN component c ON c.resource_id = r.id"
        " WHERE r.collection_id = ? AND c.classification <> 'PUBLIC'",
        (collection_id,),
    )
    return {id_ for (id_,) in rows}


def parts_of(connection: sqlite3.Connection, collection_id: str) -> dict[str, Identity]:
    """Return by what the resources of a carried collection are known, by their parts' names."""
    rows = connection.execute(
        "SELECT href, id, series_id, seen FROM resource WHERE collection_id = ?", (collection_id,)
    )
    return {href: Identity(*rest) for href, *rest in rows}


def series_connected(connection: sqlite3.Connection) -> set[str]:
    """Return the series that calendars hold to which this machine itself is connected."""
    rows = connection.execute(
        "SELECT r.series_id FROM resource r JOIN connection c ON c.collection_id = r.collection_id"
        " WHERE c.secret <> ? AND r.state <> 'missing'",
        (BY_SHARED_DESK,),
    )
    return {series for (series,) in rows}


def is_of_carried(connection: sqlite3.Connection, run_id: int) -> bool:
    """True if a run read what the shared desk carries."""
    row = connection.execute(
        "SELECT c.secret FROM sync_run s JOIN connection c ON c.collection_id = s.collection_id"
        " WHERE s.id = ?",
        (run_id,),
    ).fetchone()
    return row is not None and row[0] == BY_SHARED_DESK


def identify(desk: Desk, identities: Iterable[Identity]) -> None:
    """Have resources known by what they are known by elsewhere; what follows is the caller's."""
    with desk.transaction():
        desk.connection.executemany(
            "UPDATE resource SET series_id = ?, seen = ? WHERE id = ?",
            [(one.series, one.seen, one.resource_id) for one in identities],
        )


def rename_waiting(desk: Desk, renamed: Mapping[str, str]) -> None:
    """Have what waits to be written under other names of series, new ones by the old."""
    with desk.transaction():
        for table in ("intent", "consent"):
            desk.connection.executemany(
                f"UPDATE OR IGNORE {table} SET series_id = ? WHERE series_id = ?",  # noqa: S608
                [(new, old) for old, new in renamed.items()],
            )


def forget_resources(desk: Desk, resource_ids: Iterable[int]) -> bool:
    """Remove resources that this machine may not have any more; return whether there was any.

    Call `store.changes.scrub` after the transaction: until then the bytes are still in the file.
    """
    with desk.transaction():
        is_gone = remove_resources(desk.connection, resource_ids)
        if is_gone:
            note_erased(desk.connection)
            for table in INDEXES:  # what was taken out of an index stays in its pages until then
                desk.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608
    return is_gone


# What was made of private series


def busy_made(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Return, by series, from what busy times were last made here, and their text."""
    rows = connection.execute("SELECT series_id, source, text FROM busy_made")
    return {series: (source, text) for series, source, text in rows}


def put_busy_made(desk: Desk, made: Mapping[str, tuple[str, str]]) -> None:
    """Note from what busy times were made, and their text."""
    with desk.transaction():
        desk.connection.executemany(
            "INSERT OR REPLACE INTO busy_made VALUES (?, ?, ?)",
            [(series, *one) for series, one in made.items()],
        )


def forget_busy_made(desk: Desk, series: Iterable[str]) -> None:
    """Forget of series that there were busy times of them."""
    with desk.transaction():
        desk.connection.executemany(
            "DELETE FROM busy_made WHERE series_id = ?", [(one,) for one in series]
        )
