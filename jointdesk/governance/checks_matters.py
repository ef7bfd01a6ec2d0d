"""Checks that hold the decisions on one matter against each other (domain.md section 4)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.decisions import Decision, Status
from jointdesk.domain.matters import Matter
from jointdesk.domain.records import Records
from jointdesk.domain.words import counted, listed
from jointdesk.governance.check_context import (
    RecordContext,
    found,
    is_live,
    latest_by_org,
    matter_name,
    name_of,
    quoted,
)

_SENSE = {
    "approve": "yes", "agree": "yes", "ratify": "yes", "delegate": "delegated", "reject": "no",
}  # fmt: skip
"""What an outcome comes to; noting, receiving and recommending decide nothing."""


def check_matters(records: Records, context: RecordContext) -> Iterator[Conflict]:
    """Yield DEC-01, DEC-02, DEC-04, DEC-09 (between bodies) and DEC-11."""
    twice: set[frozenset[str]] = set()
    for matter_id, decisions in records.decisions_by_matter.items():
        matter = records.matter_by_id.get(matter_id)
        live = [one for one in decisions if is_live(one)]
        if not live:
            continue
        standing = [one for one in live if one.is_taken]
        yield from divergent(matter, standing, context)
        for one in decided_twice(matter, standing, context):
            twice.add(frozenset(one.participants))
            yield one
        yield from amounts_differ(matter, live, context)
        yield from missing_counterparts(matter, standing, records, context)
        yield from partner_gap(matter, live, records, context)
    for one in referred_to_alike(records.decisions, context):
        if frozenset(one.participants) not in twice:
            yield one


def divergent(
    matter: Matter | None, standing: Sequence[Decision], context: RecordContext
) -> Iterator[Conflict]:
    """DEC-01: two bodies' decisions on a matter differ in outcome, amount, dates or conditions.

    Held against each other are the last ones that each body took and that stand. An amount, a
    date or an outcome that nobody recorded says nothing; no conditions are a condition less.
    """
    for a, b in combinations(latest_by_org(standing), 2):
        differences = [name for name, is_other in _differences(a, b, context) if is_other]
        if differences:
            yield found(
                "DEC-01",
                Severity.RED,
                (a, b),
                (a.org, b.org),
                f"{name_of(a)} and {name_of(b)} on {matter_name(matter)} differ in"
                f" {listed(differences)}; two bodies' decisions on one matter must agree: hold"
                " both back until their governance leads have settled it",
                [_terms(one) for one in (a, b)],
            )


def _differences(a: Decision, b: Decision, context: RecordContext) -> Iterator[tuple[str, bool]]:
    senses = [_SENSE.get(one.outcome or "") for one in (a, b)]
    yield "outcome", None not in senses and senses[0] != senses[1]
    yield "amount", _is_other_amount(a, b, context)
    yield (
        "start date",
        None not in (a.period_from, b.period_from) and a.period_from != b.period_from,
    )
    yield "end date", None not in (a.period_to, b.period_to) and a.period_to != b.period_to
    yield "conditions", _plain(a.conditions) != _plain(b.conditions)


def _terms(one: Decision) -> tuple[object, ...]:
    return (one.outcome, one.amount, one.period_from, one.period_to, _plain(one.conditions))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


def _is_other_amount(a: Decision, b: Decision, context: RecordContext) -> bool:
    if a.amount is None or b.amount is None:
        return False
    tolerances = [context.profile(one.org).money("amount_tolerance") for one in (a, b)]
    return abs(a.amount - b.amount) > max(each or Decimal(0) for each in tolerances)


def decided_twice(
    matter: Matter | None, standing: Sequence[Decision], context: RecordContext
) -> Iterator[Conflict]:
    """DEC-02: one body took several decisions on a matter and none supersedes the others.

    What carries a link to the decision that supersedes it, on either side, does not stand.
    """
    replaced = {one.supersedes for one in standing}
    by_org: dict[str, list[Decision]] = {}
    for one in standing:
        if one.id not in replaced and not one.superseded_by and not one.revoked_by:
            by_org.setdefault(one.org, []).append(one)
    for org_id, several in by_org.items():
        if len(several) > 1:
            yield found(
                "DEC-02",
                Severity.RED,
                several,
                (org_id,),
                f"{context.code(org_id)} has decided {matter_name(matter)}"
                f" {counted(len(several), 'time')}: {listed(map(name_of, several[:4]))}; only one"
                " may stand: supersede or revoke the other",
                [(one.id, one.status, one.date_taken) for one in several],
            )


def referred_to_alike(decisions: Sequence[Decision], context: RecordContext) -> Iterator[Conflict]:
    """DEC-02 of references: several decisions of one body have one, whatever their matters.

    A reference is nothing that a desk could keep unique; it must still name one decision. Case
    and blanks make no other reference. What was withdrawn never was a decision.
    """
    by_ref: dict[tuple[str, str], list[Decision]] = {}
    for one in decisions:
        if one.ref and one.status != Status.WITHDRAWN:
            by_ref.setdefault((one.org, "".join(one.ref.split()).casefold()), []).append(one)
    for (org_id, ref), several in by_ref.items():
        if len(several) > 1:
            titles = listed(quoted(one.title or "untitled decision") for one in several[:4])
            yield found(
                "DEC-02",
                Severity.AMBER,
                several,
                (org_id,),
                f"{name_of(several[0])} is the reference of"
                f" {counted(len(several), 'decision')} of {context.code(org_id)}: {titles}; a"
                " reference names one decision: give the others another",
                [ref, *sorted(one.id for one in several)],
            )


def amounts_differ(
    matter: Matter | None, live: Sequence[Decision], context: RecordContext
) -> Iterator[Conflict]:
    """DEC-09 between bodies: the amounts of their decisions differ, drafts among them."""
    for a, b in combinations(latest_by_org(live), 2):
        if a.amount is not None and b.amount is not None and _is_other_amount(a, b, context):
            yield found(
                "DEC-09",
                Severity.RED,
                (a, b),
                (a.org, b.org),
                f"{name_of(a)} is about {pounds_of(a.amount)} and {name_of(b)} about"
                f" {pounds_of(b.amount)} on {matter_name(matter)}; both must be for the same"
                " amount: the finance leads reconcile them",
                (a.amount, b.amount),
            )


def pounds_of(amount: Decimal) -> str:
    """Return an amount as a sentence has it: "£3,200,000", "£60.50"."""
    whole = amount == amount.to_integral_value()
    return f"£{amount:,.0f}" if whole else f"£{amount:,.2f}"


_IN_EFFECT = frozenset({Status.EFFECTIVE, Status.IMPLEMENTED, Status.REVIEWED, Status.CLOSED})
_STARTED = frozenset({"in-process", "completed"})


def missing_counterparts(
    matter: Matter | None,
    standing: Sequence[Decision],
    records: Records,
    context: RecordContext,
) -> Iterator[Conflict]:
    """DEC-04: a decision is in effect, or its tasks have begun, without the other body's.

    Which body must decide is what the matter says, else the decision named as counterpart, else
    any other body. All that is asked of the other's decision is whether it was taken, so that
    those who may not see it are told the same.
    """
    stubs = records.stubs_by_matter.get(matter.id, ()) if matter else ()
    decided = {one.org for one in standing} | {stub.org for stub in stubs if stub.taken}
    for one in standing:
        if one.governance_route == "advisory":
            continue
        lacking = _lacking(one, matter, decided, records)
        if not lacking:
            continue
        begun = [
            task for task in records.tasks_by_decision.get(one.id, ()) if task.status in _STARTED
        ]
        in_effect = _is_in_effect(one, context)
        if in_effect or begun:
            state = "has reached its day of effect" if in_effect else "is being carried out"
            state = "is in effect" if one.status in _IN_EFFECT else state
            bodies = listed(map(context.code, lacking)) if any(lacking) else "the other body"
            yield found(
                "DEC-04",
                Severity.RED,
                (one,),
                (one.org, *lacking),
                f"{name_of(one)} on {matter_name(matter)} {state}, but no decision of {bodies} is"
                " taken; a joint matter has effect only when every required decision is taken:"
                " obtain it, and mark this one “subject to” it",
                (in_effect, bool(begun), *lacking),
            )


def _lacking(
    decision: Decision, matter: Matter | None, decided: set[str], records: Records
) -> list[str]:
    """Return the bodies whose decision is required and not taken; "" where nobody said which."""
    required = matter.required_orgs if matter else None
    if required:
        return [org_id for org_id in required if org_id not in decided | {decision.org}]
    if not decision.counterpart_required:
        return []
    other = records.decision_by_id.get(decision.counterpart or "")
    if other is not None:
        return [] if other.is_in_force else [other.org]
    return [] if decided - {decision.org} else [""]


def _is_in_effect(decision: Decision, context: RecordContext) -> bool:
    if decision.status in _IN_EFFECT:
        return True
    day = context.effective(decision).day
    return day is not None and day <= context.today


def partner_gap(
    matter: Matter | None, live: Sequence[Decision], records: Records, context: RecordContext
) -> Iterator[Conflict]:
    """DEC-11: the matter touches a partner's area, and that partner has no decision on it.

    A decision that is kept back counts as one, taken or not.
    """
    if matter is None or not matter.partners or matter.closed_on:
        return
    stubs = records.stubs_by_matter.get(matter.id, ())
    there = {one.org for one in live} | {stub.org for stub in stubs}
    absent = [org_id for org_id in matter.partners if org_id not in there]
    if absent:
        yield found(
            "DEC-11",
            Severity.AMBER,
            (matter,),
            (*(one.org for one in live), *absent),
            f"{matter_name(matter)} touches the area of {listed(map(context.code, absent))}, which"
            " has no decision on it: consult them, or add their decision",
            sorted(absent),
        )
