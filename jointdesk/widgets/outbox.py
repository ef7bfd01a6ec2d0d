"""The page of what waits: collisions, invitations, changes on their way, and the worklist."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from jointdesk.domain.words import plain_name
from jointdesk.viewmodels.collisions import TwiceLine
from jointdesk.viewmodels.invitation_rows import InvitationLine, KeptBackLine
from jointdesk.viewmodels.outbox import OutboxModel
from jointdesk.viewmodels.outbox_rows import CollisionLine, OutboxLine, WorklistLine
from jointdesk.viewmodels.proposals import ProposalFile
from jointdesk.viewmodels.syncing import SyncModel
from jointdesk.widgets.controls import TagLabel, make_button
from jointdesk.widgets.file_dialogs import ask_new_file
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Problem, soft_label
from jointdesk.widgets.labels import apart, make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.proposal_form import ProposalForm
from jointdesk.widgets.refocusing import refocus
from jointdesk.widgets.row_page import RowPage

_NOTHING = "Nothing waits to be written or answered, and nothing is for you to put into a calendar."
_ANSWERS = (("Accept", "accepted"), ("Tentative", "tentative"), ("Decline", "declined"))
_PROPOSE = "Propose another time…"
_TOP = Qt.AlignmentFlag.AlignTop
_AIR = 80
"""Pixels above and below a button to which one is led: its row is seen with it."""


class OutboxPage(RowPage):
    """Shows what waits; every row has its ways out."""

    def __init__(self, look: Look, model: OutboxModel, sync: SyncModel) -> None:
        """Follow a model; `sync` reads the diaries."""
        super().__init__(look, "Waiting", "What waits", _NOTHING)
        self._model = model
        self._proposing = ""
        self._changed_twice: dict[str, QPushButton] = {}
        """The first button of each item that two people changed, by its id."""
        self.read = make_button(look, "Read and write now", "refresh-cw")
        self.read.clicked.connect(sync.read_all)
        self.head.add(self.read, self.back)
        model.outbox_changed.connect(self._on_outbox)
        model.twice.lines_changed.connect(self._on_outbox)
        model.proposals.opened.connect(self._on_proposal)
        model.proposals.made.connect(self._on_proposed)
        self._on_outbox()
        model.begin()

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        return self.read

    @Slot()
    def _on_outbox(self) -> None:
        outbox, ended = self._model.outbox, self._model.ended
        self._changed_twice.clear()
        todo = [self._todo(one) for one in outbox.worklist]
        self.show_rows(
            (
                ("Two people changed this", [self._twice(one) for one in self._model.twice.lines]),
                ("Which one is right?", [self._collision(one) for one in outbox.collisions]),
                ("Invitations to answer", [self._invitation(one) for one in outbox.invitations]),
                ("Nobody was told", [self._kept_back(one) for one in outbox.kept_back]),
                ("Waiting to be written", [self._entry(one) for one in outbox.entries]),
                ("For you to put into a calendar", [*todo, *(self._done(one) for one in ended)]),
            )
        )
        self._lead_to(self._model.twice.take_wanted())

    def _lead_to(self, item_id: str) -> None:
        """Give the keyboard to the first button of what two people changed in an item."""
        button = self._changed_twice.get(item_id)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            # Where it stands is known once it is laid out.
            QTimer.singleShot(0, button, lambda: self.rows.ensureWidgetVisible(button, 0, _AIR))

    # One row

    def _twice(self, line: TwiceLine) -> QWidget:
        row = WaitingRow(self._look, "", 0, line.title, "split", is_long=True)
        row.add_line(line.question)
        for said in line.said:
            row.add_line(f"{apart(said.words)}, {said.who}")
        for said in line.said:
            spoken = f"{line.title}, {line.question} Take {plain_name(said.words)}, {said.who}"
            button = row.add_button(said.button, spoken)
            button.setObjectName(f"{line.item} {line.field} {said.words}")
            button.clicked.connect(lambda _=False, said=said: self._model.twice.settle(line, said))
            self._changed_twice.setdefault(line.item, button)
        return row

    def _collision(self, line: CollisionLine) -> QWidget:
        row = WaitingRow(self._look, line.code, line.position, line.title)
        row.add_line(line.question)
        row.add_line(line.was)
        for value, choice, whose in (
            (line.mine, "mine", "as set here"),
            (line.theirs, "theirs", "as in the calendar"),
        ):
            button = row.add_button(value, f"{line.title}, {line.field}: keep {value}, {whose}")
            button.clicked.connect(
                lambda _=False, choice=choice, value=value: self._model.settle(
                    line.id, line.field, choice, value
                )
            )
        return row

    def _entry(self, line: OutboxLine) -> QWidget:
        row = WaitingRow(self._look, line.code, line.position, line.title, "upload")
        row.setAccessibleName(line.spoken)
        row.add_line(line.what)
        row.add_line(", ".join(filter(None, (line.state, line.next))))
        row.say_problem(line.error)
        if line.sends:
            row.add_line(line.sends)
            send = row.add_button(line.send, f"{line.send}: {line.title}. {line.sends}")
            send.clicked.connect(lambda: self._model.send(line.id))
        again = row.add_button("Try again", f"Try again to write {line.title}")
        again.clicked.connect(lambda: self._model.retry(line.id))
        self._add_withdrawal(row, line.id, line.title)
        return row

    def _invitation(self, line: InvitationLine) -> QWidget:
        row = WaitingRow(self._look, line.code, line.position, line.title, "calendar")
        row.setAccessibleName(line.spoken)
        row.add_line(f"{line.when}, {line.organiser}")
        row.say_problem(line.clashes)
        proposals = self._model.proposals
        if proposals.line is not None and proposals.line.id == line.id:
            row.add_form(ProposalForm(self._look, proposals, line.organiser.removeprefix("from ")))
            return row
        for words, reply in _ANSWERS:
            button = row.add_button(words, f"{words}: {line.spoken}")
            button.clicked.connect(lambda _=False, reply=reply: self._model.answer(line.id, reply))
        propose = row.add_button(_PROPOSE, f"{_PROPOSE}: {line.spoken}")
        propose.clicked.connect(lambda: proposals.begin(line))
        return row

    def _kept_back(self, line: KeptBackLine) -> QWidget:
        row = WaitingRow(self._look, line.code, line.position, line.title, "calendar")
        row.add_line(line.when)
        row.add_line(line.sends)
        send = row.add_button(line.send, f"{line.send}: {line.title}. {line.sends}")
        send.clicked.connect(lambda: self._model.send_kept_back(line.id))
        return row

    def _todo(self, line: WorklistLine) -> QWidget:
        row = WaitingRow(self._look, line.code, line.position, line.sentence, "square")
        row.add_line("It is ticked by itself once a reading shows it.")
        save = row.add_button("Save .ics…", f"Save a calendar file: {line.sentence}")
        save.setEnabled(bool(line.calendar))
        save.clicked.connect(
            lambda: self._ask_where(line.file_name, lambda file: self._model.save(line.id, file))
        )
        self._add_withdrawal(row, line.id, line.sentence)
        return row

    def _done(self, line: WorklistLine) -> QWidget:
        row = WaitingRow(self._look, line.code, line.position, line.sentence, "square-check")
        row.add_line("Done: a reading has shown it.")
        return row

    def _add_withdrawal(self, row: "WaitingRow", entry_id: str, title: str) -> None:
        button = row.add_button("Withdraw", f"Withdraw: {title}")
        button.clicked.connect(lambda: self._model.withdraw(entry_id))

    @Slot()
    def _on_proposal(self) -> None:
        """Show the form, or the row without it; the keyboard goes along."""
        was = self._proposing
        line = self._model.proposals.line
        self._proposing = f"{_PROPOSE}: {line.spoken}" if line else ""
        self._on_outbox()
        form = self.rows.findChildren(ProposalForm)
        if line and form:
            form[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            refocus(self.rows, was)

    @Slot(object)
    def _on_proposed(self, made: ProposalFile) -> None:
        if self.isVisible():
            self._ask_where(made.name, lambda file: self._model.proposals.save(made, file))

    def _ask_where(self, name: str, save: Callable[[str], None]) -> None:
        """Let the system's own dialogue name a file; it does not block the window."""
        ask_new_file(self, "Save the calendar file", save, "ics", kind="Calendar files", name=name)


class WaitingRow(QWidget):
    """Whose and what, lines under it, and buttons at the right, or below in large text."""

    def __init__(
        self,
        look: Look,
        code: str,
        position: int,
        title: str,
        icon: str = "",
        *,
        is_long: bool = False,
    ) -> None:
        """Show what it is about; what `is_long` has its buttons below its words in any text."""
        super().__init__()
        self._look = look
        self.setAccessibleName(title)
        row = QHBoxLayout(self)
        row.setContentsMargins(REACH, 4, REACH, 4)
        row.setSpacing(8)
        if icon:
            row.addWidget(make_icon(look, icon, look.theme.ink2), 0, _TOP)
        if code:
            row.addWidget(TagLabel(look, position, code, code), 0, _TOP)
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        self._words.addWidget(make_label(look, title, Text.BODY, Weight.MEDIUM))
        self._buttons: QLayout = QHBoxLayout()
        if is_long or look.fonts.are_large:  # beside the words they would leave them no room
            self._buttons = FlowingRow(spacing=8)
            self._buttons.setContentsMargins(REACH, 6, REACH, REACH)
            column = QVBoxLayout()
            column.addLayout(self._words)
            column.addLayout(self._buttons)
            row.addLayout(column, 1)
        else:
            self._buttons.setSpacing(8)
            row.addLayout(self._words, 1)
            row.addLayout(self._buttons)

    def add_line(self, words: str) -> None:
        """Put a line under the title."""
        self._words.addWidget(soft_label(self._look, words, Text.BLOCK))

    def say_problem(self, sentence: str) -> None:
        """Say what went wrong, nothing for ""."""
        if sentence:
            problem = Problem(self._look)
            self._words.addWidget(problem)
            problem.say(sentence)

    def add_form(self, form: QWidget) -> None:
        """Put a form under the lines; it stands there in place of buttons."""
        self._words.addWidget(form)

    def add_button(self, words: str, spoken: str) -> QPushButton:
        """Return a new button at the right."""
        button = make_button(self._look, words, kind="small")
        button.setAccessibleName(spoken)
        self._buttons.addWidget(button)
        self._buttons.setAlignment(button, _TOP)
        return button
