"""A stream that this machine may not have any more: everything of it leaves the file.

The log is append-only for everybody; here it is not altered, a part of it goes as a whole, with
its hashes. Whoever comes to the stream again is given all of it by the server.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple

from jointdesk.domain.changes import Change
from jointdesk.store.changes import all_changes
from jointdesk.store.desk import Desk
from jointdesk.store.guards import lifted

_GUARDS = ("change_is_never_removed", "version_is_never_removed")
_OF_STREAM = ("placed", "payload", "item", "change")
_OF_COLLECTION = ("problem", "member", "intent", "consent")
"""What hangs on a collection alone, and is gone without it."""


class LeftStream(NamedTuple):
    """A stream of an organisation in this file."""

    id: str
    org_id: str


def streams_but(connection: sqlite3.Connection, there: Collection[str]) -> list[LeftStream]:
    """Return the organisations' streams of the file but those with these ids."""
    rows = connection.execute("SELECT id, org_id FROM stream WHERE kind = 'org' ORDER BY id")
    return [LeftStream(*row) for row in rows if row[0] not in there]


def unsent_changes(connection: sqlite3.Connection, stream: str) -> list[Change]:
    """Return what this file has said in a stream and no server has confirmed, oldest first."""
    return all_changes(
        connection,
        "c.stream_id = ? AND c.device IN (SELECT id FROM device WHERE token_hash IS NOT NULL)"
        " AND NOT EXISTS (SELECT 1 FROM placed o WHERE o.stream_id = c.stream_id"
        " AND o.device = c.device AND o.n = c.n)",
        stream,
    )


def remove_streams(desk: Desk, left: Iterable[LeftStream]) -> list[str]:
    """Remove streams, and what was read of their organisations' calendars.

    Returns the ids of the calendars whose connection went with it. Make what follows anew in the
    same transaction, and call `store.changes.scrub` after it: until then the bytes are still in
    the file.
    """
    connection = desk.connection
    # So that nothing is left in the file where the program is ended before it is scrubbed.
    connection.execute("PRAGMA secure_delete = ON")
    left = list(left)
    with desk.transaction(), lifted(connection, *_GUARDS):
        calendars = _calendars(connection, [one.org_id for one in left])
        reached = connection.execute(
            "SELECT collection_id FROM connection WHERE collection_id IN"
            " (SELECT value FROM json_each(?))",
            (calendars,),
        ).fetchall()
        _remove_read(connection, calendars)
        for stream, _ in left:
            for table in _OF_STREAM:
                connection.execute(f"DELETE FROM {table} WHERE stream_id = ?", (stream,))  # noqa: S608
            connection.execute("DELETE FROM stream WHERE id = ?", (stream,))
    return [id_ for (id_,) in reached]


def _calendars(connection: sqlite3.Connection, org_ids: list[str]) -> str:
    """Return the ids of all calendars of organisations, also of those taken away, as JSON."""
    rows = connection.execute(
        "SELECT DISTINCT id FROM item WHERE type = 'collection'"
        " AND json_extract(fields, '$.org') IN (SELECT value FROM json_each(?))",
        (json.dumps(org_ids),),
    )
    return json.dumps([id_ for (id_,) in rows])


def _remove_read(connection: sqlite3.Connection, calendars: str) -> None:
    """Remove what was read of calendars, how they are reached, and what waits for them."""
    run = connection.execute
    held = "(SELECT value FROM json_each(?))"
    mine = f"resource_id IN (SELECT id FROM resource WHERE collection_id IN {held})"  # noqa: S608
    for table in ("run_state", "resource_version"):
        run(f"DELETE FROM {table} WHERE {mine}", (calendars,))  # noqa: S608
    for table in ("resource", "sync_run", *_OF_COLLECTION, "connection"):
        run(f"DELETE FROM {table} WHERE collection_id IN {held}", (calendars,))  # noqa: S608
    run(f"DELETE FROM free_busy WHERE source IN {held}", (calendars,))  # noqa: S608
    run("DELETE FROM frame WHERE id NOT IN (SELECT frame_id FROM resource_version)")
    run("DELETE FROM busy_made")


def remove_resources(connection: sqlite3.Connection, ids: Iterable[int]) -> bool:
    """Remove resources with every text that they had, in the running transaction.

    Returns whether there was any. Call `store.changes.scrub` after the transaction.
    """
    chosen = json.dumps(list(ids))
    with lifted(connection, *_GUARDS):
        for table, column in (
            ("run_state", "resource_id"), ("resource_version", "resource_id"), ("resource", "id"),
        ):  # fmt: skip
            gone = connection.execute(
                f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",  # noqa: S608
                (chosen,),
            )
    return gone.rowcount > 0
