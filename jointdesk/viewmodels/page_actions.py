"""What a person does on a page: in the worker, said in the notice bar, with Undo."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.people import Audience
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone

Result = TypeVar("Result")


class PageActions(QObject):
    """Does things as whoever acts, each under a key by which the page knows it.

    Signals:
        done(str): what the key stands for was done.
        failed(str, str): what the key stands for was not done, and why, in a sentence.
    """

    done = Signal(str)
    failed = Signal(str, str)

    def __init__(self, desk: DeskModel, undo: Callable[[], None], parent: QObject) -> None:
        """Act on a desk; `undo` takes the last action back."""
        super().__init__(parent)
        self._desk = desk
        self._undo = undo

    def _act(
        self,
        key: str,
        work: Callable[[Any, Actor, Audience], Result],
        said: Callable[[Result], str],
        after: Callable[[Result], None] | None = None,
        *,
        is_final: bool = False,
    ) -> None:
        """Do it in the worker, and say so, with Undo unless it is final; a refusal is the key's."""
        audience = self._desk.audience
        if audience is None:
            return

        def done(result: Result) -> None:
            self.done.emit(key)
            way_back = () if is_final else ("Undo", self._undo)
            self._desk.noticed.emit(Notice(said(result), Tone.DONE, *way_back))
            if after is not None:
                after(result)

        def failed(error: JointDeskError) -> None:
            self._refuse(key, error)

        self._desk.act(lambda desk, actor: work(desk, actor, audience), done, failed=failed)

    def _refuse(self, key: str, error: JointDeskError) -> None:
        """Say why it was not done: in the notice bar, and to whoever knows the key."""
        self._desk.noticed.emit(Notice(str(error), Tone.PROBLEM))
        self.failed.emit(key, str(error))
