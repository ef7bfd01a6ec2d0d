"""The table of an import: a tick, what happens, to which meeting, how it differs, when."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
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

from jointdesk.viewmodels.import_table import (
    DIFFERENCE,
    KIND_ROLE,
    MEETING,
    TICK,
    TOLD_ROLE,
    WHAT,
    WHEN,
    ImportTable,
)
from jointdesk.viewmodels.import_words import Kind, Mark, Told
from jointdesk.widgets.chips import Face, paint_chip
from jointdesk.widgets.fitting import elide
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROW = 39
_STATE = QStyle.StateFlag

FACES = {
    Kind.CHANGED: Face(Kind.CHANGED.value, "pencil", "info"),
    Kind.NEW: Face(Kind.NEW.value, "plus", "ok"),
    Kind.CANCELLED: Face(Kind.CANCELLED.value, "ban"),
    Kind.MISSING: Face(Kind.MISSING.value, "search-x", "amber"),
    Kind.REJECTED: Face(Kind.REJECTED.value, "octagon-alert", "red"),
    Kind.NOTE: Face(Kind.NOTE.value, "info", "info"),
}
"""How each kind of row looks."""


class ImportDelegate(QStyledItemDelegate):
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
        is_chosen = bool(option.state & _STATE.State_Selected)
        if is_chosen:
            painter.fillRect(box, theme.accent_tint)
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.line)
        told: Told | None = index.data(TOLD_ROLE)
        kind = Kind(index.data(KIND_ROLE))  # Qt hands it on as a plain text
        inner = box.adjusted(10, 0, -6, 0)
        if index.column() == TICK:
            self._paint_tick(painter, box, index.data(Qt.ItemDataRole.CheckStateRole))
        elif index.column() == WHAT:
            paint_chip(painter, self._look, inner, FACES[kind])
        elif told is not None:
            self._paint_words(painter, inner, told, index.column())
        if is_chosen:
            self._paint_ring(painter, option, index.column())
        painter.restore()

    def _paint_tick(self, painter: QPainter, box: QRect, state: Qt.CheckState | None) -> None:
        if state is None:
            return
        is_ticked = state == Qt.CheckState.Checked
        theme = self._look.theme
        icon = self._look.icons.pixmap(
            "square-check" if is_ticked else "square",
            theme.accent if is_ticked else theme.ink2,
            16,
            painter.device().devicePixelRatioF(),
        )
        painter.drawPixmap(QPoint(box.x() + 10, box.center().y() - 7), icon)

    def _paint_words(self, painter: QPainter, inner: QRect, told: Told, column: int) -> None:
        theme, fonts = self._look.theme, self._look.fonts
        if column == DIFFERENCE:
            self._paint_pieces(painter, inner, told)
            return
        is_title = column == MEETING
        weight = Weight.SEMI_BOLD if is_title else Weight.REGULAR
        painter.setFont(fonts.font(Text.BODY, weight))
        painter.setPen(theme.ink if is_title else theme.ink2)
        text = told.title if is_title else told.when
        painter.drawText(inner, _LEFT, elide(text, fonts.metrics(Text.BODY, weight), inner.width()))

    def _paint_pieces(self, painter: QPainter, inner: QRect, told: Told) -> None:
        """The sentence, old values struck through and new ones strong, as far as there is room."""
        theme, fonts = self._look.theme, self._look.fonts
        left, gap = float(inner.x()), fonts.metrics(Text.BODY).horizontalAdvance(" ")
        for piece in told.pieces:
            weight = Weight.SEMI_BOLD if piece.mark is Mark.NEW else Weight.REGULAR
            font = QFont(fonts.font(Text.BODY, weight))
            font.setStrikeOut(piece.mark is Mark.OLD)
            metrics = fonts.metrics(Text.BODY, weight)
            if piece.text == "," and left > inner.x():
                left -= gap
            room = inner.right() - left
            if room < gap * 3:
                return
            text = elide(piece.text, metrics, room)
            painter.setFont(font)
            painter.setPen(theme.ink2 if piece.mark is Mark.OLD else theme.ink)
            painter.drawText(QRectF(left, inner.y(), room, inner.height()), _LEFT, text)
            left += metrics.horizontalAdvance(text) + gap

    def _paint_ring(self, painter: QPainter, option: QStyleOptionViewItem, column: int) -> None:
        """The frame of the chosen row, drawn cell by cell; thick while it has the keyboard."""
        view = option.widget
        width = 2 if view is not None and view.hasFocus() else 1
        box, colour = option.rect, self._look.theme.accent
        painter.fillRect(box.x(), box.y(), box.width(), width, colour)
        painter.fillRect(box.x(), box.bottom() + 1 - width, box.width(), width, colour)
        if column == TICK:
            painter.fillRect(box.x(), box.y(), width, box.height(), colour)
        if column == WHEN:
            painter.fillRect(box.right() + 1 - width, box.y(), width, box.height(), colour)


class ImportTableView(QTableView):
    """The table itself: Space ticks the chosen rows, a click on the box ticks one."""

    def __init__(self, look: Look, model: ImportTable) -> None:
        super().__init__()
        self.rows = model
        self._look = look
        self.setModel(model)
        self.setItemDelegate(ImportDelegate(look, self))
        self.setProperty(OWN_RING, True)
        self.setAccessibleName("What the import would change")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QTableView { border: none; border-radius: 0; }")
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.fonts.px(_ROW))
        rows.hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(_LEFT)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out: the difference gets most."""
        super().resizeEvent(event)
        px = self._look.fonts.px
        fixed = {TICK: px(36), WHAT: px(112), WHEN: px(150)}
        room = self.viewport().width() - sum(fixed.values())
        for column, width in fixed.items():
            self.setColumnWidth(column, width)
        meeting = round(room * 0.4)
        self.setColumnWidth(MEETING, meeting)
        self.setColumnWidth(DIFFERENCE, room - meeting)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks or unticks the chosen rows; the rest is the table's."""
        if event.key() == Qt.Key.Key_Space:
            # Range by range: of ten thousand chosen rows no index is made.
            chosen = self.selectionModel().selection()
            parts = [chosen.at(number) for number in range(chosen.count())]
            self.rows.toggle(row for part in parts for row in range(part.top(), part.bottom() + 1))
            event.accept()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box ticks the row."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == TICK:
            self.rows.toggle([index.row()])
