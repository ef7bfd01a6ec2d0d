"""What says whose a thing is without colour: the patterns of spines, swatches, tags and faces.

A pattern is a small tile, painted once per colours and pixel ratio and laid side by side.
"""

from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from jointdesk.viewmodels.theme import OrganisationColours, Pattern, Theme, mix
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

SPINE = 7
"""Width of a block's spine in pixels."""

_STRIPES = 8
"""Tile of the stripes: 3 on and 2.6 off across them are 7.9 px along an edge."""
_HATCH = 13
"""Tile of the hatch: 9 px across the lines are 12.7 px along an edge."""
_DOTS = (7, 6)
_DOT_RADIUS = 1.9
_RULES = (7, 5)
_RULE = 2


def spine_tile(colours: OrganisationColours, ground: QColor, ratio: float) -> QPixmap:
    """Return the tile of an organisation's pattern on a ground, to be laid from the top left."""
    return _spine_tile(colours.pattern, colours.edge.rgb(), ground.rgb(), ratio)


@lru_cache(maxsize=64)
def _spine_tile(pattern: Pattern, edge: int, ground: int, ratio: float) -> QPixmap:
    colour, paper = QColor.fromRgb(edge), QColor.fromRgb(ground)
    match pattern:
        case Pattern.SOLID:
            return _tile(8, 8, colour, ratio)
        case Pattern.STRIPED:
            return _diagonals(_STRIPES, 3.0, colour, paper, ratio)
        case Pattern.DOTTED:
            tile = _tile(*_DOTS, paper, ratio)
            with QPainter(tile) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawEllipse(QPointF(3.5, 3), _DOT_RADIUS, _DOT_RADIUS)
            return tile
        case Pattern.RULED:
            tile = _tile(*_RULES, paper, ratio)
            with QPainter(tile) as painter:
                painter.fillRect(0, 1, _RULES[0], _RULE, colour)
            return tile


@lru_cache(maxsize=64)
def _hatch_tile(line: int, ground: int, ratio: float) -> QPixmap:
    return _diagonals(_HATCH, 1.5, QColor.fromRgb(line), QColor.fromRgb(ground), ratio)


def hatch_tile(theme: Theme, colours: OrganisationColours, ratio: float) -> QPixmap | None:
    """Return the tile of the hatch over an organisation's tint, None if it has none."""
    if colours.pattern is not Pattern.STRIPED or not theme.hatch_percent:
        return None
    line = mix(colours.edge, colours.tint, theme.hatch_percent)
    return _hatch_tile(line.rgb(), colours.tint.rgb(), ratio)


def _tile(width: int, height: int, ground: QColor, ratio: float) -> QPixmap:
    tile = QPixmap(round(width * ratio), round(height * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(ground)
    return tile


def _diagonals(size: int, width: float, line: QColor, ground: QColor, ratio: float) -> QPixmap:
    """Return a square tile with lines that rise at 45° and meet those of its neighbours."""
    tile = _tile(size, size, ground, ratio)
    with QPainter(tile) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        for shift in (-size, 0, size):
            painter.drawLine(QLineF(shift - 2, size + 2, shift + size + 2, -2))
    return tile


def paint_spine(
    painter: QPainter, theme: Theme, box: QRectF, positions: tuple[int, ...], ratio: float
) -> None:
    """Fill a spine, cut into equal parts from top to bottom in the order of organisations."""
    step = box.height() / len(positions)
    for index, position in enumerate(positions):
        part = QRectF(box.x(), round(box.y() + index * step), box.width(), 0)
        part.setBottom(round(box.y() + (index + 1) * step))
        colours = theme.organisation(position)
        painter.drawTiledPixmap(part, spine_tile(colours, theme.surface, ratio), QPointF())


def paint_swatch(painter: QPainter, look: Look, box: QRectF, position: int) -> None:
    """Draw the square of the legend: pattern and edge of one organisation."""
    theme = look.theme
    colours = theme.organisation(position)
    ratio = painter.device().devicePixelRatioF()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.edge, 1))
    painter.setBrush(QBrush(spine_tile(colours, theme.surface, ratio)))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def tag_width(look: Look, code: str) -> int:
    """Return how wide a tag with a frame is."""
    metrics = look.fonts.metrics(Text.TAG, Weight.BOLD)
    return round(metrics.horizontalAdvance(code)) + look.fonts.px(12)


def paint_tag(painter: QPainter, look: Look, box: QRectF, position: int, code: str) -> None:
    """Draw a tag with its frame: the code of one organisation in its colours."""
    colours = look.theme.organisation(position)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.edge, 1))
    painter.setBrush(colours.tint)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(colours.ink)
    painter.setFont(look.fonts.font(Text.TAG, Weight.BOLD))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, code)
