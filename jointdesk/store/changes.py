"""The one way in which what people say enters the desk: appended to the log, state kept in step.

Nothing is altered in place. `record` appends, in one transaction, a change for each write that
says something new, and brings the item's current row to what its changes now come to.
"""

import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.canonical import canonical_json
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
    chain_hash,
    fold,
    news,
    read_body,
    state_after,
    tick,
)
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.heirs import marked, resolved, short_hash
from jointdesk.domain.items import Write
from jointdesk.domain.superseding import whole
from jointdesk.store.desk import Desk
from jointdesk.store.streams import add_stream, stream_id

_SELECT = (
    "SELECT c.stream_id, c.device, c.n, c.item_id, c.item_type, c.schema, c.hlc, c.author,"
    " c.on_behalf_of, c.body_hash, p.body FROM change c LEFT JOIN payload p"
    " ON p.stream_id = c.stream_id AND p.device = c.device AND p.n = c.n"
)

LONGEST = 4_000_000
"""Characters of a change's body: the server of a shared desk takes no longer one (JD010)."""

ORGANISATION = "organisation"
"""The item type whose first change gives the organisation its stream."""


def record(
    desk: Desk,
    actor: Actor,
    label: str,
    writes: Iterable[Write],
    final: str = "",
    *,
    automatic: bool = False,
    is_whole: bool = False,
) -> str:
    """Record the writes as one action and return its id; "" where they say nothing new.

    Several writes to one item are recorded one after the other. `final` says in a sentence why
    the action cannot be undone, "" where it can. An `automatic` one is nobody's to undo: a source
    shows what was wanted. Where `is_whole`, a write that says anything new says all of its item
    again: see `domain.superseding`.

    Raises:
        WrongUseError: a text holds half a character, so that nothing could ever read it, or it is
            longer than a shared desk can take.
        DeskFileError: the desk is busy or cannot be written; nothing was changed.
    """
    body = Body(new_action(), label, actor.at, final=final, automatic=automatic)
    try:
        with desk.transaction(), appending(desk, actor) as log:
            recorded = [log.append(write, body, is_whole=is_whole) for write in writes]
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
    known: "Known | None" = None,
) -> bool:
    """Append one write in the running transaction, and write it to the file: see `Appender`."""
    with appending(desk, actor) as log:
        return log.append(write, body, only_news=only_news, known=known)


@contextmanager
def appending(desk: Desk, actor: Actor) -> Iterator["Appender"]:
    """Give what appends in the running transaction, and write at the end what it holds back."""
    log = Appender(desk, actor)
    yield log
    log.flush()


class Known(NamedTuple):
    """What the log holds of an item in one stream, and what it comes to."""

    changes: Sequence[Change]
    state: ItemState | None


def known_of(changes: Iterable[Change]) -> Known:
    """Return changes with what they come to."""
    found = list(changes)
    return Known(found, fold(found))


class Appender:
    """What one action appends to the log, in the running transaction.

    Rows are written many at a time, those of items in the order of their keys: an import writes
    tens of thousands. Until then only `append` itself knows of them, so nobody else may append
    meanwhile, or read the items that are written.
    """

    def __init__(self, desk: Desk, actor: Actor) -> None:
        """Use `appending`."""
        self._desk = desk
        self._actor = actor
        self._clock = -1
        self._ends: dict[str, tuple[int, bytes]] = {}
        self._streams: dict[str, str] = {}
        self._rows: list[tuple[object, ...]] = []
        self._payloads: list[tuple[object, ...]] = []
        self._known: dict[tuple[str, str], Known] = {}

    def append(
        self,
        write: Write,
        body: Body,
        *,
        only_news: bool = True,
        is_whole: bool = False,
        known: Known | None = None,
    ) -> bool:
        """Append one write, with all of `body` but its fields and base.

        Returns whether a change was appended: with `only_news` not where it would say nothing
        new. `known` is what the log holds of the item in that stream, where it was read already.
        `is_whole` is as for `record`.
        """
        connection = self._desk.connection
        if write.stream not in self._streams:
            self._streams[write.stream] = stream_id(connection, write.stream)
        stream = self._streams[write.stream]
        key = stream, write.item_id
        known = self._known.get(key) or known
        known = known or known_of(changes_of(connection, write.item_id, stream))
        _refuse_other_type(known.changes, write)
        values = news(write.fields, known.state) if only_news else write.fields
        if only_news and not values:
            return False
        if is_whole:
            values = whole(values, known.state)
        base = base_of(values, known.state)
        body = body._replace(values=values, base=base, label=write.label or body.label)
        change = self._add(stream, write, marked(body, known.changes))
        state = state_after(known.state, known.changes, change)
        self._known[key] = Known([*known.changes, change], state)
        if write.type == ORGANISATION and known.state is None:
            add_stream(connection, "org", write.item_id)
        if len(self._rows) >= _MOST_HELD:
            self.flush()
        return True

    def _add(self, stream: str, write: Write, body: Body) -> Change:
        """Number and chain a change: in BEGIN IMMEDIATE, so no number is taken twice."""
        device = self._desk.device()
        if stream not in self._ends:
            self._ends[stream] = _end(self._desk.connection, stream, device)
        if self._clock < 0:
            self._clock = _latest_clock(self._desk.connection)
        n, previous = self._ends[stream]
        n, self._clock = n + 1, tick(self._clock, self._actor.at)
        header = Header(
            stream, device, n, write.item_id, write.type, SCHEMA, self._clock,
            self._actor.person_id, self._actor.on_behalf_of,
        )  # fmt: skip
        text, salt = body_text(body), secrets.token_bytes(SALT_BYTES)
        if len(text) > LONGEST:
            raise WrongUseError(
                "That is too large to be kept: of one thing at most four million characters can be"
                " said at once. Nothing was changed."
            )
        hash_of_body = body_hash(salt, text)
        chained = chain_hash(previous, header, hash_of_body)
        self._ends[stream] = n, chained
        self._rows.append((*header, hash_of_body, chained))
        self._payloads.append((stream, device, n, salt, text))
        return Change(header, body, short_hash(hash_of_body))

    def flush(self) -> None:
        """Write what is held back."""
        connection = self._desk.connection
        connection.executemany(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._rows
        )
        connection.executemany("INSERT INTO payload VALUES (?, ?, ?, ?, ?)", self._payloads)
        known = sorted(self._known.items(), key=itemgetter(0))
        connection.executemany(
            _PUT_ITEM, [item_row(*place, one.state) for place, one in known if one.state]
        )
        self._rows, self._payloads, self._known = [], [], {}


_MOST_HELD = 5000
"""How many changes are held back at most: some ten megabytes."""


def changes_of(connection: sqlite3.Connection, item_id: str, stream: str) -> Iterator[Change]:
    """Yield what one stream's log holds of an item, by present names."""
    rows = connection.execute(
        f"{_SELECT} WHERE c.item_id = ? AND c.stream_id = ?", (item_id, stream)
    )
    return iter(resolved(map(_change, rows)))


def all_changes(connection: sqlite3.Connection, condition: str, *values: object) -> list[Change]:
    """Return the changes that meet an SQL condition, oldest first."""
    sql = f"{_SELECT} WHERE {condition} ORDER BY c.hlc, c.device, c.n"
    return resolved(map(_change, connection.execute(sql, values)))


def store_state(
    connection: sqlite3.Connection, stream: str, item_id: str, state: ItemState | None
) -> None:
    """Make the item's row in that stream say what its changes come to."""
    if state is None:
        connection.execute("DELETE FROM item WHERE stream_id = ? AND id = ?", (stream, item_id))
        return
    connection.execute(_PUT_ITEM, item_row(stream, item_id, state))


_PUT_ITEM = "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?, ?)"


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
        stream = stream_id(desk.connection, stream)
        desk.connection.execute(
            "DELETE FROM payload WHERE (stream_id, device, n) IN (SELECT stream_id, device, n"
            " FROM change WHERE item_id = ? AND stream_id = ?)",
            (item_id, stream),
        )
        note_erased(desk.connection)
        store_state(desk.connection, stream, item_id, None)


def note_erased(connection: sqlite3.Connection) -> None:
    """Note, in the transaction that erases, that bytes of it are in the file until `scrub`."""
    connection.execute("INSERT OR REPLACE INTO derived VALUES ('unscrubbed', '1')")


def scrub(desk: Desk) -> None:
    """Write the file anew, so that no byte of what was erased is left in it or beside it."""
    desk.connection.execute("VACUUM")
    (is_read, *_) = desk.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_read:  # by somebody just now, who holds the bytes in the file beside it: the next time
        return
    with desk.transaction():
        desk.connection.execute("DELETE FROM derived WHERE name = 'unscrubbed'")


def scrub_if_due(desk: Desk) -> None:
    """Scrub the file where something was erased and the program ended, or failed, before it was."""
    is_due = "SELECT EXISTS (SELECT 1 FROM derived WHERE name = 'unscrubbed')"
    if desk.connection.execute(is_due).fetchone()[0]:
        scrub(desk)


def _end(connection: sqlite3.Connection, stream: str, device: str) -> tuple[int, bytes]:
    """Return the number and the chain hash of a device's last change in a stream."""
    last = connection.execute(
        "SELECT n, chain_hash FROM change WHERE stream_id = ? AND device = ?"
        " ORDER BY n DESC LIMIT 1",
        (stream, device),
    ).fetchone()
    return last or (0, GENESIS)


def _latest_clock(connection: sqlite3.Connection) -> int:
    (clock,) = connection.execute("SELECT coalesce(max(hlc), 0) FROM change").fetchone()
    return int(clock)


def _refuse_other_type(known: Iterable[Change], write: Write) -> None:
    if any(change.header.item_type != write.type for change in known):
        raise ValueError(f"item {write.item_id} is no {write.type}")


def _change(row: tuple[object, ...]) -> Change:
    *header, hash_of_body, body = row
    return Change(Header(*header), read_body(body), short_hash(hash_of_body))  # type: ignore[arg-type]
