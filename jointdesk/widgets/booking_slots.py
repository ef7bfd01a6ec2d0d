"""The times of a booking: to be chosen by number, held, offered, answered and confirmed."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.booking_sheet import Sheet, SlotLine
from jointdesk.viewmodels.typed_slot import TypedSlot, shown_slot, typed_slot
from jointdesk.widgets.controls import make_button, make_icon_button, plain_label
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Problem
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.pills import Pill
from jointdesk.widgets.refocusing import focused_name, has_keyboard, refocus
from jointdesk.widgets.task_parts import empty
from jointdesk.widgets.time_card import TimeCard

_ANSWERS = ("yes", "perhaps", "no")


class SlotRow(TimeCard):
    """One time.

    Signals:
        toggled(str), confirmed(str), freed(str), dropped(str): about the time that starts then.
        answered(str, str, str): who said what to the time that starts then.
    """

    toggled = Signal(str)
    confirmed = Signal(str)
    freed = Signal(str)
    dropped = Signal(str)
    answered = Signal(str, str, str)

    def __init__(self, look: Look, slot: SlotLine, sheet: Sheet, *, is_chosen: bool) -> None:
        """Show a time."""
        super().__init__(look, "slot", slot.spoken, is_marked=is_chosen)
        self._slot, self._sheet = slot, sheet
        row = self._row
        self.number = self._number(is_chosen=is_chosen)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._texts(), 1)

    def _number(self, *, is_chosen: bool) -> QPushButton:
        button = make_button(self._look, str(self._slot.number), kind="small")
        button.setCheckable(True)
        button.setChecked(is_chosen)
        if is_chosen:
            theme = self._look.theme
            button.setStyleSheet(
                f"color: {theme.on_accent.name()}; background: {theme.accent.name()};"
            )
        button.setEnabled(self._sheet.is_open and not self._slot.is_past)
        verb = "Chosen" if is_chosen else "Choose"
        button.setAccessibleName(f"{verb}: {self._slot.spoken}")
        button.clicked.connect(lambda: self.toggled.emit(self._slot.start))
        return button

    def _texts(self) -> QVBoxLayout:
        look, slot, theme = self._look, self._slot, self._look.theme
        column = QVBoxLayout()
        column.setSpacing(2)
        head = FlowingRow(spacing=6, lines=4)
        colour = theme.ink2 if slot.is_past else None
        words = f"{slot.words}, has passed" if slot.is_past and self._sheet.is_open else slot.words
        head.addWidget(make_label(look, words, Text.BODY, Weight.SEMI_BOLD, colour, wraps=False))
        if slot.pill:
            icon = "hourglass" if slot.is_held else ""
            head.addWidget(Pill(look, slot.pill, slot.shade, icon))
        for button in self._buttons():
            head.add_at_end(button)
        column.addLayout(head)
        if slot.answers:
            answers = make_label(look, slot.answers, Text.BLOCK, colour=theme.ink2)
            answers.setMinimumWidth(1)  # a long word must not widen the sheet
            column.addWidget(answers)
        if slot.clash:
            line = QHBoxLayout()
            line.setSpacing(6)
            icon_label = make_icon(look, "triangle-alert", theme.amber, 14)
            line.addWidget(icon_label, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(make_label(look, slot.clash, Text.BLOCK, colour=theme.amber), 1)
            column.addLayout(line)
        return column

    def _buttons(self) -> Iterable[QPushButton]:
        slot, sheet = self._slot, self._sheet
        if not sheet.is_open:
            return
        self._answer = self._button("Answer", f"Note an answer to {slot.words}", self._ask_answer)
        yield self._answer
        if not slot.is_past:
            words = f"Confirm {slot.words}"
            yield self._button("Confirm…", words, lambda: self.confirmed.emit(slot.start))
        if slot.is_held:
            words = f"Free the hold on {slot.words}"
            yield self._button("Free", words, lambda: self.freed.emit(slot.start))
        elif not slot.pill:
            drop = make_icon_button(self._look, "x", f"Take {slot.words} off")
            drop.clicked.connect(lambda: self.dropped.emit(slot.start))
            yield drop

    def _button(self, words: str, name: str, act: Callable[[], None]) -> QPushButton:
        button = make_button(self._look, words, kind="small")
        button.setAccessibleName(name)
        button.clicked.connect(lambda _=False: act())
        return button

    def _ask_answer(self) -> None:
        self.answer_menu().popup(self._answer.mapToGlobal(QPoint(0, self._answer.height())))

    def answer_menu(self) -> QMenu:
        """Return who may have answered, and what."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        booking = self._sheet.booking
        people = [booking.asked_by, *(one.name or one.email for one in booking.attendees)]
        for who in dict.fromkeys(filter(None, map(plain_line, people))):
            for answer in _ANSWERS:
                action = menu.addAction(plain_label(f"{who}: {answer}"))
                action.triggered.connect(
                    lambda _=False, one=who, said=answer: self.answered.emit(
                        one, said, self._slot.start
                    )
                )
            menu.addSeparator()
        return menu


class AnotherTime(QWidget):
    """A day and a time of one's own, with what it would clash with.

    Signals:
        typed(str, str): start and end of what is typed by now.
        added(str, str): start and end of the time that is wanted.
    """

    typed = Signal(str, str)
    added = Signal(str, str)

    def __init__(self, look: Look, words: str = "Add this time") -> None:
        """Begin empty."""
        super().__init__()
        self._sheet: Sheet | None = None
        self.day, self.clock = QLineEdit(), QLineEdit()
        self.problem = Problem(look)
        self.clash = make_label(look, "", Text.BLOCK, colour=look.theme.amber)
        self.clash.hide()
        row = FlowingRow(spacing=8)
        fields = ((self.day, "Another day: Tue 5 Jan", 190), (self.clock, "From, 14:00", 110))
        for field, name, width in fields:
            field.setPlaceholderText(name)
            field.setAccessibleName(name.partition(",")[0].partition(":")[0])
            field.setFixedWidth(look.fonts.px(width))
            field.textChanged.connect(self._on_typed)
            field.returnPressed.connect(self.add)
            row.addWidget(field)
        self.button = make_button(look, words)
        self.button.clicked.connect(self.add)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addWidget(self.clash)

    def show_sheet(self, sheet: Sheet) -> None:
        """Be about a booking; what is typed for another one goes."""
        if self._sheet is None or self._sheet.booking.id != sheet.booking.id:
            self.clear()
        self._sheet = sheet

    def clear(self) -> None:
        """Begin again."""
        for field in (self.day, self.clock):
            field.clear()
        self.problem.say("")
        self.say_clash("")

    def propose(self, start: str) -> None:
        """Show a time to begin with."""
        day, clock = shown_slot(start)
        self.day.setText(day)
        self.clock.setText(clock)

    def slot(self) -> TypedSlot:
        """Return what is typed."""
        if self._sheet is None:
            return TypedSlot()
        minutes = self._sheet.booking.minutes
        return typed_slot(self.day.text(), self.clock.text(), minutes, self._sheet.today)

    def say_clash(self, words: str) -> None:
        """Show what the typed time would clash with."""
        self.clash.setText(words)
        self.clash.setVisible(bool(words))
        self.clock.setAccessibleDescription(words)

    @Slot()
    def _on_typed(self) -> None:
        found = self.slot()
        self.problem.say("")
        self.say_clash("")
        if found.start:
            self.typed.emit(found.start, found.end)

    @Slot()
    def add(self) -> None:
        """Take the time, if it can be read."""
        found = self.slot()
        self.problem.say(found.problem or ("" if found.start else "Say on which day."))
        if found.start:
            self.added.emit(found.start, found.end)


class SlotList(QWidget):
    """All times of a booking, and a line for another.

    Signals:
        chosen_changed: other times are chosen.
        confirmed(str), freed(str): about the time that starts then.
        answered(str, str, str): who said what to the time that starts then.
        kept(object): the times that the booking is to have, as START/END.
        typed(str, str): start and end of a time that is being typed.
    """

    chosen_changed = Signal()
    confirmed = Signal(str)
    freed = Signal(str)
    answered = Signal(str, str, str)
    kept = Signal(object)
    typed = Signal(str, str)

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self._look = look
        self._sheet: Sheet | None = None
        self._chosen: list[str] = []
        self.rows: dict[str, SlotRow] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.another = AnotherTime(look)
        self.another.typed.connect(self.typed)
        self.another.added.connect(self._on_added)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._rows)
        column.addWidget(self.another)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the times of a booking; of the same one what was chosen stays so."""
        is_other = self._sheet is None or self._sheet.booking.id != sheet.booking.id
        self._sheet = sheet
        known = {one.start for one in sheet.slots if sheet.is_open and not one.is_past}
        self._chosen = [] if is_other else [one for one in self._chosen if one in known]
        self.another.show_sheet(sheet)
        self.another.setVisible(sheet.is_open)
        self._fill()

    def chosen(self) -> list[str]:
        """Return the starts of the times that are chosen, in their order."""
        slots: Sequence[SlotLine] = self._sheet.slots if self._sheet else ()
        return [one.start for one in slots if one.start in self._chosen]

    def toggle(self, number: int) -> None:
        """Choose the time of a number, or do not any more."""
        slots = self._sheet.slots if self._sheet else ()
        found = next((one for one in slots if one.number == number), None)
        if found is not None and found.start in self.rows:
            self._on_toggled(found.start)

    @Slot(str)
    def _on_toggled(self, start: str) -> None:
        if self._sheet is None or not self._sheet.is_open:
            return
        self._chosen = (
            [one for one in self._chosen if one != start]
            if start in self._chosen
            else [*self._chosen, start]
        )
        self._fill()
        self.chosen_changed.emit()

    def _fill(self) -> None:
        """Show the times anew; the keyboard stays with its control, else with the time."""
        assert self._sheet is not None
        name = focused_name(self)
        at = next((start for start, row in self.rows.items() if has_keyboard(row)), "")
        empty(self._rows)
        self.rows = {}
        for slot in self._sheet.slots:
            row = SlotRow(self._look, slot, self._sheet, is_chosen=slot.start in self._chosen)
            row.toggled.connect(self._on_toggled)
            row.confirmed.connect(self.confirmed)
            row.freed.connect(self.freed)
            row.answered.connect(self.answered)
            row.dropped.connect(self._on_dropped)
            self.rows[slot.start] = row
            self._rows.addWidget(row)
            row.show()  # at once: what is not shown yet gets no keyboard
        if at in self.rows:
            self.rows[at].number.setFocus(Qt.FocusReason.OtherFocusReason)
            refocus(self.rows[at], name)

    def times(self) -> list[str]:
        """Return all times of the booking as steps name them."""
        slots = self._sheet.slots if self._sheet else ()
        return [f"{one.start}/{one.end}" for one in slots]

    @Slot(str, str)
    def _on_added(self, start: str, end: str) -> None:
        self._chosen = [*self._chosen, start]
        self.another.clear()
        self.kept.emit([*self.times(), f"{start}/{end}"])

    @Slot(str)
    def _on_dropped(self, start: str) -> None:
        self.kept.emit([one for one in self.times() if not one.startswith(f"{start}/")])
