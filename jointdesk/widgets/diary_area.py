"""The diary page: toolbar, grid or agenda, inspector.

The grid is what is seen first: agenda, inspector and the empty state are imported and made when
they are first wanted.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jointdesk.viewmodels.diary_days import Mode
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.widgets.diary import DiaryView
from jointdesk.widgets.diary_side import DiarySide
from jointdesk.widgets.diary_toolbar import DiaryToolbar
from jointdesk.widgets.labels import make_line
from jointdesk.widgets.look import Look

if TYPE_CHECKING:
    from jointdesk.widgets.agenda import AgendaPanel
    from jointdesk.widgets.empty import EmptyState
    from jointdesk.widgets.inspector import Inspector


class DiaryArea(QFrame):
    """Lays out the diary and connects it to its model.

    Signals:
        conflict_requested: the id of a conflict to be settled.
        split_requested, same_requested, decision_requested: the id of a meeting.
        event_requested(str, str): what is to be done with a meeting, and its id.
        copy_chosen(str, str): a meeting's id, and that of the collection whose copy is meant.
        record_requested: what a deadline belongs to is to be opened, for example "task/ID".
        inspected(str): the inspector shows that meeting.
        search_requested: the search everywhere is wanted.
        import_requested: the person wants to add a calendar.
        export_requested: the shown days are to be printed or exported.
    """

    conflict_requested = Signal(str)
    split_requested = Signal(str)
    same_requested = Signal(str)
    decision_requested = Signal(str)
    event_requested = Signal(str, str)
    copy_chosen = Signal(str, str)
    record_requested = Signal(str)
    inspected = Signal(str)
    search_requested = Signal()
    import_requested = Signal()
    export_requested = Signal()

    def __init__(self, look: Look, model: DiaryModel) -> None:
        """Show what the model has, and follow it."""
        super().__init__()
        self._look = look
        self._model = model
        self._selected = self._wanted = ""
        self.panel_maker: Callable[[], QWidget] | None = None
        self.foot_maker: Callable[[], QWidget] | None = None
        self._panel: QWidget | None = None
        self.grid = DiaryView(look)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._lay_out()
        self._connect()
        self._on_days_changed()

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        if self._model.mode is Mode.AGENDA and self._view() is self.agenda:
            return self.agenda.list
        return self._view()

    @cached_property
    def agenda(self) -> "AgendaPanel":
        """The days as a list."""
        from jointdesk.widgets.agenda import AgendaPanel

        agenda = AgendaPanel(self._look)
        agenda.meeting_selected.connect(self._on_selected)
        agenda.meeting_opened.connect(self._on_opened)
        agenda.meeting_removed.connect(lambda id_: self.event_requested.emit("remove", id_))
        agenda.record_opened.connect(self.record_requested)
        self._stack.addWidget(agenda)
        return agenda

    @cached_property
    def inspector(self) -> "Inspector":
        """Everything about one meeting."""
        from jointdesk.widgets.inspector import Inspector

        inspector = Inspector(self._look)
        self.side.adopt(inspector)
        if self.foot_maker is not None:
            inspector.add_foot(self.foot_maker())
        inspector.closed.connect(self.close_inspector)
        inspector.conflict_requested.connect(self.conflict_requested)
        inspector.split_requested.connect(self.split_requested)
        inspector.same_requested.connect(self.same_requested)
        inspector.decision_requested.connect(self.decision_requested)
        inspector.event_requested.connect(self.event_requested)
        inspector.copy_chosen.connect(self.copy_chosen)
        return inspector

    @cached_property
    def _empty(self) -> "EmptyState":
        from jointdesk.widgets.empty import EmptyState

        empty = EmptyState(
            self._look,
            "No diary yet. Add the council's or the NHS body's calendar, or open a calendar file.",
            "Add a calendar",
        )
        empty.asked.connect(self.import_requested)
        self._stack.addWidget(empty)
        return empty

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        panels = [self._panel] if self._panel is not None else []
        return [self._view(), *panels, *([self.side.panel] if self.side.panel else [])]

    def _lay_out(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.toolbar = DiaryToolbar(self._look, self._model)
        column.addWidget(self.toolbar)
        column.addWidget(make_line(self._look))
        self._body = QHBoxLayout()
        self._body.setSpacing(0)
        self._body.addWidget(self._stack, 1)
        column.addLayout(self._body, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        self.side = DiarySide(self, row, self._look)

    def _connect(self) -> None:
        model = self._model
        model.days_changed.connect(self._on_days_changed)
        model.meeting_wanted.connect(self._on_meeting_wanted)
        self.grid.meeting_selected.connect(self._on_selected)
        self.grid.meeting_opened.connect(self._on_opened)
        self.grid.record_opened.connect(self.record_requested)
        self.grid.page_requested.connect(model.turn)
        self.grid.today_requested.connect(model.go_to_today)
        self.grid.conflict_requested.connect(model.go_to_conflict)
        self.toolbar.tasks_requested.connect(self.toggle_panel)
        self.toolbar.search_requested.connect(self.search_requested)
        self.toolbar.export_requested.connect(self.export_requested)
        keys = {
            "Ctrl+1": lambda: self._model.set_mode(Mode.DAY),
            "Ctrl+2": lambda: self._model.set_mode(Mode.WEEK),
            "Ctrl+3": lambda: self._model.set_mode(Mode.WORK_WEEK),
            "Ctrl+4": lambda: self._model.set_mode(Mode.AGENDA),
            "Ctrl+T": self._model.go_to_today,
            "F8": self.toggle_panel,
            "F7": lambda: model.want_notes(not model.has_notes),
            "F10": self._toggle_inspector,
        }
        for text, act in keys.items():
            shortcut = QShortcut(QKeySequence(text), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @Slot()
    def toggle_panel(self) -> None:
        """Show the tasks beside the diary, or hide them; they are made when first wanted."""
        if self._panel is None and self.panel_maker is not None:
            self._panel = self.panel_maker()
            self._panel.hide()
            self._body.addWidget(self._panel)
        if self._panel is not None:
            self._panel.setVisible(self._panel.isHidden())
            self.toolbar.tasks.setChecked(not self._panel.isHidden())
            if self._panel.isHidden():
                self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    # What the model says

    @Slot()
    def _on_days_changed(self) -> None:
        days = self._model.days
        if days is None:
            return
        if not days.has_sources:
            self._stack.setCurrentWidget(self._empty)
        elif self._model.mode is Mode.AGENDA:
            self.agenda.show_rows(*self._model.agenda())
            self._stack.setCurrentWidget(self.agenda)
        else:
            page = self._model.page()
            if page is not None:
                self.grid.show_page(page, days.now)
            self._stack.setCurrentWidget(self.grid)
        wanted, self._wanted = self._wanted, ""
        if self.is_inspecting or (wanted and self._may_inspect()):
            self._inspect(self._selected)

    @Slot(str)
    def _on_meeting_wanted(self, meeting_id: str) -> None:
        self._selected = self._wanted = meeting_id
        self.grid.select_meeting(meeting_id)

    # What the person does

    @Slot(str)
    def _on_selected(self, meeting_id: str) -> None:
        self._selected = meeting_id
        if meeting_id and (self.is_inspecting or self._may_inspect()):
            self._inspect(meeting_id)

    @Slot(str)
    def _on_opened(self, meeting_id: str) -> None:
        self._selected = meeting_id
        self._inspect(meeting_id)
        self.inspector.setFocus(Qt.FocusReason.OtherFocusReason)

    def _inspect(self, meeting_id: str) -> None:
        inspection = self._model.inspection(meeting_id)
        if inspection is None:
            self.close_inspector()
            return
        self.inspector.show_meeting(inspection)
        self.side.show(self.inspector)
        self.inspected.emit(meeting_id)

    @Slot()
    def close_inspector(self) -> None:
        """Hide what is at the right, and give the keyboard back to the diary."""
        self.side.close()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_inspector(self) -> None:
        if self.is_inspecting:
            self.close_inspector()
        elif self._selected:
            self._inspect(self._selected)

    # Layout

    def _view(self) -> QWidget:
        """Return what is shown: grid, agenda or the empty state."""
        return self._stack.currentWidget() or self.grid

    @property
    def is_inspecting(self) -> bool:
        """Whether the inspector is shown."""
        return self.side.panel is not None and self.side.panel is self.__dict__.get("inspector")

    def _may_inspect(self) -> bool:
        """Whether the inspector opens by itself: there is room for it, and nothing else there."""
        return not self.side.is_overlaid and self.side.is_free

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is at the right in its place."""
        super().resizeEvent(event)
        self.side.place()
