"""The cells of a previewed table: plain text that wraps, and is cut only where rows are equal."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from jointdesk.widgets.fonts import Text
from jointdesk.widgets.look import Look

_Index = QModelIndex | QPersistentModelIndex

_ASIDE, _ABOVE = 8, 4
"""Pixels between a cell's edge and its text."""

_LINE_END = "\u2028"


class CellDelegate(QStyledItemDelegate):
    """Paints cells and says how high they are."""

    def __init__(self, look: Look, parent: QWidget, most_lines: int = 0) -> None:
        """Show every line of a text, or at most so many."""
        super().__init__(parent)
        self._look = look
        self._most = most_lines

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of the text at its column's width."""
        layout = self._laid_out(index, option.rect.width())
        return QSize(option.rect.width(), round(_height(layout)) + 2 * _ABOVE + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the text, on the colour of what is chosen where it is."""
        theme, box = self._look.theme, option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(box)
        if is_chosen:
            painter.fillRect(box, theme.accent_tint)
            painter.setPen(theme.accent)
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.setPen(theme.ink)
        place = QPointF(box.x() + _ASIDE, box.y() + _ABOVE)
        self._laid_out(index, box.width()).draw(painter, place)
        painter.restore()

    def _laid_out(self, index: _Index, width: int) -> QTextLayout:
        text = str(index.data() or "").replace("\n", _LINE_END)
        room = max(1, width - 2 * _ASIDE)
        side = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        layout = self._layout(text, room, Qt.AlignmentFlag(side))
        if not self._most or layout.lineCount() <= self._most:
            return layout
        start = layout.lineAt(self._most - 1).textStart()
        rest = " ".join(text[start : start + 400].split())
        metrics = self._look.fonts.metrics(Text.BODY)
        last = metrics.elidedText(f"{rest}…", Qt.TextElideMode.ElideRight, room)
        return self._layout(text[:start] + last, room, Qt.AlignmentFlag(side))

    def _layout(self, text: str, room: int, side: Qt.AlignmentFlag) -> QTextLayout:
        option = QTextOption(side & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(text, self._look.fonts.font(Text.BODY))
        layout.setTextOption(option)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout


def _height(layout: QTextLayout) -> float:
    return sum(layout.lineAt(number).height() for number in range(layout.lineCount()))
