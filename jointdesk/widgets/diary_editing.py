"""Editing in the diary: the forms of meetings and the bin, and what opens them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from jointdesk.viewmodels import cursor
from jointdesk.viewmodels.carried import Place
from jointdesk.viewmodels.cursor import Slot as TimeSlot
from jointdesk.viewmodels.diary_days import Mode
from jointdesk.viewmodels.diary_events import DiaryEvents
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.event_editor import EventEditor
from jointdesk.widgets.diary_area import DiaryArea
from jointdesk.widgets.diary_geometry import on_view
from jointdesk.widgets.diary_gestures import DiaryGestures
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.look import Look

if TYPE_CHECKING:
    from jointdesk.viewmodels.event_bin import BinModel
    from jointdesk.widgets.bin_panel import BinPanel
    from jointdesk.widgets.event_panel import EventPanel
    from jointdesk.widgets.quick_event import QuickEvent

_NINE = 9 * 60
_WARNING_LINES = 4
"""Lines of conflicts for which the quick form must have room."""


class DiaryEditing(QObject):
    """Connects a diary with its events and their editor, for as long as the diary is there."""

    def __init__(
        self,
        area: DiaryArea,
        look: Look,
        model: DiaryModel,
        events: DiaryEvents,
        editor: EventEditor,
        deleted: "BinModel",
    ) -> None:
        """Let meetings be moved at once; panels are made when they are first wanted."""
        super().__init__(area)
        self._area, self._look, self._model = area, look, model
        self._events, self._editor, self._deleted = events, editor, deleted
        self._grid, self._side = area.grid, area.side
        self._quick: QuickEvent | None = None
        self._panel: EventPanel | None = None
        self._bin: BinPanel | None = None
        self._is_quick = False
        self._gestures = DiaryGestures(area, look, events)
        self._connect()

    def _connect(self) -> None:
        self._grid.pointer.pressed.connect(self._on_pressed)
        self._gestures.marked.connect(self._begin_at)
        self._editor.opened.connect(self._on_opened)
        self._editor.changed.connect(self._on_changed)
        self._area.event_requested.connect(self._on_event_requested)
        self._area.copy_chosen.connect(self._events.choose_copy)
        self._side.replaced.connect(self._on_replaced)
        self._area.toolbar.new_requested.connect(self.begin_new)
        self._area.toolbar.bin_requested.connect(self.toggle_bin)
        new = QShortcut(QKeySequence("Ctrl+N"), self._area)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.activated.connect(self.begin_new)
        if self._editor.desk is not None:  # what was being typed in another look
            QTimer.singleShot(0, self, self.show_panel)

    # A new meeting

    @Slot()
    def begin_new(self) -> None:
        """Begin a meeting at the marked time, else at the next free one of the selected day."""
        grid = self._grid
        page = self._model.page()
        if self._model.mode is Mode.AGENDA or page is None or grid.grid is None:
            self._is_quick = False
            self._editor.begin_new(self._model.anchor, _NINE)
            return
        if grid.selection.slot is None:
            day, minute = grid.now_place() or (0, page.days[0].opens or _NINE)
            item = grid.selection.item
            if item is not None:
                day, minute = item.day, max(item.start, page.days[item.day].opens)
            grid.selection.mark(cursor.first_slot(page, day, minute))
        self._begin_at(grid.selection.marked()[1])

    @Slot(object)
    def _begin_at(self, place: Place) -> None:
        """Open the quick form beside a time of the grid."""
        days = self._model.days
        if days is None:
            return
        slot = TimeSlot(place.day, place.start, place.minutes, is_marked=True)
        self._grid.selection.mark(slot)
        self._is_quick = True
        self._editor.begin_new(days.days[place.day], place.start, place.minutes)

    @Slot()
    def _on_opened(self) -> None:
        """Show the form that was begun: a new one beside its time, any other at the right.

        With large text in a low window there is no room for it beside its time.
        """
        slot, grid = self._grid.selection.slot, self._grid.grid
        is_quick, self._is_quick = self._is_quick, False
        if is_quick and slot is not None and grid is not None and self._grid.isVisible():
            quick = self._quick_form()
            if quick.fits(_WARNING_LINES * self._look.fonts.line(Text.DETAIL)):
                box = grid.span(slot.day, slot.start, slot.start + slot.minutes)
                quick.open_beside(on_view(self._grid, box))
                return
        self.show_panel()

    @Slot()
    def _on_changed(self) -> None:
        """Let the marked time follow what is typed beside it."""
        times, days = self._editor.times(), self._model.days
        if self._quick is None or not self._quick.isVisible() or days is None or times is None:
            return
        begins, ends = times
        if begins.date() in days.days and begins.date() == ends.date() and begins < ends:
            day, start = days.days.index(begins.date()), begins.hour * 60 + begins.minute
            minutes = int((ends - begins).total_seconds()) // 60
            self._grid.selection.slot = TimeSlot(day, start, minutes, is_marked=True)
            self._grid.viewport().update()

    def _quick_form(self) -> "QuickEvent":
        if self._quick is None:
            from jointdesk.widgets.quick_event import QuickEvent

            self._quick = QuickEvent(self._look, self._grid, self._editor)
            self._quick.more_wanted.connect(self.show_panel)
            self._quick.closed.connect(self._on_quick_closed)
        return self._quick

    @Slot()
    def _on_quick_closed(self) -> None:
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_pressed(self) -> None:
        """Leave the quick form: the pointer went elsewhere."""
        if self._quick is not None and self._quick.isVisible():
            self._editor.leave()

    # The full form

    @Slot()
    def show_panel(self) -> None:
        """Show all fields of what is edited at the right."""
        if self._panel is None:
            from jointdesk.widgets.event_panel import EventPanel

            self._panel = EventPanel(self._look, self._editor)
            self._side.adopt(self._panel)
            self._panel.closed.connect(self._on_closed)
        self._side.show(self._panel)
        self._panel.open_form()

    @Slot()
    def _on_closed(self) -> None:
        """Give the right side back to the inspector."""
        self._area.close_inspector()
        item = self._grid.selection.item
        if item is not None:
            self._grid.meeting_selected.emit(item.meeting_id)

    @Slot(object)
    def _on_replaced(self, panel: object) -> None:
        if panel is self._panel:
            self._editor.leave()
        elif panel is self._bin:
            self._deleted.watch(False)
            self._area.toolbar.bin.setChecked(False)

    # The bin

    @Slot()
    def toggle_bin(self) -> None:
        """Show the deleted meetings, or hide them."""
        if self._bin is None:
            from jointdesk.widgets.bin_panel import BinPanel

            self._bin = BinPanel(self._look, self._deleted)
            self._side.adopt(self._bin)
            self._bin.closed.connect(self.toggle_bin)
        is_wanted = self._side.panel is not self._bin
        self._deleted.watch(is_wanted)
        self._area.toolbar.bin.setChecked(is_wanted)
        if is_wanted:
            self._side.show(self._bin)
            self._bin.give_focus()
        else:
            self._area.close_inspector()

    # What the inspector asks for

    @Slot(str, str)
    def _on_event_requested(self, what: str, meeting_id: str) -> None:
        meeting = self._events.meeting(meeting_id)
        if meeting is None:
            return
        match what:
            case "edit":
                self._is_quick = False
                self._editor.begin_edit(meeting)
            case "duplicate":
                self._is_quick = False
                self._editor.begin_copy(meeting)
            case "cancel":
                self._events.cancel(meeting_id)
            case "remove":
                self._events.remove(meeting_id)
