"""A decision's tab: its form, what belongs to it at the right, and amending what is fixed."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jointdesk.domain.words import counted
from jointdesk.governance.step_plans import AMENDMENT_IS_FINAL
from jointdesk.viewmodels.decision_editor import AMENDMENT, DecisionEditor
from jointdesk.viewmodels.matter_detail import Half, MatterDetail
from jointdesk.widgets.amendments import AmendmentsCard
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.decision_form import DecisionForm
from jointdesk.widgets.decision_side import DecisionSide
from jointdesk.widgets.forms import Banner, Field
from jointdesk.widgets.labels import make_line
from jointdesk.widgets.look import Look

_NARROW_UNDER, _BESIDE_FROM = 980, 720


class DecisionPanel(QFrame):
    """Edits one decision.

    Signals:
        decision_requested(str): the id of another body's decision.
        saved: something was saved.
    """

    decision_requested = Signal(str)
    saved = Signal()

    def __init__(self, look: Look, model: DecisionEditor) -> None:
        """Follow a model."""
        super().__init__()
        self._look = look
        self._model = model
        self.form = DecisionForm(look)
        self.side = DecisionSide(look)
        self.amendments = AmendmentsCard(look, model.amendments)
        self.form.column.addWidget(self.amendments)  # the form's groups follow it
        self.fixed = Banner(look, "info", "lock")
        self.amend = make_button(look, "Amend…", kind="small")
        self.fixed.row.addWidget(self.amend)
        self._amendment = self._amendment_bar()
        self._lay_out()
        self._connect()

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self.form, self.side]

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        bars = QVBoxLayout()
        bars.setContentsMargins(24, 0, 24, 0)
        bars.addWidget(self.fixed)
        bars.addWidget(self._amendment)
        left.addLayout(bars)
        left.addWidget(self.form, 1)
        self._line = make_line(self._look, is_upright=True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(left, 3)
        self._row.addWidget(self._line)
        self._row.addWidget(self.side, 0)

    def _amendment_bar(self) -> QFrame:
        """The reason for a new version, and the button that makes it."""
        frame = QFrame()
        frame.setProperty("kind", "well")
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.reason = QLineEdit()
        self.make = make_button(self._look, "Make a new version", kind="primary")
        self.leave = make_button(self._look, "Not now")
        self._reason = Field(
            self._look, "Reason for the new version", self.reason, self.make, self.leave,
            hint=f"Change the text below first. {AMENDMENT_IS_FINAL}",
        )  # fmt: skip
        row.addWidget(self._reason)
        frame.hide()
        return frame

    def _connect(self) -> None:
        model = self._model
        model.form_changed.connect(self._on_form)
        model.failed.connect(self._on_failed)
        model.saved.connect(self._on_saved)
        model.amending_changed.connect(self._on_amending)
        self.form.entered.connect(model.save)
        self.side.field_requested.connect(self.form.go_to)
        self.side.decision_requested.connect(self.decision_requested)
        self.amend.clicked.connect(self._on_amend)
        self.make.clicked.connect(self._on_make)
        self.reason.returnPressed.connect(self._on_make)
        self.leave.clicked.connect(model.leave_amending)

    def show_half(self, half: Half, detail: MatterDetail) -> None:
        """Edit a decision of the matter that is shown."""
        self.side.show_half(half, detail)
        self._model.open(half.decision.id)

    @Slot()
    def _on_form(self) -> None:
        form = self._model.form
        if form is None:
            self.form.clear()
            self.side.clear()
            return
        is_narrow = self.width() < self._look.fonts.px(_NARROW_UNDER)
        amending = self._model.is_amending
        self.form.show_form(form, is_amending=amending, is_narrow=is_narrow)
        told = "It was taken: its text is fixed." if form.is_taken and not amending else ""
        self.fixed.say(told, "Notice, publication and what follows can still be recorded.")
        if not told:
            self.fixed.hide()

    @Slot()
    def _on_amending(self) -> None:
        is_amending = self._model.is_amending
        self._amendment.setVisible(is_amending)
        number = len(self._model.gathered)
        what = f" of {counted(number, 'change')}" if number else ""
        self.make.setText(f"Make a new version{what}")
        if not is_amending:
            self.reason.clear()
            self._reason.say("")
        self._on_form()

    @Slot()
    def _on_amend(self) -> None:
        self._model.begin_amending()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_make(self) -> None:
        self._reason.say("")
        self._model.amend(self.reason.text())

    @Slot(str, str)
    def _on_failed(self, name: str, sentence: str) -> None:
        if name == AMENDMENT:
            self._reason.say(sentence)
        else:
            self.form.refuse(name, sentence)

    @Slot(str)
    def _on_saved(self, name: str) -> None:
        self.form.refuse(name, "")
        self.saved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the form out in one column or two, its side beside or under it, as there is room."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_beside = self.width() >= self._look.fonts.px(_BESIDE_FROM)
        self._row.setDirection(ways.LeftToRight if is_beside else ways.TopToBottom)
        self._row.setStretch(2, 0 if is_beside else 2)
        self._line.setVisible(is_beside)
        self.side.set_beside(is_beside=is_beside)
        self._on_form()
