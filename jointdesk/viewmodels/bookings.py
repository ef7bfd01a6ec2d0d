"""The bookings in the window: which are there, and which are shown on the board or in the list."""

from typing import Any

from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.booking_board import BookingBoardModel
from jointdesk.viewmodels.booking_reading import count_waiting, read_bookings
from jointdesk.viewmodels.booking_rows import OVER, BookingCard, BookingDesk, Listing, Whose
from jointdesk.viewmodels.booking_table import BookingTableModel
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.page_list import PageListModel
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences

_NOTHING = {
    Whose.ALL: "No one is waiting for a time.",
    Whose.MINE: "No booking waits for you.",
    Whose.OTHER: "No booking waits for the other PA.",
    Whose.OLD: "No booking is getting old.",
    Whose.ENDED: "No booking has ended yet.",
}


class BookingsModel(PageListModel[BookingDesk, Listing]):
    """The bookings, on the board and in the list; it counts those that wait for a time."""

    def __init__(self, desk: DeskModel, preferences: Preferences) -> None:
        """Follow a desk; which bookings are shown, and how, is kept for each person."""
        super().__init__(desk, preferences, Page.BOOKINGS, Listing())
        self.board = BookingBoardModel(self)
        self.table = BookingTableModel(self)

    @property
    def bookings(self) -> BookingDesk | None:
        """The bookings as read last, None before."""
        return self.found

    def _read(self, reading: Any, audience: Audience) -> BookingDesk:
        return read_bookings(reading, audience)

    def _count(self, reading: Any, audience: Audience) -> int:
        return count_waiting(reading, audience)

    def _number_of(self, found: BookingDesk) -> int:
        return found.waiting

    def _fill(self, found: BookingDesk) -> None:
        self.board.show(found.sections(self.listing))
        self.table.show(found.listed(self.listing))

    def _kept(self, text: str) -> Listing:
        whose, _, is_list = text.partition(" ")
        known = {str(int(one)): one for one in Whose if one is not Whose.ENDED}
        return Listing(known.get(whose, Whose.ALL), is_list=is_list == "1")

    def _text(self, listing: Listing) -> str:
        return f"{listing.whose:d} {listing.is_list:d}"

    def count_of(self, whose: Whose) -> int:
        """Return how many bookings a choice would show."""
        if self.bookings is None:
            return 0
        return len(self.bookings.listed(self.listing._replace(whose=whose)))

    def nothing(self) -> str:
        """Return what stands in place of an empty page, "" while nothing was read."""
        if self.bookings is None:
            return ""
        if self.listing.words.strip():
            return f"Nothing found for “{plain_line(self.listing.words)}”."
        return _NOTHING[self.listing.whose]

    def card(self, booking_id: str) -> BookingCard | None:
        """Return a booking's card as it was read last, None where it is not there any more."""
        return self.bookings.card_by_id.get(booking_id) if self.bookings else None

    def show_all(self, booking_id: str) -> None:
        """Show what a booking is among, and nothing less."""
        card = self.card(booking_id)
        is_over = card is not None and card.group in OVER
        whose = Whose.ENDED if is_over else Whose.ALL
        self.show(Listing(whose, self.listing.is_list))

    def own_org(self) -> str:
        """Return the only organisation that the person sits in, "" for several."""
        audience = self._desk.audience
        seats = audience.org_ids if audience and not audience.is_director else frozenset()
        return next(iter(seats)) if len(seats) == 1 else ""
