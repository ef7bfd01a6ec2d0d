"""Who is asked to a meeting: a line each, and a field that adds somebody."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Slot
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jointdesk.domain.events import Invited
from jointdesk.viewmodels.event_editor import EventEditor
from jointdesk.viewmodels.event_form import read_invited, shown_invited
from jointdesk.widgets.controls import make_icon_button
from jointdesk.widgets.elided import ElidedLabel
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.forms import Choice, Field
from jointdesk.widgets.look import Look
from jointdesk.widgets.task_parts import empty

_ROLES: list[tuple[str, object]] = [
    ("Required", "required"),
    ("Optional", "optional"),
    ("Chair", "chair"),
]
_SHOWN = 8
"""Names that are offered at once."""


class Attendees(QWidget):
    """Edits the attendees of the form."""

    def __init__(self, look: Look, editor: EventEditor) -> None:
        """Follow an editor."""
        super().__init__()
        self._look, self._editor = look, editor
        self._shown: tuple[Invited, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(3, 0, 3, 0)
        self._lines.setSpacing(2)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Add somebody: name or e-mail")
        self._offered = QStringListModel(self)
        completer = QCompleter(self._offered, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(_SHOWN)
        self.line.setCompleter(completer)
        self.line.editingFinished.connect(self.add)
        self.field = Field(look, "Attendees", self.line)
        column.addWidget(self.field)
        column.addLayout(self._lines)

    @Slot()
    def add(self) -> None:
        """Add who is typed, if that is somebody."""
        text, desk = self.line.text().strip(), self._editor.desk
        if not text or desk is None:
            self.field.say("")
            return
        invited = read_invited(text, desk.people)
        if invited is None:
            self.field.say(f"“{text}” is nobody on this desk, and no e-mail address.")
            return
        self.field.say("")
        self.line.clear()
        others = self._editor.form.attendees
        if invited.email.casefold() not in [one.email.casefold() for one in others]:
            self._editor.enter(attendees=(*others, invited))

    def show_attendees(self) -> None:
        """Show those of the form."""
        desk, attendees = self._editor.desk, self._editor.form.attendees
        if desk is not None:
            self._offered.setStringList([shown_invited(one) for one in desk.people])
        if attendees == self._shown and self._lines.count() == len(attendees):
            return
        self._shown = attendees
        empty(self._lines)
        for place, one in enumerate(attendees):
            self._lines.addWidget(self._make_line(place, one))

    def _make_line(self, place: int, invited: Invited) -> QWidget:
        line, name = QWidget(), shown_invited(invited)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(ElidedLabel(self._look, name, Text.BLOCK), 1)
        role = Choice()
        role.setMinimumContentsLength(6)
        role.setAccessibleName(f"{name} is asked as")
        role.offer(_ROLES, invited.role)
        role.activated.connect(lambda _: self._give_role(place, str(role.currentData())))
        row.addWidget(role)
        off = make_icon_button(self._look, "x", f"Do not ask {name}")
        off.clicked.connect(partial(self._take_off, place))
        row.addWidget(off)
        return line

    def _give_role(self, place: int, role: str) -> None:
        attendees = list(self._editor.form.attendees)
        attendees[place] = replace(attendees[place], role=role)
        self._editor.enter(attendees=tuple(attendees))

    def _take_off(self, place: int, _is_checked: bool = False) -> None:
        attendees = self._editor.form.attendees
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor.enter(attendees=(*attendees[:place], *attendees[place + 1 :]))
