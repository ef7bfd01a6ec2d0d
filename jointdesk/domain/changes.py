"""The change log as values: its bytes, its hashes, its clock, and the state that follows from it.

A change is one write to one item in one stream, numbered by the device that made it. Its bytes
and hashes (the encoding here) are fixed for ever: other machines and outside checkers compute
them again. The state of an item is a pure function of the *set* of its changes: causes decide
(each write names the writes it replaces), the clock only orders what is truly concurrent, and a
concurrent value that is not shown is kept and can be shown.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from jointdesk.domain.canonical import canonical_json
from jointdesk.domain.items import DELETED, Fields, Json
from jointdesk.domain.moments import Instant

SCHEMA = 1
"""The version of the body's format that this program writes."""

GENESIS = bytes(32)
"""The chain hash before the first change of a device in a stream."""

SALT_BYTES = 16

Dot: TypeAlias = str
"""Names one change within a stream: the device's id, a slash, and its number."""

Dots: TypeAlias = Mapping[str, tuple[Dot, ...]]
"""Changes by field name."""

_LOGICAL_BITS = 16
_LATEST = 1 << 62


class Header(NamedTuple):
    """What the chain holds of a change in the clear, in the order in which it is hashed."""

    stream_id: str
    device: str
    n: int
    item_id: str
    item_type: str
    schema: int
    hlc: int
    author: str
    on_behalf_of: str


class Body(NamedTuple):
    """What a change says. All changes of one command or gesture share `action`.

    They share `label` too, but for those that other people read than the rest (`Write.label`).
    `values` are the fields' new values, null to take one away. `base` names the changes that the
    author's desk showed: those a written field replaces, and for other fields those that were
    seen. `undoes` or `redoes` is the action that this one reverses; `restores` then names, by
    field, the changes whose values it brings back. `hashes` holds for each name the short hash of
    the change that is meant: where a machine is put back, another one can come by that name.
    `final` says in a sentence why the action cannot be undone, "" where it can. `automatic` is
    True where the program noted by itself that a source now shows what somebody wanted: nobody
    undoes that.
    """

    action: str
    label: str
    at: Instant
    values: Fields = {}
    base: Dots = {}
    hashes: Mapping[Dot, str] = {}
    undoes: str = ""
    redoes: str = ""
    restores: Dots = {}
    final: str = ""
    automatic: bool = False


class Change(NamedTuple):
    """One change: `body` is None where it was erased or cannot be read, `mark` its short hash."""

    header: Header
    body: Body | None
    mark: str = ""

    @property
    def dot(self) -> Dot:
        """The name by which other changes of its stream refer to this one."""
        return f"{self.header.device}/{self.header.n}"

    @property
    def rank(self) -> tuple[int, str, int]:
        """The order among concurrent changes: the clock, then the device, then its number."""
        return self.header.hlc, self.header.device, self.header.n


class Collision(NamedTuple):
    """A field that was given several values at once: each value with who gave it, shown first."""

    field: str
    values: tuple[tuple[Json, str], ...]


class ItemState(NamedTuple):
    """What one stream says about one item.

    `order` sorts items by creation. `fields` are the shown values. `heads` names, by field, the
    changes that nothing has replaced: several where a field was written concurrently.
    """

    type: str
    order: int
    fields: dict[str, Json]
    heads: dict[str, tuple[Dot, ...]]
    collisions: tuple[Collision, ...] = ()


# Bytes and hashes


def body_text(body: Body) -> str:
    """Return the JSON text of a body, as it is stored and hashed."""
    parts: dict[str, object] = {
        "action": body.action,
        "at": body.at,
        "base": body.base,
        "label": body.label,
        "set": body.values,
    }
    for name in ("hashes", "undoes", "redoes", "restores", "final", "automatic"):
        if getattr(body, name):
            parts[name] = getattr(body, name)
    return canonical_json(parts)


_LAST = Instant(10**11)
"""A time in the year 5138: what says that it was said later is malformed."""


def read_body(text: str | None) -> Body | None:
    """Return the body of a stored text; None where it was erased or is malformed.

    A malformed change stays in the log, is shown as unreadable and harms no other. Text that is
    not canonical is malformed: two readings of one text could differ.
    """
    if text is None:
        return None
    try:
        parts = json.loads(text)
        if canonical_json(parts) != text:
            return None
        body = Body(
            action=parts["action"],
            label=parts["label"],
            at=parts["at"],
            values=parts["set"],
            base=_dots(parts["base"]),
            hashes={dot: str(mark) for dot, mark in parts.get("hashes", {}).items()},
            undoes=parts.get("undoes", ""),
            redoes=parts.get("redoes", ""),
            restores=_dots(parts.get("restores", {})),
            final=parts.get("final", ""),
            automatic=parts.get("automatic", False),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    texts = (body.action, body.label, body.undoes, body.redoes, body.final)
    is_sound = isinstance(body.values, dict) and isinstance(body.automatic, bool)
    is_sound = is_sound and type(body.at) is int and 0 <= body.at <= _LAST
    return body if is_sound and all(isinstance(one, str) for one in texts) else None


def _dots(parts: dict[str, list[str]]) -> Dots:
    return {field: tuple(map(str, dots)) for field, dots in parts.items()}


def body_hash(salt: bytes, body: str) -> bytes:
    """Return the hash that stays when the body is erased: sha256(salt, body as UTF-8)."""
    return hashlib.sha256(salt + body.encode()).digest()


def fields_hash(fields: Fields) -> str:
    """Return the hash by which a decision's version is listed: sha256, in hexadecimal."""
    return hashlib.sha256(canonical_json(dict(fields)).encode()).hexdigest()


def chain_hash(previous: bytes, header: Header, hash_of_body: bytes) -> bytes:
    """Return the hash that ties a change to all before it: sha256(previous, header, body hash)."""
    encoded = canonical_json(list(header)).encode()
    return hashlib.sha256(previous + encoded + hash_of_body).digest()


# The hybrid logical clock


def tick(last: int, at: Instant) -> int:
    """Return the clock of a change made at that moment, later than every change known so far.

    Milliseconds since 1970 times 65,536, so that there is room for many changes in one; a clock
    that was set back loses nothing and changes no order. Bounded, so that any store can hold it.
    """
    return max(last + 1, min(at * 1000 << _LOGICAL_BITS, _LATEST))


def clock_instant(hlc: int) -> Instant:
    """Return the moment that a clock value stands for."""
    return (hlc >> _LOGICAL_BITS) // 1000


def clock_at(when: Instant) -> int:
    """Return the least clock value of a moment: what was said then or later has no smaller one."""
    return when * 1000 << _LOGICAL_BITS


# The state that follows


def fold(changes: Iterable[Change]) -> ItemState | None:
    """Return what the changes of one item in one stream come to, in whatever order they are given.

    None where nothing can be read any more.
    """
    known = sorted(changes, key=lambda change: change.rank)
    heads = _heads(known)
    if not heads:
        return None
    shown = {field: value_of(found[-1], field) for field, found in heads.items()}
    fields: dict[str, Json] = {
        field: value for field, value in shown.items() if value is not None and field != DELETED
    }
    is_deleted = _is_deleted(heads)
    if is_deleted:
        fields[DELETED] = True
    first = known[0].header
    return ItemState(
        type=first.item_type,
        order=first.hlc,
        fields=fields,
        heads={field: tuple([change.dot for change in found]) for field, found in heads.items()},
        collisions=_collisions(heads, is_deleted),
    )


def state_after(state: ItemState | None, known: Iterable[Change], change: Change) -> ItemState:
    """Return `fold` of what was known, whose state that is, and a change made in sight of it.

    Its base is that of `base_of`. Where nothing collides only the fields that it gives change.
    """
    if state is None or state.collisions:
        found = fold([*known, change])
        assert found is not None  # the change itself can be read
        return found
    given = change.body.values if change.body else {}
    fields = {name: value for name, value in state.fields.items() if name not in given}
    fields |= {
        name: value
        for name, value in given.items()
        if value is not None and (name != DELETED or value is True)
    }
    return state._replace(fields=fields, heads=state.heads | dict.fromkeys(given, (change.dot,)))


def news(fields: Fields, state: ItemState | None) -> Fields:
    """Return the fields that would say something new: another value, or an end to a collision."""
    if DELETED in fields:
        fields = {**fields, DELETED: fields[DELETED] or None}
    if state is None:
        return {field: value for field, value in fields.items() if value is not None}
    shown = state.fields
    colliding = {collision.field for collision in state.collisions}
    return {
        field: value
        for field, value in fields.items()
        if field in colliding or not _same(value, shown.get(field))
    }


def _same(one: Json, other: Json) -> bool:
    """True if two values have one text: true is not 1."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return canonical_json(one) == canonical_json(other)


def base_of(values: Fields, state: ItemState | None) -> Dots:
    """Return the base of a change that gives these values where the state is shown.

    It names what the change replaces, and what else it was made in sight of: every field, if it
    takes the item away; that the item was taken away, if it edits it nevertheless.
    """
    if state is None:
        return {}
    seen = state.heads.keys() if DELETED in values else {*values, DELETED}
    return {field: state.heads[field] for field in sorted(seen) if field in state.heads}


def replaced(change: Change, field: str, known: Mapping[Dot, Change]) -> Change | None:
    """Return the change whose value stood in the field before, None if it had no value.

    Of several that collided it is the one that was shown. `known` are the changes of the item in
    that stream.
    """
    dots = change.body.base.get(field, ()) if change.body else ()
    found = [known[dot] for dot in dots if dot in known]
    return max(found, key=lambda one: one.rank, default=None)


def value_of(change: Change | None, field: str) -> Json:
    """Return what a change says of a field, null where it says nothing or was erased."""
    return change.body.values.get(field) if change and change.body else None


def _heads(known: list[Change]) -> dict[str, list[Change]]:
    """The changes of each field that no other one replaces, by rank.

    Only a later change can replace, for a forged circle would leave no head at all; or one that
    says by its hash which it means, as in a circle none can. Clocks alone do not tell: one that was
    ahead is put right on each machine that has it, and may come to be later than what replaced it.
    """
    by_dot = {change.dot: change for change in known}
    gone: set[tuple[str, Dot]] = set()
    for change in known:
        if change.body and change.body.base:
            meant = {*change.body.hashes.values()}
            for field in change.body.values:
                for dot in change.body.base.get(field, ()):
                    one = by_dot.get(dot)
                    if one is not None and (one.rank < change.rank or one.mark in meant):
                        gone.add((field, dot))
    heads: dict[str, list[Change]] = {}
    for change in known:
        for field in change.body.values if change.body else ():
            if (field, change.dot) not in gone:
                heads.setdefault(field, []).append(change)
    return dict(sorted(heads.items()))


def _is_deleted(heads: dict[str, list[Change]]) -> bool:
    """True if somebody took the item away and nobody who had not seen that has edited it."""
    deletions = heads.get(DELETED, [])
    if not deletions or any(value_of(change, DELETED) is not True for change in deletions):
        return False
    shown = (change for field, found in heads.items() if field != DELETED for change in found)
    edits = {change.dot: change for change in shown}
    return any(_knows_all(deletion, edits) for deletion in deletions)


def _knows_all(deletion: Change, edits: Mapping[Dot, Change]) -> bool:
    """True if of each edit and the deletion one was made in sight of the other, or is the other."""
    dot, seen = deletion.dot, _seen(deletion)
    return all(
        edit == dot or edit in seen or dot in _seen(change) for edit, change in edits.items()
    )


def _seen(change: Change) -> set[Dot]:
    """The changes that somebody saw who made this one."""
    return {dot for dots in change.body.base.values() for dot in dots} if change.body else set()


def _collisions(heads: dict[str, list[Change]], is_deleted: bool) -> tuple[Collision, ...]:
    found = []
    for field, changes in heads.items():
        if len(changes) == 1 and field != DELETED:
            continue
        given = tuple(
            (value_of(change, field), change.header.author) for change in reversed(changes)
        )
        if len({canonical_json(value) for value, _ in given}) > 1:
            found.append(Collision(field, given))
        elif field == DELETED and given[0][0] is True and not is_deleted:
            found.append(Collision(field, given))  # edited while it was being taken away
    return tuple(found)
