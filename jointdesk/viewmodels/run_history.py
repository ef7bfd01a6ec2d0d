"""What each reading of a calendar did, to be looked at afterwards, and taken back."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.diary.move_words import tell_move
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted, plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.runs import RunChanges, RunRow, run_changes, runs_of
from jointdesk.operations.sync import take_back_run
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.day_words import moment_name
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.words import joined

_MOST = 200
_COUNTS = {"new": "new", "changed": "changed", "cancelled": "cancelled", "missing": "gone"}


class RunLine(NamedTuple):
    """One reading: when, what it did in a few words, and why it cannot be undone, "" if it can."""

    id: int
    when: str
    about: str
    is_undone: bool
    kept_by: str


class ChangeLine(NamedTuple):
    """What a reading did to one meeting: "Moved", "Board", "Tue 1 Dec 09:00–10:00 → …"."""

    what: str
    title: str
    change: str
    spoken: str


class History(NamedTuple):
    """The readings of one calendar, and of the one that is open what it did.

    `note` says what is not told line by line.
    """

    source_id: str = ""
    name: str = ""
    runs: tuple[RunLine, ...] = ()
    opened: int = 0
    changes: tuple[ChangeLine, ...] = ()
    note: str = ""


class RunHistory(QObject):
    """The history of one calendar at a time.

    Signals:
        history_changed: `history` is another one.
    """

    history_changed = Signal()

    def __init__(self, desk: DeskModel) -> None:
        """Show what happened to a desk."""
        super().__init__(desk)
        self.history = History()
        self._desk = desk
        desk.changed.connect(self._refresh)

    def show(self, source_id: str, name: str) -> None:
        """Show the readings of a calendar; "" for none."""
        self._read(History(source_id, name))

    def open_run(self, run_id: int) -> None:
        """Show what one reading did; 0 closes it."""
        self._read(self.history._replace(opened=run_id))

    def take_back(self, run_id: int) -> None:
        """Undo a reading; its calendar is paused then."""
        name = self.history.name

        def done(_applied: object) -> None:
            said = f"Undone. {name} is paused until you read it again."
            self._desk.noticed.emit(Notice(said, Tone.DONE))

        self._desk.act(lambda desk, actor: take_back_run(desk, actor, run_id), done)

    @Slot()
    def _refresh(self) -> None:
        if self.history.source_id:
            self._read(self.history)

    def _read(self, wanted: History) -> None:
        audience = self._desk.audience
        if audience is None or not wanted.source_id:
            self._take(History())
            return

        def take(found: History) -> None:
            if audience is self._desk.audience:
                self._take(found)

        self._desk.read(lambda reading: _read_history(reading, audience, wanted), take)

    def _take(self, history: History) -> None:
        if history != self.history:
            self.history = history
            self.history_changed.emit()


def _read_history(reading: Reading, audience: Audience, wanted: History) -> History:
    at, zone = now(), reading.zone
    runs = runs_of(reading, audience, wanted.source_id)
    lines = tuple(_run_line(run, at, zone) for run in runs)
    if wanted.opened not in {run.id for run in runs}:
        return wanted._replace(runs=lines, opened=0, changes=(), note="")
    changes = run_changes(reading, audience, wanted.opened)
    told = [tell_move(move, zone) for move in changes.moves[:_MOST]]
    return wanted._replace(
        runs=lines,
        changes=tuple(ChangeLine(one.what, one.title, one.change, one.spoken) for one in told),
        note=_note(changes),
    )


def _run_line(run: RunRow, at: Instant, zone: ZoneInfo) -> RunLine:
    if run.counts is None:
        counts = "what it brought is private to its organisation"
    else:
        parts = ((run.counts.get(name, 0), word) for name, word in _COUNTS.items())
        counts = joined(f"{number:,} {word}" for number, word in parts if number)
    who = f"read for {plain_line(run.person)}" if run.person else ""
    today = local_day(at, zone)
    undone = ""
    if run.undone_at is not None:
        undone = f"undone {moment_name(run.undone_at, today, zone)}"
    when = moment_name(run.at, today, zone)
    return RunLine(run.id, when, joined((counts, who, undone)), bool(undone), run.kept_by)


def _note(changes: RunChanges) -> str:
    parts = []
    if len(changes.moves) > _MOST:
        parts.append(f"{counted(len(changes.moves) - _MOST, 'more meeting')} changed.")
    if changes.other:
        many = f"{changes.other:,} others"
        parts.append(f"{'1 other' if changes.other == 1 else many} changed: tasks, or what is old.")
    if changes.erased:
        kept = "was" if changes.erased == 1 else "were"
        parts.append(f"{counted(changes.erased, 'text')} {kept} kept for 90 days and then erased.")
    if not (changes.moves or parts):
        parts.append("Nothing that you see has changed.")
    return " ".join(parts)
