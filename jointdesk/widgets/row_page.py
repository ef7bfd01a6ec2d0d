"""A page of rows under headings that belongs to Today: what changed, what waits."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from jointdesk.widgets.controls import make_button
from jointdesk.widgets.empty import EmptyState
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Column, PageHead, make_rule, set_paper
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import focused_name, refocus


class RowPage(QFrame):
    """Lays out a head with a way back, and rows under headings or a sentence in their place.

    Signals:
        left: back to Today.
    """

    left = Signal()

    def __init__(self, look: Look, name: str, rows: str, nothing: str) -> None:
        """Begin with no rows; `rows` says what they are, `nothing` that there are none."""
        super().__init__()
        self._look = look
        set_paper(self)
        self.head = PageHead(look, name)
        self.back = make_button(look, "Back to Today", "chevron-left")
        self.back.clicked.connect(self.left)
        self.rows = Column(look, rows)
        self.empty = EmptyState(look, nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(make_rule(look))
        column.addWidget(self.rows, 1)
        column.addWidget(self.empty, 1)

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self.head, self.rows]

    def show_rows(self, sections: Sequence[tuple[str, Sequence[QWidget]]]) -> None:
        """Show rows under the names of their sections in place of those before.

        The keyboard stays with the control that has it, as long as there is one of its name.
        """
        is_empty = not any(rows for _, rows in sections)
        self.empty.setVisible(is_empty)
        self.rows.setVisible(not is_empty)
        focused = focused_name(self.rows)
        while (item := self.rows.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, rows in sections:
            if rows:
                self._add(name, rows)
        refocus(self.rows, focused)

    def _add(self, name: str, rows: Sequence[QWidget]) -> None:
        column = self.rows.column
        column.addWidget(make_label(self._look, name, Text.SECTION, Weight.SEMI_BOLD))
        for row in rows:
            column.addWidget(row)
            row.show()  # at once, so that the keyboard can go back to where it was
            column.addWidget(make_rule(self._look))
