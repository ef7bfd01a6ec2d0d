"""The log beside a server: what it has not got yet, and what it hands out taken in.

What arrives is believed only where every number and every hash fits what is here: nothing of a
page is kept otherwise.
"""

import heapq
import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jointdesk.domain.changes import Header, body_hash, chain_hash, fold
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.heirs import MARK
from jointdesk.domain.shared_desk import (
    ERASURE,
    Arrival,
    End,
    Entry,
    Placed,
    ServerStream,
    server_hash,
)
from jointdesk.store.changes import changes_of, note_erased, store_state
from jointdesk.store.desk import Desk
from jointdesk.store.erasures import LASTING, erased_here, is_superseded, overwrite_erased

_ENTRY = (
    "SELECT c.stream_id, c.device, c.n, c.item_id, c.item_type, c.schema, c.hlc, c.author,"
    " c.on_behalf_of, c.body_hash, c.chain_hash, p.salt, p.body FROM change c"
    " LEFT JOIN payload p ON p.stream_id = c.stream_id AND p.device = c.device AND p.n = c.n"
)

_MOST_CHARACTERS = 4_000_000
"""After so many characters of bodies a batch is full, be they one body's."""


class HistoryError(JointDeskError):
    """What the server hands out does not fit what is here; nothing of it was taken in."""


class ForkError(Exception):
    """The server has another change under a device's number than this machine."""

    def __init__(self, stream: str, device: str, n: int) -> None:
        super().__init__(f"change {n} of {device} in {stream} is another one on the server")
        self.stream, self.device, self.n = stream, device, n


class Taken(NamedTuple):
    """What a page brought: how many changes were new here, the items they are about by stream.

    `erased` is True where payloads were erased that this machine may not have any more: the file
    is to be scrubbed.
    """

    new: int
    items: frozenset[tuple[str, str]]
    erased: bool


# How far things go


def placed_ends(connection: sqlite3.Connection) -> dict[str, End]:
    """Return, by stream id, the last change whose place on the server is known."""
    rows = connection.execute(
        "SELECT stream_id, seq, server_hash FROM placed o WHERE seq ="
        " (SELECT max(seq) FROM placed i WHERE i.stream_id = o.stream_id)"
    )
    return {stream: End(seq, found) for stream, seq, found in rows}


def confirmed_ends(connection: sqlite3.Connection, device: str) -> dict[str, int]:
    """Return, by stream id, the last of a device's changes whose place on the server is known."""
    rows = connection.execute(
        "SELECT stream.id, coalesce((SELECT max(n) FROM placed"
        " WHERE placed.stream_id = stream.id AND placed.device = ?), 0) FROM stream",
        (device,),
    )
    return dict(rows.fetchall())


def chain_end(connection: sqlite3.Connection, stream: str, device: str) -> End:
    """Return the end of a device's chain in a stream, as it is here."""
    row = connection.execute(
        "SELECT n, chain_hash FROM change WHERE stream_id = ? AND device = ?"
        " ORDER BY n DESC LIMIT 1",
        (stream, device),
    ).fetchone()
    return End(*row) if row else End()


def hash_here(connection: sqlite3.Connection, stream: str, device: str, n: int) -> End | None:
    """Return a change's number and chain hash; None where it is not here."""
    row = connection.execute(
        "SELECT n, chain_hash FROM change WHERE stream_id = ? AND device = ? AND n = ?",
        (stream, device, n),
    ).fetchone()
    return End(*row) if row else None


def own_devices(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the devices that this file, or one it was copied from, has written with."""
    rows = connection.execute("SELECT id FROM device WHERE token_hash IS NOT NULL")
    return frozenset(id_ for (id_,) in rows)


def devices_of(connection: sqlite3.Connection, stream: str) -> list[str]:
    """Return the devices that have written in a stream, in an order of their own."""
    rows = connection.execute(
        "SELECT DISTINCT device FROM change WHERE stream_id = ? ORDER BY device", (stream,)
    )
    return [device for (device,) in rows]


# What the server has not got


def entries_after(
    connection: sqlite3.Connection, device: str, after: Mapping[str, int], limit: int
) -> list[Entry]:
    """Return a device's changes after those numbers, of the streams named, as they were written.

    No more than `limit`, and no more after some megabytes: the server takes a batch as one value.
    A device's clock goes up, so its order is that of writing among streams; within one it is that
    of the numbers.
    """
    found = [
        connection.execute(
            f"{_ENTRY} WHERE c.stream_id = ? AND c.device = ? AND c.n > ? ORDER BY c.n LIMIT ?",
            (stream, device, n, limit),
        )
        for stream, n in after.items()
    ]
    batch: list[Entry] = []
    characters = 0
    for row in heapq.merge(*found, key=lambda row: int(row[6])):
        batch.append(Entry(Header(*row[:9]), *row[9:]))
        characters += len(row[12] or "")
        if len(batch) == limit or characters > _MOST_CHARACTERS:
            break
    return batch


def count_after(connection: sqlite3.Connection, device: str, after: Mapping[str, int]) -> int:
    """Return how many changes of a device come after those numbers."""
    return sum(max(chain_end(connection, stream, device).n - n, 0) for stream, n in after.items())


# What the server hands out


def adopt_streams(desk: Desk, streams: Iterable[ServerStream]) -> None:
    """Have the streams that the server names, under its ids.

    Raises:
        HistoryError: the file knows one of them under another id.
    """
    known = {
        id_: (kind, org_id)
        for id_, kind, org_id in desk.connection.execute("SELECT id, kind, org_id FROM stream")
    }
    missing = [one for one in streams if known.get(one.id) != (one.kind, one.org_id)]
    if not missing:
        return
    with desk.transaction():
        for one in missing:
            inserted = desk.connection.execute(
                "INSERT OR IGNORE INTO stream VALUES (?, ?, ?)", (one.id, one.kind, one.org_id)
            )
            if not inserted.rowcount:
                raise HistoryError(
                    "This desk and the one on the server are not the same, although they have"
                    " one number. Nothing was changed; ask whoever set the server up."
                )


def forget_places(desk: Desk) -> None:
    """Forget the order of a server that was put back from a backup; every change stays."""
    with desk.transaction():
        desk.connection.execute("DELETE FROM placed")


def take_in(desk: Desk, arrivals: Iterable[Arrival]) -> Taken:
    """Take a page in, all of it or nothing; what was taken in before is passed over.

    Call `store.changes.scrub` after it where something was erased.

    Raises:
        HistoryError: a number is left out, or a hash does not fit.
        ForkError: a device has another change under a number here.
    """
    with desk.transaction():
        page = _Page(desk.connection)
        for one in arrivals:
            page.take(one)
        for stream, item_id in page.items:
            known = changes_of(desk.connection, item_id, stream)
            store_state(desk.connection, stream, item_id, fold(known))
        return Taken(page.new, frozenset(page.items), page.erased)


class _Page:
    """One page on its way in; it remembers the ends that it has moved on."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._placed = placed_ends(connection)
        self._chains: dict[tuple[str, str], End] = {}
        self._erased: dict[str, frozenset[str]] = {}
        self.new = 0
        self.items: set[tuple[str, str]] = set()
        self.erased = False

    def take(self, arrival: Arrival) -> None:
        entry, placed = arrival
        header = entry.header
        end = self._placed.get(header.stream_id, End())
        if placed.seq <= end.n:
            return  # delivered twice
        fits = server_hash(end.hash, placed, entry.chain_hash) == placed.server_hash
        if placed.seq != end.n + 1 or not fits:
            raise _broken(f"at {placed.seq} of {header.stream_id}")
        here = hash_here(self._connection, header.stream_id, header.device, header.n)
        if here is None:
            self._add(entry)
        elif here.hash != entry.chain_hash:
            raise ForkError(header.stream_id, header.device, header.n)
        self._place(header, placed)
        if header.item_type == ERASURE and entry.body:
            self._erase(header.stream_id, entry.body)

    def _add(self, entry: Entry) -> None:
        header = entry.header
        key = header.stream_id, header.device
        end = self._chains.get(key) or chain_end(self._connection, *key)
        if header.n != end.n + 1:
            raise _broken(f"at change {header.n} of {header.device}")
        if chain_hash(end.hash, header, entry.body_hash) != entry.chain_hash:
            raise _broken(f"at change {header.n} of {header.device}")
        if entry.body is not None and body_hash(entry.salt or b"", entry.body) != entry.body_hash:
            raise _broken(f"in the text of change {header.n} of {header.device}")
        run = self._connection.execute
        run("INSERT OR IGNORE INTO device VALUES (?, NULL)", (header.device,))
        run(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*header, entry.body_hash, entry.chain_hash),
        )
        may_be_erased = MARK in header.device and header.item_type not in LASTING
        is_erased = may_be_erased and self._is_erased(header.stream_id, entry.body_hash)
        if entry.body is not None and not is_erased:
            run(
                "INSERT INTO payload VALUES (?, ?, ?, ?, ?)",
                (*header[:3], entry.salt, entry.body),
            )
        self._chains[key] = End(header.n, entry.chain_hash)
        self.items.add((header.stream_id, header.item_id))
        self.new += 1

    def _place(self, header: Header, placed: Placed) -> None:
        self._connection.execute(
            "INSERT INTO placed VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (header.stream_id, placed.seq, header.device, header.n, *placed[1:]),
        )
        self._placed[header.stream_id] = End(placed.seq, placed.server_hash)

    def _erase(self, stream: str, body: str) -> None:
        """Erase here what a change says was erased."""
        is_kept_back = not is_superseded(body)
        if not is_kept_back:
            overwrite_erased(self._connection)
        for device, n, item_id in erased_here(self._connection, stream, body):
            gone = self._connection.execute(
                "DELETE FROM payload WHERE stream_id = ? AND device = ? AND n = ?",
                (stream, device, n),
            )
            if gone.rowcount:
                self.items.add((stream, item_id))
                if is_kept_back:
                    self.erased = True
                    note_erased(self._connection)

    def _is_erased(self, stream: str, hash_of_body: bytes) -> bool:
        """Return whether an erasure that is here reaches what an heir says again."""
        if stream not in self._erased:
            rows = self._connection.execute(
                "SELECT fields FROM item WHERE type = ? AND stream_id = ?", (ERASURE, stream)
            )
            said = (json.loads(text).get("hashes") for (text,) in rows)
            self._erased[stream] = frozenset(
                str(one) for hashes in said if isinstance(hashes, list) for one in hashes
            )
        return hash_of_body.hex() in self._erased[stream]


def _broken(where: str) -> HistoryError:
    return HistoryError(
        f"What the server holds does not fit what this machine knows ({where})."
        " Nothing of it was taken in and nothing here is lost. Tell whoever runs the server:"
        " it may have been put back from a backup, or altered."
    )
