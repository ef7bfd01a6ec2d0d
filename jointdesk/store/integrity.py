"""Is the desk what it should be? Every damage found is said in one sentence."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

from jointdesk.domain.changes import (
    GENESIS,
    Change,
    Header,
    body_hash,
    chain_hash,
    fields_hash,
    fold,
)
from jointdesk.domain.items import Fields, Json
from jointdesk.store.chains import all_links
from jointdesk.store.changes import all_changes, item_row
from jointdesk.store.desk import Desk
from jointdesk.store.streams import stream_names


def check(desk: Desk) -> list[str]:
    """Return what is damaged: the file, the chains, the items, the texts. Nothing is changed."""
    found: list[str] = []
    try:
        with closing(desk.reader()) as reader:
            reader.execute("BEGIN")  # one moment, though others may write
            for part in (_structure, _references, _chains, _versions, _items, _texts):
                found += part(reader)
    except sqlite3.DatabaseError:
        found.append(
            "The file is damaged and cannot be read to its end. Bring a backup back with"
            " “jointdesk restore FILE”."
        )
    return found


def rebuild_items(desk: Desk) -> None:
    """Make the current state of every item anew from the change log.

    Raises:
        DeskFileError: the desk is busy or cannot be written; nothing was changed.
    """
    with desk.transaction():
        # A damaged text cannot be taken out of the indexes of what texts hold: they go first.
        indexes = desk.connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'item'"
            " AND sql LIKE '%json_extract%'"
        ).fetchall()
        for name, _ in indexes:
            desk.connection.execute(f"DROP INDEX {name}")
        desk.connection.execute("DELETE FROM item")
        desk.connection.executemany(
            "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?)", _rows_of_log(desk.connection)
        )
        for _, sql in indexes:
            desk.connection.execute(sql)


def unreadable_changes(connection: sqlite3.Connection) -> Iterator[Header]:
    """Yield the changes whose text is there and says nothing that this program can read."""
    for change in all_changes(connection, "p.body IS NOT NULL"):
        if change.body is None:
            yield change.header


def _structure(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA integrity_check(20)").fetchall():
        if line != "ok":
            yield f"The file's structure is damaged: {line}."


def _references(connection: sqlite3.Connection) -> Iterator[str]:
    for table, _, other, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(20):
        yield f"A row of the table {table} refers to a row of {other} that is not there."


def _chains(connection: sqlite3.Connection) -> Iterator[str]:
    """Compute every hash again, chain by chain; a chain that broke is named once."""
    names = stream_names(connection)
    chain, n, previous, is_broken = ("", ""), 0, GENESIS, False
    for header, hash_of_body, hash_of_chain, salt, body in all_links(connection):
        if (header.stream_id, header.device) != chain:
            chain, n, previous, is_broken = (header.stream_id, header.device), 0, GENESIS, False
        where = f"change {header.n} of device {header.device} in “{names[header.stream_id]}”"
        if body is not None and not _is_equal(hash_of_body, body_hash, salt, body):
            yield f"The text of {where} was altered."
        is_next = header.n == n + 1 and _is_equal(
            hash_of_chain, chain_hash, previous, header, hash_of_body
        )
        if not is_next and not is_broken:
            is_broken = True
            yield f"The chain of changes is broken at {where}."
        n, previous = header.n, hash_of_chain


def _is_equal(expected: object, hash_of: Callable[..., bytes], *parts: object) -> bool:
    try:
        return hash_of(*parts) == expected
    except (AttributeError, TypeError, ValueError):  # not even of the right type
        return False


def _versions(connection: sqlite3.Connection) -> Iterator[str]:
    """Compare every version of a decision with the hash that its taking or amending listed."""
    listed: dict[str, Json] = {}
    said: list[tuple[str, Fields]] = []
    for change in all_changes(connection, "c.item_type IN ('decision', 'decision_version')"):
        values = change.body.values if change.body else {}
        if values.get("taken_version") and values.get("taken_hash"):
            listed[str(values["taken_version"])] = values["taken_hash"]
        fields = values.get("fields")
        if change.header.item_type == "decision_version" and isinstance(fields, dict):
            said.append((change.header.item_id, fields))
    for version, stated in said:
        if listed.get(version, found := fields_hash(stated)) != found:
            yield f"The version {version} of a decision is not the one that was taken."


def _items(connection: sqlite3.Connection) -> Iterator[str]:
    stored = {row[:2]: row for row in connection.execute("SELECT * FROM item")}
    for row in _rows_of_log(connection):
        if stored.pop(row[:2], None) != row:
            yield f"The item {row[1]} is not what its changes come to; “check --repair” mends it."
    for _, item_id in stored:
        yield f"The item {item_id} has no changes; “check --repair” mends it."


def _rows_of_log(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """The rows of all items, computed from the whole log."""
    known: dict[tuple[str, str], list[Change]] = {}
    for change in all_changes(connection, "1"):
        known.setdefault((change.header.stream_id, change.header.item_id), []).append(change)
    for (stream_id, item_id), changes in known.items():
        if (state := fold(changes)) is not None:
            yield item_row(stream_id, item_id, state)


def _texts(connection: sqlite3.Connection) -> Iterator[str]:
    """Compare every kept text with its hash, and every resource with its version."""
    for table in ("resource_version", "frame"):
        for id_, expected, text in connection.execute(
            f"SELECT id, hash, text FROM {table} WHERE text IS NOT NULL"  # noqa: S608
        ):
            if not _is_equal(expected, lambda text: hashlib.sha256(text).digest(), text):
                yield f"The text of {table.replace('_', ' ')} {id_} was altered."
    for (id_,) in connection.execute(
        "SELECT r.id FROM resource r LEFT JOIN resource_version v"
        " ON v.id = r.version_id AND v.resource_id = r.id AND v.uid = r.uid"
        " AND v.digest = r.digest WHERE v.text IS NULL"
    ).fetchall():
        yield f"The resource {id_} is not what its current version says."
