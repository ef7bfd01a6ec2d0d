"""The outbox and the worklist: what waits, and what a person does with it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.people import Audience
from jointdesk.operations.clock import now
from jointdesk.operations.invitations import answer
from jointdesk.operations.outbox import retry, settle_collision, withdraw
from jointdesk.operations.sending import send, send_event
from jointdesk.store.desk import Desk
from jointdesk.store.reading import Reading
from jointdesk.sync.report import Report
from jointdesk.viewmodels.collisions import CollisionsModel, collision_reminders
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.outbox_rows import (
    Outbox,
    WorklistLine,
    read_outbox,
    read_reminders,
    told_of_collisions,
    untried,
)
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.proposals import ProposalModel
from jointdesk.viewmodels.status import Reminder

Work = Callable[[Desk, Actor, Audience], object]


class OutboxModel(QObject):
    """What waits for one person, kept in step with the desk while somebody looks.

    Signals:
        outbox_changed: `outbox` or `ended` are others.
        show_requested: somebody wants to see what waits.
        write_requested(object): the ids of calendars for which something waits since just now.
    """

    outbox_changed = Signal()
    show_requested = Signal()
    write_requested = Signal(object)

    def __init__(self, desk: DeskModel, undo: Callable[[], None]) -> None:
        """Follow a desk; `undo` reverses the person's last change."""
        super().__init__(desk)
        self.outbox = Outbox()
        self.ended: tuple[WorklistLine, ...] = ()
        self.proposals = ProposalModel(desk)
        self.twice = CollisionsModel(desk, undo)
        self._desk = desk
        self._undo = undo
        self._whose: Audience | None = None
        self._withdrawn: set[str] = set()
        self._collided: dict[str, set[str]] = {}
        self._has_begun = False
        desk.acted.connect(self._on_acted)

    def reminders(self, reading: Reading, audience: Audience) -> tuple[Reminder, ...]:
        """Read how much waits, first what two people changed at once; for the worker."""
        found = collision_reminders(reading, audience)
        return (*found, *read_reminders(reading, audience, now()))

    def begin(self) -> None:
        """Read what waits now, and whenever the desk has changed."""
        if not self._has_begun:
            self._has_begun = True
            self._desk.pages.follow(Page.OUTBOX, self.load)
        self.load()

    @Slot()
    def _on_acted(self) -> None:
        """Have what the person has just changed written soon."""
        audience = self._desk.audience
        if audience is not None:
            self._desk.read(lambda reading: untried(reading, audience, now()), self._want)

    def _want(self, calendars: frozenset[str]) -> None:
        if calendars:
            self.write_requested.emit(calendars)

    @Slot(object)
    def after_reading(self, report: Report) -> None:
        """Tell, once until it is settled, of what a reading found changed here and there."""
        if not report.was_read:
            return
        found = set(report.collisions)
        new = found - self._collided.get(report.id, set())
        self._collided[report.id] = found
        audience = self._desk.audience
        if new and audience is not None:
            self._desk.read(
                lambda reading: told_of_collisions(reading, audience, now(), report.id, new),
                self._tell,
            )

    def _tell(self, said: str) -> None:
        if said:
            show = self.show_requested.emit
            self._desk.noticed.emit(Notice(said, Tone.INFO, "Look at it", show))

    @Slot()
    def load(self) -> None:
        """Read it in the worker."""
        audience = self._desk.audience
        if audience is not None:
            self._desk.read(
                lambda reading: read_outbox(reading, audience, now()),
                lambda found: self._take(found, audience),
            )

    def _take(self, outbox: Outbox, audience: Audience) -> None:
        if audience is not self._desk.audience:
            return
        if audience is not self._whose:
            self._whose, self.ended, self._withdrawn = audience, (), set()
        elif outbox == self.outbox:
            return
        else:
            self.ended = self._ended(outbox)
        self.outbox = outbox
        self.outbox_changed.emit()

    def _ended(self, outbox: Outbox) -> tuple[WorklistLine, ...]:
        """Return what is ticked: it was to be done, and a reading has shown it since."""
        there = {one.id for one in outbox.worklist}
        self._withdrawn -= there  # what was withdrawn and brought back
        gone = (one for one in (*self.ended, *self.outbox.worklist) if one.id not in there)
        kept = {one.id: one for one in gone if one.id not in self._withdrawn}
        return tuple(kept.values())

    # What a person does

    def retry(self, entry_id: str) -> None:
        """Have it tried again at the next reading."""
        self._act(
            lambda desk, actor, audience: retry(desk, actor, audience, entry_id),
            "It is tried again at the next reading (F5).",
            can_undo=False,
        )

    def withdraw(self, entry_id: str) -> None:
        """Take it back."""
        self._withdrawn.add(entry_id)
        self._act(
            lambda desk, actor, audience: withdraw(desk, actor, audience, entry_id), "Withdrawn."
        )

    def send(self, entry_id: str) -> None:
        """Let its server tell whom the row says it would tell."""
        seen = next((one.told for one in self.outbox.entries if one.id == entry_id), "")
        self._act(
            lambda desk, actor, audience: send(desk, actor, audience, entry_id, seen),
            "It is sent when it is written, at the next reading (F5).",
            can_undo=False,
        )

    def send_kept_back(self, event_id: str) -> None:
        """Let its server tell those of whom nobody was told when it was written."""
        self._act(
            lambda desk, actor, audience: send_event(desk, actor, audience, event_id),
            "It is sent at the next reading (F5).",
            can_undo=False,
        )

    def answer(self, invitation_id: str, reply: str) -> None:
        """Answer an invitation: "accepted", "tentative" or "declined"."""
        self._act(
            lambda desk, actor, audience: answer(desk, actor, audience, invitation_id, reply),
            f"Answered: {reply}. The organiser is told when it is written.",
        )

    def settle(self, entry_id: str, field: str, choice: str, value: str) -> None:
        """Say which value is right: "mine" or "theirs", which `value` tells in words."""
        for known in self._collided.values():
            known.discard(entry_id)
        self._act(
            lambda desk, actor, audience: settle_collision(
                desk, actor, audience, entry_id, field, choice
            ),
            f"Kept {value}.",
        )

    def save(self, entry_id: str, file: str) -> None:
        """Save what is to be put into a calendar as a calendar file."""
        line = next((one for one in self.outbox.worklist if one.id == entry_id), None)
        if line is None:
            return
        try:
            Path(file).write_bytes(line.calendar)
        except OSError as error:
            reason = error.strerror or "it cannot be written"
            self._desk.fail(WrongUseError(f"{Path(file).name} was not saved: {reason}."))
        else:
            self._desk.noticed.emit(Notice(f"Saved {Path(file).name}."))

    def _act(self, work: Work, said: str, *, can_undo: bool = True) -> None:
        audience = self._desk.audience
        if audience is None:
            return

        def done(_result: object) -> None:
            action, act = ("Undo", self._undo) if can_undo else ("", None)
            self._desk.noticed.emit(Notice(said, Tone.DONE, action, act))

        self._desk.act(lambda desk, actor: work(desk, actor, audience), done)
