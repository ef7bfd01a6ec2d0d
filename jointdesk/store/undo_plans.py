"""How an item goes back to before an action: decided from its changes alone.

What a source has come to show (an automatic change says so) cannot be taken back here: then the
value before is wanted of the source instead (design.md section 3.3).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jointdesk.domain.changes import Change, Dot, ItemState, replaced, value_of
from jointdesk.domain.events import EVENT
from jointdesk.domain.items import DELETED, Fields, Json
from jointdesk.domain.pending import (
    BASE,
    EVENT_FIELDS,
    MOVED,
    OVERLAY,
    RESTORED,
    TEXT_BEFORE,
    Pending,
    Standing,
    ended_fields,
    pending_of,
    wanted_fields,
)


class Reversal(NamedTuple):
    """How one item goes back: new values, the changes they come from, and the fields left.

    `wanted` are values that are to wait on the overlay of the event that the item was: it stands
    in its calendar by now. `revives` is True where what the item is about is to be made anew, as
    its calendar has it no more. `back_to` is the collection that it is to stand in again, "" where
    it did not move.
    """

    values: dict[str, Json]
    restores: dict[str, tuple[Dot, ...]]
    left: list[str]
    wanted: Fields = {}
    revives: bool = False
    back_to: str = ""


_STATUS = "status"
"""The field by which an item takes the steps of its life."""

AWAY = "deleted"
"""The field of an overlay by which a thing of a source is wanted away."""

_CUT = "ends_before"
"""The field of an overlay by which a series is wanted to end."""

_LOSING = frozenset({"start", "repeat", _CUT, AWAY})
"""Fields of an overlay with which overrides and dates of a series may go."""

_PLACE, _LEFT = "collection", "moved_from"
"""The fields of an event that name the collection it is to stand in, and the one it stood in."""

KEPT = Reversal({}, {}, [""])
"""An item that the action created stays as a whole."""


def plan_reversal(own: list[Change], known: Mapping[Dot, Change], state: ItemState) -> Reversal:
    """Decide how an item goes back to before the action, whose changes of it are `own`."""
    if state.type == OVERLAY:
        return _plan_overlay(own, known, state)
    if state.type == EVENT.name and _was_taken_over(known, state):
        return _plan_written(own, known)
    if own[0] == min(known.values(), key=lambda change: change.rank):
        return _plan_removal(own, known, state)
    fields = list(dict.fromkeys(field for one in own for field in _fields(one)))
    if _is_closed(own, known):
        return Reversal({}, {}, fields)
    return _plan_fields(fields, own, known, state)


def _plan_fields(
    fields: Iterable[str], own: list[Change], known: Mapping[Dot, Change], state: ItemState
) -> Reversal:
    plan = Reversal({}, {}, [])
    for field in fields:
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


# Values that wait for a source


def _plan_overlay(own: list[Change], known: Mapping[Dot, Change], state: ItemState) -> Reversal:
    """Take back values that wait, each with its base, and want back what has been written.

    The item itself stays: what others say of the same thing has nothing to do with this.
    """
    paired = {
        name[len(BASE) :] for one in known.values() for name in _fields(one) if _is_base(name)
    }
    touched = list(dict.fromkeys(name for one in own for name in _fields(one)))
    plan = _plan_fields(
        [n for n in touched if n not in paired and not _is_base(n)], own, known, state
    )
    revives, back_to = False, ""
    losing: set[str] = set()
    for name in dict.fromkeys(name.removeprefix(BASE) for name in touched):
        if name not in paired:
            continue
        both = [one for one in (name, BASE + name) if one in touched]
        if _was_noted_since(name, own[-1], known):
            found = _plan_ended(name, own, known, state)
            losing |= {name} & _LOSING
        else:
            found = _plan_fields(both, own, known, state)
        if found.left:
            plan.left.append(name)
            continue
        plan.values.update(found.values)
        plan.restores.update(found.restores)
        revives = revives or found.revives
        back_to = back_to or found.back_to
    before = next((value_of(one, TEXT_BEFORE) for one in own if value_of(one, TEXT_BEFORE)), None)
    if losing - {*plan.left} and before:
        back: tuple[Json, Json] = None, before
        plan.values.update(wanted_fields({RESTORED: back}))
    left = [one for one in plan.left if one != TEXT_BEFORE]
    return plan._replace(left=left, revives=revives, back_to=back_to)


def _plan_ended(
    name: str, own: list[Change], known: Mapping[Dot, Change], state: ItemState
) -> Reversal:
    """Want back what the source showed before the action wanted something else, and got it."""
    writes = [one for one in own if name in _fields(one) or BASE + name in _fields(one)]
    last = [one for one in writes if name in _fields(one)]
    before = _pending_at(name, known, writes[0], inclusive=False)
    given = _pending_at(name, known, writes[-1], inclusive=True)
    now = pending_of(state.fields, name)
    heads = state.heads.get(name, ())
    is_ours = bool(last) and _origin(heads, name, known) == _origin((last[-1].dot,), name, known)
    if given is None or not is_ours:
        return Reversal({}, {}, [name])
    if name == _CUT:  # what it cut off comes back with the rule
        return Reversal(ended_fields((name,)) if now else {}, {}, [])
    if name == RESTORED:  # what cut it off does so again
        cut = _cut_before(own[0], known)
        again = wanted_fields({_CUT: (None, cut)}) if cut else {}
        return Reversal({**(ended_fields((name,)) if now else {}), **again}, {}, [])
    back = before.wanted if before else given.base
    shown = now.base if now else given.wanted
    if Pending(name, shown, back).standing(shown) is Standing.DONE:
        return Reversal(ended_fields((name,)), {}, [])
    restores = {
        one: tuple(found.dot for found in [_latest(one, known, writes[0])] if found)
        for one in (name, BASE + name)
    }
    wanted = wanted_fields({name: (shown, back)})
    back_to = str(back) if name == MOVED else ""
    return Reversal(wanted, restores, [], revives=name == AWAY and shown is True, back_to=back_to)


def _cut_before(change: Change, known: Mapping[Dot, Change]) -> Json:
    """Return where the action ended the series that a change undoes, null where it did not."""
    by_action = {one.body.action: one.body for one in known.values() if one.body is not None}
    body = change.body
    while body is not None and not body.values.get(_CUT):
        body = by_action.get(body.undoes or body.redoes)
    return body.values.get(_CUT) if body is not None else None


def _pending_at(
    name: str, known: Mapping[Dot, Change], change: Change, *, inclusive: bool
) -> Pending | None:
    """Return what waited of a field before a change, or with `inclusive` once it was made."""
    fields: dict[str, Json] = {}
    for field in (name, BASE + name):
        found = _latest(field, known, change)
        if inclusive and field in _fields(change):
            found = change
        fields[field] = value_of(found, field)
    return pending_of(fields, name)


def _latest(field: str, known: Mapping[Dot, Change], before: Change) -> Change | None:
    """Return the last change that says something of a field before another change was made."""
    found = [one for one in known.values() if field in _fields(one) and one.rank < before.rank]
    return max(found, key=lambda one: one.rank, default=None)


def _is_base(name: str) -> bool:
    return name.startswith(BASE)


def _was_noted_since(name: str, change: Change, known: Mapping[Dot, Change]) -> bool:
    """True if the program has noted since what became of a value that waited."""
    return any(
        one.body is not None
        and one.body.automatic
        and one.rank > change.rank
        and (name in one.body.values or BASE + name in one.body.values)
        for one in known.values()
    )


def _is_automatic(known: Mapping[Dot, Change], state: ItemState, field: str) -> bool:
    """True if the program itself gave a field the value that it has."""
    heads = (known.get(dot) for dot in state.heads.get(field, ()))
    return any(one is not None and one.body is not None and one.body.automatic for one in heads)


# Events that were made here and stand in their calendar by now


def _was_taken_over(known: Mapping[Dot, Change], state: ItemState) -> bool:
    return bool(state.fields.get(DELETED)) and _is_automatic(known, state, DELETED)


def _plan_written(own: list[Change], known: Mapping[Dot, Change]) -> Reversal:
    """Want of the calendar what was before: other values, or nothing at all."""
    moved_from = next((value_of(one, _LEFT) for one in own if value_of(one, _LEFT)), None)
    if moved_from:
        places = [value_of(one, _PLACE) for one in own if _PLACE in _fields(one)]
        back = wanted_fields({MOVED: (places[-1], moved_from)})
        return Reversal({}, {}, [], back, back_to=str(moved_from))
    first = min(known.values(), key=lambda change: change.rank)
    is_new = own[0] == first or any(
        DELETED in _fields(one) and not value_of(one, DELETED) for one in own
    )
    if is_new:
        return Reversal({}, {}, [], wanted_fields({AWAY: (None, True)}))
    wanted: dict[str, tuple[Json, Json]] = {}
    for field in dict.fromkeys(field for one in own for field in _fields(one)):
        writes = [change for change in own if field in _fields(change)]
        if field in EVENT_FIELDS:
            before = replaced(writes[0], field, known)
            wanted[field] = value_of(writes[-1], field), value_of(before, field)
    return Reversal({}, {}, [], wanted_fields(wanted))


# Everything else


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


def _plan_removal(own: list[Change], known: Mapping[Dot, Change], state: ItemState) -> Reversal:
    """The action created the item: it goes away, unless anyone has said more about it since."""
    dots = {change.dot for change in (*own, *filter(_revives, known.values()))}
    is_untouched = all(_origin(heads, field, known) <= dots for field, heads in state.heads.items())
    return Reversal({DELETED: True}, {}, []) if is_untouched else KEPT


def _revives(change: Change) -> bool:
    """True for what made an event anew that its calendar had no more, because of an undo.

    It says what the event said, and nothing that anybody wanted besides.
    """
    body = change.body
    if body is None or change.header.item_type != EVENT.name or DELETED in body.restores:
        return False
    is_reversal = bool(body.undoes or body.redoes)
    return is_reversal and DELETED in body.values and not body.values[DELETED]


def _fields(change: Change) -> tuple[str, ...]:
    return tuple(change.body.values) if change.body else ()


def _origin(dots: tuple[Dot, ...], field: str, known: Mapping[Dot, Change]) -> set[Dot]:
    """The changes that first gave the values of these ones, through all undoing and redoing.

    What a source has come to show still comes from whoever wanted it.
    """
    origin: set[Dot] = set()
    seen: set[Dot] = set()
    waiting = list(dots)
    while waiting:
        dot = waiting.pop()
        if dot in seen:
            continue
        seen.add(dot)
        change = known.get(dot)
        body = change.body if change else None
        if body is not None and field in body.restores:
            waiting.extend(body.restores[field])
        elif body is not None and body.automatic and field in body.base:
            waiting.extend(body.base[field])  # it noted what became of that value
        else:
            origin.add(dot)
    return origin
