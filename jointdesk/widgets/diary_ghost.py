"""The ghost of what is carried over the diary: its times, and what it would clash with.

What would last all day has its ghost in the head, and its words at the top of the grid.
"""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.blocks import MINUTES_A_DAY
from jointdesk.viewmodels.carried import Grip, Load
from jointdesk.viewmodels.words import clock
from jointdesk.widgets.block_faces import RADIUS, TROUBLE, dashed_pen
from jointdesk.widgets.diary_carrying import Carrying
from jointdesk.widgets.diary_geometry import Grid, Head
from jointdesk.widgets.fitting import elide
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.list_rows import LEFT
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import SPINE, paint_spine

_CORNER = 19
_WORDS = 440
_UNDER_POINTER, _UNDER_HEAD = 20, 6
_CENTRE = Qt.AlignmentFlag.AlignCenter


def paint_ghost(painter: QPainter, look: Look, grid: Grid, carrying: Carrying) -> None:
    """Paint the ghost over the grid, in grid coordinates."""
    boxes, load, place = carrying.boxes(), carrying.load, carrying.place
    if load is None or place is None:
        return
    theme = look.theme
    _paint_origin(painter, look, grid, load)
    for placed in grid.placed:
        if placed.block.meeting_id in carrying.foresight.meetings:
            _paint_clash(painter, look, placed.box)
    if not boxes:
        _paint_row_words(painter, look, grid, carrying)
        return
    is_clash = bool(carrying.foresight.words)
    painter.setPen(QPen(theme.red if is_clash else theme.accent, 2))
    painter.setBrush(theme.accent_tint if load.grip is Grip.NEW else theme.surface)
    for box in boxes:
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    _paint_title(painter, look, boxes[0], load)
    end = (place.start + place.minutes) % MINUTES_A_DAY or MINUTES_A_DAY
    _label(painter, look, boxes[0].topLeft(), clock(place.start))
    _label(painter, look, boxes[-1].bottomLeft(), clock(end))
    if is_clash:
        under = carrying.pointed()
        at = under + QPoint(0, _UNDER_POINTER) if under else boxes[-1].bottomLeft() + QPoint(0, 8)
        _paint_words(painter, look, grid, at, carrying.foresight.words)


def paint_row_ghost(painter: QPainter, look: Look, head: Head, carrying: Carrying) -> None:
    """Paint the ghost of what would last all day over the head, in its coordinates."""
    load, place = carrying.load, carrying.place
    if load is None:
        return
    for bar, box in head.bars:
        if bar.meeting_id and bar.meeting_id in carrying.foresight.meetings:
            _paint_clash(painter, look, box)
        elif bar.meeting_id == load.id and load.id:
            painter.setPen(dashed_pen(look.theme.line2, 1))
            painter.setBrush(look.theme.surface)
            edge = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(edge, RADIUS, RADIUS)
    ghost = head.row_box(place.day, place.last) if place and place.is_all_day else None
    if ghost is None:
        return
    colour = look.theme.red if carrying.foresight.words else look.theme.accent
    painter.setPen(QPen(colour, 2))
    painter.setBrush(look.theme.surface)
    painter.drawRoundedRect(QRectF(ghost).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    _paint_title(painter, look, ghost, load)


def _paint_row_words(painter: QPainter, look: Look, grid: Grid, carrying: Carrying) -> None:
    """Say under the head what it would clash with there."""
    if carrying.foresight.words and carrying.place is not None:
        under = carrying.pointed()
        day = max(0, min(carrying.place.day, len(grid.columns) - 1))
        x = under.x() if under is not None else grid.columns[day].x
        at = QPoint(x, carrying.top + _UNDER_HEAD)
        _paint_words(painter, look, grid, at, carrying.foresight.words)


def _paint_origin(painter: QPainter, look: Look, grid: Grid, load: Load) -> None:
    """Leave only a dashed line where it was."""
    if load.is_task or not load.id:
        return
    for placed in grid.placed:
        if placed.block.meeting_id != load.id:
            continue
        painter.save()
        painter.setClipRegion(grid.uncovered(placed.block.key, placed.box))
        painter.setPen(dashed_pen(look.theme.line2, 1))
        painter.setBrush(look.theme.surface)
        edge = QRectF(placed.box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, RADIUS, RADIUS)
        painter.restore()


def _paint_title(painter: QPainter, look: Look, box: QRect, load: Load) -> None:
    theme, fonts = look.theme, look.fonts
    left = box.x() + 10
    if load.positions:
        ratio = painter.device().devicePixelRatioF()
        spine = QRectF(box.x() + 3, box.y() + 3, SPINE, box.height() - 6)
        paint_spine(painter, theme, spine, load.positions, ratio)
        left += SPINE
    metrics = fonts.metrics(Text.BLOCK, Weight.SEMI_BOLD)
    height = fonts.line(Text.BLOCK) + 2
    if height > box.height():
        return
    line = QRect(left, box.y() + min(3, (box.height() - height) // 2), 0, height)
    line.setRight(box.right() - 6)
    painter.setFont(fonts.font(Text.BLOCK, Weight.SEMI_BOLD))
    painter.setPen(theme.ink)
    painter.drawText(line, LEFT, elide(load.title, metrics, line.width()))


def _label(painter: QPainter, look: Look, edge: QPoint, words: str) -> None:
    """Draw a time on the left edge of the ghost."""
    fonts = look.fonts
    width = round(fonts.metrics(Text.MICRO, Weight.SEMI_BOLD).horizontalAdvance(words)) + 10
    height = fonts.line(Text.MICRO) + 2
    box = QRect(edge.x() - width + 6, edge.y() - height // 2, width, height)
    box.moveLeft(max(2, box.x()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.theme.accent)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(look.theme.on_accent)
    painter.setFont(fonts.font(Text.MICRO, Weight.SEMI_BOLD))
    painter.drawText(box, _CENTRE, words)


def _paint_clash(painter: QPainter, look: Look, box: QRect) -> None:
    """Give a block the red border and corner of a conflict."""
    theme = look.theme
    painter.setPen(QPen(theme.red, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    size = min(look.fonts.px(_CORNER), box.width(), box.height())
    corner = QRect(box.right() + 1 - size, box.y(), size, size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.red)
    painter.drawRoundedRect(corner, RADIUS, RADIUS)
    ratio = painter.device().devicePixelRatioF()
    inner = max(6, size - 6)
    icon = look.icons.pixmap(TROUBLE[Severity.RED], theme.surface, inner, ratio)
    painter.drawPixmap(corner.topLeft() + QPoint((size - inner) // 2, (size - inner) // 2), icon)


def _paint_words(painter: QPainter, look: Look, grid: Grid, at: QPoint, words: str) -> None:
    """Draw one line at a point, or as near to it as the grid has room for it."""
    theme, fonts = look.theme, look.fonts
    metrics = fonts.metrics(Text.BLOCK, Weight.MEDIUM)
    room = min(fonts.px(_WORDS), grid.width - grid.gutter - 8)
    text = elide(words, metrics, room - 16)
    width = round(metrics.horizontalAdvance(text)) + 16
    line = QRect(at.x(), at.y(), width, fonts.line(Text.BLOCK) + 8)
    line.moveRight(min(line.right(), grid.width - 4))
    painter.setPen(QPen(theme.red, 1))
    painter.setBrush(theme.red_tint)
    painter.drawRoundedRect(QRectF(line).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(theme.red)
    painter.setFont(fonts.font(Text.BLOCK, Weight.MEDIUM))
    painter.drawText(line.adjusted(8, 0, -8, 0), LEFT, text)
