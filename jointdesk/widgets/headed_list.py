"""Painting lists whose rows stand under headings."""

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from jointdesk.viewmodels.headed_list import LINE_ROLE, ListHeading
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.list_rows import paint_ground, paint_heading, paint_line
from jointdesk.widgets.look import Look

_Index = QModelIndex | QPersistentModelIndex


class HeadedDelegate(QStyledItemDelegate):
    """Paints headings, and the ground of the rows; what a row says is a subclass's to paint."""

    def __init__(self, look: Look, parent: QWidget, heading: int, row: int) -> None:
        """Paint in a look; `heading` and `row` are heights at the design's own text size."""
        super().__init__(parent)
        self.look = look
        self._heading, self._row = heading, row

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a heading or of a row."""
        is_heading = isinstance(index.data(LINE_ROLE), ListHeading)
        return QSize(200, self.look.fonts.px(self._heading if is_heading else self._row))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one line."""
        line = index.data(LINE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect
        paint_line(painter, self.look, box)
        if isinstance(line, ListHeading):
            paint_heading(painter, self.look, box, line.name, f"{line.number:,}", Text.BODY)
        else:
            paint_ground(painter, self.look, option.state, box)
            self.paint_row(painter, line, box)
        painter.restore()

    @abstractmethod
    def paint_row(self, painter: QPainter, row: Any, box: QRect) -> None:
        """Draw what a row says."""
