"""The brief of a day on screen: the same words as on paper, for whoever looks."""

from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.moments import local_day
from jointdesk.domain.people import Audience
from jointdesk.domain.words import long_day
from jointdesk.exports.content import Period
from jointdesk.exports.document import Document
from jointdesk.operations.brief_exports import brief_export
from jointdesk.operations.clock import now
from jointdesk.operations.exports import reader_for
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk import DeskModel


class ShownBrief(NamedTuple):
    """The brief of one day; `left_out` are sentences on what it does not say."""

    day: date
    title: str
    document: Document
    left_out: tuple[str, ...]


class BriefModel(QObject):
    """The brief of the day turned to, in step with the desk.

    Signals:
        brief_changed: another `shown`.
    """

    brief_changed = Signal()

    def __init__(self, desk: DeskModel) -> None:
        """Follow a desk, beginning with today."""
        super().__init__(desk)
        self.shown: ShownBrief | None = None
        self._desk = desk
        self._day: date | None = None
        self._is_wanted = False
        desk.changed.connect(self._on_changed)

    def open(self) -> None:
        """Begin to follow: from now on the brief is read whenever the desk changes."""
        self._is_wanted = True
        self.load()

    def leave(self) -> None:
        """Read no more until it is opened again: a brief looks at everything."""
        self._is_wanted = False

    @Slot()
    def _on_changed(self) -> None:
        if self._is_wanted:
            self.load()
        elif self.shown is not None:  # it may be another person's
            self.shown = None
            self.brief_changed.emit()

    def load(self) -> None:
        """Read the brief in the worker."""
        audience = self._desk.audience
        if audience is None:
            return
        day = self._day

        def take(found: ShownBrief) -> None:
            is_wanted = (audience, day) == (self._desk.audience, self._day)
            if is_wanted and not _is_same(found, self.shown):
                self.shown = found
                self.brief_changed.emit()

        self._desk.read(lambda reading: read_brief(reading, audience, day), take)

    def turn(self, step: int) -> None:
        """Show the day before or after."""
        if self.shown is None:
            return
        day = (self._day or self.shown.day) + timedelta(days=step)
        if MINYEAR < day.year < MAXYEAR:
            self.go_to(day)

    def go_to(self, day: date | None) -> None:
        """Show a day's, today's for None."""
        self._day = day
        self.load()


def read_brief(reading: Reading, audience: Audience, day: date | None) -> ShownBrief:
    """Read the brief of a day, today's if none is given, for the audience itself."""
    at = now()
    shown = day or local_day(at, reading.zone)
    period = Period(shown, shown + timedelta(days=1))
    made = brief_export(reading, audience, reader_for(audience), period, at)
    return ShownBrief(shown, long_day(shown), made.document, made.left_out)


def _is_same(found: ShownBrief, shown: ShownBrief | None) -> bool:
    """Return whether nothing but the moment of reading differs."""
    return (
        shown is not None
        and shown.day == found.day
        and shown.document.blocks == found.document.blocks
        and (shown.document.header, shown.document.footer)
        == (found.document.header, found.document.footer)
    )
