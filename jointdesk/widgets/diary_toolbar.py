"""The diary's toolbar: today, back and forward, which days, in which form, the search."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from jointdesk.viewmodels.diary_days import Mode
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.widgets.controls import (
    GAP,
    SegmentedControl,
    make_button,
    make_icon_button,
    make_toggle,
    set_icon,
    set_tip,
)
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look
from jointdesk.widgets.search_button import SearchButton

_NARROW_UNDER, _ICON_UNDER, _FEW_UNDER = 1180, 940, 880

_MODES = ("Day", "Work week", "Week", "Agenda")


class DiaryToolbar(QWidget):
    """Shows which days the model has, and leads to others.

    Signals:
        search_requested: the search everywhere is wanted.
        tasks_requested: the tasks beside the diary are to be shown, or not.
        export_requested: the shown days are to be printed or exported.
        new_requested: a meeting is to be made.
        bin_requested: the deleted meetings are to be shown, or not.
    """

    search_requested = Signal()
    tasks_requested = Signal()
    export_requested = Signal()
    new_requested = Signal()
    bin_requested = Signal()

    def __init__(self, look: Look, model: DiaryModel) -> None:
        """Follow the model."""
        super().__init__()
        self._look = look
        self._model = model
        row = FlowingRow(self)
        row.setContentsMargins(20, 12, 16, 12)
        today = make_button(look, "Today")
        today.clicked.connect(model.go_to_today)
        back = make_icon_button(look, "chevron-left", "Back")
        back.clicked.connect(lambda: model.turn(-1))
        on = make_icon_button(look, "chevron-right", "Forward")
        on.clicked.connect(lambda: model.turn(1))
        self._title = QLabel()
        self._title.setFont(look.fonts.font(Text.PAGE, Weight.SEMI_BOLD))
        self._year = QLabel()
        self._year.setFont(look.fonts.font(Text.PAGE))
        self._year.setStyleSheet(f"color: {look.theme.ink2.name()};")
        self._make_buttons(look, model)
        for widget in (today, back, on, self._title, self._year):
            row.addWidget(widget)
        row.add_at_end(self.notes)
        row.addWidget(self.tasks)
        row.addWidget(self._modes)
        row.addWidget(self._out)
        row.addWidget(self.bin)
        row.addWidget(self._search)
        row.addWidget(self.new)
        model.days_changed.connect(self._on_changed)
        model.mode_changed.connect(self._on_changed)
        self._on_changed()

    def _make_buttons(self, look: Look, model: DiaryModel) -> None:
        self.notes = make_toggle(look, "flag", "Deadlines (F7)")
        self.notes.clicked.connect(model.want_notes)
        self.tasks = make_toggle(look, "list-checks", "Tasks beside the diary (F8)")
        self.tasks.clicked.connect(self.tasks_requested)
        self._modes = SegmentedControl(_MODES, "Form of the diary")
        self._modes.choice_changed.connect(lambda index: model.set_mode(Mode(index)))
        self._out = make_icon_button(look, "printer", "Print or export these days (Ctrl+P)")
        self._out.clicked.connect(self.export_requested)
        self.bin = make_toggle(look, "trash-2", "Deleted meetings")
        self.bin.clicked.connect(self.bin_requested)
        self.new = make_button(look, "New", "plus", "primary")
        self.new.setAccessibleName("New meeting")
        set_tip(self.new, "New meeting (Ctrl+N)")
        self.new.clicked.connect(self.new_requested)
        self._search = SearchButton(look)
        self._search.clicked.connect(self.search_requested)

    @Slot()
    def _on_changed(self) -> None:
        title, year = self._model.title()
        self._title.setText(title)
        self._year.setText(year)
        self._modes.take(self._model.mode)
        self.notes.setChecked(self._model.has_notes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what would take a second line: the search, the year, printing (Ctrl+P)."""
        super().resizeEvent(event)
        self._search.setVisible(self.width() >= self._look.fonts.px(_NARROW_UNDER))
        is_wide = self.width() >= self._look.fonts.px(_ICON_UNDER)
        self.new.setText("New" if is_wide else "")
        gap = GAP if is_wide else 0
        set_icon(self.new, self._look, "plus", self._look.theme.on_accent, gap=gap)
        self._year.setVisible(is_wide)
        self._out.setVisible(self.width() >= self._look.fonts.px(_FEW_UNDER))
