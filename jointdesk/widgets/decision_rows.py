"""Rows of a decision's form, such as its alternatives: a small table with a line for each."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from jointdesk.domain.fields import Field, Kind
from jointdesk.domain.items import Json
from jointdesk.viewmodels.decision_form import Line, row_texts, rows_of
from jointdesk.widgets.controls import make_button, make_icon_button
from jointdesk.widgets.decision_fields import Control
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.forms import Choice
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_section import SavedLine

_WORDS = {
    "decision_makers": "Add a decision maker",
    "alternatives": "Add an option",
    "consulted": "Add somebody",
    "contributions": "Add a contribution",
}

_ACROSS = 4
"""Parts of a row that fit beside each other."""


class RowsControl(Control):
    """A line for each row, a column for each part, and a button for one more."""

    def __init__(self, look: Look, line: Line) -> None:
        """Show the rows."""
        super().__init__(look, line)
        self._rows: list[dict[str, Json]] = []
        self._is_built = False
        self.cells: list[list[SavedLine | Choice]] = []
        self._table = QWidget()
        self.row.addWidget(self._table)
        words = _WORDS.get(line.name, "Add a line")
        self.add = make_button(look, words, "plus", "small")
        self.add.clicked.connect(self._on_add)
        self.row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_line(line)

    def show_line(self, line: Line) -> None:
        """Show the rows; a row that is just being written stays as it is."""
        self.line = line
        stored = [dict(row) for row in rows_of(line)]
        written = [number for number, row in enumerate(self._rows) if any(row.values())]
        if len(written) == len(stored) and self._is_built:
            for number, row in zip(written, stored, strict=True):
                self._rows[number].clear()
                self._rows[number].update(row)
                self._show_row(number)
        elif not self._is_built or not self._is_writing():
            self._rows = stored
            self._build()

    def _is_writing(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self._table.isAncestorOf(focused)

    def _show_row(self, number: int) -> None:
        row = self._rows[number]
        for part, cell in zip(self.line.field.parts, self.cells[number], strict=True):
            if isinstance(cell, SavedLine):
                cell.show_value(row_texts(part, row))
            else:
                self._offer(cell, part, row)

    def _build(self) -> None:
        self._is_built = True
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        parts = self.line.field.parts
        across = len(parts) if len(parts) <= _ACROSS else (len(parts) + 1) // 2
        for column in range(across):
            grid.setColumnStretch(column, 1)
        self.cells = []
        for number, row in enumerate(self._rows):
            self.cells.append([self._cell(part, row, number) for part in parts])
            self._place(grid, number, across)
        self.row.replaceWidget(self._table, table)
        self._table.deleteLater()
        self._table = table
        table.setVisible(bool(self._rows))

    def _place(self, grid: QGridLayout, number: int, across: int) -> None:
        """Lay one row out, on two lines where its parts are many, under the parts' names."""
        parts = self.line.field.parts
        is_wrapped = across < len(parts)
        top = number * 2 * -(-len(parts) // across)
        for place, (part, cell) in enumerate(zip(parts, self.cells[number], strict=True)):
            down, column = top + 2 * (place // across), place % across
            if number == 0 or is_wrapped:
                ink = self.look.theme.ink2
                label = make_label(self.look, part.label, Text.MICRO, colour=ink, wraps=False)
                label.setMinimumWidth(1)
                grid.addWidget(label, down, column)
            grid.addWidget(cell, down + 1, column)
        remove = make_icon_button(self.look, "trash-2", f"Remove line {number + 1}")
        remove.clicked.connect(lambda: self._on_remove(number))
        grid.addWidget(remove, top + 1, across)

    def _cell(self, part: Field, row: dict[str, Json], number: int) -> SavedLine | Choice:
        name = f"{self.line.field.label} {number + 1}, {part.label}"
        if self.line.parts.get(part.name):
            return self._choice(part, row, name)
        line = SavedLine(name, "Like 8 Dec 2026" if part.kind is Kind.DAY else "")
        line.show_value(row_texts(part, row))
        line.committed.connect(lambda text: self._on_entered(row, part, text))
        return line

    def _offer(self, box: Choice, part: Field, row: dict[str, Json]) -> None:
        value = str(row.get(part.name) or "")
        options = self.line.parts.get(part.name, ())
        offered: list[tuple[str, object]] = [("", ""), *((one.words, one.value) for one in options)]
        if value not in [each for _, each in offered]:
            offered.append((value, value))
        box.offer(offered, value)

    def _choice(self, part: Field, row: dict[str, Json], name: str) -> Choice:
        box = Choice()
        box.setAccessibleName(name)
        self._offer(box, part, row)
        box.activated.connect(lambda: self._on_entered(row, part, str(box.currentData())))
        return box

    def _on_entered(self, row: dict[str, Json], part: Field, text: str) -> None:
        row[part.name] = text.strip() or None
        self._tell()

    def _on_add(self) -> None:
        self._rows.append({})
        self._build()
        self.cells[-1][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove(self, number: int) -> None:
        had = bool({name for name, value in self._rows.pop(number).items() if value})
        self._build()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        if had:
            self._tell()

    def _tell(self) -> None:
        """Hand the rows on that say something; without any, nobody has answered."""
        rows = [{name: value for name, value in row.items() if value} for row in self._rows]
        self.entered.emit([row for row in rows if row] or "")

    def accept(self) -> None:
        """Take what was entered as saved."""
        for row, cells in zip(self._rows, self.cells, strict=True):
            for part, cell in zip(self.line.field.parts, cells, strict=True):
                if isinstance(cell, SavedLine):
                    cell.show_value(row_texts(part, row))

    def focus_target(self) -> QWidget:
        """The first cell, or the button that adds a line."""
        return self.cells[0][0] if self.cells else self.add
