"""The matter itself: facts, what is wrong, both bodies side by side, dates, tasks, history."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.matter_detail import MatterDetail, TaskLine
from jointdesk.viewmodels.matters import Told
from jointdesk.widgets.both_bodies import BothBodies
from jointdesk.widgets.controls import make_button, plain_label
from jointdesk.widgets.decision_form import GroupBox
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Column, soft_label
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.pills import trouble_icon
from jointdesk.widgets.refocusing import focused_name, refocus

_TOP, _MIDDLE = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
_WIDEST = 1100


class MatterOverview(Column):
    """Shows one matter.

    Signals:
        step_requested(str, object): the id of a decision and the `Status` it should reach.
        decision_requested, notice_requested, conflict_requested: an id.
        task_added(str), task_ticked(str, bool): a title; a task's id and whether it is done.
        entered(str, object): a field of the matter, and what was entered.
    """

    step_requested = Signal(str, object)
    decision_requested = Signal(str)
    notice_requested = Signal(str)
    conflict_requested = Signal(str)
    task_added = Signal(str)
    task_ticked = Signal(str, bool)
    entered = Signal(str, object)

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__(look, "Matter")
        self._look = look
        self.set_widest(look.fonts.px(_WIDEST))
        self.task = QLineEdit()
        self._top, self._body = QWidget(), QWidget()
        self._history = QGridLayout()
        self._shown = ""
        self.box: GroupBox | None = None
        self.column.addWidget(self._top)
        self.column.addWidget(self._body)

    def show_detail(self, detail: MatterDetail) -> None:
        """Show a matter in place of what was there; a task that is being typed stays."""
        typed, focused = self.task.text(), focused_name(self)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        top = QWidget()
        top.setLayout(self._facts(detail))
        self._top = self._exchange(self._top, top)
        self._show_form(detail)
        self._add_troubles(column, detail)
        self._add_halves(column, detail)
        self._add_tasks(column, detail.tasks)
        if detail.papers:
            column.addWidget(self._section("Papers"))
        for paper in detail.papers:
            column.addLayout(self._line("paperclip", paper))
        column.addWidget(self._section("History"))
        self._history = QGridLayout()
        self._history.setHorizontalSpacing(20)
        self._history.setVerticalSpacing(4)
        self._history.setColumnStretch(2, 1)
        column.addLayout(self._history)
        self._body = self._exchange(self._body, body)
        self.task.setText(typed)
        refocus(self, focused)

    def clear(self) -> None:
        """Show no matter any more."""
        self._top = self._exchange(self._top, QWidget())
        self._body = self._exchange(self._body, QWidget())
        if self.box is not None:
            self.box.hide()
            self.box.deleteLater()
        self.box, self._shown = None, ""
        self.task, self._history = QLineEdit(), QGridLayout()

    def _exchange(self, before: QWidget, made: QWidget) -> QWidget:
        """Put a part in place of the one before."""
        self.column.replaceWidget(before, made)
        before.hide()
        before.deleteLater()
        return made

    def _show_form(self, detail: MatterDetail) -> None:
        """Show the matter's fields; of the same matter only the values are taken."""
        if self.box is not None and self._shown == detail.matter.id:
            self.box.show_group(detail.form, is_amending=False)
            return
        if self.box is not None:
            self.box.hide()
            self.box.deleteLater()
        self._shown = detail.matter.id
        self.box = GroupBox(self._look, detail.form, is_first=False, is_narrow=False)
        self.box.entered.connect(self.entered)
        self.column.insertWidget(self.column.indexOf(self._top) + 1, self.box)
        self.box.setVisible(bool(detail.matter.id))

    def refuse(self, name: str, sentence: str) -> None:
        """Show why the value of a field was not saved; "" once it was."""
        if self.box is not None and name in self.box.cells:
            self.box.cells[name].refuse(sentence)

    def show_history(self, history: Sequence[Told]) -> None:
        """Show what was done, the newest first."""
        ink = self._look.theme.ink2
        for number, told in enumerate(history[:40]):
            for column, words in enumerate((told.when, told.who, told.what)):
                colour = None if column == 2 else ink
                label = make_label(self._look, words, Text.DETAIL, colour=colour, wraps=column == 2)
                self._history.addWidget(label, number, column, _TOP)

    # Parts

    def _section(self, name: str) -> QLabel:
        label = make_label(self._look, name, Text.SECTION, Weight.SEMI_BOLD)
        label.setContentsMargins(0, 10, 0, 0)
        return label

    def _line(self, icon: str, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(make_icon(self._look, icon, self._look.theme.ink2), 0, _TOP)
        row.addWidget(make_label(self._look, words), 1)
        return row

    def _facts(self, detail: MatterDetail) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(REACH, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, self._look.fonts.px(110))
        grid.setColumnStretch(1, 1)
        for number, (name, value) in enumerate(detail.facts):
            label = make_label(self._look, name, Text.BODY, colour=self._look.theme.ink2)
            label.setAccessibleName(f"{name}: {value}")
            weight = Weight.SEMI_BOLD if name == "Effective" else Weight.REGULAR
            grid.addWidget(label, number, 0, _TOP)
            grid.addWidget(make_label(self._look, value, Text.BODY, weight), number, 1, _TOP)
        return grid

    def _add_troubles(self, column: QVBoxLayout, detail: MatterDetail) -> None:
        if not detail.troubles:
            return
        column.addWidget(self._section("What is wrong"))
        theme = self._look.theme
        for trouble in detail.troubles:
            row = QHBoxLayout()
            row.setSpacing(8)
            colour = theme.severity(trouble.severity)
            icon = make_icon(self._look, trouble_icon(trouble.severity), colour)
            row.addWidget(icon, 0, _MIDDLE)
            must = {Severity.RED: "Must act", Severity.AMBER: "Should act"}
            sentence = make_label(self._look, trouble.message)
            said = f"{must.get(trouble.severity, 'For information')}: {trouble.message}"
            sentence.setAccessibleName(said)
            row.addWidget(sentence, 1)
            settle = make_button(self._look, "Settle", kind="link")
            settle.setAccessibleName(f"Settle: {trouble.words}")
            settle.clicked.connect(partial(self._ask_conflict, trouble.id))
            row.addWidget(settle, 0, _MIDDLE)
            row.addWidget(soft_label(self._look, trouble.code), 0, _MIDDLE)
            column.addLayout(row)

    def _ask_conflict(self, conflict_id: str, _checked: bool = False) -> None:
        self.conflict_requested.emit(conflict_id)

    def _add_halves(self, column: QVBoxLayout, detail: MatterDetail) -> None:
        if not detail.halves and not detail.held:
            words = "No decision yet. Add one with “Another body” above."
            column.addWidget(make_label(self._look, words))
            return
        column.addWidget(self._section("Decisions"))
        both = BothBodies(self._look, detail)
        both.step_requested.connect(self.step_requested)
        both.decision_requested.connect(self.decision_requested)
        both.notice_requested.connect(self.notice_requested)
        column.addWidget(both)

    # Tasks

    def _add_tasks(self, column: QVBoxLayout, tasks: Sequence[TaskLine]) -> None:
        column.addWidget(self._section("Tasks"))
        for task in tasks:
            column.addLayout(self._task(task))
        self.task = QLineEdit()
        self.task.setPlaceholderText("Add a task, Enter keeps it")
        self.task.setAccessibleName("Add a task")
        self.task.setMaximumWidth(self._look.fonts.px(420))
        self.task.returnPressed.connect(self._on_task)
        column.addWidget(self.task)

    def _task(self, task: TaskLine) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        box = QCheckBox(plain_label(task.title))
        box.setChecked(task.is_done)
        late = ", overdue" if task.is_overdue else ""
        box.setAccessibleName(f"{task.title}, {task.when}{late}, {task.who}")
        box.toggled.connect(partial(self.task_ticked.emit, task.id))
        row.addWidget(box)
        theme = self._look.theme
        colour = theme.red if task.is_overdue else theme.ink2
        when = f"{task.when}, overdue" if task.is_overdue else task.when
        row.addWidget(make_label(self._look, when, Text.DETAIL, colour=colour, wraps=False))
        row.addWidget(soft_label(self._look, task.who), 1)
        return row

    def _on_task(self) -> None:
        if title := self.task.text().strip():
            self.task.clear()
            self.task_added.emit(title)
