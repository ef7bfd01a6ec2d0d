"""The diary page: toolbar, grid or agenda, inspector."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jointdesk.operations.clock import now
from jointdesk.viewmodels.diary_model import DiaryModel, Mode
from jointdesk.widgets.agenda import AgendaPanel
from jointdesk.widgets.controls import SegmentedControl, make_button, make_icon_button
from jointdesk.widgets.diary import DiaryView
from jointdesk.widgets.empty import EmptyState
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.inspector import Inspector
from jointdesk.widgets.labels import make_line
from jointdesk.widgets.look import Look
from jointdesk.widgets.search_button import SearchButton

_OVERLAY_UNDER = 1280
_MODES = ("Day", "Work week", "Week", "Agenda")


class DiaryArea(QFrame):
    """Lays out the diary and connects it to its model.

    Signals:
        conflict_requested: the id of a conflict to be settled.
        split_requested, same_requested: the id of a meeting.
        search_requested: the search everywhere is wanted.
        import_requested: the person wants to add a calendar.
    """

    conflict_requested = Signal(str)
    split_requested = Signal(str)
    same_requested = Signal(str)
    search_requested = Signal()
    import_requested = Signal()

    def __init__(self, look: Look, model: DiaryModel) -> None:
        """Show what the model has, and follow it."""
        super().__init__()
        self._look = look
        self._model = model
        self._selected = self._wanted = ""
        self.grid = DiaryView(look)
        self.agenda = AgendaPanel(look)
        self.inspector = Inspector(look)
        self.inspector.setParent(self)
        self.inspector.setBackgroundRole(QPalette.ColorRole.Window)
        self.inspector.setAutoFillBackground(True)
        self.inspector.hide()
        self._empty = EmptyState(
            look,
            "No diary yet. Add the council's or the NHS body's calendar, or open a calendar file.",
            "Add a calendar",
        )
        self._stack = QStackedWidget()
        for widget in (self.grid, self.agenda, self._empty):
            self._stack.addWidget(widget)
        self._lay_out()
        self._connect()
        self._on_days_changed()

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        view = self._view()
        return self.agenda.list if view is self.agenda else view

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self._view(), self.inspector]

    def _lay_out(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._toolbar())
        column.addWidget(make_line(self._look))
        column.addWidget(self._stack, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(column, 1)
        self._row.addWidget(self.inspector)

    def _toolbar(self) -> QHBoxLayout:
        look = self._look
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 16, 12)
        row.setSpacing(8)
        today = make_button(look, "Today")
        today.clicked.connect(self._model.go_to_today)
        back = make_icon_button(look, "chevron-left", "Back")
        back.clicked.connect(lambda: self._model.turn(-1))
        on = make_icon_button(look, "chevron-right", "Forward")
        on.clicked.connect(lambda: self._model.turn(1))
        self._title = QLabel()
        self._title.setFont(look.fonts.font(Text.PAGE, Weight.SEMI_BOLD))
        self._year = QLabel()
        self._year.setFont(look.fonts.font(Text.PAGE))
        self._year.setStyleSheet(f"color: {look.theme.ink2.name()};")
        self._modes = SegmentedControl(_MODES, "Form of the diary")
        self._search = SearchButton(look)
        for widget in (today, back, on, self._title, self._year):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._modes)
        row.addWidget(self._search)
        return row

    def _connect(self) -> None:
        model = self._model
        model.days_changed.connect(self._on_days_changed)
        model.mode_changed.connect(self._on_mode_changed)
        model.meeting_wanted.connect(self._on_meeting_wanted)
        self.grid.meeting_selected.connect(self._on_selected)
        self.grid.meeting_opened.connect(self._on_opened)
        self.grid.page_requested.connect(model.turn)
        self.grid.today_requested.connect(model.go_to_today)
        self.grid.conflict_requested.connect(model.go_to_conflict)
        self.agenda.meeting_selected.connect(self._on_selected)
        self.agenda.meeting_opened.connect(self._on_opened)
        self._modes.choice_changed.connect(lambda index: model.set_mode(Mode(index)))
        self._search.clicked.connect(self.search_requested)
        self._empty.asked.connect(self.import_requested)
        inspector = self.inspector
        inspector.closed.connect(self.close_inspector)
        inspector.conflict_requested.connect(self.conflict_requested)
        inspector.split_requested.connect(self.split_requested)
        inspector.same_requested.connect(self.same_requested)
        self._add_shortcuts()

    def _add_shortcuts(self) -> None:
        keys = {
            "Ctrl+1": lambda: self._model.set_mode(Mode.DAY),
            "Ctrl+2": lambda: self._model.set_mode(Mode.WEEK),
            "Ctrl+3": lambda: self._model.set_mode(Mode.WORK_WEEK),
            "Ctrl+4": lambda: self._model.set_mode(Mode.AGENDA),
            "Ctrl+T": self._model.go_to_today,
            "F10": self._toggle_inspector,
        }
        for text, act in keys.items():
            shortcut = QShortcut(QKeySequence(text), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # What the model says

    @Slot()
    def _on_days_changed(self) -> None:
        title, year = self._model.title()
        self._title.setText(title)
        self._year.setText(year)
        self._modes.take(self._model.mode)
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
        if self.inspector.isVisible() or (wanted and not self._is_overlaid()):
            self._inspect(self._selected)

    @Slot()
    def _on_mode_changed(self) -> None:
        self._modes.take(self._model.mode)

    @Slot(str)
    def _on_meeting_wanted(self, meeting_id: str) -> None:
        self._selected = self._wanted = meeting_id
        self.grid.select_meeting(meeting_id)

    # What the person does

    @Slot(str)
    def _on_selected(self, meeting_id: str) -> None:
        self._selected = meeting_id
        if meeting_id and (self.inspector.isVisible() or not self._is_overlaid()):
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
        self.inspector.show()
        self._place_inspector()

    @Slot()
    def close_inspector(self) -> None:
        """Hide the inspector and give the keyboard back to the diary."""
        self.inspector.hide()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_inspector(self) -> None:
        if self.inspector.isVisible():
            self.close_inspector()
        elif self._selected:
            self._inspect(self._selected)

    # Layout

    def _view(self) -> QWidget:
        """Return what is shown: grid, agenda or the empty state."""
        return self._stack.currentWidget() or self.grid

    def _is_overlaid(self) -> bool:
        return self.window().width() < self._look.fonts.px(_OVERLAY_UNDER)

    def _place_inspector(self) -> None:
        """Beside the view, or over its right edge in a narrow window."""
        if self._is_overlaid():
            self._row.removeWidget(self.inspector)
            width = self.inspector.width()
            self.inspector.setGeometry(self.width() - width, 0, width, self.height())
            self.inspector.raise_()
        elif self._row.indexOf(self.inspector) < 0:
            self._row.addWidget(self.inspector)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the inspector at the right edge."""
        super().resizeEvent(event)
        self._place_inspector()

    def show_now(self) -> None:
        """Move the now-line."""
        self.grid.set_now(now())
