"""The table of journeys, painted and edited by the keyboard."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from jointdesk.viewmodels.travel_table import TravelTable
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

_CELL, _ROW = 104, 34


class TravelView(QTableView):
    """The table of journeys: arrows move, a digit or Return begins to write."""

    def __init__(self, look: Look, model: TravelTable) -> None:
        super().__init__()
        self._look = look
        self.setModel(model)
        self.setItemDelegate(_MinutesDelegate(look, self))
        self.setProperty(OWN_RING, True)
        self.setAccessibleName("Minutes between places")
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setGridStyle(Qt.PenStyle.NoPen)
        self.setShowGrid(False)
        theme = look.theme
        self.setStyleSheet(
            f"QTableCornerButton::section {{ background: {theme.surface.name()}; border: none; }}"
            f"QHeaderView::section:vertical {{ border-bottom: 1px solid {theme.line.name()}; }}"
        )
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setDefaultSectionSize(look.fonts.px(_CELL))
        columns.setFixedHeight(look.fonts.px(66))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.fonts.px(_ROW))
        for head in (columns, rows):
            head.setSectionsClickable(False)
            head.setHighlightSections(False)

    def fit(self) -> None:
        """Be as high as the rows are, so that only the page scrolls."""
        rows = self.model().rowCount()
        bar = self.horizontalScrollBar().sizeHint().height()
        head = self.horizontalHeader().height()
        self.setFixedHeight(head + rows * self._look.fonts.px(_ROW) + bar + 4)
        self.setVisible(rows > 1)
        if rows > 1 and not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return begins to write; Delete says that nobody knows."""
        index = self.currentIndex()
        is_free = self.state() is not QAbstractItemView.State.EditingState and index.isValid()
        if is_free and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(index)
        elif is_free and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.model().setData(index, "", Qt.ItemDataRole.EditRole)
        else:
            super().keyPressEvent(event)


class _MinutesDelegate(QStyledItemDelegate):
    """Paints a number in a cell, and edits it as a line."""

    def __init__(self, look: Look, parent: QTableView) -> None:
        super().__init__(parent)
        self._look = look
        self._view = parent

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell: empty ones say "not known" by a quiet mark."""
        theme, fonts, box = self._look.theme, self._look.fonts, option.rect
        text = index.data()
        is_same = index.row() == index.column()
        painter.save()
        if is_same:
            painter.fillRect(box, theme.sunken)
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.line)
        painter.fillRect(box.right(), box.y(), 1, box.height(), theme.line)
        painter.setFont(fonts.font(Text.BODY, Weight.REGULAR))
        painter.setPen(theme.ink if text and not is_same else theme.ink3)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text or "?")
        if index == self._view.currentIndex():
            painter.setPen(theme.accent)
            width = 2 if self._view.hasFocus() else 1
            for step in range(width):
                painter.drawRect(box.adjusted(step, step, -step - 2, -step - 2))
        painter.restore()

    def createEditor(  # noqa: N802
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Return a line for a number."""
        line = QLineEdit(parent)
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.setMaxLength(8)
        line.setProperty(OWN_RING, True)
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return line
