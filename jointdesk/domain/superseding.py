"""Changes that say all of their item again, and those before them that nobody needs any more. Pure.

Texts of carried calendars are kept for a time after they were replaced, then erased. For that each
of their changes is whole: a field that was said long ago and never changed would else need the
change that said it, with the text that stood beside it.
"""

from collections.abc import Iterable
from itertools import chain

from jointdesk.domain.changes import Change, ItemState, fold
from jointdesk.domain.items import Fields


def whole(fields: Fields, state: ItemState | None) -> Fields:
    """Return the fields with all others that the item has, so that they replace every change."""
    if state is None:
        return fields
    return {name: state.fields.get(name) for name in state.heads} | dict(fields)


def superseded(changes: Iterable[Change], clock: int) -> list[Change]:
    """Return the changes that had been replaced in every field before that clock, oldest first.

    `changes` are all of one item in one stream. What such a change had replaced is among them and
    comes before it: erased from the first on, however far, they leave the item's state as it is.
    """
    then = [change for change in changes if change.header.hlc < clock]
    state = fold(then)
    if state is None:
        return []
    heads = frozenset(chain.from_iterable(state.heads.values()))
    first = min(change.rank for change in then if change.dot in heads)
    return sorted((one for one in then if one.body and one.rank < first), key=lambda one: one.rank)
