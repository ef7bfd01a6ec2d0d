"""The steps that a decision may take: a button for the usual one, a menu of the others."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from jointdesk.domain.decisions import ENDED, Status
from jointdesk.viewmodels.decision_words import STEP_WORDS
from jointdesk.viewmodels.matter_detail import Half
from jointdesk.widgets.controls import Kind, make_button
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.look import Look


class StepButtons(QWidget):
    """Asks for steps of one decision.

    Signals:
        step_requested(str, object): the id of the decision and the `Status` it should reach.
        notice_requested(str): the id of the decision whose notice is to be made.
    """

    step_requested = Signal(str, object)
    notice_requested = Signal(str)

    def __init__(self, look: Look, kind: Kind = "") -> None:
        """Begin without a decision."""
        super().__init__()
        self._half: Half | None = None
        row = FlowingRow(self, spacing=6)
        row.setContentsMargins(REACH, REACH, REACH, REACH)
        self.usual = make_button(look, "", kind=kind)
        self.more = make_button(look, "More", "chevron-down", kind)
        self.more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.usual.clicked.connect(self._on_usual)
        self.more.clicked.connect(self._on_more)
        row.addWidget(self.usual)
        row.addWidget(self.more)

    def show_half(self, half: Half | None) -> None:
        """Offer the steps of a decision; nothing where there is none, or it is over."""
        self._half = half
        steps = half.steps if half else ()
        ref = half.ref if half else ""
        self.usual.setVisible(bool(steps))
        self.more.setVisible(half is not None)
        self.usual.setText(STEP_WORDS[steps[0]] if steps else "")
        self.usual.setAccessibleName(f"{ref}: {self.usual.text()}")
        self.more.setAccessibleName(f"{ref}: more steps, and its notice")

    def menu(self) -> QMenu:
        """Return the menu of its notice and of every step but the usual one, the endings apart."""
        menu = QMenu(self)
        menu.addAction("Make its notice…").triggered.connect(self._on_notice)
        menu.addSeparator()
        was_ending = False
        for step in self._half.steps[1:] if self._half else ():
            is_ending = step in ENDED or step in (Status.DEFERRED, Status.WITHDRAWN)
            if is_ending and not was_ending:
                menu.addSeparator()
            was_ending = is_ending
            action = menu.addAction(STEP_WORDS[step])
            action.triggered.connect(lambda _=False, one=step: self._ask(one))
        return menu

    def _ask(self, step: Status) -> None:
        if self._half is not None:
            self.step_requested.emit(self._half.decision.id, step)

    @Slot()
    def _on_notice(self) -> None:
        if self._half is not None:
            self.notice_requested.emit(self._half.decision.id)

    @Slot()
    def _on_usual(self) -> None:
        if self._half is not None and self._half.steps:
            self._ask(self._half.steps[0])

    @Slot()
    def _on_more(self) -> None:
        self.menu().exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))
