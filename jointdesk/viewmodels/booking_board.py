"""The cards of the board, in the two columns that they stand in."""

from PySide6.QtCore import QObject

from jointdesk.viewmodels.booking_rows import FIRST_COLUMN, BookingCard, BookingSection
from jointdesk.viewmodels.headed_list import SectionListModel


class BookingColumnModel(SectionListModel[BookingCard]):
    """Headings and cards of one column."""

    def show(self, sections: list[BookingSection]) -> None:
        """Take other cards."""
        self.show_sections((one.name, one.cards) for one in sections)


class BookingBoardModel(QObject):
    """The columns of the board; in a narrow window all cards stand in the first."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.columns = (BookingColumnModel(self), BookingColumnModel(self))
        self._sections: list[BookingSection] = []
        self._is_narrow = False

    @property
    def number(self) -> int:
        """How many cards are shown."""
        return sum(column.number for column in self.columns)

    def show(self, sections: list[BookingSection]) -> None:
        """Show other cards."""
        self._sections = sections
        first = [one for one in sections if self._is_narrow or one.group in FIRST_COLUMN]
        self.columns[0].show(first)
        self.columns[1].show([one for one in sections if one not in first])

    def set_narrow(self, is_narrow: bool) -> bool:
        """Put all cards under each other, or into two columns; True if that is another."""
        if is_narrow is self._is_narrow:
            return False
        self._is_narrow = is_narrow
        self.show(self._sections)
        return True

    def place_of(self, booking_id: str) -> tuple[int, int] | None:
        """Return column and line of a booking's card, None if it is not shown."""
        for number, column in enumerate(self.columns):
            place = column.place_of(booking_id)
            if place is not None:
                return number, place
        return None

    def near(self, column: int, place: int) -> str:
        """Return the card at or after a place, else before it, else in the other column."""
        return self.columns[column].near(place) or self.columns[1 - column].near(0)
