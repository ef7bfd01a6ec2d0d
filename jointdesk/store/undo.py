"""Undo and redo what one person did, each as a new action in the log.

An action is undone field by field, to the values before it; a field that anyone changed since is
left alone and named. A field that was changed since and then undone to what the action gave
counts as unchanged: its origin is still the action. Where an action is final (a decision was
taken) neither it nor what the same items said before it is undone.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, TypeAlias

from jointdesk.domain.actors import Actor
from jointdesk.domain.changes import (
    Body,
    Change,
    Dot,
    ItemState,
    canonical_json,
    fold,
    replaced,
    value_of,
)
from jointdesk.domain.items import DELETED, Json, Write
from jointdesk.store.changes import Known, all_changes, append, appending, changes_of, new_action
from jointdesk.store.desk import Desk
from jointdesk.store.streams import stream_names

_ACTIONS = """
    SELECT json_extract(p.body, '$.action') AS action, json_extract(p.body, '$.label'),
        coalesce(json_extract(p.body, '$.undoes'), ''),
        coalesce(json_extract(p.body, '$.redoes'), ''),
        coalesce(json_extract(p.body, '$.final'), '')
    FROM change c
    JOIN payload p ON p.stream_id = c.stream_id AND p.device = c.device AND p.n = c.n
    WHERE c.author = ? AND json_valid(p.body)
    GROUP BY action ORDER BY max(c.hlc) DESC
"""
_CHANGES = """
    SELECT c.stream_id, c.item_id, c.device || '/' || c.n
    FROM change c
    JOIN payload p ON p.stream_id = c.stream_id AND p.device = c.device AND p.n = c.n
    WHERE c.author = ? AND json_valid(p.body) AND json_extract(p.body, '$.action') = ?
    ORDER BY c.hlc, c.device, c.n
"""


_AT_ONCE = 500
"""Of how many items the log is read at a time."""

_Place: TypeAlias = tuple[str, str]
"""An item within a stream: the ids of both."""


class Undone(NamedTuple):
    """What was reversed, by the labels of the actions, and what was left alone, in sentences."""

    labels: tuple[str, ...]
    left: tuple[str, ...]


class _Action(NamedTuple):
    """One action of the person; `undoes` or `redoes` is the action that it reversed, else "".

    `final` is the sentence that says why it cannot be undone, "" where it can.
    """

    id: str
    label: str
    undoes: str
    redoes: str
    final: str


class _Reversal(NamedTuple):
    """How one item goes back: new values, the changes they come from, and the fields left."""

    values: dict[str, Json]
    restores: dict[str, tuple[Dot, ...]]
    left: list[str]


_STATUS = "status"
"""The field by which an item takes the steps of its life."""

_KEPT = _Reversal({}, {}, [""])
"""An item that the action created stays as a whole."""


def undo(desk: Desk, actor: Actor, count: int = 1) -> Undone:
    """Reverse the last `count` actions of the acting person that are not yet undone.

    Raises:
        DeskFileError: the desk is busy or cannot be written; nothing was changed.
    """
    return _reverse_last(desk, actor, count, is_redo=False)


def redo(desk: Desk, actor: Actor, count: int = 1) -> Undone:
    """Reverse the last `count` undoings of the acting person that are not yet redone.

    Raises:
        DeskFileError: the desk is busy or cannot be written; nothing was changed.
    """
    return _reverse_last(desk, actor, count, is_redo=True)


def _reverse_last(desk: Desk, actor: Actor, count: int, *, is_redo: bool) -> Undone:
    labels: list[str] = []
    left: list[str] = []
    with desk.transaction():
        actions = [_Action(*row) for row in desk.connection.execute(_ACTIONS, (actor.person_id,))]
        for action in _candidates(actions, is_redo=is_redo)[:count]:
            label = _first_label(action, {one.id: one for one in actions})
            is_reversed, found = _reverse(desk, actor, action, label, is_redo=is_redo)
            left += found
            if is_reversed:
                labels.append(label)
    return Undone(tuple(labels), tuple(dict.fromkeys(left)))


def _candidates(actions: list[_Action], *, is_redo: bool) -> list[_Action]:
    """Those not reversed yet, newest first: undoings for redo, all others for undo."""
    reversed_ = {action.undoes or action.redoes for action in actions}
    return [
        action
        for action in actions
        if action.id not in reversed_ and bool(action.undoes) == is_redo
    ]


def _first_label(action: _Action, known: Mapping[str, _Action]) -> str:
    """The label of what was done at first, through all undoing and redoing of it."""
    while (earlier := action.undoes or action.redoes) in known:
        action = known[earlier]
    return action.label


def _reverse(
    desk: Desk, actor: Actor, action: _Action, label: str, *, is_redo: bool
) -> tuple[bool, list[str]]:
    """Reverse one action; return whether any of it was, and what was left alone."""
    body = Body(
        new_action(),
        f"Redid: {label}" if is_redo else f"Undid: {label}",
        actor.at,
        undoes="" if is_redo else action.id,
        redoes=action.id if is_redo else "",
    )
    groups = _dots_of_action(desk, actor.person_id, action.id)
    if action.final:
        _mark(desk, actor, groups, body._replace(label=f"Could not undo: {label}"))
        return False, [action.final]
    is_reversed, left = _reverse_items(desk, actor, groups, body)
    if not is_reversed:
        _mark(desk, actor, groups, body)
    return is_reversed, left


def _reverse_items(
    desk: Desk, actor: Actor, groups: Mapping[_Place, list[Dot]], body: Body
) -> tuple[bool, list[str]]:
    """Reverse what an action said of each item; return whether any, and what was left alone."""
    left: list[str] = []
    kept: list[str] = []
    is_reversed = False
    streams = stream_names(desk.connection)
    with appending(desk, actor) as log:
        for (stream_id, item_id), known in _all_known(desk, groups):
            state = fold(known.values())
            if state is None:
                continue
            own = [known[dot] for dot in groups[stream_id, item_id]]
            plan = _plan(own, known, state)
            if DELETED in plan.values and any(item_id in fields for fields in kept):
                plan = _KEPT
            if plan == _KEPT:  # what it refers to, and was added with it, stays too
                kept.append(canonical_json(state.fields))
            if plan.left:
                left.append(_left_alone(plan.left, state))
            if plan.values:
                is_reversed = True
                write = Write(item_id, state.type, plan.values, streams[stream_id])
                restoring = body._replace(restores=plan.restores)
                log.append(write, restoring, only_news=False, known=Known([*known.values()], state))
    return is_reversed, left


def _mark(desk: Desk, actor: Actor, places: Iterable[_Place], body: Body) -> None:
    """Let an action of which nothing is reversed count as reversed: the next call goes on."""
    stream_id, item_id = next(iter(places))
    stream = stream_names(desk.connection)[stream_id]
    item_type = next(changes_of(desk.connection, item_id, stream_id)).header.item_type
    append(desk, actor, Write(item_id, item_type, {}, stream), body, only_news=False)


def _dots_of_action(desk: Desk, person_id: str, action: str) -> dict[_Place, list[Dot]]:
    """The changes of each item in each stream, oldest first; the item last touched first."""
    found: dict[_Place, list[Dot]] = {}
    for stream_id, item_id, dot in desk.connection.execute(_CHANGES, (person_id, action)):
        found.setdefault((stream_id, item_id), []).append(dot)
    return dict(reversed(found.items()))


def _all_known(
    desk: Desk, places: Iterable[_Place]
) -> Iterator[tuple[_Place, Mapping[Dot, Change]]]:
    """Yield what the log holds of items, by the changes' names; read for many items at a time."""
    waiting = iter(places)
    while some := [*islice(waiting, _AT_ONCE)]:
        known: dict[_Place, dict[Dot, Change]] = {place: {} for place in some}
        marks = ", ".join("?" * len(some))
        for change in all_changes(
            desk.connection, f"c.item_id IN ({marks})", *(id_ for _, id_ in some)
        ):
            place = change.header.stream_id, change.header.item_id
            if place in known:
                known[place][change.dot] = change
        yield from known.items()


def _plan(own: list[Change], known: Mapping[Dot, Change], state: ItemState) -> _Reversal:
    """Decide how an item goes back to before the action, whose changes of it are `own`."""
    if own[0] == min(known.values(), key=lambda change: change.rank):
        return _plan_removal(own, known, state)
    if _is_closed(own, known):
        return _Reversal(
            {}, {}, list(dict.fromkeys(field for one in own for field in _fields(one)))
        )
    plan = _Reversal({}, {}, [])
    for field in dict.fromkeys(field for change in own for field in _fields(change)):
        writes = [change for change in own if field in _fields(change)]
        before = replaced(writes[0], field, known)
        given = _origin((writes[-1].dot,), field, known)
        is_unchanged = _origin(state.heads[field], field, known) == given
        if is_unchanged and (before is None or before.body is not None):
            plan.values[field] = value_of(before, field)
            plan.restores[field] = (before.dot,) if before else ()
        else:
            plan.left.append(field)
    return plan


def _is_closed(own: list[Change], known: Mapping[Dot, Change]) -> bool:
    """True if the item later took a step that is final: then nor is what came before it undone."""
    last = own[-1].rank
    return any(
        change.body is not None
        and change.body.final
        and _STATUS in change.body.values
        and change.rank > last
        for change in known.values()
    )


def _plan_removal(own: list[Change], known: Mapping[Dot, Change], state: ItemState) -> _Reversal:
    """The action created the item: it goes away, unless anyone has said more about it since."""
    dots = {change.dot for change in own}
    is_untouched = all(_origin(heads, field, known) <= dots for field, heads in state.heads.items())
    return _Reversal({DELETED: True}, {}, []) if is_untouched else _KEPT


def _fields(change: Change) -> tuple[str, ...]:
    return tuple(change.body.values) if change.body else ()


def _origin(dots: tuple[Dot, ...], field: str, known: Mapping[Dot, Change]) -> set[Dot]:
    """The changes that first gave the values of these ones, through all undoing and redoing."""
    origin: set[Dot] = set()
    seen: set[Dot] = set()
    waiting = list(dots)
    while waiting:
        dot = waiting.pop()
        if dot in seen:
            continue
        seen.add(dot)
        change = known.get(dot)
        restores = change.body.restores if change and change.body else {}
        if field in restores:
            waiting.extend(restores[field])
        else:
            origin.add(dot)
    return origin


# Words

_FIELD_WORDS = {
    "closes": "end of working hours",
    "days": "working days",
    "emails": "e-mail addresses",
    "ends": "end date",
    "how": "way of settling",
    "opens": "start of working hours",
    "org": "organisation",
    "share": "share of time",
    DELETED: "taking away",
}


def _left_alone(fields: list[str], state: ItemState) -> str:
    """A sentence that names what was left; the item as a whole where the field is ""."""
    name = next((state.fields[key] for key in ("code", "title", "name") if key in state.fields), "")
    item = f"the {state.type.replace('_', ' ')} {name}".rstrip()
    if fields == [""]:
        return f"Left alone, because of a later change: {item}."
    words = ", ".join(_FIELD_WORDS.get(field, field.replace("_", " ")) for field in fields)
    return f"Left alone, because of a later change: {words} of {item}."
