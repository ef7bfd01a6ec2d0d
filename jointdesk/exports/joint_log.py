"""X3: matters on which several bodies decide, their decisions side by side."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jointdesk.domain.decisions import Decision, Status, Stub
from jointdesk.domain.matters import Matter
from jointdesk.domain.words import counted, listed
from jointdesk.exports.content import Content, Period
from jointdesk.exports.decision_values import HELD, column, value
from jointdesk.exports.document import (
    Block,
    Column,
    Document,
    Heading,
    Kind,
    Notes,
    Paragraph,
    Table,
    Value,
)
from jointdesk.exports.editions import JOINT_LOG, Nearness, Reader
from jointdesk.exports.registers import marking_of
from jointdesk.exports.wording import day_words, shown

HEADER = "Records of separate decisions of each body"

_NOT_TAKEN = "Not taken yet"

_ABREAST = 3
"""So many decisions stand side by side on a page; more begin another table."""


class _Case(NamedTuple):
    """A matter with its decisions, what stands for hidden ones, and its mismatches."""

    matter: Matter
    decisions: tuple[Decision, ...]
    stubs: tuple[Stub, ...]
    flags: tuple[str, ...]


def joint_log(
    content: Content,
    reader: Reader,
    period: Period,
    flags: Mapping[str, Sequence[str]],
    *,
    printed: bool,
) -> tuple[Document, int]:
    """Return the log of matters with two decisions or more, and how many they are.

    Of the period are those with a decision taken in it. `flags` are sentences about what does
    not match, by matter, computed from what this reader may see.
    """
    cases = [case for case in _cases(content, flags) if _is_of(case, period)]
    shown_decisions = [one for case in cases for one in case.decisions if one.is_taken]
    scope = f"{counted(len(cases), 'matter')} with the decisions of several bodies."
    body = _pages(cases, content, reader) if printed else _sheets(cases, content, reader)
    markings = {marking_of((one,), reader.nearness(one.org)) for one in shown_decisions}
    document = Document(
        title="Joint log of decisions",
        made_at=content.made_at,
        blocks=(
            Paragraph(f"{HEADER}. {scope}"),
            *body,
            Heading("Notes"),
            Notes(
                (
                    "Each body decides for itself; no row or column is a joint decision.",
                    "A decision that is not taken yet is named as such and without its text.",
                    "Amounts are in pounds.",
                )
            ),
        ),
        subject=HEADER,
        marking=max(markings, default="OFFICIAL"),
        header=HEADER,
        footer=f"As of {day_words(content.today)}",
        landscape=True,
    )
    return document, len(cases)


def logged(content: Content, period: Period) -> tuple[list[Decision], list[Stub]]:
    """Return the decisions that the log of a period names, and what stands for hidden ones."""
    cases = [case for case in _cases(content, {}) if _is_of(case, period)]
    decisions = [one for case in cases for one in case.decisions]
    return decisions, [stub for case in cases for stub in case.stubs]


def _cases(content: Content, flags: Mapping[str, Sequence[str]]) -> Iterator[_Case]:
    records = content.records
    for matter in records.matters:
        decisions = tuple(
            one
            for one in records.decisions_by_matter.get(matter.id, ())
            if one.status != Status.WITHDRAWN
        )
        stubs = records.stubs_by_matter.get(matter.id, ())
        if len(decisions) + len(stubs) > 1:
            yield _Case(matter, decisions, stubs, tuple(flags.get(matter.id, ())))


def _is_of(case: _Case, period: Period) -> bool:
    taken = [one for one in case.decisions if one.is_taken]
    if not taken and not any(stub.taken for stub in case.stubs):
        return False
    return period == Period() or any(period.holds(one.date_taken) for one in taken)


def _names(nearness: Nearness) -> tuple[str, ...]:
    return JOINT_LOG[nearness]


def _found(name: str, decision: Decision, content: Content, reader: Reader) -> Value:
    """Return a value; of a decision that is not taken no more than that."""
    nearness = reader.nearness(decision.org)
    if not decision.is_taken:
        return _NOT_TAKEN if name == "status" else None
    return value(name, decision, content, nearness) if name in _names(nearness) else None


# On pages


def _pages(cases: list[_Case], content: Content, reader: Reader) -> Iterator[Block]:
    yield Heading("Matters")
    for number, case in enumerate(cases, start=1):
        title = case.matter.title or "Untitled"
        yield Heading(f"{case.matter.ref}: {title}" if case.matter.ref else title, 2)
        for line in case.flags:
            yield Paragraph(f"Does not match: {line}")
        for start in range(0, len(case.decisions), _ABREAST):
            abreast = case.decisions[start : start + _ABREAST]
            name = f"Matter_{number}_{start // _ABREAST + 1}"
            yield _side_by_side(name, case.matter, abreast, content, reader)
        for stub in case.stubs:
            yield Paragraph(f"{HELD.format(code=content.code(stub.org))}.")


def _side_by_side(
    name: str, matter: Matter, abreast: tuple[Decision, ...], content: Content, reader: Reader
) -> Table:
    heads = _distinct([f"{content.code(one.org)} {one.ref}".strip() for one in abreast])
    columns = [Column("item", "Item")]
    columns += [
        Column(f"decision_{place}", head, Kind.LONG, 4) for place, head in enumerate(heads, start=1)
    ]
    rows = []
    for listed_name in _names(Nearness.OWN):
        found = [_found(listed_name, one, content, reader) for one in abreast]
        if listed_name != "ref" and any(one is not None for one in found):
            rows.append((column(listed_name).header, *map(shown, found)))
    orgs = listed(dict.fromkeys(content.code(one.org) for one in abreast))
    caption = f"{matter.title or 'Untitled'}: decisions of {orgs}"
    return Table(name, caption, tuple(columns), tuple(rows))


def _distinct(heads: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    found = []
    for head in heads:
        seen[head] += 1
        found.append(f"{head} ({seen[head]})" if seen[head] > 1 else head)
    return found


# On sheets


def _sheets(cases: list[_Case], content: Content, reader: Reader) -> Iterator[Block]:
    yield _decisions_sheet(cases, content, reader)
    yield Table(
        "Contributions",
        "What each body gives",
        (
            Column("matter", "Matter", weight=4),
            Column("ref", "Reference", weight=3),
            Column("org", "Organisation"),
            Column("amount", "Amount", Kind.MONEY),
            Column("year", "Year"),
            Column("confirmed_until", "Confirmed until", Kind.DATE),
        ),
        tuple(_contributions(cases, content, reader)),
    )
    yield Table(
        "Mismatches",
        "What does not match",
        (Column("matter", "Matter", weight=4), Column("mismatch", "Mismatch", Kind.LONG, 10)),
        tuple((case.matter.title, line) for case in cases for line in case.flags),
    )


def _decisions_sheet(cases: list[_Case], content: Content, reader: Reader) -> Table:
    names = _names(Nearness.OWN)
    rows: list[tuple[Value, ...]] = []
    for case in cases:
        for one in case.decisions:
            found = [_found(name, one, content, reader) for name in names]
            rows.append((case.matter.title, content.code(one.org), *found))
        for stub in case.stubs:
            held = [HELD.format(code=content.code(stub.org)) if name == "decision_text" else None
                    for name in names]  # fmt: skip
            rows.append((case.matter.title, content.code(stub.org), *held))
    columns = (Column("matter", "Matter", weight=4), Column("org", "Organisation"))
    return Table("Decisions", HEADER, (*columns, *map(column, names)), tuple(rows))


def _contributions(
    cases: list[_Case], content: Content, reader: Reader
) -> Iterator[tuple[Value, ...]]:
    for case in cases:
        for one in case.decisions:
            if _found("contributions", one, content, reader) is None:
                continue
            for part in one.contributions or ():
                code = content.code(part.org)
                row = (one.ref, code, part.amount, part.year, part.confirmed_until)
                yield (case.matter.title, *row)
