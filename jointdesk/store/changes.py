"""The one way in which what people say enters the desk: appended to the log, state kept in step.

Nothing is altered in place. `record` appends, in one transaction, a change for each write that
says something new, and brings the item's current row to what its changes now come to.
"""

import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from jointdesk.domain.actors import Actor
from jointdesk.domain.changes import (
    GENESIS,
    SALT_BYTES,
    SCHEMA,
    Body,
    Change,
    Collision,
    Header,
    ItemState,
    base_of,
    body_hash,
    body_text,
    canonical_json,
    chain_hash,
    fold,
    news,
    read_body,
    tick,
)
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Write
from jointdesk.store.desk import Desk
from jointdesk.store.streams import add_stream, stream_id

_SELECT = (
    "SELECT c.stream_id, c.device, c.n, c.item_id, c.item_type, c.schema, c.hlc, c.author,"
    " c.on_behalf_of, p.body FROM change c LEFT JOIN payload p"
    " ON p.stream_id = c.stream_id AND p.device = c.device AND p.n = c.n"
)

ORGANISATION = "organisation"
"""The item type whose first change gives the organisation its stream."""


def record(desk: Desk, actor: Actor, label: str, writes: Iterable[Write], final: str = "") -> str:
    """Record the writes as one action and return its id; "" where they say nothing new.

    Several writes to one item are recorded one after the other. `final` says in a sentence why
    the action cannot be undone, "" where it can.

    Raises:
        WrongUseError: a text holds half a character, so that nothing could ever read it.
        DeskFileError: the desk is busy or cannot be written; nothing was changed.
    """
    body = Body(new_action(), label, actor.at, final=final)
    try:
        with desk.transaction():
            recorded = [append(desk, actor, write, body) for write in writes]
    except UnicodeEncodeError as error:
        raise WrongUseError("The text holds a broken character and cannot be stored.") from error
    return body.action if any(recorded) else ""


def new_action() -> str:
    """Return the id of an action about to be recorded."""
    return secrets.token_hex(8)


def append(
    desk: Desk,
    actor: Actor,
    write: Write,
    body: Body,
    *,
    only_news: bool = True,
    known: Sequence[Change] | None = None,
) -> bool:
    """Append one write in the running transaction, with all of `body` but its fields and base.

    Returns whether a change was appended: with `only_news` not where it would say nothing new.
    `known` is what the log holds of the item in that stream, where it was read already.
    """
    stream = stream_id(desk.connection, write.stream)
    if known is None:
        known = list(changes_of(desk.connection, write.item_id, stream))
    state = fold(known)
    _refuse_other_type(known, write)
    values = news(write.fields, state) if only_news else write.fields
    if only_news and not values:
        return False
    body = body._replace(values=values, base=base_of(values, state))
    change = _insert(desk, actor, stream, write, body)
    store_state(desk.connection, stream, write.item_id, fold([*known, change]))
    if write.type == ORGANISATION:
        add_stream(desk.connection, "org", write.item_id)
    return True


def changes_of(connection: sqlite3.Connection, item_id: str, stream: str) -> Iterator[Change]:
    """Yield what one stream's log holds of an item."""
    rows = connection.execute(
        f"{_SELECT} WHERE c.item_id = ? AND c.stream_id = ?", (item_id, stream)
    )
    return map(_change, rows)


def all_changes(connection: sqlite3.Connection, condition: str, *values: object) -> list[Change]:
    """Return the changes that meet an SQL condition, oldest first."""
    sql = f"{_SELECT} WHERE {condition} ORDER BY c.hlc, c.device, c.n"
    return [_change(row) for row in connection.execute(sql, values)]


def store_state(
    connection: sqlite3.Connection, stream: str, item_id: str, state: ItemState | None
) -> None:
    """Make the item's row in that stream say what its changes come to."""
    if state is None:
        connection.execute("DELETE FROM item WHERE stream_id = ? AND id = ?", (stream, item_id))
        return
    connection.execute(
        "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?, ?)", item_row(stream, item_id, state)
    )


def item_row(stream: str, item_id: str, state: ItemState) -> tuple[object, ...]:
    """Return the columns of an item's row."""
    fields, heads = canonical_json(state.fields), canonical_json(state.heads)
    return stream, item_id, state.type, state.order, fields, heads


def collisions(desk: Desk, item_id: str) -> tuple[Collision, ...]:
    """Return the fields that were given several values at once, the shown value first."""
    found: list[Collision] = []
    rows = desk.connection.execute(
        "SELECT stream_id FROM item WHERE id = ? ORDER BY created", (item_id,)
    )
    for (stream,) in rows.fetchall():
        if state := fold(changes_of(desk.connection, item_id, stream)):
            found.extend(state.collisions)
    return tuple(found)


def erase_item(desk: Desk, item_id: str, stream: str) -> None:
    """Erase all that a stream says about an item; its hashes stay, so the chains still verify.

    Call `scrub` after the transaction: until then the bytes are still in the file.
    """
    with desk.transaction():
        known = changes_of(desk.connection, item_id, stream_id(desk.connection, stream))
        dots = [change.header[:3] for change in known]
        desk.connection.executemany(
            "DELETE FROM payload WHERE stream_id = ? AND device = ? AND n = ?", dots
        )
        store_state(desk.connection, stream_id(desk.connection, stream), item_id, None)


def scrub(desk: Desk) -> None:
    """Write the file anew, so that no byte of what was erased is left in it or beside it."""
    desk.connection.execute("VACUUM")
    desk.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _insert(desk: Desk, actor: Actor, stream: str, write: Write, body: Body) -> Change:
    """Number, chain and store a change: in BEGIN IMMEDIATE, so no number is taken twice."""
    connection = desk.connection
    device = desk.device()
    last = connection.execute(
        "SELECT n, chain_hash FROM change WHERE stream_id = ? AND device = ?"
        " ORDER BY n DESC LIMIT 1",
        (stream, device),
    ).fetchone()
    n, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    (clock,) = connection.execute("SELECT coalesce(max(hlc), 0) FROM change").fetchone()
    header = Header(
        stream, device, n, write.item_id, write.type, SCHEMA, tick(clock, actor.at),
        actor.person_id, actor.on_behalf_of,
    )  # fmt: skip
    text, salt = body_text(body), secrets.token_bytes(SALT_BYTES)
    hash_of_body = body_hash(salt, text)
    connection.execute(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*header, hash_of_body, chain_hash(previous, header, hash_of_body)),
    )
    connection.execute(
        "INSERT INTO payload VALUES (?, ?, ?, ?, ?)", (stream, device, n, salt, text)
    )
    return Change(header, body)


def _refuse_other_type(known: Iterable[Change], write: Write) -> None:
    if any(change.header.item_type != write.type for change in known):
        raise ValueError(f"item {write.item_id} is no {write.type}")


def _change(row: tuple[object, ...]) -> Change:
    *header, body = row
    return Change(Header(*header), read_body(body))  # type: ignore[arg-type]
