"""The page of decisions: the register."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.widgets.decision_register import RegisterPanel
from jointdesk.widgets.forms import set_paper
from jointdesk.widgets.look import Look


class DecisionsPage(QFrame):
    """The register, and what is opened from it.

    Signals:
        search_requested, export_requested, import_requested: other pages are wanted.
    """

    search_requested = Signal()
    export_requested = Signal()
    import_requested = Signal()

    def __init__(self, look: Look, model: DecisionsModel) -> None:
        """Show the register."""
        super().__init__()
        self._look = look
        self._model = model
        self.register = RegisterPanel(look, model)
        set_paper(self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.register)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.register.search_requested.connect(self.search_requested)
        self.register.export_requested.connect(self.export_requested)
        self.register.import_requested.connect(self.import_requested)

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        return self.register.first_focus()

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return self.register.areas()
