"""What people say to each other about a booking, with who has seen it, and what was done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from jointdesk.viewmodels.booking_sheet import Sheet, TalkLine
from jointdesk.viewmodels.matters import Told
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.decision_fields import ProseEdit
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Choice, Problem
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.task_parts import empty

NOBODY = "For everybody"


class TalkPart(QWidget):
    """The comments, and one's own.

    Signals:
        said(str, object, bool): a comment, the id of whom it is for or None, and whether the
            booking is handed over to them.
        seen: the person has seen what is said.
    """

    said = Signal(str, object, bool)
    seen = Signal()

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self._look = look
        self._booking = ""
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.seen_button = make_button(look, "I have seen it", "check", "small")
        self.seen_button.clicked.connect(self.seen)
        self.text = ProseEdit(look, "Your comment")
        self.text.saves_itself = False
        self.text.setPlaceholderText("Say something about this booking")
        self.to = Choice()
        self.to.setAccessibleName("Whom it is for")
        self.to.setMinimumContentsLength(22)
        self.hands_over = QCheckBox("Hand the booking over to them")
        self.say_button = make_button(look, "Say it")
        self.say_button.clicked.connect(self.say)
        self.problem = Problem(look)
        self.to.currentIndexChanged.connect(self._on_to)
        self._lay_out()
        self._on_to()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(REACH, REACH, REACH, REACH)
        column.setSpacing(8)
        column.addLayout(self._lines)
        column.addWidget(self.seen_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.text)
        row = FlowingRow()
        for widget in (self.to, self.hands_over, self.say_button):
            row.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.problem)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what is said of a booking; what is being written of the same one stays."""
        if sheet.booking.id != self._booking:
            self._booking = sheet.booking.id
            self.clear()
        options: list[tuple[str, object]] = [(NOBODY, "")]
        options += [(f"For {name}", one) for one, name in sheet.others]
        self.to.offer(options)
        self._on_to()
        self.seen_button.setVisible(bool(sheet.unseen))
        empty(self._lines)
        for line in sheet.talk:
            self._lines.addWidget(self._line(line))

    def clear(self) -> None:
        """Take what is written away."""
        self.text.setPlainText("")
        self.to.setCurrentIndex(0)
        self.hands_over.setChecked(False)
        self.problem.say("")

    def _line(self, line: TalkLine) -> QFrame:
        look, theme = self._look, self._look.theme
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        head = f"Handed over: {line.head}" if line.is_hand_over else line.head
        column.addWidget(make_label(look, head, Text.BLOCK, Weight.SEMI_BOLD, theme.ink2))
        text = make_label(look, line.text)
        text.setMinimumWidth(1)  # a long word must not widen the sheet
        column.addWidget(text)
        if line.seen:
            column.addWidget(make_label(look, line.seen, Text.DETAIL, colour=theme.ink2))
        card.setAccessibleName(f"{head}: {line.text}. {line.seen}")
        return card

    @Slot()
    def _on_to(self) -> None:
        """Only to somebody can a booking be handed over."""
        is_for_one = bool(self.to.currentData())
        self.hands_over.setEnabled(is_for_one)
        if not is_for_one:
            self.hands_over.setChecked(False)

    @Slot()
    def say(self) -> None:
        """Say what is written."""
        text = self.text.toPlainText().strip()
        if not text:
            self.problem.say("Write something first.")
            return
        self.problem.say("")
        to = str(self.to.currentData() or "")
        self.said.emit(text, to or None, self.hands_over.isChecked())


class HistoryPart(QWidget):
    """What was done to a booking, the newest first."""

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(REACH, REACH, REACH, REACH)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)

    def show_history(self, history: Sequence[Told]) -> None:
        """Show other lines."""
        empty(self._grid)
        ink = self._look.theme.ink2
        for row, line in enumerate(history):
            for column, words in enumerate((line.when, line.who, line.what)):
                colour = None if column == 2 else ink
                label = make_label(self._look, words, Text.BLOCK, colour=colour, wraps=column == 2)
                label.setMinimumWidth(1 if column == 2 else 0)
                self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
