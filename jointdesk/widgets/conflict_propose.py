"""The form in which somebody proposes how to settle a conflict, in place under what was said."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from jointdesk.domain.people import Person
from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.conflict_proposals import WAYS, ProposeModel
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.forms import Choice, Field, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_DAY, _CLOCK, _WIDE = 150, 90, 240
_LONGEST = 2000


class ProposeForm(QFrame):
    """A way, a meeting, and what the way needs; Enter proposes it, Escape leaves."""

    def __init__(self, look: Look, model: ProposeModel, people: Sequence[Person]) -> None:
        """Follow a model that has an open form; one of `people` may go as deputy."""
        super().__init__()
        self._look, self._model = look, model
        self.setProperty("kind", "card")
        self.setAccessibleName("Propose how to settle it")
        self.fields: dict[str, Field] = {}
        self.time_buttons: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(self._choices())
        column.addWidget(self._times())
        column.addWidget(self._people(people))
        column.addWidget(self._word())
        column.addLayout(self._buttons())
        self.setFocusProxy(self.way)
        model.changed.connect(self.show_form)
        self.show_form()

    def _choices(self) -> FlowingRow:
        row = FlowingRow()
        self.way, self.side = Choice(), Choice()
        self.way.offer([*WAYS], self._model.way)
        self.way.activated.connect(lambda _: self._model.choose_way(self.way.currentData()))
        sides = [(one.name, one.key) for one in self._model.sides]
        chosen = self._model.side
        self.side.offer([*sides], chosen.key if chosen else None)
        self.side.activated.connect(lambda _: self._model.choose_side(self.side.currentData()))
        for name, control in (("What", self.way), ("Which meeting", self.side)):
            row.addWidget(self._sized(Field(self._look, name, control), _WIDE))
        return row

    def _sized(self, field: Field, width: int) -> Field:
        field.setMinimumWidth(self._look.fonts.px(width))
        field.setMaximumWidth(self._look.fonts.px(width + 60))
        return field

    def _times(self) -> QWidget:
        """Return the fields of the new time, and what is free."""
        self._moving = QWidget()
        column = QVBoxLayout(self._moving)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row, form = FlowingRow(), self._model.form
        names = [("day", "Day", _DAY)]
        names += [] if form.all_day else [("start", "Starts at", _CLOCK)]
        is_longer = form.all_day or form.end_day != form.day
        names += [("end_day", "Last day", _DAY)] if is_longer else []
        names += [] if form.all_day else [("end", "Ends at", _CLOCK)]
        for name, label, width in names:
            line = QLineEdit()
            line.setMaxLength(60)
            line.setAccessibleName(f"New time: {label}")
            line.textEdited.connect(partial(self._model.enter, name))
            line.returnPressed.connect(self._model.send)
            self.fields[name] = Field(self._look, label, line)
            row.addWidget(self._sized(self.fields[name], width))
        column.addLayout(row)
        self._free = QVBoxLayout()
        self._free.setSpacing(4)
        column.addLayout(self._free)
        self._shown_times: tuple[object, ...] | None = None
        return self._moving

    def _people(self, people: Sequence[Person]) -> QWidget:
        self.person = Choice()
        names = [(plain_line(one.name), one.id) for one in people]
        self.person.offer([("Choose who goes", ""), *names], self._model.person)
        self.person.activated.connect(lambda _: self._on_person())
        self.fields["person"] = self._sized(Field(self._look, "Who goes", self.person), _WIDE)
        return self.fields["person"]

    def _word(self) -> QWidget:
        self.word = QLineEdit()
        self.word.setMaxLength(_LONGEST)
        self.word.setText(self._model.text)
        self.word.setPlaceholderText("Why, and who agrees (may stay empty)")
        self.word.textEdited.connect(self._on_word)
        self.word.returnPressed.connect(self._model.send)
        return Field(self._look, "What you say to it", self.word)

    def _buttons(self) -> FlowingRow:
        row = FlowingRow()
        leave = make_button(self._look, "Cancel")
        leave.setAccessibleName("Propose nothing")
        leave.clicked.connect(self._model.leave)
        self.send = make_button(self._look, "Propose it", kind="primary")
        self.send.clicked.connect(self._model.send)
        row.add_at_end(leave)
        row.add_at_end(self.send)
        return row

    @Slot()
    def _on_person(self) -> None:
        self._model.person = self.person.currentData()

    @Slot(str)
    def _on_word(self, text: str) -> None:
        self._model.text = text

    @Slot()
    def show_form(self) -> None:
        """Show what the form holds; a field that has the keyboard keeps what is being typed."""
        model = self._model
        self._moving.setVisible(model.way == "move")
        self.fields["person"].setVisible(model.way == "deputy")
        problems = model.problems
        for name, field in self.fields.items():
            line = field.control
            value = getattr(model.form, name, "")
            if isinstance(line, QLineEdit) and line.text() != value:
                line.setText(value)
            field.say(problems.get(name, ""))
        self._show_times()

    def _show_times(self) -> None:
        """Offer the times that suit, as buttons with why."""
        times = self._model.times
        if times == self._shown_times:
            return
        self._shown_times = times
        while (item := self._free.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.time_buttons = []
        if times:
            self._free.addWidget(soft_label(self._look, "Times that suit"))
        for place, time in enumerate(times):
            line = QWidget()
            row = FlowingRow(line)
            row.setContentsMargins(REACH, 0, 0, 0)
            button = make_button(self._look, time.name, kind="small")
            button.setAccessibleName(f"{time.name}. {time.why}")
            button.clicked.connect(partial(self._on_time, place))
            self.time_buttons.append(button)
            row.addWidget(button)
            ink = self._look.theme.ink2
            row.addWidget(make_label(self._look, time.why, Text.BLOCK, colour=ink, wraps=False))
            self._free.addWidget(line)
            line.show()

    def _on_time(self, place: int, _checked: bool = False) -> None:
        self._model.take_time(place)
        self.word.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self._model.leave()
        else:
            super().keyPressEvent(event)
