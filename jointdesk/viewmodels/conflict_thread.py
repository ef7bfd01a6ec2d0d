"""What people say to each other about the conflict that is shown, and what they answer."""

from collections.abc import Callable
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from jointdesk.domain.actors import Actor
from jointdesk.domain.conflicts import JudgedConflict
from jointdesk.domain.people import Audience
from jointdesk.domain.proposals import STATES
from jointdesk.domain.words import plain, plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.comments import comment_on_conflict, readers_of
from jointdesk.operations.conflict_threads import Asked, Thread, read_talk, see_conflict
from jointdesk.operations.conflicts import find_conflict, stream_of_conflict
from jointdesk.operations.proposals import refuse, sentence_of
from jointdesk.store.people import person_names
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.conflict_history import when_told
from jointdesk.viewmodels.conflict_list import ConflictRow, Entry
from jointdesk.viewmodels.conflicts import ConflictsModel
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone


class SaidLine(NamedTuple):
    """One thing that was said: `words`, and under it `note`; `status` is a proposal's.

    `can_answer` and `can_take_back` say what this person may do with it; one that `is_changed` is
    not accepted any more. `is_new` is True for what they had not seen when they opened it.
    """

    id: str
    who: str
    when: str
    words: str
    note: str = ""
    status: str = ""
    is_proposal: bool = False
    can_answer: bool = False
    can_take_back: bool = False
    is_changed: bool = False
    is_new: bool = False


class ThreadView(NamedTuple):
    """All that was said about a conflict; `seen` tells whether its owner saw it.

    `readers` says who reads what is said here.
    """

    conflict_id: str = ""
    lines: tuple[SaidLine, ...] = ()
    seen: str = ""
    readers: str = ""
    unseen: tuple[str, ...] = ()


def read_thread(reading: Reading, audience: Audience, judged: JudgedConflict) -> ThreadView:
    """Read what a person may know of what was said about a conflict."""
    thread = read_talk(reading, audience).thread(judged)
    names = person_names(reading.connection)
    said = [
        (one.at, one.order, _line(one.id, names, one.author, one.at, reading.zone, one.text))
        for one in thread.comments
    ]
    for asked in thread.proposals:
        proposal = asked.proposal
        words = sentence_of(reading, audience, proposal)
        line = _line(proposal.id, names, proposal.by, proposal.at, reading.zone, words)
        line = _proposed(line, asked, audience.person_id, names)
        said.append((proposal.at, proposal.order, line))
    conflict = judged.conflict
    stream = stream_of_conflict(reading, audience, conflict, now())
    return ThreadView(
        conflict.id,
        tuple(
            line._replace(is_new=line.id in thread.unseen)
            for _, _, line in sorted(said, key=lambda one: one[:2])
        ),
        _seen(judged, thread, names, reading.zone),
        readers_of(reading, stream),
        thread.unseen,
    )


def _line(
    id_: str, names: dict[str, str], person: str, at: int, zone: ZoneInfo, text: str
) -> SaidLine:
    words = "\n".join(plain(line) for line in text.splitlines())
    return SaidLine(
        id_, plain_line(names.get(person, "")) or "The director", when_told(at, zone), words
    )


def _proposed(line: SaidLine, asked: Asked, person_id: str, names: dict[str, str]) -> SaidLine:
    proposal = asked.proposal
    answered = plain_line(names.get(proposal.answered_by or "", ""))
    status = STATES[proposal.state] if not proposal.is_open else ""
    status = f"{status} by {answered}" if answered and proposal.state != "withdrawn" else status
    answer = plain_line(proposal.answer)
    return line._replace(
        note=plain_line(proposal.text),
        status=f"{status}: {answer}" if answer else status,
        is_proposal=True,
        can_answer=asked.may_answer,
        can_take_back=proposal.is_open and proposal.by == person_id,
        is_changed=asked.is_changed,
    )


def _seen(judged: JudgedConflict, thread: Thread, names: dict[str, str], zone: ZoneInfo) -> str:
    """Return "Bridget Lyall saw it Mon 14 Dec 09:20", or that she has not; "" for nobody's."""
    if judged.state.value != "assigned" or judged.owner is None:
        return ""
    name = plain_line(names.get(judged.owner, "")) or "The director"
    if thread.seen_at is None:
        return f"{name} has not seen it yet."
    return f"{name} saw it {when_told(thread.seen_at, zone)}."


class ConflictThreadModel(QObject):
    """Keeps the thread of the conflict that is shown; what is said goes out at once, with Undo.

    Signals:
        thread_changed: another thread is in `view`.
    """

    thread_changed = Signal()

    def __init__(
        self, desk: DeskModel, conflicts: ConflictsModel, undo: Callable[[], None]
    ) -> None:
        """Follow what a page shows; `undo` takes the last action back."""
        super().__init__(desk)
        self.view = ThreadView()
        self._desk, self._conflicts, self._undo = desk, conflicts, undo
        self._new: frozenset[str] = frozenset()
        self._noted: frozenset[str] = frozenset()
        conflicts.detail_changed.connect(self.load)
        self.load()

    @property
    def entry(self) -> Entry | None:
        """The conflict that is shown, with its meetings."""
        detail = self._conflicts.detail
        for line in self._conflicts.list.lines:
            if detail is not None and isinstance(line, ConflictRow) and detail.id in line.ids:
                return next(one for one in line.entries if one.id == detail.id)
        return None

    @property
    def zone(self) -> ZoneInfo:
        """The desk's zone; only while a conflict is shown."""
        known = self._conflicts.known
        assert known is not None  # what is shown was read
        return known.zone

    def load(self) -> None:
        """Read the thread in the worker."""
        entry, audience = self.entry, self._desk.audience
        if entry is None or audience is None:
            self._take(ThreadView())
            return
        self._desk.read(
            lambda reading: read_thread(reading, audience, entry.judged),
            lambda found: self._take(found) if self.entry is entry else None,
        )

    def _take(self, found: ThreadView) -> None:
        """Show a thread; what was new when it was opened stays marked until another is."""
        if found.conflict_id != self.view.conflict_id:
            self._new = frozenset()
        self._new |= {*found.unseen}
        self._noted &= {*found.unseen}  # what is said anew is seen anew
        lines = tuple(one._replace(is_new=one.id in self._new) for one in found.lines)
        found = found._replace(lines=lines)
        if found != self.view:
            self.view = found
            self.thread_changed.emit()

    def see(self) -> None:
        """Note that the person has it before their eyes, where anything of it is new to them."""
        conflict_id, unseen = self.view.conflict_id, frozenset(self.view.unseen)
        if unseen - self._noted:
            self._noted |= unseen  # once is enough, whatever becomes of it

            def work(desk: Any, actor: Actor, audience: Audience) -> None:
                see_conflict(
                    desk, actor, audience, find_conflict(desk, audience, conflict_id, actor.at)
                )

            self._act(work)

    # What the person says

    def comment(self, text: str) -> None:
        """Say something to the others."""
        conflict_id = self.view.conflict_id
        self._act(
            lambda desk, actor, audience: comment_on_conflict(
                desk, actor, audience, conflict_id, text
            ),
            lambda _: "Said.",
        )

    def accept(self, proposal_id: str, word: str) -> None:
        """Do what a proposal says; tell what else somebody has to do."""

        def work(desk: Any, actor: Actor, audience: Audience) -> Any:
            from jointdesk.operations.proposal_acts import accept  # with it comes ical

            return accept(desk, actor, audience, proposal_id, word)

        self._act(work, lambda made: " ".join((f"Accepted: {made.sentence}.", *made.notes)))

    def refuse(self, proposal_id: str, why: str) -> None:
        """Decline a proposal, or take one's own back."""
        self._act(
            lambda desk, actor, audience: refuse(desk, actor, audience, proposal_id, why),
            lambda state: "Taken back." if state == "withdrawn" else "Declined.",
        )

    def _act(
        self,
        work: Callable[[Any, Actor, Audience], Any],
        words: Callable[[Any], str] = lambda _: "",
    ) -> None:
        """Do it in the worker, and say what came of it with Undo, or say nothing for ""."""
        audience = self._desk.audience
        if audience is None:
            return

        def tell(found: Any) -> None:
            if told := words(found):
                self._desk.noticed.emit(Notice(plain_line(told), Tone.DONE, "Undo", self._undo))

        self._desk.act(lambda desk, actor: work(desk, actor, audience), tell)
