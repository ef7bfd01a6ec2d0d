"""X1 and X2: one body's register of decisions, for one reader."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jointdesk.domain.decisions import Decision
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.words import counted
from jointdesk.exports.content import Content, Period, names_to_remove
from jointdesk.exports.decision_values import HELD, TEXT_WITHHELD, column, value
from jointdesk.exports.document import (
    Block,
    Column,
    Document,
    Heading,
    Kind,
    LabelledFields,
    Notes,
    Paragraph,
    Table,
    Value,
)
from jointdesk.exports.editions import (
    COUNCIL_REGISTER,
    NHS_REGISTER,
    Nearness,
    Reader,
    is_in_edition,
    is_sensitive,
    is_withheld,
)
from jointdesk.exports.names import REMOVED, without_names
from jointdesk.exports.wording import day_words

NOT_RECORDED = "Not recorded"

ORDINARY = "OFFICIAL"
"""The marking of what is not OFFICIAL-SENSITIVE, which some bodies leave away."""

_ALWAYS = frozenset({"date_taken", "decision_makers", "decision_text", "reasons", "alternatives"})
"""What a printed entry says to be missing; other fields that nobody answered are left out."""

_ENTRIES = 2_000
"""So many decisions have an entry each on paper; more would make a file that no machine opens."""

_BRIEF = (
    "ref",
    "date_taken",
    "title",
    "decision_makers",
    "decision_text",
    "reasons",
    "status",
    "date_effective",
    "exempt",
)
"""What one table on paper has of each of more decisions."""

_OVERVIEW = ("ref", "date_taken", "title", "decision_makers", "status", "date_effective")


class Register(NamedTuple):
    """A register as a document; `links` are each decision's id and that of the one it supersedes.

    The latter is "" where there is none in the register.
    """

    document: Document
    links: tuple[tuple[str, str], ...]


def register(
    content: Content, org_id: str, reader: Reader, period: Period, *, printed: bool
) -> Register:
    """Return an organisation's register: decisions taken in the period, newest first.

    `printed` gives an overview and an entry for each decision, as pages have room for; else it
    is one table with everything, for spreadsheets.
    """
    nearness = reader.nearness(org_id)
    decisions = register_decisions(content, org_id, reader, period)
    has_entries = printed and len(decisions) <= _ENTRIES
    if has_entries:
        body = _entries(decisions, org_id, content, nearness)
    else:
        body = _one_table(decisions, org_id, content, nearness, is_brief=printed)
    notes = [*_notes(decisions, nearness, reader), *_held(content, org_id)]
    if printed and not has_entries:
        notes.append("These are too many for an entry each: the spreadsheet has every field.")
    document = Document(
        title=f"{content.organisation(org_id)}: register of decisions",
        made_at=content.made_at,
        blocks=(
            Paragraph(_scope(decisions, period, content)),
            *body,
            Heading("Notes"),
            Notes(tuple(notes)),
        ),
        subject="Register of decisions",
        marking=marking_of(decisions, nearness),
        footer=f"As of {day_words(content.today)}",
        landscape=not has_entries,
    )
    if reader.is_public:
        document = without_names(document, names_to_remove(content, decisions))
    return Register(document, _links(decisions))


def _links(decisions: list[Decision]) -> tuple[tuple[str, str], ...]:
    ids = {one.id for one in decisions}
    return tuple(
        (one.id, one.supersedes if one.supersedes and one.supersedes in ids else "")
        for one in decisions
    )


def register_decisions(
    content: Content, org_id: str, reader: Reader, period: Period
) -> list[Decision]:
    """Return an organisation's decisions that an edition has, newest first."""
    found = [
        one
        for one in content.records.decisions
        if one.org == org_id and is_in_edition(one, reader) and period.holds(one.date_taken)
    ]
    found.sort(key=lambda one: one.ref)
    found.sort(key=lambda one: one.date_taken.toordinal() if one.date_taken else 0, reverse=True)
    return found


def names_for(organisation: Organisation, nearness: Nearness) -> tuple[str, ...]:
    """Return what the register of such a body has for readers who stand so near."""
    is_council = organisation.kind in (OrganisationKind.COUNCIL, OrganisationKind.DISTRICT)
    return (COUNCIL_REGISTER if is_council else NHS_REGISTER)[nearness]


def marking_of(decisions: Iterable[Decision], nearness: Nearness) -> str:
    """Return the classification of a document; a public edition is unmarked."""
    if nearness is Nearness.PUBLIC:
        return ""
    shown = (one for one in decisions if not is_withheld(one, nearness))
    return "OFFICIAL-SENSITIVE" if any(map(is_sensitive, shown)) else ORDINARY


def entry(
    decision: Decision, names: Iterable[str], content: Content, nearness: Nearness
) -> tuple[tuple[str, Value], ...]:
    """Return a decision's labels and values for a printed page, unanswered ones left out."""
    fields: list[tuple[str, Value]] = []
    for name in names:
        found = value(name, decision, content, nearness)
        if found is not None:
            fields.append((column(name).header, found))
        elif name in _ALWAYS and not is_withheld(decision, nearness):
            fields.append((column(name).header, NOT_RECORDED))
    return tuple(fields)


def heading(decision: Decision, nearness: Nearness) -> str:
    """Return how a decision is headed: its reference and title, the title if it may be shown."""
    title = decision.title or "Untitled"
    shown = TEXT_WITHHELD.lower() if is_withheld(decision, nearness) else title
    return f"{decision.ref}: {shown}" if decision.ref else shown


def _one_table(
    decisions: list[Decision], org_id: str, content: Content, nearness: Nearness, *, is_brief: bool
) -> list[Block]:
    names = _BRIEF if is_brief else names_for(content.organisations[org_id], nearness)
    rows = tuple(tuple(value(one, each, content, nearness) for one in names) for each in decisions)
    caption = f"Decisions of {content.organisation(org_id)}"
    return [Heading("Decisions"), Table("Decisions", caption, tuple(map(column, names)), rows)]


def _entries(
    decisions: list[Decision], org_id: str, content: Content, nearness: Nearness
) -> list[Block]:
    names = names_for(content.organisations[org_id], nearness)
    overview = Table(
        "Overview",
        "Decisions, newest first",
        tuple(map(_narrow, _OVERVIEW)),
        tuple(
            tuple(value(name, one, content, nearness) for name in _OVERVIEW) for one in decisions
        ),
    )
    blocks: list[Block] = [Heading("Overview"), overview, Heading("Decisions")]
    for number, decision in enumerate(decisions, start=1):
        fields = entry(decision, names, content, nearness)
        caption = f"Record of decision {decision.ref}".rstrip()
        blocks.append(Heading(heading(decision, nearness), 2))
        blocks.append(LabelledFields(f"Decision_{number}", caption, fields))
    return blocks


def _narrow(name: str) -> Column:
    found = column(name)
    weight = 5 if name in ("title", "decision_makers") else 3
    return found if found.kind is Kind.DATE else Column(name, found.header, Kind.TEXT, weight)


def _scope(decisions: list[Decision], period: Period, content: Content) -> str:
    words = counted(len(decisions), "decision")
    if period.first:
        words += f" taken from {day_words(period.first, long=True)}"
    elif period.last:
        words += " taken"
    if period.last:
        words += f" to before {day_words(period.last, long=True)}"
    return f"{words}, newest first, as of {day_words(content.today, long=True)}."


def _notes(decisions: list[Decision], nearness: Nearness, reader: Reader) -> Iterator[str]:
    yield "Decisions that are not taken yet are not in this register."
    if reader.is_public:
        yield "Decisions that are not published yet are not in this edition."
        yield (
            "People are named who made a decision or hold a public office; other names are"
            f" replaced by {REMOVED}."
        )
    withheld = sum(is_withheld(one, nearness) for one in decisions)
    if withheld:
        yield (
            f"The text of {counted(withheld, 'decision')} is withheld. The paragraph of Schedule"
            " 12A to the Local Government Act 1972, the reason, and a summary stand in its place"
            " where they were given."
        )
    yield "Where nothing is said, nobody recorded an answer; “None” is an answer."
    yield "Amounts are in pounds."


def _held(content: Content, org_id: str) -> Iterator[str]:
    """Say of each decision of the body that is kept to it that it is there (rule 2)."""
    for stub in content.records.stubs:
        if stub.org == org_id and stub.taken:
            held = HELD.format(code=content.code(stub.org))
            yield f"{held}, on the matter “{content.matter_title(stub.matter)}”."
