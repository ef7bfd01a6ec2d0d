"""The faces of blocks, without their text: fill, border, spine and corner."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.blocks import Block, Certainty
from jointdesk.viewmodels.theme import OrganisationColours, Pattern, Theme, mix
from jointdesk.widgets.block_text import CORNER
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import SPINE, hatch_tile, spine_tile

RADIUS = 5
TROUBLE = {Severity.RED: "octagon-alert", Severity.AMBER: "triangle-alert", Severity.INFO: "info"}
"""The icon of each severity: the shapes differ."""

_CORNER_ICON = 13
DASHED = (Certainty.TENTATIVE, Certainty.HOLD, Certainty.MOVABLE)
"""What has a dashed border."""
_OPEN = 2 * RADIUS
"""How far an open edge is pushed out of sight."""


class Face(NamedTuple):
    """What a face depends on, besides its size."""

    positions: tuple[int, ...]
    certainty: Certainty = Certainty.CERTAIN
    severity: Severity | None = None
    has_corner: bool = False
    is_stale: bool = False
    runs_before: bool = False
    runs_after: bool = False

    @classmethod
    def of(cls, block: Block) -> "Face":
        """Return the face of a block."""
        return cls(
            block.positions,
            block.certainty,
            block.severity,
            block.severity is not None,
            block.is_stale,
            block.runs_before,
            block.runs_after,
        )


class Faces:
    """Paints the faces of one look at one pixel ratio. Painters come with antialiasing."""

    def __init__(self, look: Look, ratio: float) -> None:
        """Take the look."""
        self._look = look
        self._theme = look.theme
        self._ratio = ratio

    def paint(self, painter: QPainter, face: Face, box: QRect) -> None:
        """Paint a face; an open edge and its corners lie outside of what is painted."""
        painter.save()
        painter.setClipRect(box)
        outer = box.adjusted(
            0, -_OPEN if face.runs_before else 0, 0, _OPEN if face.runs_after else 0
        )
        pen = self.border(face)
        inset = pen.widthF() / 2
        edge = QRectF(outer).adjusted(inset, inset, -inset, -inset)
        # A border that says nothing of its own lies under a solid spine; another one over it.
        is_under = (
            pen.style() is Qt.PenStyle.SolidLine
            and face.severity is None
            and all(colours.pattern is Pattern.SOLID for colours in self._owners(face))
        )
        painter.setBrush(self._fill(face))
        painter.setPen(pen if is_under else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(edge, RADIUS, RADIUS)
        self._paint_patterns(painter, face, box, outer)
        painter.setClipRect(box)
        if not is_under:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen)
            painter.drawRoundedRect(edge, RADIUS, RADIUS)
        if face.severity and face.has_corner:
            self._paint_corner(painter, face.severity, box)
        painter.restore()

    def _owners(self, face: Face) -> list[OrganisationColours]:
        """Return the colours of the spine from top to bottom; none for a grey one."""
        if face.certainty is Certainty.GONE:
            return []
        return [self._theme.organisation(position) for position in face.positions]

    def _paint_patterns(self, painter: QPainter, face: Face, box: QRect, outer: QRect) -> None:
        """Hatch and spine. Tiles stop short of the outline, so that its corners stay round."""
        theme, ratio = self._theme, self._ratio
        inside = outer.adjusted(1, 2, -2, -2)
        owners = self._owners(face)
        hatch = hatch_tile(theme, owners[0], ratio) if self._is_tinted(face) else None
        if hatch is not None:
            painter.drawTiledPixmap(inside, hatch)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setClipRect(QRect(box.x(), box.y(), SPINE, box.height()))
        painter.setBrush(theme.surface if owners else theme.line2)
        painter.drawRoundedRect(QRectF(outer), RADIUS, RADIUS)
        step = box.height() / max(1, len(owners))
        for index, colours in enumerate(owners):
            top, bottom = round(index * step), round((index + 1) * step)
            part = QRect(box.x(), box.y() + top, SPINE, bottom - top)
            if colours.pattern is Pattern.SOLID:
                painter.setClipRect(part)
                painter.setBrush(colours.edge)
                painter.drawRoundedRect(QRectF(outer), RADIUS, RADIUS)
            else:
                painter.setClipRect(part.intersected(inside))
                tile = spine_tile(colours, theme.surface, ratio)
                painter.drawTiledPixmap(part.intersected(inside), tile)

    def _is_tinted(self, face: Face) -> bool:
        """Whether the fill is the organisation's own: certain, of one body, read lately."""
        is_certain = face.certainty is Certainty.CERTAIN
        return is_certain and not face.is_stale and len(face.positions) == 1

    def _fill(self, face: Face) -> QColor:
        theme = self._theme
        if face.is_stale:
            return theme.sunken
        if face.certainty is Certainty.MOVABLE:
            return theme.window
        if not self._is_tinted(face):
            return theme.surface
        return theme.organisation(face.positions[0]).tint

    def border(self, face: Face) -> QPen:
        """Return the pen of a face's border."""
        dashed = face.certainty in DASHED
        width = max(1.5 if dashed or face.severity else 1.0, self._theme.edge_width)
        colour = border_colour(self._theme, face)
        return dashed_pen(colour, width) if dashed else QPen(colour, width)

    def _paint_corner(self, painter: QPainter, severity: Severity, box: QRect) -> None:
        height = min(CORNER, box.height())
        painter.translate(box.right() + 1 - CORNER, box.y())
        painter.fillPath(_corner_path(height), self._theme.severity(severity))
        size = min(_CORNER_ICON, height - 2)
        icon = self._look.icons.pixmap(TROUBLE[severity], self._theme.surface, size, self._ratio)
        painter.drawPixmap(QPointF((CORNER - size) // 2, (height - size) // 2), icon)


def dashed_pen(colour: QColor, width: float = 1.5) -> QPen:
    """Return a pen for dashed borders."""
    pen = QPen(colour, width)
    pen.setDashPattern([3.2 / width, 2.2 / width])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def border_colour(theme: Theme, face: Face) -> QColor:
    """Return the colour of a border."""
    if face.severity:
        return theme.severity(face.severity)
    plain = face.certainty in (Certainty.GONE, Certainty.MOVABLE) or face.is_stale
    if plain or len(face.positions) != 1:
        return theme.line2
    colours = theme.organisation(face.positions[0])
    if face.certainty is not Certainty.CERTAIN or theme.edge_width > 1:
        return colours.edge
    return mix(colours.edge, colours.tint, 45)


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
