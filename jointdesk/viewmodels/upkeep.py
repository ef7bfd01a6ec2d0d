"""Bringing the diary up to date in the background, when another version made what is stored."""

from PySide6.QtCore import QObject

from jointdesk.operations.clock import now
from jointdesk.operations.upkeep import WORDS, bring_up_to_date, needs_upkeep
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone


class UpkeepModel(QObject):
    """Asks once whether anything is to be made anew, and has it made; the old stays shown."""

    def __init__(self, desk: DeskModel) -> None:
        """Look after a desk."""
        super().__init__(desk)
        self._desk = desk

    def begin(self) -> None:
        """Ask, in the worker."""
        self._desk.read(lambda reading: needs_upkeep(reading, now()), self._on_answer)

    def _on_answer(self, is_needed: bool) -> None:
        if not is_needed:
            return
        self._desk.noticed.emit(Notice(WORDS, Tone.INFO))
        self._desk.work(
            lambda _job, desk, actor: bring_up_to_date(desk, actor.at, lambda _words: None),
            lambda _: self._desk.noticed.emit(Notice("The diary is up to date.")),
            lambda *_: None,
        )
