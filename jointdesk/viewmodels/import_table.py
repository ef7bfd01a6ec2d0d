"""The rows of an import for a table: many thousands, told in words only where they are seen."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from jointdesk.domain.components import Problem
from jointdesk.sync.preview import Preview
from jointdesk.viewmodels.import_words import KINDS, Kind, Told, tell_problem

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

TOLD_ROLE = _Role.UserRole + 1
"""The `Told` of a row, None while it is being read."""
KIND_ROLE = _Role.UserRole + 2
"""The `Kind` of a row, known at once."""

PAGE = 100
"""How many rows are read at a time."""

TICK, WHAT, MEETING, DIFFERENCE, WHEN = range(5)
_HEADS = ("", "What", "Meeting or task", "Difference", "When")


class ImportTable(QAbstractTableModel):
    """Rows of a preview, then what was rejected, then what was noted; some of them ticked.

    A row's words are asked for when it is first looked at, `PAGE` rows at a time; whoever hears
    `rows_wanted` answers with `take`.

    Signals:
        rows_wanted(int, int): the numbers of rows of the preview from the first to before the
            last.
        ticks_changed: other rows are ticked than before.
    """

    rows_wanted = Signal(int, int)
    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kinds: list[Kind] = []
        self._told: dict[int, Told] = {}
        self._asked: set[int] = set()
        self._ticked: set[int] = set()
        self._shown: Sequence[int] = ()
        self._rows = 0
        self.problems: tuple[Problem, ...] = ()

    def show(self, preview: Preview | None) -> None:
        """Show another preview with all rows ticked but missing ones; None shows nothing."""
        self.beginResetModel()
        self._told, self._asked, self._ticked = {}, set(), set()
        self._kinds, self.problems, self._rows = [], (), 0
        if preview is not None:
            plan = preview.draft.plan
            self._rows = len(preview)
            self._kinds = [KINDS[preview.outcome(number)] for number in range(self._rows)]
            self.problems = (*plan.rejected, *plan.notes)
            self._kinds += [Kind.REJECTED] * len(plan.rejected) + [Kind.NOTE] * len(plan.notes)
            self._ticked = {
                number for number in range(self._rows) if self._kinds[number] is not Kind.MISSING
            }
        self._shown = range(len(self._kinds))
        self.endResetModel()
        self.ticks_changed.emit()

    def filter(self, kind: Kind | None) -> None:
        """Show the rows of one kind only, or all."""
        self.beginResetModel()
        numbers = range(len(self._kinds))
        self._shown = (
            numbers if kind is None else [one for one in numbers if self._kinds[one] is kind]
        )
        self.endResetModel()

    def count(self, kind: Kind) -> int:
        """Return how many rows of a kind there are, shown or not."""
        return self._kinds.count(kind)

    def ticked(self) -> frozenset[int]:
        """Return the numbers of the rows of the preview that are ticked."""
        return frozenset(self._ticked)

    def tick(self, kind: Kind, *, ticked: bool) -> None:
        """Tick or untick all rows of one kind."""
        numbers = {one for one in range(self._rows) if self._kinds[one] is kind}
        self._ticked = self._ticked | numbers if ticked else self._ticked - numbers
        self._tell_ticks()

    def toggle(self, places: Iterable[int]) -> None:
        """Tick the rows at these places of the table, or untick them if all of them are."""
        numbers = {self._shown[place] for place in places if self._shown[place] < self._rows}
        self._ticked = self._ticked - numbers if numbers <= self._ticked else self._ticked | numbers
        self._tell_ticks()

    def problem_at(self, place: int) -> Problem | None:
        """Return the problem that a place of the table shows, None for a meeting."""
        number = self._shown[place] if 0 <= place < len(self._shown) else 0
        return (
            self.problems[number - self._rows] if number >= self._rows and self.problems else None
        )

    def take(self, first: int, rows: Sequence[Told]) -> None:
        """Take the words of the rows from a number on."""
        self._told.update(enumerate(rows, first))
        top = bisect_left(self._shown, first)
        bottom = bisect_left(self._shown, first + len(rows)) - 1
        if top <= bottom:
            self.dataChanged.emit(self.index(top, WHAT), self.index(bottom, WHEN))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Five columns."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, way: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        """The names of the columns."""
        if way is Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return _HEADS[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows of the preview can be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == TICK and self._shown[index.row()] < self._rows:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = 0) -> Any:
        """What a row says in a column; `TOLD_ROLE` and `KIND_ROLE` for the whole row."""
        if not index.isValid():
            return None
        number = self._shown[index.row()]
        if role == KIND_ROLE:
            return self._kinds[number]
        if role == _Role.CheckStateRole:
            return self._check_state(number) if index.column() == TICK else None
        if role not in (TOLD_ROLE, _Role.DisplayRole, _Role.AccessibleTextRole):
            return None
        told = self._words(number)
        if role == TOLD_ROLE:
            return told
        return self._text(number, told, index.column(), spoken=role == _Role.AccessibleTextRole)

    def setData(self, index: _Index, value: Any, role: int = 0) -> bool:  # noqa: N802
        """Tick or untick a row."""
        number = self._shown[index.row()]
        if role != _Role.CheckStateRole or number >= self._rows:
            return False
        self.toggle([index.row()])
        return True

    def _check_state(self, number: int) -> Qt.CheckState | None:
        if number >= self._rows:
            return None
        return Qt.CheckState.Checked if number in self._ticked else Qt.CheckState.Unchecked

    def _text(self, number: int, told: Told | None, column: int, *, spoken: bool) -> str:
        if column == TICK:
            ticked = "will be imported" if number in self._ticked else "will not be imported"
            return ticked if spoken and number < self._rows else ""
        if told is None:
            return self._kinds[number] if column == WHAT else ""
        return (told.kind.value, told.title, told.difference, told.when)[column - 1]

    def _words(self, number: int) -> Told | None:
        if number >= self._rows:
            return tell_problem(self.problems[number - self._rows], self._kinds[number])
        if number not in self._told and number // PAGE not in self._asked:
            page = number // PAGE
            self._asked.add(page)
            self.rows_wanted.emit(page * PAGE, min((page + 1) * PAGE, self._rows))
        return self._told.get(number)

    def _tell_ticks(self) -> None:
        if self._shown:
            last = self.index(len(self._shown) - 1, TICK)
            self.dataChanged.emit(self.index(0, TICK), last, [_Role.CheckStateRole])
        self.ticks_changed.emit()
