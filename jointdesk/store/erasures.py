"""What an erasure in the log names: changes of its stream, by name and by the hash of their body.

The hash decides. A name can come to mean another change, where a machine and the server were put
back together; and what is said again by an heir has another name and the same hash.

Where it says that they were `superseded`, they were kept for their time: everybody has had them.
So their bytes are overwritten where they stand, and the file is not written anew.

What the desk stands on, and who was removed from it, is never kept to one organisation: no erasure
reaches it, whoever says it.
"""

import json
import sqlite3
from collections.abc import Iterator

from jointdesk.domain.changes import read_body
from jointdesk.domain.heirs import MARK
from jointdesk.domain.shared_desk import ERASURE

SUPERSEDED = "superseded"
"""The field of an erasure that says that its texts were replaced and kept for their time."""

LASTING = (
    ERASURE, "desk", "person", "seat", "organisation", "collection", "leaver", "kept_out",
)  # fmt: skip
"""The types of items that no erasure reaches, on no machine and on no server.

The server's own list is `desk.is_lasting` in db/postgres.
"""


def erased_here(
    connection: sqlite3.Connection, stream: str, body: str
) -> Iterator[tuple[str, int, str]]:
    """Yield the device, number and item of each change here that an erasure's body names."""
    dots, hashes = erased(body)
    for device, n in dots:
        row = connection.execute(
            "SELECT item_id, item_type, lower(hex(body_hash)) FROM change"
            " WHERE stream_id = ? AND device = ? AND n = ?",
            (stream, device, n),
        ).fetchone()
        if row and row[1] not in LASTING and (not hashes or row[2] in hashes):
            yield device, n, row[0]
    if hashes and _has_heirs(connection):  # else nothing is anywhere under another name
        rows = connection.execute(
            "SELECT device, n, item_id, item_type FROM change WHERE stream_id = ?"
            " AND lower(hex(body_hash)) IN (SELECT value FROM json_each(?))",
            (stream, json.dumps(sorted(hashes))),
        ).fetchall()
        yield from (row[:3] for row in rows if row[3] not in LASTING)


def erased(body: str) -> tuple[list[tuple[str, int]], frozenset[str]]:
    """Return what an erasure's body names: devices with numbers, and hashes in hexadecimal."""
    read = read_body(body)
    dots, hashes = (read.values.get(name) if read else None for name in ("dots", "hashes"))
    named = []
    for dot in dots if isinstance(dots, list) else ():
        device, _, n = str(dot).rpartition("/")
        if n.isdecimal() and n.isascii() and len(n) <= 18:
            named.append((device, int(n)))
    return named, frozenset(map(str, hashes)) if isinstance(hashes, list) else frozenset()


def is_superseded(body: str) -> bool:
    """True where an erasure is of texts that were replaced, and hides nothing from anybody."""
    read = read_body(body)
    return read is not None and read.values.get(SUPERSEDED) is True


def overwrite_erased(connection: sqlite3.Connection) -> None:
    """Have what this connection removes from the file overwritten there, from now on."""
    connection.execute("PRAGMA secure_delete = ON")


def _has_heirs(connection: sqlite3.Connection) -> bool:
    found = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM device WHERE instr(id, ?))", (MARK,)
    ).fetchone()
    return bool(found[0])
