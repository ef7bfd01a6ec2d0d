"""Chips: the small tinted labels that say what a row of an import is."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from jointdesk.viewmodels.theme import Theme
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_HEIGHT = 20


class Face(NamedTuple):
    """How a kind of row looks: its name, its icon, and a tone of the theme, "" for a quiet one."""

    name: str
    icon: str
    tone: str = ""

    def colours(self, theme: Theme) -> tuple[QColor, QColor]:
        """Return the colours of its text and of the ground under it."""
        if not self.tone:
            return theme.ink2, theme.sunken
        return getattr(theme, self.tone), getattr(theme, f"{self.tone}_tint")


def paint_chip(painter: QPainter, look: Look, inner: QRect, face: Face) -> None:
    """Draw a chip at the left of a cell, as wide as its name."""
    fonts = look.fonts
    ink, tint = face.colours(look.theme)
    metrics = fonts.metrics(Text.BLOCK, Weight.MEDIUM)
    width = 8 + 14 + 5 + metrics.horizontalAdvance(face.name) + 8
    height = fonts.px(_HEIGHT)
    chip = QRectF(inner.x(), inner.center().y() - height / 2 + 1, width, height)
    has_tint = tint != look.theme.surface
    painter.setPen(Qt.PenStyle.NoPen if has_tint else QPen(ink, 1))
    painter.setBrush(tint)
    painter.drawRoundedRect(chip, 4, 4)
    icon = look.icons.pixmap(face.icon, ink, 14, painter.device().devicePixelRatioF())
    painter.drawPixmap(QPoint(int(chip.x()) + 7, round(chip.center().y()) - 7), icon)
    painter.setPen(ink)
    painter.setFont(fonts.font(Text.BLOCK, Weight.MEDIUM))
    painter.drawText(chip.adjusted(26, 0, 0, 0), _LEFT, face.name)
