"""The open booking: facts, next steps, and in parts finding a time, times, fields and talk."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from jointdesk.viewmodels.booking_sheet import Sheet
from jointdesk.viewmodels.decision_words import Shade
from jointdesk.viewmodels.find_time import FindTimeModel
from jointdesk.widgets.booking_questions import Question
from jointdesk.widgets.booking_slots import SlotList
from jointdesk.widgets.booking_talk import HistoryPart, TalkPart
from jointdesk.widgets.controls import SegmentedControl, TagLabel, make_button, make_icon_button
from jointdesk.widgets.decision_form import GroupBox
from jointdesk.widgets.elided import ElidedLabel
from jointdesk.widgets.find_time import FindTime
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Column
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.pills import Pill
from jointdesk.widgets.refocusing import focused_name, refocus
from jointdesk.widgets.task_parts import empty
from jointdesk.widgets.trouble_cards import TroubleCards

FIND, TIMES, FIELDS, TALK, HISTORY = range(5)
_PARTS = ("Find a time", "Times", "Details", "Comments", "History")
_STEPS = {
    "find": ("Find a time", "search"),
    "hold": ("Hold", "hourglass"),
    "offer": ("Offer", "message-square"),
    "confirm": ("Confirm…", "check"),
    "move": ("Move…", "calendar-clock"),
    "free": ("Free the holds", "undo-2"),
    "decline": ("Decline…", "ban"),
    "remove": ("Remove the booking", "trash-2"),
}
_SHADES = {
    "confirmed": Shade.OK,
    "in_diaries": Shade.OK,
    "done": Shade.OK,
    "lapsed": Shade.RED,
    "declined": Shade.PLAIN,
    "held": Shade.INFO,
    "offered": Shade.INFO,
}
_WIDEST = 900
_NARROW_UNDER = 640


class BookingSheet(Column):
    """Shows a booking and tells what the person wants of it.

    Signals:
        asked(str): a step: "find", "hold", "offer", "confirm", "move", "free", "decline", "remove".
        entered(str, object): a field's name and what was entered.
        conflict_requested(str): the mark of what two people changed at once.
    """

    asked = Signal(str)
    entered = Signal(str, object)
    conflict_requested = Signal(str)

    def __init__(self, look: Look, finding: FindTimeModel) -> None:
        """Begin empty; `finding` seeks times for the booking that is shown."""
        super().__init__(look, "Booking")
        self.look = look
        self._sheet: Sheet | None = None
        self._is_narrow = False
        self.set_widest(look.fonts.px(_WIDEST))
        self.steps: dict[str, QPushButton] = {}
        self.boxes: list[GroupBox] = []
        self.question: Question | None = None
        self.finder = FindTime(look, finding, has_chips=False)
        self.slots = SlotList(look)
        self.talk = TalkPart(look)
        self.history = HistoryPart(look)
        self.parts = SegmentedControl(_PARTS, "Parts of the booking")
        self.marks = TroubleCards(look)
        self._lay_out()
        self.marks.settle_requested.connect(self.conflict_requested)
        self.parts.choice_changed.connect(self.show_part)
        self.slots.chosen_changed.connect(self._say_steps)
        self.clear()

    def _lay_out(self) -> None:
        look = self.look
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = FlowingRow(spacing=6)
        self._title = ElidedLabel(look, "", Text.TITLE, Weight.SEMI_BOLD)
        self._tags, self._chips, self._steps = (FlowingRow(spacing=6) for _ in range(3))
        column.addLayout(self._tags)
        column.addLayout(self._chips)
        self._warnings = QVBoxLayout()
        column.addWidget(self.marks)
        column.addLayout(self._warnings)
        column.addLayout(self._steps)
        self._questions = QVBoxLayout()
        column.addLayout(self._questions)
        column.addLayout(head)
        head.addWidget(self.parts)
        self._fields = QWidget()
        self._groups = QVBoxLayout(self._fields)
        self._groups.setContentsMargins(0, 0, 0, 0)
        self._all = (self.finder, self.slots, self._fields, self.talk, self.history)
        for part in self._all:
            column.addWidget(part)
        self.column.addWidget(self._whole)

    # Showing

    def clear(self) -> None:
        """Show no booking."""
        self._sheet = None
        self.finder.show_booking("")
        self._whole.hide()
        self.close_question()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a booking; of the same one, what is being typed stays."""
        is_other = self._sheet is None or self._sheet.booking.id != sheet.booking.id
        was_open = self._sheet is not None and self._sheet.is_open
        name, focused = focused_name(self), self.window().focusWidget()
        self._sheet = sheet
        if is_other or was_open is not sheet.is_open:
            self.close_question()
            self._offer_parts(sheet)
        self.finder.show_booking(sheet.booking.id if sheet.is_open else "")
        self._whole.show()
        self.slots.show_sheet(sheet)
        self.talk.show_sheet(sheet)
        self.history.show_history(sheet.history)
        self._show_head(sheet)
        self._show_steps(sheet)
        self._show_groups(sheet, is_other=is_other)
        self.parts.rename(TIMES, f"Times {len(sheet.slots)}" if sheet.slots else "Times")
        number = len(sheet.talk)
        new = f", {sheet.unseen} new" if sheet.unseen else ""
        self.parts.rename(TALK, f"Comments {number}{new}" if number else "Comments")
        if is_other:
            self.verticalScrollBar().setValue(0)
        elif self.window().focusWidget() is not focused:  # it was made anew
            refocus(self, name)

    def _offer_parts(self, sheet: Sheet) -> None:
        """Begin with finding a time while there is none; other parts stay as they were."""
        self.parts.offer(FIND, sheet.is_open)
        if self.parts.choice() in (FIND, TIMES):
            self.show_part(FIND if sheet.is_open and not sheet.slots else TIMES)

    def _show_head(self, sheet: Sheet) -> None:
        look, card = self.look, sheet.card
        empty(self._tags)
        self._title = ElidedLabel(look, card.title, Text.TITLE, Weight.SEMI_BOLD)
        self._tags.addWidget(self._title)
        for code, position in zip(card.codes, card.positions, strict=True):
            self._tags.addWidget(TagLabel(look, position, code, code))
        shade = _SHADES.get(card.facts.state, Shade.PLAIN)
        self._tags.addWidget(Pill(look, card.state_name, shade))
        if sheet.booking.visibility == "own_org":
            self._tags.addWidget(Pill(look, "Private", Shade.PLAIN, "lock"))
        asked = f"Asked by {card.asked_by}" if card.asked_by else ""
        age = f"{card.age} ago" if card.facts.age else "today" if card.age else ""
        said = ", ".join(filter(None, (asked, age if card.is_open else "")))
        ink = look.theme.ink2
        self._tags.addWidget(ElidedLabel(look, said, Text.BLOCK, colour=ink))
        empty(self._chips)
        for chip in sheet.chips:
            button = make_button(look, chip.words, chip.icon, "small")
            button.setAccessibleName(f"{chip.words}, change")
            button.clicked.connect(lambda _=False, one=chip.field: self.go_to(one))
            self._chips.addWidget(button)
            button.show()  # at once: what is not shown yet gets no keyboard
        empty(self._warnings)
        for words in sheet.warnings:
            self._warnings.addWidget(self._warning(words, is_over=card.shade is Shade.RED))
        self.marks.show_troubles(sheet.marks)

    def _warning(self, words: str, *, is_over: bool) -> QWidget:
        look, theme = self.look, self.look.theme
        colour, icon = (theme.red, "octagon-alert") if is_over else (theme.amber, "triangle-alert")
        line = QFrame()
        row = FlowingRow(line, spacing=6)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(make_icon(look, icon, colour))
        row.addWidget(make_label(look, words, colour=colour, wraps=False))
        return line

    def _show_steps(self, sheet: Sheet) -> None:
        focused = next((name for name, one in self.steps.items() if one.hasFocus()), "")
        empty(self._steps)
        self.steps = {}
        for name in sheet.steps:
            button = self._step(name, is_main=name == sheet.next_step)
            button.clicked.connect(lambda _=False, one=name: self.asked.emit(one))
            self._steps.addWidget(button)
            button.show()
            self.steps[name] = button
        self._say_steps()
        if focused in self.steps:
            self.steps[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, name: str, *, is_main: bool) -> QPushButton:
        words, icon = _STEPS[name]
        if name == "remove":
            return make_icon_button(self.look, icon, words)
        return make_button(self.look, words, icon, "primary" if is_main else "")

    @Slot()
    def _say_steps(self) -> None:
        """Say on the buttons how many times they would be about, and why one cannot be pressed."""
        sheet = self._sheet
        if sheet is None or not sheet.is_open:
            return
        chosen = self.slots.chosen()
        numbers = [str(one.number) for one in sheet.slots if one.start in chosen]
        named = (
            " and ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1]))) if numbers else ""
        )
        choose = "Choose a time first: press its number"
        for name, verb in (("hold", "Hold"), ("offer", "Offer")):
            is_held = name == "offer" and any(one.is_held for one in sheet.slots)
            self._enable(name, bool(chosen) or is_held, choose)
            self.steps[name].setText(f"{verb} {named}" if named else verb)
        if chosen and all(one.is_held for one in sheet.slots if one.start in chosen):
            self._enable("hold", False, "What is chosen is held already")
        can_confirm = len(chosen) == 1 or len(sheet.slots) == 1
        self._enable("confirm", can_confirm, "Choose the one time that is confirmed")

    def _enable(self, name: str, can: bool, why: str) -> None:
        self.steps[name].setEnabled(can)
        self.steps[name].setToolTip("" if can else why)
        self.steps[name].setAccessibleDescription("" if can else why)

    def _show_groups(self, sheet: Sheet, *, is_other: bool) -> None:
        is_narrow = self.width() < self.look.fonts.px(_NARROW_UNDER)
        if is_other or not self.boxes or is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            empty(self._groups)
            self.boxes = [
                GroupBox(self.look, group, is_first=False, is_narrow=is_narrow)
                for group in sheet.groups
            ]
            for box in self.boxes:
                box.entered.connect(self.entered)
                self._groups.addWidget(box)
        for box, group in zip(self.boxes, sheet.groups, strict=True):
            box.show_group(group, is_amending=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put fields under each other where there is no room beside each other."""
        super().resizeEvent(event)
        is_narrow = self.width() < self.look.fonts.px(_NARROW_UNDER)
        if self._sheet is not None and is_narrow is not self._is_narrow:
            self._show_groups(self._sheet, is_other=False)

    # Moving about

    @Slot(int)
    def show_part(self, part: int) -> None:
        """Show one of the parts."""
        self.parts.take(part)
        for number, widget in enumerate(self._all):
            widget.setVisible(number == part)

    def go_to(self, name: str) -> None:
        """Show a field and give it the keyboard."""
        self.show_part(FIELDS)
        for box in self.boxes:
            cell = box.open_for(name)
            if cell is not None:
                cell.control.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
                self.ensureWidgetVisible(cell, 0, 60)

    def refuse(self, name: str, sentence: str) -> None:
        """Show why the value of a field was not saved; "" once it was."""
        for box in self.boxes:
            if name in box.cells:
                box.cells[name].refuse(sentence)

    # Questions

    def ask(self, question: Question) -> None:
        """Ask something under the steps."""
        self.close_question()
        self.question = question
        question.left.connect(self._on_left)
        self._questions.addWidget(question)
        question.show()
        question.begin()
        self.ensureWidgetVisible(question)

    def close_question(self) -> None:
        """Ask nothing any more."""
        self.question = None
        empty(self._questions)

    @Slot()
    def _on_left(self) -> None:
        self.close_question()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        """What gets the keyboard: the first step that can be taken, else the parts."""
        return next((one for one in self.steps.values() if one.isEnabled()), self.parts.taken())
