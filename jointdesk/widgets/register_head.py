"""The heads of the register's columns, with the swatch of the body that a column is of."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QTableView

from jointdesk.viewmodels.decision_table import MatterTable
from jointdesk.widgets.fitting import elide
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import paint_swatch

_HEAD, _PAD = 36, 10
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RegisterHead(QHeaderView):
    """Paints the heads; an arrow says by which column the rows are sorted."""

    def __init__(self, look: Look, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self.setFixedHeight(look.fonts.px(_HEAD))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:  # noqa: N802
        """Draw the head of one column."""
        look, theme, fonts = self._look, self._look.theme, self._look.fonts
        painter.save()
        painter.fillRect(box, theme.surface)
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.line2)
        model = self.model()
        left = float(box.x() + _PAD)
        position = model.position(section) if isinstance(model, MatterTable) else None
        if position is not None:
            size = fonts.px(13)
            swatch = QRectF(left, box.center().y() - size / 2 + 0.5, size, size)
            paint_swatch(painter, look, swatch, position)
            left += size + 6
        name = str(model.headerData(section, Qt.Orientation.Horizontal))
        painter.setFont(fonts.font(Text.DETAIL, Weight.SEMI_BOLD))
        painter.setPen(theme.ink2)
        metrics = fonts.metrics(Text.DETAIL, Weight.SEMI_BOLD)
        room = box.right() - left - 18
        text = elide(name, metrics, room)
        painter.drawText(QRectF(left, box.y(), room, box.height() - 1), _LEFT, text)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            is_up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            self._paint_arrow(painter, left + metrics.horizontalAdvance(text) + 8, box, is_up=is_up)
        painter.restore()

    def _paint_arrow(self, painter: QPainter, x: float, box: QRect, *, is_up: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.theme.ink2, 1.5))
        y, rise = box.center().y(), -2 if is_up else 2
        tip = QPointF(x + 4, y + rise)
        painter.drawLine(QPointF(x, y - rise), tip)
        painter.drawLine(tip, QPointF(x + 8, y - rise))
