"""What a form would clash with, and a series: read ahead in the worker while a person types."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.edits import EditScope
from jointdesk.domain.events import Event
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.words import plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.event_times import Times
from jointdesk.operations.events_ahead import AheadRead, read_ahead
from jointdesk.operations.series_ahead import SeriesAhead, moved_ahead, repeated_ahead
from jointdesk.viewmodels.clashes import series_words
from jointdesk.viewmodels.desk import DeskModel

_LOOK_MS = 150
"""How long typing rests before it is looked ahead."""
_MOST_WARNINGS = 4

Warnings = tuple[tuple[Severity, str], ...]


class EventWarnings(QObject):
    """Looks ahead once typing rests; only the last answer counts.

    Signals:
        changed: `warnings` are others.
    """

    changed = Signal()

    def __init__(self, desk: DeskModel, look: Callable[[], None], parent: QObject) -> None:
        """Warn of nothing; `look` says what is to be looked at, by one of `look_at` or `clear`."""
        super().__init__(parent)
        self.warnings: Warnings = ()
        self._desk = desk
        self._looks = 0
        self._timer = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._timer.timeout.connect(look)

    def wait(self) -> None:
        """Look once typing rests."""
        self._timer.start()

    def clear(self) -> None:
        """Warn of nothing; what is being read does not count any more."""
        self._timer.stop()
        self._looks += 1
        self._warn(())

    def look_at(self, event: Event, instead_of: str, days: Sequence[date]) -> None:
        """Read what an event would clash with, on the `days` of its series too where it has any.

        `instead_of` is the id of the meeting whose place it takes, "" for none.
        """
        audience = self._desk.audience
        if audience is None:
            return
        self._looks += 1
        look = self._looks

        def take(found: tuple[AheadRead, SeriesAhead]) -> None:
            if look == self._looks:
                self._warn(_warnings(found[0].conflicts, found[1]))

        self._desk.read(
            lambda reading: (
                read_ahead(reading, audience, event, instead_of),
                repeated_ahead(reading, audience, event, days),
            ),
            take,
        )

    def _warn(self, warnings: Warnings) -> None:
        if warnings != self.warnings:
            self.warnings = warnings
            self.changed.emit()


def _warnings(conflicts: Sequence[Conflict], series: SeriesAhead) -> Warnings:
    told = [one for one in conflicts if one.severity is not Severity.INFO]
    found = [(one.severity, plain_line(one.message)) for one in told[:_MOST_WARNINGS]]
    if series.clashing:
        found.append((Severity.AMBER, f"{series_words(series)}."))
    return tuple(found)


ScopeWords = Mapping[EditScope, str]


def foretell(
    desk: DeskModel,
    meeting: Meeting,
    times: Times,
    tell: Callable[[ScopeWords], None],
) -> None:
    """Read what moving a series as one of its occurrences moves would clash with, then tell."""
    audience = desk.audience
    if audience is not None:
        desk.read(
            lambda reading: moved_ahead(reading, audience, meeting, times, now()),
            lambda found: tell({scope: series_words(one) for scope, one in found.items()}),
        )
