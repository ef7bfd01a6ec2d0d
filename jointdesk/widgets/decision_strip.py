"""The strip of the next deadlines: a mark for each on a line of time, with words where they fit."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from jointdesk.domain.words import counted, full_day
from jointdesk.viewmodels.decision_deadlines import WEEKS, Deadline
from jointdesk.viewmodels.words import day_span
from jointdesk.widgets.accessible import PaintedList
from jointdesk.widgets.controls import plain_tip
from jointdesk.widgets.fitting import elide
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import paint_swatch, paint_tag, tag_width

_PAD = 16
_HEAD, _LABEL, _AXIS = 34, 36, 24
_MARK = 11
_LEAST = 150
"""Pixels below which a label says nothing."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Point(NamedTuple):
    """Where a deadline stands; `label` is empty where there is no room for words."""

    deadline: Deadline
    mark: QRectF
    label: QRectF
    box: QRect


class DeadlineStrip(QWidget):
    """Shows what is due in the next weeks; arrows go from one to the next, Enter opens it.

    Signals:
        decision_requested(str): the id of a decision to be opened.
    """

    decision_requested = Signal(str)

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self._look = look
        self._deadlines: Sequence[Deadline] = ()
        self._today = date.min
        self._current = 0
        self._points: list[_Point] = []
        self._interface: PaintedList | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_RING, True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """Return the height of the head, two rows of labels and the line between them."""
        px = self._look.fonts.px
        return QSize(600, px(_HEAD) + 2 * px(_LABEL) + px(_AXIS) + 14)

    def show_deadlines(self, deadlines: Sequence[Deadline], today: date) -> None:
        """Show other deadlines."""
        self._deadlines, self._today = deadlines, today
        self._current = min(self._current, max(0, len(deadlines) - 1))
        self._place()
        self.setAccessibleName(self.name(""))
        self.update()

    # What a screen reader asks

    def accessible_interface(self) -> PaintedList:
        """Return the list of deadlines in the accessibility tree."""
        if self._interface is None:
            self._interface = PaintedList(self, self)
        return self._interface

    def keys(self) -> Sequence[str]:
        """Return a key for each deadline."""
        return [str(number) for number in range(len(self._deadlines))]

    def name(self, key: str) -> str:
        """Return what is said of a deadline; of the whole for ""."""
        if not key:
            if not self._deadlines:
                return "Next deadlines: nothing is due in the next eight weeks"
            return f"Next deadlines, {counted(len(self._deadlines), 'deadline')}"
        return self._deadlines[int(key)].spoken(self._today)

    def box(self, key: str) -> QRect:
        """Return where a deadline lies."""
        return self._points[int(key)].box

    def current(self) -> str:
        """Return the key of the deadline that the keyboard is on."""
        return str(self._current) if self._deadlines else ""

    # Where things stand

    def _place(self) -> None:
        """Put a mark for each, and words above and below the line by turns, where they fit."""
        px = self._look.fonts.px
        left, right = float(_PAD), float(self.width() - _PAD)
        axis = px(_HEAD) + px(_LABEL) + px(_AXIS) / 2
        days = max(1, WEEKS * 7)
        step = (right - left - px(_MARK)) / days
        tops = (px(_HEAD), px(_HEAD) + px(_LABEL) + px(_AXIS))
        lanes: tuple[list[int], list[int]] = ([], [])
        marks = []
        for number, one in enumerate(self._deadlines):
            x = left + (one.day - self._today).days * step
            marks.append(QRectF(x, axis - px(_MARK) / 2, px(_MARK), px(_MARK)))
            lane = self._free_lane(lanes, marks, x)
            if lane is not None and right - x >= px(_LEAST):
                lanes[lane].append(number)
        self._points = []
        for number, (one, mark) in enumerate(zip(self._deadlines, marks, strict=True)):
            label = QRectF()
            for row, top in zip(lanes, tops, strict=True):
                if number in row:
                    after = row.index(number) + 1
                    end = marks[row[after]].x() - 12 if after < len(row) else right
                    label = QRectF(mark.x(), top, end - mark.x(), px(_LABEL))
            box = mark.united(label) if not label.isNull() else mark.adjusted(-4, -4, 4, 4)
            self._points.append(_Point(one, mark, label, box.toRect()))

    def _free_lane(
        self, lanes: tuple[list[int], list[int]], marks: list[QRectF], x: float
    ) -> int | None:
        """Return the lane with room that was used longest ago, None for none."""
        free = [
            (lane[-1] if lane else -1, number)
            for number, lane in enumerate(lanes)
            if not lane or x - marks[lane[-1]].x() >= self._look.fonts.px(_LEAST) + 12
        ]
        return min(free)[1] if free else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything in the new width."""
        super().resizeEvent(event)
        self._place()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card, the line, the marks and their words."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.line, 1))
            painter.setBrush(theme.surface)
            frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, 8, 8)
            self._paint_head(painter)
            if not self._points:
                return
            axis = self._points[0].mark.center().y()
            painter.setPen(QPen(theme.line2, 1))
            painter.drawLine(QPointF(_PAD, axis), QPointF(self.width() - _PAD, axis))
            for point in self._points:
                self._paint_point(painter, point)
            if self.hasFocus():
                self._paint_ring(painter)

    def _paint_head(self, painter: QPainter) -> None:
        theme, fonts = self._look.theme, self._look.fonts
        painter.setFont(fonts.font(Text.SECTION, Weight.SEMI_BOLD))
        painter.setPen(theme.ink)
        title = "Next deadlines"
        box = QRectF(_PAD, 6, self.width() - 2 * _PAD, fonts.px(_HEAD) - 8)
        painter.drawText(box, _LEFT, title)
        used = fonts.metrics(Text.SECTION, Weight.SEMI_BOLD).horizontalAdvance(title) + 10
        painter.setFont(fonts.font(Text.DETAIL))
        painter.setPen(theme.ink2)
        if self._deadlines:
            words = day_span(self._today, self._today + timedelta(weeks=WEEKS))
        else:
            words = "Nothing is due in the next eight weeks."
        painter.drawText(box.adjusted(used, 0, 0, 0), _LEFT, words)

    def _paint_point(self, painter: QPainter, point: _Point) -> None:
        look, theme, fonts = self._look, self._look.theme, self._look.fonts
        one = point.deadline
        paint_swatch(painter, look, point.mark, one.position)
        if point.label.isNull():
            return
        line = fonts.line(Text.BLOCK)
        label = point.label
        first = QRectF(label.x(), label.y() + 1, label.width(), line)
        painter.setFont(fonts.font(Text.BLOCK, Weight.SEMI_BOLD))
        is_today = one.day == self._today
        painter.setPen(theme.red if is_today else theme.amber if one.is_soon else theme.ink)
        painter.drawText(first, _LEFT, one.when(self._today))
        width, height = tag_width(look, one.code), fonts.px(16)
        tag = QRectF(label.x(), first.bottom() + 2, width, height)
        paint_tag(painter, look, tag, one.position, one.code)
        painter.setFont(fonts.font(Text.BLOCK))
        painter.setPen(theme.ink)
        rest = QRectF(tag.right() + 5, tag.y(), label.right() - tag.right() - 5, height)
        words = elide(f"{one.what}, {one.title}", fonts.metrics(Text.BLOCK), rest.width())
        painter.drawText(rest, _LEFT, words)

    def _paint_ring(self, painter: QPainter) -> None:
        painter.setPen(QPen(self._look.theme.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(self._points[self._current].box).adjusted(-4, -3, 2, 3)
        painter.drawRoundedRect(box, 6, 6)

    # The person

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next or previous deadline, or open it."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self._deadlines:
            self._go_to(self._current + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._deadlines:
            self._go_to(0 if event.key() == Qt.Key.Key_Home else len(self._deadlines) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._deadlines:
            self.decision_requested.emit(self._deadlines[self._current].decision)
        else:
            super().keyPressEvent(event)

    def _go_to(self, number: int) -> None:
        self._current = max(0, min(number, len(self._deadlines) - 1))
        self.update()
        if self._interface is not None:
            self._interface.tell_focus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the deadline under the pointer."""
        number = self._at(event.position())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self._go_to(number)
            self.decision_requested.emit(self._deadlines[number].decision)

    def _at(self, position: QPointF) -> int | None:
        for number, point in enumerate(self._points):
            if point.box.contains(position.toPoint()):
                return number
        return None

    def event(self, event: QEvent) -> bool:
        """Show the whole text of a deadline on hover; tell which one has the keyboard."""
        if event.type() is QEvent.Type.FocusIn:
            self._go_to(self._current)
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(QPointF(event.pos()))
            if number is None:
                QToolTip.hideText()
            else:
                one = self._deadlines[number]
                words = f"{full_day(one.day)}: {one.what}, {one.title} ({one.code})"
                QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().event(event)
