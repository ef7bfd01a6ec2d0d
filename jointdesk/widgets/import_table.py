"""The table of an import: a tick, what happens, to which meeting, how it differs, when."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

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
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look
from jointdesk.widgets.preview_table import LEFT, Index, PreviewDelegate, PreviewTable

FACES = {
    Kind.CHANGED: Face(Kind.CHANGED.value, "pencil", "info"),
    Kind.NEW: Face(Kind.NEW.value, "plus", "ok"),
    Kind.CANCELLED: Face(Kind.CANCELLED.value, "ban"),
    Kind.MISSING: Face(Kind.MISSING.value, "search-x", "amber"),
    Kind.REJECTED: Face(Kind.REJECTED.value, "octagon-alert", "red"),
    Kind.NOTE: Face(Kind.NOTE.value, "info", "info"),
}
"""How each kind of row looks."""


class ImportDelegate(PreviewDelegate):
    """Paints the cells of the table."""

    def paint_cell(self, painter: QPainter, inner: QRect, index: Index) -> None:
        """Draw the tick, what happens, or what is known of the row by now."""
        theme, column = self.look.theme, index.column()
        told: Told | None = index.data(TOLD_ROLE)
        if column == TICK:
            self._paint_tick(painter, inner, index.data(Qt.ItemDataRole.CheckStateRole))
        elif column == WHAT:
            kind = Kind(index.data(KIND_ROLE))  # Qt hands it on as a plain text
            paint_chip(painter, self.look, inner, FACES[kind])
        elif told is None:
            return
        elif column == DIFFERENCE:
            self._paint_pieces(painter, inner, told)
        elif column == MEETING:
            self.paint_words(painter, inner, told.title, theme.ink, Weight.SEMI_BOLD)
        else:
            self.paint_words(painter, inner, told.when, theme.ink2, Weight.REGULAR)

    def _paint_tick(self, painter: QPainter, inner: QRect, state: Qt.CheckState | None) -> None:
        if state is None:
            return
        is_ticked = state == Qt.CheckState.Checked
        theme = self.look.theme
        icon = self.look.icons.pixmap(
            "square-check" if is_ticked else "square",
            theme.accent if is_ticked else theme.ink2,
            16,
            painter.device().devicePixelRatioF(),
        )
        painter.drawPixmap(QPoint(inner.x(), inner.center().y() - 7), icon)

    def _paint_pieces(self, painter: QPainter, inner: QRect, told: Told) -> None:
        """The sentence, old values struck through and new ones strong, as far as there is room."""
        theme, fonts = self.look.theme, self.look.fonts
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
            painter.drawText(QRectF(left, inner.y(), room, inner.height()), LEFT, text)
            left += metrics.horizontalAdvance(text) + gap


class ImportTableView(PreviewTable):
    """The table itself: Space ticks the chosen rows, a click on the box ticks one."""

    def __init__(self, look: Look, model: ImportTable) -> None:
        super().__init__(look, model, ImportDelegate, "What the import would change")
        self.rows = model
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out: the difference gets most."""
        super().resizeEvent(event)
        px = self.look.fonts.px
        self.share({TICK: px(36), WHAT: px(112), WHEN: px(150)}, MEETING, 0.4, DIFFERENCE)

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
