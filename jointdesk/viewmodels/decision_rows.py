"""What the rows of the register say: of a matter with both bodies side by side, of a decision."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.decision_words import OUTCOMES, ROUTES
from jointdesk.domain.decisions import BEFORE_TAKEN, ENDED, Decision, Stub
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.records import Records
from jointdesk.domain.words import counted, full_day, plain_line
from jointdesk.governance.life_cycle import MatterState
from jointdesk.operations.standing import Standing
from jointdesk.viewmodels import words
from jointdesk.viewmodels.decision_register import MatterEntry, Register
from jointdesk.viewmodels.decision_words import (
    Shade,
    day_words,
    money_words,
    shade_of,
    status_words,
)

_OFFICERS = frozenset({"nonexec_officer", "exec_individual", "officer_SoRD", "operational"})
_YEAR = 365


class Meter(NamedTuple):
    """How many of the fields that are asked for have an answer."""

    done: int = 0
    total: int = 0
    required: int = 0
    """Missing ones that the law asks for; the rest of what is missing is good practice."""

    @property
    def missing(self) -> int:
        """How many have none."""
        return self.total - self.done

    @property
    def words(self) -> str:
        """Return "Complete", "3 missing"."""
        return f"{self.missing} missing" if self.missing else "Complete"

    @property
    def spoken(self) -> str:
        """Return "11 of 14 done"."""
        return f"{self.done} of {self.total} done"


class SideKind(Enum):
    """What a body has on a matter."""

    DECISION = "decision"
    STUB = "stub"
    MISSING = "missing"
    NONE = "none"


class Side(NamedTuple):
    """One body's half of a matter: `head` is its reference, `pill` how it stands, `line` more."""

    kind: SideKind
    decision: str = ""
    head: str = ""
    pill: str = ""
    shade: Shade = Shade.PLAIN
    line: str = ""
    meter: Meter | None = None


class Wrong(NamedTuple):
    """What is wrong with a matter: the worst in a pill, and a line under it."""

    severity: Severity | None
    words: str
    line: str = ""


class MatterTexts(NamedTuple):
    """What the row of a matter shows, and what a screen reader says of it."""

    title: str
    line: str
    sides: tuple[Side, ...]
    wrong: Wrong
    spoken: str


def matter_texts(entry: MatterEntry, register: Register) -> MatterTexts:
    """Return what a matter's row shows; its sides are in the order of the register's bodies."""
    sides = tuple(_side(entry, body, register) for body in register.bodies)
    wrong = _wrong(entry, register)
    title = plain_line(entry.matter.title) or "Without a title"
    return MatterTexts(
        title, value_words(entry.standings), sides, wrong, _spoken(title, sides, wrong, register)
    )


def value_words(standings: Sequence[Standing]) -> str:
    """Return "Value £3.2m over 3 years", "" where nobody said; of two values, both."""
    found = [one.decision for one in standings if one.decision.amount is not None]
    amounts = list(dict.fromkeys(money_words(one.amount) for one in found if one.amount))
    if not amounts:
        return ""
    first = found[0]
    years = ""
    if first.period_from and first.period_to:
        number = round((first.period_to - first.period_from).days / _YEAR)
        years = f" over {number} years" if number > 1 else ""
    return f"Value {' and '.join(amounts)}{years}"


def _side(entry: MatterEntry, body: Organisation, register: Register) -> Side:
    own = [one for one in entry.standings if one.decision.org == body.id]
    if own:
        own.sort(key=_rank)
        return decision_side(own[0], register.records, register.today, others=len(own) - 1)
    stubs = register.records.stubs_by_matter.get(entry.matter.id, ())
    for stub in stubs:
        if stub.org == body.id:
            return stub_side(stub, body.code)
    required = entry.matter.required_orgs or ()
    if body.id in required:
        pill = Side(SideKind.MISSING, pill="No decision yet", line="Required for effect")
        begun = entry.effect.state is not MatterState.OPEN
        return pill._replace(shade=Shade.RED if begun else Shade.AMBER)
    return Side(SideKind.NONE, line="Not needed")


def _rank(one: Standing) -> tuple[bool, bool, int]:
    """What stands first of several of one body: what is under way, then the newest in force."""
    over = one.decision.status in ENDED
    return (over, one.decision.status not in BEFORE_TAKEN, -one.decision.order)


def decision_side(stands: Standing, records: Records, today: date, others: int = 0) -> Side:
    """Return what a body's decision looks like beside another."""
    decision = stands.decision
    line = when_words(stands, records, today)
    if decision.proposed:
        line = words.joined((line, "changes proposed"))
    if others:
        line = words.joined((line, f"{counted(others, 'other')} on it"))
    return Side(
        SideKind.DECISION,
        decision.id,
        plain_line(decision.ref) or "No reference",
        status_words(stands.status),
        shade_of(stands.status),
        line,
        meter_of(stands),
    )


def stub_side(stub: Stub, code: str) -> Side:
    """Return what stands for a decision that is kept to its own body."""
    taken = "taken" if stub.taken else "not taken yet"
    return Side(SideKind.STUB, pill=f"Held by {code}", line=f"Counterpart decision, {taken}")


def meter_of(stands: Standing) -> Meter:
    """Return how far a decision's record is complete."""
    found = stands.completeness
    required = sum(1 for one in found.missing if one.is_required)
    return Meter(found.done, found.total, required)


def when_words(stands: Standing, records: Records, today: date) -> str:
    """Return "Cabinet 8 Dec, effective 18 Dec"."""
    decision = stands.decision
    day = decision.date_taken or decision.decision_due
    who = forum_words(decision, records)
    first = f"{who} {day_words(day, today)}".strip() if day else who
    effective = stands.effective.day
    second = ""
    if effective is not None and effective != day and decision.is_taken:
        second = f"effective {day_words(effective, today)}"
    elif decision.is_key_decision and not decision.is_taken:
        second = "key decision"
    return words.joined((first, second))


def forum_words(decision: Decision, records: Records) -> str:
    """Return who decides, in a word: the forum's name, "Officer", or the route."""
    forum = records.forum_by_id.get(decision.forum or "")
    if forum is not None:
        return plain_line(forum.name or forum.code)
    if decision.governance_route in _OFFICERS:
        return "Officer"
    return ROUTES.get(decision.governance_route or "", "")


def _wrong(entry: MatterEntry, register: Register) -> Wrong:
    """The worst conflict; else what the record lacks, or which body is still to decide."""
    troubles = register.troubles.get(entry.matter.id, ())
    if troubles:
        first = troubles[0]
        more = [*dict.fromkeys(one.words for one in troubles if one.words != first.words)]
        also = f"Also: {', '.join(more).lower()}"
        return Wrong(first.severity, first.words, also if more else plain_line(first.message))
    waits = [register.rules.code(org) for org in entry.effect.waits_for]
    if waits and entry.effect.state is not MatterState.OPEN:
        return Wrong(Severity.RED, "Other half missing", f"Waits for {' and '.join(waits)}")
    if any(one.decision.proposed for one in entry.standings):
        return Wrong(Severity.AMBER, "Changes proposed", "To be accepted or set aside")
    lacking = sum(meter_of(one).required for one in entry.standings)
    asked = f"{counted(lacking, 'field')} the law asks for"
    if entry.needs_work:
        return Wrong(Severity.AMBER, "Record incomplete", asked)
    if lacking and entry.in_progress:
        return Wrong(Severity.INFO, "Being prepared", asked)
    return Wrong(None, "Nothing")


def _spoken(title: str, sides: Iterable[Side], wrong: Wrong, register: Register) -> str:
    names = words.short_names(register.bodies)
    told = [
        f"{names[body.id]} {spoken_side(side)}"
        for body, side in zip(register.bodies, sides, strict=True)
    ]
    problem = f"problem: {wrong.words.lower()}" if wrong.severity else "nothing is wrong"
    return words.joined((title, *told, problem))


def spoken_side(side: Side) -> str:
    """Return "call-in window, 11 of 14, 3 missing"."""
    if side.meter is None:
        return (side.pill or side.line).lower()
    meter = side.meter
    done = "complete" if not meter.missing else f"{meter.done} of {meter.total}, {meter.words}"
    return f"{side.pill.lower()}, {done}"


class DecisionTexts(NamedTuple):
    """What the row of one decision shows, in the order of `DECISION_COLUMNS`."""

    cells: tuple[str, ...]
    position: int
    shade: Shade
    meter: Meter
    spoken: str


DECISION_COLUMNS = (
    "Reference",
    "Body",
    "Title",
    "Status",
    "Decided by",
    "Taken",
    "Effective",
    "Outcome",
    "Value",
    "Missing",
)
"""The columns of the list of single decisions."""


def decision_texts(stands: Standing, register: Register) -> DecisionTexts:
    """Return what a decision's row shows."""
    decision, today = stands.decision, register.today
    meter = meter_of(stands)
    effective = stands.effective.day
    cells = (
        plain_line(decision.ref),
        register.rules.code(decision.org),
        plain_line(decision.title),
        status_words(stands.status),
        forum_words(decision, register.records),
        day_words(decision.date_taken, today) if decision.date_taken else "",
        day_words(effective, today) if effective else "",
        OUTCOMES.get(decision.outcome or "", ""),
        money_words(decision.amount) if decision.amount is not None else "",
        meter.words if meter.missing else "",
    )
    taken = f"taken {full_day(decision.date_taken)}" if decision.date_taken else ""
    spoken = words.joined((cells[0], cells[1], cells[2], cells[3], taken, meter.words))
    organisation = register.rules.organisations.get(decision.org)
    position = organisation.position if organisation else 0
    return DecisionTexts(cells, position, shade_of(stands.status), meter, spoken)


def decision_key(stands: Standing, register: Register, column: int) -> tuple[object, ...]:
    """Return by what a decision's row is sorted in a column; what has no value comes last."""
    decision = stands.decision
    match DECISION_COLUMNS[column]:
        case "Taken":
            value: object = decision.date_taken
        case "Effective":
            value = stands.effective.day
        case "Value":
            value = decision.amount
        case "Missing":
            return (0, -(stands.completeness.total - stands.completeness.done), decision.ref)
        case "Reference":
            value = decision.ref.casefold() or None
        case "Body":
            value = register.rules.code(decision.org)
        case "Title":
            value = decision.title.casefold()
        case "Status":
            value = status_words(stands.status)
        case "Decided by":
            value = forum_words(decision, register.records) or None
        case _:
            value = OUTCOMES.get(decision.outcome or "")
    return (1, decision.ref) if value is None else (0, value, decision.ref)
