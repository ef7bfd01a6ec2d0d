"""Smaller parts of the task inspector: where it leads, its subtasks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from jointdesk.viewmodels.task_detail import Link
from jointdesk.viewmodels.task_rows import TaskRow
from jointdesk.widgets.controls import make_button, make_icon_button, set_tip
from jointdesk.widgets.elided import ElidedLabel
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def add_links(
    look: Look, column: QVBoxLayout, links: Sequence[Link], open_it: Callable[[Link], None]
) -> None:
    """Add a button for each thing that the task leads to."""
    if links:
        column.addWidget(section(look, "Linked"))
    for link in links:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(REACH, 0, REACH, 0)
        row.setSpacing(8)
        row.addWidget(make_icon(look, link.icon, look.theme.ink2), 0, Qt.AlignmentFlag.AlignVCenter)
        label = ElidedLabel(look, f"{link.what}: {link.words}", Text.BODY)
        row.addWidget(label, 1)
        button = make_button(look, "Open", kind="link")
        button.setAccessibleName(f"Open {link.what.lower()}: {link.words}")
        button.clicked.connect(lambda _=False, one=link: open_it(one))
        row.addWidget(button)
        column.addWidget(line)


def section(look: Look, name: str) -> QWidget:
    """Return the heading over a part of the inspector."""
    ink = look.theme.ink2
    label = make_label(look, name, Text.MICRO, Weight.SEMI_BOLD, ink, wraps=False)
    label.setContentsMargins(REACH, 8, 0, 0)
    return label


class PartsList(QWidget):
    """The subtasks, each to be ticked or opened, and a line for another.

    Signals:
        ticked(str), opened(str): the id of a subtask.
        added(str): the title of a new one.
    """

    ticked = Signal(str)
    opened = Signal(str)
    added = Signal(str)

    def __init__(self, look: Look) -> None:
        """Begin with none."""
        super().__init__()
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(section(look, "Subtasks"))
        self._rows = QVBoxLayout()
        column.addLayout(self._rows)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Add a subtask")
        self.line.setAccessibleName("Add a subtask")
        self.line.setMaxLength(400)
        self.line.returnPressed.connect(self._on_return)
        room = QHBoxLayout()
        room.setContentsMargins(REACH, REACH, REACH, REACH)
        room.addWidget(self.line)
        column.addLayout(room)

    def show_parts(self, rows: Sequence[TaskRow]) -> None:
        """Show other subtasks."""
        empty(self._rows)
        for row in rows:
            self._rows.addWidget(self._part(row))

    def _part(self, part: TaskRow) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, REACH, 0)
        row.setSpacing(4)
        is_open = part.task.is_open
        verb = "Done" if is_open else "Open again"
        icon = "square" if is_open else "square-check"
        tick = make_icon_button(self._look, icon, f"{verb}: {part.title}")
        tick.clicked.connect(lambda: self.ticked.emit(part.id))
        colour = None if is_open else self._look.theme.ink2
        words = ", ".join(filter(None, (part.title, part.due, part.owner)))
        row.addWidget(tick)
        row.addWidget(ElidedLabel(self._look, words, Text.BODY, colour=colour), 1)
        button = make_button(self._look, "Open", kind="link")
        button.setAccessibleName(f"Open {part.title}")
        set_tip(button, words)
        button.clicked.connect(lambda: self.opened.emit(part.id))
        row.addWidget(button)
        return line

    @Slot()
    def _on_return(self) -> None:
        if title := self.line.text().strip():
            self.line.clear()
            self.added.emit(title)
