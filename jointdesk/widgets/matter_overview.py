"""The matter itself: facts, what is wrong, both bodies side by side, dates, tasks, history."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.decisions import Status
from jointdesk.viewmodels.decision_words import STEP_WORDS
from jointdesk.viewmodels.matter_detail import Half, Held, MatterDetail, TaskLine
from jointdesk.viewmodels.matters import Told
from jointdesk.widgets.controls import Swatch, make_button, plain_label
from jointdesk.widgets.decision_form import GroupBox
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Column, soft_label
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.milestones import add_milestones
from jointdesk.widgets.pills import MeterBar, Pill, trouble_icon
from jointdesk.widgets.refocusing import focused_name, refocus
from jointdesk.widgets.step_menu import step_menu

_TOP, _MIDDLE = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
_WIDEST = 1100


class MatterOverview(Column):
    """Shows one matter.

    Signals:
        step_requested(str, object): the id of a decision and the `Status` it should reach.
        decision_requested, conflict_requested: an id.
        task_added(str), task_ticked(str, bool): a title; a task's id and whether it is done.
        entered(str, object): a field of the matter, and what was entered.
    """

    step_requested = Signal(str, object)
    decision_requested = Signal(str)
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

    # Both bodies

    def _add_halves(self, column: QVBoxLayout, detail: MatterDetail) -> None:
        if not detail.halves and not detail.held:
            column.addWidget(
                make_label(self._look, "No decision yet. Add one with “Another body” above.")
            )
            return
        column.addWidget(self._section("Decisions"))
        card = QFrame()
        card.setProperty("kind", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 14)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, self._look.fonts.px(86))
        for number, half in enumerate(detail.halves, 1):
            grid.setColumnStretch(number, 1)
            grid.addWidget(self._head(half), 0, number, _TOP)
        for place, compared in enumerate(detail.compared, 1):
            if any(compared.values):
                self._add_compared(grid, place, detail, place - 1)
        last = len(detail.compared) + 1
        self._name(grid, last, "Record")
        self._name(grid, last + 1, "Dates")
        for number, half in enumerate(detail.halves, 1):
            grid.addLayout(self._meter(half), last, number, _TOP)
            dates = QVBoxLayout()
            add_milestones(self._look, dates, half.milestones, half.unknown)
            grid.addLayout(dates, last + 1, number, _TOP)
        for number, held in enumerate(detail.held, len(detail.halves) + 1):
            grid.setColumnStretch(number, 1)
            grid.addLayout(self._held(held), 0, number, _TOP)
        column.addWidget(card)

    def _name(self, grid: QGridLayout, place: int, name: str, said: str = "") -> None:
        label = make_label(self._look, name, Text.DETAIL, colour=self._look.theme.ink2)
        label.setAccessibleName(said or name)
        grid.addWidget(label, place, 0, _TOP)

    def _add_compared(
        self, grid: QGridLayout, place: int, detail: MatterDetail, number: int
    ) -> None:
        compared = detail.compared[number]
        told = ", ".join(
            f"{half.code} {value or 'nothing'}"
            for half, value in zip(detail.halves, compared.values, strict=True)
        )
        is_pair = len(compared.values) > 1
        differs = "differs" if compared.differs else "is the same" if is_pair else "is"
        self._name(grid, place, compared.name, f"{compared.name} {differs}: {told}")
        for column, value in enumerate(compared.values, 1):
            weight = Weight.SEMI_BOLD if compared.differs else Weight.REGULAR
            label = make_label(self._look, value or "–", Text.BODY, weight)
            if compared.differs:
                theme = self._look.theme
                border = "" if theme.amber_tint != theme.surface else "border: 1px solid;"
                label.setStyleSheet(
                    f"background: {theme.amber_tint.name()}; color: {theme.ink.name()};"
                    f" {border} border-radius: 3px; padding: 1px 4px;"
                )
                label.setToolTip("The bodies differ here")
            grid.addWidget(label, place, column, _TOP)

    def _head(self, half: Half) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Swatch(self._look, half.position))
        name = make_label(self._look, half.ref, Text.BODY, Weight.SEMI_BOLD, wraps=False)
        row.addWidget(name)
        row.addWidget(Pill(self._look, half.pill, half.shade))
        row.addStretch(1)
        column.addLayout(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        if half.steps:
            first = half.steps[0]
            step = make_button(self._look, STEP_WORDS[first], kind="small")
            step.setAccessibleName(f"{half.ref}: {STEP_WORDS[first]}")
            step.clicked.connect(partial(self._ask_step, half.decision.id, first))
            buttons.addWidget(step)
            more = make_button(self._look, "More", "chevron-down", "small")
            more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            more.setAccessibleName(f"{half.ref}: more steps")
            menu = step_menu(more, half, partial(self._ask_step, half.decision.id))
            more.clicked.connect(lambda: menu.exec(more.mapToGlobal(more.rect().bottomLeft())))
            buttons.addWidget(more)
        edit = make_button(self._look, "Open", "pencil", "small")
        edit.setAccessibleName(plain_label(f"Open {half.ref}"))
        edit.clicked.connect(partial(self._ask_decision, half.decision.id))
        buttons.addWidget(edit)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return head

    def _ask_step(self, decision_id: str, step: Status, _checked: bool = False) -> None:
        self.step_requested.emit(decision_id, step)

    def _ask_decision(self, decision_id: str, _checked: bool = False) -> None:
        self.decision_requested.emit(decision_id)

    def _meter(self, half: Half) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        bar = MeterBar(self._look, half.meter)
        bar.setMaximumWidth(self._look.fonts.px(220))
        column.addWidget(bar)
        words = f"{half.meter.words}, {half.meter.spoken}" if half.meter.missing else "Complete"
        colour = self._look.theme.red if half.meter.required else self._look.theme.ink2
        column.addWidget(make_label(self._look, words, Text.DETAIL, colour=colour))
        return column

    def _held(self, held: Held) -> QVBoxLayout:
        column = QVBoxLayout()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Swatch(self._look, held.position))
        row.addWidget(make_label(self._look, held.code, Text.BODY, Weight.SEMI_BOLD), 1)
        column.addLayout(row)
        line = self._line("lock", held.words)
        column.addLayout(line)
        return column

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
