"""Find a time in the window: the search in the worker, the page of days, what is chosen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.errors import JointDeskError, NotFoundError
from jointdesk.domain.moments import local_day
from jointdesk.domain.people import Audience
from jointdesk.operations.booking_options import Wish, ask_for
from jointdesk.operations.bookings import find_booking
from jointdesk.operations.clock import now
from jointdesk.operations.suggestions import find_later, find_times
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import Reading
from jointdesk.store.sites import list_sites
from jointdesk.viewmodels.busy_times import BusyTimes
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.time_picture import Best, Page, TimePicture, empty_picture, make_picture

SHOWN = 3
"""How many of the best times are shown."""

_FURTHER = timedelta(days=28)


class FindTimeModel(QObject):
    """Seeks times for one booking; until new ones are found, the old ones are shown.

    Signals:
        shown: `picture` is new.
        turned: other days are shown, or others of the times are chosen.
        loading_changed(bool): True when a search begins, False when it has ended.
    """

    shown = Signal()
    turned = Signal()
    loading_changed = Signal(bool)

    def __init__(self, desk: DeskModel, secrets: Mapping[str, str] | None = None) -> None:
        """Show nothing yet; `secrets` are those of this session that are kept nowhere."""
        super().__init__(desk)
        self.busy_times = BusyTimes(desk, secrets)
        self.picture: TimePicture | None = None
        self.page = 0
        self.chosen: tuple[int, ...] = ()
        self.current = 0
        self.is_loading = False
        self._desk = desk
        self._booking = ""
        self._wish = Wish()
        self._asked = 0
        self._is_seen = True
        self._is_stale = False
        desk.changed.connect(self.load)
        self.busy_times.taken.connect(self.load)

    # What is sought

    def show_booking(self, booking_id: str) -> None:
        """Seek times for a booking, "" for none."""
        if booking_id != self._booking:
            self._booking, self._wish = booking_id, Wish()
            self.picture = None
            self.shown.emit()
            self.load()

    def set_seen(self, is_seen: bool) -> None:
        """Seek only while somebody looks; what changed meanwhile is read when they do again."""
        self._is_seen = is_seen
        if is_seen and self._is_stale:
            self.load()

    def shorten(self) -> None:
        """Seek times of the length that fits."""
        if self.picture is not None and self.picture.shorter:
            self._wish = replace(self._wish, minutes=self.picture.shorter)
            self.load()

    def look_further(self) -> None:
        """Seek times in four weeks more."""
        if self.picture is not None and self.picture.pages:
            last = max(column.date for column in self.picture.pages[-1].columns)
            self._wish = replace(self._wish, last=max(last, self._wish.last or last) + _FURTHER)
            self.load()

    def ask_others(self) -> None:
        """Ask the servers when those are busy of whom not all is known."""
        if self.picture is not None:
            emails = [one.email for one in self.picture.unknown]
            self.busy_times.ask(emails, self.picture.window)

    @Slot()
    def load(self) -> None:
        """Seek in the worker; what is asked later wins."""
        audience = self._desk.audience
        self._asked += 1
        self._is_stale = not self._is_seen
        if audience is None or not self._booking or self._is_stale:
            self._say_loading(is_loading=False)
            return
        booking, wish, asked = self._booking, self._wish, self._asked
        self._say_loading(is_loading=True)
        self._desk.read(
            lambda reading: read_picture(reading, audience, booking, wish),
            lambda picture: self._take(picture, asked),
        )

    def _take(self, picture: TimePicture | None, asked: int) -> None:
        if asked != self._asked:
            return
        self._say_loading(is_loading=False)
        before = self.picture
        self.picture = picture
        slots = [one.slot for one in before.best] if before else []
        if picture is None or slots != [one.slot for one in picture.best]:
            self.chosen = tuple(one.number for one in (picture.best if picture else ())[:2])
            self.current = 1 if picture and picture.best else 0
            self.page = picture.best[0].page if picture and picture.best else 0
        self.page = max(0, min(self.page, len(picture.pages) - 1 if picture else 0))
        self.shown.emit()

    def _say_loading(self, *, is_loading: bool) -> None:
        if is_loading != self.is_loading:
            self.is_loading = is_loading
            self.loading_changed.emit(is_loading)

    # What is shown and chosen

    @property
    def days(self) -> Page | None:
        """The five days that are shown, None where there are none."""
        if self.picture is None or not self.picture.pages:
            return None
        return self.picture.pages[self.page]

    def turn(self, step: int) -> None:
        """Show five days later or earlier."""
        if self.can_turn(step):
            self.page += step
            self.turned.emit()

    def can_turn(self, step: int) -> bool:
        """True if there are days there."""
        return self.picture is not None and 0 <= self.page + step < len(self.picture.pages)

    def go_to(self, number: int) -> None:
        """Look at one of the best times, and show its days."""
        found = self.best(number)
        if found is not None:
            self.current, self.page = number, found.page
            self.turned.emit()

    def toggle(self, number: int) -> None:
        """Choose one of the best times, or do not any more, and show its days."""
        if self.best(number) is None:
            return
        rest = [one for one in self.chosen if one != number]
        self.chosen = tuple(rest if number in self.chosen else sorted([*rest, number]))
        self.go_to(number)

    def best(self, number: int) -> Best | None:
        """Return one of the best times by its number, None where there is none."""
        every = self.picture.best if self.picture else ()
        return every[number - 1] if 0 < number <= len(every) else None

    def slots(self) -> list[str]:
        """Return the times that are chosen as START/END."""
        return [one.slot for number in self.chosen if (one := self.best(number)) is not None]


def read_picture(
    reading: Reading, audience: Audience, booking_id: str, wish: Wish
) -> TimePicture | None:
    """Seek times for a booking; None where it is gone."""
    at = now()
    try:
        found = find_booking(reading, audience, booking_id)
    except NotFoundError:
        return None
    try:
        ask = ask_for(reading, found.booking, wish, at)
    except JointDeskError as error:
        return empty_picture(booking_id, found.booking.title, str(error))
    own = frozenset(one.event for one in found.live)
    times = find_times(reading, audience, ask, at, SHOWN, without=own)
    is_empty = not times.suggestions and times.shorter is None
    later = find_later(reading, audience, ask, at, own) if is_empty else None
    return make_picture(
        booking_id,
        found.booking.title,
        times,
        list_organisations(reading.connection),
        {one.id: one.name for one in list_sites(reading.connection)},
        reading.zone,
        local_day(at, reading.zone),
        later,
    )
