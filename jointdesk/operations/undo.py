"""Undo and redo what the acting person did."""

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import WrongUseError
from jointdesk.store import undo as log
from jointdesk.store.desk import Desk
from jointdesk.store.undo import Undone


def undo(desk: Desk, actor: Actor, count: int = 1) -> Undone:
    """Reverse the last `count` actions of the acting person; say what was left alone and why.

    Raises:
        WrongUseError: the count is not positive, or there is nothing to undo.
    """
    return _done(log.undo(desk, actor, _checked(count)), "There is nothing of yours to undo.")


def redo(desk: Desk, actor: Actor, count: int = 1) -> Undone:
    """Take back the last `count` undoings of the acting person.

    Raises:
        WrongUseError: the count is not positive, or nothing was undone.
    """
    return _done(log.redo(desk, actor, _checked(count)), "There is nothing to redo.")


def _checked(count: int) -> int:
    if count < 1:
        raise WrongUseError("Give how many actions: 1 or more.")
    return count


def _done(undone: Undone, nothing: str) -> Undone:
    if not undone.labels and not undone.left:
        raise WrongUseError(nothing)
    return undone
