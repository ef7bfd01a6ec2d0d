"""The form of one entry of a register: a control for each field, made from the table of fields."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from jointdesk.domain.fields import SEVERAL, Kind, RecordType
from jointdesk.viewmodels.decision_form import Line
from jointdesk.viewmodels.registers import ARTICLES
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.decision_fields import Control, control_for
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.forms import Field, Problem
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_section import Card

_WIDE = frozenset({Kind.ROWS, Kind.PROSE})
"""Kinds that take both columns."""


class EntryForm(Card):
    """The fields of an entry, each saved when it is left, or gathered for an entry to be added.

    Signals:
        entered(str, object): a field's name, and its value as it was entered.
        added(object): the values of a new entry by name.
        left: the person has done with it.
    """

    entered = Signal(str, object)
    added = Signal(object)
    left = Signal()

    def __init__(
        self, look: Look, kind: RecordType[Any], entry_id: str, lines: tuple[Line, ...]
    ) -> None:
        """Show the fields of an entry, "" for a new one."""
        super().__init__()
        self.kind = kind
        self.entry_id = entry_id
        self.controls: dict[str, Control] = {}
        self._fields: dict[str, Field] = {}
        self._values: dict[str, object] = {}
        self._problem = Problem(look)
        article = ARTICLES[kind.name]
        self.add_title(look, f"{'Change' if entry_id else 'Add'} {article}")
        self._lay_out(look, lines)
        self.column.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.setContentsMargins(REACH, 0, REACH, 0)
        foot.setSpacing(8)
        self.add = make_button(look, f"Add {article}", "plus", "primary")
        self.add.setVisible(not entry_id)
        self.add.clicked.connect(lambda: self.added.emit(dict(self._values)))
        self.done = make_button(look, "Done" if entry_id else "Do not add")
        self.done.clicked.connect(self.left)
        foot.addWidget(self.add)
        foot.addWidget(self.done)
        foot.addStretch(1)
        self.column.addLayout(foot)

    def _lay_out(self, look: Look, lines: tuple[Line, ...]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12 - 2 * REACH)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        place = 0
        for line in lines:
            control = control_for(look, line)
            control.entered.connect(lambda value, name=line.name: self._on_entered(name, value))
            self.controls[line.name] = control
            self._fields[line.name] = Field(look, line.field.label, control)
            is_wide = line.field.kind in _WIDE
            place += place % 2 if is_wide else 0
            across = 2 if is_wide else 1
            grid.addWidget(self._fields[line.name], place // 2, place % 2, 1, across)
            place += across
        self.column.addLayout(grid)

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the form is opened."""
        return next(iter(self.controls.values())).focus_target()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show what is saved by now, unless something else is just being written."""
        for line in lines:
            self.controls[line.name].show_line(line)

    def say(self, name: str, sentence: str) -> None:
        """Say what is wrong with a field, "" for the whole; nothing where all is well."""
        if name not in self._fields:
            self._problem.say(sentence)
            return
        self._fields[name].say(sentence)
        self.controls[name].mark(bool(sentence))
        if not sentence:
            self.controls[name].accept()

    def problem(self, name: str = "") -> str:
        """Return what is said of a field, "" for the whole."""
        return self._fields[name].problem if name in self._fields else self._problem.text

    def _on_entered(self, name: str, value: object) -> None:
        if self.entry_id:
            self.entered.emit(name, value)
            return
        self._values[name] = value
        control = self.controls[name]
        if control.line.field.kind in SEVERAL and isinstance(value, list | str):
            held = value if isinstance(value, list) else None
            if held is not None or value == "":
                control.show_line(control.line._replace(value=held))
