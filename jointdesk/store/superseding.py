"""Texts of carried calendars that were replaced: which there are, and erasing them for all.

An `erasure` in the stream says it to the server and to every machine: see `store.erasures`.
"""

import secrets
import sqlite3
from collections.abc import Collection, Iterator
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.changes import Body, Change
from jointdesk.domain.items import Json, Write
from jointdesk.domain.mirrors import BUSY, MIRROR, READING
from jointdesk.domain.shared_desk import CARRIED, ERASURE
from jointdesk.domain.superseding import superseded
from jointdesk.store.changes import append, changes_of, new_action
from jointdesk.store.desk import Desk
from jointdesk.store.erasures import SUPERSEDED, overwrite_erased
from jointdesk.store.streams import stream_names

_REPLACED = (
    "SELECT stream_id, item_id, hlc FROM change INDEXED BY change_hlc"
    " WHERE hlc >= ? AND hlc < ? AND item_type IN (?, ?, ?) ORDER BY hlc"
)


class Superseded(NamedTuple):
    """Changes to erase, oldest first of each item, and up to before which clock that is all."""

    changes: list[Change]
    clock: int


def find_superseded(
    connection: sqlite3.Connection, streams: Collection[str], clock: int, most: int
) -> Superseded:
    """Return at most so many changes of carried calendars that were replaced before that clock.

    Of the streams with these names. Only items are looked at of which something was said since
    the last time: see `note_erased_until`.
    """
    found: list[Change] = []
    for at, stream, item_id in _items(connection, streams, clock):
        found += superseded(changes_of(connection, item_id, stream), clock)
        if len(found) > most:
            return Superseded(found[:most], at)
    return Superseded(found, clock)


def _items(
    connection: sqlite3.Connection, streams: Collection[str], clock: int
) -> Iterator[tuple[int, str, str]]:
    """Yield once each the items of which something was said, by stream, and when first."""
    wanted = {id_ for id_, name in stream_names(connection).items() if name in streams}
    since = erased_until(connection)
    rows = connection.execute(_REPLACED, (since, clock, MIRROR, BUSY, READING)).fetchall()
    known: set[tuple[str, str]] = set()
    for stream, item_id, at in rows:
        if stream in wanted and (stream, item_id) not in known:
            known.add((stream, item_id))
            yield at, stream, item_id


def erase_superseded(desk: Desk, actor: Actor, changes: Collection[Change]) -> None:
    """Erase the payloads of changes here, and say that everybody else is to do so."""
    overwrite_erased(desk.connection)
    body = Body(new_action(), CARRIED, actor.at, automatic=True)
    names = stream_names(desk.connection)
    with desk.transaction():
        for stream in sorted({one.header.stream_id for one in changes}):
            keys = [one.header[:3] for one in changes if one.header.stream_id == stream]
            write = Write(secrets.token_hex(6), ERASURE, _named(desk, keys), names[stream])
            append(desk, actor, write, body)
            desk.connection.executemany(
                "DELETE FROM payload WHERE stream_id = ? AND device = ? AND n = ?", keys
            )


def _named(desk: Desk, keys: Collection[tuple[object, ...]]) -> dict[str, Json]:
    """Return the fields of an erasure that names these changes."""
    sql = "SELECT hex(body_hash) FROM change WHERE stream_id = ? AND device = ? AND n = ?"
    hashes = [desk.connection.execute(sql, key).fetchone()[0].lower() for key in keys]
    return {"dots": [f"{device}/{n}" for _, device, n in keys], "hashes": hashes, SUPERSEDED: True}


def erased_until(connection: sqlite3.Connection) -> int:
    """Return the clock before which all was looked at, 0 for none."""
    row = connection.execute("SELECT value FROM derived WHERE name = 'superseded'").fetchone()
    return int(row[0]) if row else 0


def note_erased_until(desk: Desk, clock: int) -> None:
    """Note that all was looked at that was said before that clock."""
    with desk.transaction():
        desk.connection.execute(
            "INSERT OR REPLACE INTO derived VALUES ('superseded', ?)", (str(clock),)
        )
