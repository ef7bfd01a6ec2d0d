"""Reading the connected calendars in the background, and saying of it what one has to know."""

import random
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError, StoppedError
from jointdesk.domain.moments import MINUTE, Instant
from jointdesk.operations.clock import now as real_now
from jointdesk.operations.sync import sync_sources
from jointdesk.operations.written import told_of_writing
from jointdesk.store.desk import Desk
from jointdesk.store.reading import Reading
from jointdesk.sync.report import Report
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.import_sources import SourceLine, read_choices
from jointdesk.viewmodels.jobs import Job
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.schedule import INTERVALS, USUAL, Ended, Schedule
from jointdesk.viewmodels.sync_notices import SyncNotices

_TICK_MS = 10_000
_SLEEP = MINUTE
"""Seconds between two ticks from which on the computer must have slept (or its clock was set)."""

_EVERY = "sync/every"


class Activity(NamedTuple):
    """What is being read now: the diaries' names, and how far the one that was heard last is."""

    names: tuple[str, ...]
    done: int = 0
    total: int = 0
    words: str = ""


class Read(NamedTuple):
    """What came of reading a source, and what is to be told of changes made here."""

    reports: list[Report]
    told: list[str]


class SyncModel(QObject):
    """Reads each source when its turn comes or somebody asks, one at a time per source.

    Each is read beside the worker, so that one that does not answer keeps nobody waiting.

    Signals:
        activity_changed: `activity` is another one, None while nothing is read.
        interval_changed: `interval` is another one.
        read(object): the `Report` of a source that was read, or could not be.
        look_requested(str): somebody wants to see what reading that source would do.
    """

    activity_changed = Signal()
    interval_changed = Signal()
    read = Signal(object)
    look_requested = Signal(str)

    def __init__(
        self,
        desk: DeskModel,
        preferences: Preferences,
        addresses: dict[str, str],
        clock: Callable[[], Instant] = real_now,
    ) -> None:
        """Read into a desk; `addresses` are those of this session that are kept nowhere."""
        super().__init__(desk)
        self.activity: Activity | None = None
        self._desk = desk
        self._preferences = preferences
        self._addresses = addresses
        self._clock = clock
        self._schedule = Schedule(_kept_interval(preferences))
        self._sources: dict[str, SourceLine] = {}
        self._read_at: dict[str, Instant | None] = {}
        self._jobs: dict[str, Job] = {}
        self._asked: set[str] = set()
        self._back: set[str] = set()  # those that are to be read because the network is back
        self._notices = SyncNotices(desk, self.look_requested.emit)
        self._ticked = clock()
        self._has_begun = self._wants_all = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        desk.closing.connect(self._timer.stop)

    def begin(self) -> None:
        """Read by itself from now on, beginning with all that was not read this minute."""
        self._desk.changed.connect(self._look)
        self._timer.start()
        self._look()

    # What a person says

    @property
    def interval(self) -> int | None:
        """Every how many seconds each source is read, None for only when somebody asks."""
        return self._schedule.interval

    def choose_interval(self, interval: int | None) -> None:
        """Read every so many seconds from now on; it is kept for this machine."""
        if interval != self.interval:
            self._schedule = self._schedule.every(interval, self._clock())
            self._preferences.keep_text(_EVERY, str(interval or 0))
            self.interval_changed.emit()

    @Slot()
    def read_all(self) -> None:
        """Read every source that is not paused now, and say what came of it."""
        self._wants_all = True
        self._look()

    def read_one(self, source_id: str) -> None:
        """Read one source now, which ends its pause too, and say what came of it."""
        if source_id in self._sources and source_id not in self._asked:
            self._asked.add(source_id)
            if source_id not in self._jobs:
                self._begin(source_id)

    @Slot()
    def stop(self) -> None:
        """Stop all reading; what was read before stays."""
        for job in self._jobs.values():
            job.cancel()

    @Slot()
    def connected(self) -> None:
        """Read all that was not read this minute: the network is back.

        What could not be written is tried at once, however often that failed.
        """
        at = self._clock()
        self._schedule = self._schedule.woken(self._read_at, at).connected(at)
        self._back |= self._read_at.keys()
        self._begin_due()

    @Slot(object)
    def read_soon(self, ids: frozenset[str]) -> None:
        """Read these at the next tick, and write what waits for them, unless only asked to."""
        if self.interval is not None:
            self._schedule = self._schedule.asked({*ids} & self._read_at.keys(), self._clock())

    # Time goes by

    @Slot()
    def tick(self) -> None:
        """Begin what is due; after a sleep that is all."""
        at = self._clock()
        gap, self._ticked = abs(at - self._ticked), at
        if gap > _SLEEP:
            self._schedule = self._schedule.woken(self._read_at, at)
        if not self._desk.runner.is_worker_busy:  # who works with the desk goes first
            self._begin_due()

    @Slot()
    def _look(self) -> None:
        given = tuple(self._addresses)

        def work(reading: Reading) -> tuple[SourceLine, ...]:
            return read_choices(reading, given, self._clock()).sources

        self._desk.read(work, self._take)

    def _take(self, sources: tuple[SourceLine, ...]) -> None:
        at = self._clock()
        self._sources = {one.id: one for one in sources}
        readable = [one for one in sources if not one.is_paused and not one.asked]
        self._read_at = {one.id: one.read_at for one in readable}
        self._schedule = self._schedule.following(self._read_at, at)
        if not self._has_begun:
            self._has_begun = True
            self._notices.know(sources)
            self._schedule = self._schedule.woken(self._read_at, at)
        if self._wants_all:
            self._wants_all = False
            self._read_these(set(self._read_at))

    def _read_these(self, ids: set[str]) -> None:
        self._asked |= ids
        if not self._asked:
            self._notices.tell_of_all(self._sources.values())
        self._schedule = self._schedule.asked(ids, self._clock())
        self._begin_due()

    def _begin_due(self) -> None:
        for id_ in self._schedule.due(self._clock()):
            if id_ not in self._jobs:
                self._begin(id_)

    # One source

    def _begin(self, id_: str) -> None:
        if id_ in self._schedule.turns:
            self._schedule = self._schedule.begun(id_)
        given, is_due = dict(self._addresses), id_ not in self._asked
        is_back = id_ in self._back
        self._back.discard(id_)
        audience = self._desk.audience

        def work(job: Job, desk: Desk, actor: Actor) -> Read:
            reports = sync_sources(
                desk,
                actor,
                [id_],
                is_due=is_due,
                at_once=is_back,
                secrets=given,
                progress=job.report,
                cancelled=job.cancelled,
            )
            told: list[str] = []
            if audience is not None:
                for report in reports:
                    told += told_of_writing(desk, audience, report)
            return Read(reports, told)

        self._jobs[id_] = self._desk.work_beside(
            work,
            lambda read: self._end(id_, read),
            lambda error: self._fail(id_, error),
            lambda *how_far: self._show(*how_far),
        )
        self._show()

    def _end(self, id_: str, read: Read) -> None:
        reports = read.reports
        self._notices.tell_of_writing(read.told, is_asked=id_ in self._asked)
        for report in reports:
            self._notices.take(report, is_asked=id_ in self._asked)
        self._finish(id_, _how(reports))
        for report in reports:
            self.read.emit(report)

    def _fail(self, id_: str, error: Exception) -> None:
        if isinstance(error, StoppedError):
            self._asked.discard(id_)
            self._finish(id_, Ended.STOPPED)
            return
        if not isinstance(error, JointDeskError):
            self._desk.fail(error)
        elif id_ in self._asked:
            self._notices.take(Report(id_, "", error=str(error)), is_asked=True)
        self._finish(id_, Ended.FAILED)

    def _finish(self, id_: str, how: Ended) -> None:
        del self._jobs[id_]
        share = random.random()  # noqa: S311 - no secret, only not all at once
        self._schedule = self._schedule.ended(id_, how, self._clock(), share)
        self._show()
        if not self._jobs:
            self._desk.changed.emit()
        if self._asked and not self._asked & self._jobs.keys():
            self._asked.clear()
            self._notices.tell_of_all(self._sources.values())
        self._begin_due()

    def _show(self, done: int = 0, total: int = 0, words: str = "") -> None:
        names = tuple(self._sources[id_].name for id_ in self._jobs if id_ in self._sources)
        activity = Activity(names, done, total, words) if names else None
        if activity != self.activity:
            self.activity = activity
            self.activity_changed.emit()


def _how(reports: list[Report]) -> Ended:
    if any(report.needs_person for report in reports):
        return Ended.REFUSED
    return Ended.FAILED if any(report.error for report in reports) else Ended.WELL


def _kept_interval(preferences: Preferences) -> int | None:
    kept = preferences.text(_EVERY)
    known = {str(one or 0): one for one in INTERVALS}
    return known.get(kept, USUAL)
