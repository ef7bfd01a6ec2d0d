"""The columns of a register: each with its heading, a few values, and the field that it fills."""

from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.words import counted, plain_name
from jointdesk.governance.mapping import importable
from jointdesk.viewmodels.decision_mapping import ColumnLine, MappingModel, Opened
from jointdesk.widgets.elided import ElidedLabel
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Choice, Field, set_paper, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_WIDTH = 384
_CHOICE = 204
_LINES_HEIGHT = 130
_ALL = 16_777_215
"""What Qt takes for no limit."""

_LEFT_OUT = "Left out"
_AS_READ = "As guessed"


class ColumnChoice(Choice):
    """Offers every field, in the groups of the editor."""

    def __init__(self) -> None:
        super().__init__()
        self.addItem(_LEFT_OUT, None)
        for group, fields in groupby(importable(DECISION.fields), attrgetter("group")):
            self._add_head(group)
            for one in fields:
                self.addItem(one.label, one.name)
        self.setMaxVisibleItems(18)

    def _add_head(self, group: str) -> None:
        """Add the name of a group, which cannot be chosen."""
        self.insertSeparator(self.count())
        self.addItem(group, None)
        model = self.model()
        if isinstance(model, QStandardItemModel):
            model.item(self.count() - 1).setEnabled(False)

    def show_field(self, field: str | None) -> None:
        """Show a field as chosen, or that the column is left out, without telling anybody."""
        self.blockSignals(True)
        self.setCurrentIndex(0 if field is None else self.findData(field))
        self.blockSignals(False)


class ColumnPanel(QFrame):
    """Lists the columns of what a model looks at, and lets the person map them."""

    def __init__(self, look: Look, model: MappingModel) -> None:
        super().__init__()
        self._look = look
        self._model = model
        self.choices: list[ColumnChoice] = []
        self.sheet = Choice()
        self.known = Choice()
        self.name = QLineEdit()
        self.across = QCheckBox("Join other bodies' matters of the same title")
        self.read = soft_label(look, "")
        self._sheet_field = Field(look, "Sheet", self.sheet)
        self._known_field = Field(look, "Read as", self.known)
        self._grid = QGridLayout()
        self._lay_out()
        model.opened_changed.connect(self._on_opened)
        model.columns_changed.connect(self._on_columns)
        self.sheet.currentIndexChanged.connect(model.choose_sheet)
        self.known.currentIndexChanged.connect(self._on_known)
        self.across.toggled.connect(model.join_across)
        self._on_opened()

    def _lay_out(self) -> None:
        look = self._look
        self.fill(is_alone=False)
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(14 - REACH, 12, 4, 12)
        column.setSpacing(6)
        head = make_label(look, "Columns of the file", Text.SECTION, Weight.SEMI_BOLD)
        head.setIndent(REACH)
        column.addWidget(head)
        self.read.setIndent(REACH)
        column.addWidget(self.read)
        column.addWidget(self._sheet_field)
        column.addWidget(self._known_field)
        inside = QWidget()
        set_paper(inside)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(REACH, REACH, 8, REACH)
        lines.addLayout(self._grid)
        lines.addStretch(1)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        area.setMinimumHeight(look.fonts.px(_LINES_HEIGHT))
        column.addWidget(area, 1)
        self.name.setPlaceholderText("Not remembered")
        column.addWidget(Field(look, "Remember the columns as", self.name))
        self.across.setContentsMargins(REACH, 0, 0, 0)
        column.addWidget(self.across)

    def fill(self, *, is_alone: bool) -> None:
        """Take all the width there is, or leave most of it to the rows beside it."""
        width = self._look.fonts.px(_WIDTH)
        self.setMinimumWidth(0 if is_alone else width)
        self.setMaximumWidth(_ALL if is_alone else width)

    @Slot()
    def _on_opened(self) -> None:
        """Show another file or sheet."""
        opened = self._model.opened
        self._sheet_field.setVisible(opened is not None and len(opened.tables) > 1)
        self._known_field.setVisible(opened is not None and bool(opened.mappings))
        self._clear()
        if opened is None:
            self.across.setChecked(False)
            return
        self.sheet.offer(
            [(plain_name(table.name), at) for at, table in enumerate(opened.tables)],
            self._model.sheet,
        )
        self.known.offer([(_AS_READ, ""), *((name, name) for name in opened.mappings)], "")
        self.name.setText(_suggested_name(opened))
        for at, line in enumerate(self._model.columns()):
            self._add_line(at, line)
        self._count()

    def _clear(self) -> None:
        self.choices.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _add_line(self, at: int, line: ColumnLine) -> None:
        look = self._look
        text = QWidget()
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        samples = " · ".join(line.samples) or "(blank)"
        column.addWidget(ElidedLabel(look, line.heading, Text.BODY, Weight.SEMI_BOLD))
        column.addWidget(ElidedLabel(look, samples, Text.DETAIL, colour=look.theme.ink2))
        choice = ColumnChoice()
        choice.setFixedWidth(look.fonts.px(_CHOICE))
        choice.setAccessibleName(f"Field for the column {line.heading}, for example {samples}")
        choice.show_field(line.field)
        choice.currentIndexChanged.connect(
            lambda _index, column=at, box=choice: self._model.map_column(column, box.currentData())
        )
        self._say_guess(choice, line)
        self.choices.append(choice)
        self._grid.addWidget(text, at, 0)
        self._grid.addWidget(choice, at, 1, Qt.AlignmentFlag.AlignVCenter)

    @Slot()
    def _on_columns(self) -> None:
        """Show how the columns are mapped now."""
        for choice, line in zip(self.choices, self._model.columns(), strict=True):
            choice.show_field(line.field)
            self._say_guess(choice, line)
        self._count()

    def _count(self) -> None:
        """Say how many columns are read, because not all of them may be in sight."""
        lines = self._model.columns()
        read = sum(line.field is not None for line in lines)
        are = "is" if read == 1 else "are"
        self.read.setText(f"{read} of {counted(len(lines), 'column')} {are} read.")

    def _say_guess(self, choice: ColumnChoice, line: ColumnLine) -> None:
        said = "A guess: look at it" if line.is_guess else ""
        choice.setToolTip(said)
        choice.setAccessibleDescription(said)

    @Slot()
    def _on_known(self) -> None:
        self._model.use_mapping(str(self.known.currentData() or ""))


def _suggested_name(opened: Opened) -> str:
    """Return the name under which the columns may be remembered: the file's, without its end."""
    return plain_name(opened.file.rpartition(".")[0] or opened.file)
