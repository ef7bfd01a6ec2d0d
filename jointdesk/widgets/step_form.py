"""What is asked before a step that needs a day, a reason or a second look; never a dialog."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from jointdesk.domain.decisions import Status
from jointdesk.governance.step_plans import TAKE_IS_FINAL
from jointdesk.governance.written_days import read_day
from jointdesk.viewmodels.day_words import shown_day
from jointdesk.viewmodels.matter_detail import Half
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Choice, Field
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look

ASKED = frozenset(
    {
        Status.TAKEN,
        Status.EFFECTIVE,
        Status.DEFERRED,
        Status.WITHDRAWN,
        Status.SUPERSEDED,
        Status.REVOKED,
        Status.LAPSED,
        Status.VOID,
    }
)
"""The steps before which something is asked; the others are taken at once, with Undo."""

_TITLES = {
    Status.TAKEN: "Take {ref}?",
    Status.EFFECTIVE: "{ref} is in effect?",
    Status.DEFERRED: "Defer {ref}?",
    Status.WITHDRAWN: "Withdraw {ref}?",
    Status.SUPERSEDED: "Which decision takes the place of {ref}?",
    Status.REVOKED: "Revoke {ref}?",
    Status.LAPSED: "Let {ref} lapse?",
    Status.VOID: "Declare {ref} void?",
}
_NOTES = {
    Status.TAKEN: TAKE_IS_FINAL,
    Status.EFFECTIVE: "A day other than the one the rules give needs a reason.",
    Status.DEFERRED: "A day is when it is due now.",
    Status.SUPERSEDED: "The old one ends when the new one is taken; both are linked.",
    Status.REVOKED: "It is of no effect from that day on. The reason stays on the record.",
    Status.VOID: "It never had effect. The reason stays on the record.",
}
_BUTTONS = {
    Status.TAKEN: "Take it for good",
    Status.EFFECTIVE: "Record it",
    Status.DEFERRED: "Defer it",
    Status.WITHDRAWN: "Withdraw it",
    Status.SUPERSEDED: "Supersede it",
    Status.REVOKED: "Revoke it",
    Status.LAPSED: "Let it lapse",
    Status.VOID: "Declare it void",
}
_DAYS = {
    Status.TAKEN: "Taken on",
    Status.EFFECTIVE: "In effect from",
    Status.DEFERRED: "Due now on",
    Status.WITHDRAWN: "Withdrawn on",
    Status.REVOKED: "Revoked on",
    Status.LAPSED: "Lapsed on",
    Status.VOID: "Void since",
}


class StepForm(QFrame):
    """Asks for what a step needs; Escape takes the question back.

    Signals:
        confirmed(object, str, object, str, str): `Status`, decision, day or None, reason, and the
            id of the decision that takes its place.
        left: the question was taken back.
    """

    confirmed = Signal(object, str, object, str, str)
    left = Signal()

    def __init__(self, look: Look, half: Half, step: Status, today: date) -> None:
        """Ask about a step of a decision."""
        super().__init__()
        self._half, self._step = half, step
        self.setProperty("kind", "well")
        self.setAccessibleName(_TITLES[step].format(ref=half.ref))
        self.day, self.reason, self.other = QLineEdit(), QLineEdit(), Choice()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        title = _TITLES[step].format(ref=half.ref)
        column.addWidget(make_label(look, title, Text.SECTION, Weight.SEMI_BOLD))
        if note := self._note(half, step):
            row = QHBoxLayout()
            row.setSpacing(8)
            tone = look.theme.amber if step is Status.TAKEN else look.theme.ink2
            icon = "triangle-alert" if step is Status.TAKEN else "info"
            row.addWidget(make_icon(look, icon, tone))
            row.addWidget(make_label(look, note, Text.BODY, colour=tone), 1)
            column.addLayout(row)
        column.addLayout(self._fields(look, today))
        column.addLayout(self._buttons(look))
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.left)
        for line in (self.day, self.reason):
            line.returnPressed.connect(self.confirm)

    @staticmethod
    def _note(half: Half, step: Status) -> str:
        note = _NOTES.get(step, "")
        lacking = [one.label for one in half.missing if one.is_required]
        if step is Status.TAKEN and lacking:
            more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
            names = ", ".join(lacking[:3])
            return f"{note} Still missing, though the law asks for it: {names}{more}."
        return note

    def _fields(self, look: Look, today: date) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._day = Field(look, _DAYS.get(self._step, ""), self.day)
        self._reason = Field(look, "Reason", self.reason)
        self._other = Field(look, "New decision", self.other)
        decision = self._half.decision
        if self._step is Status.TAKEN:
            self.day.setText(shown_day(decision.date_taken or decision.decision_due or today))
        elif self._step is not Status.DEFERRED:
            self.day.setText(shown_day(today))
        self.day.setMaximumWidth(look.fonts.px(150))
        is_asked_why = self._step is not Status.TAKEN
        if self._step in _DAYS:
            row.addWidget(self._day)
        if self._step is Status.SUPERSEDED:
            self.other.offer([(name, id_) for id_, name in self._half.others])
            row.addWidget(self._other, 1)
        if is_asked_why:
            row.addWidget(self._reason, 1)
        else:
            row.addStretch(1)
        return row

    def _buttons(self, look: Look) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.button = make_button(look, _BUTTONS[self._step], kind="primary")
        self.button.clicked.connect(self.confirm)
        back = make_button(look, "Not now")
        back.clicked.connect(self.left)
        row.addWidget(self.button)
        row.addWidget(back)
        row.addStretch(1)
        return row

    def first_focus(self) -> QLineEdit | Choice:
        """What gets the keyboard."""
        if self._step is Status.SUPERSEDED:
            return self.other
        return self.day if self._step in (Status.TAKEN, Status.DEFERRED) else self.reason

    def say(self, sentence: str) -> None:
        """Show why the step was refused."""
        field = self._day if self._step is Status.TAKEN else self._reason
        field.say(sentence)

    @Slot()
    def confirm(self) -> None:
        """Ask for the step, if the day can be read."""
        on: date | None = None
        text = self.day.text().strip()
        if text and self._step in _DAYS:
            found = read_day(text)
            if isinstance(found, str):
                self._day.say(f"“{text}” is no day: {found}.")
                return
            on = found
        self._day.say("")
        other = str(self.other.currentData() or "")
        if self._step is Status.SUPERSEDED and not other:
            self._other.say("There is no other decision of this body: add it first.")
            return
        reason = self.reason.text().strip()
        self.confirmed.emit(self._step, self._half.decision.id, on, reason, other)
