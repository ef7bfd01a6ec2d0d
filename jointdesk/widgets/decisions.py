"""The page of decisions: the register, one matter in full, a new matter."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from jointdesk.domain.items import Fields
from jointdesk.viewmodels.decision_editor import DecisionEditor
from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.viewmodels.matters import MatterModel
from jointdesk.widgets.decision_register import RegisterPanel
from jointdesk.widgets.forms import set_paper
from jointdesk.widgets.look import Look
from jointdesk.widgets.matter import MatterPage
from jointdesk.widgets.new_matter import NewMatterPage


class DecisionsPage(QFrame):
    """The register, and what is opened from it.

    Signals:
        search_requested, export_requested, import_requested: other pages are wanted.
        conflict_requested(str): the id of a conflict to be settled.
        notice_requested(str): the id of a decision whose notice is to be made.
    """

    search_requested = Signal()
    export_requested = Signal()
    import_requested = Signal()
    conflict_requested = Signal(str)
    notice_requested = Signal(str)

    def __init__(
        self, look: Look, register: DecisionsModel, matter: MatterModel, editor: DecisionEditor
    ) -> None:
        """Show the register."""
        super().__init__()
        self._model, self._matter_model = register, matter
        self.register = RegisterPanel(look, register)
        self.matter = MatterPage(look, matter, editor)
        self.new = NewMatterPage(look)
        set_paper(self)
        self._stack = QStackedWidget()
        for page in (self.register, self.matter, self.new):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        register, matter, model = self.register, self.matter, self._matter_model
        register.search_requested.connect(self.search_requested)
        register.export_requested.connect(self.export_requested)
        register.import_requested.connect(self.import_requested)
        register.matter_opened.connect(self.open_matter)
        register.new_requested.connect(self.begin_matter)
        matter.left.connect(self.show_register)
        matter.conflict_requested.connect(self.conflict_requested)
        matter.notice_requested.connect(self.notice_requested)
        model.opened.connect(self.open_matter)
        model.failed.connect(self._on_failed)
        self.new.confirmed.connect(model.add_matter)
        self.new.left.connect(self.show_register)

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        page = self._stack.currentWidget()
        if page is self.matter:
            return self.matter.first_focus()
        return self.new.title if page is self.new else self.register.first_focus()

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        page = self._stack.currentWidget()
        if page is self.matter:
            return self.matter.areas()
        return [self.new] if page is self.new else self.register.areas()

    @Slot(str, str)
    def open_matter(self, matter_id: str, decision_id: str) -> None:
        """Show a matter, open at a decision where one is named."""
        self.matter.show_matter(matter_id, decision_id)
        self._go_to(self.matter)

    @Slot()
    def begin_matter(self) -> None:
        """Ask for what a new matter begins with."""
        register = self._model.register
        if register is not None:
            self.new.offer(register)
            self._go_to(self.new)

    @Slot(str)
    def begin_from_meeting(self, meeting_id: str) -> None:
        """Ask for what is decided in a meeting, with what the diary knows filled in."""
        self._matter_model.read_meeting(meeting_id, self._on_meeting_read)

    def _on_meeting_read(self, found: tuple[str, Sequence[Fields]]) -> None:
        register = self._model.register
        if register is not None:
            title, rows = found
            self.new.offer(register, title, rows)
            self._go_to(self.new)

    @Slot()
    def show_register(self) -> None:
        """Go back to the register."""
        self._matter_model.close()
        self._go_to(self.register)

    def _go_to(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str, str)
    def _on_failed(self, key: str, sentence: str) -> None:
        if key == "new" and self._stack.currentWidget() is self.new:
            self.new.say(sentence)
