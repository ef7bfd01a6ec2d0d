"""The table that compares the copies of one meeting."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout

from jointdesk.viewmodels.inspector import CompareRow, Inspection
from jointdesk.widgets.controls import Swatch
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look


class CompareTable(QFrame):
    """A column for each copy, a row for each property; what differs is marked and said."""

    def __init__(self, look: Look, inspection: Inspection) -> None:
        """Show the copies of a meeting."""
        super().__init__()
        self._look = look
        self.setProperty("kind", "card")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 8, 10, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        copies = zip(inspection.copy_positions, inspection.copy_codes, strict=True)
        for column, (position, code) in enumerate(copies, 1):
            head = QHBoxLayout()
            head.setSpacing(6)
            head.addWidget(Swatch(look, position))
            head.addWidget(make_label(look, code, Text.BODY, Weight.SEMI_BOLD), 1)
            self._grid.addLayout(head, 0, column)
        for number, row in enumerate(inspection.compare, 1):
            self._add_row(number, row, inspection.copy_codes)

    def _add_row(self, number: int, row: CompareRow, codes: tuple[str, ...]) -> None:
        theme = self._look.theme
        name = make_label(self._look, row.name, Text.DETAIL, colour=theme.ink2)
        told = ", ".join(f"{code} {value}" for code, value in zip(codes, row.values, strict=True))
        name.setAccessibleName(f"{row.name} {'differs' if row.differs else 'is the same'}: {told}")
        self._grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
        for column, value in enumerate(row.values, 1):
            weight = Weight.SEMI_BOLD if row.differs else Weight.REGULAR
            label = make_label(self._look, value, Text.DETAIL, weight)
            if row.differs:
                label.setStyleSheet(f"background: {theme.amber_tint.name()};")
            self._grid.addWidget(label, number, column, Qt.AlignmentFlag.AlignTop)
