"""The table of a register: what becomes of each row, which decision it is, what is to be known."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
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

from jointdesk.viewmodels.decision_import_table import (
    DAY,
    NUMBER,
    REMARK,
    STATE,
    TITLE,
    TOLD_ROLE,
    DecisionImportTable,
)
from jointdesk.viewmodels.decision_import_words import Kind, Told
from jointdesk.widgets.chips import Face, paint_chip
from jointdesk.widgets.fitting import elide
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROW = 39
_NARROW_UNDER = 620

FACES = {
    Kind.NEW: Face(Kind.NEW.value, "plus", "ok"),
    Kind.CHECK: Face(Kind.CHECK.value, "triangle-alert", "amber"),
    Kind.THERE: Face(Kind.THERE.value, "equal"),
    Kind.REFUSED: Face(Kind.REFUSED.value, "octagon-alert", "red"),
    Kind.NO_RECORD: Face(Kind.NO_RECORD.value, "info", "info"),
}
"""How each kind of row looks."""


class DecisionImportDelegate(QStyledItemDelegate):
    """Paints the cells of the table."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the same height for every row."""
        return QSize(40, self._look.fonts.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell and the line under it."""
        theme, box = self._look.theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(box, theme.accent_tint)
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.line)
        told: Told = index.data(TOLD_ROLE)
        inner = box.adjusted(10, 0, -6, 0)
        if index.column() == STATE:
            paint_chip(painter, self._look, inner, FACES[told.kind])
        else:
            self._paint_words(painter, inner, str(index.data()), index.column())
        if is_chosen:
            self._paint_ring(painter, option, index.column())
        painter.restore()

    def _paint_words(self, painter: QPainter, inner: QRect, text: str, column: int) -> None:
        theme, fonts = self._look.theme, self._look.fonts
        weight = Weight.SEMI_BOLD if column == TITLE else Weight.REGULAR
        painter.setFont(fonts.font(Text.BODY, weight))
        painter.setPen(theme.ink2 if column in (NUMBER, DAY) else theme.ink)
        painter.drawText(inner, _LEFT, elide(text, fonts.metrics(Text.BODY, weight), inner.width()))

    def _paint_ring(self, painter: QPainter, option: QStyleOptionViewItem, column: int) -> None:
        """The frame of the chosen row, drawn cell by cell; thick while it has the keyboard."""
        view = option.widget
        width = 2 if view is not None and view.hasFocus() else 1
        box, colour = option.rect, self._look.theme.accent
        painter.fillRect(box.x(), box.y(), box.width(), width, colour)
        painter.fillRect(box.x(), box.bottom() + 1 - width, box.width(), width, colour)
        if column == STATE:
            painter.fillRect(box.x(), box.y(), width, box.height(), colour)
        if column == REMARK:
            painter.fillRect(box.right() + 1 - width, box.y(), width, box.height(), colour)


class DecisionImportTableView(QTableView):
    """The table itself."""

    def __init__(self, look: Look, rows: DecisionImportTable) -> None:
        super().__init__()
        self._look = look
        self.setModel(rows)
        self.setItemDelegate(DecisionImportDelegate(look, self))
        self.setProperty(OWN_RING, True)
        self.setAccessibleName("What becomes of each row")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
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
        head.setDefaultAlignment(_LEFT)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out between decision and remark; a narrow table leaves the day out."""
        super().resizeEvent(event)
        px = self._look.fonts.px
        is_narrow = self.viewport().width() < px(_NARROW_UNDER)
        self.setColumnHidden(DAY, is_narrow)
        fixed = {STATE: px(124), NUMBER: px(52), DAY: 0 if is_narrow else px(104)}
        room = self.viewport().width() - sum(fixed.values())
        for column, width in fixed.items():
            self.setColumnWidth(column, width)
        title = round(room * 0.42)
        self.setColumnWidth(TITLE, title)
        self.setColumnWidth(REMARK, room - title)
