"""The painting of a page's grid and blocks, once, into a pixmap that scrolling only copies."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion

from jointdesk.viewmodels import words
from jointdesk.viewmodels.blocks import MINUTES_A_DAY
from jointdesk.widgets.block_faces import RADIUS
from jointdesk.widgets.blocks import BlockPainter
from jointdesk.widgets.diary_geometry import Grid, Placed
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.look import Look


def paint_layer(
    grid: Grid, look: Look, ratio: float, painting: BlockPainter | None = None
) -> QPixmap:
    """Return the whole day of a page, from midnight to midnight.

    A painter of blocks that has painted most of them before makes it quicker.
    """
    painting = painting or BlockPainter(look, ratio)
    layer = QPixmap(round(grid.width * ratio), round(grid.height * ratio))
    layer.setDevicePixelRatio(ratio)
    layer.fill(look.theme.surface)
    with QPainter(layer) as painter:
        _paint_grid(painter, grid, look)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_blocks(painter, grid, look, painting)
    return layer


def _paint_grid(painter: QPainter, grid: Grid, look: Look) -> None:
    theme, fonts = look.theme, look.fonts
    for column, day in zip(grid.columns, grid.page.days, strict=True):
        for start, end in ((0, day.opens), (day.closes, MINUTES_A_DAY)):
            top = grid.y(start)
            painter.fillRect(column.x, top, column.width, grid.y(end) - top, theme.sunken)
    for hour in range(24):
        painter.fillRect(grid.gutter - 1, grid.y(hour * 60), grid.width, 1, theme.line)
    for column in grid.columns:
        painter.fillRect(column.x, 0, 1, grid.height, theme.line)
    painter.setFont(fonts.font(Text.MICRO))
    painter.setPen(theme.ink2)
    line = fonts.line(Text.MICRO)
    for hour in range(1, 24):
        box = QRect(0, grid.y(hour * 60) - line // 2, grid.gutter - 8, line)
        painter.drawText(box, _MIDDLE_RIGHT, words.clock(hour * 60))


def _paint_blocks(painter: QPainter, grid: Grid, look: Look, painting: BlockPainter) -> None:
    for placed in grid.behind:
        if placed.block.severity is None:
            painting.paint(painter, placed.block, placed.box, placed.clear)
    covered: dict[int, QRegion] = {}
    for placed in grid.placed:
        if placed.depth:
            _paint_gap(painter, placed, covered[placed.day], look)
        covered[placed.day] = covered.get(placed.day, QRegion()).united(placed.box)
        painting.paint(painter, placed.block, placed.box, placed.clear)
    for strip in grid.strips:
        painting.paint_strip(painter, strip.strip, strip.box)
    for placed in grid.behind:
        if placed.block.severity is not None:
            painting.paint(painter, placed.block, placed.box, placed.clear)


def _paint_gap(painter: QPainter, placed: Placed, covered: QRegion, look: Look) -> None:
    """Set a block in front off from those behind it, and from nothing else."""
    painter.save()
    painter.setClipRegion(covered)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.theme.surface)
    box = QRectF(placed.box).adjusted(-1.5, -1.5, 1.5, 1.5)
    painter.drawRoundedRect(box, RADIUS + 1, RADIUS + 1)
    painter.restore()


_MIDDLE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
