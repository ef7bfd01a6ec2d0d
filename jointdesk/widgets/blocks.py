"""Painting of blocks: whose (spine and tag), how certain (border), trouble (corner)."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.blocks import Block, Certainty, Kind, PlainWords
from jointdesk.viewmodels.theme import Theme
from jointdesk.widgets.block_faces import RADIUS, Face, Faces, dashed_pen
from jointdesk.widgets.block_text import CORNER, ICON, BlockText
from jointdesk.widgets.fonts import Text, Weight, struck_out
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import SPINE


class Strip(NamedTuple):
    """A strip that stands for several blocks: how many, whose, and the worst of their trouble."""

    number: int
    positions: tuple[int, ...]
    severity: Severity | None


_UNSEEN = PlainWords()
"""In place of what is told of a block: two that look alike share one picture."""

_KEPT_PIXELS = 2_000_000
"""Pixels of pictures that are kept, before scaling: 8 MB, or four times as much at ratio 2."""


class BlockPainter:
    """Paints blocks in one look, at one pixel ratio. Boxes are in whole pixels.

    The picture of a block is kept, so that painting the same block in the same size again, as
    after most changes of a diary, is one copy.
    """

    def __init__(self, look: Look, ratio: float) -> None:
        """Take the look."""
        self._pictures: dict[tuple[Block | Strip, int, int, int], QPixmap] = {}
        self._pixels = 0
        self._look = look
        self._theme = look.theme
        self._ratio = ratio
        self._text = BlockText(look.fonts)
        self._faces = Faces(look, ratio)

    def is_for(self, look: Look, ratio: float) -> bool:
        """Whether it paints in that look at that pixel ratio."""
        return self._look is look and self._ratio == ratio

    def paint(self, painter: QPainter, block: Block, box: QRect, clear: int) -> None:
        """Paint a block; only `clear` pixels from its top can be seen and take text."""
        seen = block._replace(key="", meeting_id="", told=_UNSEEN, number="")
        painter.drawPixmap(box.topLeft(), self._picture(seen, box.width(), box.height(), clear))

    def paint_strip(self, painter: QPainter, strip: Strip, box: QRect) -> None:
        """Paint "+n": the spines of all, the worst corner, and the count."""
        painter.drawPixmap(box.topLeft(), self._picture(strip, box.width(), box.height(), 0))

    def _picture(self, thing: Block | Strip, width: int, height: int, clear: int) -> QPixmap:
        """Return the kept picture, painted now if there is none."""
        key = (thing, width, height, clear)
        picture = self._pictures.get(key)
        if picture is not None:
            return picture
        if self._pixels > _KEPT_PIXELS:
            self._pictures.clear()
            self._pixels = 0
        picture = QPixmap(round(width * self._ratio), round(height * self._ratio))
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRect(0, 0, width, height)
            if isinstance(thing, Strip):
                self._paint_strip(painter, thing, box)
            else:
                self._paint(painter, thing, box, clear)
        self._pictures[key] = picture
        self._pixels += width * height
        return picture

    def _paint(self, painter: QPainter, block: Block, box: QRect, clear: int) -> None:
        if block.kind is Kind.JOURNEY:
            self._paint_journey(painter, block, box)
        elif block.kind is Kind.DRIFT:
            self._paint_drift(painter, block, box)
        else:
            self._faces.paint(painter, Face.of(block), box)
            self._paint_text(painter, block, box, clear)

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
                    font = struck_out(font)
            painter.setFont(font)
            painter.drawText(QPointF(box.x() + run.x, box.y() + run.baseline), run.text)
        for name, x, y in lines.icons:
            size = self._look.fonts.px(ICON)
            icon = self._look.icons.pixmap(name, theme.ink2, size, self._ratio)
            painter.drawPixmap(QPointF(box.x() + x, box.y() + y), icon)

    # What is no meeting

    def _paint_strip(self, painter: QPainter, strip: Strip, box: QRect) -> None:
        theme, fonts = self._theme, self._look.fonts
        line = fonts.line(Text.MICRO)
        has_corner = strip.severity is not None and box.height() >= CORNER + line + 4
        face = Face(strip.positions, severity=strip.severity, has_corner=has_corner)
        if len(strip.positions) == 1:  # several meetings are never one organisation's face
            face = face._replace(positions=strip.positions * 2)
        self._faces.paint(painter, face, box)
        text = f"+{strip.number}" if strip.number < 100 else "99+"
        painter.setFont(fonts.font(Text.MICRO, Weight.SEMI_BOLD))
        marked = strip.severity is not None and not has_corner
        painter.setPen(theme.severity(strip.severity) if marked and strip.severity else theme.ink)
        place = QRect(box.x() + SPINE, box.bottom() - line - 3, box.width() - SPINE, line)
        if box.height() < 2 * line + 4:
            place.moveTop(box.y() + (box.height() - line) // 2)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

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
        size = min(fonts.px(ICON), box.height() - 1)
        icon = self._look.icons.pixmap(block.icon, colour, size, self._ratio)
        middle = box.y() + (box.height() - size) // 2
        painter.drawPixmap(QPointF(box.x() + left, middle), icon)
        painter.setFont(fonts.font(Text.MICRO, weight))
        painter.setPen(colour)
        rest = box.adjusted(left + size + 5, 0, -2, 0)
        metrics = fonts.metrics(Text.MICRO, weight)
        for text in (block.title, block.title.removesuffix(" min")):
            if metrics.horizontalAdvance(text) <= rest.width():
                painter.drawText(rest, _MIDDLE_LEFT, text)
                break

    def _paint_drift(self, painter: QPainter, block: Block, box: QRect) -> None:
        theme, fonts = self._theme, self._look.fonts
        painter.setPen(dashed_pen(theme.organisation(block.positions[0]).edge))
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
        pen = self._faces.border(Face.of(block))
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


def title_colour(theme: Theme, block: Block) -> QColor:
    """Return the colour of a block's title."""
    if block.is_stale or block.certainty in (Certainty.GONE, Certainty.MOVABLE):
        return theme.ink2
    if len(block.positions) == 1:
        return theme.organisation(block.positions[0]).ink
    return theme.ink


def _dotted(colour: QColor) -> QPen:
    pen = QPen(colour, 2)
    pen.setDashPattern([1, 1])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


_MIDDLE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
