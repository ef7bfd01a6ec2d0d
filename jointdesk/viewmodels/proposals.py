"""Another time for an invitation: what is typed, what it would clash with, and the file to mail."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.events import Event
from jointdesk.domain.words import plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.events_ahead import AheadRead, read_ahead
from jointdesk.operations.invitations import Proposal, propose
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.event_form import EventForm, event_of, followed, read_times
from jointdesk.viewmodels.invitation_rows import InvitationLine
from jointdesk.viewmodels.notices import Notice
from jointdesk.viewmodels.outbox_rows import calendar_file_name

_LOOK_MS = 150
"""How long typing rests before it is looked ahead."""
_MOST_WARNINGS = 3


class ProposalFile(NamedTuple):
    """What is to be saved: a name for it, the file, and whom it is to be mailed to."""

    name: str
    calendar: bytes
    organiser: str


class ProposalModel(QObject):
    """Holds one form at a time, for one invitation; nothing changes in the diary by it.

    `line` is the invitation, None while no form is open. `form` is what is typed, `problems` what
    is wrong with it, by field, once it was to be made. `warnings` stop nothing.

    Signals:
        opened: there is a form for another invitation, or none any more.
        changed: the form, its problems or its warnings are others.
        made(object): a `ProposalFile` to be saved.
    """

    opened = Signal()
    changed = Signal()
    made = Signal(object)

    def __init__(self, desk: DeskModel) -> None:
        """Read from a desk."""
        super().__init__(desk)
        self._desk = desk
        self.line: InvitationLine | None = None
        self.form = EventForm()
        self._sound = self.form  # as it was when its times could last be read
        self.warnings: tuple[tuple[Severity, str], ...] = ()
        self._is_tried = False
        self._looks = 0
        self._timer = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look_ahead)

    def begin(self, line: InvitationLine) -> None:
        """Open the form with the invitation's own times."""
        self._looks += 1
        self.line, self.form = line, line.asked.form
        self._sound = self.form
        self._is_tried, self.warnings = False, ()
        self.opened.emit()

    @Slot()
    def leave(self) -> None:
        """Close the form."""
        self._timer.stop()
        self._looks += 1
        self.line = None
        self.opened.emit()

    @property
    def problems(self) -> Mapping[str, str]:
        """What is to be shown under the fields, by their names."""
        if self.line is None or not self._is_tried:
            return {}
        return read_times(self.form, self.line.asked.today).problems

    def enter(self, name: str, text: str) -> None:
        """Take what is typed in a field; the end follows the start."""
        if self.line is None:
            return
        typed: dict[str, Any] = {name: text}
        today = self.line.asked.today
        self.form = followed(self._sound, replace(self.form, **typed), today)
        if not read_times(self.form, today).problems:
            self._sound = self.form
        self._timer.start()
        self.changed.emit()

    @Slot()
    def look_ahead(self) -> None:
        """Ask the worker what the time would clash with; only the last answer counts."""
        audience, event = self._desk.audience, self._proposed()
        self._looks += 1
        look, line = self._looks, self.line
        if audience is None or event is None or line is None:
            self._warn(AheadRead([], {}))
            return
        self._desk.read(
            lambda reading: read_ahead(reading, audience, event, line.asked.meeting_id),
            lambda found: self._warn(found) if look == self._looks else None,
        )

    def _proposed(self) -> Event | None:
        """Return the meeting at the time that is typed, None where that is none."""
        if self.line is None:
            return None
        asked = self.line.asked
        read = read_times(self.form, asked.today)
        if read.problems:
            return None
        return event_of(
            {"title": asked.event.title, "org": asked.event.org, **read.fields}, asked.event.id
        )

    def _warn(self, found: AheadRead) -> None:
        told = [one for one in found.conflicts if one.severity is not Severity.INFO]
        warnings = tuple((one.severity, plain_line(one.message)) for one in told[:_MOST_WARNINGS])
        if warnings != self.warnings:
            self.warnings = warnings
            self.changed.emit()

    @Slot()
    def make(self) -> None:
        """Make the file, unless something is wrong."""
        audience, line = self._desk.audience, self.line
        if audience is None or line is None:
            return
        self._is_tried = True
        event = self._proposed()
        self.changed.emit()
        if event is None:
            return

        def work(reading: Reading) -> Proposal:
            return propose(reading, audience, line.id, event.start, event.end, "", now())

        def done(found: Proposal) -> None:
            name = calendar_file_name(f"Another time {line.title}")
            self.made.emit(ProposalFile(name, found.calendar, found.organiser))

        self._desk.read(work, done)

    def save(self, made: ProposalFile, file: str) -> None:
        """Save the file, and say what to do with it."""
        name = Path(file).name
        try:
            Path(file).write_bytes(made.calendar)
        except OSError as error:
            reason = error.strerror or "it cannot be written"
            self._desk.fail(WrongUseError(f"{name} was not saved: {reason}."))
            return
        self.leave()
        to = plain_line(made.organiser)
        self._desk.noticed.emit(Notice(f"Saved {name}. Mail it to {to}."))
