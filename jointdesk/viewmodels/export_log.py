"""The log of exports as a table, newest first."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from jointdesk.domain.moments import local
from jointdesk.domain.words import plain_line
from jointdesk.exports.wording import day_words
from jointdesk.operations.export_log import Logged
from jointdesk.viewmodels.export_choices import KINDS
from jointdesk.viewmodels.export_making import told_number
from jointdesk.viewmodels.words import clock_of

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

_HEADS = ("When", "What", "For", "Holds", "Made by", "Checked by")

_AUDIENCES = {"public": "The public", "joint": "All bodies", "director": "The director"}

_KINDS = {value: name.partition(":")[0] for name, value in KINDS}


class ExportLogTable(QAbstractTableModel):
    """Rows of texts; `told` says everything of one.

    `is_whole` is False where exports for others may stand in lists of theirs.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.is_whole = True
        self._rows: tuple[tuple[tuple[str, ...], Logged], ...] = ()

    def show(self, log: Sequence[Logged], zone: tzinfo, *, is_whole: bool) -> bool:
        """Show these exports, with times in a zone; return False where nothing is new."""
        rows = tuple((_texts(one, zone), one) for one in log)
        if rows == self._rows and is_whole is self.is_whole:
            return False
        self.is_whole = is_whole
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Return how many exports there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Return a cell's text, and with its header what a screen reader says."""
        if not index.isValid() or role not in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return None
        text = self._rows[index.row()][0][index.column()]
        is_said = role == _Role.AccessibleTextRole
        return f"{_HEADS[index.column()]}: {text or 'nobody'}" if is_said else text

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Return a column's header."""
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        is_head = orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole
        return _HEADS[section] if is_head else None

    def told(self, row: int) -> str:
        """Return everything that is known of one export, "" where there is none."""
        if not 0 <= row < len(self._rows):
            return ""
        texts, one = self._rows[row]
        period = f", days from {one.first or 'the first'} to before {one.last or 'the last'}"
        lines = [
            f"{texts[1]}, as {one.format.upper()}{period if one.first or one.last else ''}",
            f"For {texts[2]}, {texts[3]}",
            f"Made by {one.made_by or 'somebody'}, {texts[0]}",
            f"Checked by {one.checked_by}" if one.checked_by else "",
            f"SHA-256 {one.sha256}",
        ]
        return "\n".join(filter(None, lines))


def _texts(one: Logged, zone: tzinfo) -> tuple[str, ...]:
    at = local(one.at, zone)
    of = one.decision or one.org
    what = _KINDS.get(one.kind, one.kind)
    _, _, name = one.audience.partition(":")
    reader = plain_line(name) or _AUDIENCES.get(one.audience, "One person")
    return (
        f"{day_words(at.date())}, {clock_of(at)}",
        plain_line(f"{what}, {of}" if of else what),
        reader,
        told_number(one.kind, one.number),
        plain_line(one.made_by),
        plain_line(one.checked_by),
    )
