"""The open desk as the window sees it: read and act in the worker, say what changed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError, StoppedError
from jointdesk.domain.people import Audience, Person
from jointdesk.operations.audiences import actor_of
from jointdesk.operations.clock import now
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.jobs import Job, JobRunner
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.page_reading import PageReading

if TYPE_CHECKING:
    from jointdesk.store.desk import Desk

Result = TypeVar("Result")

_POLL_MS = 2000
_CLOSE_POLL_MS = 500
"""How often it is looked whether another process has written to the desk; and where somebody
elsewhere waits for it."""


class DeskModel(QObject):
    """One desk, one person, one worker.

    Reading and acting happen in the worker, one after another; results arrive on the GUI's
    thread. `audience` and `person` are set by `adopt` once they are known; `pages` are read anew
    in their order after a change.

    Signals:
        acted: this window has changed the desk for the person; `changed` follows.
        changed: the desk has changed, by this window or by another process.
        closing: the desk is about to be closed: nothing by the clock any more.
        noticed: a `Notice` for the person.
        crashed: an exception that is a bug; the desk is safe.
    """

    acted = Signal()
    changed = Signal()
    closing = Signal()
    noticed = Signal(object)
    crashed = Signal(object)

    def __init__(self, path: Path, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.runner = JobRunner(self)
        self.pages = PageReading(self.runner, self)
        self.person: Person | None = None
        self.audience: Audience | None = None
        self._data_folder = data_folder
        self._reading: Reading | None = None
        self._desk: Desk | None = None
        self._version = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._on_poll)
        self.changed.connect(self.pages.read)
        self.closing.connect(self.pages.forget)

    def adopt(self, person: Person, audience: Audience) -> None:
        """Act and look as this person from now on, and begin to watch the file."""
        self.person, self.audience = person, audience
        self._timer.start()
        self.announce()

    def watch_closely(self, *, is_wanted: bool) -> None:
        """Look more often, or as usual, whether another process has written to the desk."""
        interval = _CLOSE_POLL_MS if is_wanted else _POLL_MS
        if interval != self._timer.interval():
            self._timer.setInterval(interval)

    def read(self, work: Callable[[Reading], Result], done: Callable[[Result], None]) -> Job:
        """Read in the worker and hand the result to `done`; a failure becomes a notice."""
        return self.runner.run(lambda _job: work(self._open_reading()), done, self.fail)

    def act(
        self,
        work: Callable[["Desk", Actor], Result],
        done: Callable[[Result], None] | None = None,
        *,
        failed: Callable[[JointDeskError], None] | None = None,
    ) -> Job:
        """Change the desk in the worker, then say that it changed; failures become notices.

        It is done even where the window is closed before its turn comes.
        """

        def run(_job: Job) -> Result:
            return work(*self.acting())

        return self.runner.run(run, self._after(done), self._or_fail(failed), is_kept=True)

    def work(
        self,
        work: Callable[[Job, "Desk", Actor], Result],
        done: Callable[[Result], None],
        on_progress: Callable[[int, int, str], None],
        *,
        failed: Callable[[JointDeskError], None] | None = None,
    ) -> Job:
        """Change the desk by work that reports progress and can be cancelled."""

        def run(job: Job) -> Result:
            return work(job, *self.acting())

        return self.runner.run(run, self._after(done), self._or_fail(failed), on_progress)

    def work_beside(
        self,
        work: Callable[[Job, "Desk", Actor], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        on_progress: Callable[[int, int, str], None],
    ) -> Job:
        """Change the desk beside the worker, which goes on meanwhile: for what waits for servers.

        Whoever asks says when the desk has changed.
        """

        def run(job: Job) -> Result:
            from jointdesk.store.desk import open_desk

            with open_desk(self.path, data_folder=self._data_folder) as own:
                return work(job, own, self._actor(own))

        return self.runner.run(run, done, failed, on_progress, is_beside=True)

    def acting(self) -> tuple["Desk", Actor]:
        """Return the desk for writing and who acts now, on whose behalf; for the worker only.

        Raises:
            DeskFileError: it cannot be opened.
        """
        desk = self.open_desk()
        return desk, self._actor(desk)

    def _actor(self, desk: "Desk") -> Actor:
        return actor_of(desk, self.person.id if self.person else "", now())

    def open_desk(self) -> "Desk":
        """Return the desk for writing; for the worker only.

        Raises:
            DeskFileError: it cannot be opened.
        """
        if self._desk is None:
            from jointdesk.store.desk import open_desk

            self._desk = open_desk(self.path, data_folder=self._data_folder)
        return self._desk

    @Slot(object)
    def fail(self, error: Exception) -> None:
        """Tell the person of an error they can act on; hand anything else on as a bug."""
        if isinstance(error, StoppedError):
            self.noticed.emit(Notice(str(error), Tone.INFO))
        elif isinstance(error, JointDeskError):
            self.noticed.emit(Notice(str(error), Tone.PROBLEM))
        else:
            self.crashed.emit(error)

    @Slot()
    def announce(self) -> None:
        """Say that the desk has changed; that alone is no news again when it is looked for others.

        What is written after this look is: all that is read because of it is read later.
        """
        self.read(lambda reading: reading.version(), self._know)
        self.changed.emit()

    def close(self) -> bool:
        """Stop the worker and close the file; False where something still waits for a server."""
        self._timer.stop()
        self.closing.emit()
        return self.runner.stop(self._close_files)

    def _close_files(self) -> None:
        """Close what is open; in the worker, to whose thread the connections belong."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def _open_reading(self) -> Reading:
        if self._reading is None:
            self._reading = Reading(self.path)
        return self._reading

    def _after(self, done: Callable[[Result], None] | None) -> Callable[[Result], None]:
        def after(result: Result) -> None:
            self.acted.emit()
            self.announce()
            if done is not None:
                done(result)

        return after

    def _or_fail(
        self, failed: Callable[[JointDeskError], None] | None
    ) -> Callable[[Exception], None]:
        def fail(error: Exception) -> None:
            if failed is not None and isinstance(error, JointDeskError):
                failed(error)
            else:
                self.fail(error)

        return fail

    @Slot()
    def _on_poll(self) -> None:
        if not self.runner.is_worker_busy:
            self.read(lambda reading: reading.version(), self._on_version)

    def _know(self, version: int) -> None:
        self._version = version

    def _on_version(self, version: int) -> None:
        known = self._version
        self._know(version)
        if known and version != known:
            self.changed.emit()
