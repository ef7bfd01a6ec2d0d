"""The rows of the tasks page under their headings, for a list."""

from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from jointdesk.viewmodels.task_rows import Section, TaskRow

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives the `TaskLine`."""

_Index = QModelIndex | QPersistentModelIndex


class TaskHeading(NamedTuple):
    """What stands over the rows of one group."""

    name: str
    number: int


TaskLine = TaskHeading | TaskRow


class TaskListModel(QAbstractListModel):
    """Headings and rows, one a line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[TaskLine] = []
        self._places: dict[str, tuple[int, int]] = {}
        self._number = 0

    def show(self, sections: list[Section]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self.lines, self._places, self._number = [], {}, 0
        for section in sections:
            self.lines.append(TaskHeading(section.name, len(section.rows)))
            for row in section.rows:
                self._number += 1
                self._places[row.id] = len(self.lines), self._number
                self.lines.append(row)
        self.endResetModel()

    @property
    def number(self) -> int:
        """How many tasks are listed."""
        return self._number

    def place_of(self, task_id: str) -> int | None:
        """Return the line of a task, None if it is not listed."""
        found = self._places.get(task_id)
        return found[0] if found else None

    def row_at(self, place: int) -> TaskRow | None:
        """Return the row of a line, None for a heading and beyond the end."""
        line = self.lines[place] if 0 <= place < len(self.lines) else None
        return line if isinstance(line, TaskRow) else None

    def near(self, place: int) -> str:
        """Return the task at or after a line, else the last before it, "" for none."""
        after = range(max(place, 0), len(self.lines))
        before = range(min(place, len(self.lines)) - 1, -1, -1)
        rows = (self.row_at(one) for one in (*after, *before))
        return next((row.id for row in rows if row is not None), "")

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let the keyboard pass over headings."""
        if not index.isValid() or isinstance(self.lines[index.row()], TaskHeading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a line, what a screen reader says, or the line."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.name if isinstance(line, TaskHeading) else line.title
            case Qt.ItemDataRole.AccessibleTextRole:
                if isinstance(line, TaskHeading):
                    return f"{line.name}, {line.number}"
                return f"{line.spoken}, {self._places[line.id][1]} of {self._number}"
            case _ if role == LINE_ROLE:
                return line
        return None
