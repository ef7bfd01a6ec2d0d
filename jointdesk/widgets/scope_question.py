"""“This one, this and following, all?”: asked in place when a series is changed."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from jointdesk.domain.edits import EditScope
from jointdesk.viewmodels.changeable import SCOPES, ScopeAsk
from jointdesk.viewmodels.event_warnings import ScopeWords
from jointdesk.widgets.announcing import announce
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.task_parts import empty

SPOKEN = dict(SCOPES)


class ScopeQuestion(QFrame):
    """A question with a button for each answer; Escape takes the change back.

    Signals:
        answered(object): the `EditScope` that is meant.
        left: the change is taken back.
    """

    answered = Signal(object)
    left = Signal()

    def __init__(self, look: Look) -> None:
        """Begin hidden."""
        super().__init__()
        self._look = look
        self.setProperty("kind", "well")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        self._words = make_label(look, "", Text.BODY, Weight.MEDIUM)
        column.addWidget(self._words)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(6)
        column.addLayout(self._answers)
        row = QHBoxLayout()
        self.back = make_button(look, "Leave it as it was", kind="link")
        self.back.clicked.connect(self.left)
        row.addWidget(self.back)
        row.addStretch(1)
        column.addLayout(row)
        self.buttons: list[QPushButton] = []
        self.notes: dict[EditScope, QLabel] = {}
        """What each answer would clash with."""
        self.hide()

    def ask(self, ask: ScopeAsk) -> None:
        """Ask, and give the first answer the keyboard; arrows lead to the others."""
        self._words.setText(ask.question)
        self.setAccessibleName(ask.question)
        empty(self._answers)
        self.buttons, self.notes = [], {}
        for scope, words in ask.choices:
            button = make_button(self._look, words)
            button.clicked.connect(partial(self._answer, scope))
            button.setAccessibleDescription(ask.question)
            button.setAutoDefault(True)  # so that Enter answers too
            note = soft_label(self._look, "", Text.MICRO)
            for widget in (button, note):
                self._answers.addWidget(widget)
            button.show()  # at once, so that it counts in the size of what it stands in
            note.hide()
            self.buttons.append(button)
            self.notes[scope] = note
        self.show()
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def tell(self, words: ScopeWords) -> None:
        """Say under each answer what it would clash with."""
        for scope, note in self.notes.items():
            note.setText(words.get(scope, ""))
            note.setVisible(bool(words.get(scope)))
        if self.isVisible():
            announce(self, ". ".join(f"{SPOKEN[one]}: {words[one]}" for one in words))

    def _answer(self, scope: object, _is_checked: bool = False) -> None:
        self.answered.emit(scope)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the change back with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.left.emit()
        else:
            super().keyPressEvent(event)
