"""Intents: what this machine is about to write to its sources; rows of this machine's file.

The outbox itself is the list of pending values (`store.overlays`) and of events made here that
wait for their calendar. An intent only notes that one of them is on its way.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from jointdesk.domain.intents import Intent, IntentKind, IntentState, Sent
from jointdesk.domain.moments import DAY, Instant
from jointdesk.domain.resources import ResourceState, ResourceText
from jointdesk.store.desk import Desk
from jointdesk.store.resources import version_text

_COLUMNS = (
    "collection_id, series_id, kind, href, etag, edits, text, at, person_id, attempts, next_at,"
    " state, error, id"
)
_OPEN = "state IN ('begun', 'unknown', 'refused')"
_KEPT = 90 * DAY


class SeriesResource(NamedTuple):
    """The resource that is a series; `is_shared` says that its part holds others as well."""

    id: int
    state: ResourceState
    href: str
    is_shared: bool


def open_intents(
    connection: sqlite3.Connection, collection_id: str = "", series_id: str = ""
) -> list[Intent]:
    """Return the intents that have not ended, the oldest first; of one collection or of all.

    With `series_id` that of one series alone.
    """
    asked = {"collection_id": collection_id, "series_id": series_id}
    named = {column: value for column, value in asked.items() if value}
    where = "".join(f" AND {column} = ?" for column in named)
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM intent WHERE {_OPEN}{where} ORDER BY id",  # noqa: S608
        tuple(named.values()),
    )
    return [_intent(row) for row in rows]


def begin_intent(desk: Desk, intent: Intent) -> Intent:
    """Note what is about to be asked for, in place of what was open for the series before."""
    with desk.transaction():
        end_intents(desk, intent.collection_id, [intent.series_id], IntentState.CANCELLED)
        cursor = desk.connection.execute(
            "INSERT INTO intent (collection_id, series_id, kind, href, etag, edits, text, digest,"
            " at, person_id, attempts, next_at, state, error)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                intent.collection_id, intent.series_id, intent.kind, intent.href, intent.etag,
                json.dumps(intent.sent, ensure_ascii=False), intent.text,
                hashlib.sha256(intent.text).digest(), intent.at, intent.person_id,
                intent.attempts, intent.next_at, intent.state, intent.error,
            ),
        )  # fmt: skip
        return intent._replace(id=int(cursor.lastrowid or 0))


def written_since(connection: sqlite3.Connection, at: Instant, person_id: str) -> list[Intent]:
    """Return what was written for a person from a moment on."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM intent WHERE state = 'done' AND at >= ? AND person_id = ?",  # noqa: S608
        (at, person_id),
    )
    return [_intent(row) for row in rows]


def is_open(connection: sqlite3.Connection, intent_id: int) -> bool:
    """True if an intent has not ended, by the answer or by another that took its place."""
    row = connection.execute(f"SELECT 1 FROM intent WHERE id = ? AND {_OPEN}", (intent_id,))  # noqa: S608
    return row.fetchone() is not None


def note_failure(
    desk: Desk, intent_id: int, state: IntentState, next_at: Instant, error: str
) -> None:
    """Note why an intent came to nothing yet; one that has ended meanwhile stays as it is."""
    with desk.transaction():
        desk.connection.execute(
            f"UPDATE intent SET state = ?, next_at = ?, error = ? WHERE id = ? AND {_OPEN}",  # noqa: S608
            (state, next_at, error, intent_id),
        )


def try_again(desk: Desk, collection_id: str, series_id: str) -> None:
    """Let what is open for a series be asked again at once, also where it was refused."""
    where = "collection_id = ? AND series_id = ?"
    with desk.transaction():
        desk.connection.execute(
            f"UPDATE intent SET next_at = 0 WHERE {where} AND {_OPEN}",  # noqa: S608
            (collection_id, series_id),
        )
        desk.connection.execute(
            f"UPDATE intent SET state = 'cancelled', text = NULL"  # noqa: S608
            f" WHERE {where} AND state = 'refused'",
            (collection_id, series_id),
        )


def end_intents(
    desk: Desk, collection_id: str, series_ids: Iterable[str], state: IntentState
) -> None:
    """End what is open for some series of a collection; its bytes are kept no longer."""
    with desk.transaction():
        desk.connection.executemany(
            "UPDATE intent SET state = ?, text = NULL"  # noqa: S608
            f" WHERE collection_id = ? AND series_id = ? AND {_OPEN}",
            [(state, collection_id, one) for one in series_ids],
        )


def forget_ended(desk: Desk, now: Instant) -> None:
    """Forget intents that ended long ago; nothing is written where there are none."""
    ended = f"at < ? AND NOT {_OPEN}"
    connection = desk.connection
    if connection.execute(f"SELECT 1 FROM intent WHERE {ended}", (now - _KEPT,)).fetchone():  # noqa: S608
        with desk.transaction():
            connection.execute(f"DELETE FROM intent WHERE {ended}", (now - _KEPT,))  # noqa: S608


def series_resources(
    connection: sqlite3.Connection, collection_id: str, series_ids: Iterable[str]
) -> dict[str, SeriesResource]:
    """Return the resources of a collection that are these series, by series id."""
    rows = connection.execute(
        "SELECT series_id, id, state, href, EXISTS (SELECT 1 FROM resource other"
        " WHERE other.collection_id = r.collection_id AND other.href = r.href"
        " AND other.id <> r.id AND other.state <> 'missing')"
        " FROM resource r WHERE collection_id = ? AND series_id IN (SELECT value FROM json_each(?))"
        " ORDER BY state = 'missing' DESC, id DESC",
        (collection_id, json.dumps(list(series_ids))),
    )
    return {
        series_id: SeriesResource(id_, ResourceState(state), href, bool(shared))
        for series_id, id_, state, href, shared in rows
    }


def earlier_text(connection: sqlite3.Connection, resource_id: int) -> ResourceText | None:
    """Return the text that a resource's current one took the place of, None for none."""
    row = connection.execute(
        "SELECT v.previous_id FROM resource r JOIN resource_version v ON v.id = r.version_id"
        " WHERE r.id = ?",
        (resource_id,),
    ).fetchone()
    return version_text(connection, row[0]) if row and row[0] is not None else None


def _intent(row: tuple[object, ...]) -> Intent:
    intent = Intent(*row)  # type: ignore[arg-type]
    return intent._replace(
        kind=IntentKind(intent.kind),
        sent=tuple(Sent(*one) for one in json.loads(str(intent.sent))),
        text=intent.text or b"",
        state=IntentState(intent.state),
    )
