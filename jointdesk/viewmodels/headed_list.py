"""Lists whose rows stand under headings, which the keyboard passes over."""

from collections.abc import Iterable, Sequence
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives the line: a `ListHeading` or a row."""

_Index = QModelIndex | QPersistentModelIndex


class ListHeading(NamedTuple):
    """What stands over the rows of one group, and how many they are."""

    name: str
    number: int


class HeadedListModel(QAbstractListModel):
    """Headings and rows, one a line; a row has a `title` and what is `spoken` of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.lines: list[Any] = []

    def take(self, lines: Sequence[Any]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def is_heading(self, place: int) -> bool:
        """Whether a line stands over others."""
        return isinstance(self.lines[place], ListHeading)

    def spoken(self, place: int) -> str:
        """Return what a screen reader says of a row."""
        return str(self.lines[place].spoken)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let the keyboard pass over headings."""
        if not index.isValid() or self.is_heading(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a line, what a screen reader says, or the line."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.name if isinstance(line, ListHeading) else line.title
            case Qt.ItemDataRole.AccessibleTextRole:
                if isinstance(line, ListHeading):
                    return f"{line.name}, {line.number}"
                return self.spoken(index.row())
            case _ if role == LINE_ROLE:
                return line
        return None


class ListedRow(Protocol):
    """What a row of a list under headings has at least."""

    @property
    def id(self) -> str:
        """Whose row it is."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""


Row = TypeVar("Row", bound=ListedRow)


class SectionListModel(HeadedListModel, Generic[Row]):
    """Sections of rows, each row found by its id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, tuple[int, int]] = {}
        self._number = 0

    def show_sections(self, sections: Iterable[tuple[str, Sequence[Row]]]) -> None:
        """Take other rows, each section under its name."""
        lines: list[ListHeading | Row] = []
        self._places, self._number = {}, 0
        for name, rows in sections:
            lines.append(ListHeading(name, len(rows)))
            for row in rows:
                self._number += 1
                self._places[row.id] = len(lines), self._number
                lines.append(row)
        self.take(lines)

    @property
    def number(self) -> int:
        """How many rows are listed."""
        return self._number

    def place_of(self, row_id: str) -> int | None:
        """Return the line of a row, None if it is not listed."""
        found = self._places.get(row_id)
        return found[0] if found else None

    def row_at(self, place: int) -> Row | None:
        """Return the row of a line, None for a heading and beyond the end."""
        line: ListHeading | Row | None = self.lines[place] if 0 <= place < len(self.lines) else None
        return None if isinstance(line, ListHeading) else line

    def near(self, place: int) -> str:
        """Return the id of the row at or after a line, else the last before it, "" for none."""
        after = range(max(place, 0), len(self.lines))
        before = range(min(place, len(self.lines)) - 1, -1, -1)
        rows = (self.row_at(one) for one in (*after, *before))
        return next((row.id for row in rows if row is not None), "")

    def spoken(self, place: int) -> str:
        """Return what a screen reader says of a row, and which one it is."""
        row = self.row_at(place)
        return f"{row.spoken}, {self._places[row.id][1]} of {self._number}" if row else ""
