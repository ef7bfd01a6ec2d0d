"""The register of decisions: its toolbar, the next deadlines, and the table with its filters."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.words import counted
from jointdesk.viewmodels.decision_register import Tab
from jointdesk.viewmodels.decision_table import TEXTS_ROLE
from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.widgets.controls import SegmentedControl, make_button, make_icon_button
from jointdesk.widgets.decision_filters import FilterBar
from jointdesk.widgets.decision_strip import DeadlineStrip
from jointdesk.widgets.decision_table import DecisionView, MatterView, RegisterTable
from jointdesk.widgets.empty import EmptyState
from jointdesk.widgets.forms import PageHead, set_paper
from jointdesk.widgets.labels import make_line
from jointdesk.widgets.look import Look
from jointdesk.widgets.search_button import SearchButton

_TABS = ("Needs work", "In progress", "All")
_NARROW_UNDER, _LOW_UNDER = 1080, 420


class RegisterPanel(QFrame):
    """Lays the register out and connects it to its model.

    Signals:
        matter_opened(str, str): the ids of a matter and of the decision that is wanted, or "".
        new_requested, export_requested, import_requested, search_requested: wishes.
    """

    matter_opened = Signal(str, str)
    new_requested = Signal()
    export_requested = Signal()
    import_requested = Signal()
    search_requested = Signal()

    def __init__(self, look: Look, model: DecisionsModel) -> None:
        """Show what the model has, and follow it."""
        super().__init__()
        self._look = look
        self._model = model
        self._selected = ""
        self.tabs = SegmentedControl(_TABS, "Which matters")
        self.strip = DeadlineStrip(look)
        self.matters = MatterView(look, model.matters)
        self.decisions = DecisionView(look, model.decisions)
        self.bar = FilterBar(look, model)
        self._empty = EmptyState(look, "")
        self._none = EmptyState(look, "", "New matter")
        self._lay_out()
        self._connect()
        self._on_listed()

    @property
    def table(self) -> RegisterTable:
        """The table that is shown."""
        return self.decisions if self._model.filter.is_flat else self.matters

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        return self.table if self._model.number() else self.tabs.taken()

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self.strip, self.table]

    # Laying out

    def _lay_out(self) -> None:
        set_paper(self)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 14, 24, 8)
        column.setSpacing(10)
        column.addWidget(self.strip)
        column.addWidget(self.bar)
        self._stack = QStackedWidget()
        for widget in (self.matters, self.decisions, self._empty):
            self._stack.addWidget(widget)
        column.addWidget(self._stack, 1)
        self._body, self._whole = body, QStackedWidget()
        self._whole.addWidget(body)
        self._whole.addWidget(self._none)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._toolbar())
        outer.addWidget(make_line(self._look))
        outer.addWidget(self._whole, 1)

    def _toolbar(self) -> PageHead:
        look = self._look
        self.export = make_button(look, "Export", "file-output")
        self.export.clicked.connect(self.export_requested)
        self.bring_in = make_icon_button(look, "import", "Bring in a register from a file")
        self.bring_in.clicked.connect(self.import_requested)
        self._search = SearchButton(look)
        self._search.clicked.connect(self.search_requested)
        self.new = make_button(look, "New matter", "plus", "primary")
        self.new.clicked.connect(self.new_requested)
        self._head = PageHead(look, "Decisions")
        self._head.add(self.tabs, self.export, self.bring_in, self._search, self.new)
        return self._head

    def _connect(self) -> None:
        model = self._model
        model.listed.connect(self._on_listed)
        self.tabs.choice_changed.connect(lambda choice: model.set_tab(Tab(choice)))
        self.bar.left.connect(self._to_table)
        self.matters.opened.connect(self._on_matter_opened)
        self.decisions.opened.connect(self._on_decision_opened)
        self.matters.selectionModel().currentChanged.connect(self._on_current)
        self.decisions.selectionModel().currentChanged.connect(self._on_current)
        self.strip.decision_requested.connect(self._open_decision)
        self._none.asked.connect(self.new_requested)
        keys = Qt.ShortcutContext.WidgetWithChildrenShortcut
        find = QShortcut(QKeySequence("Ctrl+F"), self, context=keys)
        find.activated.connect(self.bar.field.take_keyboard)
        new = QShortcut(QKeySequence("Ctrl+N"), self, context=keys)
        new.activated.connect(self.new_requested)

    # What the model says

    @Slot()
    def _on_listed(self) -> None:
        """Show what is listed by now, with what was selected still selected."""
        model, register = self._model, self._model.register
        self.tabs.take(model.filter.tab)
        if register is not None:
            needs, going, every = register.counts()
            names = (f"{_TABS[0]} {needs:,}", f"{_TABS[1]} {going:,}", _TABS[2])
            for place, name in enumerate(names):
                self.tabs.rename(place, name)
            self._head.say(counted(every, "matter"))
            self.strip.show_deadlines(register.deadlines, register.today)
        is_none = register is not None and not register.entries
        self._whole.setCurrentWidget(self._none if is_none else self._body)
        self._none.say(model.nothing())
        self._empty.say(model.nothing())
        is_empty = register is not None and not model.number()
        had_focus = self.matters.hasFocus() or self.decisions.hasFocus()
        self._stack.setCurrentWidget(self._empty if is_empty else self.table)
        self.table.hide_columns(model.hidden)
        self._choose()
        if had_focus:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        """Select again what was selected."""
        if not self._model.number():
            return
        if self._model.filter.is_flat:
            row = self._model.decisions.place_of(self._selected)
        else:
            row = self._model.matters.place_of(self._selected)
        self.table.choose_row(row)

    # What the person does

    @Slot()
    def _on_current(self) -> None:
        row = self.table.currentIndex().row()
        if row < 0 or row >= self._model.number():
            return
        if self._model.filter.is_flat:
            self._selected = self._model.decisions.rows[row].decision.id
        else:
            self._selected = self._model.matters.entries[row].matter.id

    @Slot(int, int)
    def _on_matter_opened(self, row: int, column: int) -> None:
        register = self._model.register
        entry = self._model.matters.entries[row]
        decision = ""
        if register is not None and 1 <= column <= len(register.bodies):
            texts = self._model.matters.data(self._model.matters.index(row, 0), TEXTS_ROLE)
            decision = texts.sides[column - 1].decision
        if not entry.matter.id and entry.standings:
            decision = entry.standings[0].decision.id
        self.matter_opened.emit(entry.matter.id, decision)

    @Slot(int, int)
    def _on_decision_opened(self, row: int, _column: int) -> None:
        decision = self._model.decisions.rows[row].decision
        self.matter_opened.emit(decision.matter, decision.id)

    @Slot(str)
    def _open_decision(self, decision_id: str) -> None:
        self.matter_opened.emit(self._model.matter_of(decision_id), decision_id)

    @Slot()
    def _to_table(self) -> None:
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the search to its keys in a narrow window, the deadlines to Today in a low one."""
        super().resizeEvent(event)
        self._search.setVisible(self.width() >= self._look.fonts.px(_NARROW_UNDER))
        self.strip.setVisible(self.height() >= self._look.fonts.px(_LOW_UNDER))
