"""The meetings of a conflict side by side on a short stretch of hours, painted as in the diary."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from jointdesk.domain.moments import HOUR, Instant, local
from jointdesk.viewmodels.conflict_detail import Picture
from jointdesk.viewmodels.words import clock_of, spoken_span
from jointdesk.widgets.accessible import PaintedList
from jointdesk.widgets.blocks import BlockPainter
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.look import Look

_GUTTER = 52
_HOUR = 44
_TALLEST = 264
_LEAST = 14
_AIR = 8
_GAP = 8


class ConflictPicture(QWidget):
    """Shows when the meetings of a conflict are; the trouble is a band behind them."""

    def __init__(self, look: Look, picture: Picture) -> None:
        """Paint one picture."""
        super().__init__()
        self._look = look
        self._picture = picture
        self._painting = BlockPainter(look, 1.0)
        self._accessible: PaintedList | None = None
        hours = (picture.last - picture.first) / HOUR
        self._hour = min(look.fonts.px(_HOUR), look.fonts.px(_TALLEST) / hours)
        self.setFixedHeight(round(hours * self._hour) + 2 * look.fonts.px(10))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def accessible_interface(self) -> PaintedList:
        """Return what the accessibility tree shows of it."""
        if self._accessible is None:
            self._accessible = PaintedList(self, self)
        return self._accessible

    def keys(self) -> Sequence[str]:
        """Return the ids of the meetings."""
        return [lane.block.key for lane in self._picture.lanes]

    def name(self, key: str) -> str:
        """Return what is said of a meeting, or of the whole."""
        picture = self._picture
        if not key:
            when = spoken_span(*picture.clash, picture.zone)
            return f"The meetings of this conflict, trouble from {when}"
        return next(lane.block.spoken for lane in picture.lanes if lane.block.key == key)

    def box(self, key: str) -> QRect:
        """Return where a meeting lies."""
        return self._box(self.keys().index(key))

    def current(self) -> str:
        """Nothing in it takes the keyboard."""
        return ""

    def _y(self, when: Instant) -> int:
        top = self._look.fonts.px(10)
        return top + round((when - self._picture.first) / HOUR * self._hour)

    def _box(self, place: int) -> QRect:
        lanes = self._picture.lanes
        left = self._look.fonts.px(_GUTTER) + _GAP
        width = self.width() - left - _GAP + _GAP
        step = width / len(lanes)
        lane = lanes[place]
        top, bottom = self._y(lane.start), self._y(lane.end)
        return QRect(left + round(place * step), top, round(step) - _GAP, max(_LEAST, bottom - top))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw hours, the band of trouble, and the meetings."""
        theme, ratio = self._look.theme, self.devicePixelRatioF()
        if not self._painting.is_for(self._look, ratio):
            self._painting = BlockPainter(self._look, ratio)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.line)
            painter.setBrush(theme.surface)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
            self._paint_hours(painter)
            self._paint_band(painter)
            for place, lane in enumerate(self._picture.lanes):
                box = self._box(place)
                self._painting.paint(painter, lane.block, box, box.height())

    def _paint_hours(self, painter: QPainter) -> None:
        theme, fonts, picture = self._look.theme, self._look.fonts, self._picture
        gutter, line = fonts.px(_GUTTER), fonts.line(Text.MICRO)
        every = max(1, round(line * 1.6 / self._hour + 0.5)) if self._hour < line * 1.6 else 1
        painter.setFont(fonts.font(Text.MICRO))
        for number in range(0, (picture.last - picture.first) // HOUR + 1, every):
            when = picture.first + number * HOUR
            y = self._y(when)
            painter.fillRect(gutter - 4, y, self.width() - gutter + 3, 1, theme.line)
            painter.setPen(theme.ink2)
            box = QRect(0, y - line // 2, gutter - _AIR, line)
            name = clock_of(local(when, picture.zone))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_band(self, painter: QPainter) -> None:
        theme, picture = self._look.theme, self._picture
        start, end = picture.clash
        if start == end:
            return
        left = self._look.fonts.px(_GUTTER) - 4
        top, bottom = self._y(start), self._y(end)
        band = QRect(left, top, self.width() - left - 1, bottom - top)
        painter.fillRect(band, theme.severity_tint(picture.severity))
        for y in (top, bottom):
            painter.fillRect(left, y, band.width(), 1, theme.severity(picture.severity))
