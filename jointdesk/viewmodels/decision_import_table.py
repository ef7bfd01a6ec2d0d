"""The rows of a register for a table: what becomes of each, filtered by that."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from jointdesk.viewmodels.decision_import_words import Kind, Told

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

TOLD_ROLE = _Role.UserRole + 1
"""The `Told` of a row."""

STATE, NUMBER, TITLE, DAY, REMARK = range(5)
_HEADS = ("What", "Row", "Decision", "Date", "Remark")


class DecisionImportTable(QAbstractTableModel):
    """Every row of the file below its headings, in the file's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Told] = ()
        self._shown: Sequence[Told] = ()
        self._counts: Counter[Kind] = Counter()
        self._kind: Kind | None = None

    def show(self, rows: Sequence[Told]) -> None:
        """Show other rows, filtered as before."""
        self.beginResetModel()
        self._rows = rows
        self._counts = Counter(told.kind for told in rows)
        self._select()
        self.endResetModel()

    def filter(self, kind: Kind | None) -> None:
        """Show the rows of one kind only, or all."""
        self.beginResetModel()
        self._kind = kind
        self._select()
        self.endResetModel()

    def count(self, kind: Kind) -> int:
        """Return how many rows of a kind there are, shown or not."""
        return self._counts[kind]

    @property
    def brought_in(self) -> int:
        """How many rows would be brought in."""
        return self.count(Kind.NEW) + self.count(Kind.CHECK)

    def told_at(self, place: int) -> Told | None:
        """Return the row at a place of the table, None outside."""
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """The columns named above."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, way: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        """The names of the columns."""
        if way is Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        """What a row says in a column; `TOLD_ROLE` for the whole row."""
        if not index.isValid():
            return None
        told = self._shown[index.row()]
        if role == TOLD_ROLE:
            return told
        if role == _Role.AccessibleTextRole and index.column() == REMARK:
            return " ".join(told.remarks)
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            row = (told.kind.value, f"{told.number:,}", told.title, told.day, told.remark)
            return row[index.column()]
        return None

    def _select(self) -> None:
        kind = self._kind
        if kind is not None and not self._counts[kind]:
            kind = self._kind = None
        self._shown = [told for told in self._rows if kind is None or told.kind is kind]

    @property
    def shown_kind(self) -> Kind | None:
        """The one kind that is shown, None for all."""
        return self._kind
