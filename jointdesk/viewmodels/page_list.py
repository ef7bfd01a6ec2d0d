"""What a page lists: read in the worker once it is wanted, and only counted before."""

from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.people import Audience
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences

Found = TypeVar("Found")
Listing = TypeVar("Listing")


class PageListModel(QObject, Generic[Found, Listing]):
    """Keeps what a page lists in step with the desk; how it is listed is kept for each person.

    Signals:
        counted(int): how many there are that the person is to see to.
        read: `found` is new, for another audience perhaps.
        listed: others are shown, or another `listing` holds.
    """

    counted = Signal(int)
    read = Signal()
    listed = Signal()

    def __init__(
        self, desk: DeskModel, preferences: Preferences, page: Page, listing: Listing
    ) -> None:
        """Follow a desk; what a person looked at is kept under the page's name."""
        super().__init__(desk)
        self.found: Found | None = None
        self.listing = listing
        self.number = 0
        self._desk = desk
        self._preferences = preferences
        self._name = page.value
        self._audience: Audience | None = None
        self._is_wanted = False
        desk.pages.follow(page, self.load)
        self.load()

    @property
    def desk(self) -> DeskModel:
        """The desk that it is about."""
        return self._desk

    # What each page says of its own

    def _read(self, reading: Any, audience: Audience) -> Found:
        """Read what may be listed; in the worker."""
        raise NotImplementedError

    def _count(self, reading: Any, audience: Audience) -> int:
        """Count without reading; in the worker."""
        raise NotImplementedError

    def _number_of(self, found: Found) -> int:
        """Return what `_count` would."""
        raise NotImplementedError

    def _fill(self, found: Found) -> None:
        """Put into the lists what `listing` asks for."""
        raise NotImplementedError

    def _kept(self, text: str) -> Listing:
        """Return the listing that a text is for; what is sought is asked anew."""
        raise NotImplementedError

    def _text(self, listing: Listing) -> str:
        """Return what is kept of a listing."""
        raise NotImplementedError

    # What all do

    def want(self) -> None:
        """Read the things themselves from now on."""
        if not self._is_wanted:
            self._is_wanted = True
            self.load()

    @Slot()
    def load(self) -> None:
        """Read in the worker, or only how many there are."""
        audience = self._desk.audience
        if audience is None:
            return
        if audience is not self._audience:
            self._audience = audience
            self.listing = self._kept(self._preferences.text(self._key(audience)))
        if self._is_wanted:
            self._desk.read(
                lambda reading: self._read(reading, audience),
                lambda found: self._take(found, audience),
            )
        else:
            self._desk.read(lambda reading: self._count(reading, audience), self._tell)

    def show(self, listing: Listing) -> None:
        """List others, or the same in another way."""
        if listing == self.listing:
            return
        self.listing = listing
        if self._audience is not None:
            self._preferences.keep_text(self._key(self._audience), self._text(listing))
        self._list()

    def _take(self, found: Found, audience: Audience) -> None:
        if audience is not self._desk.audience:
            return  # it is another person's by now
        self.found = found
        self._tell(self._number_of(found))
        self._list()
        self.read.emit()

    def _tell(self, number: int) -> None:
        self.number = number
        self.counted.emit(number)

    def _list(self) -> None:
        if self.found is not None:
            self._fill(self.found)
        self.listed.emit()

    def _key(self, audience: Audience) -> str:
        return f"{self._name}/listing/{audience.person_id}"
