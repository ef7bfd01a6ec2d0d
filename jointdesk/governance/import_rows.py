"""The verdict on each row of somebody's register: in, there already, or refused with the reason.

Pure: what the desk has is given, what shall be written is returned.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Words
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decisions import BEFORE_TAKEN, Status
from jointdesk.domain.fields import Field, Kind
from jointdesk.domain.items import Fields, Json
from jointdesk.domain.tables import Row
from jointdesk.domain.words import plain_line, plain_name
from jointdesk.governance.cell_values import CellReader, Said, cell_text, first_verb
from jointdesk.governance.import_words import plain_words
from jointdesk.governance.mapping import Mapping

_LONGEST_TITLE = 120
_FIELDS = {one.name: one for one in DECISION.fields}


class State(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    ALREADY = "already"
    REFUSED = "refused"


class CellProblem(NamedTuple):
    """What is wrong in one cell: its column's heading ("" for the whole row), its text, why.

    `value` is one plain line. `reason` is a few words in lower case.
    """

    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What a row says and what becomes of it.

    `fields` are a decision's fields as they are stored; `references` are names still to be
    looked up, by field: a matter's title, a forum's name. Of a refused row `problems` say why;
    `same_as` is the row of the file that says the same, 0 where the desk has it.
    """

    number: int
    state: State
    fields: Fields = field(default_factory=dict)
    references: Words[str, str] = field(default_factory=dict)
    problems: tuple[CellProblem, ...] = ()
    warnings: tuple[CellProblem, ...] = ()
    same_as: int = 0


class Known(NamedTuple):
    """What the desk has of the organisation: what each reference stands for, and what is there.

    `by_ref` has the `identity` of a decision by `ref_key`; `identities` has every decision's.
    """

    by_ref: Words[str, str]
    identities: frozenset[str]


NOTHING_KNOWN = Known({}, frozenset())


def ref_key(ref: str) -> str:
    """Return a reference as it is compared: without blanks, upper case."""
    return "".join(ref.split()).upper()


def identity(fields: Fields) -> str:
    """Return what two records of one decision have in common: title, day and text."""
    said = (str(fields.get(name) or "") for name in ("title", "date_taken", "decision_text"))
    return "\n".join(plain_words(text) or text for text in said)


def judge_rows(
    rows: Iterable[Row], mapping: Mapping, reader: CellReader, today: date, known: Known
) -> Iterator[RowVerdict]:
    """Yield the verdict on each row, in order."""
    place = mapping.place("ref")
    heading = "" if place is None else mapping.columns[place].heading
    seen = _Seen(known)
    for row in rows:
        verdict = read_row(row, mapping, reader, today)
        if reason := seen.contradiction(verdict):
            problem = CellProblem(heading, plain_line(str(verdict.fields["ref"])), reason)
            yield replace(verdict, state=State.REFUSED, problems=(problem,))
        else:
            yield seen.settled(verdict)


@dataclass(slots=True)
class _Seen:
    """What the desk has and what the rows before have said."""

    known: Known
    by_ref: dict[str, RowVerdict] = field(default_factory=dict)
    by_identity: dict[str, RowVerdict] = field(default_factory=dict)

    def contradiction(self, verdict: RowVerdict) -> str:
        """Return why the row's reference cannot be its own, "" where it can."""
        key, same = self._keys(verdict)
        if verdict.state is State.REFUSED or not key:
            return ""
        if (earlier := self.by_ref.get(key)) and identity(earlier.fields) != same:
            return f"row {earlier.number:,} has the same reference"
        if self.known.by_ref.get(key, same) != same:
            return "the desk has another decision with this reference"
        return ""

    def settled(self, verdict: RowVerdict) -> RowVerdict:
        """Return the verdict, "already" where the same was said before; remember what is new."""
        if verdict.state is State.REFUSED:
            return verdict
        key, same = self._keys(verdict)
        if key in self.known.by_ref or (not key and same in self.known.identities):
            return replace(verdict, state=State.ALREADY)
        earlier = self.by_ref.get(key) if key else self.by_identity.get(same)
        if earlier:
            return replace(verdict, state=State.ALREADY, same_as=earlier.number)
        self.by_identity[same] = verdict
        if key:
            self.by_ref[key] = verdict
        return verdict

    def _keys(self, verdict: RowVerdict) -> tuple[str, str]:
        return ref_key(str(verdict.fields.get("ref") or "")), identity(verdict.fields)


def read_row(row: Row, mapping: Mapping, reader: CellReader, today: date) -> RowVerdict:
    """Return what one row says by itself: added, or refused with every reason."""
    found = _Found()
    for column, cell in zip(mapping.columns, row.cells, strict=True):
        if column.field is None or cell is None:
            continue
        one = _FIELDS[column.field]
        found.take(one, reader.read(one, cell), column.heading, cell_text(cell))
    if not found.problems:
        found.complete(today)
    return RowVerdict(
        row.number,
        State.REFUSED if found.problems else State.ADDED,
        found.fields,
        found.references,
        tuple(found.problems),
        tuple(found.warnings),
    )


@dataclass(slots=True)
class _Found:
    """What has been read of a row so far."""

    fields: dict[str, Json] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    rests: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    warnings: list[CellProblem] = field(default_factory=list)

    def take(self, one: Field, said: Said, heading: str, text: str) -> None:
        """Take what a cell says for a field."""
        if said.problem:
            self.problems.append(CellProblem(heading, plain_name(text), said.problem))
        if said.warning:
            self.warnings.append(CellProblem(heading, plain_name(text), said.warning))
        if said.rest and one.name == "outcome" and said.value:
            self.said["outcome"] = said.rest
        elif said.rest:
            self.rests.append(f"{heading or one.label}: {said.rest}")
        if said.value is None:
            return
        if one.kind is Kind.REFERENCE:
            self.references[one.name] = str(said.value)
        else:
            self.fields[one.name] = said.value

    def complete(self, today: date) -> None:
        """Add what follows from the rest: the text, the title, the outcome, the status."""
        fields = self.fields
        if "decision_text" not in fields and "outcome" in self.said:
            fields["decision_text"] = self.said["outcome"]
        text = str(fields.get("decision_text") or "")
        if "title" not in fields:
            title = self.references.get("matter") or plain_line(text)[:_LONGEST_TITLE].rstrip()
            if not title:
                self.problems.append(CellProblem("", "", "neither a title nor a decision"))
                return
            fields["title"] = title
            self._warn("no title: the first words of the decision are taken", title)
        if "outcome" not in fields and (verb := first_verb(" ".join(text.split()[:1]))):
            fields["outcome"] = verb
        if self.rests:
            notes = str(fields.get("notes") or "")
            fields["notes"] = "\n".join([*([notes] if notes else []), *self.rests])
        self._settle_status(today)

    def _settle_status(self, today: date) -> None:
        """Say where the decision stands, by its own word, else by its dates."""
        taken = self.fields.get("date_taken")
        day = date.fromisoformat(str(taken)) if taken else None
        status = self.fields.get("status")
        if status is None:
            self.fields["status"] = status_by_dates(self.fields, today)
            if day is None:
                self._warn("no date of decision: it comes in as a draft")
            elif day > today:
                self._warn("decided in the future: it comes in as not yet taken", str(taken))
        elif status in BEFORE_TAKEN:
            if day is not None and day <= today:
                self._warn("dated, but by its status not taken", str(taken))
        elif day is None:
            self._warn("taken by its status, but without a date")
        elif day > today:
            self._warn("taken by its status, but dated in the future", str(taken))

    def _warn(self, reason: str, value: str = "") -> None:
        self.warnings.append(CellProblem("", plain_name(value), reason))


def status_by_dates(fields: Fields, today: date) -> str:
    """Return where a decision stands by its dates: published, recorded, noticed or a draft.

    What follows from a published decision in time (a call-in that has run out) is not stored.
    """

    def reached(name: str) -> bool:
        value = fields.get(name)
        return bool(value) and date.fromisoformat(str(value)) <= today

    if reached("date_taken"):
        return Status.PUBLISHED if reached("date_published") else Status.RECORDED
    return Status.NOTICED if reached("notice_published_on") else Status.DRAFT
