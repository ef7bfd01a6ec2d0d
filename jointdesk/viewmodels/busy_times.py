"""When other people are busy: taken in from files, and from the servers that answer for them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.moments import Span
from jointdesk.domain.words import listed, plain_line
from jointdesk.operations.free_busy import FreeBusyRead, ask_free_busy, read_free_busy_file
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone


class BusyTimes(QObject):
    """Reads files in the worker and asks servers beside it, and tells what came of it.

    Signals:
        asking_changed(bool): True while servers are asked.
        taken: more is known by now.
    """

    asking_changed = Signal(bool)
    taken = Signal()

    def __init__(self, desk: DeskModel, secrets: Mapping[str, str] | None = None) -> None:
        """Serve a desk; `secrets` are those of this session that are kept nowhere."""
        super().__init__(desk)
        self.is_asking = False
        self._desk = desk
        self._secrets = secrets if secrets is not None else {}

    def read(self, path: Path, of: str = "") -> None:
        """Take in a file; `of` is the address of whose it is, where it does not say."""
        self._desk.act(
            lambda desk, actor: read_free_busy_file(desk, path, actor.at, of), self._tell
        )

    def ask(self, emails: Sequence[str], window: Span) -> None:
        """Ask the connected servers when people are busy; nobody gets a message by it."""
        if self.is_asking or not emails:
            return
        self._say_asking(is_asking=True)
        given = dict(self._secrets)
        self._desk.work_beside(
            lambda job, desk, actor: ask_free_busy(
                desk, emails, window, actor.at, secrets=given, cancelled=job.cancelled
            ),
            self._end,
            self._fail,
            lambda *_: None,
        )

    def _end(self, read: FreeBusyRead) -> None:
        self._say_asking(is_asking=False)
        self._tell(read)

    def _fail(self, error: Exception) -> None:
        self._say_asking(is_asking=False)
        if isinstance(error, JointDeskError):
            self._desk.noticed.emit(Notice(str(error), Tone.PROBLEM))
        else:
            self._desk.fail(error)

    def _say_asking(self, *, is_asking: bool) -> None:
        self.is_asking = is_asking
        self.asking_changed.emit(is_asking)

    def _tell(self, read: FreeBusyRead) -> None:
        """Say of whom something is known by now, and what was left out."""
        emails = [plain_line(one) for one in dict.fromkeys(each.email for each in read.found)]
        verb = "are" if len(emails) > 1 else "is"
        told = [f"Read when {listed(emails)} {verb} busy"] if emails else []
        words = ". ".join(one.removesuffix(".") for one in (*told, *read.notes))
        tone = Tone.INFO if read.notes else Tone.DONE
        self._desk.noticed.emit(Notice(f"{plain_line(words)}.", tone))
        if read.found:
            self.taken.emit()
