"""Undo and redo what one person did, each as a new action in the log.

An action is undone field by field, to the values before it; a field that anyone changed since is
left alone and named. A field that was changed since and then undone to what the action gave
counts as unchanged: its origin is still the action. Where an action is final (a decision was
taken) neither it nor what the same items said before it is undone. What the program noted by
itself (an automatic change) is nobody's to undo.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from jointdesk.domain.actors import Actor
from jointdesk.domain.canonical import canonical_json
from jointdesk.domain.changes import Body, Change, Dot, ItemState
from jointdesk.domain.events import EVENT
from jointdesk.domain.items import DELETED, Fields, Write
from jointdesk.domain.pending import OVERLAY, RENAMED, ended_fields, key_of, overlay_id
from jointdesk.domain.placements import PLACEMENT
from jointdesk.store.changes import Known, append, appending, changes_of, known_of, new_action
from jointdesk.store.desk import Desk
from jointdesk.store.moving import append_in_place
from jointdesk.store.streams import stream_names
from jointdesk.store.undo_plans import AWAY, KEPT, Reversal, plan_reversal
from jointdesk.store.undo_reading import Place, dots_of_action, things_of

_ACTIONS = """
    SELECT json_extract(p.body, '$.action') AS action, json_extract(p.body, '$.label'),
        coalesce(json_extract(p.body, '$.undoes'), ''),
        coalesce(json_extract(p.body, '$.redoes'), ''),
        coalesce(json_extract(p.body, '$.final'), '')
    FROM change c
    JOIN payload p ON p.stream_id = c.stream_id AND p.device = c.device AND p.n = c.n
    WHERE c.author = ? AND json_valid(p.body) AND json_extract(p.body, '$.automatic') IS NULL
    GROUP BY action ORDER BY max(c.hlc) DESC
"""
_LINKED = frozenset((EVENT.name, PLACEMENT.name))
"""Item types of which one refers to the other."""

Revive: TypeAlias = Callable[[str, str], Write | None]
"""Returns what makes an event anew that a calendar has no more: by its series and that calendar.

The calendar is "" for where it was.
"""


_UNDID, _REDID, _DID_NOT = "Undid: ", "Redid: ", "Could not undo: "


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


def _nothing(_series_id: str, _collection_id: str) -> Write | None:
    return None


def undo(desk: Desk, actor: Actor, count: int = 1, revive: Revive = _nothing) -> Undone:
    """Reverse the last `count` actions of the acting person that are not yet undone.

    What a source shows by now is wanted back of it; `revive` says how what it has no more is made
    anew.

    Raises:
        DeskFileError: the desk is busy or cannot be written; nothing was changed.
    """
    return _reverse_last(desk, actor, count, revive, is_redo=False)


def redo(desk: Desk, actor: Actor, count: int = 1, revive: Revive = _nothing) -> Undone:
    """Reverse the last `count` undoings of the acting person that are not yet redone.

    `revive` is as for `undo`.

    Raises:
        DeskFileError: the desk is busy or cannot be written; nothing was changed.
    """
    return _reverse_last(desk, actor, count, revive, is_redo=True)


def _reverse_last(desk: Desk, actor: Actor, count: int, revive: Revive, *, is_redo: bool) -> Undone:
    labels: list[str] = []
    left: list[str] = []
    with desk.transaction():
        actions = [_Action(*row) for row in desk.connection.execute(_ACTIONS, (actor.person_id,))]
        for action in _candidates(actions, is_redo=is_redo)[:count]:
            label = _first_label(action, {one.id: one for one in actions})
            is_reversed, found = _reverse(desk, actor, action, label, revive, is_redo=is_redo)
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
    desk: Desk, actor: Actor, action: _Action, label: str, revive: Revive, *, is_redo: bool
) -> tuple[bool, list[str]]:
    """Reverse one action; return whether any of it was, and what was left alone."""
    body = Body(
        new_action(),
        f"{_REDID if is_redo else _UNDID}{label}",
        actor.at,
        undoes="" if is_redo else action.id,
        redoes=action.id if is_redo else "",
    )
    groups = dots_of_action(desk, actor.person_id, action.id)
    if action.final:
        _mark(desk, actor, groups, body, _DID_NOT)
        return False, [action.final]
    is_reversed, left = _reverse_items(desk, actor, groups, body, revive)
    if not is_reversed:
        _mark(desk, actor, groups, body, _verb(body))
    return is_reversed, left


class _Planned(NamedTuple):
    """How one item within a stream goes back, decided but not written."""

    place: Place
    own: list[Change]
    known: Known
    plan: Reversal

    @property
    def state(self) -> ItemState:
        """What the item comes to now."""
        assert self.known.state is not None  # else nothing is planned
        return self.known.state

    @property
    def takes_away(self) -> bool:
        """True if what the action added goes: here, or from the calendar that has it now."""
        return DELETED in self.plan.values or AWAY in self.plan.wanted


def _reverse_items(
    desk: Desk, actor: Actor, groups: Mapping[Place, list[Dot]], body: Body, revive: Revive
) -> tuple[bool, list[str]]:
    """Reverse what an action said of each item; return whether any, and what was left alone."""
    left: list[str] = []
    elsewhere: list[Write] = []
    is_reversed = False
    streams = stream_names(desk.connection)
    with appending(desk, actor) as log:
        for one in _planned(desk, groups):
            (stream_id, item_id), plan = one.place, one.plan
            label = _label_again(one.own[0], body)
            if plan.left:
                left.append(_left_alone(plan.left, one.state))
            called = str(one.state.fields.get(RENAMED) or item_id)
            values, others = _parted(called, streams[stream_id], plan, revive)
            elsewhere += [each._replace(label=label) for each in others]
            if values:
                is_reversed = True
                write = Write(item_id, one.state.type, values, streams[stream_id], label)
                restoring = body._replace(restores=plan.restores)
                log.append(write, restoring, only_news=False, known=one.known)
    for write in elsewhere:
        if write.type == EVENT.name:  # made anew where it is kept by now; an overlay never moves
            is_reversed = append_in_place(desk, actor, write, body)[0] or is_reversed
        else:
            is_reversed = append(desk, actor, write, body) or is_reversed
    return is_reversed, left


def _planned(desk: Desk, groups: Mapping[Place, list[Dot]]) -> Iterator[_Planned]:
    """Yield how each item goes back; what others that are kept refer to stays too.

    An event and its entry in the ledger of bookings stay or go together, so they come last.
    """
    kept: dict[str, str] = {}
    linked: list[_Planned] = []
    for thing in things_of(desk, groups):
        known = known_of(thing.changes)
        if known.state is None:
            continue
        plan = plan_reversal(thing.own, thing.known, known.state)
        one = _Planned(thing.place, thing.own, known, plan)
        if one.state.type in _LINKED:
            linked.append(one)
        else:
            yield _settled(one, kept)
    count = -1
    while count < len(kept):  # until none keeps another
        count = len(kept)
        linked = [_settled(one, kept) for one in linked]
    yield from linked


def _settled(one: _Planned, kept: dict[str, str]) -> _Planned:
    """Return a plan, kept where it must be; `kept` are the ids of such items, with their texts."""
    item_id, fields = one.place[1], one.state.fields
    is_entry = one.state.type == PLACEMENT.name and fields.get("event") in kept
    is_named = any(item_id in text for key, text in kept.items() if key != item_id)
    if one.takes_away and (is_entry or is_named):
        one = one._replace(plan=KEPT)
    if one.plan == KEPT:
        kept[item_id] = canonical_json(fields)
    return one


def _label_again(change: Change, body: Body) -> str:
    """Return what the log says of a change's reversal: what it said of the change itself."""
    return f"{_verb(body)}{known}" if (known := _said(change)) else ""


def _verb(body: Body) -> str:
    return _REDID if body.redoes else _UNDID


def _said(change: Change) -> str:
    """Return what the log said of a change, or of what it reversed."""
    label = change.body.label if change.body is not None else ""
    return label.removeprefix(_UNDID).removeprefix(_REDID)


def _parted(called: str, stream: str, plan: Reversal, revive: Revive) -> tuple[Fields, list[Write]]:
    """Return what a plan says of the item itself, and of others; `called` is its present id."""
    key = key_of(called)
    back = revive(key.series_id, plan.back_to) if plan.back_to else None
    others = [back] if back else []
    if plan.wanted:
        return plan.values, [Write(overlay_id(called), OVERLAY, plan.wanted, stream), *others]
    if not plan.revives or key.day is not None:
        return plan.values, others
    made = revive(key.series_id, "")
    away = ended_fields((AWAY,))
    values = {name: value for name, value in plan.values.items() if name not in away}
    return values, [made, *others] if made else others


def _mark(
    desk: Desk, actor: Actor, groups: Mapping[Place, list[Dot]], body: Body, verb: str
) -> None:
    """Let an action of which nothing is reversed count as reversed: the next call goes on."""
    (stream_id, item_id), dots = next(iter(groups.items()))
    stream = stream_names(desk.connection)[stream_id]
    known = changes_of(desk.connection, item_id, stream_id)
    own = next(one for one in known if one.dot == dots[-1])
    label = f"{verb}{_said(own)}"
    write = Write(item_id, own.header.item_type, {}, stream, label)
    append(desk, actor, write, body, only_news=False)


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


_TYPE_WORDS = {OVERLAY: "calendar's entry", PLACEMENT.name: "note on held time"}


def _left_alone(fields: list[str], state: ItemState) -> str:
    """A sentence that names what was left; the item as a whole where the field is ""."""
    name = next((state.fields[key] for key in ("code", "title", "name") if key in state.fields), "")
    kind = _TYPE_WORDS.get(state.type, state.type.replace("_", " "))
    item = f"the {kind} {name}".rstrip()
    if fields == [""]:
        return f"Left alone, because of a later change: {item}."
    words = ", ".join(_FIELD_WORDS.get(field, field.replace("_", " ")) for field in fields)
    return f"Left alone, because of a later change: {words} of {item}."
