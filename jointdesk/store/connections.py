"""How this machine reaches collections: rows of this machine's file, never part of the log."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, replace
from typing import Any

from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.moments import Instant
from jointdesk.domain.sources import Connection
from jointdesk.store.desk import Desk

_COLUMNS = (
    "collection_id, address, secret, etag, last_modified, read_at, paused, error, digest,"
    " user, token, can_write, schedules, addresses, not_before"
)
_MARKS = ", ".join("?" * (_COLUMNS.count(",") + 1))


def list_connections(connection: sqlite3.Connection) -> list[Connection]:
    """Return the connections of calendars, by collection id; those of busy times are left out."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM connection WHERE collection_id NOT LIKE 'busy:%'"  # noqa: S608
        " ORDER BY collection_id"
    )
    return [_connection(row) for row in rows]


def find_connection(connection: sqlite3.Connection, collection_id: str) -> Connection | None:
    """Return the connection of a collection, None where this machine has none."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM connection WHERE collection_id = ?",  # noqa: S608
        (collection_id,),
    ).fetchone()
    return _connection(row) if row else None


def add_connection(desk: Desk, connection: Connection) -> None:
    """Add a connection; it takes the place of one by which the shared desk carries the collection.

    Raises:
        WrongUseError: this machine has one for the collection already.
    """
    with desk.transaction():
        known = find_connection(desk.connection, connection.collection_id)
        if known is not None and known.is_carried:
            forget_etags(desk, connection.collection_id)
        elif known is not None:
            raise WrongUseError(f"{connection.collection_id} is connected already.")
        _put(desk, connection)


def update_connection(desk: Desk, connection: Connection) -> None:
    """Give a connection new values; nothing is written where they are the same.

    Raises:
        NotFoundError: this machine has none for the collection.
    """
    with desk.transaction():
        if _known(desk, connection.collection_id) != connection:
            _put(desk, connection)


def pause_connection(desk: Desk, collection_id: str, *, paused: bool = True) -> None:
    """Have a connection skipped until it is synced by name, or read again.

    Raises:
        NotFoundError: this machine has none for the collection.
    """
    with desk.transaction():
        _known(desk, collection_id)
        desk.connection.execute(
            "UPDATE connection SET paused = ? WHERE collection_id = ?", (paused, collection_id)
        )


def leave_alone(desk: Desk, collection_id: str, until: Instant) -> None:
    """Note until when a connection's server asked to be left alone; nothing where it has none."""
    with desk.transaction():
        desk.connection.execute(
            "UPDATE connection SET not_before = ? WHERE collection_id = ?", (until, collection_id)
        )


def remove_connection(desk: Desk, collection_id: str) -> None:
    """Forget how a collection is reached; what was read stays.

    Raises:
        NotFoundError: this machine has none for the collection.
    """
    with desk.transaction():
        _known(desk, collection_id)
        desk.connection.execute("DELETE FROM connection WHERE collection_id = ?", (collection_id,))
        forget_etags(desk, collection_id)


def known_etags(
    connection: sqlite3.Connection, collection_id: str, hrefs: Iterable[str] | None = None
) -> dict[str, str]:
    """Return the versions of a collection's members as they were last read, by href.

    Of those with these hrefs, or of all.
    """
    asked = "SELECT href, etag FROM member WHERE collection_id = ?"
    if hrefs is None:
        return dict(connection.execute(asked, (collection_id,)).fetchall())
    rows = connection.execute(
        f"{asked} AND href IN (SELECT value FROM json_each(?))",  # noqa: S608
        (collection_id, json.dumps(list(hrefs))),
    )
    return dict(rows.fetchall())


def change_etags(
    desk: Desk, collection_id: str, etags: Mapping[str, str], gone: Collection[str] | None
) -> None:
    """Note which versions of members were read, and which members are gone: None for all others.

    Nothing is written where that is known already.
    """
    with desk.transaction():
        spoken_of = None if gone is None else {*etags, *gone}
        known = known_etags(desk.connection, collection_id, spoken_of)
        if gone is None:
            gone = known.keys() - etags.keys()
        desk.connection.executemany(
            "DELETE FROM member WHERE collection_id = ? AND href = ?",
            [(collection_id, href) for href in gone if href in known],
        )
        desk.connection.executemany(
            "INSERT OR REPLACE INTO member VALUES (?, ?, ?)",
            [
                (collection_id, href, etag)
                for href, etag in etags.items()
                if known.get(href) != etag
            ],
        )


def forget_etags(desk: Desk, collection_id: str) -> None:
    """Forget which versions of a collection's members were read."""
    with desk.transaction():
        desk.connection.execute("DELETE FROM member WHERE collection_id = ?", (collection_id,))


def _known(desk: Desk, collection_id: str) -> Connection:
    found = find_connection(desk.connection, collection_id)
    if found is None:
        raise NotFoundError(f"There is no source {collection_id} on this computer.")
    return found


def _put(desk: Desk, connection: Connection) -> None:
    desk.connection.execute(
        f"INSERT OR REPLACE INTO connection ({_COLUMNS}) VALUES ({_MARKS})",  # noqa: S608
        astuple(connection),
    )


def _connection(row: tuple[Any, ...]) -> Connection:
    found = Connection(*row)
    return replace(
        found,
        paused=bool(found.paused),
        can_write=bool(found.can_write),
        schedules=bool(found.schedules),
    )
