"""What a page says while there is nothing on it: one sentence and the way on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from jointdesk.widgets.controls import make_button
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.look import Look


class EmptyState(QWidget):
    """A sentence in the middle of the page, with a button where there is a way on.

    Signals:
        asked: the button was pressed.
    """

    asked = Signal()

    def __init__(self, look: Look, words: str, action: str = "") -> None:
        """Show the sentence, and a button named by `action`."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setText(words)
        self._label.setFont(look.fonts.font(Text.SECTION))
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._label)
        if action:
            button = make_button(look, action, "plus", "primary")
            button.clicked.connect(self.asked)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
            self.setFocusProxy(button)
        column.addStretch(2)

    def say(self, words: str) -> None:
        """Show another sentence."""
        self._label.setText(words)
