"""The heading and the all-day band of the diary: day names, conflict counts, bars."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from jointdesk.viewmodels.allday import Bar
from jointdesk.viewmodels.blocks import Certainty
from jointdesk.viewmodels.diary import Heading
from jointdesk.widgets.block_faces import DASHED, RADIUS, TROUBLE, dashed_pen
from jointdesk.widgets.blocks import paint_ring
from jointdesk.widgets.diary_geometry import Head, PlacedBar, PlacedMore
from jointdesk.widgets.fonts import Text, Weight, struck_out
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import SPINE, paint_spine

_ICON = 13
_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DiaryHead(QWidget):
    """Lies above the diary's grid, in its columns; the grid has the keyboard for both.

    Signals:
        pressed(object, object, bool): the `PlacedBar` or `PlacedMore` under the pointer or None,
            the event, and whether it was a double click.
        moved(object): the mouse event of a move.
        released(): the button went up.
        pointed(object): what the pointer came to lie over, or None.
    """

    pressed = Signal(object, object, bool)
    moved = Signal(object)
    released = Signal()
    pointed = Signal(object)

    def __init__(self, parent: QWidget, look: Look) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._look = look
        self._head: Head | None = None
        self._today: int | None = None
        self._selected = ""
        self._is_focused = False
        self._hovered: PlacedBar | PlacedMore | None = None
        self.paint_ghost: Callable[[QPainter], None] = lambda _: None
        """Paints what is carried over it."""
        self.setMouseTracking(True)

    def show_head(self, head: Head, look: Look, today: int | None) -> None:
        """Show the head of a page; `today` is the index of today on it."""
        self._head, self._look, self._today = head, look, today
        self._hovered = None
        self.update()

    def show_selection(self, key: str, is_focused: bool) -> None:
        """Put the ring round a bar; nothing happens if there is none with that key."""
        if (key, is_focused) != (self._selected, self._is_focused):
            self._selected, self._is_focused = key, is_focused
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell what was pressed."""
        if self._head is not None and event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(self._head.at(event.position().toPoint()), event, False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell what was pressed twice."""
        if self._head is not None and event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(self._head.at(event.position().toPoint()), event, True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep what belongs to a press from the widgets behind."""
        event.accept()
        self.released.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if not event.buttons():
            self._point_at(self._head.at(event.position().toPoint()) if self._head else None)
        self.moved.emit(event)

    @property
    def hovered(self) -> PlacedBar | PlacedMore | None:
        """What the pointer lies over."""
        return self._hovered

    def leaveEvent(self, _event: QEvent) -> None:
        """Forget the pointer."""
        self._point_at(None)

    def _point_at(self, placed: PlacedBar | PlacedMore | None) -> None:
        if placed is not self._hovered:
            self._hovered = placed
            self.pointed.emit(placed)
            self.update()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw headings, bars and counts."""
        head = self._head
        with QPainter(self) as painter:
            theme = self._look.theme
            painter.fillRect(self.rect(), theme.surface)
            if head is None:
                return
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(0, head.heading - 1, self.width(), 1, theme.line)
            if head.band:
                self._paint_band(painter, head)
            painter.fillRect(0, head.height - 1, self.width(), 1, theme.line)
            for index, day in enumerate(head.grid.page.days):
                self._paint_heading(painter, day.heading, head.heading_box(index), index)
            self.paint_ghost(painter)

    def _paint_heading(self, painter: QPainter, heading: Heading, box: QRect, index: int) -> None:
        """Name and number beside each other, or above each other where there is no room."""
        theme, fonts = self._look.theme, self._look.fonts
        inner = box.adjusted(fonts.px(8), 0, -fonts.px(8), 0)
        count = self._paint_count(painter, heading, inner)
        name = fonts.metrics(Text.SECTION).horizontalAdvance(heading.name)
        size = fonts.px(26)
        if name + fonts.px(6) + size + count <= inner.width():
            painter.setFont(fonts.font(Text.SECTION))
            painter.setPen(theme.ink2)
            painter.drawText(inner, _LEFT_MIDDLE, heading.name)
            left = inner.x() + round(name) + fonts.px(6)
            place = QRect(left, box.y() + (box.height() - size) // 2, size, size)
            self._paint_number(painter, heading.number, place, index, Text.TITLE)
            return
        room = box.adjusted(0, fonts.px(3), -round(count), -fonts.px(2))
        upper = room.adjusted(0, 0, 0, -room.height() // 2)
        painter.setFont(fonts.font(Text.MICRO))
        painter.setPen(theme.ink2)
        painter.drawText(upper, _CENTRE, heading.name)
        place = room.adjusted(0, room.height() // 2 - fonts.px(1), 0, 0)
        self._paint_number(painter, heading.number, place, index, Text.BODY)

    def _paint_number(
        self, painter: QPainter, number: str, place: QRect, index: int, text: Text
    ) -> None:
        """The day's number, in a filled round today."""
        theme, fonts = self._look.theme, self._look.fonts
        painter.setPen(theme.ink)
        if index == self._today:
            width = max(fonts.px(22), place.height())
            filled = QRectF(0, 0, width, place.height())
            filled.moveCenter(QRectF(place).center())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent)
            painter.drawRoundedRect(filled, place.height() / 2, place.height() / 2)
            painter.setPen(theme.on_accent)
            text = Text.SECTION if text is Text.TITLE else text
        painter.setFont(fonts.font(text, Weight.SEMI_BOLD))
        painter.drawText(place, _CENTRE, number)

    def _paint_count(self, painter: QPainter, heading: Heading, inner: QRect) -> float:
        """The icon and count of the day's worst conflicts, at the right; return its width."""
        look = self._look
        if heading.severity is None:
            return 0
        colour, size = look.theme.severity(heading.severity), look.fonts.px(_ICON)
        font = look.fonts.font(Text.DETAIL, Weight.SEMI_BOLD)
        text = str(heading.conflicts)
        advance = look.fonts.metrics(Text.DETAIL, Weight.SEMI_BOLD).horizontalAdvance(text)
        width = size + look.fonts.px(5) + advance
        ratio = self.devicePixelRatioF()
        x = inner.x() + inner.width() - width
        icon = look.icons.pixmap(TROUBLE[heading.severity], colour, size, ratio)
        painter.drawPixmap(QPointF(round(x), inner.y() + (inner.height() - size) // 2), icon)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(inner, _RIGHT_MIDDLE, text)
        return width + look.fonts.px(6)

    def _paint_band(self, painter: QPainter, head: Head) -> None:
        theme, fonts = self._look.theme, self._look.fonts
        painter.fillRect(0, head.heading, self.width(), head.band, theme.window)
        painter.setFont(fonts.font(Text.MICRO))
        painter.setPen(theme.ink2)
        label = QRect(0, head.heading, head.grid.gutter - 8, fonts.px(26))
        painter.drawText(label, _RIGHT_MIDDLE, "All day")
        for placed in head.bars:
            self._paint_bar(painter, placed)
            if placed.bar.key == self._selected:
                paint_ring(painter, theme, placed.box, self._is_focused)
        for more in head.more:
            painter.setFont(fonts.font(Text.MICRO, Weight.SEMI_BOLD))
            painter.setPen(theme.ink2)
            painter.drawText(more.box.adjusted(8, 0, 0, 0), _LEFT_MIDDLE, f"+{len(more.bars)} more")
            if more.key == self._selected:
                paint_ring(painter, theme, more.box, self._is_focused)

    def _paint_bar(self, painter: QPainter, placed: PlacedBar) -> None:
        """Leave is dashed; whatever takes the day otherwise has a plain border."""
        theme, bar = self._look.theme, placed.bar
        ratio = self.devicePixelRatioF()
        box = placed.box
        painter.save()
        painter.setClipRect(box)
        outer = QRectF(box).adjusted(-9 if bar.runs_before else 0, 0, 9 if bar.runs_after else 0, 0)
        colour, tint = self._bar_colours(bar)
        if placed is self._hovered and not bar.severity and not bar.tone:
            colour = theme.ink2
        is_dashed = bar.is_leave or bar.certainty in DASHED
        pen = dashed_pen(colour) if is_dashed else QPen(colour, 1.5 if bar.severity else 1)
        inset = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(tint)
        painter.drawRoundedRect(outer.adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        left = box.x() + 4
        if bar.positions and not bar.runs_before:
            spine = QRectF(box.x() + 2, box.y() + 2, SPINE, box.height() - 4)
            paint_spine(painter, theme, spine, bar.positions, ratio)
            left = box.x() + SPINE + 7
        self._paint_bar_text(painter, placed, left)
        painter.restore()

    def _bar_colours(self, bar: Bar) -> tuple[QColor, QColor]:
        """The colours of a bar's border and of its ground."""
        theme = self._look.theme
        if bar.tone:
            return getattr(theme, bar.tone), getattr(theme, f"{bar.tone}_tint")
        if bar.severity:
            return theme.severity(bar.severity), theme.severity_tint(bar.severity)
        return theme.line2, theme.surface

    def _paint_bar_text(self, painter: QPainter, placed: PlacedBar, left: int) -> None:
        """Tag, icon and title of a bar, as far as they fit."""
        theme, fonts, bar = self._look.theme, self._look.fonts, placed.bar
        right = placed.box.right() - 5
        tag_font, tag_metrics = (
            fonts.font(Text.TAG, Weight.BOLD),
            fonts.metrics(Text.TAG, Weight.BOLD),
        )
        for code, position in zip(bar.codes, bar.positions, strict=True):
            advance = tag_metrics.horizontalAdvance(code)
            if left + advance > right:
                return
            painter.setFont(tag_font)
            painter.setPen(theme.organisation(position).tag)
            painter.drawText(
                QRect(left, placed.box.y(), 200, placed.box.height()), _LEFT_MIDDLE, code
            )
            left += round(advance) + 6
        icon = TROUBLE[bar.severity] if bar.severity else bar.icon
        size = fonts.px(_ICON)
        if icon and left + size < right:
            is_marked = bar.severity or bar.tone
            colour = self._bar_colours(bar)[0] if is_marked else theme.ink2
            top = placed.box.y() + (placed.box.height() - size) // 2
            pixmap = self._look.icons.pixmap(icon, colour, size, self.devicePixelRatioF())
            painter.drawPixmap(QPoint(left, top), pixmap)
            left += size + 4
        font = fonts.font(Text.MICRO, Weight.MEDIUM)
        metrics = fonts.metrics(Text.MICRO, Weight.MEDIUM)
        if bar.certainty is Certainty.GONE:
            font = struck_out(font)
        painter.setFont(font)
        is_soft = bar.is_leave or bar.certainty is Certainty.GONE
        ink = self._bar_colours(bar)[0] if bar.tone else theme.ink
        painter.setPen(theme.ink2 if is_soft else ink)
        text = metrics.elidedText(bar.title, Qt.TextElideMode.ElideRight, right - left)
        room = QRect(left, placed.box.y(), right - left, placed.box.height())
        painter.drawText(room, _LEFT_MIDDLE, text)
