"""Changes that the server has not got, said again: with another clock, or by another device.

These are the only places where rows of the log are altered: rows that no other machine has seen.
The guards against it are lifted within the transaction and put back before it ends.
"""

import heapq
import sqlite3
from collections.abc import Iterable, Mapping

from jointdesk.domain.changes import Header, chain_hash, clock_at, fold
from jointdesk.domain.heirs import heir_of
from jointdesk.domain.moments import Instant
from jointdesk.domain.shared_desk import End, Entry
from jointdesk.store.changes import changes_of, store_state
from jointdesk.store.desk import Desk
from jointdesk.store.guards import lifted
from jointdesk.store.server_log import chain_end, hash_here

_SLACK_SECONDS = 30
_GUARDS = ("change_is_never_altered", "change_is_never_removed")
_UNCHAINED = (
    "SELECT stream_id, device, n, item_id, item_type, schema, hlc, author, on_behalf_of, body_hash"
    " FROM change WHERE stream_id = ? AND device = ?"
)
_ADD = "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def turn_back_clock(desk: Desk, sent: Mapping[str, Mapping[str, int]], limit: Instant) -> int:
    """Give what devices have said and not sent new clocks where one is later than `limit`.

    For a machine whose clock was ahead: what it wrote must not outrank everybody for years. The
    times that people read are in the bodies and stay. `sent` is how far each device's changes in
    each stream are on the server. Returns how many changes were touched.
    """
    with desk.transaction():
        rows = _unsent(desk.connection, sent)
        latest = _latest_but(desk.connection, {header[:3] for header in rows})
        # Nobody can write earlier than what they have read.
        ceiling = max(clock_at(limit), latest + clock_at(_SLACK_SECONDS))
        ahead = [header for header in rows if header.hlc > ceiling]
        if not ahead:
            return 0
        # What is not ahead keeps its clock: others may have seen it, on a server that lost it.
        latest = max(latest, *(header.hlc for header in rows if header.hlc <= ceiling), 0)
        with lifted(desk.connection, *_GUARDS):
            for header in ahead:
                latest = max(latest + 1, clock_at(limit))
                desk.connection.execute(
                    "UPDATE change SET hlc = ? WHERE stream_id = ? AND device = ? AND n = ?",
                    (latest, *header[:3]),
                )
            for device, streams in sent.items():
                for stream, n in streams.items():
                    _chain_again(desk.connection, stream, device, n + 1)
        _fold_again(desk.connection, {(header.stream_id, header.item_id) for header in ahead})
        return len(ahead)


def adopt_clocks(desk: Desk, arrived: Iterable[Entry]) -> bool:
    """Give a device's changes the server's clocks, as far as they differ in nothing else.

    A machine that was put back has said them with the clock that it had before it was put right.
    `arrived` are changes of one device in one stream, by their numbers. Returns whether the first
    of them was such a one; what comes after them here is tied to them anew.
    """
    run = desk.connection.execute
    with desk.transaction():
        adopted: list[Entry] = []
        for entry in arrived:
            row = run(f"{_UNCHAINED} AND n = ?", (*entry.header[:2], entry.header.n)).fetchone()
            if row is None or row != (*entry.header._replace(hlc=row[6]), entry.body_hash):
                break
            adopted.append(entry)
        if not adopted:
            return False
        stream, device, first = adopted[0].header[:3]
        with lifted(desk.connection, *_GUARDS):
            for entry in adopted:
                run(
                    "UPDATE change SET hlc = ? WHERE stream_id = ? AND device = ? AND n = ?",
                    (entry.header.hlc, *entry.header[:3]),
                )
            _chain_again(desk.connection, stream, device, first)
        _fold_again(desk.connection, {(stream, entry.header.item_id) for entry in adopted})
    return True


def branch_off(desk: Desk, stream: str, device: str, since: int) -> int:
    """Give a device's changes from a number on to its heir, for the server has others.

    A file was copied or put back: this machine's own, or another's together with the server. Every
    copy that holds them says the same: see `domain.heirs`. Returns how many there were.
    """
    run = desk.connection.execute
    with desk.transaction():
        rows = run(f"{_UNCHAINED} AND n >= ? ORDER BY n", (stream, device, since)).fetchall()
        heir = _heir(desk, device, since, rows[0][9])
        end = chain_end(desk.connection, stream, heir)
        with lifted(desk.connection, *_GUARDS):
            for n, row in enumerate(rows, start=1):
                if n > end.n:
                    header = Header(stream, heir, n, *row[3:9])
                    end = End(n, chain_hash(end.hash, header, row[9]))
                    run(_ADD, (*header, row[9], end.hash))
                    run(
                        "INSERT INTO payload SELECT stream_id, ?, ?, salt, body FROM payload"
                        " WHERE stream_id = ? AND device = ? AND n = ?",
                        (heir, n, *row[:3]),
                    )
            for table in ("payload", "change"):
                run(
                    f"DELETE FROM {table} WHERE stream_id = ? AND device = ? AND n >= ?",  # noqa: S608
                    (stream, device, since),
                )
        _fold_again(desk.connection, {(stream, row[3]) for row in rows})
    return len(rows)


def _heir(desk: Desk, device: str, since: int, hash_of_body: bytes) -> str:
    """Return the device that a branch's changes go to; this machine then writes with a new one."""
    row = desk.connection.execute("SELECT token_hash FROM device WHERE id = ?", (device,))
    is_own = row.fetchone()[0] is not None
    heir = heir_of(device, since, hash_of_body)
    # Nobody's token has that hash: what the heir says is this machine's, but nothing is added.
    desk.connection.execute(
        "INSERT OR IGNORE INTO device VALUES (?, ?)", (heir, b"" if is_own else None)
    )
    if is_own:
        desk.change_device()
    return heir


def _chain_again(connection: sqlite3.Connection, stream: str, device: str, first: int) -> None:
    """Compute the chain hashes of a device's changes from a number on again."""
    end = hash_here(connection, stream, device, first - 1) or End()
    rows = connection.execute(f"{_UNCHAINED} AND n >= ? ORDER BY n", (stream, device, first))
    for row in rows.fetchall():
        end = End(row[2], chain_hash(end.hash, Header(*row[:9]), row[9]))
        connection.execute(
            "UPDATE change SET chain_hash = ? WHERE stream_id = ? AND device = ? AND n = ?",
            (end.hash, *row[:3]),
        )


def _unsent(connection: sqlite3.Connection, sent: Mapping[str, Mapping[str, int]]) -> list[Header]:
    """Return what is not on the server, by the clock; within a chain by its numbers."""
    found = []
    for device, streams in sent.items():
        for stream, n in streams.items():
            rows = connection.execute(f"{_UNCHAINED} AND n > ? ORDER BY n", (stream, device, n))
            found.append([Header(*row[:9]) for row in rows])
    return [*heapq.merge(*found, key=lambda one: one.hlc)]


def _latest_but(connection: sqlite3.Connection, left_out: set[tuple[object, ...]]) -> int:
    """Return the latest clock of all changes but those."""
    rows = connection.execute("SELECT stream_id, device, n, hlc FROM change ORDER BY hlc DESC")
    return next((int(row[3]) for row in rows if row[:3] not in left_out), 0)


def _fold_again(connection: sqlite3.Connection, items: set[tuple[str, str]]) -> None:
    for stream, item_id in items:
        store_state(connection, stream, item_id, fold(changes_of(connection, item_id, stream)))
