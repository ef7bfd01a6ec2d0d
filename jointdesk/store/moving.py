"""Move items from one stream to another: who may read them changes, their id stays.

Into a body's own stream: what the shared stream said is erased there, its hashes stay, and all
that is known is said anew in the other. Out of it: the same is said in the shared stream, and
the body's stream keeps what it said and notes that the item went on.

What the log says of an action is read wherever one of its changes stands. So where an action
reaches a body's own stream, its changes in the shared one call nothing by its name.
"""

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.changes import Body, ItemState, fold
from jointdesk.domain.errors import DeskFileError, WrongUseError
from jointdesk.domain.items import MOVED, Fields, Json, Write
from jointdesk.domain.mirrors import MIRROR
from jointdesk.domain.pending import OVERLAY
from jointdesk.domain.shared_desk import ERASURE, KEPT
from jointdesk.domain.words import without_name
from jointdesk.store.changes import Known, append, changes_of, erase_item, new_action, scrub
from jointdesk.store.desk import Desk
from jointdesk.store.erasures import LASTING
from jointdesk.store.items import find_item
from jointdesk.store.membership import find_membership
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.scrubbing import scrub_or_later
from jointdesk.store.streams import stream_id, stream_name

_OPEN = "shared"


def record_in_place(
    desk: Desk,
    actor: Actor,
    label: str,
    writes: Iterable[Write],
    final: str = "",
    then: Callable[[], Iterable[Write] | None] = lambda: None,
    *,
    automatic: bool = False,
) -> str:
    """Record the writes as one action and return its id, as `record` does; "" for nothing new.

    An item that belongs to another stream than its write names moves there with all that is
    known of it. What is erased is scrubbed from the file before this returns, or later where it is
    busy and the action `automatic`, as for `record`. `then` is called in the same transaction: it
    brings what follows up to date, and returns what is to be recorded too; then again.

    Raises:
        WrongUseError: a text holds half a character, so that nothing could ever read it.
        DeskFileError: the desk is busy or cannot be written; nothing was changed, unless the
            sentence says so.
    """
    body = Body(new_action(), label, actor.at, final=final, automatic=automatic)
    said, erased, is_open = list[bool](), False, True
    try:
        with desk.transaction():
            waiting = list(writes)
            while waiting:
                before = len(said)
                is_open = is_open and all(one.stream == _OPEN for one in waiting)
                for write in waiting if is_open else [_unnamed(label, one) for one in waiting]:
                    is_news, is_erased = append_in_place(desk, actor, write, body)
                    said.append(is_news)
                    erased |= is_erased
                waiting = list(then() or ()) if any(said[before:]) else []
    except UnicodeEncodeError as error:
        raise WrongUseError("The text holds a broken character and cannot be stored.") from error
    if erased:
        (scrub_or_later if automatic else _scrub)(desk)
    return body.action if any(said) else ""


def append_in_place(desk: Desk, actor: Actor, write: Write, body: Body) -> tuple[bool, bool]:
    """Append one write in the running transaction; an item that belongs elsewhere moves there.

    Returns whether it says anything new, and whether anything was erased: then call `scrub` after
    the transaction.
    """
    if (home := _home(desk, write)) == write.stream:
        return append(desk, actor, write, body), False
    return True, _move(desk, actor, write, home, body)


def _unnamed(label: str, write: Write) -> Write:
    """Return a write to the shared stream with nothing called by its name in what the log says."""
    if write.stream != _OPEN or write.label:
        return write
    return write._replace(label=without_name(label))


def _erase(desk: Desk, actor: Actor, item_id: str, body: Body) -> None:
    """Erase what everyone could read of an item; where others have it, tell their machines to."""
    known = desk.connection.execute(
        "SELECT device, n, body_hash FROM change WHERE item_id = ? AND stream_id = ?",
        (item_id, stream_id(desk.connection, _OPEN)),
    ).fetchall()
    fields: dict[str, Json] = {
        "dots": [f"{device}/{n}" for device, n, _ in known],
        "hashes": [hash_of_body.hex() for _, _, hash_of_body in known],
    }
    erase_item(desk, item_id, _OPEN)
    if find_membership(desk.connection) is not None:
        told = body._replace(label=KEPT, final="", automatic=True)
        append(desk, actor, Write(secrets.token_hex(6), ERASURE, fields, _OPEN), told)


def _scrub(desk: Desk) -> None:
    try:
        scrub(desk)
    except sqlite3.Error as error:
        raise DeskFileError(
            "It was moved, but its old words may still lie unused in the file, because another"
            " JointDesk is at work on it. Close that, then run “jointdesk check --repair”."
        ) from error


def moves(desk: ReadableDesk, write: Write) -> bool:
    """True if other people may read the item from now on: what they had read is erased then."""
    return _home(desk, write) != write.stream


class KeptApart(NamedTuple):
    """A thing made here that is kept to an organisation, in whose stream it stands.

    `is_spoken_of` is True where the shared stream says something of it: somebody did not know.
    """

    id: str
    type: str
    stream: str
    is_spoken_of: bool


def kept_apart(connection: sqlite3.Connection) -> list[KeptApart]:
    """Return the things made here that are kept to an organisation: never what a desk stands on."""
    rows = connection.execute(
        "SELECT i.id, i.type, s.kind, s.org_id, EXISTS (SELECT 1 FROM item o JOIN stream t"
        " ON t.id = o.stream_id WHERE o.id = i.id AND t.kind = ?)"
        " FROM stream s CROSS JOIN item i ON i.stream_id = s.id"
        " WHERE s.kind <> ? AND i.type NOT IN (?, ?)"
        " AND json_extract(i.fields, '$.visibility') = 'own_org'"
        " AND json_extract(i.fields, ?) IS NULL"
        # Whoever writes an item chooses what it is called, and of what type it is.
        " AND NOT EXISTS (SELECT 1 FROM change c WHERE c.item_id = i.id"
        " AND c.item_type IN (SELECT value FROM json_each(?)))",
        (_OPEN, _OPEN, OVERLAY, MIRROR, f"$.{MOVED}", json.dumps(LASTING)),
    )
    return [
        KeptApart(id_, type_, stream_name(kind, org), bool(is_open))
        for id_, type_, kind, org, is_open in rows
    ]


def is_unsent(desk: ReadableDesk, item_id: str) -> bool:
    """True if the shared stream says anything of an item that the server has not got yet."""
    found = desk.connection.execute(
        "SELECT 1 FROM change c WHERE c.item_id = ? AND c.stream_id = ? AND NOT EXISTS (SELECT 1"
        " FROM placed p WHERE p.stream_id = c.stream_id AND p.device = c.device AND p.n = c.n)",
        (item_id, stream_id(desk.connection, _OPEN)),
    )
    return found.fetchone() is not None


def _home(desk: ReadableDesk, write: Write) -> str:
    """Return the stream that the item belongs to; where it is new, the one it is written to.

    Where it is kept to an organisation and somebody who did not know of that has said more of it
    in the shared stream, it still belongs there.
    """
    item = find_item(desk.connection, write.item_id)
    if item is None:
        return write.stream
    is_open = write.stream != _OPEN and find_item(desk.connection, write.item_id, (_OPEN,))
    return _OPEN if is_open else item.stream


def _move(desk: Desk, actor: Actor, write: Write, home: str, body: Body) -> bool:
    """Move an item and write to it; return whether anything was erased."""
    item = find_item(desk.connection, write.item_id)
    known = dict(item.fields) if item is not None else {}
    there = _said(desk, write.item_id, write.stream)
    emptied = dict.fromkeys(there.fields if there else ())
    is_narrowing = home == _OPEN
    contested: Fields = {}
    if is_narrowing and there is not None and not there.fields.get(MOVED):
        known |= {name: there.fields[name] for name in _ACCESS & there.fields.keys()}
        contested = _contested(_said(desk, write.item_id, home), there, write)
    if is_narrowing:
        _erase(desk, actor, write.item_id, body)
    else:
        append(desk, actor, write._replace(fields={MOVED: True}, stream=home), body)
    if contested:  # said without sight of what is there, so that neither replaces the other
        unseeing = Known((), None)
        append(desk, actor, write._replace(fields=contested), body, only_news=False, known=unseeing)
    fields = {**emptied, **known, **write.fields, MOVED: None}
    fields = {name: value for name, value in fields.items() if name not in contested}
    append(desk, actor, write._replace(fields=fields), body, only_news=False)
    return is_narrowing


def _said(desk: Desk, item_id: str, stream: str) -> ItemState | None:
    return fold(changes_of(desk.connection, item_id, stream_id(desk.connection, stream)))


_ACCESS = frozenset(("visibility", "org", "orgs"))
"""The fields that say who may read an item: what its body says of them holds."""


def _contested(said: ItemState | None, there: ItemState, write: Write) -> Fields:
    """Return what was said openly of an item's fields that its body says otherwise by now."""
    return {
        name: value
        for name, value in (said.fields.items() if said else ())
        if name not in write.fields and name not in _ACCESS and name != MOVED
        if name in there.fields and there.fields[name] != value
    }
