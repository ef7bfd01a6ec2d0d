"""The form of a decision: groups that open and close, fields in one or two columns."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from jointdesk.domain.fields import Kind
from jointdesk.viewmodels.decision_form import Form, Group, Line
from jointdesk.widgets.controls import make_button, plain_label
from jointdesk.widgets.decision_fields import Control, control_for
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.forms import Column, Problem, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_LABEL, _SECOND = 132, 112
_SHORT = frozenset({Kind.DAY, Kind.MONEY, Kind.NUMBER, Kind.FLAG, Kind.CHOICE, Kind.REFERENCE})
_SHORT_TEXTS = frozenset({"ref", "authority_version", "authority_paragraph", "budget_code"})
_TOP = Qt.AlignmentFlag.AlignTop


class FieldCell(QWidget):
    """A control with what is wrong, or who asks for it, under it."""

    def __init__(self, look: Look, line: Line) -> None:
        """Show a field."""
        super().__init__()
        self.control: Control = control_for(look, line)
        self._problem = Problem(look)
        self._sentence = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.control)
        under = QVBoxLayout()
        under.setContentsMargins(REACH, 0, REACH, 0)
        under.setSpacing(4)
        if line.note:
            under.addWidget(soft_label(look, line.note))
        under.addWidget(self._problem)
        self.fix = make_button(look, "", kind="small")
        self.fix.clicked.connect(self._on_fix)
        under.addWidget(self.fix, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(under)
        column.addStretch(1)
        self.show_line(line)

    @property
    def problem(self) -> str:
        """What is said under the control, "" while all is well."""
        return self._problem.text if not self._problem.isHidden() else ""

    def show_line(self, line: Line, *, is_amending: bool = False) -> None:
        """Show a value, and what is wrong with it."""
        self.control.show_line(line)
        self.control.setEnabled(is_amending or not line.is_locked)
        locked = "The text is fixed: amend it with a reason." if line.is_locked else ""
        self.control.setToolTip("" if is_amending else locked)
        asked = f"Asked for: {line.why}." if line.is_missing and line.is_required else ""
        self.fix.setVisible(line.fix is not None)
        self.fix.setText(plain_label(line.fix.words) if line.fix else "")
        self._tell(self._sentence or (line.fix.sentence if line.fix else asked))

    @Slot()
    def _on_fix(self) -> None:
        if self.control.line.fix is not None:
            self.control.entered.emit(self.control.line.fix.value)

    def refuse(self, sentence: str) -> None:
        """Show why a value was not saved; "" once it was."""
        self._sentence = sentence
        self._tell(sentence)
        if not sentence:
            self.control.accept()

    def _tell(self, sentence: str) -> None:
        self._problem.say(sentence)
        self.control.mark(bool(sentence))
        told = sentence or self.control.line.note
        self.control.focus_target().setAccessibleDescription(told)


class GroupBox(QWidget):
    """A group under its name; the name opens and closes it.

    Signals:
        entered(str, object): a field's name and what was entered.
    """

    entered = Signal(str, object)

    def __init__(self, look: Look, group: Group, *, is_first: bool, is_narrow: bool) -> None:
        """Show the lines of a group."""
        super().__init__()
        self._look = look
        self._group = group
        self._is_narrow = is_narrow
        self._shows_all = False
        self.cells: dict[str, FieldCell] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(REACH, REACH, 0, 0)
        column.setSpacing(4)
        self.head = make_button(look, group.name, kind="link")
        self.head.setCheckable(True)
        self.head.setChecked(group.is_open)
        self.head.clicked.connect(self._on_head)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        self.head.setVisible(not is_first)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 0, 6)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        column.addWidget(self._body)
        self.more = make_button(look, "More", kind="link")
        self.more.setParent(self)
        self.more.setMinimumWidth(1)
        self.more.clicked.connect(self.show_all)
        self._on_head()

    def show_group(self, group: Group, *, is_amending: bool) -> None:
        """Show other values of the same fields."""
        self._group = group
        for line in group.lines:
            cell = self.cells.get(line.name)
            if cell is not None:
                cell.show_line(line, is_amending=is_amending)
            elif line.is_open and self.cells:
                self._fill()
        self._say()

    def open_for(self, name: str) -> FieldCell | None:
        """Open the group at a field, None where it is of another group."""
        if all(line.name != name for line in self._group.lines):
            return None
        self.head.setChecked(True)
        self._on_head()
        if name not in self.cells:
            self.show_all()
        return self.cells[name]

    @Slot()
    def show_all(self) -> None:
        """Show every field of the group."""
        self._shows_all = True
        self._fill()

    @Slot()
    def _on_head(self) -> None:
        is_open = self.head.isChecked()
        if is_open and not self.cells:
            self._fill()  # controls are made when their group is first opened
        self._body.setVisible(is_open)
        self._say()

    def _say(self) -> None:
        is_open, missing = self.head.isChecked(), self._group.missing
        theme = self._look.theme
        icon = "chevron-down" if is_open else "chevron-right"
        self.head.setIcon(self._look.icons.icon(icon, theme.accent, theme.ink3))
        counted = f", {missing} missing" if missing else ""
        self.head.setText(plain_label(self._group.name + counted))
        state = "open" if is_open else "closed"
        self.head.setAccessibleName(f"{self._group.name}{counted}, {state}")

    def _fill(self) -> None:
        """Lay out the lines that are shown; those that stand there already keep their control."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None and not isinstance(widget, FieldCell) and widget is not self.more:
                widget.deleteLater()
        shown = [line for line in self._group.lines if line.is_open or self._shows_all]
        place = 0
        for pair in self._pairs(shown):
            for half, line in enumerate(pair):
                self._place(line, place, 2 * half, spans=len(pair) == 1 and not _is_short(line))
            place += 1
        rest = [line.field.label for line in self._group.lines if line not in shown]
        self.more.setVisible(bool(rest))
        if rest:
            names = ", ".join(rest[:4]) + ("…" if len(rest) > 4 else "")
            self.more.setText(plain_label(f"More: {names}"))
            self._grid.addWidget(self.more, place, 1, 1, 3, Qt.AlignmentFlag.AlignLeft)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)

    def _pairs(self, lines: list[Line]) -> Iterator[list[Line]]:
        """Two short fields that follow each other share a row, where there is room."""
        waiting: list[Line] = []
        for line in lines:
            if waiting and (self._is_narrow or not _is_short(line)):
                yield waiting
                waiting = []
            waiting.append(line)
            if len(waiting) == 2 or not _is_short(line) or self._is_narrow:
                yield waiting
                waiting = []
        if waiting:
            yield waiting

    def _place(self, line: Line, row: int, column: int, *, spans: bool) -> None:
        label = make_label(self._look, line.field.label, Text.BODY, colour=self._look.theme.ink2)
        label.setContentsMargins(0, 10, 0, 0)
        label.setFixedWidth(self._look.fonts.px(_SECOND if column else _LABEL))
        cell = self.cells.get(line.name)
        if cell is None:
            cell = self.cells[line.name] = FieldCell(self._look, line)
            name = line.name
            cell.control.entered.connect(lambda value: self.entered.emit(name, value))
        label.setBuddy(cell.control.focus_target())
        self._grid.addWidget(label, row, column, _TOP)
        self._grid.addWidget(cell, row, column + 1, 1, 3 if spans else 1)


def _is_short(line: Line) -> bool:
    return line.field.kind in _SHORT or line.name in _SHORT_TEXTS


class DecisionForm(Column):
    """All groups of a decision's form.

    Signals:
        entered(str, object): a field's name and what was entered.
    """

    entered = Signal(str, object)

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__(look, "Decision")
        self._look = look
        self._decision = ""
        self._is_narrow = False
        self.boxes: list[GroupBox] = []

    def show_form(self, form: Form, *, is_amending: bool, is_narrow: bool) -> None:
        """Show a form; of the same decision only the values are taken."""
        if (form.decision, is_narrow) != (self._decision, self._is_narrow):
            self._is_narrow = is_narrow
            self._build(form, is_narrow=is_narrow)
        for box, group in zip(self.boxes, form.groups, strict=True):
            box.show_group(group, is_amending=is_amending)

    def clear(self) -> None:
        """Show no form any more."""
        self._decision = ""
        for box in self.boxes:
            self.column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = []

    def _build(self, form: Form, *, is_narrow: bool) -> None:
        self.clear()
        self._decision = form.decision
        for number, group in enumerate(form.groups):
            box = GroupBox(self._look, group, is_first=number == 0, is_narrow=is_narrow)
            box.entered.connect(self.entered)
            self.boxes.append(box)
            self.column.addWidget(box)

    def cell(self, name: str) -> FieldCell | None:
        """Return the cell of a field if it is shown."""
        return next((box.cells[name] for box in self.boxes if name in box.cells), None)

    def go_to(self, name: str) -> None:
        """Open the group of a field and give the field the keyboard."""
        for box in self.boxes:
            cell = box.open_for(name)
            if cell is not None:
                target = cell.control.focus_target()
                target.setFocus(Qt.FocusReason.OtherFocusReason)
                self.ensureWidgetVisible(cell, 0, 60)
                return

    def refuse(self, name: str, sentence: str) -> None:
        """Show why the value of a field was not saved; "" once it was."""
        cell = self.cell(name)
        if cell is not None:
            cell.refuse(sentence)
