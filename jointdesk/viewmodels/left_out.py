"""Tells, once, what of this computer's calendars is too large for the shared desk."""

from PySide6.QtCore import QObject, Slot

from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.shared_desk import SharedDeskModel


class LeftOutTeller(QObject):
    """Looks after each exchange."""

    def __init__(self, desk: DeskModel, sharing: SharedDeskModel) -> None:
        """Serve a window."""
        super().__init__(sharing)
        self._desk = desk
        sharing.exchanged.connect(self._look)

    @Slot()
    def _look(self) -> None:
        from jointdesk.operations.left_out import is_untold  # a desk that is not shared needs none

        self._desk.read(is_untold, self._on_untold)

    def _on_untold(self, is_untold: bool) -> None:
        if is_untold:
            from jointdesk.operations.left_out import tell_left_out

            self._desk.act(lambda desk, _actor: tell_left_out(desk), self._tell)

    def _tell(self, told: list[str]) -> None:
        for words in told:
            self._desk.noticed.emit(Notice(words, Tone.PROBLEM))
