"""Collisions: two people changed one thing at once. Both values are kept; a person settles it."""

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.canonical import canonical_json
from jointdesk.domain.changes import Change, value_of
from jointdesk.domain.collisions import AWAY, PARTS, Part
from jointdesk.domain.decision_fields import DECISION, LOCKED
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.events import EVENT, is_wordless
from jointdesk.domain.items import DELETED, Json, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import OVERLAY
from jointdesk.domain.people import Audience
from jointdesk.domain.shared_desk import CARRIED, KEPT
from jointdesk.domain.words import plain_name
from jointdesk.operations.blocks import following
from jointdesk.operations.collision_words import said_words, title_of_series
from jointdesk.operations.history import may_know
from jointdesk.operations.naming import Names
from jointdesk.store.collisions import Contested, list_contested
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.moving import record_in_place
from jointdesk.store.people import person_names
from jointdesk.store.reading import ReadableDesk


class Said(NamedTuple):
    """One of the values: what, in words, who said it and when. `values` are by field.

    `key` names it among those it stands with: where others stand there, it is another.
    """

    key: str
    values: dict[str, Json]
    words: str
    author: str
    author_name: str
    at: Instant


class ItemCollision(NamedTuple):
    """One part of an item that several people changed at once; the value shown is first.

    `field` is the part's name, `label` what people call it, `title` what the item is called.
    """

    item: str
    type: str
    stream: str
    title: str
    field: str
    label: str
    said: tuple[Said, ...]

    def value(self, key: str) -> Said | None:
        """Return the value of that key, None where it is not there."""
        return next((one for one in self.said if one.key == key), None)


def list_collisions(
    desk: ReadableDesk, audience: Audience, item_id: str = ""
) -> list[ItemCollision]:
    """Return what this audience may settle, of one item or of all."""
    connection = desk.connection
    contested = list_contested(connection, [*PARTS], item_id)
    if not contested:
        return []
    people, names = person_names(connection), Names(desk, audience)
    found = []
    for one in contested:
        if not audience.reads(one.stream):
            continue
        title = _title(desk, audience, names, one)
        if title is not None:
            found += list(_of_item(one, title, people, names))
    return found


def settle(
    desk: Desk, actor: Actor, audience: Audience, item_id: str, field: str, key: str
) -> ItemCollision:
    """Say which of the values is right, by its key; return what it was about, with it alone.

    It takes the place of all, so nothing may have been said since they were listed.

    Raises:
        NotFoundError: nothing like that has collided, or somebody has settled it.
        WrongUseError: other values stand there by now, or the text of a decision is fixed.
    """
    one = _collision(desk, audience, item_id, field)
    said = one.value(key)
    if said is None:
        raise WrongUseError(_CHANGED.format(plain_name(one.title)))
    if said is not one.said[0]:
        _refuse_fixed(desk, one)
    write = Write(one.item, one.type, said.values, one.stream)

    def chosen() -> Iterator[Write]:
        """Yield the write, in its transaction, unless something has come in meanwhile."""
        if _collision(desk, audience, item_id, field).value(key) is None:
            raise WrongUseError(_CHANGED.format(plain_name(one.title)))
        yield write

    label = f"Settled “{one.title}”: {one.label[0].lower()}{one.label[1:]}"
    record_in_place(desk, actor, label, chosen(), then=following(desk, actor, [write]))
    return one._replace(said=(said,))


_CHANGED = "Something else was said of “{}” meanwhile. Nothing was settled: look at it again."


def _collision(desk: Desk, audience: Audience, item_id: str, field: str) -> ItemCollision:
    for one in list_collisions(desk, audience, item_id):
        if one.field == field:
            return one
    raise NotFoundError(f"“{field}” of {item_id} needs nothing. “desk collisions” shows all.")


def _refuse_fixed(desk: Desk, one: ItemCollision) -> None:
    item = find_item(desk.connection, one.item) if one.type == DECISION.name else None
    if item is not None and item.fields.get("date_taken") and one.field in LOCKED:
        raise WrongUseError(
            "The decision was taken with the text that is shown. Take that one here, and amend the"
            " decision if the other is right."
        )


# What collides


def _of_item(
    one: Contested, title: str, people: dict[str, str], names: Names
) -> Iterator[ItemCollision]:
    colliding = {collision.field for collision in one.state.collisions}
    for part in PARTS[one.state.type].values():
        if colliding.isdisjoint(part.names):
            continue
        said = _said(one, part, people, names)
        if len(said) > 1:
            yield ItemCollision(
                one.item_id, one.state.type, one.stream, title, part.name, part.label, said
            )


def _said(one: Contested, part: Part, people: dict[str, str], names: Names) -> tuple[Said, ...]:
    """Return the values of a part, each once, the one shown first; what a program noted is none.

    But what it carried to where a thing is kept now somebody said: nothing tells any more who.
    """
    found: dict[str, Said] = {}
    for change in _heads(one, part):
        body = change.body
        if body is None or (body.automatic and body.label not in (CARRIED, KEPT)):
            continue
        values: dict[str, Json] = {
            name: value_of(change, name) if name in body.values else one.state.fields.get(name)
            for name in part.names
        }
        if part is AWAY and values[DELETED] is not True:
            values[DELETED] = None
        author = "" if body.automatic else change.header.author
        told = {field.name: values[field.name] for field in part.fields}
        said = Said(
            "", values, said_words(part, values, names), author, people.get(author, ""), body.at
        )
        found.setdefault(canonical_json(told), said)
    all_told = canonical_json(sorted(found))
    return tuple(said._replace(key=_key(told, all_told)) for told, said in found.items())


def _key(*texts: str) -> str:
    return sha256(canonical_json(texts).encode()).hexdigest()[:8]


def _heads(one: Contested, part: Part) -> list[Change]:
    """Return the changes that nothing has replaced, the shown one first.

    Of what was edited while it was being taken away, the edits are the other side.
    """
    names = one.state.heads if part is AWAY else part.names
    dots = {dot for name in names for dot in one.state.heads.get(name, ())}
    found = sorted((two for two in one.changes if two.dot in dots), key=lambda two: two.rank)
    if part is AWAY:  # it is shown, so what keeps it comes first
        found.sort(key=lambda two: value_of(two, DELETED) is True, reverse=True)
    return found[::-1]


# What it is called


def _title(desk: ReadableDesk, audience: Audience, names: Names, one: Contested) -> str | None:
    """Return what the audience calls the item, None where it may not know of it."""
    fields = one.state.fields
    if one.state.type == OVERLAY:
        return title_of_series(desk, audience, one.item_id)
    if one.state.type == EVENT.name:
        return "Time kept" if is_wordless(fields) else str(fields.get("title") or "No title")
    item = find_item(desk.connection, one.item_id)
    if item is None or not may_know(desk, audience, item):
        return None
    called = names.name_of(one.state.type, one.item_id)
    if called != one.item_id:
        return called
    return str(fields.get("title") or fields.get("name") or fields.get("ref") or "No title")
