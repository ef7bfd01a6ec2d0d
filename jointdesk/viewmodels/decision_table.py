"""The two tables of the register: a row a matter with its bodies side by side, or a decision."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from jointdesk.operations.standing import Standing
from jointdesk.viewmodels.decision_register import MatterEntry, Register
from jointdesk.viewmodels.decision_rows import (
    DECISION_COLUMNS,
    DecisionTexts,
    MatterTexts,
    decision_key,
    decision_texts,
    matter_texts,
    spoken_side,
)

TEXTS_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives the `MatterTexts` or `DecisionTexts` of the row."""

_MOST_KEPT = 2000
_Index = QModelIndex | QPersistentModelIndex
_ACROSS = Qt.Orientation.Horizontal


class MatterTable(QAbstractTableModel):
    """A row a matter: its title, a column for each body, what is wrong."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: Sequence[MatterEntry] = ()
        self.register: Register | None = None
        self._kept: dict[int, MatterTexts] = {}

    def show(self, register: Register, entries: Sequence[MatterEntry]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self.register, self.entries = register, entries
        self._kept.clear()
        self.endResetModel()

    def clear(self) -> None:
        """List nothing any more."""
        self.beginResetModel()
        self.register, self.entries = None, ()
        self._kept.clear()
        self.endResetModel()

    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        bodies = self.register.bodies if self.register else ()
        return ("Matter", *(body.name for body in bodies), "What is wrong")

    def position(self, column: int) -> int | None:
        """Return the place of adding of the body that a column is of, None for other columns."""
        bodies = self.register.bodies if self.register else ()
        return bodies[column - 1].position if 1 <= column <= len(bodies) else None

    def place_of(self, matter_id: str) -> int | None:
        """Return the row of a matter, None if it is not listed."""
        for place, entry in enumerate(self.entries):
            if entry.matter.id == matter_id:
                return place
        return None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Return how many matters are listed."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.names())

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation is _ACROSS and role == Qt.ItemDataRole.DisplayRole:
            return self.names()[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, what a screen reader says, or the texts of the row."""
        if not index.isValid() or self.register is None:
            return None
        if role == TEXTS_ROLE:
            return self._texts(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            texts = self._texts(index.row())
            if index.column() == 0:
                is_spoken = role == Qt.ItemDataRole.AccessibleTextRole
                return texts.spoken if is_spoken else texts.title
            if index.column() <= len(texts.sides):
                side = texts.sides[index.column() - 1]
                return f"{side.head} {spoken_side(side)}".strip()
            return f"{texts.wrong.words} {texts.wrong.line}".strip()
        return None

    def _texts(self, place: int) -> MatterTexts:
        """Return the texts of a row, made when it is first painted."""
        if place not in self._kept:
            assert self.register is not None
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[place] = matter_texts(self.entries[place], self.register)
        return self._kept[place]


class DecisionTable(QAbstractTableModel):
    """A row a decision, sorted by any column."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Standing] = []
        self.register: Register | None = None
        self._by, self._order = 0, Qt.SortOrder.AscendingOrder
        self._kept: dict[int, DecisionTexts] = {}

    def show(self, register: Register, rows: list[Standing]) -> None:
        """Take other rows, in the order that was chosen."""
        self.beginResetModel()
        self.register, self.rows = register, rows
        self._arrange()
        self.endResetModel()

    def clear(self) -> None:
        """List nothing any more."""
        self.beginResetModel()
        self.register, self.rows = None, []
        self._kept.clear()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        if (column, order) == (self._by, self._order) or column < 0:
            return
        self._by, self._order = column, order
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        self._kept.clear()
        register = self.register
        if register is None:
            return
        keyed = [(decision_key(one, register, self._by), one) for one in self.rows]
        # What has no value stays last in either order.
        found = [pair for pair in keyed if pair[0][0] == 0]
        rest = [pair for pair in keyed if pair[0][0] != 0]
        is_down = self._order is Qt.SortOrder.DescendingOrder
        found.sort(key=lambda pair: pair[0], reverse=is_down)
        rest.sort(key=lambda pair: pair[0])
        self.rows = [one for _, one in (*found, *rest)]

    def place_of(self, decision_id: str) -> int | None:
        """Return the row of a decision, None if it is not listed."""
        for place, stands in enumerate(self.rows):
            if stands.decision.id == decision_id:
                return place
        return None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Return how many decisions are listed."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(DECISION_COLUMNS)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation is _ACROSS and role == Qt.ItemDataRole.DisplayRole:
            return DECISION_COLUMNS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, what a screen reader says, or the texts of the row."""
        if not index.isValid() or self.register is None:
            return None
        texts = self._texts(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return texts.cells[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                return texts.spoken if index.column() == 0 else texts.cells[index.column()]
            case _ if role == TEXTS_ROLE:
                return texts
        return None

    def _texts(self, place: int) -> DecisionTexts:
        if place not in self._kept:
            assert self.register is not None
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[place] = decision_texts(self.rows[place], self.register)
        return self._kept[place]
