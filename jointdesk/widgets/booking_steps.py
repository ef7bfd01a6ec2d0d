"""What leads from the sheet of a booking to what is done: steps, their questions, its fields."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from jointdesk.viewmodels.booking_actions import BookingActions
from jointdesk.viewmodels.booking_sheet import Sheet
from jointdesk.viewmodels.find_time import FindTimeModel
from jointdesk.widgets.booking_questions import ConfirmQuestion, DeclineQuestion, MoveQuestion
from jointdesk.widgets.booking_sheet import FIELDS, FIND, TALK, TIMES, BookingSheet


class BookingSteps(QObject):
    """Keeps the sheet in step with one booking, and acts for it.

    Signals:
        left: the keyboard may go back to the bookings.
    """

    left = Signal()

    def __init__(
        self, sheet: BookingSheet, actions: BookingActions, finding: FindTimeModel
    ) -> None:
        """Show bookings in a sheet, which finds times by a model."""
        super().__init__(sheet)
        self._sheet, self._actions, self._finding = sheet, actions, finding
        self._booking = ""
        self._shown: Sheet | None = None
        self._wants_fields = ""
        sheet.asked.connect(self.do)
        sheet.entered.connect(lambda name, value: actions.edit(self._booking, name, value))
        slots, talk = sheet.slots, sheet.talk
        slots.confirmed.connect(self._ask_confirm)
        slots.freed.connect(lambda start: actions.free(self._booking, [start]))
        slots.answered.connect(
            lambda who, answer, start: actions.answer(self._booking, who, answer, start)
        )
        slots.kept.connect(lambda times: actions.keep(self._booking, times))
        slots.typed.connect(self._ask_clash)
        sheet.finder.held.connect(self._on_found)
        talk.said.connect(self._on_said)
        talk.seen.connect(lambda: actions.see(self._booking))
        actions.done.connect(self._on_done)
        actions.failed.connect(self._on_failed)

    # Showing

    def open(self, booking_id: str) -> None:
        """Show a booking, "" for none; of the same one, what it is by now."""
        self._booking = booking_id
        if booking_id:
            self._actions.ask_sheet(booking_id, self._take)
        else:
            self._shown = None
            self._sheet.clear()

    def open_fields(self, booking_id: str) -> None:
        """Show the fields of a booking once it is read."""
        self._wants_fields = booking_id

    def _take(self, found: Sheet | None) -> None:
        if found is None:
            return  # it is gone: what is listed next has another one chosen
        if found.booking.id != self._booking:
            return  # another one was chosen meanwhile
        self._shown = found
        self._sheet.show_sheet(found)
        if self._wants_fields == found.booking.id:
            self._wants_fields = ""
            self._sheet.show_part(FIELDS)

    # Doing

    @Slot(str)
    def do(self, what: str) -> None:
        """Do with the open booking what its sheet, the board or the list asks for."""
        sheet, actions = self._shown, self._actions
        if sheet is None or sheet.booking.id != self._booking:
            return
        chosen = self._sheet.slots.chosen()
        match what.split(" "):
            case ["slot", number]:
                self._choose(int(number))
            case ["open"]:
                self._sheet.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
            case ["note"]:
                self._sheet.show_part(TALK)
                self._sheet.talk.text.setFocus(Qt.FocusReason.OtherFocusReason)
            case ["find"]:
                self._sheet.show_part(FIND)
            case ["hold"]:
                actions.hold(self._booking, self._named(chosen))
            case ["offer"]:
                actions.offer(self._booking, self._named(chosen))
            case ["free"]:
                actions.free(self._booking)
            case ["remove"]:
                actions.remove(self._booking)
            case _:
                self._ask(what, sheet, chosen)

    def _choose(self, number: int) -> None:
        """Choose the time of a number among those that are looked at: found, or the booking's."""
        if self._sheet.parts.choice() == FIND:
            self._finding.toggle(number)
        else:
            self._sheet.show_part(TIMES)
            self._sheet.slots.toggle(number)

    @Slot(object)
    def _on_found(self, slots: list[str]) -> None:
        """Hold what was found."""
        self._sheet.show_part(TIMES)
        self._actions.hold(self._booking, slots)

    def _ask(self, what: str, sheet: Sheet, chosen: list[str]) -> None:
        """Ask what a step needs before it is taken."""
        look = self._sheet.look
        match what:
            case "confirm":
                self._ask_confirm(chosen[0] if chosen else sheet.slots[0].start)
            case "decline":
                question = DeclineQuestion(look, sheet)
                question.confirmed.connect(lambda why: self._actions.decline(self._booking, why))
                self._sheet.ask(question)
            case "move":
                move = MoveQuestion(look, sheet)
                move.confirmed.connect(
                    lambda start, end: self._actions.move(self._booking, start, end)
                )
                move.typed.connect(self._ask_clash)
                self._sheet.ask(move)

    @Slot(str)
    def _ask_confirm(self, start: str) -> None:
        slot = self._shown.slot_at(start) if self._shown else None
        if self._shown is None or slot is None:
            return
        question = ConfirmQuestion(self._sheet.look, self._shown, slot)
        question.confirmed.connect(
            lambda start, end, sends: self._actions.confirm(self._booking, start, end, sends=sends)
        )
        self._sheet.ask(question)

    def _named(self, starts: list[str]) -> list[str]:
        """Return times as steps name them."""
        slots = self._shown.slots if self._shown else ()
        return [f"{one.start}/{one.end}" for one in slots if one.start in starts]

    @Slot(str, str)
    def _ask_clash(self, start: str, end: str) -> None:
        """Say under a time that is being typed what it would clash with."""
        question = self._sheet.question
        line = question.time if isinstance(question, MoveQuestion) else self._sheet.slots.another

        def say(words: str) -> None:
            if line.slot().start == start:
                line.say_clash(words)

        self._actions.ask_clash(self._booking, start, end, say)

    @Slot(str, object, bool)
    def _on_said(self, text: str, to: str | None, hands_over: bool) -> None:
        self._actions.note(self._booking, text, to, hands_over=hands_over)

    @Slot(str)
    def _on_done(self, key: str) -> None:
        if key in ("confirm", "decline", "move"):
            self._sheet.close_question()
            self.left.emit()
        elif key == "note":
            self._sheet.talk.clear()
        else:
            self._sheet.refuse(key, "")

    @Slot(str, str)
    def _on_failed(self, key: str, sentence: str) -> None:
        self._sheet.refuse(key, sentence)
