"""One matter in full: who must decide, both bodies side by side, dates, tasks, papers."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from jointdesk.domain.decision_words import OUTCOMES
from jointdesk.domain.decisions import Decision, Status
from jointdesk.domain.matters import ARRANGEMENTS, VISIBILITY, Matter
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.tasks import Task
from jointdesk.domain.words import full_day, listed, plain, plain_line, short_day
from jointdesk.governance.completeness import Missing
from jointdesk.governance.life_cycle import MatterState, steps
from jointdesk.governance.timeline import Milestone, MilestoneState
from jointdesk.operations.deadlines import decision_timeline
from jointdesk.operations.standing import Standing
from jointdesk.viewmodels.decision_form import Group, matter_group
from jointdesk.viewmodels.decision_register import MatterEntry, Register
from jointdesk.viewmodels.decision_rows import Meter, forum_words, meter_of, value_words
from jointdesk.viewmodels.decision_troubles import Trouble
from jointdesk.viewmodels.decision_words import (
    Shade,
    day_words,
    full_money,
    shade_of,
    status_words,
)
from jointdesk.viewmodels.words import short_names


class Half(NamedTuple):
    """One body's decision on a matter; `others` are decisions that it may be superseded by."""

    standing: Standing
    code: str
    position: int
    ref: str
    pill: str
    shade: Shade
    meter: Meter
    steps: tuple[Status, ...]
    milestones: tuple[Milestone, ...]
    unknown: tuple[str, ...]
    missing: tuple[Missing, ...]
    others: tuple[tuple[str, str], ...]

    @property
    def decision(self) -> Decision:
        """The decision."""
        return self.standing.decision


class Held(NamedTuple):
    """A decision of which the audience may know no more than that it is there."""

    code: str
    position: int
    words: str


class Comparison(NamedTuple):
    """One property of the decisions, in their order; `differs` is said and marked."""

    name: str
    values: tuple[str, ...]
    differs: bool


class TaskLine(NamedTuple):
    """One task: `when` is its day, `who` its owners."""

    id: str
    title: str
    when: str
    who: str
    is_done: bool
    is_overdue: bool


class MatterDetail(NamedTuple):
    """What the page of a matter shows; `free` are the bodies that have no decision on it."""

    matter: Matter
    title: str
    number: str
    facts: tuple[tuple[str, str], ...]
    halves: tuple[Half, ...]
    held: tuple[Held, ...]
    compared: tuple[Comparison, ...]
    tasks: tuple[TaskLine, ...]
    papers: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    free: tuple[Organisation, ...]
    form: Group


def detail_of(entry: MatterEntry, register: Register) -> MatterDetail:
    """Return what the page of a matter shows."""
    matter = entry.matter
    halves = tuple(half_of(one, register) for one in _in_order(entry.standings, register))
    stubs = register.records.stubs_by_matter.get(matter.id, ())
    deciding = {one.decision.org for one in halves} | {stub.org for stub in stubs}
    return MatterDetail(
        matter=matter,
        title=plain_line(matter.title) or "Without a title",
        number=plain_line(matter.ref) or f"Matter {entry.number}",
        facts=tuple(_facts(entry, register)),
        halves=halves,
        held=tuple(
            Held(
                register.rules.code(stub.org),
                _position(stub.org, register),
                f"Counterpart decision: held by {register.rules.code(stub.org)}."
                f" {'Taken' if stub.taken else 'Not taken yet'}.",
            )
            for stub in stubs
        ),
        compared=tuple(_compared(halves, register)),
        tasks=tuple(_tasks(matter.id, register)),
        papers=tuple(_papers(entry.standings)),
        troubles=register.troubles.get(matter.id, ()),
        free=tuple(
            body for body in register.rules.organisations.values() if body.id not in deciding
        ),
        form=matter_group(matter, register),
    )


def _in_order(standings: Iterable[Standing], register: Register) -> list[Standing]:
    """In the order of the bodies, then of their making."""
    return sorted(
        standings, key=lambda one: (_position(one.decision.org, register), one.decision.order)
    )


def _position(org_id: str, register: Register) -> int:
    known = register.rules.organisations.get(org_id)
    return known.position if known else 0


def half_of(stands: Standing, register: Register) -> Half:
    """Return one body's decision as the page of its matter shows it."""
    decision = stands.decision
    timeline = decision_timeline(decision, register.records, register.rules)
    return Half(
        standing=stands,
        code=register.rules.code(decision.org),
        position=_position(decision.org, register),
        ref=plain_line(decision.ref) or "No reference",
        pill=status_words(stands.status),
        shade=shade_of(stands.status),
        meter=meter_of(stands),
        steps=steps(decision),
        milestones=timeline.milestones,
        unknown=timeline.unknown,
        missing=stands.completeness.missing,
        others=tuple(_others(decision, register)),
    )


def _others(decision: Decision, register: Register) -> Iterable[tuple[str, str]]:
    """The body's other decisions, those on the same matter first, then the newest."""
    every = [
        one
        for one in register.records.decisions
        if one.org == decision.org and one.id != decision.id
    ]
    every.sort(key=lambda one: (one.matter != decision.matter, -one.order))
    for one in every[:200]:
        yield one.id, f"{plain_line(one.ref)} {plain_line(one.title)}".strip()


# Facts


def _facts(entry: MatterEntry, register: Register) -> Iterable[tuple[str, str]]:
    matter = entry.matter
    names = short_names(tuple(register.rules.organisations.values()))
    if value := value_words(entry.standings):
        yield "Value", value.removeprefix("Value ")
    required = matter.required_orgs or tuple(one.decision.org for one in entry.standings)
    bodies = [names[org] for org in dict.fromkeys(required) if org in names]
    yield "Must decide", listed(bodies) if bodies else "Nobody said"
    yield "Effective", effect_words(entry, register)
    if matter.partners:
        yield "Touches", listed(names[org] for org in matter.partners if org in names)
    if matter.arrangement:
        yield "Arrangement", ARRANGEMENTS.get(matter.arrangement, matter.arrangement)
    if matter.accountable_body in names:
        yield "Accountable", names[str(matter.accountable_body)]
    if matter.visibility:
        yield "Who may see it", VISIBILITY.get(matter.visibility, matter.visibility)
    if matter.summary.strip():
        yield "Summary", plain(matter.summary)


def effect_words(entry: MatterEntry, register: Register) -> str:
    """Return from when the matter has effect, or what it waits for."""
    effect = entry.effect
    names = short_names(tuple(register.rules.organisations.values()))
    waits = listed(names.get(org, "another body") for org in effect.waits_for)
    match effect.state:
        case MatterState.DATED if effect.day is not None:
            begun = effect.day <= register.today
            return f"{'Since' if begun else 'From'} {full_day(effect.day)}"
        case MatterState.DATED:
            return "Decided, but the day is not known yet"
        case MatterState.AT_RISK:
            return f"At risk: {waits} no longer stands behind it"
        case MatterState.LAPSED:
            return f"Lapsed: {waits} never decided"
        case MatterState.WAITING:
            return f"Only when {waits} has decided too"
        case _ if waits:
            has = "has" if len(effect.waits_for) == 1 else "have"
            return f"Only when {waits} {has} decided"
    return "Nobody has decided yet"


# Both bodies


def _compared(halves: Sequence[Half], register: Register) -> Iterable[Comparison]:
    today = register.today

    def row(name: str, value: Callable[[Half], str], *, marks: bool = False) -> Comparison:
        values = tuple(value(half) for half in halves)
        stand = [text for half, text in zip(halves, values, strict=True) if _counts(half)]
        return Comparison(name, values, marks and len(set(stand)) > 1)

    yield row("Decided by", lambda half: forum_words(half.decision, register.records))
    yield row("Day", lambda half: _day(half.decision, today))
    yield row("Effective", lambda half: _optional_day(half.standing.effective.day, today))
    yield row("Decision", lambda half: plain(half.decision.decision_text))
    yield row("Outcome", lambda half: OUTCOMES.get(half.decision.outcome or "", ""), marks=True)
    yield row("Amount", lambda half: _amount(half.decision), marks=True)
    yield row("Period", lambda half: _period(half.decision, today), marks=True)
    yield row("Conditions", lambda half: plain(half.decision.conditions), marks=True)


def _counts(half: Half) -> bool:
    """Whether it is compared: one of no effect any more is no difference."""
    return not half.decision.is_taken or half.decision.is_in_force


def _day(decision: Decision, today: date) -> str:
    if decision.date_taken:
        return f"Taken {day_words(decision.date_taken, today)}"
    return f"Due {day_words(decision.decision_due, today)}" if decision.decision_due else ""


def _optional_day(day: date | None, today: date) -> str:
    return day_words(day, today) if day else ""


def _amount(decision: Decision) -> str:
    return full_money(decision.amount) if decision.amount is not None else ""


def _period(decision: Decision, today: date) -> str:
    days = (decision.period_from, decision.period_to)
    if not any(days):
        return ""
    told = [_optional_day(day, today) for day in days]
    if any(text[-4:].isdecimal() for text in told):
        told = [day_words(day, date.min) if day else "" for day in days]
    return " – ".join(told)


# Tasks and papers


def _tasks(matter_id: str, register: Register) -> Iterable[TaskLine]:
    tasks = register.records.tasks_by_matter.get(matter_id, ()) if matter_id else ()
    for task in sorted(tasks, key=_task_order):
        owners = listed(register.people.get(one, "") for one in task.owners)
        yield TaskLine(
            task.id,
            plain_line(task.title),
            short_day(task.due) if task.due else "No date",
            plain_line(owners) or "Nobody",
            not task.is_open,
            task.is_overdue(register.today),
        )


def _task_order(task: Task) -> tuple[bool, date, str]:
    return not task.is_open, task.due or date.max, task.title


def _papers(standings: Iterable[Standing]) -> Iterable[str]:
    papers = [
        plain_line(": ".join(filter(None, (paper.title, paper.where))))
        for stands in standings
        for paper in (stands.decision.background_papers or ())
    ]
    return dict.fromkeys(papers)


MILESTONE_ICONS = {
    MilestoneState.DONE: ("circle-check", Shade.OK, "done"),
    MilestoneState.DUE: ("clock", Shade.INFO, "ahead"),
    MilestoneState.LATE: ("octagon-alert", Shade.RED, "late"),
    MilestoneState.PASSED: ("check", Shade.PLAIN, "passed"),
}
"""How a milestone stands: its icon, its colours, its word."""
