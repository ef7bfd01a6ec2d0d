"""The left side of the window: who looks, the pages, the month, the diaries, import, settings."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.people import Person
from jointdesk.viewmodels.pages import ENTRIES, Page
from jointdesk.widgets.controls import NavigationRow, Swatch, TagLabel, plain_label, set_tip
from jointdesk.widgets.elided import ElidedLabel
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_icon
from jointdesk.widgets.look import Look
from jointdesk.widgets.mini_month import MiniMonth
from jointdesk.widgets.person_button import PersonButton

if TYPE_CHECKING:
    from jointdesk.viewmodels.overview import DiaryRow, Overview
    from jointdesk.viewmodels.who import Who

_WIDTH, _NARROW = 216, 56


class Navigation(QFrame):
    """Where one is and where one can go.

    Signals:
        page_requested: a `Page`.
        person_requested: a `Person` to look and act as.
        day_requested: a `datetime.date` chosen in the month.
    """

    page_requested = Signal(object)
    person_requested = Signal(object)
    day_requested = Signal(object)

    def __init__(self, look: Look) -> None:
        """Show the pages; `show_overview` fills in the rest."""
        super().__init__()
        self._look = look
        self._people: tuple[Who, ...] = ()
        self._protects = ""
        self._person_id = ""
        self.setProperty("kind", "navigation")
        self.setAccessibleName("Navigation")
        self._who = PersonButton(look, leads_on=True)
        self._who.clicked.connect(self._on_person_clicked)
        self._rows: dict[Page, NavigationRow] = {}
        self._is_told = False
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 12)
        column.setSpacing(2)
        column.addWidget(self._who)
        column.addSpacing(8)
        self._add_rows(column, at_foot=False)
        column.addSpacing(12)
        self.month = MiniMonth(look)
        self.month.day_chosen.connect(self.day_requested)
        column.addWidget(self.month)
        column.addSpacing(12)
        self._legend = _Legend(look)
        column.addWidget(self._legend)
        column.addStretch(1)
        self._add_rows(column, at_foot=True)
        self.set_narrow(False)

    def _add_rows(self, column: QVBoxLayout, *, at_foot: bool) -> None:
        for entry in ENTRIES:
            if entry.at_foot is at_foot:
                row = NavigationRow(self._look, entry.icon, entry.name)
                row.toggled.connect(partial(self._on_row, entry.page))
                self._rows[entry.page] = row
                column.addWidget(row)

    def take_page(self, page: Page) -> None:
        """Show which page is open; one without a row leaves none marked."""
        self._is_told = True
        self._mark(page)
        self._is_told = False

    def _on_row(self, page: Page, is_marked: bool) -> None:
        """Ask for a page; a screen reader marks its row without pressing it."""
        if is_marked and not self._is_told:
            self.page_requested.emit(page)

    def _mark(self, page: Page) -> None:
        if page in self._rows:
            self._rows[page].setChecked(True)
            return
        for row in self._rows.values():
            row.setAutoExclusive(False)
            row.setChecked(False)
            row.setAutoExclusive(True)
        self._rows[Page.DIARY].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_narrow(self, is_narrow: bool) -> None:
        """Shrink to icons, or show everything."""
        self.setFixedWidth(self._look.fonts.px(_NARROW if is_narrow else _WIDTH))
        self._who.set_narrow(is_narrow)
        for row in self._rows.values():
            row.set_narrow(is_narrow)
        self.month.setVisible(not is_narrow)
        self._legend.setVisible(not is_narrow)

    def show_overview(self, overview: "Overview", person: Person | None) -> None:
        """Show people, counts, the month's marks and the diaries."""
        self._people, self._protects = overview.people, overview.protects
        self._person_id = person.id if person else ""
        self._who.show_person(person.name if person else "", overview.role)
        self._rows[Page.CONFLICTS].set_count(overview.open_conflicts, overview.worst)
        self.month.set_marks(overview.days)
        self._legend.show_diaries(overview.diaries)

    def show_count(self, page: Page, count: int) -> None:
        """Show how much waits on a page."""
        self._rows[page].set_count(count)

    @Slot()
    def _on_person_clicked(self) -> None:
        menu = self.person_menu()
        menu.popup(self._who.mapToGlobal(QPoint(0, self._who.height())))

    def person_menu(self) -> QMenu:
        """Return the menu of everybody whom the window can run as, and what that protects."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for who in self._people:
            action = menu.addAction(plain_label(f"{who.name}, {who.role}"))
            action.setCheckable(True)
            is_here = who.person.id == self._person_id
            action.setChecked(is_here)
            if not is_here:
                wish = partial(self.person_requested.emit, who.person)
                action.triggered.connect(lambda _checked, wish=wish: wish())
        menu.addSeparator()
        for part in filter(None, self._protects.split(": ")):
            menu.addAction(part[0].upper() + part[1:]).setEnabled(False)
        return menu


class _Legend(QWidget):
    """The diaries with their patterns and the time at which each was read."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_diaries(self, diaries: tuple["DiaryRow", ...]) -> None:
        """Show a row a diary in place of the rows before."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if diaries:
            self._grid.addWidget(self._label("Diaries", Text.MICRO, strong=True), 0, 0, 1, 4)
        for number, diary in enumerate(diaries, 1):
            self._add(number, diary)

    def _add(self, number: int, diary: "DiaryRow") -> None:
        organisation = diary.organisation
        position = organisation.position
        name = ElidedLabel(self._look, diary.name, Text.DETAIL, colour=self._look.theme.ink2)
        set_tip(name, organisation.name)
        read = self._label(diary.read, Text.MICRO)
        when = QWidget()
        row = QHBoxLayout(when)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        if diary.is_stale:
            amber = self._look.theme.amber
            read.setStyleSheet(f"color: {amber.name()};")
            read.setAccessibleName(f"{organisation.name} was read {diary.read}, out of date")
            size = self._look.fonts.px(12)
            row.addWidget(make_icon(self._look, "triangle-alert", amber, size))
        row.addWidget(read)
        tag = TagLabel(self._look, position, organisation.code, organisation.name)
        self._grid.addWidget(Swatch(self._look, position), number, 0)
        self._grid.addWidget(name, number, 1)
        self._grid.addWidget(tag, number, 2)
        self._grid.addWidget(when, number, 3, Qt.AlignmentFlag.AlignRight)

    def _label(self, words: str, text: Text, *, strong: bool = False) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(words)
        label.setFont(self._look.fonts.font(text, Weight.SEMI_BOLD if strong else Weight.REGULAR))
        label.setStyleSheet(f"color: {self._look.theme.ink2.name()};")
        return label
