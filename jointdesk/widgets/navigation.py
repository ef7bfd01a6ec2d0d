"""The left side of the window: who looks, the pages, the month, the diaries, import, settings."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.people import Person
from jointdesk.viewmodels.pages import ENTRIES, Page
from jointdesk.widgets.controls import NavigationRow, Swatch, TagLabel, plain_label, plain_tip
from jointdesk.widgets.elided import ElidedLabel
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_icon
from jointdesk.widgets.look import Look
from jointdesk.widgets.mini_month import MiniMonth

if TYPE_CHECKING:
    from jointdesk.viewmodels.overview import DiaryRow, Overview

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
        self._people: tuple[Person, ...] = ()
        self.setProperty("kind", "navigation")
        self.setAccessibleName("Navigation")
        self._who = _PersonButton(look)
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
        self._people = overview.people
        self._who.show_person(person.name if person else "", overview.role)
        self._rows[Page.CONFLICTS].set_count(overview.open_conflicts, overview.worst)
        self.month.set_marks(overview.days)
        self._legend.show_diaries(overview.diaries)

    def show_count(self, page: Page, count: int) -> None:
        """Show how much waits on a page."""
        self._rows[page].set_count(count)

    @Slot()
    def _on_person_clicked(self) -> None:
        menu = QMenu(self)
        for person in self._people:
            action = menu.addAction(plain_label(person.name))
            action.triggered.connect(lambda _=False, one=person: self.person_requested.emit(one))
        menu.addSeparator()
        note = menu.addAction("In one file JointDesk hides, it does not protect")
        note.setEnabled(False)
        menu.exec(self._who.mapToGlobal(QPoint(0, self._who.height())))


class _PersonButton(QPushButton):
    """The person the window looks as: initials, name, role; a menu to change it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._name = self._role = ""
        self._is_narrow = False
        self.setProperty("kind", "navigation")
        # The style sheet gives navigation rows their height: this one is taller.
        self.setStyleSheet(f"min-height: {look.fonts.px(46)}px;")

    def set_narrow(self, is_narrow: bool) -> None:
        """Show the initials only, or all."""
        self._is_narrow = is_narrow
        self.update()

    def show_person(self, name: str, role: str) -> None:
        """Show a name and what they are."""
        self._name, self._role = name or "Director", role
        self.setAccessibleName(f"{self._name}, {role}, change who is looking")
        self.setToolTip(plain_label(f"{self._name}, {role}"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the initials in a circle, the name and the role."""
        super().paintEvent(event)
        look, theme, fonts = self._look, self._look.theme, self._look.fonts
        size = fonts.px(30)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            circle = QRectF(4, (self.height() - size) / 2, size, size)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_tint)
            painter.drawEllipse(circle)
            painter.setPen(theme.accent)
            painter.setFont(fonts.font(Text.MICRO, Weight.SEMI_BOLD))
            initials = "".join(part[0] for part in self._name.split()[:2]).upper()
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials)
            if self._is_narrow:
                return
            left = circle.right() + 8
            width = self.width() - left - 26
            painter.setPen(theme.ink)
            self._line(painter, Text.BODY, QRectF(left, 6, width, fonts.px(18)), self._name)
            painter.setPen(theme.ink2)
            role = QRectF(left, 6 + fonts.px(18), width, fonts.px(16))
            self._line(painter, Text.MICRO, role, self._role)
            icon = look.icons.pixmap("chevrons-up-down", theme.ink2, 14, self.devicePixelRatioF())
            painter.drawPixmap(QPoint(self.width() - 22, (self.height() - 14) // 2), icon)

    def _line(self, painter: QPainter, text: Text, box: QRectF, words: str) -> None:
        weight = Weight.SEMI_BOLD if text is Text.BODY else Weight.REGULAR
        painter.setFont(self._look.fonts.font(text, weight))
        metrics = self._look.fonts.metrics(text, weight)
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)


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
        name.setToolTip(plain_tip(organisation.name))
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
