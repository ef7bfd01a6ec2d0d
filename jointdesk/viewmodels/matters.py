"""One matter in the window: what its page shows, and every step that a person takes there."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_words import STATUS_WORDS
from jointdesk.domain.decisions import Status
from jointdesk.domain.entry import entered
from jointdesk.domain.errors import JointDeskError, NotFoundError
from jointdesk.domain.items import Fields
from jointdesk.domain.matters import MATTER
from jointdesk.domain.moments import local
from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_line, short_day
from jointdesk.operations import decisions, matters
from jointdesk.operations.history import item_history
from jointdesk.operations.meeting_decisions import fields_from_meeting
from jointdesk.operations.naming import Names
from jointdesk.operations.pairings import find_meeting
from jointdesk.operations.tasks import add_task, complete_tasks, reopen_tasks
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.decision_editor import readable
from jointdesk.viewmodels.decision_form import NOTES
from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.viewmodels.matter_detail import MatterDetail, detail_of
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.page_actions import PageActions
from jointdesk.viewmodels.words import clock_of

FINAL = frozenset({Status.TAKEN})
"""Steps that nothing takes back; all others can be undone."""


class Told(NamedTuple):
    """One line of the history: when, who, what."""

    when: str
    who: str
    what: str


class MatterModel(PageActions):
    """Keeps the open matter in step with the register.

    Signals:
        detail_changed: `detail` is new; None where the matter is not there any more.
        history_changed: `history` belongs to `detail`.
        opened(str, str): a matter and a decision that were made here are to be shown.
    """

    detail_changed = Signal()
    history_changed = Signal()
    opened = Signal(str, str)

    def __init__(self, register: DecisionsModel, undo: Callable[[], None]) -> None:
        """Show matters of a register; `undo` takes the person's last action back."""
        super().__init__(register.desk, undo, register)
        self.register = register
        self.detail: MatterDetail | None = None
        self.history: tuple[Told, ...] = ()
        self._matter = ""
        register.register_changed.connect(self._on_register)

    # Showing

    def open(self, matter_id: str) -> None:
        """Show a matter; one that was just made comes with the register that is being read."""
        self._matter = matter_id
        self.history = ()
        register = self.register.register
        if register is not None and register.entry_of(matter_id) is not None:
            self._on_register()

    def close(self) -> None:
        """Show none any more."""
        self._matter, self.detail, self.history = "", None, ()

    @Slot()
    def _on_register(self) -> None:
        register = self.register.register
        if not self._matter:
            return
        entry = register.entry_of(self._matter) if register else None
        self.detail = detail_of(entry, register) if entry and register else None
        if self.detail is None:
            self._matter, self.history = "", ()
        self.detail_changed.emit()
        audience, matter_id = self._desk.audience, self._matter
        if self.detail is not None and audience is not None:
            ids = [matter_id, *(half.decision.id for half in self.detail.halves)]

            def take(history: tuple[Told, ...]) -> None:
                if self._matter == matter_id:
                    self.history = history
                    self.history_changed.emit()

            self._desk.read(lambda reading: read_history(reading, audience, ids), take)

    def today(self) -> date:
        """Return the day as of which everything is shown."""
        register = self.register.register
        return register.today if register else date.min

    def say(self, sentence: str) -> None:
        """Tell the person why something was refused that has no field of its own."""
        self._desk.noticed.emit(Notice(sentence, Tone.PROBLEM))

    # Steps

    def advance(
        self, decision_id: str, to: Status, on: date | None = None, reason: str = ""
    ) -> None:
        """Take a step of a decision's life; what a person should know of it is in the notice."""

        def work(desk: Any, actor: Actor, audience: Audience) -> Sequence[str]:
            return decisions.advance(desk, actor, audience, decision_id, to, on, reason)

        def said(warnings: Sequence[str]) -> str:
            told = f"{self._ref(decision_id)}: {STATUS_WORDS[to].lower()}."
            return " ".join((told, *warnings))

        self._act("step", work, said, is_final=to in FINAL)

    def supersede(self, old_id: str, new_id: str, reason: str = "") -> None:
        """Let another decision of the body take a decision's place."""
        self._act(
            "step",
            lambda desk, actor, audience: decisions.supersede(
                desk, actor, audience, old_id, new_id, reason
            ),
            lambda _: f"{self._ref(old_id)} gives way to {self._ref(new_id)}.",
        )

    def edit_matter(self, name: str, value: object) -> None:
        """Save what was entered in a field of the matter."""
        matter_id, field = self._matter, MATTER.field(name)
        try:
            read = readable(field, value)
        except ValueError as error:
            self.failed.emit(name, str(error))
            return

        def work(desk: Any, actor: Actor, audience: Audience) -> None:
            fields = entered(MATTER, {name: read}, Names(desk, audience).id_of)
            matters.edit_matter(desk, actor, audience, matter_id, fields)

        said = f"Saved “{field.label}”."
        self._act(name, work, lambda _: said, is_final=name in NOTES)

    # New ones

    def add_matter(self, title: str, matter_id: str, rows: Sequence[Fields]) -> None:
        """Add one decision for each row, on a new matter or on a known one.

        Without a row only the matter is made.
        """
        common: Fields = {"title": title, "matter": matter_id}
        given = {name: value for name, value in common.items() if value}

        def work(desk: Any, actor: Actor, audience: Audience) -> tuple[str, str]:
            if not rows:
                return matters.add_matter(desk, actor, audience, {"title": title}), ""
            every = [{**given, **row} for row in rows]
            ids = decisions.add_decisions(desk, actor, audience, every, one_matter=True)
            found = Names(desk, audience).meant(ids[0]).decision_by_id[ids[0]]
            return found.matter, found.id

        said = f"Added “{plain_line(title)}”." if title else "Added to the matter."
        self._act("new", work, lambda _: said, self._show_new)

    def read_meeting(
        self, meeting_id: str, take: Callable[[tuple[str, Sequence[Fields]]], None]
    ) -> None:
        """Read what a meeting says of decisions taken there: its title, and a row a body."""
        audience = self._desk.audience
        if audience is None:
            return

        def read(reading: Reading) -> tuple[str, Sequence[Fields]]:
            meeting = find_meeting(reading, audience, meeting_id)
            title = plain_line(meeting.preferred.details.title)
            return title, fields_from_meeting(reading, audience, meeting_id)

        self._desk.read(read, take)

    def add_decision(self, org_id: str, fields: Fields | None = None) -> None:
        """Add a decision of another body to the matter."""
        matter_id = self._matter

        def work(desk: Any, actor: Actor, audience: Audience) -> tuple[str, str]:
            row = {"org": org_id, "matter": matter_id, **(fields or {})}
            (made,) = decisions.add_decisions(desk, actor, audience, [row])
            return matter_id, made

        self._act("new", work, lambda _: "Added a decision.", self._show_new)

    def _show_new(self, made: tuple[str, str]) -> None:
        self.opened.emit(*made)

    # Tasks

    def add_task(self, title: str) -> None:
        """Add a task to the matter, of the bodies that decide on it."""
        matter_id = self._matter
        fields: Fields = {"title": title.strip(), "matter": matter_id}
        self._act(
            "task",
            lambda desk, actor, audience: add_task(desk, actor, Names(desk, audience), fields),
            lambda _: f"Added the task “{plain_line(title)}”.",
        )

    def tick_task(self, task_id: str, is_done: bool) -> None:
        """Say that a task is done, or that it is not."""
        change = complete_tasks if is_done else reopen_tasks
        self._act(
            "task",
            lambda desk, actor, audience: change(desk, actor, Names(desk, audience), [task_id]),
            lambda _: "Done." if is_done else "Opened again.",
        )

    # Acting

    def _ref(self, decision_id: str) -> str:
        register = self.register.register
        known = register.records.decision_by_id.get(decision_id) if register else None
        return (plain_line(known.ref) if known else "") or "The decision"

    def _refuse(self, key: str, error: JointDeskError) -> None:
        """Say on the page alone why it was not done."""
        self.failed.emit(key, str(error))


def read_history(reading: Reading, audience: Audience, ids: Sequence[str]) -> tuple[Told, ...]:
    """Return what was done to items, the newest first, as far as the audience may know."""
    found = {}
    for one in ids:
        try:
            changes = item_history(reading, audience, one)
        except NotFoundError:
            continue
        for change in changes:
            moment = local(change.at, reading.zone)
            when = f"{short_day(moment.date())} {moment.year}, {clock_of(moment)}"
            what = plain_line(change.label)
            found[change.at, what] = Told(when, plain_line(change.who), what)
    return tuple(told for _, told in sorted(found.items(), reverse=True))
