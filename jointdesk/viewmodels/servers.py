"""Connecting a calendar server: sign in, see what there is, choose, connect and read."""

from collections.abc import Callable
from collections.abc import Collection as Some
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError, StoppedError
from jointdesk.domain.words import counted, listed
from jointdesk.operations.imports import has_keyring
from jointdesk.operations.sources import Keep, remove_source
from jointdesk.operations.sync import sync_sources
from jointdesk.sources.caldav.login import Login
from jointdesk.store.desk import Desk
from jointdesk.sync.report import Report
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.import_sources import told_readings
from jointdesk.viewmodels.jobs import Job
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.words import joined

if TYPE_CHECKING:
    from jointdesk.operations.servers import FoundOnServer

_KINDS = {"VEVENT": "meetings", "VTODO": "tasks", "VJOURNAL": "journal entries"}
_ASKED_AGAIN = (
    "This computer has no safe place for the password: JointDesk asks for it once a session."
)


class ServerStage(StrEnum):
    """How far connecting is."""

    ASK = "ask"
    LOOKING = "looking"
    FOUND = "found"
    CONNECTING = "connecting"


class FoundLine(NamedTuple):
    """A calendar on the server that is not connected yet: its name, and what it holds."""

    name: str
    about: str


class _Connected(NamedTuple):
    """What connecting did: names by id, where the password went, and what reading gave."""

    names: dict[str, str]
    keep: Keep
    reports: list[Report]


class ServerModel(QObject):
    """One server at a time; `stage` says how far it is.

    Signals:
        stage_changed: `stage` and `lines` are new.
        failed(str): why the server could not be looked at, or not be connected.
        progressed(int, int, str): so many of so many are done, 0 of 0 where nobody knows.
    """

    stage_changed = Signal()
    failed = Signal(str)
    progressed = Signal(int, int, str)

    def __init__(self, desk: DeskModel, secrets: dict[str, str]) -> None:
        """Connect to a desk; `secrets` are those of this session that are kept nowhere, by id."""
        super().__init__(desk)
        self.stage = ServerStage.ASK
        self._desk = desk
        self._secrets = secrets
        self._found: FoundOnServer | None = None
        self._job: Job | None = None

    @property
    def lines(self) -> tuple[FoundLine, ...]:
        """What was found and is not connected yet."""
        if self._found is None:
            return ()
        return tuple(
            FoundLine(
                one.name or "A calendar without a name",
                joined((listed(map(_KINDS.__getitem__, one.kinds)), _may_write(one.can_write))),
            )
            for one in self._found.new
        )

    def look(self, org_code: str, address: str, login: Login) -> None:
        """Ask the server at an address what there is; nothing is changed."""

        def work(job: Job) -> "FoundOnServer":
            from jointdesk.operations.servers import look_for

            return look_for(
                self._desk.open_desk(),
                org_code=org_code,
                address=address,
                login=login,
                cancelled=job.cancelled,
            )

        failed = self._failed_at(ServerStage.ASK)

        def done(found: "FoundOnServer") -> None:
            if self._job is not None and self._job.cancelled():  # it had ended before it heard
                failed(StoppedError())
                return
            self._found = found
            self._go(ServerStage.FOUND)

        self._go(ServerStage.LOOKING)
        self._job = self._desk.runner.run(work, done, failed)

    def connect_chosen(self, numbers: Some[int]) -> None:
        """Connect the lines with these numbers and read them."""
        found = self._found
        if found is None or not numbers:
            return
        chosen = [one for number, one in enumerate(found.new) if number in numbers]
        names = [line.name for number, line in enumerate(self.lines) if number in numbers]

        def work(job: Job, desk: Desk, actor: Actor) -> _Connected:
            from jointdesk.operations.servers import connect

            keep = Keep.KEYRING if not found.login.secret or has_keyring() else Keep.NOWHERE
            ids = connect(desk, actor, found, chosen, keep)
            given = dict.fromkeys(ids, found.login.secret)
            reports: list[Report] = []
            try:
                for id_ in ids:
                    reports += sync_sources(
                        desk, actor, [id_], secrets=given, progress=job.report,
                        cancelled=job.cancelled,
                    )  # fmt: skip
            except StoppedError:
                pass  # connected they are; F5 reads the rest
            return _Connected(dict(zip(ids, names, strict=True)), keep, reports)

        self._go(ServerStage.CONNECTING)
        self._job = self._desk.work(
            work,
            lambda connected: self._on_connected(connected, found),
            self.progressed.emit,
            failed=self._failed_at(ServerStage.FOUND),
        )

    @Slot()
    def cancel(self) -> None:
        """Stop at the next safe point."""
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def leave(self) -> None:
        """Give up what was found; nothing was changed."""
        if self.stage is ServerStage.FOUND:
            self._go(ServerStage.ASK)

    def _on_connected(self, connected: _Connected, found: "FoundOnServer") -> None:
        names, keep, reports = connected
        ids = tuple(names)
        if keep is Keep.NOWHERE:
            self._secrets.update(dict.fromkeys(ids, found.login.secret))
        self._go(ServerStage.ASK)
        told, has_trouble = told_readings(reports, names) if reports else ("", False)
        asked = _ASKED_AGAIN if keep is Keep.NOWHERE else ""
        text = " ".join(filter(None, (f"Connected {counted(len(ids), 'calendar')}.", told, asked)))
        tone = Tone.PROBLEM if has_trouble else Tone.DONE

        def undo() -> None:
            self._desk.act(
                lambda desk, actor: _disconnect(desk, actor, ids),
                lambda _: self._desk.noticed.emit(
                    Notice("Undone. The diary is as it was before.", Tone.DONE)
                ),
            )

        self._desk.noticed.emit(Notice(text, tone, "Undo", undo))

    def _failed_at(self, back: ServerStage) -> Callable[[Exception], None]:
        """Return what goes back to a stage, and says why unless the person stopped."""

        def failed(error: Exception) -> None:
            self._go(back)
            if isinstance(error, JointDeskError) and not isinstance(error, StoppedError):
                self.failed.emit(str(error))
            elif not isinstance(error, JointDeskError):
                self._desk.fail(error)

        return failed

    def _go(self, stage: ServerStage) -> None:
        self.stage = stage
        if stage is ServerStage.ASK:
            self._found = None
        if stage in (ServerStage.ASK, ServerStage.FOUND):
            self._job = None
        self.stage_changed.emit()


def _may_write(can_write: bool) -> str:
    return "" if can_write else "may only be read"


def _disconnect(desk: Desk, actor: Actor, ids: tuple[str, ...]) -> None:
    with desk.transaction():
        for id_ in ids:
            remove_source(desk, actor, id_)
