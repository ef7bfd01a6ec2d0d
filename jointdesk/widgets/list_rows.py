"""What the long lists paint alike: the ground of a row, the line under it, a heading."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle

from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

AIR = 12
"""Pixels between the edge of a list and what its rows say."""

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_line(painter: QPainter, look: Look, box: QRect) -> None:
    """Draw the line that ends a row."""
    painter.fillRect(box.x() + AIR, box.bottom(), box.width() - 2 * AIR, 1, look.theme.line)


def paint_ground(painter: QPainter, look: Look, state: QStyle.StateFlag, box: QRect) -> None:
    """Draw what lies behind a selected row, ringed more heavily in focus, or a hovered one."""
    theme, inner = look.theme, QRectF(box).adjusted(4, 2, -4, -2)
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(theme.accent_tint)
        painter.drawRoundedRect(inner, 8, 8)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.accent, 2 if has_focus else 1))
        painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 7, 7)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(theme.sunken)
        painter.drawRoundedRect(inner, 8, 8)


def paint_heading(
    painter: QPainter, look: Look, box: QRect, name: str, count: str, size: Text
) -> None:
    """Draw a heading over rows at the foot of its box, then how much stands under it."""
    theme, fonts = look.theme, look.fonts
    painter.setFont(fonts.font(size, Weight.SEMI_BOLD))
    metrics = painter.fontMetrics()
    left, baseline = box.x() + AIR, box.bottom() - fonts.px(7) - metrics.descent()
    painter.setPen(theme.ink)
    painter.drawText(left, baseline, name)
    painter.setFont(fonts.font(Text.BLOCK))
    painter.setPen(theme.ink2)
    painter.drawText(left + metrics.horizontalAdvance(name) + 9, baseline, count)
