"""The bookings and what leads to and from them: made when it is first wanted."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from jointdesk.viewmodels.bookings import BookingsModel
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.widgets.look import Look
from jointdesk.widgets.window import MainWindow

if TYPE_CHECKING:
    from jointdesk.app.parts import Parts
    from jointdesk.viewmodels.booking_actions import BookingActions
    from jointdesk.viewmodels.find_time import FindTimeModel
    from jointdesk.widgets.bookings import BookingsPage


class BookingParts:
    """The model and the page of bookings."""

    def __init__(
        self,
        look: Callable[[], Look],
        desk: DeskModel,
        window: MainWindow,
        data_folder: Path,
        addresses: dict[str, str],
        parts: Callable[[], "Parts"],
    ) -> None:
        """Serve a window; `look` gives the look that it has by then, `parts` the other pages.

        `addresses` are those that are kept nowhere, for this session only, by source id.
        """
        self._look = look
        self._desk = desk
        self._window = window
        self._data_folder = data_folder
        self._addresses = addresses
        self._parts = parts
        self._page: BookingsPage | None = None

    @cached_property
    def bookings(self) -> BookingsModel:
        """The bookings that the person sees."""
        model = BookingsModel(self._desk, Preferences(self._data_folder, self._desk))
        model.counted.connect(self.count)
        return model

    @cached_property
    def actions(self) -> "BookingActions":
        """What a person does with them."""
        from jointdesk.viewmodels.booking_actions import BookingActions

        return BookingActions(self.bookings, lambda: self._parts().undoing.undo())

    @cached_property
    def finding(self) -> "FindTimeModel":
        """What seeks times for the booking that is open."""
        from jointdesk.viewmodels.find_time import FindTimeModel

        return FindTimeModel(self._desk, self._addresses)

    def begin(self) -> None:
        """Count in the background who waits."""
        assert self.bookings is not None

    @Slot()
    def count(self) -> None:
        """Show in the navigation how many wait for a time."""
        self._window.navigation.show_count(Page.BOOKINGS, self.bookings.number)

    def page(self) -> QWidget:
        """Make the page of bookings."""
        from jointdesk.widgets.bookings import BookingsPage

        page = BookingsPage(self._look(), self.bookings, self.actions, self.finding)
        page.search_requested.connect(self._window.open_search)
        page.conflict_requested.connect(lambda id_: self._parts().show_conflict(id_))
        self._page = page
        return page

    def show_booking(self, booking_id: str) -> None:
        """Show one booking on its page."""
        self._window.open_page(Page.BOOKINGS)
        if self._page is not None:
            self._page.show_booking(booking_id)

    def begin_booking(self) -> None:
        """Ask for a new booking on its page."""
        self._window.open_page(Page.BOOKINGS)
        if self._page is not None:
            self._page.begin_booking()
