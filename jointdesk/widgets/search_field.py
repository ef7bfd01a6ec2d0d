"""The field over a list that narrows it while one types."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

_REST_MS = 120
"""How long typing rests before the list follows."""


class SearchField(QLineEdit):
    """Words that are sought; Enter seeks at once, Escape seeks nothing any more.

    Signals:
        left: the keyboard may go back to the list.
    """

    left = Signal()

    def __init__(self, what: str, seek: Callable[[str], None]) -> None:
        """Begin empty; `what` is sought in: "tasks". `seek` is told the words."""
        super().__init__()
        self._seek = seek
        self.setPlaceholderText(f"Find in {what}, Ctrl+F")
        self.setAccessibleName(f"Find in {what}")
        self.setClearButtonEnabled(True)
        self.setMaxLength(200)
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self._on_rest)
        self.textChanged.connect(self._timer.start)
        self.returnPressed.connect(self._on_return)
        context = Qt.ShortcutContext.WidgetShortcut
        back = QShortcut(QKeySequence("Escape"), self, context=context)
        back.activated.connect(self._on_escape)

    def take_keyboard(self) -> None:
        """Get the keyboard, all words marked."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def show_words(self, words: str) -> None:
        """Show what is sought; what is being typed stays."""
        if self.text() != words and not self._timer.isActive():
            self.setText(words)
            self._timer.stop()

    def stop(self) -> None:
        """Do not seek what was typed last."""
        self._timer.stop()

    @Slot()
    def _on_rest(self) -> None:
        self._seek(self.text())

    @Slot()
    def _on_return(self) -> None:
        self._timer.stop()
        self._on_rest()
        self.left.emit()

    @Slot()
    def _on_escape(self) -> None:
        self.clear()
        self._on_return()
