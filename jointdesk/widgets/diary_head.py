"""The heading and the all-day band of the diary: day names, conflict counts, bars."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from jointdesk.viewmodels.blocks import Certainty
from jointdesk.viewmodels.diary import Heading
from jointdesk.widgets.block_faces import RADIUS, TROUBLE
from jointdesk.widgets.blocks import paint_ring
from jointdesk.widgets.diary_geometry import Head, PlacedBar, PlacedMore
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import SPINE, paint_spine

_ICON = 13
_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DiaryHead(QWidget):
    """Lies above the diary's grid, in its columns; the grid has the keyboard for both.

    Signals:
        pressed(object, bool): the `PlacedBar` or `PlacedMore` under the pointer or None, and
            whether it was a double click.
        pointed(object): what the pointer came to lie over, or None.
    """

    pressed = Signal(object, bool)
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
            self.pressed.emit(self._head.at(event.position().toPoint()), False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell what was pressed twice."""
        if self._head is not None and event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(self._head.at(event.position().toPoint()), True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep what belongs to a press from the widgets behind."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._point_at(self._head.at(event.position().toPoint()) if self._head else None)

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

    def _paint_heading(self, painter: QPainter, heading: Heading, box: QRect, index: int) -> None:
        theme, fonts = self._look.theme, self._look.fonts
        narrow = box.width() < fonts.px(70)
        name_font, number_font = fonts.font(Text.SECTION), fonts.font(Text.TITLE, Weight.SEMI_BOLD)
        if narrow:
            name_font, number_font = fonts.font(Text.MICRO), fonts.font(Text.BODY, Weight.SEMI_BOLD)
            name_box = QRect(box.x(), box.y() + fonts.px(4), box.width(), fonts.px(16))
            number_box = QRect(box.x(), name_box.bottom(), box.width(), fonts.px(19))
        else:
            painter.setFont(name_font)
            advance = painter.fontMetrics().horizontalAdvance(heading.name)
            name_box = box.adjusted(fonts.px(8), 0, 0, 0)
            size = fonts.px(26)
            left = name_box.x() + advance + fonts.px(6)
            number_box = QRect(left, box.y() + (box.height() - size) // 2, size, size)
        painter.setFont(name_font)
        painter.setPen(theme.ink2)
        painter.drawText(name_box, _CENTRE if narrow else _LEFT_MIDDLE, heading.name)
        painter.setFont(number_font)
        painter.setPen(theme.ink)
        if index == self._today:
            round_box = QRectF(number_box)
            if narrow:
                round_box.setWidth(fonts.px(24))
                round_box.moveCenter(QRectF(number_box).center())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent)
            radius = round_box.height() / 2
            painter.drawRoundedRect(round_box, radius, radius)
            painter.setPen(theme.on_accent)
            painter.setFont(fonts.font(Text.SECTION, Weight.SEMI_BOLD))
        painter.drawText(number_box, _CENTRE, heading.number)
        if heading.severity and not narrow:
            self._paint_count(painter, heading, box)

    def _paint_count(self, painter: QPainter, heading: Heading, box: QRect) -> None:
        """The icon and count of the worst conflicts of a day, at the right."""
        look = self._look
        if heading.severity is None:
            return
        colour = look.theme.severity(heading.severity)
        painter.setFont(look.fonts.font(Text.DETAIL, Weight.SEMI_BOLD))
        painter.setPen(colour)
        text = str(heading.conflicts)
        right = box.adjusted(0, 0, -look.fonts.px(8), 0)
        painter.drawText(right, _RIGHT_MIDDLE, text)
        x = right.right() - painter.fontMetrics().horizontalAdvance(text) - _ICON - 5
        y = box.y() + (box.height() - _ICON) // 2
        name = TROUBLE[heading.severity]
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(QPointF(x, y), look.icons.pixmap(name, colour, _ICON, ratio))

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
        colour = theme.severity(bar.severity) if bar.severity else theme.line2
        if placed is self._hovered and not bar.severity:
            colour = theme.ink2
        pen = QPen(colour, 1.5 if bar.severity or bar.is_leave else 1)
        if bar.is_leave:
            pen.setDashPattern([3.2 / 1.5, 2.2 / 1.5])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        inset = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(theme.severity_tint(bar.severity) if bar.severity else theme.surface)
        painter.drawRoundedRect(outer.adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        left = box.x() + 4
        if bar.positions and not bar.runs_before:
            spine = QRectF(box.x() + 2, box.y() + 2, SPINE, box.height() - 4)
            paint_spine(painter, theme, spine, bar.positions, ratio)
            left = box.x() + SPINE + 7
        self._paint_bar_text(painter, placed, left)
        painter.restore()

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
        if icon and left + _ICON < right:
            colour = theme.severity(bar.severity) if bar.severity else theme.ink2
            top = placed.box.y() + (placed.box.height() - _ICON) // 2
            pixmap = self._look.icons.pixmap(icon, colour, _ICON, self.devicePixelRatioF())
            painter.drawPixmap(QPoint(left, top), pixmap)
            left += _ICON + 4
        font = fonts.font(Text.MICRO, Weight.MEDIUM)
        metrics = fonts.metrics(Text.MICRO, Weight.MEDIUM)
        if bar.certainty is Certainty.GONE:
            font = type(font)(font)
            font.setStrikeOut(True)
        painter.setFont(font)
        painter.setPen(theme.ink2 if bar.is_leave or bar.certainty is Certainty.GONE else theme.ink)
        text = metrics.elidedText(bar.title, Qt.TextElideMode.ElideRight, right - left)
        room = QRect(left, placed.box.y(), right - left, placed.box.height())
        painter.drawText(room, _LEFT_MIDDLE, text)
