"""The line at the foot of the window: how old every diary is, what is being read, what waits."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from jointdesk.domain.people import Audience
from jointdesk.operations.clock import now
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.freshness import Freshness, freshness_of
from jointdesk.viewmodels.import_sources import SourceLine, read_choices
from jointdesk.viewmodels.syncing import Activity

_MINUTE_MS = 60_000


class Reminder(NamedTuple):
    """Something that waits to be written, or for the person: "1 change waits …".

    It `is_urgent` where a person has to say something.
    """

    words: str
    is_urgent: bool = False
    usual_icon: str = "upload"

    @property
    def icon(self) -> str:
        """The name of its icon."""
        return "triangle-alert" if self.is_urgent else self.usual_icon


ReadReminders = Callable[[Reading, Audience], tuple[Reminder, ...]]


class Status(NamedTuple):
    """What the line shows at one moment; the oldest diary is first."""

    diaries: tuple[Freshness, ...]
    reminders: tuple[Reminder, ...]


class StatusModel(QObject):
    """Keeps the line in step with the desk and the clock.

    Signals:
        status_changed: `status` is another one.
    """

    status_changed = Signal()

    def __init__(
        self, desk: DeskModel, addresses: dict[str, str], read_reminders: ReadReminders
    ) -> None:
        """Follow a desk; `addresses` are those of this session that are kept nowhere."""
        super().__init__(desk)
        self.status = Status((), ())
        self._desk = desk
        self._addresses = addresses
        self._read_reminders = read_reminders
        self._sources: tuple[SourceLine, ...] = ()
        self._reminders: tuple[Reminder, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE_MS)
        self._timer.timeout.connect(self.tell)
        desk.closing.connect(self._timer.stop)

    def begin(self) -> None:
        """Read it now, and whenever the desk has changed."""
        self._desk.changed.connect(self.load)
        self._timer.start()
        self.load()

    @Slot()
    def load(self) -> None:
        """Read it in the worker."""
        audience, given = self._desk.audience, tuple(self._addresses)
        if audience is None:
            return

        def work(reading: Reading) -> tuple[tuple[SourceLine, ...], tuple[Reminder, ...]]:
            sources = read_choices(reading, given, now()).sources
            return sources, self._read_reminders(reading, audience)

        def take(found: tuple[tuple[SourceLine, ...], tuple[Reminder, ...]]) -> None:
            if audience is self._desk.audience:
                self._sources, self._reminders = found
                self.tell()

        self._desk.read(work, take)

    @Slot()
    def tell(self) -> None:
        """Say how old everything is by now."""
        status = Status(freshness_of(self._sources, now()), self._reminders)
        if status != self.status:
            self.status = status
            self.status_changed.emit()


def activity_words(activity: Activity | None) -> str:
    """Return "Reading NHS calendar: 120 of 400", "" while nothing is read."""
    if activity is None:
        return ""
    names, more = activity.names[:2], len(activity.names) - 2
    which = ", ".join(names) + (f" and {more} more" if more > 0 else "")
    how_far = f": {activity.done:,} of {activity.total:,}" if activity.total > 1 else ""
    return f"Reading {which}{how_far}"
