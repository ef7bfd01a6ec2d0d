"""Editing a decision: each field is saved when it is left, with Undo.

The text of a decision that was taken is fixed. It is amended: what changes is gathered, and
becomes a new version with a reason, all at once.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decisions import Decision
from jointdesk.domain.entry import entered
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.fields import Field, Kind
from jointdesk.domain.forums import FORUM
from jointdesk.domain.items import Fields, Json
from jointdesk.governance.completeness import is_answered
from jointdesk.governance.written_days import read_day
from jointdesk.operations.decisions import edit_decision
from jointdesk.operations.meeting_decisions import fields_from_forum
from jointdesk.operations.naming import Names
from jointdesk.store.organisations import list_organisations
from jointdesk.store.records import find_record
from jointdesk.viewmodels.amendments import AmendmentsModel
from jointdesk.viewmodels.decision_form import NOTES, Form, form_of
from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.viewmodels.notices import Notice, Tone

AMENDMENT = "amendment"
"""The key of what is wrong with a new version as a whole."""


class DecisionEditor(QObject):
    """Keeps the form of one decision in step with the register, and saves what is entered.

    Signals:
        form_changed: `form` is new; None where there is no such decision.
        saved(str): what was entered in a field was saved.
        failed(str, str): a field's name, and why its value was not saved.
        amending_changed: whether fixed fields can be amended is another, or what was gathered.
    """

    form_changed = Signal()
    saved = Signal(str)
    failed = Signal(str, str)
    amending_changed = Signal()

    def __init__(self, register: DecisionsModel, undo: Callable[[], None]) -> None:
        """Edit decisions of a register; `undo` takes the person's last action back."""
        super().__init__(register)
        self.form: Form | None = None
        self.is_amending = False
        self.gathered: dict[str, object] = {}
        self._register = register
        self._desk = register.desk
        self._undo = undo
        self._decision = ""
        self.amendments = AmendmentsModel(register, undo)
        register.register_changed.connect(self._on_register)

    @property
    def decision(self) -> Decision | None:
        """The decision as it stands."""
        register = self._register.register
        return register.records.decision_by_id.get(self._decision) if register else None

    def open(self, decision_id: str) -> None:
        """Edit a decision."""
        if decision_id != self._decision:
            self._decision = decision_id
            self.is_amending, self.gathered = False, {}
            self._on_register()
            self.amending_changed.emit()

    @Slot()
    def _on_register(self) -> None:
        register = self._register.register
        decision = self.decision
        if not self._decision:
            return
        if register is None or decision is None:
            self.form, self._decision = None, ""
        else:
            for entry in register.entries:
                for stands in entry.standings if entry.matter.id in ("", decision.matter) else ():
                    if stands.decision.id == decision.id:
                        self.form = form_of(stands, register)
        self.amendments.show(decision)
        self.form_changed.emit()

    # Saving

    def save(self, name: str, value: object) -> None:
        """Save what was entered in a field: a text as typed, or the value to be stored.

        A fixed field of a decision that is being amended is kept until the new version is made.
        """
        field = DECISION.field(name)
        try:
            read = readable(field, value)
        except ValueError as error:
            self.failed.emit(name, str(error))
            return
        line = self.form.line(name) if self.form else None
        if line is not None and line.is_locked:
            if self.is_amending:
                self.gathered[name] = read
                self.failed.emit(name, "")
                self.amending_changed.emit()
            return
        self._edit({name: read}, "", f"Saved “{field.label}”.", name)

    def begin_amending(self) -> None:
        """Let fixed fields be changed, for a new version."""
        self.is_amending = True
        self.amending_changed.emit()

    def leave_amending(self) -> None:
        """Forget what was gathered for a new version."""
        self.is_amending, self.gathered = False, {}
        self.amending_changed.emit()
        self.form_changed.emit()

    def amend(self, reason: str) -> None:
        """Make a new version of what was gathered."""
        if not reason.strip():
            self.failed.emit(AMENDMENT, "Give a reason: it stays on the record.")
        elif not self.gathered:
            self.failed.emit(AMENDMENT, "Nothing was changed yet.")
        else:
            self._edit(self.gathered, reason.strip(), "Made a new version.", AMENDMENT)

    def _edit(self, values: Mapping[str, object], reason: str, said: str, key: str) -> None:
        audience, decision = self._desk.audience, self.decision
        if audience is None or decision is None:
            return

        def work(desk: Any, actor: Actor) -> None:
            names = Names(desk, audience)
            fields: dict[str, Json] = dict(entered(DECISION, values, names.id_of))
            if not reason:
                fields |= _of_forum(desk, decision, fields)
            edit_decision(desk, actor, audience, decision.id, fields, reason)

        def done(_result: object) -> None:
            if reason:
                self.leave_amending()
            self.saved.emit(key)
            is_final = bool(reason) or not NOTES.keys().isdisjoint(values)
            way_back = () if is_final else ("Undo", self._undo)
            self._desk.noticed.emit(Notice(said, Tone.DONE, *way_back))

        def failed(error: JointDeskError) -> None:
            self.failed.emit(key, str(error))

        self._desk.act(work, done, failed=failed)


def readable(field: Field, value: object) -> object:
    """Return what was entered with its days as ISO 8601, as `entered` takes them.

    Raises:
        ValueError: a day cannot be read; its text is a sentence for the person.
    """
    if isinstance(value, str) and field.kind is Kind.DAY and value.strip():
        return _iso(value)
    if isinstance(value, list) and field.kind is Kind.ROWS:
        days = {part.name for part in field.parts if part.kind is Kind.DAY}
        return [
            {name: _iso(each) if name in days and each else each for name, each in row.items()}
            for row in value
        ]
    return value


def _iso(text: str) -> str:
    found = read_day(text)
    if isinstance(found, str):
        raise ValueError(f"“{text.strip()}” is no day: {found}.")  # noqa: TRY004
    return found.isoformat()


def _of_forum(desk: Any, decision: Decision, fields: Fields) -> dict[str, Json]:
    """Return what a forum that was chosen fills in, of what nobody has answered yet."""
    forum = find_record(desk.connection, FORUM, str(fields.get("forum") or ""))
    organisation = next(
        (one for one in list_organisations(desk.connection) if one.id == decision.org), None
    )
    if forum is None or organisation is None:
        return {}
    return {
        name: value
        for name, value in fields_from_forum(forum, organisation).items()
        if name not in fields
        and value is not None
        and not is_answered(DECISION.field(name), getattr(decision, name))
    }
