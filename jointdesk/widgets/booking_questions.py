"""What is asked before a step of a booking: which time, why; in its sheet, never in a dialog."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout

from jointdesk.domain.words import plain_name
from jointdesk.viewmodels.booking_sheet import Sheet, SlotLine
from jointdesk.widgets.booking_slots import AnotherTime
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Field
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

SENDING = "Send the invitations too. Sending cannot be undone."


class Question(QFrame):
    """A question in a well; Escape takes it back.

    Signals:
        left: the question was taken back.
    """

    left = Signal()

    def __init__(self, look: Look, title: str, note: str = "") -> None:
        """Ask something."""
        super().__init__()
        self.look = look
        self.setProperty("kind", "well")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(8)
        head = make_label(look, title, Text.SECTION, Weight.SEMI_BOLD)
        head.setMinimumWidth(1)  # a long word must not widen the sheet
        self.column.addWidget(head)
        if note:
            self.column.addWidget(make_label(look, note, colour=look.theme.ink2))
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        escape = QShortcut(QKeySequence("Escape"), self, context=context)
        escape.activated.connect(self.left)

    def end(self, words: str) -> None:
        """Add the button that answers, and the one that takes the question back."""
        row = FlowingRow()
        self.button = make_button(self.look, words, kind="primary")
        self.button.clicked.connect(self.answer)
        back = make_button(self.look, "Not now")
        back.clicked.connect(self.left)
        row.addWidget(self.button)
        row.addWidget(back)
        self.column.addLayout(row)

    @Slot()
    def answer(self) -> None:
        """Answer it, if what is entered makes sense."""
        raise NotImplementedError

    def begin(self) -> None:
        """Take the keyboard."""
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)


class ConfirmQuestion(Question):
    """Confirm a booking at a time?

    Signals:
        confirmed(str, str, bool): start, end, and whether invitations are sent.
    """

    confirmed = Signal(str, str, bool)

    def __init__(self, look: Look, sheet: Sheet, slot: SlotLine) -> None:
        """Ask about a time."""
        codes = sheet.card.codes
        first = codes[0] if codes else "the first organisation"
        held = [one for one in sheet.slots if one.is_held and one.start != slot.start]
        note = f"The meeting goes into the diary of {first}, a busy block into the other."
        if held:
            note += " All other holds are freed everywhere."
        super().__init__(look, f"Confirm {slot.words}?", note)
        self._slot = slot
        if slot.clash:
            self.column.addWidget(make_label(look, slot.clash, colour=look.theme.amber))
        self.sends = QCheckBox(SENDING)
        self.sends.setVisible(any(one.email for one in sheet.booking.attendees))
        self.column.addWidget(self.sends)
        self.end("Confirm it")

    @Slot()
    def answer(self) -> None:
        """Confirm it."""
        self.confirmed.emit(self._slot.start, self._slot.end, self.sends.isChecked())


class DeclineQuestion(Question):
    """Why is it declined?

    Signals:
        confirmed(str): the reason.
    """

    confirmed = Signal(str)

    def __init__(self, look: Look, sheet: Sheet) -> None:
        """Ask about a booking."""
        is_confirmed = sheet.booking.status == "confirmed"
        note = "Its meeting is cancelled" if is_confirmed else "Its holds are freed"
        super().__init__(
            look,
            f"Decline “{plain_name(sheet.card.title)}”?",
            f"{note} in every diary. Undo brings it back.",
        )
        self.why = QLineEdit()
        self.why.setMaxLength(400)
        self.why.returnPressed.connect(self.answer)
        self._field = Field(look, "Why", self.why)
        self.column.addWidget(self._field)
        self.end("Decline it")

    @Slot()
    def answer(self) -> None:
        """Decline it, if there is a reason."""
        why = self.why.text().strip()
        self._field.say("" if why else "Say why: it stays on the record.")
        if why:
            self.confirmed.emit(why)

    def begin(self) -> None:
        """Take the keyboard."""
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)


class MoveQuestion(Question):
    """When is it to be instead?

    Signals:
        confirmed(str, str): start and end.
        typed(str, str): start and end of what is typed by now.
    """

    confirmed = Signal(str, str)
    typed = Signal(str, str)

    def __init__(self, look: Look, sheet: Sheet) -> None:
        """Ask about a confirmed booking."""
        note = "Its busy block in the other diary moves with it."
        super().__init__(look, f"Move “{plain_name(sheet.card.title)}” to when?", note)
        self.time = AnotherTime(look, "Move it")
        self.time.show_sheet(sheet)
        self.time.propose(sheet.booking.start)
        self.time.typed.connect(self.typed)
        self.time.added.connect(self.confirmed)
        self.column.addWidget(self.time)
        self.button = self.time.button
        back = make_button(look, "Not now", kind="link")
        back.clicked.connect(self.left)
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def answer(self) -> None:
        """Move it."""
        self.time.add()

    def begin(self) -> None:
        """Take the keyboard."""
        self.time.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.time.day.selectAll()
