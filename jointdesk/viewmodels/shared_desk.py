"""The shared desk while the window is open: changes go and come by themselves, within a second."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError, SecretError
from jointdesk.domain.memberships import Membership
from jointdesk.operations.audiences import person_by_id
from jointdesk.operations.clock import now
from jointdesk.store.membership import find_membership
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.jobs import Job
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.session_password import SessionPassword
from jointdesk.viewmodels.sharing import Sharing, Trouble, pause_s, trouble_of
from jointdesk.viewmodels.sharing_words import REMOVED

if TYPE_CHECKING:
    from jointdesk.desk.run import Exchanged
    from jointdesk.operations.desk_line import DeskLine
    from jointdesk.store.desk import Desk

_GATHER_MS = 50
"""How long changes made one after another are gathered before they are sent together."""

_PARTING_S = 3
"""How long the end of the window waits for what is being sent."""


_NO_PASSWORD = (
    "Nothing goes to the shared desk yet: your password is not kept on this computer. Type it in"
    " the settings; until then everything is saved here."
)

_WENT_WRONG = (
    "Something went wrong with the shared desk. Everything you do is saved here. It is tried again"
    " in a quarter of an hour, and with “Exchange now”; if it stays so, tell whoever looks after"
    " JointDesk."
)


class SharedDeskModel(QObject):
    """Exchanges changes with the server of a shared desk, beside the worker.

    One exchange at a time: at once when something was changed here or somebody calls from the
    server, else every half minute, for networks that let no call through. Between exchanges no
    thread waits: the window's own event loop watches the connection.

    Signals:
        sharing_changed: `sharing` is another one.
        exchanged: an exchange went well.
        show_requested: somebody wants to see how the shared desk stands.
    """

    sharing_changed = Signal()
    exchanged = Signal()
    show_requested = Signal()

    def __init__(
        self, desk: DeskModel, data_folder: Path, line: Callable[[Path], "DeskLine"] | None = None
    ) -> None:
        """Follow a desk; `line` makes the line to its server."""
        super().__init__(desk)
        self.sharing = Sharing()
        self.zone = ZoneInfo("UTC")  # the desk's, once it has been read
        self._desk = desk
        self._data_folder = data_folder
        self._make_line = line or _line
        self._line: DeskLine | None = None
        self.password = SessionPassword()
        self._failures = 0
        # How much an exchange could not send, and if it left calendars: that calls for no other.
        self._left, self._is_left = 0, False
        self._job: Job | None = None
        self._is_wanted = self._is_held = self._is_over = False
        self._notifier: QSocketNotifier | None = None
        self._gathering = self._timer(_GATHER_MS, self._exchange)
        self._turn = self._timer(0, self._exchange)
        desk.closing.connect(self._on_closing)

    def _timer(self, wait_ms: int, work: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait_ms)
        timer.timeout.connect(work)
        return timer

    def begin(self) -> None:
        """Exchange by itself from now on, where the desk is shared or comes to be."""
        self._desk.acted.connect(self._on_acted)
        self._desk.changed.connect(self.look)
        self.look()

    # What a person says

    def use_password(self, password: str) -> None:
        """Try again with a password; one that is accepted is kept where there is a safe place."""
        self.password.take(password)
        self.exchange_now()

    def hold(self, *, is_held: bool) -> None:
        """Exchange nothing while the desk is being joined; then begin, or begin again."""
        self._is_held = is_held
        if not is_held:
            self.exchange_now()

    @Slot()
    def exchange_now(self) -> None:
        """Exchange at once, whatever went wrong before."""
        self._failures = 0
        self._exchange()

    @Slot()
    def connected(self) -> None:
        """Exchange at once: the network is back. A refused password is not tried again."""
        if self.sharing.trouble is not Trouble.PASSWORD:
            self.exchange_now()

    # What happens

    @Slot()
    def look(self) -> None:
        """Read how the desk stands, and send what another process has changed."""
        self._desk.read(_read, self._take)

    def _take(self, found: "_Found") -> None:
        membership, person, waiting, may_only_send, is_all_carried, self.zone = found
        was_shared = self.sharing.is_shared
        known = (self.sharing.synced_at, membership.synced_at if membership else None)
        synced_at = max((at for at in known if at is not None), default=None)
        self._show(
            membership=membership,
            person=person,
            waiting=waiting,
            is_removed=self.sharing.is_removed if was_shared else may_only_send,
            synced_at=synced_at,
        )
        self._desk.watch_closely(is_wanted=membership is not None)
        if membership is None:
            self._part()
        elif not was_shared:
            self._exchange()
        elif (waiting > self._left or not (is_all_carried or self._is_left)) and (
            not self._gathering.isActive()
        ):
            self._on_acted()

    @Slot()
    def _on_acted(self) -> None:
        if self.sharing.is_shared and self.sharing.trouble is Trouble.NONE:
            self._gathering.start()

    @Slot()
    def _exchange(self) -> None:
        """Exchange, or once more when the exchange that goes on has ended."""
        if not self.sharing.is_shared or self._is_held or self._is_over:
            return
        if self._job is not None:
            self._is_wanted = True
            return
        self._is_wanted = False
        self._gathering.stop()
        self._turn.stop()
        self._stop_watching()
        line = self._line = self._line or self._make_line(self._data_folder)
        password, typed = self.password.value, self.password.typed

        def work(job: Job, desk: "Desk", actor: Actor) -> "_Ended":
            from jointdesk.operations.carrying import is_all_carried
            from jointdesk.operations.shared_desk import desk_status, keep_password

            waiting = desk_status(desk).waiting
            done = line.exchange(desk, actor.at, password, job.cancelled)
            is_kept = bool(typed) and keep_password(desk, typed)
            left = 0 if any(one.sent for one in done) else waiting
            return _Ended(done, left, not is_all_carried(desk), password, is_kept)

        self._job = self._desk.work_beside(
            work, self._end, lambda error: self._fail(error, password), lambda *_: None
        )
        self._show(is_busy=True)

    def _end(self, ended: "_Ended") -> None:
        done, self._left, self._is_left = ended[:3]
        self._job = None
        self.password.accept(ended.password, is_kept=ended.is_kept)
        self._failures = 0
        is_open = self._watch()
        was_removed = self.sharing.is_removed
        states = [one.hello.state for one in done if one.hello is not None]
        self._show(
            is_busy=False,
            is_open=is_open,
            is_removed="leaving" in states[-1:],
            trouble=Trouble.NONE,
            words="",
            synced_at=now(),
        )
        self._plan()
        if self.sharing.is_removed and not was_removed:
            self._desk.noticed.emit(Notice(REMOVED, Tone.PROBLEM))
        for words in (words for one in done for words in one.told):
            self._desk.noticed.emit(Notice(words, Tone.PROBLEM))
        if any(one.items for one in done):
            self._desk.announce()  # which looks at how the desk stands too
        else:
            self.look()
        self.exchanged.emit()

    def _fail(self, error: Exception, tried: str) -> None:
        self._job = None
        self._failures += 1
        known = self.sharing.words
        trouble, words = Trouble.PERSON, _WENT_WRONG
        if isinstance(error, SecretError):
            trouble, words = Trouble.PASSWORD, _NO_PASSWORD
        elif isinstance(error, JointDeskError):
            trouble, words = trouble_of(error), str(error)
        else:
            self._desk.fail(error)
        self._show(is_busy=False, is_open=False, trouble=trouble, words=words)
        if trouble is Trouble.PASSWORD and self.password.refuse(tried):
            self.exchange_now()
            return
        if trouble in (Trouble.PASSWORD, Trouble.PERSON) and words != known:
            show = self.show_requested.emit
            self._desk.noticed.emit(Notice(words, Tone.PROBLEM, "Look at it", show))
        self._plan()

    def _plan(self) -> None:
        """Say when the next exchange is."""
        trouble = self.sharing.trouble
        if self._is_wanted and trouble is Trouble.NONE:
            self._gathering.start()
        share = random.random()  # noqa: S311 - no secret, only not all at once
        pause = pause_s(trouble, self._failures, share)
        if pause is not None:
            self._turn.start(round(pause * 1000))

    def _watch(self) -> bool:
        """Be called by the server; False where there is no connection to watch."""
        socket = self._line.socket if self._line is not None else None
        if socket is None:
            return False
        self._notifier = QSocketNotifier(socket, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_called)
        return True

    @Slot()
    def _on_called(self) -> None:
        self._stop_watching()  # until the exchange has read what there is
        self._exchange()

    def _stop_watching(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None

    def _part(self) -> None:
        """Hang up: the desk is not shared any more."""
        self._gathering.stop()
        self._turn.stop()
        self._stop_watching()
        self.password.know("")
        if self._line is not None and self._job is None:
            self._line.hang_up()
            self._show(is_open=False, is_removed=False, trouble=Trouble.NONE, words="")

    @Slot()
    def _on_closing(self) -> None:
        """Send what was just changed if that is quick, and hang up."""
        wants = self._gathering.isActive() or self._is_wanted
        self._turn.stop()
        if wants and self.sharing.is_open:
            self._exchange()
        self._is_over = True
        self._gathering.stop()
        self._stop_watching()
        if self._job is not None and self.sharing.is_open:
            self._job.wait(_PARTING_S)
        if self._line is not None:
            self._line.close()

    def _show(self, **fields: object) -> None:
        sharing = Sharing(**{**self.sharing._asdict(), **fields})
        if sharing != self.sharing:
            self.sharing = sharing
            self.sharing_changed.emit()


class _Ended(NamedTuple):
    """What exchanges came to, how much was left to send, and if calendars were left to carry.

    `password` was accepted, "" for the keyring's; it `is_kept` where it was typed and is there now.
    """

    done: "list[Exchanged]"
    left: int
    is_left: bool
    password: str
    is_kept: bool


class _Found(NamedTuple):
    """How the desk stands: `is_all_carried` where all that was read of calendars is handed on."""

    membership: Membership | None
    person: str
    waiting: int
    may_only_send: bool
    is_all_carried: bool
    zone: ZoneInfo


def _read(reading: Reading) -> _Found:
    """Read how the desk stands; who shares none needs nothing of what talks to servers."""
    membership = find_membership(reading.connection)
    if membership is None:
        return _Found(None, "", 0, False, True, reading.zone)
    from jointdesk.operations.carrying import is_all_carried
    from jointdesk.operations.shared_desk import desk_status

    person = person_by_id(reading, membership.person_id).name
    status = desk_status(reading)
    return _Found(
        membership,
        person,
        status.waiting,
        status.may_only_send,
        is_all_carried(reading),
        reading.zone,
    )


def _line(data_folder: Path) -> "DeskLine":
    from jointdesk.operations.desk_line import DeskLine

    return DeskLine(data_folder)
