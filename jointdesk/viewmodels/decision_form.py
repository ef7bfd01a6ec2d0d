"""The form of a decision: which fields it shows, in groups, with what is asked for and by whom.

It is made from the table of fields. A route asks for some of them: those are the route's
template. The first group is all that an operational decision needs; of the others those stand
open that are asked for.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from jointdesk.domain.decision_fields import DECISION, GROUPS, LOCKED, WHAT
from jointdesk.domain.decisions import Decision
from jointdesk.domain.fields import Field, Kind, read, store
from jointdesk.domain.items import Json
from jointdesk.domain.matters import MATTER, Matter
from jointdesk.domain.words import long_day, plain, plain_line, short_day
from jointdesk.governance.check_context import RecordContext
from jointdesk.governance.checks_timing import notice_too_soon
from jointdesk.governance.completeness import asked_of, is_answered
from jointdesk.governance.profiles import Need
from jointdesk.governance.step_plans import KEPT_BY_STEPS
from jointdesk.operations.matters import VISIBILITY_IS_FINAL
from jointdesk.operations.standing import Standing
from jointdesk.viewmodels.decision_register import Register
from jointdesk.viewmodels.decision_words import full_money

_NOT_SHOWN = KEPT_BY_STEPS | {"org", "taken_hash", "ended_on", "ended_reason"}
_ALWAYS = frozenset(
    {"decision_text", "reasons", "governance_route", "date_taken", "decision_makers"}
)
"""The five lines of an operational decision."""

NOTES = {"visibility": VISIBILITY_IS_FINAL}
"""What must be said before a field is changed, as it cannot be undone."""

_MOST = 200
"""How many records a list offers; more cannot be looked through."""

_FIRST = ("decision_text", "reasons", "governance_route", "date_taken", "decision_makers")


class Option(NamedTuple):
    """A value to choose: its words, and the value as it is stored."""

    words: str
    value: str


class Fix(NamedTuple):
    """What is wrong with a value, and the value that would be right: "Use Fri 18 Dec 2026"."""

    sentence: str
    words: str
    value: str


class Line(NamedTuple):
    """One field of the form.

    `text` is its value as a line shows it, `value` as it is stored, `parts` what can be chosen in
    each part of a row. `why` says which rule asks for it. `is_open` is for lines that stand
    there at once; the others are behind "more". `note` is what a person should know before they
    change it, `fix` what is wrong with the value and what would be right.
    """

    field: Field
    text: str
    value: Json
    options: tuple[Option, ...]
    parts: Mapping[str, tuple[Option, ...]]
    why: str
    is_required: bool
    is_missing: bool
    is_locked: bool
    is_open: bool
    note: str = ""
    fix: Fix | None = None

    @property
    def name(self) -> str:
        """The field's name."""
        return self.field.name

    @property
    def is_none(self) -> bool:
        """True where the answer was "none"."""
        return self.value == [] and bool(self.field.none)


class Group(NamedTuple):
    """Some lines under a name; `is_open` where something of it is asked for."""

    name: str
    lines: tuple[Line, ...]
    is_open: bool

    @property
    def missing(self) -> int:
        """How many lines that are asked for have no answer."""
        return sum(1 for line in self.lines if line.is_missing)


class Form(NamedTuple):
    """The whole form of one decision; `is_taken` where its text is fixed."""

    decision: str
    groups: tuple[Group, ...]
    is_taken: bool

    def line(self, name: str) -> Line | None:
        """Return a line by its field's name, None where the form does not show it."""
        for group in self.groups:
            for line in group.lines:
                if line.name == name:
                    return line
        return None


def form_of(stands: Standing, register: Register) -> Form:
    """Return the form of a decision."""
    decision = stands.decision
    profile = register.rules.profiles.get(decision.org)
    asked = asked_of(decision, profile) if profile else {}
    choices = Choices(decision, register)
    fixes = _fixes(decision, register)
    groups = []
    for name in GROUPS:
        fields = [one for one in DECISION.fields if one.group == name]
        lines = tuple(
            _line(one, stands, asked, choices)._replace(fix=fixes.get(one.name))
            for one in sorted(fields, key=_place)
            if one.name not in _NOT_SHOWN
        )
        is_open = name == WHAT or any(line.why for line in lines)
        groups.append(Group(name, lines, is_open))
    return Form(decision.id, tuple(groups), decision.is_taken)


def matter_group(matter: Matter, register: Register) -> Group:
    """Return the fields of a matter as a group of a form, closed at first."""
    choices = Choices(Decision("", matter=matter.id), register)
    lines = (
        Line(
            field,
            shown(field, getattr(matter, field.name), choices),
            store(field, getattr(matter, field.name)),
            choices.of(field),
            parts={},
            why="",
            is_required=False,
            is_missing=False,
            is_locked=False,
            is_open=True,
            note=NOTES.get(field.name, ""),
        )
        for field in MATTER.fields
    )
    return Group("Change the matter", tuple(lines), is_open=False)


def _fixes(decision: Decision, register: Register) -> dict[str, Fix]:
    """Return what is wrong with days that other days decide, by the field's name."""
    rules = register.rules
    context = RecordContext(rules.organisations, rules.profiles, rules.calendars, rules.today)
    found = notice_too_soon(decision, register.records, context)
    if found is None or decision.is_taken:
        return {}
    safe = long_day(found.safe)
    sentence = f"Too soon: {found.why}. The earliest safe day is {safe}."
    return {"procurement_notice_date": Fix(sentence, f"Use {safe}", found.safe.isoformat())}


def _place(field: Field) -> int:
    return _FIRST.index(field.name) if field.name in _FIRST else len(_FIRST)


def _line(
    field: Field, stands: Standing, asked: dict[str, tuple[Need, str]], choices: "Choices"
) -> Line:
    value = getattr(stands.decision, field.name)
    need, why = asked.get(field.name, (None, ""))
    answered = is_answered(field, value)
    return Line(
        field,
        shown(field, value, choices),
        store(field, value),
        choices.of(field),
        {part.name: choices.of(part) for part in field.parts},
        why,
        is_required=need is Need.REQUIRED,
        is_missing=bool(why) and not answered,
        is_locked=stands.decision.is_taken and field.name in LOCKED,
        is_open=bool(why) or answered or field.name in _ALWAYS,
        note=NOTES.get(field.name, ""),
    )


# Values as people read and write them


class Namer(Protocol):
    """Puts the values of fields into words."""

    def words(self, field: Field, value: str) -> str:
        """Return the words of a value; itself where nobody knows them."""


def shown(field: Field, value: Any, choices: Namer) -> str:
    """Return a value as a line of the form shows it, fit to be read back."""
    if value is None:
        return ""
    match field.kind:
        case Kind.DAY:
            return written_day(value)
        case Kind.MONEY:
            return full_money(value)
        case Kind.FLAG:
            return "Yes" if value else "No"
        case Kind.NAMES:
            return "; ".join(map(plain_line, value))
        case Kind.CHOICE | Kind.REFERENCE:
            return choices.words(field, str(value))
        case Kind.CHOICES | Kind.REFERENCES:
            return ", ".join(choices.words(field, str(one)) for one in value)
        case Kind.ROWS:
            return "; ".join(row_words(field, row, choices) for row in value)
    return plain(str(value)) if field.kind is not Kind.PROSE else str(value)


def written_day(day: date) -> str:
    """Return a day as people write it: "Tue 8 Dec 2026"."""
    return f"{short_day(day)} {day.year}"


def row_words(field: Field, row: Any, choices: Namer) -> str:
    """Return a row's parts, with commas between those that say something."""
    parts = [shown(part, getattr(row, part.name), choices) for part in field.parts]
    return ", ".join(part for part in parts if part)


class Choices:
    """What can be chosen in each field, for one decision."""

    def __init__(self, decision: Decision, register: Register) -> None:
        self._decision = decision
        self._register = register
        self._kept: dict[str, tuple[Option, ...]] = {}

    def of(self, field: Field) -> tuple[Option, ...]:
        """Return the options of a field, none where it is written freely."""
        if field.choices:
            return self._routes(field) or tuple(
                Option(words, value) for value, words in field.choices.items()
            )
        if not field.to:
            return ()
        if field.to not in self._kept:
            self._kept[field.to] = tuple(self._records(field.to))
        return self._kept[field.to]

    def _routes(self, field: Field) -> tuple[Option, ...]:
        """The routes are those that the body's profile has."""
        profile = self._register.rules.profiles.get(self._decision.org)
        if field.name != "governance_route" or profile is None:
            return ()
        return tuple(Option(one.label, one.name) for one in profile.routes.values())

    def words(self, field: Field, value: str) -> str:
        """Return the words of a value; itself where nobody knows them."""
        known = {one.value: one.words for one in self.of(field)}
        return known.get(value) or field.choices.get(value) or plain_line(value)

    def _records(self, item_type: str) -> Iterable[Option]:
        records, rules, org = self._register.records, self._register.rules, self._decision.org
        if item_type == "matter":
            return (Option(plain_line(one.title), one.id) for one in self._matters())
        if item_type == "decision":
            return (Option(plain_line(f"{one.ref} {one.title}"), one.id) for one in self._others())
        found: dict[str, Iterable[tuple[str, str]]] = {
            "organisation": (
                (f"{one.code}, {one.name}", one.id) for one in rules.organisations.values()
            ),
            "person": ((name, one) for one, name in self._register.people.items()),
            "forum": (
                (one.name or one.code, one.id)
                for one in records.forums
                if not one.orgs or org in one.orgs
            ),
            "authority": ((f"{one.name} {one.version}", one.id) for one in records.authorities),
            "fund": ((one.name, one.id) for one in records.funds),
        }
        return (Option(plain_line(words), value) for words, value in found.get(item_type, ()))

    def _matters(self) -> list[Matter]:
        """The decision's own matter, then the newest."""
        own = self._decision.matter
        every = sorted(self._register.records.matters, key=lambda one: (one.id != own, -one.order))
        return every[:_MOST]

    def _others(self) -> list[Decision]:
        """Decisions of the other bodies, those on the same matter first, then the newest."""
        own = self._decision
        others = [one for one in self._register.records.decisions if one.org != own.org]
        others.sort(key=lambda one: (one.matter != own.matter, -one.order))
        return others[:_MOST]


def row_texts(part: Field, row: Mapping[str, Json]) -> str:
    """Return a stored part of a row that is written freely, as a line shows it."""
    value = row.get(part.name)
    found = read(part, value) if value is not None else None
    match found:
        case date():
            return written_day(found)
        case Decimal():
            return full_money(found)
    return plain(str(found if found is not None else value or ""))


def rows_of(line: Line) -> Sequence[dict[str, Json]]:
    """Return the rows that a line of rows holds, as they are stored."""
    value = line.value
    rows = value if isinstance(value, list) else []
    return [row for row in rows if isinstance(row, dict)]
