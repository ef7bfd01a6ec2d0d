"""The fields of a rule of repetition, and what it comes to in words and days.

A rule that the fields cannot say stays as it is; it is text under "Rule (for experts)".
"""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from jointdesk.domain.words import DAYS
from jointdesk.viewmodels import repeats
from jointdesk.viewmodels.event_editor import EventEditor
from jointdesk.viewmodels.repeat_form import RepeatShown, day_of, repeat_shown
from jointdesk.viewmodels.repeat_pattern import (
    LAST_DAY,
    MOST,
    NTH,
    WORKDAY,
    RepeatPattern,
    Unit,
    nth_pattern,
    rule_of,
    usual_pattern,
)
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.event_fields import EventFields
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.forms import Choice, Field
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_BY_DAY, _BY_WEEKDAY = "day", "weekday"
_EXPERTS = "Rule (for experts)"


class RepeatEditor(QWidget):
    """Edits how a meeting repeats; the form's `rule` is all that it keeps."""

    def __init__(self, look: Look, editor: EventEditor, fields: EventFields) -> None:
        """Follow an editor; `fields` makes the field of the rule's text."""
        super().__init__()
        self._look, self._editor = look, editor
        self._pattern: RepeatPattern | None = None
        self.every, self.unit = Choice(), Choice()
        self.by, self.day, self.nth, self.weekday = Choice(), Choice(), Choice(), Choice()
        self.weekdays: list[QPushButton] = []
        self.words = make_label(look, "", Text.DETAIL)
        self.days = make_label(look, "", Text.DETAIL, colour=look.theme.ink2)
        self.experts = make_button(look, _EXPERTS, kind="link")
        self.rule = fields.line("rule", _EXPERTS, hint="FREQ=MONTHLY;BYDAY=2TU")
        self._offer()
        self._lay_out()
        self._connect()

    def _offer(self) -> None:
        self.every.offer([(str(number), number) for number in range(1, MOST + 1)])
        self.by.offer([("on a day of the month", _BY_DAY), ("on a weekday", _BY_WEEKDAY)])
        days: list[tuple[str, object]] = [(str(day), day) for day in range(1, 32)]
        self.day.offer([*days, ("the last day", LAST_DAY)])
        self.nth.offer([(f"the {words}", nth) for nth, words in NTH.items()])
        weekdays: list[tuple[str, object]] = [(name, day) for day, name in enumerate(DAYS)]
        self.weekday.offer([*weekdays, ("working day", WORKDAY)])
        for choice, name, letters in (
            (self.every, "Every how many", 3),
            (self.unit, "Days, weeks, months or years", 6),
            (self.by, "By a day of the month or a weekday", 19),
            (self.day, "Day of the month", 11),
            (self.nth, "Which of the month", 9),
            (self.weekday, "Weekday", 11),
        ):
            choice.setAccessibleName(name)
            choice.setMinimumContentsLength(letters)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        every = QWidget()
        row = QHBoxLayout(every)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.every, 1)
        row.addWidget(self.unit, 2)
        self.fields = Field(self._look, "Every", every)
        column.addWidget(self.fields)
        column.addWidget(self._week())
        column.addWidget(self._month())
        for label in (self.words, self.days):
            label.setContentsMargins(REACH, 0, REACH, 0)
            column.addWidget(label)
        column.addWidget(self.experts, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.rule)

    def _week(self) -> QWidget:
        """The weekdays of a week, each on or off."""
        self._weekdays = QWidget()
        row = FlowingRow(self._weekdays, spacing=4)
        row.setContentsMargins(REACH, 0, REACH, REACH)
        for day, name in enumerate(DAYS):
            button = QPushButton(name[:2])
            button.setProperty("kind", "toggle")
            button.setCheckable(True)
            button.setAccessibleName(name)
            button.clicked.connect(partial(self._turn, day))
            row.addWidget(button)
            self.weekdays.append(button)
        return self._weekdays

    def _month(self) -> QWidget:
        """The day of a month, or which of its weekdays."""
        self._days = QWidget()
        row = FlowingRow(self._days, spacing=6)
        row.setContentsMargins(REACH, 0, REACH, REACH)
        for choice in (self.by, self.day, self.nth, self.weekday):
            row.addWidget(choice)
        return self._days

    def _connect(self) -> None:
        self.every.activated.connect(self._on_unit)
        self.unit.activated.connect(self._on_unit)
        self.by.activated.connect(self._on_by)
        self.day.activated.connect(lambda: self._take(day=self.day.currentData()))
        self.nth.activated.connect(lambda: self._take(nth=self.nth.currentData()))
        self.weekday.activated.connect(lambda: self._take(weekday=self.weekday.currentData()))
        self.experts.clicked.connect(self._on_experts)

    # Showing

    def show_rule(self, *, is_other: bool = False) -> None:
        """Show what the form says, with its words and days."""
        editor, form, desk = self._editor, self._editor.form, self._editor.desk
        if desk is None:
            return
        is_own = form.repeat == repeats.CUSTOM
        shown = RepeatShown()
        if form.repeat:
            is_series = editor.changeable.is_series and editor.meeting is not None
            shown = repeat_shown(form, desk.today, desk.zone, is_series=is_series)
        if is_other:
            self.rule.hide()
        self._pattern = shown.pattern
        self.words.setText(shown.words)
        self.words.setVisible(bool(shown.words))
        self.days.setText(shown.days)
        self.days.setVisible(bool(shown.days))
        can_say = is_own and shown.pattern is not None
        is_open = is_own and (not self.rule.isHidden() or not can_say)
        self.experts.setVisible(can_say and not is_open)
        self.rule.setVisible(is_open)
        self.fields.setVisible(can_say)
        self._show_pattern(shown.pattern if is_own else None)

    def _show_pattern(self, pattern: RepeatPattern | None) -> None:
        is_week = pattern is not None and pattern.unit is Unit.WEEK
        is_dated = pattern is not None and pattern.unit in (Unit.MONTH, Unit.YEAR)
        self._weekdays.setVisible(is_week)
        self._days.setVisible(is_dated)
        if pattern is None:
            return
        every = pattern.every
        units = [(one.value if every == 1 else f"{one}s", one) for one in Unit]
        self.unit.offer(list(units), pattern.unit)
        self.every.offer([(str(number), number) for number in range(1, MOST + 1)], every)
        for day, button in enumerate(self.weekdays):
            button.setChecked(day in pattern.weekdays)
        self.by.offer(
            [("on a day of the month", _BY_DAY), ("on a weekday", _BY_WEEKDAY)],
            _BY_WEEKDAY if pattern.nth else _BY_DAY,
        )
        self.day.setVisible(not pattern.nth)
        self.nth.setVisible(bool(pattern.nth))
        self.weekday.setVisible(bool(pattern.nth))
        self.day.setCurrentIndex(self.day.findData(pattern.day))
        self.nth.setCurrentIndex(self.nth.findData(pattern.nth))
        self.weekday.setCurrentIndex(self.weekday.findData(pattern.weekday))

    # What the person does

    def _take(self, **values: Any) -> None:
        if self._pattern is not None:
            self._keep(self._pattern._replace(**values))

    def _keep(self, pattern: RepeatPattern) -> None:
        self._editor.enter(rule=rule_of(pattern))

    @Slot()
    def _on_unit(self) -> None:
        desk, pattern = self._editor.desk, self._pattern
        if desk is None or pattern is None:
            return
        unit, every = Unit(self.unit.currentData()), int(self.every.currentData())
        if unit is pattern.unit:
            self._keep(pattern._replace(every=every))
        else:
            self._keep(usual_pattern(unit, every, day_of(self._editor.form, desk.today)))

    def _turn(self, day: int, _is_on: bool = False) -> None:
        """Put a weekday in or out; the last one stays."""
        if self._pattern is None:
            return
        found = set(self._pattern.weekdays) ^ {day}
        self._keep(self._pattern._replace(weekdays=tuple(sorted(found or {day}))))
        self.weekdays[day].setChecked(day in (found or {day}))

    @Slot()
    def _on_by(self) -> None:
        desk, pattern = self._editor.desk, self._pattern
        if desk is None or pattern is None:
            return
        start = day_of(self._editor.form, desk.today)
        if self.by.currentData() == _BY_WEEKDAY:
            self._keep(nth_pattern(pattern, start))
        else:
            self._keep(pattern._replace(nth=0, weekday=0, day=start.day))

    @Slot()
    def _on_experts(self) -> None:
        """Show the rule's text, to be written."""
        self.rule.show()
        self.experts.hide()
        self.rule.control.setFocus(Qt.FocusReason.OtherFocusReason)
