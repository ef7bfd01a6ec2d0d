"""Both bodies' decisions on a matter side by side: what differs is marked and said."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from jointdesk.viewmodels.matter_detail import Half, Held, MatterDetail
from jointdesk.widgets.controls import Swatch, make_button, plain_label
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.milestones import add_milestones
from jointdesk.widgets.pills import MeterBar, Pill
from jointdesk.widgets.step_menu import StepButtons

_TOP = Qt.AlignmentFlag.AlignTop


class BothBodies(QFrame):
    """A column for each decision, a row for each property, then record and dates.

    Signals:
        step_requested(str, object): the id of a decision and the `Status` it should reach.
        decision_requested(str): the id of a decision to be opened.
        notice_requested(str): the id of a decision whose notice is to be made.
    """

    step_requested = Signal(str, object)
    decision_requested = Signal(str)
    notice_requested = Signal(str)

    def __init__(self, look: Look, detail: MatterDetail) -> None:
        """Show the decisions of a matter."""
        super().__init__()
        self._look = look
        self.setProperty("kind", "card")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 14)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, look.fonts.px(86))
        for number, half in enumerate(detail.halves, 1):
            grid.setColumnStretch(number, 1)
            grid.addWidget(self._head(half), 0, number, _TOP)
        for place, compared in enumerate(detail.compared, 1):
            if any(compared.values):
                self._add_compared(grid, place, detail, place - 1)
        last = len(detail.compared) + 1
        if detail.halves:
            self._name(grid, last, "Record")
            self._name(grid, last + 1, "Dates")
        for number, half in enumerate(detail.halves, 1):
            grid.addLayout(self._meter(half), last, number, _TOP)
            dates = QVBoxLayout()
            add_milestones(look, dates, half.milestones, half.unknown)
            grid.addLayout(dates, last + 1, number, _TOP)
        for number, held in enumerate(detail.held, len(detail.halves) + 1):
            grid.setColumnStretch(number, 1)
            grid.addLayout(self._held(held), 0, number, _TOP)

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
        row = FlowingRow(spacing=6)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Swatch(self._look, half.position))
        name = make_label(self._look, half.ref, Text.BODY, Weight.SEMI_BOLD, wraps=False)
        row.addWidget(name)
        row.addWidget(Pill(self._look, half.pill, half.shade))
        column.addLayout(row)
        buttons = FlowingRow(spacing=6)
        buttons.setContentsMargins(0, 0, 0, 0)
        steps = StepButtons(self._look, "small")
        steps.show_half(half)
        steps.step_requested.connect(self.step_requested)
        steps.notice_requested.connect(self.notice_requested)
        buttons.addWidget(steps)
        edit = make_button(self._look, "Open", "pencil", "small")
        edit.setAccessibleName(plain_label(f"Open {half.ref}"))
        edit.clicked.connect(partial(self._ask_decision, half.decision.id))
        buttons.addWidget(edit)
        column.addLayout(buttons)
        return head

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
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(make_icon(self._look, "lock", self._look.theme.ink2), 0, _TOP)
        line.addWidget(make_label(self._look, held.words), 1)
        column.addLayout(line)
        return column
