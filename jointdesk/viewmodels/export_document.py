"""A document as the preview shows it: in parts that are laid out at once, its tables as models."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from jointdesk.exports.document import (
    NUMERIC,
    Block,
    Document,
    Heading,
    Kind,
    LabelledFields,
    SharePicture,
    Table,
    WeekPicture,
    as_table,
)
from jointdesk.exports.wording import shown

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

_TABLES_A_PART = 20
"""So many tables are laid out at once; a register of 2,000 entries would take a minute."""

_NARROW = frozenset({Kind.NUMBER, Kind.HOURS})

_LONG_ROWS, _WIDE_COLUMNS, _LONG_WORDS = 60, 7, 8

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def parts_of(document: Document) -> tuple[tuple[Block, ...], ...]:
    """Return the document's blocks in parts, each begun by a heading; at least one."""
    parts: list[list[Block]] = [[]]
    tables = 0
    for block in document.blocks:
        if tables >= _TABLES_A_PART and isinstance(block, Heading):
            parts.append([])
            tables = 0
        tables += isinstance(block, Table | LabelledFields)
        parts[-1].append(block)
    return tuple(map(tuple, parts))


def picture_words(picture: WeekPicture | SharePicture) -> str:
    """Return what stands in place of a drawing, of which the table beside it says everything."""
    if isinstance(picture, SharePicture):
        return "A drawing of the shares stands here on paper; the table says all that is in it."
    first, last = picture.days[0], picture.days[-1]
    days = first if first == last else f"{first} to {last}"
    return f"A drawing of {days} stands here on paper; the list says all that is in it."


class BlockTable(QAbstractTableModel):
    """One table of a document, each cell as a person reads it there."""

    def __init__(self, block: Table | LabelledFields, parent: QObject | None = None) -> None:
        """Show a table, or labels with their values."""
        super().__init__(parent)
        self._table = as_table(block) if isinstance(block, LabelledFields) else block

    @property
    def caption(self) -> str:
        """What the rows are."""
        return self._table.caption

    @property
    def is_large(self) -> bool:
        """True where not all of it is laid out at its full height and width."""
        wide = [column for column in self._table.columns if column.kind not in _NARROW]
        return len(self._table.rows) > _LONG_ROWS or len(wide) > _WIDE_COLUMNS

    def weights(self) -> list[int]:
        """Return the columns' shares of the width."""
        fixed = {Kind.DATE: 2, Kind.MONEY: 2, Kind.NUMBER: 1, Kind.HOURS: 1}
        return [fixed.get(column.kind, column.weight) for column in self._table.columns]

    def long_words(self, column: int) -> list[str]:
        """Return the longest words of a column's first rows, and its header."""
        rows = self._table.rows[:_LONG_ROWS]
        words = {word for row in rows for word in shown(row[column]).split()}
        return [self._table.columns[column].header, *sorted(words, key=len)[-_LONG_WORDS:]]

    def kind(self, column: int) -> Kind:
        """Return how the values of a column are to be read."""
        return self._table.columns[column].kind

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._table.columns)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Return a cell's text, and with its header what a screen reader says."""
        if not index.isValid():
            return None
        column = self._table.columns[index.column()]
        if role == _Role.TextAlignmentRole:
            return _RIGHT if column.kind in NUMERIC else _LEFT
        if role not in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return None
        text = shown(self._table.rows[index.row()][index.column()])
        if role == _Role.AccessibleTextRole:
            return f"{column.header}: {text or 'nothing'}"
        return text

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Return a column's header."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == _Role.TextAlignmentRole:
            return _RIGHT if self._table.columns[section].kind in NUMERIC else _LEFT
        return self._table.columns[section].header if role == _Role.DisplayRole else None

    def told(self, index: _Index) -> str:
        """Return the whole text of a cell under its header."""
        if not index.isValid():
            return ""
        return f"{self._table.columns[index.column()].header}\n{self.data(index)}"
