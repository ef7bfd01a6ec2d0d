"""What is proposed for a decision that was taken, to be accepted or set aside."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from jointdesk.domain.decisions import Decision
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.fields import read
from jointdesk.domain.moments import local
from jointdesk.domain.words import counted, plain, plain_line
from jointdesk.operations.amendments import (
    Amendment,
    accept_amendments,
    list_amendments,
    set_aside_amendments,
)
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.day_words import shown_day
from jointdesk.viewmodels.decision_form import Choices, shown
from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.words import clock_of, joined

if TYPE_CHECKING:
    from jointdesk.domain.actors import Actor
    from jointdesk.domain.people import Audience
    from jointdesk.store.desk import Desk


class Proposal(NamedTuple):
    """One proposed amendment as the card shows it: what is fixed, what is proposed, by whom."""

    name: str
    label: str
    now: str
    proposed: str
    told: str


class AmendmentsModel(QObject):
    """Keeps what is proposed for one decision in step with the register.

    Signals:
        changed: `proposals` are others.
        failed(str): what was asked for was not done, and why, in a sentence.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, register: DecisionsModel, undo: Callable[[], None]) -> None:
        """Serve decisions of a register; `undo` takes the person's last action back."""
        super().__init__(register)
        self.proposals: tuple[Proposal, ...] = ()
        self._register = register
        self._desk = register.desk
        self._undo = undo
        self._decision = ""

    def show(self, decision: Decision | None) -> None:
        """Show what is proposed for a decision; most have nothing, and nothing is read."""
        audience = self._desk.audience
        if decision is None or not decision.proposed or audience is None:
            self._decision = ""
            self._take(())
            return
        if self._decision != decision.id:
            self._take(())
        asked = self._decision = decision.id

        def take(found: tuple[Proposal, ...]) -> None:
            if self._decision == asked and audience is self._desk.audience:
                self._take(found)

        self._desk.read(lambda reading: self._read(reading, audience, decision), take)

    def _take(self, found: tuple[Proposal, ...]) -> None:
        if found != self.proposals:
            self.proposals = found
            self.changed.emit()

    def _read(
        self, reading: Reading, audience: "Audience", decision: Decision
    ) -> tuple[Proposal, ...]:
        """Read in the worker what is proposed."""
        register = self._register.register
        if register is None:
            return ()
        choices = Choices(decision, register)

        def told(one: Amendment) -> str:
            who = plain_line(register.people.get(one.person, "")) or "Somebody"
            moment = local(one.at, reading.zone) if one.at is not None else None
            when = f"{shown_day(moment.date())}, {clock_of(moment)}" if moment else ""
            return joined((who, when))

        return tuple(
            Proposal(
                one.field.name,
                one.field.label,
                _plain(shown(one.field, getattr(decision, one.field.name), choices)),
                _plain(shown(one.field, read(one.field, one.value), choices)),
                told(one),
            )
            for one in list_amendments(reading, audience, decision.id)
        )

    def accept(self, names: Sequence[str], reason: str) -> None:
        """Make a new version of what is proposed for these fields."""
        if not reason.strip():
            self.failed.emit("Give a reason: it stays on the record.")
            return
        decision = self._decision
        self._act(
            lambda desk, actor, audience: accept_amendments(
                desk, actor, audience, decision, names, reason.strip()
            ),
            "Made a new version.",
            is_final=True,
        )

    def set_aside(self, names: Sequence[str]) -> None:
        """End what is proposed for these fields."""
        decision = self._decision
        self._act(
            lambda desk, actor, audience: set_aside_amendments(
                desk, actor, audience, decision, names
            ),
            f"Set {counted(len(names), 'proposed amendment')} aside.",
        )

    def _act(
        self,
        work: Callable[["Desk", "Actor", "Audience"], None],
        said: str,
        *,
        is_final: bool = False,
    ) -> None:
        audience = self._desk.audience
        if audience is None:
            return

        def done(_result: Any) -> None:
            way_back = () if is_final else ("Undo", self._undo)
            self._desk.noticed.emit(Notice(said, Tone.DONE, *way_back))

        def failed(error: JointDeskError) -> None:
            self.failed.emit(str(error))

        self._desk.act(lambda desk, actor: work(desk, actor, audience), done, failed=failed)


def _plain(text: str) -> str:
    """Return text of several lines without what could act on the text around it."""
    return "\n".join(map(plain, text.splitlines())) or "Nothing"
