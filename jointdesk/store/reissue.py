"""Changes that the server has not got, said again: with another clock, or by another device.

These are the only places where rows of the log are altered: rows that no other machine has seen.
The guards against it are lifted within the transaction and put back before it ends.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from jointdesk.domain.actors import Actor
from jointdesk.domain.changes import (
    Body,
    Dot,
    Header,
    canonical_json,
    chain_hash,
    clock_at,
    fold,
    read_body,
)
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.shared_desk import ERASURE, End
from jointdesk.store.changes import appending, changes_of, store_state
from jointdesk.store.desk import Desk
from jointdesk.store.devices import forget_device
from jointdesk.store.server_log import hash_here
from jointdesk.store.streams import stream_names

_SLACK_SECONDS = 30
_GUARDS = ("change_is_never_altered", "change_is_never_removed")


def turn_back_clock(desk: Desk, device: str, after: Mapping[str, int], limit: Instant) -> int:
    """Give a device's changes after those numbers new clocks where one is later than `limit`.

    For a machine whose clock was ahead: what it wrote must not outrank everybody for years. The
    times that people read are in the bodies and stay. Returns how many changes were touched.
    """
    with desk.transaction():
        rows = _unsent(desk.connection, device, after)
        latest = _latest_but(desk.connection, {header[:3] for header, _ in rows})
        # Nobody can write earlier than what they have read.
        ceiling = max(clock_at(limit), latest + clock_at(_SLACK_SECONDS))
        if not any(header.hlc > ceiling for header, _ in rows):
            return 0
        ends = {
            stream: (hash_here(desk.connection, stream, device, n) if n else None) or End()
            for stream, n in after.items()
        }
        with _unguarded(desk.connection):
            for header, hash_of_body in rows:
                latest = max(latest + 1, min(header.hlc, clock_at(limit)))
                made = header._replace(hlc=latest)
                chained = chain_hash(ends[header.stream_id].hash, made, hash_of_body)
                ends[header.stream_id] = End(header.n, chained)
                desk.connection.execute(
                    "UPDATE change SET hlc = ?, chain_hash = ?"
                    " WHERE stream_id = ? AND device = ? AND n = ?",
                    (latest, chained, *header[:3]),
                )
        _fold_again(desk.connection, {(header.stream_id, header.item_id) for header, _ in rows})
        return len(rows)


def park(desk: Desk, stream: str, device: str, since: int) -> None:
    """Put aside a device's changes from a number on, because the server knows others by them.

    They wait, through restarts, until `say_again`; the next change is another device's.
    """
    with desk.transaction():
        connection = desk.connection
        connection.execute(
            "INSERT INTO parked (stream_id, device, n, item_id, item_type, schema, hlc, author,"
            " on_behalf_of, body) SELECT c.stream_id, c.device, c.n, c.item_id, c.item_type,"
            " c.schema, c.hlc, c.author, c.on_behalf_of, p.body FROM change c LEFT JOIN payload p"
            " ON p.stream_id = c.stream_id AND p.device = c.device AND p.n = c.n"
            " WHERE c.stream_id = ? AND c.device = ? AND c.n >= ? ORDER BY c.n",
            (stream, device, since),
        )
        items = connection.execute(
            "SELECT DISTINCT stream_id, item_id FROM change"
            " WHERE stream_id = ? AND device = ? AND n >= ?",
            (stream, device, since),
        ).fetchall()
        with _unguarded(connection):
            for table in ("payload", "change"):
                connection.execute(
                    f"DELETE FROM {table} WHERE stream_id = ? AND device = ? AND n >= ?",  # noqa: S608
                    (stream, device, since),
                )
        _fold_again(connection, set(items))
    forget_device(desk.pairing_file)


def say_again(desk: Desk) -> int:
    """Append what was put aside, as this machine's device of now; return how many changes.

    Who said it, and when, stays as it was; references among the changes follow them.
    """
    with desk.transaction():
        rows = desk.connection.execute("SELECT * FROM parked ORDER BY hlc, position").fetchall()
        names = stream_names(desk.connection)
        dots: dict[str, dict[Dot, Dot]] = {}
        for _, stream, device, n, item_id, item_type, _, _, author, behalf, text in rows:
            body = read_body(text)
            if body is None or _is_here(desk.connection, stream, item_id, text):
                continue
            body = _renamed(body, item_type, dots.setdefault(stream, {}))
            write = Write(item_id, item_type, body.values, names[stream])
            with appending(desk, Actor(author, body.at, behalf)) as log:
                dots[stream][f"{device}/{n}"] = log.append_as_said(write, body)
        desk.connection.execute("DELETE FROM parked")
        return sum(map(len, dots.values()))


def has_parked(connection: sqlite3.Connection) -> bool:
    """Return whether changes wait to be said again."""
    return connection.execute("SELECT 1 FROM parked LIMIT 1").fetchone() is not None


def _renamed(body: Body, item_type: str, dots: Mapping[Dot, Dot]) -> Body:
    """Return a body with the changes that it names under their new names."""
    values = dict(body.values)
    if item_type == ERASURE and isinstance(erased := values.get("dots"), list):
        values["dots"] = [dots.get(str(dot), str(dot)) for dot in erased]
    base, restores = (
        {field: tuple(dots.get(dot, dot) for dot in found) for field, found in named.items()}
        for named in (body.base, body.restores)
    )
    return body._replace(values=values, base=base, restores=restores)


def _is_here(connection: sqlite3.Connection, stream: str, item_id: str, text: str) -> bool:
    """True if another copy of this file said the very same: both had it before they parted."""
    action = json.loads(text)["action"]
    values = canonical_json(json.loads(text)["set"])
    return any(
        change.body is not None
        and change.body.action == action
        and canonical_json(dict(change.body.values)) == values
        for change in changes_of(connection, item_id, stream)
    )


def _unsent(
    connection: sqlite3.Connection, device: str, after: Mapping[str, int]
) -> list[tuple[Header, bytes]]:
    found = []
    for stream, n in after.items():
        rows = connection.execute(
            "SELECT stream_id, device, n, item_id, item_type, schema, hlc, author, on_behalf_of,"
            " body_hash FROM change WHERE stream_id = ? AND device = ? AND n > ?",
            (stream, device, n),
        )
        found += [(Header(*row[:9]), row[9]) for row in rows]
    return sorted(found, key=lambda one: one[0].hlc)


def _latest_but(connection: sqlite3.Connection, left_out: set[tuple[object, ...]]) -> int:
    """Return the latest clock of all changes but those."""
    rows = connection.execute("SELECT stream_id, device, n, hlc FROM change ORDER BY hlc DESC")
    return next((int(row[3]) for row in rows if row[:3] not in left_out), 0)


def _fold_again(connection: sqlite3.Connection, items: set[tuple[str, str]]) -> None:
    for stream, item_id in items:
        store_state(connection, stream, item_id, fold(changes_of(connection, item_id, stream)))


@contextmanager
def _unguarded(connection: sqlite3.Connection) -> Iterator[None]:
    """Lift the guards of the log for the block; where it fails, the transaction restores them."""
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN (?, ?)", _GUARDS
    ).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in guards:
        connection.execute(sql)
