"""Undo and redo what the acting person did."""

from collections.abc import Callable

from jointdesk.derive.pending import catch_up
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Write
from jointdesk.store import undo as log
from jointdesk.store.desk import Desk
from jointdesk.store.undo import Undone


def undo(desk: Desk, actor: Actor, count: int = 1) -> Undone:
    """Reverse the last `count` actions of the acting person; say what was left alone and why.

    Raises:
        WrongUseError: the count is not positive, or there is nothing to undo.
    """
    return _reversed(desk, actor, count, log.undo, "There is nothing of yours to undo.")


def redo(desk: Desk, actor: Actor, count: int = 1) -> Undone:
    """Take back the last `count` undoings of the acting person.

    Raises:
        WrongUseError: the count is not positive, or nothing was undone.
    """
    return _reversed(desk, actor, count, log.redo, "There is nothing to redo.")


def _reversed(
    desk: Desk, actor: Actor, count: int, reverse: Callable[..., Undone], nothing: str
) -> Undone:
    """Reverse, and show in the diary what it comes to."""
    if count < 1:
        raise WrongUseError("Give how many actions: 1 or more.")

    def revive(series_id: str, collection_id: str) -> Write | None:
        from jointdesk.operations.event_bin import revived  # few undoings need it
        from jointdesk.operations.event_moves import moved_back

        if collection_id:
            return moved_back(desk, series_id, collection_id)
        return revived(desk, series_id)

    with desk.transaction():
        undone = reverse(desk, actor, count, revive)
        catch_up(desk, actor.at)
        if undone.labels:
            from jointdesk.operations.blocks import keep_blocks  # it needs ical

            keep_blocks(desk, actor)
    if not undone.labels and not undone.left:
        raise WrongUseError(nothing)
    return undone
