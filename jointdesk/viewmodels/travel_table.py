"""The minutes between all sites, as a table that can be edited; it is the same both ways."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.sites import Site, TravelMatrix
from jointdesk.domain.words import counted, plain_line
from jointdesk.viewmodels.settings_values import read_minutes

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class TravelTable(QAbstractTableModel):
    """From each site (row) to each site (column).

    Signals:
        entered(str, str, object): the minutes between two sites by their ids, None for unknown.
        refused(str): why what was typed cannot be minutes.
    """

    entered = Signal(str, str, object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sites: Sequence[Site] = ()
        self._travel = TravelMatrix()

    def show(self, sites: Sequence[Site], travel: TravelMatrix) -> None:
        """Show these sites and what is known between them."""
        if [site.id for site in sites] != [site.id for site in self._sites]:
            self.beginResetModel()
            self._sites, self._travel = sites, travel
            self.endResetModel()
            return
        self._sites, self._travel = sites, travel
        if sites:
            last = len(sites) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(last, last))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, last)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """One row a site."""
        return 0 if parent.isValid() else len(self._sites)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """One column a site."""
        return 0 if parent.isValid() else len(self._sites)

    def headerData(self, section: int, way: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        """The names of the sites."""
        if role == _Role.DisplayRole and section < len(self._sites):
            return plain_line(self._sites[section].name)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every journey can be edited; from a site to itself there is none."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.is_same(index) else flags | Qt.ItemFlag.ItemIsEditable

    def is_same(self, index: _Index) -> bool:
        """True from a site to itself."""
        return index.row() == index.column()

    def data(self, index: _Index, role: int = 0) -> Any:
        """The minutes, and the whole sentence for a screen reader."""
        if not index.isValid():
            return None
        minutes = self._minutes(index)
        if role == _Role.EditRole:
            return "" if minutes is None else str(minutes)
        if role == _Role.DisplayRole:
            return "–" if self.is_same(index) else "" if minutes is None else str(minutes)
        if role == _Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == _Role.AccessibleTextRole:
            return self._spoken(index, minutes)
        return None

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:  # noqa: N802
        """Hand on what was typed if it can be minutes; it is shown when it is saved."""
        if role != _Role.EditRole or self.is_same(index):
            return False
        try:
            minutes = read_minutes(str(value))
        except WrongUseError as error:
            self.refused.emit(str(error))
            return False
        if minutes != self._minutes(index):
            here, there = self._sites[index.row()], self._sites[index.column()]
            self.entered.emit(here.id, there.id, minutes)
        return True

    def _minutes(self, index: _Index) -> int | None:
        return self._travel.minutes(self._sites[index.row()].id, self._sites[index.column()].id)

    def _spoken(self, index: _Index, minutes: int | None) -> str:
        here, there = (plain_line(self._sites[at].name) for at in (index.row(), index.column()))
        if self.is_same(index):
            return f"{here}, no journey"
        told = "not known" if minutes is None else counted(minutes, "minute")
        return f"{here} to {there}, {told}"
