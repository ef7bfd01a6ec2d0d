"""The rows of the tasks page under their headings, for a list."""

from PySide6.QtCore import QObject

from jointdesk.viewmodels.headed_list import HeadedListModel, ListHeading
from jointdesk.viewmodels.task_rows import Section, TaskRow

TaskLine = ListHeading | TaskRow


class TaskListModel(HeadedListModel):
    """Headings and rows, one a line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[TaskLine] = []
        self._places: dict[str, tuple[int, int]] = {}
        self._number = 0

    def show(self, sections: list[Section]) -> None:
        """Take other rows."""
        lines: list[TaskLine] = []
        self._places, self._number = {}, 0
        for section in sections:
            lines.append(ListHeading(section.name, len(section.rows)))
            for row in section.rows:
                self._number += 1
                self._places[row.id] = len(lines), self._number
                lines.append(row)
        self.take(lines)

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

    def spoken(self, place: int) -> str:
        """Return what a screen reader says of a task, and which one it is."""
        row = self.row_at(place)
        return f"{row.spoken}, {self._places[row.id][1]} of {self._number}" if row else ""
