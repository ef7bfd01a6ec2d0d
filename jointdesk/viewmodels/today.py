"""Today: what needs the director, for whoever looks."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from jointdesk.domain.moments import DAY, Instant
from jointdesk.operations.clock import now
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.today_reading import Today, read_today

_REFRESH_MS = 5 * 60_000
"""Meetings end and days go by without a change of the desk."""


class TodayModel(QObject):
    """Keeps Today in step with the desk and the clock.

    Signals:
        today_changed: other things are in `today`.
    """

    today_changed = Signal()

    def __init__(self, desk: DeskModel, preferences: Preferences) -> None:
        """Follow a desk; `preferences` keep when each person last looked."""
        super().__init__(desk)
        self.today: Today | None = None
        self._desk = desk
        self._preferences = preferences
        self._since: dict[tuple[str, int], Instant | None] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self.load)
        desk.closing.connect(self._timer.stop)
        self._timer.start()
        desk.pages.follow(Page.TODAY, self.load)
        self.load()

    @Slot()
    def load(self) -> None:
        """Read Today in the worker."""
        audience = self._desk.audience
        if audience is None:
            return
        since = self._looked(audience.person_id)

        def take(today: Today) -> None:
            if audience is self._desk.audience and today != self.today:
                self.today = today
                self.today_changed.emit()

        self._desk.read(lambda reading: read_today(reading, audience, since), take)

    def seen(self) -> None:
        """Keep that the person looks now; what changed since is told the next time they come."""
        if self._desk.person is not None:
            person_id = self._desk.person.id
            self._looked(person_id)
            self._preferences.keep_text(_key(person_id), str(now()))

    def _looked(self, person_id: str) -> Instant | None:
        """Return when the person last looked, None for never.

        That is before this window was opened, and on a later day before that day.
        """
        day = person_id, now() // DAY
        if day not in self._since:
            kept = self._preferences.text(_key(person_id))
            is_known = kept.isascii() and kept.isdigit()
            self._since[day] = int(kept) if is_known else None
        return self._since[day]


def _key(person_id: str) -> str:
    return f"today/looked/{person_id}"
