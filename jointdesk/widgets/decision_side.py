"""Beside a decision's form: what is missing, the other body, the dates that follow, tasks."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from jointdesk.viewmodels.matter_detail import Half, MatterDetail
from jointdesk.widgets.controls import TagLabel, make_button, set_tip
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.milestones import add_milestones
from jointdesk.widgets.pills import MeterBar, Pill
from jointdesk.widgets.refocusing import focused_name, refocus
from jointdesk.widgets.trouble_cards import TroubleCards

_WIDTH = 296
_ANY = 16_777_215
"""Qt's own limit, which is none."""


class DecisionSide(QFrame):
    """Shows what belongs to one decision.

    Signals:
        field_requested(str): the name of a field that is to be filled in.
        decision_requested(str): the id of another body's decision.
        conflict_requested(str): the id of a conflict to be settled.
    """

    field_requested = Signal(str)
    decision_requested = Signal(str)
    conflict_requested = Signal(str)

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self._look = look
        self.setProperty("kind", "inspector")
        self.setAccessibleName("About this decision")
        self.set_beside(is_beside=True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def set_beside(self, *, is_beside: bool) -> None:
        """Stand beside the form, as wide as one reads well, or under it."""
        width = self._look.fonts.px(_WIDTH)
        self.setMinimumWidth(width if is_beside else 0)
        self.setMaximumWidth(width if is_beside else _ANY)

    def show_half(self, half: Half, detail: MatterDetail) -> None:
        """Show a decision in place of the one before."""
        place, focused = self._scroll.verticalScrollBar().value(), focused_name(self)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(18, 14, 18, 20)
        column.setSpacing(8)
        self._add_meter(column, half)
        self._add_troubles(column, detail)
        self._add_others(column, half, detail)
        column.addWidget(self._section("Dates"))
        dates = QVBoxLayout()
        add_milestones(self._look, dates, half.milestones, half.unknown)
        column.addLayout(dates)
        self._add_why(column, half)
        self._add_tasks(column, detail)
        if not half.decision.is_taken:
            note = "Nothing appears in an export as a decision until it is taken."
            ink = self._look.theme.ink2
            column.addWidget(make_label(self._look, note, Text.DETAIL, colour=ink))
        column.addStretch(1)
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().setValue(place)
        refocus(self, focused)

    def clear(self) -> None:
        """Show nothing any more."""
        self._scroll.setWidget(QWidget())

    def _section(self, name: str) -> QLabel:
        ink = self._look.theme.ink2
        label = make_label(self._look, name, Text.DETAIL, Weight.SEMI_BOLD, ink)
        label.setContentsMargins(0, 8, 0, 0)
        return label

    def _add_meter(self, column: QVBoxLayout, half: Half) -> None:
        look = self._look
        asks = "Is the record complete?" if half.decision.is_taken else "Ready to take?"
        column.addWidget(self._section(asks))
        column.addWidget(make_label(look, half.meter.spoken, Text.TITLE, Weight.SEMI_BOLD))
        column.addWidget(MeterBar(look, half.meter))
        if half.missing:
            column.addWidget(self._section("Missing"))
        for missing in half.missing:
            row = QHBoxLayout()
            row.setSpacing(6)
            colour = look.theme.red if missing.is_required else look.theme.ink2
            icon = "octagon-alert" if missing.is_required else "info"
            row.addWidget(make_icon(look, icon, colour), 0, Qt.AlignmentFlag.AlignVCenter)
            button = make_button(look, missing.label, kind="link")
            button.setStyleSheet(f"color: {colour.name()}; text-align: left; padding: 0;")
            who = "the law asks for it" if missing.is_required else "good practice"
            button.setAccessibleName(f"{missing.label}, missing, {who}: {missing.why}")
            set_tip(button, f"Asked for: {missing.why}")
            button.clicked.connect(partial(self._ask_field, missing.field))
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)

    def _ask_field(self, name: str, _checked: bool = False) -> None:
        self.field_requested.emit(name)

    def _add_troubles(self, column: QVBoxLayout, detail: MatterDetail) -> None:
        if not detail.troubles:
            return
        column.addWidget(self._section("What is wrong"))
        cards = TroubleCards(self._look, is_narrow=True)
        cards.settle_requested.connect(self.conflict_requested)
        column.addWidget(cards)
        cards.show_troubles(detail.troubles)

    def _add_others(self, column: QVBoxLayout, half: Half, detail: MatterDetail) -> None:
        others = [one for one in detail.halves if one.decision.id != half.decision.id]
        if not others and not detail.held:
            return
        column.addWidget(self._section("The other body"))
        for other in others:
            column.addWidget(self._card(other, detail))
        for held in detail.held:
            column.addWidget(make_label(self._look, held.words, Text.DETAIL))

    def _card(self, other: Half, detail: MatterDetail) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(TagLabel(self._look, other.position, other.code, other.code))
        name = make_button(self._look, other.ref, kind="link")
        name.clicked.connect(partial(self._ask_decision, other.decision.id))
        row.addWidget(name)
        row.addStretch(1)
        row.addWidget(Pill(self._look, other.pill, other.shade))
        inner.addLayout(row)
        differs = [one.name.lower() for one in detail.compared if one.differs]
        words = f"Differs in {', '.join(differs)}." if differs else "Says the same where compared."
        ink = self._look.theme.amber if differs else self._look.theme.ink2
        inner.addWidget(make_label(self._look, words, Text.DETAIL, colour=ink))
        return card

    def _ask_decision(self, decision_id: str, _checked: bool = False) -> None:
        self.decision_requested.emit(decision_id)

    def _add_why(self, column: QVBoxLayout, half: Half) -> None:
        """Why it has effect from that day, or why that is not known."""
        why = " ".join(half.standing.effective.why)
        if why:
            ink = self._look.theme.ink2
            column.addWidget(make_label(self._look, why, Text.DETAIL, colour=ink))

    def _add_tasks(self, column: QVBoxLayout, detail: MatterDetail) -> None:
        tasks = [task for task in detail.tasks if not task.is_done]
        if not tasks:
            return
        column.addWidget(self._section("Tasks"))
        for task in tasks:
            colour = self._look.theme.red if task.is_overdue else None
            words = f"{task.title}, {task.when}"
            column.addWidget(make_label(self._look, words, Text.DETAIL, colour=colour))
