"""What lies over the diary's grid and changes without it: hover, selection, slot, now-line."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from jointdesk.viewmodels import words
from jointdesk.viewmodels.blocks import Kind
from jointdesk.viewmodels.cursor import Slot
from jointdesk.widgets.block_faces import RADIUS
from jointdesk.widgets.blocks import BlockPainter, paint_ring
from jointdesk.widgets.diary_geometry import Grid, Placed, PlacedStrip
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

if TYPE_CHECKING:
    from jointdesk.widgets.diary import DiaryView

_DOT = 4
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def paint_overlay(painter: QPainter, view: "DiaryView", grid: Grid, painting: BlockPainter) -> None:
    """Paint everything that lies over the grid, in grid coordinates."""
    look, selection = view.look, view.selection
    if grid.page.is_empty:
        _paint_nothing(painter, view, grid)
    if view.pointer.hovered is not None:
        _paint_hover(painter, look, grid, view.pointer.hovered, painting)
    place = view.now_place()
    if place is not None:
        _paint_now(painter, look, grid, *place)
    item = selection.item
    if selection.slot is not None:
        _paint_slot(painter, look, grid, selection.slot, view.hasFocus())
    elif item is not None and not item.in_head:
        painter.setClipRegion(grid.uncovered(item.key, item.box))
        paint_ring(painter, look.theme, item.box, view.hasFocus())
    if view.carrying.load is not None:
        from jointdesk.widgets.diary_ghost import paint_ghost  # first wanted when one drags

        painter.setClipping(False)
        paint_ghost(painter, look, grid, view.carrying)


def paint_head_overlay(painter: QPainter, view: "DiaryView") -> None:
    """Paint what is carried over the all-day row, in head coordinates."""
    if view.head is not None and view.carrying.load is not None:
        from jointdesk.widgets.diary_ghost import paint_row_ghost

        paint_row_ghost(painter, view.look, view.head, view.carrying)


def _paint_nothing(painter: QPainter, view: "DiaryView", grid: Grid) -> None:
    """Say that there is nothing, in the middle of what can be seen."""
    room = QRect(grid.gutter, 0, grid.width - grid.gutter, view.viewport().height())
    painter.setFont(view.look.fonts.font(Text.SECTION))
    painter.setPen(view.look.theme.ink2)
    place = room.translated(0, view.verticalScrollBar().value())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, grid.page.nothing)


def _paint_hover(
    painter: QPainter,
    look: Look,
    grid: Grid,
    placed: Placed | PlacedStrip,
    painting: BlockPainter,
) -> None:
    """Show what the pointer lies over by its full edge."""
    if isinstance(placed, PlacedStrip):
        painter.setPen(QPen(look.theme.ink2, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = QRectF(placed.box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, RADIUS, RADIUS)
    elif placed.block.kind is Kind.MEETING:
        painter.save()
        painter.setClipRegion(grid.uncovered(placed.block.key, placed.box))
        painting.paint_hover(painter, placed.block, placed.box)
        painter.restore()


def _paint_slot(painter: QPainter, look: Look, grid: Grid, slot: Slot, is_focused: bool) -> None:
    """Show the empty slot under the cursor, with its time."""
    box = grid.span(slot.day, slot.start, slot.start + slot.minutes)
    theme = look.theme
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.accent_tint)
    painter.drawRoundedRect(QRectF(box), RADIUS, RADIUS)
    painter.setPen(theme.accent)
    painter.setFont(look.fonts.font(Text.MICRO, Weight.SEMI_BOLD))
    told = words.clock(slot.start)
    if slot.is_marked:
        told = f"{told}–{words.clock(slot.start + slot.minutes)}"
    painter.drawText(box.adjusted(10, 0, 0, 0), _LEFT, told)
    paint_ring(painter, theme, box, is_focused)


def _paint_now(painter: QPainter, look: Look, grid: Grid, day: int, minute: int) -> None:
    """Draw the now-line: thin over all days, thick and dotted today, its time at the left."""
    theme, fonts = look.theme, look.fonts
    y = grid.y(minute)
    today = grid.columns[day]
    painter.fillRect(grid.gutter, y, grid.width - grid.gutter, 1, theme.accent)
    painter.fillRect(today.x, y - 1 + (y == 0), today.width, 2, theme.accent)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.accent)
    painter.drawEllipse(QPointF(today.x, y), _DOT, _DOT)
    line = fonts.line(Text.MICRO)
    label = QRect(0, max(0, y - line // 2), grid.gutter - _DOT - 4, line)
    hour = grid.y(round(minute / 60) * 60)
    if abs(hour - y) < line:  # the hour's own label gives way
        label = label.united(QRect(0, hour - line // 2, label.width(), line))
    painter.fillRect(label, theme.surface)
    painter.setFont(fonts.font(Text.MICRO, Weight.SEMI_BOLD))
    painter.setPen(theme.accent)
    own = QRect(0, max(0, y - line // 2), grid.gutter - 8, line)
    painter.drawText(own, _RIGHT, words.clock(minute))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
