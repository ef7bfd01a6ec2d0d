"""The row of filters over the register: words, grouping, kept filters, columns."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.widgets.controls import SegmentedControl, make_button, plain_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.search_field import SearchField


class FilterBar(QWidget):
    """Filters while one types; filters and columns are kept for the person.

    Signals:
        left: the keyboard may go back to the table.
    """

    left = Signal()

    def __init__(self, look: Look, model: DecisionsModel) -> None:
        """Filter a model's rows."""
        super().__init__()
        self._look = look
        self._model = model
        self.field = SearchField("decisions", model.seek)
        self.modes = SegmentedControl(("By matter", "One by one"), "How decisions are listed")
        self.filters = make_button(look, "Filters", "chevron-down", "small")
        self.columns = make_button(look, "Columns", "chevron-down", "small")
        self.name = QLineEdit()
        self._lay_out()
        self._connect()
        self._on_listed()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.field.setMaximumWidth(self._look.fonts.px(340))
        row.addWidget(self.field, 1)
        row.addWidget(self.modes)
        row.addStretch(1)
        self.name.setPlaceholderText("Name of the filter")
        self.name.setAccessibleName("Name of the filter, Enter keeps it")
        self.name.setMaximumWidth(self._look.fonts.px(200))
        self.name.hide()
        row.addWidget(self.name)
        for button, name in ((self.filters, "Kept filters"), (self.columns, "Columns")):
            button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            button.setAccessibleName(name)
            row.addWidget(button)

    def _connect(self) -> None:
        model = self._model
        model.listed.connect(self._on_listed)
        self.modes.choice_changed.connect(lambda choice: model.set_flat(choice == 1))
        self.field.left.connect(self.left)
        self.filters.clicked.connect(lambda: self.filter_menu().exec(_under(self.filters)))
        self.columns.clicked.connect(lambda: self.column_menu().exec(_under(self.columns)))
        self.name.returnPressed.connect(self._on_named)
        keys = Qt.ShortcutContext.WidgetShortcut
        leave = QShortcut(QKeySequence("Escape"), self.name, context=keys)
        leave.activated.connect(self._leave_name)

    @Slot()
    def _on_listed(self) -> None:
        wanted = self._model.filter
        self.modes.take(int(wanted.is_flat))
        self.field.show_words(wanted.words)

    # Kept filters

    def filter_menu(self) -> QMenu:
        """Return the menu of the filters that are kept."""
        menu = QMenu(self)
        kept = self._model.filters
        for name, one in kept.items():
            action = menu.addAction(plain_label(name))
            action.setCheckable(True)
            action.setChecked(one == self._model.filter)
            action.triggered.connect(partial(self._apply, name))
        if not kept:
            menu.addAction("No filters are kept yet").setEnabled(False)
        menu.addSeparator()
        menu.addAction("Keep this filter…").triggered.connect(self._ask_name)
        if kept:
            removal = menu.addMenu("Remove")
            for name in kept:
                action = removal.addAction(plain_label(name))
                action.triggered.connect(partial(self._drop, name))
        return menu

    def _apply(self, name: str, _checked: bool = False) -> None:
        self.field.stop()
        self._model.apply(self._model.filters[name])

    def _drop(self, name: str, _checked: bool = False) -> None:
        self._model.drop_filter(name)

    @Slot()
    def _ask_name(self) -> None:
        self.name.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_named(self) -> None:
        self._model.keep_filter(self.name.text())
        self._leave_name()

    @Slot()
    def _leave_name(self) -> None:
        self.name.clear()
        self.name.hide()
        self.filters.setFocus(Qt.FocusReason.OtherFocusReason)

    # Columns

    def column_menu(self) -> QMenu:
        """Return the menu of the columns; the first one is always there."""
        menu = QMenu(self)
        for name in self._model.columns()[1:]:
            action = menu.addAction(plain_label(name))
            action.setCheckable(True)
            action.setChecked(name not in self._model.hidden)
            action.toggled.connect(partial(self._model.show_column, name))
        return menu


def _under(button: QPushButton) -> QPoint:
    return button.mapToGlobal(QPoint(0, button.height()))
