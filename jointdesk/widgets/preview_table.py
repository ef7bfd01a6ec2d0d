"""The table of what an import would do: its rows, the ring of the chosen ones, its columns."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from jointdesk.widgets.fitting import elide
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.look import Look

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROW = 39

Index = QModelIndex | QPersistentModelIndex


class PreviewDelegate(QStyledItemDelegate):
    """Paints the ground of a row, the line under it, and the ring of a chosen one."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Paint in a look."""
        super().__init__(parent)
        self.look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the same height for every row."""
        return QSize(40, self.look.fonts.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell and the line under it."""
        theme, box = self.look.theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(box, theme.accent_tint)
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.line)
        self.paint_cell(painter, box.adjusted(10, 0, -6, 0), index)
        if is_chosen:
            self._paint_ring(painter, option, index)
        painter.restore()

    def paint_cell(self, painter: QPainter, inner: QRect, index: Index) -> None:
        """Draw what a cell says into the room within its margins."""
        raise NotImplementedError

    def paint_words(
        self, painter: QPainter, inner: QRect, words: str, colour: QColor, weight: int
    ) -> None:
        """Draw a line of text, elided."""
        fonts = self.look.fonts
        painter.setFont(fonts.font(Text.BODY, weight))
        painter.setPen(colour)
        painter.drawText(inner, LEFT, elide(words, fonts.metrics(Text.BODY, weight), inner.width()))

    def _paint_ring(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The frame of a chosen row, drawn cell by cell; thick while it has the keyboard."""
        view = option.widget
        width = 2 if view is not None and view.hasFocus() else 1
        box, colour = option.rect, self.look.theme.accent
        painter.fillRect(box.x(), box.y(), box.width(), width, colour)
        painter.fillRect(box.x(), box.bottom() + 1 - width, box.width(), width, colour)
        if index.column() == 0:
            painter.fillRect(box.x(), box.y(), width, box.height(), colour)
        if index.column() == index.model().columnCount() - 1:
            painter.fillRect(box.right() + 1 - width, box.y(), width, box.height(), colour)


class PreviewTable(QTableView):
    """Rows that are chosen whole, under heads that stay as they are."""

    def __init__(
        self, look: Look, rows: QAbstractItemModel, delegate: type[PreviewDelegate], name: str
    ) -> None:
        """Show rows as a delegate paints them; `name` is what a screen reader says."""
        super().__init__()
        self.look = look
        self.setModel(rows)
        self.setItemDelegate(delegate(look, self))
        self.setProperty(OWN_RING, True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QTableView { border: none; border-radius: 0; }")
        numbers = self.verticalHeader()
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setDefaultSectionSize(look.fonts.px(_ROW))
        numbers.hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(LEFT)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(20)

    def share(self, fixed: dict[int, int], first: int, part: float, second: int) -> None:
        """Give columns their fixed widths, and two others what is left: `part` of it the first."""
        room = self.viewport().width() - sum(fixed.values())
        width = round(room * part)
        for column, wide in (fixed | {first: width, second: room - width}).items():
            self.setColumnWidth(column, wide)
