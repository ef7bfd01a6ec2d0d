"""The form of another time for an invitation, in its row; what it would clash with under it."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jointdesk.viewmodels.proposals import ProposalModel
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.event_fields import WarningLines
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.forms import Field, soft_label
from jointdesk.widgets.look import Look

_DAY, _CLOCK = 160, 90
_SAID = (
    "Calendar servers carry no proposals: save the file and mail it to {}."
    " The answer in the calendar stays as it is."
)


class ProposalForm(QWidget):
    """Day, start and end; Enter makes the file, Escape leaves."""

    def __init__(self, look: Look, model: ProposalModel, organiser: str) -> None:
        """Follow a model that has an open form; `organiser` is whom the file is mailed to."""
        super().__init__()
        self._look, self._model = look, model
        self.fields: dict[str, Field] = {}
        self.setAccessibleName("Propose another time")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._times())
        self.warnings = WarningLines(look)
        column.addWidget(self.warnings)
        column.addWidget(soft_label(look, _SAID.format(organiser)))
        column.addLayout(self._buttons())
        self.setFocusProxy(self.fields["day"].control)
        model.changed.connect(self.show_form)
        self.show_form()

    def _times(self) -> QHBoxLayout:
        form = self._model.form
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._add(row, "day", "Day", "Proposed day", _DAY)
        if not form.all_day:
            self._add(row, "start", "Starts at", "Proposed start", _CLOCK)
        if form.all_day or form.end_day != form.day:
            self._add(row, "end_day", "Last day", "Proposed last day", _DAY)
        if not form.all_day:
            self._add(row, "end", "Ends at", "Proposed end", _CLOCK)
        row.addStretch(1)
        return row

    def _add(self, row: QHBoxLayout, name: str, label: str, spoken: str, width: int) -> None:
        line = QLineEdit()
        line.setMaxLength(60)
        line.setAccessibleName(spoken)
        line.textEdited.connect(partial(self._model.enter, name))
        line.returnPressed.connect(self._model.make)
        field = Field(self._look, label, line)
        field.setMinimumWidth(self._look.fonts.px(width))
        field.setMaximumWidth(self._look.fonts.px(width + 40))
        row.addWidget(field)
        self.fields[name] = field

    def _buttons(self) -> FlowingRow:
        row = FlowingRow()
        row.setContentsMargins(REACH, 0, REACH, REACH)
        self.make = make_button(self._look, "Save .ics…", kind="primary")
        self.make.setAccessibleName("Save a file that proposes this time")
        self.make.clicked.connect(self._model.make)
        self.leave = make_button(self._look, "Not now")
        self.leave.setAccessibleName("Propose no other time")
        self.leave.clicked.connect(self._model.leave)
        row.addWidget(self.make)
        row.addWidget(self.leave)
        return row

    @Slot()
    def show_form(self) -> None:
        """Show what the form holds; a field that has the keyboard keeps what is being typed."""
        problems = self._model.problems
        for name, field in self.fields.items():
            line, value = field.control, getattr(self._model.form, name)
            if isinstance(line, QLineEdit) and line.text() != value:
                line.setText(value)
            field.say(problems.get(name, ""))
        self.warnings.show_warnings(self._model.warnings)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self._model.leave()
        else:
            super().keyPressEvent(event)
