"""The bookings in the window: which are there, and which are shown on the board or in the list."""

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.booking_board import BookingBoardModel
from jointdesk.viewmodels.booking_reading import count_waiting, read_bookings
from jointdesk.viewmodels.booking_rows import OVER, BookingCard, BookingDesk, Listing, Whose
from jointdesk.viewmodels.booking_table import BookingTableModel
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.preferences import Preferences

_NOTHING = {
    Whose.ALL: "No one is waiting for a time.",
    Whose.MINE: "No booking waits for you.",
    Whose.OTHER: "No booking waits for the other PA.",
    Whose.OLD: "No booking is getting old.",
    Whose.ENDED: "No booking has ended yet.",
}


class BookingsModel(QObject):
    """Keeps the bookings in step with the desk; before they are wanted it only counts them.

    Signals:
        counted(int): how many bookings wait for a time.
        read: `bookings` is new, for another audience perhaps.
        listed: other cards are shown, or another `listing` holds.
    """

    counted = Signal(int)
    read = Signal()
    listed = Signal()

    def __init__(self, desk: DeskModel, preferences: Preferences) -> None:
        """Follow a desk; which bookings are shown, and how, is kept for each person."""
        super().__init__(desk)
        self.board = BookingBoardModel(self)
        self.table = BookingTableModel(self)
        self.bookings: BookingDesk | None = None
        self.listing = Listing()
        self.number = 0
        self._desk = desk
        self._preferences = preferences
        self._audience: Audience | None = None
        self._is_wanted = False
        desk.changed.connect(self.load)
        self.load()

    @property
    def desk(self) -> DeskModel:
        """The desk whose bookings they are."""
        return self._desk

    def want(self) -> None:
        """Read the bookings themselves from now on."""
        if not self._is_wanted:
            self._is_wanted = True
            self.load()

    @Slot()
    def load(self) -> None:
        """Read the bookings in the worker, or only how many wait."""
        audience = self._desk.audience
        if audience is None:
            return
        if audience is not self._audience:
            self._audience, self.listing = audience, self._kept(audience)
        if self._is_wanted:
            self._desk.read(
                lambda reading: read_bookings(reading, audience),
                lambda found: self._take(found, audience),
            )
        else:
            self._desk.read(lambda reading: count_waiting(reading, audience), self._count)

    def _take(self, found: BookingDesk, audience: Audience) -> None:
        if audience is not self._desk.audience:
            return  # it is another person's by now
        self.bookings = found
        self._count(found.waiting)
        self._list()
        self.read.emit()

    def _count(self, number: int) -> None:
        self.number = number
        self.counted.emit(number)

    def _list(self) -> None:
        if self.bookings is not None:
            self.board.show(self.bookings.sections(self.listing))
            self.table.show(self.bookings.listed(self.listing))
        self.listed.emit()

    def show(self, listing: Listing) -> None:
        """Show other bookings, or the same in another way."""
        if listing == self.listing:
            return
        self.listing = listing
        if self._audience is not None:
            kept = f"{listing.whose:d} {listing.is_list:d}"
            self._preferences.keep_text(_key(self._audience), kept)
        self._list()

    def _kept(self, audience: Audience) -> Listing:
        """Return what a person looked at before; what is sought is asked anew."""
        whose, _, is_list = self._preferences.text(_key(audience)).partition(" ")
        known = {str(int(one)): one for one in Whose if one is not Whose.ENDED}
        return Listing(known.get(whose, Whose.ALL), is_list=is_list == "1")

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


def _key(audience: Audience) -> str:
    return f"bookings/listing/{audience.person_id}"
