"""Changes that the server has not got, said again: with another clock, or by another device.

These are the only places where rows of the log are altered: rows that no other machine has seen.
The guards against it are lifted within the transaction and put back before it ends.
"""

import heapq
import sqlite3
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from jointdesk.domain.changes import (
    Body,
    Dot,
    Header,
    body_hash,
    body_text,
    chain_hash,
    clock_at,
    fold,
    read_body,
)
from jointdesk.domain.moments import Instant
from jointdesk.domain.shared_desk import ERASURE, End, Entry
from jointdesk.store.changes import changes_of, store_state
from jointdesk.store.desk import Desk
from jointdesk.store.server_log import chain_end, hash_here

_SLACK_SECONDS = 30
_GUARDS = ("change_is_never_altered", "change_is_never_removed")


def turn_back_clock(desk: Desk, sent: Mapping[str, Mapping[str, int]], limit: Instant) -> int:
    """Give what devices have said and not sent new clocks where one is later than `limit`.

    For a machine whose clock was ahead: what it wrote must not outrank everybody for years. The
    times that people read are in the bodies and stay. `sent` is how far each device's changes in
    each stream are on the server. Returns how many changes were touched.
    """
    with desk.transaction():
        rows = _unsent(desk.connection, sent)
        latest = _latest_but(desk.connection, {header[:3] for header, _ in rows})
        # Nobody can write earlier than what they have read.
        ceiling = max(clock_at(limit), latest + clock_at(_SLACK_SECONDS))
        if not any(header.hlc > ceiling for header, _ in rows):
            return 0
        ends = {
            (device, stream): (hash_here(desk.connection, stream, device, n) if n else None)
            or End()
            for device, streams in sent.items()
            for stream, n in streams.items()
        }
        with _unguarded(desk.connection):
            for header, hash_of_body in rows:
                key = header.device, header.stream_id
                latest = max(latest + 1, min(header.hlc, clock_at(limit)))
                made = header._replace(hlc=latest)
                ends[key] = End(header.n, chain_hash(ends[key].hash, made, hash_of_body))
                desk.connection.execute(
                    "UPDATE change SET hlc = ?, chain_hash = ?"
                    " WHERE stream_id = ? AND device = ? AND n = ?",
                    (latest, ends[key].hash, *header[:3]),
                )
        _fold_again(desk.connection, {(header.stream_id, header.item_id) for header, _ in rows})
        return len(rows)


def branch_off(desk: Desk, stream: str, device: str, since: int) -> int:
    """Give a device's changes from a number on to another device, for the server has others.

    A file was copied or put back: this machine's own, or another's together with the server. The
    other device's id follows from the change that differs, so that every copy that holds it says
    the same. Who said a change, when, and in sight of what, stays; references among them follow.
    Returns how many there were.
    """
    connection = desk.connection
    with desk.transaction():
        rows = connection.execute(
            "SELECT c.stream_id, c.device, c.n, c.item_id, c.item_type, c.schema, c.hlc,"
            " c.author, c.on_behalf_of, c.body_hash, c.chain_hash, p.salt, p.body FROM change c"
            " LEFT JOIN payload p ON p.stream_id = c.stream_id AND p.device = c.device"
            " AND p.n = c.n WHERE c.stream_id = ? AND c.device = ? AND c.n >= ? ORDER BY c.n",
            (stream, device, since),
        ).fetchall()
        entries = [Entry(Header(*row[:9]), *row[9:]) for row in rows]
        with _unguarded(connection):
            for table in ("payload", "change"):
                connection.execute(
                    f"DELETE FROM {table} WHERE stream_id = ? AND device = ? AND n >= ?",  # noqa: S608
                    (stream, device, since),
                )
        heir = _heir(desk, entries[0])
        _say_again(connection, entries, heir, chain_end(connection, stream, heir))
        _fold_again(connection, {(stream, one.header.item_id) for one in entries})
    return len(entries)


def _heir(desk: Desk, first: Entry) -> str:
    """Return the device that a branch's changes go to; this machine then writes with a new one."""
    device = first.header.device
    row = desk.connection.execute("SELECT token_hash FROM device WHERE id = ?", (device,))
    is_own = row.fetchone()[0] is not None
    heir = str(uuid.uuid5(uuid.UUID(device), first.chain_hash.hex()))
    # Nobody's token has that hash: what the heir says is this machine's, but nothing is added.
    desk.connection.execute(
        "INSERT OR IGNORE INTO device VALUES (?, ?)", (heir, b"" if is_own else None)
    )
    if is_own:
        desk.change_device()
    return heir


def _say_again(
    connection: sqlite3.Connection, entries: Sequence[Entry], heir: str, end: End
) -> None:
    """Append the changes to the heir's chain in that stream."""
    dots = {
        f"{one.header.device}/{one.header.n}": f"{heir}/{end.n + 1 + position}"
        for position, one in enumerate(entries)
    }
    for one in entries:
        header = one.header._replace(device=heir, n=end.n + 1)
        text, hash_of_body = one.body, one.body_hash
        if (body := read_body(text)) is not None and one.salt is not None:
            text = body_text(_renamed(body, header.item_type, dots))
            hash_of_body = body_hash(one.salt, text)
        end = End(header.n, chain_hash(end.hash, header, hash_of_body))
        connection.execute(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*header, hash_of_body, end.hash),
        )
        if text is not None:
            connection.execute(
                "INSERT INTO payload VALUES (?, ?, ?, ?, ?)", (*header[:3], one.salt, text)
            )


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


def _unsent(
    connection: sqlite3.Connection, sent: Mapping[str, Mapping[str, int]]
) -> list[tuple[Header, bytes]]:
    """Return what is not on the server, by the clock; within a chain by its numbers."""
    found = []
    for device, streams in sent.items():
        for stream, n in streams.items():
            rows = connection.execute(
                "SELECT stream_id, device, n, item_id, item_type, schema, hlc, author,"
                " on_behalf_of, body_hash FROM change"
                " WHERE stream_id = ? AND device = ? AND n > ? ORDER BY n",
                (stream, device, n),
            )
            found.append([(Header(*row[:9]), row[9]) for row in rows])
    return [*heapq.merge(*found, key=lambda one: one[0].hlc)]


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
