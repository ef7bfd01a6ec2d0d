"""Where the director's time went: one bar in the colours and patterns of the organisations."""

from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from jointdesk.viewmodels.today_split import Part, Split
from jointdesk.widgets.controls import TagLabel, make_button
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import spine_tile

_BAR = 12


class SplitBar(QWidget):
    """The bar; a mark in it stands where the agreed shares part."""

    def __init__(self, look: Look, split: Split) -> None:
        """Show a split."""
        super().__init__()
        self._look = look
        self._split = split
        self.setFixedHeight(look.fonts.px(_BAR))
        self.setAccessibleName(split.spoken)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a piece for each organisation."""
        theme, ratio = self._look.theme, self.devicePixelRatioF()
        left, whole = 0.0, float(self.width())
        with QPainter(self) as painter:
            for part in self._split.parts:
                width = whole * part.percent / 100
                box = QRectF(round(left), 0, round(left + width) - round(left), self.height())
                colours = theme.organisation(part.position)
                tile = spine_tile(colours, theme.surface, ratio)
                painter.drawTiledPixmap(box, tile, QPointF())
                painter.setPen(QPen(colours.edge, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
                left += width
            for percent in self._agreed():
                self._mark(painter, round(whole * percent / 100))

    def _agreed(self) -> list[int]:
        """Return the per cents at which the agreed shares part."""
        agreed = [part.agreed for part in self._split.parts if part.agreed is not None]
        return list(accumulate(agreed))[:-1]

    def _mark(self, painter: QPainter, x: int) -> None:
        """Draw a line with a gap at both sides, so that it is seen on every pattern."""
        theme = self._look.theme
        painter.fillRect(QRectF(x - 2, 0, 4, self.height()), theme.surface)
        painter.fillRect(QRectF(x - 1, 0, 2, self.height()), theme.ink)


class SplitCard(QFrame):
    """The bar with its words.

    Signals:
        opened: more of it is wanted.
    """

    opened = Signal()

    def __init__(self, look: Look, title: str, split: Split) -> None:
        """Show a split under a title."""
        super().__init__()
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(9)
        head = FlowingRow()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(make_label(look, title, Text.BODY, Weight.SEMI_BOLD, wraps=False))
        ink2 = look.theme.ink2
        head.add_at_end(make_label(look, split.note, Text.BLOCK, colour=ink2, wraps=False))
        column.addLayout(head)
        column.addWidget(SplitBar(look, split))
        foot = FlowingRow(spacing=16)
        foot.setContentsMargins(0, 0, 0, 0)
        for part in split.parts[:-1]:
            foot.addWidget(_part(look, part))
        foot.add_at_end(_part(look, split.parts[-1]))
        self.more = make_button(look, "By week, month or quarter", "chevron-right", "small")
        self.more.clicked.connect(self.opened)
        column.addLayout(foot)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)


def _part(look: Look, part: Part) -> QWidget:
    made = QWidget()
    row = FlowingRow(made, spacing=6)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(TagLabel(look, part.position, part.code, part.name))
    row.addWidget(make_label(look, f"{part.percent} %", Text.BODY, Weight.SEMI_BOLD, wraps=False))
    hours = f"{part.hours} h"
    row.addWidget(make_label(look, hours, Text.BLOCK, colour=look.theme.ink2, wraps=False))
    return made
