"""Lists whose rows stand under headings, which the keyboard passes over."""

from collections.abc import Sequence
from typing import Any, NamedTuple

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
