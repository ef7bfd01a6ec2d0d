"""The bookings as a table that can be sorted by each of its columns."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from jointdesk.viewmodels.booking_rows import BookingCard

CARD_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives the card of a row."""

_Index = QModelIndex | QPersistentModelIndex


class _Column(NamedTuple):
    name: str
    words: Callable[[BookingCard], str]
    key: Callable[[BookingCard], Any]


TITLE, ORGS, STATE, WHEN, ASKED_BY, OWNER, AGE = range(7)

_COLUMNS = (
    _Column("What for", lambda one: one.title, lambda one: one.title.casefold()),
    _Column("Whose", lambda one: ", ".join(one.codes), lambda one: one.positions),
    _Column("State", lambda one: one.state_name, lambda one: one.group),
    _Column("When", lambda one: one.when, lambda one: _moment(one)),
    _Column("Asked by", lambda one: one.asked_by, lambda one: one.asked_by.casefold() or "~"),
    _Column("Worked on by", lambda one: one.owner, lambda one: one.owner.casefold() or "~"),
    _Column("Age", lambda one: one.age, lambda one: one.facts.age or 0),
)


def _moment(card: BookingCard) -> str:
    """Return what the time of a card sorts by; ISO 8601 sorts by time."""
    first = next((one.start for one in card.booking.options), "")
    return card.booking.start or first or (card.booking.by or date.max).isoformat()


class BookingTableModel(QAbstractTableModel):
    """One row a booking; the order that was chosen is kept when others come."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty, in the board's order."""
        super().__init__(parent)
        self._given: list[BookingCard] = []
        self._cards: list[BookingCard] = []
        self._column, self._is_down = -1, False

    def show(self, cards: Sequence[BookingCard]) -> None:
        """Take other cards."""
        self.beginResetModel()
        self._given = list(cards)
        self._sort()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equal rows stay in the board's order."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        cards = [self._cards[one.row()] for one in kept]
        self._column, self._is_down = column, order is Qt.SortOrder.DescendingOrder
        self._sort()
        places = {card.id: place for place, card in enumerate(self._cards)}
        moved = [
            self.index(places[card.id], one.column()) for card, one in zip(cards, kept, strict=True)
        ]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _sort(self) -> None:
        self._cards = list(self._given)
        if 0 <= self._column < len(_COLUMNS):
            self._cards.sort(key=_COLUMNS[self._column].key, reverse=self._is_down)

    def place_of(self, booking_id: str) -> int | None:
        """Return the row of a booking, None if it is not listed."""
        return next((at for at, card in enumerate(self._cards) if card.id == booking_id), None)

    def card_at(self, place: int) -> BookingCard | None:
        """Return the card of a row, None beyond the end."""
        return self._cards[place] if 0 <= place < len(self._cards) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Return how many bookings there are."""
        return 0 if parent.isValid() else len(self._cards)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(  # noqa: N802
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the name of a column."""
        is_name = role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal
        return _COLUMNS[section].name if is_name and 0 <= section < len(_COLUMNS) else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, what a screen reader says, or the card."""
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        column = _COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.words(card)
            case Qt.ItemDataRole.AccessibleTextRole:
                if index.column() == TITLE:
                    return f"{card.spoken}, {index.row() + 1} of {len(self._cards)}"
                return f"{column.name}: {column.words(card) or 'not said'}"
            case _ if role == CARD_ROLE:
                return card
        return None
