"""Painting of blocks: whose (spine and tag), how certain (border), trouble (corner)."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.blocks import Block, Certainty, Kind
from jointdesk.viewmodels.theme import Pattern, Theme, mix
from jointdesk.widgets.block_text import CORNER, ICON, BlockText
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import SPINE, face_brush, spine_tile

RADIUS = 5
TROUBLE = {Severity.RED: "octagon-alert", Severity.AMBER: "triangle-alert", Severity.INFO: "info"}
"""The icon of each severity: the shapes differ."""

_CORNER_ICON = 13
_DASHED = (Certainty.TENTATIVE, Certainty.HOLD, Certainty.MOVABLE)
_OPEN = 2 * RADIUS
"""How far an open edge is pushed out of sight."""


class Strip(NamedTuple):
    """A strip that stands for several blocks: how many, whose, and the worst of their trouble."""

    number: int
    positions: tuple[int, ...]
    severity: Severity | None


class BlockPainter:
    """Paints blocks in one look, at one pixel ratio. Boxes are in whole pixels."""

    def __init__(self, look: Look, ratio: float) -> None:
        """Take the look."""
        self._look = look
        self._theme = look.theme
        self._ratio = ratio
        self._text = BlockText(look.fonts)

    def paint(self, painter: QPainter, block: Block, box: QRect, clear: int) -> None:
        """Paint a block; only `clear` pixels from its top can be seen and take text."""
        if block.kind is Kind.JOURNEY:
            self._paint_journey(painter, block, box)
        elif block.kind is Kind.DRIFT:
            self._paint_drift(painter, block, box)
        else:
            self._paint_face(painter, block, box)
            if block.severity:
                self._paint_corner(painter, block.severity, box)
            self._paint_text(painter, block, box, clear)

    # Faces

    def _paint_face(self, painter: QPainter, block: Block, box: QRect) -> None:
        """Fill, border and spine; an open edge and its corners lie outside of what is painted."""
        painter.save()
        painter.setClipRect(box)
        outer = box.adjusted(
            0, -_OPEN if block.runs_before else 0, 0, _OPEN if block.runs_after else 0
        )
        painter.setBrushOrigin(outer.topLeft())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fill(block))
        painter.drawRoundedRect(QRectF(outer), RADIUS, RADIUS)
        pen = self._border(block)
        inset = pen.widthF() / 2
        # A border that says nothing of its own lies under a solid spine and over a pattern.
        says_more = pen.style() is not Qt.PenStyle.SolidLine or block.severity is not None
        parts = self._spine(block, box)
        for brush, part in parts:
            if says_more or brush.style() is Qt.BrushStyle.TexturePattern:
                self._paint_spine(painter, brush, part, outer)
        painter.setClipRect(box)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawRoundedRect(
            QRectF(outer).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS
        )
        for brush, part in parts:
            if not says_more and brush.style() is Qt.BrushStyle.SolidPattern:
                self._paint_spine(painter, brush, part, outer)
        painter.restore()

    def _paint_spine(self, painter: QPainter, brush: QBrush, part: QRect, outer: QRect) -> None:
        """Cut a part of the spine from the block's own outline, so that its corners stay round."""
        painter.setClipRect(part)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawRoundedRect(QRectF(outer), RADIUS, RADIUS)

    def _spine(self, block: Block, box: QRect) -> list[tuple[QBrush, QRect]]:
        """Return the parts of the spine from top to bottom."""
        brushes = self._spine_brushes(block)
        step = box.height() / len(brushes)
        edges = [box.y() + round(index * step) for index in range(len(brushes) + 1)]
        return [
            (brush, QRect(box.x(), top, SPINE, bottom - top))
            for brush, top, bottom in zip(brushes, edges, edges[1:], strict=False)
        ]

    def _spine_brushes(self, block: Block) -> list[QBrush]:
        theme = self._theme
        if block.certainty is Certainty.GONE or not block.positions:
            return [QBrush(theme.line2)]
        colours = [theme.organisation(position) for position in block.positions]
        return [
            QBrush(each.edge)
            if each.pattern is Pattern.SOLID
            else QBrush(spine_tile(each, theme.surface, self._ratio))
            for each in colours
        ]

    def _fill(self, block: Block) -> QBrush:
        theme = self._theme
        if block.is_stale:
            return QBrush(theme.sunken)
        if block.certainty is Certainty.MOVABLE:
            return QBrush(theme.window)
        if block.certainty is not Certainty.CERTAIN or len(block.positions) != 1:
            return QBrush(theme.surface)
        return face_brush(theme, theme.organisation(block.positions[0]), self._ratio)

    def _border(self, block: Block) -> QPen:
        dashed = block.certainty in _DASHED
        width = max(1.5 if dashed or block.severity else 1.0, self._theme.edge_width)
        pen = QPen(border_colour(self._theme, block), width)
        if dashed:
            pen.setDashPattern([3.2 / width, 2.2 / width])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    # Marks and text

    def _paint_corner(self, painter: QPainter, severity: Severity, box: QRect) -> None:
        height = min(CORNER, box.height())
        painter.save()
        painter.translate(box.right() + 1 - CORNER, box.y())
        painter.fillPath(_corner_path(height), self._theme.severity(severity))
        size = min(_CORNER_ICON, height - 2)
        icon = self._look.icons.pixmap(TROUBLE[severity], self._theme.surface, size, self._ratio)
        painter.drawPixmap(QPointF((CORNER - size) // 2, (height - size) // 2), icon)
        painter.restore()

    def _paint_text(self, painter: QPainter, block: Block, box: QRect, clear: int) -> None:
        lines = self._text.fit(block, box.width(), clear)
        theme = self._theme
        inks = {"title": title_colour(theme, block), "second": theme.ink2}
        for run in lines.runs:
            font = run.font
            if run.role == "tag":
                painter.setPen(theme.organisation(run.position).tag)
            else:
                painter.setPen(inks[run.role])
                if run.role == "title" and block.certainty is Certainty.GONE:
                    font = type(font)(font)
                    font.setStrikeOut(True)
            painter.setFont(font)
            painter.drawText(QPointF(box.x() + run.x, box.y() + run.baseline), run.text)
        if lines.icon:
            x, y = lines.icon
            icon = self._look.icons.pixmap(block.icon, theme.ink2, ICON, self._ratio)
            painter.drawPixmap(QPointF(box.x() + x, box.y() + y), icon)

    # What is no meeting

    def paint_strip(self, painter: QPainter, strip: Strip, box: QRect) -> None:
        """Paint "+n": the spines of all, the worst corner, and the count."""
        theme, fonts = self._theme, self._look.fonts
        stand_in = Block("", positions=strip.positions, severity=strip.severity)
        self._paint_face(painter, stand_in, box)
        line = fonts.line(Text.MICRO)
        has_corner = strip.severity is not None and box.height() >= CORNER + line + 4
        if strip.severity and has_corner:
            self._paint_corner(painter, strip.severity, box)
        painter.setFont(fonts.font(Text.MICRO, Weight.SEMI_BOLD))
        marked = strip.severity is not None and not has_corner
        painter.setPen(theme.severity(strip.severity) if marked and strip.severity else theme.ink)
        place = QRect(box.x() + SPINE, box.bottom() - line - 3, box.width() - SPINE, line)
        if box.height() < 2 * line + 4:
            place.moveTop(box.y() + (box.height() - line) // 2)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"+{strip.number}")

    def _paint_journey(self, painter: QPainter, block: Block, box: QRect) -> None:
        theme, fonts = self._theme, self._look.fonts
        if block.severity:
            colour = theme.severity(block.severity)
            painter.fillRect(box, colour)
            inner = box.adjusted(6, 1, -1, -1)
            painter.fillRect(inner, theme.severity_tint(block.severity))
            left, weight = 12, Weight.SEMI_BOLD
        else:
            colour = theme.ink2
            painter.fillRect(box, theme.sunken)
            painter.setPen(_dotted(theme.line2))
            painter.drawLine(box.x() + 1, box.y() + 1, box.x() + 1, box.bottom())
            left, weight = 8, Weight.REGULAR
        if box.height() < fonts.px(11) or box.width() < fonts.px(46):
            return
        icon = self._look.icons.pixmap(block.icon, colour, ICON, self._ratio)
        middle = box.y() + (box.height() - ICON) // 2
        painter.drawPixmap(QPointF(box.x() + left, middle), icon)
        painter.setFont(fonts.font(Text.MICRO, weight))
        painter.setPen(colour)
        rest = box.adjusted(left + ICON + 5, 0, -2, 0)
        metrics = fonts.metrics(Text.MICRO, weight)
        if metrics.horizontalAdvance(block.title) <= rest.width():
            painter.drawText(rest, _MIDDLE_LEFT, block.title)

    def _paint_drift(self, painter: QPainter, block: Block, box: QRect) -> None:
        theme, fonts = self._theme, self._look.fonts
        pen = QPen(theme.organisation(block.positions[0]).edge, 1.5)
        pen.setDashPattern([3.2 / 1.5, 2.2 / 1.5])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(theme.surface)
        painter.drawRoundedRect(QRectF(box).adjusted(1.75, 0.75, -1.75, -0.75), RADIUS, RADIUS)
        metrics = fonts.metrics(Text.MICRO)
        if box.height() < fonts.line(Text.MICRO) or box.width() < fonts.px(60):
            return
        painter.setFont(fonts.font(Text.MICRO))
        painter.setPen(theme.ink2)
        room = box.adjusted(9, 0, -5, 0)
        text = metrics.elidedText(block.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _MIDDLE_LEFT, text)

    # What changes while nothing is painted anew

    def paint_hover(self, painter: QPainter, block: Block, box: QRect) -> None:
        """Paint the border in its full colour."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = self._border(block)
        if not block.severity and len(block.positions) == 1 and not block.is_stale:
            pen.setColor(self._theme.organisation(block.positions[0]).edge)
        elif not block.severity:
            pen.setColor(self._theme.ink2)
        painter.setPen(pen)
        inset = pen.widthF() / 2
        painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)


def paint_ring(painter: QPainter, theme: Theme, box: QRect, is_focused: bool) -> None:
    """Paint the ring round the selected thing: 2 px, or 1 px when the keyboard is elsewhere."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.surface, 1))
    painter.drawRoundedRect(QRectF(box).adjusted(-0.5, -0.5, 0.5, 0.5), RADIUS, RADIUS)
    width = 2 if is_focused else 1
    reach = 1 + width / 2
    painter.setPen(QPen(theme.accent, width))
    painter.drawRoundedRect(
        QRectF(box).adjusted(-reach, -reach, reach, reach), RADIUS + 2, RADIUS + 2
    )


def border_colour(theme: Theme, block: Block) -> QColor:
    """Return the colour of a block's border."""
    if block.severity:
        return theme.severity(block.severity)
    plain = block.certainty in (Certainty.GONE, Certainty.MOVABLE) or block.is_stale
    if plain or len(block.positions) != 1:
        return theme.line2
    colours = theme.organisation(block.positions[0])
    if block.certainty is not Certainty.CERTAIN or theme.edge_width > 1:
        return colours.edge
    return mix(colours.edge, colours.tint, 45)


def title_colour(theme: Theme, block: Block) -> QColor:
    """Return the colour of a block's title."""
    if block.is_stale or block.certainty in (Certainty.GONE, Certainty.MOVABLE):
        return theme.ink2
    if len(block.positions) == 1:
        return theme.organisation(block.positions[0]).ink
    return theme.ink


@lru_cache(maxsize=8)
def _corner_path(height: int) -> QPainterPath:
    """The corner at the top right of a block, from its own top left."""
    path = QPainterPath()
    path.moveTo(0, 0)
    path.lineTo(CORNER - RADIUS, 0)
    path.quadTo(CORNER, 0, CORNER, RADIUS)
    path.lineTo(CORNER, height)
    path.lineTo(RADIUS, height)
    path.quadTo(0, height, 0, height - RADIUS)
    path.closeSubpath()
    return path


def _dotted(colour: QColor) -> QPen:
    pen = QPen(colour, 2)
    pen.setDashPattern([1, 1])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


_MIDDLE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
