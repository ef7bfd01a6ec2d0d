"""The one place with threads: work that is not the GUI's, done one after another.

What waits for servers is done beside the worker, so that nobody waits for it who only reads the
desk. The runner lives as long as the application; results come back on its thread.
"""

import gc
from collections.abc import Callable
from functools import partial
from threading import Event, Lock
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance, Slot
from shiboken6 import isValid

Result = TypeVar("Result")

_BESIDE = 5
"""How many pieces of work are done beside the worker at once; they wait more than they work.

Four calendars that do not answer leave the shared desk its place.
"""


_PARTING_MS = 60_000
"""How long the end waits for the worker, which was asked to stop. Its window is gone already, and a
program that left before its worker would be brought down by it."""

_PARTING_BESIDE_MS = 3000
"""How long the end waits for what waits for servers: one may never answer. What such work has
written is there whole or not at all, and the next start goes on."""


class _Gate:
    """Lets signals of the worker through until nobody listens any more.

    Work may end after the runner that began it has gone.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._is_open = True

    @property
    def is_open(self) -> bool:
        """Whether anybody listens: what was cancelled tells so that it ended."""
        return self._is_open

    def emit(self, signal: SignalInstance, *values: object) -> None:
        """Emit a signal, or nothing once the gate is closed."""
        with self._lock:
            if self._is_open:
                signal.emit(*values)

    def close(self) -> None:
        """Let nothing through from now on."""
        with self._lock:
            self._is_open = False


def _is_gone(callback: Callable[..., object]) -> bool:
    """True for a method of a widget that was taken apart while the work went on.

    Qt would have let go of a signal to it; a callback has nobody who does.
    """
    owner = getattr(callback, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


def _released(_outcome: object) -> None:
    """Stand where a job's work and callbacks were."""


class Job:
    """One piece of work; `cancelled` may be asked by the work, `cancel` called by anyone."""

    def __init__(
        self,
        work: Callable[["Job"], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        *,
        is_kept: bool = False,
    ) -> None:
        self.work = work
        self.is_kept = is_kept
        self.done = done
        self.failed = failed
        self.on_progress: Callable[[int, int, str], None] | None = None
        self._stop = Event()
        self._ended = Event()
        self._progressed: Callable[[int, int, str], None] | None = None

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point."""
        self._stop.set()

    def cancelled(self) -> bool:
        """True once somebody asked to stop."""
        return self._stop.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until the work has ended, at most so long; True if it has.

        For the end of the window only: `done` is not called meanwhile.
        """
        return self._ended.wait(seconds)

    def end(self) -> None:
        """Note that the work has ended; called by the worker."""
        self._ended.set()

    def report(self, done: int, total: int, words: str) -> None:
        """Say how far it is; callable from the worker."""
        if self._progressed is not None:
            self._progressed(done, total, words)

    def release(self) -> None:
        """Let go of all it would do and call; on the thread of whoever is called.

        The worker may be the last to let go of the job itself: widgets that only its callbacks
        still held would be taken apart in the worker's thread.
        """
        self.work, self.done, self.failed = _released, _released, _released
        self.on_progress = self._progressed = None

    def bind(self, progressed: Callable[[int, int, str], None]) -> None:
        """Hand progress to the runner, which carries it to the GUI thread."""
        self._progressed = progressed


class _Task(QRunnable):
    """Runs a job in the pool and hands its outcome to a signal of the runner."""

    def __init__(self, job: Job, finished: SignalInstance, gate: _Gate) -> None:
        super().__init__()
        self._job = job
        self._finished = finished
        self._gate = gate

    def run(self) -> None:
        """Do the work; called by the pool. What nobody waits for any more is not begun."""
        if not self._gate.is_open and self._job.cancelled() and not self._job.is_kept:
            self._job.end()
            return
        try:
            outcome, error = self._job.work(self._job), None
        except Exception as caught:  # noqa: BLE001 - handed on to the job's `failed`
            outcome, error = None, caught
        self._job.end()
        self._gate.emit(self._finished, self._job, outcome, error)


class JobRunner(QObject):
    """Runs jobs in one thread, in order, and beside it those that wait for servers.

    Python looks for cycles of garbage in whichever thread happens to be running, and widgets
    that are let go of lie in cycles: taken apart in the worker they would bring the program
    down. So nothing is looked for while the worker has work.

    Signals:
        busy_changed: True when work begins, False when none is left.
        rested: the worker has nothing to do just now.
    """

    busy_changed = Signal(bool)
    rested = Signal()
    _finished = Signal(object, object, object)
    _progressed = Signal(object, int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        # SQLite connections belong to their thread: it must not expire and be replaced.
        self._pool.setExpiryTimeout(-1)
        self._beside = QThreadPool(self)
        self._beside.setMaxThreadCount(_BESIDE)
        self._running: set[Job] = set()
        self._jobs_beside: set[Job] = set()
        self._gate = _Gate()
        self._is_stopped = False
        self._finished.connect(self._on_finished)
        self._progressed.connect(self._on_progressed)

    def run(
        self,
        work: Callable[[Job], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        on_progress: Callable[[int, int, str], None] | None = None,
        *,
        is_beside: bool = False,
        is_kept: bool = False,
    ) -> Job:
        """Queue work; `done` or `failed` is called on this thread when it has ended.

        What `is_kept` is done in the end too, although nobody is told any more: what a person did.

        What `is_beside` the worker shares nothing with it: it opens what it needs itself, and
        closes it again, because its thread is another each time. Once the runner was stopped
        nothing begins any more: a timer may still ask for it.
        """
        job = Job(work, done, failed, is_kept=is_kept)
        if self._is_stopped:
            job.cancel()
            return job
        job.on_progress = on_progress
        job.bind(partial(self._gate.emit, self._progressed, job))
        self._running.add(job)
        if len(self._running) == 1:
            gc.disable()
            self.busy_changed.emit(True)
        if is_beside:
            self._jobs_beside.add(job)
        pool = self._beside if is_beside else self._pool
        pool.start(_Task(job, self._finished, self._gate))
        return job

    @property
    def is_busy(self) -> bool:
        """True while work is queued or running, beside the worker too."""
        return bool(self._running)

    @property
    def is_worker_busy(self) -> bool:
        """True while the worker itself has work."""
        return len(self._running) > len(self._jobs_beside)

    def stop(
        self,
        last: Callable[[], None],
        wait_ms: int = _PARTING_MS,
        wait_beside_ms: int = _PARTING_BESIDE_MS,
    ) -> bool:
        """Ask all work to stop, do one last thing in the worker, and wait for it.

        Nothing is called back any more. False where something still works, or waits for a server:
        whoever takes this runner apart would wait for it.
        """
        self._gate.close()
        self._is_stopped = True
        stopped = [*self._running]
        for job in stopped:
            job.cancel()
        self._running.clear()
        self._jobs_beside.clear()
        self._pool.start(last)
        if not (self._pool.waitForDone(wait_ms) and self._beside.waitForDone(wait_beside_ms)):
            return False
        gc.enable()
        for job in stopped:
            job.release()
        return True

    @Slot(object, object, object)
    def _on_finished(self, job: Job, outcome: object, error: Exception | None) -> None:
        if job not in self._running:
            return
        self._running.remove(job)
        self._jobs_beside.discard(job)
        if not self._running:
            gc.enable()
            self.busy_changed.emit(False)
        done, failed = job.done, job.failed
        job.release()
        if error is not None:
            failed(error)
        elif not _is_gone(done):
            done(outcome)
        if not self.is_worker_busy:
            self.rested.emit()

    @Slot(object, int, int, str)
    def _on_progressed(self, job: Job, done: int, total: int, words: str) -> None:
        if job in self._running and job.on_progress is not None:
            job.on_progress(done, total, words)
