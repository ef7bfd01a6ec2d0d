"""A line to say something in before something is done, in place and never modal."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from jointdesk.widgets.controls import make_button
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.forms import Problem
from jointdesk.widgets.look import Look

_LONGEST = 2000


class WordForm(QWidget):
    """Asks for a word, which may be left out unless it is needed.

    Signals:
        said(str): what was said, perhaps nothing.
        cancelled: the person changed their mind.
    """

    said = Signal(str)
    cancelled = Signal()

    def __init__(self, look: Look, ask: str, button: str, *, is_needed: bool = False) -> None:
        """Ask by the words `ask`; `button` says what then happens."""
        super().__init__()
        self._is_needed = is_needed
        self.word = QLineEdit()
        self.word.setPlaceholderText(ask)
        self.word.setAccessibleName(ask)
        self.word.setMaxLength(_LONGEST)
        self.word.returnPressed.connect(self._on_said)
        self._problem = Problem(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(REACH, 4, REACH, REACH)  # room for the ring round the field
        column.setSpacing(8)
        column.addWidget(self.word)
        column.addWidget(self._problem)
        row = FlowingRow()
        cancel = make_button(look, "Cancel")
        cancel.clicked.connect(self.cancelled)
        self.go = make_button(look, button, kind="primary")
        self.go.clicked.connect(self._on_said)
        row.add_at_end(cancel)
        row.add_at_end(self.go)
        column.addLayout(row)
        self.setFocusProxy(self.word)

    @Slot()
    def _on_said(self) -> None:
        said = self.word.text().strip()
        if self._is_needed and not said:
            self._problem.say("Say why, so that the others understand it later.")
            self.word.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.said.emit(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the question away."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
