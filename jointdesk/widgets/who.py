"""The page that asks, once on a machine, who works with a desk that several people share."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow

from jointdesk.domain.people import Person
from jointdesk.viewmodels.who import HIDES, Who
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Column, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.person_button import PersonButton

_SIZE = (560, 720)
_WORDS = (
    "Everything that you change is recorded under your name, and you see what the diaries of your"
    " organisations hold. You are asked once on this computer; the head of the list at the left"
    " changes it later."
)


class WhoWindow(QMainWindow):
    """Lists the people of a desk; `chosen` is the one that was taken, None if it was closed."""

    def __init__(self, look: Look, people: Sequence[Who], title: str) -> None:
        """Ask for one of these people; `title` names the desk."""
        super().__init__()
        self.chosen: Person | None = None
        self.buttons: list[PersonButton] = []
        self.setWindowTitle(title)
        self.resize(*(look.fonts.px(length) for length in _SIZE))
        page = Column(look, "Who are you?")
        column = page.column
        column.addWidget(make_label(look, "Who are you?", Text.DISPLAY, Weight.SEMI_BOLD))
        column.addWidget(make_label(look, _WORDS, Text.SECTION))
        column.addWidget(soft_label(look, HIDES))
        for who in people:
            button = PersonButton(look)
            button.show_person(who.name, who.role)
            button.setAutoDefault(True)  # so that Enter takes it, as Space does
            button.clicked.connect(partial(self._on_chosen, who.person))
            self.buttons.append(button)
            column.addWidget(button)
        self.setCentralWidget(page)
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, person: Person, _checked: bool = False) -> None:
        self.chosen = person
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from one to another, Enter takes one, Escape leaves without an answer."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        here = next((place for place, one in enumerate(self.buttons) if one.hasFocus()), None)
        if step and here is not None:
            other = self.buttons[(here + step) % len(self.buttons)]
            other.setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here is not None:
            self.buttons[here].click()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
