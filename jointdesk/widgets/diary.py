"""The diary as a grid of days: painted blocks, an all-day band, one thing selected.

Grid and blocks are painted once into a pixmap, again only when the data, the size, the look, the
zoom or the pixel ratio changes. What changes more often (hover, selection, now-line) is painted
over it.
"""

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from jointdesk.domain.moments import Instant
from jointdesk.viewmodels.diary import DiaryPage
from jointdesk.widgets.accessible import PaintedList
from jointdesk.widgets.blocks import BlockPainter
from jointdesk.widgets.diary_carrying import Carrying
from jointdesk.widgets.diary_geometry import ZOOMS, Grid, Head, on_view
from jointdesk.widgets.diary_head import DiaryHead
from jointdesk.widgets.diary_head_pointer import DiaryHeadPointer
from jointdesk.widgets.diary_items import Item, items_of
from jointdesk.widgets.diary_keys import handle_key, is_ours
from jointdesk.widgets.diary_layer import paint_layer
from jointdesk.widgets.diary_overlay import paint_head_overlay, paint_overlay
from jointdesk.widgets.diary_pointer import DiaryPointer
from jointdesk.widgets.diary_selection import Selection
from jointdesk.widgets.diary_spoken import DiaryPainting
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.look import Look

_MARGIN = 8
"""Pixels kept free above and below what is scrolled into view."""


class DiaryView(QAbstractScrollArea):
    """Shows one page of the diary, and lets a person go about in it.

    Signals:
        meeting_selected(str): the id of the meeting that was selected, "" for none.
        meeting_opened(str): Enter or a double click on a meeting.
        record_opened(str): the same on a deadline of a record, for example "task/ID".
        page_requested(int): the next (1) or previous (-1) days are wanted.
        today_requested(): the days with today are wanted.
        conflict_requested(int): the next or previous conflict is wanted, and not on this page.
        zoom_changed(int): an hour takes so many pixels now, at the design's text size.
    """

    meeting_selected = Signal(str)
    meeting_opened = Signal(str)
    record_opened = Signal(str)
    page_requested = Signal(int)
    today_requested = Signal()
    conflict_requested = Signal(int)
    zoom_changed = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Show nothing until `show_page`."""
        super().__init__(parent)
        # Asking for a viewport that Qt has made itself costs 10 ms of looking through all types.
        self.setViewport(QWidget())
        self.look = look
        self.grid: Grid | None = None
        self.head: Head | None = None
        self.has_letter_keys = True
        self.selection = Selection(self)
        self.head_view = DiaryHead(self, look)
        self.pointer = DiaryPointer(self)
        self.carrying = Carrying(self)
        DiaryHeadPointer(self)
        self.head_view.paint_ghost = lambda painter: paint_head_overlay(painter, self)
        self._accessible: PaintedList | None = None
        self._page: DiaryPage | None = None
        self._is_sized = False
        self._now: Instant = 0
        self._hour = ZOOMS[1]
        self._layer: QPixmap | None = None
        self._painting = BlockPainter(look, 1.0)
        self.setAccessibleName("Diary")
        self.setProperty(OWN_RING, True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.pointer.tip.set_look(look)
        self.selection.changed.connect(self._on_selection_changed)

    # What is shown

    def show_page(self, page: DiaryPage, now: Instant) -> None:
        """Show other days, or the same days with other meetings."""
        self._page, self._now = page, now
        self._lay_out()

    def set_now(self, now: Instant) -> None:
        """Move the now-line; to be called once a minute."""
        self._now = now
        self._show_head()
        self.viewport().update()

    def set_look(self, look: Look) -> None:
        """Take another theme or text size."""
        self.look = look
        self.pointer.tip.set_look(look)
        self._lay_out()

    def set_zoom(self, hour: int) -> None:
        """Show an hour in so many pixels, keeping the time in the middle where it is."""
        hour = min(ZOOMS, key=lambda each: abs(each - hour))
        if hour == self._hour:
            return
        bar, middle = self.verticalScrollBar(), self.viewport().height() // 2
        hours = (bar.value() + middle) / self._hour
        self._hour = hour
        self._lay_out()
        bar.setValue(round(hours * hour) - middle)
        self.zoom_changed.emit(hour)

    def zoom_by(self, step: int) -> None:
        """Show hours taller (1) or lower (-1)."""
        place = ZOOMS.index(self._hour) + step
        self.set_zoom(ZOOMS[max(0, min(len(ZOOMS) - 1, place))])

    def scroll_to_work(self) -> None:
        """Show the day from the hour in which work, or an early meeting before it, begins."""
        if self._page is None or self.grid is None:
            return
        opening = [day.opens for day in self._page.days if day.opens < day.closes]
        starts = [block.start for day in self._page.days for block in day.meetings]
        first = min([*opening, *(start for start in starts if start >= 6 * 60)], default=8 * 60)
        self.verticalScrollBar().setValue(self.grid.y(first // 60 * 60) - _MARGIN)

    def select_meeting(self, meeting_id: str) -> bool:
        """Select a meeting; False if it is not on this page, where it is then awaited."""
        return self.selection.take_meeting(meeting_id)

    def now_place(self) -> tuple[int, int] | None:
        """Return the day and minute of now, None if now is on no day shown."""
        return self._page.now_on(self._now) if self._page else None

    def box_of(self, item: Item) -> QRect:
        """Return where an item lies, in the coordinates of this widget."""
        if item.in_head:
            return item.box.translated(self.head_view.pos())
        return on_view(self, item.box)

    def open_item(self, item: Item) -> None:
        """Open a meeting, or list those that a count stands for."""
        if item.choices:
            self.pointer.list_choices(item)
        elif item.record:
            self.record_opened.emit(item.record)
        elif item.meeting_id:
            self.meeting_opened.emit(item.meeting_id)

    def accessible_interface(self) -> PaintedList:
        """Return what the accessibility tree shows of the diary."""
        if self._accessible is None:
            self._accessible = PaintedList(self, DiaryPainting(self))
        return self._accessible

    # Layout

    def _lay_out(self) -> None:
        """Place everything anew, and paint it at the next chance.

        Before it is shown for the first time it has no size yet, and Qt will tell.
        """
        if self._page is None or not self._is_sized:
            return
        is_first = self.grid is None
        fonts, bar = self.look.fonts, self.verticalScrollBar()
        self.grid = Grid(self._page, self.viewport().width(), fonts.px(self._hour), fonts)
        self.head = Head(self.grid, fonts)
        self._layer = None
        self.pointer.forget()
        self.selection.show(self._page, items_of(self.grid, self.head))
        if self.viewportMargins().top() != self.head.height:
            self.setViewportMargins(0, self.head.height, 0, 0)
        bar.setRange(0, max(0, self.grid.height - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self.grid.hour // 2)
        self._show_head()
        self.viewport().update()
        if is_first:
            self.scroll_to_work()

    def _show_head(self) -> None:
        if self.head is None:
            return
        place = self.now_place()
        self.head_view.setGeometry(0, 0, self.viewport().width(), self.head.height)
        self.head_view.show_head(self.head, self.look, place[0] if place else None)
        item = self.selection.item
        self.head_view.show_selection(item.key if item and item.in_head else "", self.hasFocus())

    @Slot(bool)
    def _on_selection_changed(self, by_keyboard: bool) -> None:
        selection = self.selection
        if selection.slot is not None and self.grid is not None:
            slot = selection.slot
            self._show_box(self.grid.span(slot.day, slot.start, slot.start + slot.minutes))
        elif selection.item is not None and not selection.item.in_head:
            self._show_box(selection.item.box)
        self._show_head()
        self.viewport().update()
        if by_keyboard:
            self.pointer.wait_to_tell(selection.item)
        if self._accessible is not None:
            self._accessible.tell_focus()
        is_told = selection.item is None or not selection.item.choices
        if is_told and not self.pointer.is_holding:
            self.meeting_selected.emit(selection.item.meeting_id if selection.item else "")

    def _show_box(self, box: QRect) -> None:
        """Scroll a box into view, its top at least."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if box.bottom() + _MARGIN > bar.value() + height:
            bar.setValue(box.bottom() + _MARGIN - height)
        if box.top() - _MARGIN < bar.value():
            bar.setValue(box.top() - _MARGIN)

    # Events

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Copy the layer, and paint over it what changes more often."""
        ratio = self.devicePixelRatioF()
        with QPainter(self.viewport()) as painter:
            if self.grid is None:
                painter.fillRect(self.viewport().rect(), self.look.theme.surface)
                return
            if not self._painting.is_for(self.look, ratio):
                self._painting, self._layer = BlockPainter(self.look, ratio), None
            if self._layer is None:
                self._layer = paint_layer(self.grid, self.look, ratio, self._painting)
            painter.translate(0, -self.verticalScrollBar().value())
            painter.drawPixmap(0, 0, self._layer)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_overlay(painter, self, self.grid, self._painting)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything for the new size; the same width needs no new painting."""
        super().resizeEvent(event)
        self._is_sized = True
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key of the diary asks for."""
        if not handle_key(self, event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take the diary's keys before shortcuts do, and show whether it has the keyboard."""
        kind = event.type()
        if (
            kind is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_ours(self, event)
        ):
            event.accept()
            return True
        done = super().event(event)
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_head()
            self.viewport().update()
            if kind is QEvent.Type.FocusOut:
                self.pointer.hide_tip()
            elif self._accessible is not None:
                self._accessible.tell_focus()
        return done
