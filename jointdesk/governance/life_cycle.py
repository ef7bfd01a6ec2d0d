"""The life of a decision: its steps, from when it has effect, and what a matter waits for.

Sources: domain.md section 3 (INF where nothing else is said: JointDesk's own proposal). The step
that is stored is what a person said last. Dates move one thing only: a decision that is
published waits until it has effect, and then is in effect, without anybody saying so.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.decisions import Decision, Status, Stub
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.matters import Matter
from jointdesk.domain.words import full_day
from jointdesk.governance.deadline_rules import Calendars, Deadline
from jointdesk.governance.deadlines import reckon
from jointdesk.governance.profiles import Profile

# Steps

_UNTAKEN_EXITS = (Status.DEFERRED, Status.WITHDRAWN)
_TAKEN_EXITS = (Status.SUPERSEDED, Status.REVOKED, Status.VOID)
_WAITING_EXITS = (Status.CALLED_IN, Status.LAPSED, *_TAKEN_EXITS)

_NEXT: Mapping[Status, tuple[Status, ...]] = {
    Status.DRAFT: (Status.CLEARED, Status.NOTICED, Status.TAKEN, *_UNTAKEN_EXITS),
    Status.CLEARED: (Status.NOTICED, Status.TAKEN, Status.DRAFT, *_UNTAKEN_EXITS),
    Status.NOTICED: (Status.TAKEN, Status.DRAFT, *_UNTAKEN_EXITS),
    Status.DEFERRED: (Status.DRAFT, Status.CLEARED, Status.NOTICED, Status.TAKEN, Status.WITHDRAWN),
    Status.WITHDRAWN: (Status.DRAFT,),
    Status.TAKEN: (
        Status.RECORDED, Status.PUBLISHED, Status.IN_WINDOW, Status.EFFECTIVE, *_WAITING_EXITS,
    ),
    Status.RECORDED: (
        Status.PUBLISHED, Status.IN_WINDOW, Status.EFFECTIVE, *_WAITING_EXITS,
    ),
    Status.PUBLISHED: (
        Status.IN_WINDOW, Status.EFFECTIVE, Status.IMPLEMENTED, *_WAITING_EXITS,
    ),
    Status.IN_WINDOW: (Status.EFFECTIVE, Status.IMPLEMENTED, *_WAITING_EXITS),
    Status.CALLED_IN: (Status.CONFIRMED, Status.AMENDED, Status.REFERRED, *_TAKEN_EXITS),
    Status.REFERRED: (Status.CONFIRMED, Status.AMENDED, *_TAKEN_EXITS),
    Status.CONFIRMED: (Status.EFFECTIVE, Status.LAPSED, *_TAKEN_EXITS),
    Status.AMENDED: (Status.EFFECTIVE, Status.LAPSED, *_TAKEN_EXITS),
    Status.EFFECTIVE: (Status.IMPLEMENTED, Status.REVIEWED, Status.CLOSED, *_TAKEN_EXITS),
    Status.IMPLEMENTED: (Status.REVIEWED, Status.CLOSED, *_TAKEN_EXITS),
    Status.REVIEWED: (Status.CLOSED, *_TAKEN_EXITS),
}  # fmt: skip


def status_of(decision: Decision) -> Status:
    """Return the stored step; a word that no step has (another program wrote it) is a draft."""
    try:
        return Status(decision.status)
    except ValueError:
        return Status.DRAFT


def steps(decision: Decision) -> tuple[Status, ...]:
    """Return the steps that may follow, the usual one first; none where it is over."""
    return _NEXT.get(status_of(decision), ())


# From when it has effect


class EffectiveDate(NamedTuple):
    """From when a decision has effect, None while that cannot be said; and why, in sentences.

    Of a decision that is not taken yet it is what the days planned for it come to.
    """

    day: date | None
    why: tuple[str, ...]


def effective_from(decision: Decision, profile: Profile, calendars: Calendars) -> EffectiveDate:
    """Return from when the decision itself has effect: taken, call-in over, standstill over.

    A day that a person recorded wins. What the other body decides is `with_counterpart`'s.
    """
    if decision.date_effective is not None:
        return EffectiveDate(
            decision.date_effective, (decision.effective_reason or "As it was recorded.",)
        )
    try:
        parts = [
            part
            for part in (
                _taken(decision),
                _call_in(decision, profile, calendars),
                _standstill(decision, profile, calendars),
            )
            if part is not None
        ]
    except WrongUseError as error:  # a setting that does not fit, a year without holidays
        return EffectiveDate(None, (str(error),))
    days = [part.day for part in parts if part.day is not None]
    why = tuple(sentence for part in parts for sentence in part.why)
    return EffectiveDate(max(days) if len(days) == len(parts) else None, why)


def is_callable_in(decision: Decision, profile: Profile) -> bool:
    """Return whether the decision is subject to call-in: as recorded, else as its kind is.

    Call-in is of executive decisions, those of officers only if they are key (section 9F of the
    Local Government Act 2000; GK).
    """
    if decision.urgency_route == "call_in_waived" or decision.call_in_status == "not_for_call_in":
        return False
    if decision.callable_in is not None:
        return decision.callable_in
    if profile.text("DL7.callable") == "no":
        return False
    is_executive = decision.governance_route == "exec_meeting" or (
        decision.governance_route == "exec_individual" and decision.is_key_decision is not False
    )
    return is_executive or decision.is_key_decision is True


def _taken(decision: Decision) -> EffectiveDate:
    if decision.date_taken is not None:
        return EffectiveDate(decision.date_taken, (f"Taken on {full_day(decision.date_taken)}.",))
    if decision.decision_due is not None:
        due = full_day(decision.decision_due)
        return EffectiveDate(decision.decision_due, (f"Not taken yet: due on {due}.",))
    return EffectiveDate(None, ("Nobody said when it is taken.",))


def _call_in(decision: Decision, profile: Profile, calendars: Calendars) -> EffectiveDate | None:
    """DL7, and what became of a call-in; None where it is not subject to call-in."""
    stands = _CALL_IN_STEPS.get(status_of(decision)) or decision.call_in_status
    if stands in ("called_in", "referred"):
        return EffectiveDate(None, ("It was called in: no effect until that is settled.",))
    if stands in ("confirmed", "amended"):
        heard = decision.call_in_hearing
        return EffectiveDate(heard, ("It has effect from the day the call-in was heard.",))
    if not is_callable_in(decision, profile):
        return None
    published = decision.first_published or decision.date_published
    if published is None:
        return EffectiveDate(None, ("Not published yet: that is when call-in begins.",))
    found = _reckoned("DL7", published, profile, calendars, callable="yes")
    return EffectiveDate(found.dates["effective"], found.why)


_CALL_IN_STEPS = {
    Status.CALLED_IN: "called_in",
    Status.REFERRED: "referred",
    Status.CONFIRMED: "confirmed",
    Status.AMENDED: "amended",
}

_STANDSTILLS = {
    "PSR_DAP_C": "psr",
    "PSR_MSP": "psr",
    "PSR_competitive": "psr",
    "PA2023": "s51",
}


def _standstill(decision: Decision, profile: Profile, calendars: Calendars) -> EffectiveDate | None:
    """DL9; None where the procurement route has no standstill."""
    route = _STANDSTILLS.get(decision.procurement_route or "")
    if route is None:
        return None
    if decision.procurement_notice_date is None:
        return EffectiveDate(None, ("No procurement notice yet: it begins the standstill.",))
    found = _reckoned("DL9", decision.procurement_notice_date, profile, calendars, route=route)
    award = found.dates["earliest_award"]
    if decision.standstill_ends is not None:
        award = max(award, decision.standstill_ends + timedelta(days=1))
    return EffectiveDate(award, found.why)


def _reckoned(rule: str, on: date, profile: Profile, calendars: Calendars, **more: str) -> Deadline:
    return reckon(rule, on, {**profile.deadline(rule), **more}, calendars)


def with_counterpart(
    effective: EffectiveDate,
    decision: Decision,
    others: Iterable[Decision],
    stubs: Iterable[Stub] = (),
) -> EffectiveDate:
    """Return from when it has effect in sight of the other body's decision on the matter.

    Where that is required and not taken, there is no day, unless a person recorded one.
    """
    if not decision.counterpart_required or decision.date_effective is not None:
        return effective
    met = any(_answers(decision, one.id, one.org) and one.is_in_force for one in others)
    if met or any(_answers(decision, stub.id, stub.org) and stub.taken for stub in stubs):
        return effective
    return EffectiveDate(None, (*effective.why, "It waits for the other body's decision."))


def _answers(decision: Decision, other_id: str, other_org: str) -> bool:
    return other_id == decision.counterpart if decision.counterpart else other_org != decision.org


def current_status(decision: Decision, effective: EffectiveDate, today: date) -> Status:
    """Return where a decision stands today.

    The stored step, but that one which is published, or in its waiting period, is in effect
    from its day on and in its waiting period until then.
    """
    step = status_of(decision)
    if step not in (Status.PUBLISHED, Status.IN_WINDOW):
        return step
    has_effect = effective.day is not None and effective.day <= today
    return Status.EFFECTIVE if has_effect else Status.IN_WINDOW


# Matters


class MatterState(StrEnum):
    """What the decisions on a matter come to."""

    OPEN = "open"
    WAITING = "waiting"
    DATED = "dated"
    AT_RISK = "at_risk"
    LAPSED = "lapsed"


class MatterEffect(NamedTuple):
    """From when a matter has effect, and the organisations whose decision it waits for.

    `open`: nobody has decided. `waiting`: a required decision is not taken. `dated`: all are
    taken; `day` is None while the day of one is not known. `at_risk`: one that had been taken
    is of no effect any more and nothing took its place. `lapsed`: one was never matched.
    """

    state: MatterState
    day: date | None = None
    waits_for: tuple[str, ...] = ()


def matter_effective(
    matter: Matter,
    decisions: Iterable[Decision],
    effective: Mapping[str, EffectiveDate],
    stubs: Iterable[Stub] = (),
) -> MatterEffect:
    """Return what the decisions on a matter come to; `effective` is by decision id.

    It has effect when every required decision has, on the last of their days.
    """
    decided = [one for one in decisions if one.status != Status.WITHDRAWN]
    hidden = list(stubs)
    required = matter.required_orgs or tuple(
        dict.fromkeys([*(one.org for one in decided), *(stub.org for stub in hidden)])
    )
    standing = [one for one in decided if one.is_in_force]
    met = {one.org for one in standing} | {stub.org for stub in hidden if stub.taken}
    missing = tuple(org for org in required if org not in met)
    if any(one.status == Status.LAPSED for one in decided) and missing:
        return MatterEffect(MatterState.LAPSED, None, missing)
    if any(one.is_taken and one.org in missing for one in decided):
        return MatterEffect(MatterState.AT_RISK, None, missing)
    if missing or not met:
        return MatterEffect(MatterState.WAITING if met else MatterState.OPEN, None, missing)
    days = [_day_of(org, standing, effective) for org in required]
    known = [day for day in days if day is not None]
    return MatterEffect(
        MatterState.DATED, max(known) if known and len(known) == len(days) else None
    )


def _day_of(
    org: str, standing: Iterable[Decision], effective: Mapping[str, EffectiveDate]
) -> date | None:
    """The last day of an organisation's decisions; None while one of them has none."""
    days = [effective[one.id].day if one.id in effective else None for one in standing
            if one.org == org]  # fmt: skip
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None
