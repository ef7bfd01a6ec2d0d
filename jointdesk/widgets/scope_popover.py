"""The question how much of a series is meant, beside the meeting in the grid."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jointdesk.viewmodels.changeable import ScopeAsk
from jointdesk.viewmodels.event_warnings import ScopeWords
from jointdesk.widgets.look import Look
from jointdesk.widgets.popover import Popover
from jointdesk.widgets.scope_question import ScopeQuestion

_WIDTH = 264


class ScopePopover(Popover):
    """Asks over a view."""

    def __init__(self, look: Look, view: QWidget) -> None:
        """Begin hidden."""
        super().__init__(look, view, "How much of the series", _WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self.question = ScopeQuestion(look)
        self.question.setProperty("kind", "")
        column.addWidget(self.question)
        self.question.left.connect(self.left)

    def tell(self, words: ScopeWords) -> None:
        """Say under each answer what it would clash with."""
        if self.isVisible():
            self.question.tell(words)
            self.place()

    def ask(self, ask: ScopeAsk, beside: QRect) -> None:
        """Ask beside a box of the view."""
        self.question.show()
        self.show_beside(beside)
        self.question.ask(ask)
        self.place()
