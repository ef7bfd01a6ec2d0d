"""A calm line in the settings that says how much of the desk cannot be read; else nothing."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jointdesk.viewmodels.unreadable import UnreadableModel
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.forms import Banner
from jointdesk.widgets.look import Look


class UnreadableLine(QWidget):
    """Looks for it while it is seen."""

    def __init__(self, look: Look, model: UnreadableModel) -> None:
        """Follow a model."""
        super().__init__()
        self._model = model
        self.banner = Banner(look, "info", "info")
        column = QVBoxLayout(self)
        column.setContentsMargins(REACH, 0, REACH, 0)
        column.addWidget(self.banner)
        model.words_changed.connect(self._on_words)
        self._on_words()

    @Slot()
    def _on_words(self) -> None:
        self.banner.say("", self._model.words)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look."""
        super().showEvent(event)
        self._model.look(is_looking=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._model.look(is_looking=False)
