"""How the picture of find-a-time is painted: days, lines, busy times by whose they are, times."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from jointdesk.viewmodels.time_picture import Best, BusyBox, Column, Line
from jointdesk.widgets.find_time_places import GridPlaces
from jointdesk.widgets.fitting import elide
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import hatch_tile, paint_spine

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_SPINE = 5
_PAD = 10
_HOURS = 3
"""Hours between two that are named."""


class GridFaces:
    """Paints the parts of the picture in one look."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def paint_frame(self, painter: QPainter, places: GridPlaces) -> None:
        """Draw the paper that everything stands on."""
        theme = self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.surface)
        painter.drawRoundedRect(QRectF(0, 0, places.width, places.bottom + 1), 8, 8)

    def paint_edges(self, painter: QPainter, places: GridPlaces) -> None:
        """Draw the frame and the lines between people, over what lies in them."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.theme.line, 1))
        box = QRectF(0.5, 0.5, places.width - 1, places.bottom)
        painter.drawRoundedRect(box, 8, 8)

    def paint_days(self, painter: QPainter, places: GridPlaces, columns: Sequence[Column]) -> None:
        """Draw the heads with their hours, and what is outside working hours."""
        theme = self._look.theme
        for number, column in enumerate(columns):
            area, head = places.column(number), places.head(number)
            opens, closes = (places.x(number, at) for at in (column.opens, column.closes))
            painter.fillRect(
                QRectF(area.x(), area.y(), opens - area.x(), area.height()), theme.sunken
            )
            rest = QRectF(closes, area.y(), area.right() - closes, area.height())
            painter.fillRect(rest, theme.sunken)
            painter.setPen(QPen(theme.line, 1))
            painter.drawLine(QPointF(head.x(), 0), QPointF(head.x(), area.bottom()))
            self._paint_head(painter, places, number, column)
        painter.setPen(QPen(theme.line, 1))
        for number in range(places.lines):
            y = places.row(number).y()
            painter.drawLine(QPointF(0, y), QPointF(places.width, y))

    def _paint_head(
        self, painter: QPainter, places: GridPlaces, number: int, column: Column
    ) -> None:
        theme, fonts, head = self._look.theme, self._look.fonts, places.head(number)
        line = fonts.line(Text.BODY)
        painter.setFont(fonts.font(Text.BODY, Weight.SEMI_BOLD))
        painter.setPen(theme.ink)
        metrics = fonts.metrics(Text.BODY, Weight.SEMI_BOLD)
        room = head.width() - _PAD
        short = column.name.rpartition(" ")[0]  # without the month
        fits = metrics.horizontalAdvance(column.name) <= room
        name = column.name if fits else elide(short, metrics, room)
        painter.drawText(QRectF(head.x() + 8, 4, room, line), _LEFT, name)
        painter.setFont(fonts.font(Text.MICRO))
        below = QRectF(head.x() + 8, 4 + line, room, fonts.line(Text.MICRO))
        if column.said:
            painter.setPen(theme.amber)
            painter.drawText(below, _LEFT, elide(column.said, fonts.metrics(Text.MICRO), room))
            return
        painter.setPen(theme.ink3)
        width = fonts.metrics(Text.MICRO).horizontalAdvance("00") + 6
        until = head.x()
        for hour in range(0, 24, _HOURS):
            x = places.x(number, hour * 60) - width / 2
            if places.first < hour * 60 < places.last and x >= until and x + width < head.right():
                painter.drawText(QRectF(x, below.y(), width, below.height()), _CENTRE, f"{hour:02}")
                until = x + width

    def paint_line(
        self,
        painter: QPainter,
        places: GridPlaces,
        number: int,
        line: Line,
        across: Sequence[QRectF] = (),
    ) -> None:
        """Draw a name, what is taken, and what nobody knows; no words where a time goes across."""
        theme, fonts, row = self._look.theme, self._look.fonts, places.row(number)
        weight = Weight.SEMI_BOLD if line.is_director else Weight.REGULAR
        painter.setFont(fonts.font(Text.BODY, weight))
        painter.setPen(theme.ink)
        room = places.left - _PAD - 6
        name = elide(line.name, fonts.metrics(Text.BODY, weight), room)
        painter.drawText(QRectF(_PAD, row.y(), room, row.height()), _LEFT, name)
        is_told = False
        for day, start, end in line.unknown:
            area = places.box(number, day, start, end)
            has_words = not is_told and not any(one.intersects(area) for one in across)
            is_told = self._paint_unknown(painter, area, has_words=has_words) or is_told
        for box in line.boxes:
            area = places.box(number, box.day, box.start, box.end)
            if not area.isNull():
                self._paint_busy(painter, area, box)

    def _paint_unknown(self, painter: QPainter, area: QRectF, *, has_words: bool) -> bool:
        """Draw a dotted line, with the words if there is room; return whether they stand there."""
        if area.isNull():
            return False
        theme, fonts = self._look.theme, self._look.fonts
        words = "Not known"
        wide = fonts.metrics(Text.MICRO).horizontalAdvance(words) + 8
        tells = has_words and area.width() >= wide + 8
        since = area.x() + 4 + wide if tells else area.x() + 2
        y = area.center().y()
        painter.setPen(QPen(theme.ink3, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(since, y), QPointF(area.right() - 2, y))
        if tells:
            painter.setFont(fonts.font(Text.MICRO))
            painter.drawText(area.adjusted(6, 0, 0, 0), _LEFT, words)
        return tells

    def _paint_busy(self, painter: QPainter, area: QRectF, box: BusyBox) -> None:
        theme = self._look.theme
        if box.kind == "travel":
            painter.fillRect(area, theme.sunken)
            painter.setPen(QPen(theme.line2, 1, Qt.PenStyle.DotLine))
            painter.drawLine(area.topLeft(), area.bottomLeft())
            return
        ratio = painter.device().devicePixelRatioF()
        colours = theme.organisation(box.positions[0]) if len(box.positions) == 1 else None
        is_sure = box.kind in ("busy", "protected")
        edge = colours.edge if colours else theme.line2
        fill = QBrush(theme.surface if not is_sure or colours is None else colours.tint)
        hatch = hatch_tile(theme, colours, ratio) if colours is not None and is_sure else None
        if hatch is not None:
            fill = QBrush(hatch)
            painter.setBrushOrigin(area.topLeft())
        pen = QPen(edge, 1.5 if box.kind == "protected" else 1)
        if not is_sure:
            pen = QPen(edge, 1.5, Qt.PenStyle.DashLine)
        frame = area.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRoundedRect(frame, 3, 3)
        if box.positions and area.width() > _SPINE:
            spine = QRectF(area.x(), area.y() + 0.5, _SPINE, area.height() - 1)
            paint_spine(painter, theme, spine, box.positions, ratio)

    def paint_best(
        self, painter: QPainter, places: GridPlaces, one: Best, is_main: bool, is_chosen: bool
    ) -> None:
        """Draw one of the best times: a frame over all lines, its number on top."""
        theme, fonts = self._look.theme, self._look.fonts
        style = Qt.PenStyle.SolidLine if is_main else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.accent, 2, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        area = places.across(one.day, one.start, one.end)
        painter.drawRoundedRect(area.adjusted(1, 0, -1, -1), 4, 4)
        badge = places.badge(one.day, one.start, one.end)
        painter.setPen(QPen(theme.accent, 1.5))
        painter.setBrush(theme.accent if is_chosen else theme.surface)
        painter.drawEllipse(badge)
        painter.setPen(theme.on_accent if is_chosen else theme.accent)
        painter.setFont(fonts.font(Text.MICRO, Weight.SEMI_BOLD))
        painter.drawText(badge, _CENTRE, str(one.number))

    def paint_ring(self, painter: QPainter, box: QRectF) -> None:
        """Draw the ring round what the keyboard is on."""
        painter.setPen(QPen(self._look.theme.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
