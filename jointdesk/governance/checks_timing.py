"""Checks of when things are done: too soon, without notice, before a poll, or no longer."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.decision_words import STATUS_WORDS
from jointdesk.domain.decisions import ENDED, Decision
from jointdesk.domain.records import Records
from jointdesk.domain.words import counted, listed, short_day
from jointdesk.governance.check_context import RecordContext, found, is_live, name_of, task_name
from jointdesk.governance.checks_matters import pounds_of
from jointdesk.governance.earliest import (
    earliest_effect,
    end_of_call_in,
    end_of_standstill,
    that_must_agree,
)
from jointdesk.governance.pre_election import Period, periods_for
from jointdesk.governance.too_soon import premature_tasks


def check_timing(records: Records, context: RecordContext) -> Iterator[Conflict]:
    """Yield DEC-05, DEC-08, DEC-13 and DEC-16."""
    periods = periods_for(records.polls, context)
    for one in records.decisions:
        if is_live(one):
            yield from premature(one, records, context)
            yield from notice_failure(one, context)
            yield from unmarked_key(one, context)
            yield from before_a_poll(one, records, periods, context)
        elif one.status in ENDED:
            yield from zombie(one, records, context)
    yield from premature_tasks(records, context)


# DEC-05


def premature(decision: Decision, records: Records, context: RecordContext) -> Iterator[Conflict]:
    """DEC-05: the procurement notice, the contract or the recorded effect comes too soon.

    A notice of intention to award comes after the decisions of both bodies and their call-in; a
    contract begins, and a decision has effect, once its own call-in and standstill are over.
    """
    wrong = [
        sentence
        for sentence in (
            _notice_too_soon(decision, records, context),
            _contract_too_soon(decision, context),
            _effect_too_soon(decision, context),
        )
        if sentence
    ]
    if wrong:
        yield found(
            "DEC-05",
            Severity.RED,
            (decision,),
            (decision.org,),
            f"{name_of(decision)} {' and '.join(wrong)}; nothing may be done before both decisions"
            " are taken and call-in and standstill are over: stop it, and log the incident",
            (
                decision.procurement_notice_date,
                decision.period_from,
                decision.date_effective,
                decision.date_taken or decision.decision_due,
                decision.date_published,
            ),
        )


class TooSoon(NamedTuple):
    """Why a procurement notice is too soon, and the earliest day that would not be."""

    why: str
    safe: date


def notice_too_soon(decision: Decision, records: Records, context: RecordContext) -> TooSoon | None:
    """Return why a decision's procurement notice is too soon, None where it is not."""
    notice = decision.procurement_notice_date
    if notice is None:
        return None
    reasons: list[tuple[date, str]] = []
    for one in (decision, *that_must_agree(decision, records)):
        own = one is decision
        taken = one.date_taken or one.decision_due
        over = end_of_call_in(one, context)
        if taken is not None and notice < taken:
            whose = "its own decision" if own else name_of(one)
            reasons.append((taken, f"before {whose} on {short_day(taken)}"))
        if over is not None and notice < over and over != taken:
            whose = "its own call-in" if own else f"the call-in of {name_of(one)}"
            reasons.append((over, f"inside {whose}, over on {short_day(over)} at the earliest"))
    if not reasons:
        return None
    told = listed(reason for _, reason in reasons)
    return TooSoon(f"{short_day(notice)}, {told}", max(day for day, _ in reasons))


def _notice_too_soon(decision: Decision, records: Records, context: RecordContext) -> str:
    too_soon = notice_too_soon(decision, records, context)
    if too_soon is None:
        return ""
    safe = short_day(too_soon.safe)
    return f"has its procurement notice on {too_soon.why} (earliest safe day {safe})"


def _contract_too_soon(decision: Decision, context: RecordContext) -> str:
    starts = decision.period_from
    if starts is None or decision.procurement_route in (None, "none"):
        return ""
    first = earliest_effect(decision, context)
    if first is None or first <= starts:
        return ""
    return f"has its contract start on {short_day(starts)}, before {short_day(first)}"


def _effect_too_soon(decision: Decision, context: RecordContext) -> str:
    """A day that a person recorded without a reason, inside the decision's own waiting time."""
    recorded = decision.date_effective
    if recorded is None or decision.effective_reason or not decision.is_taken:
        return ""
    over = [end_of_call_in(decision, context), end_of_standstill(decision, context)]
    first = max(filter(None, over), default=None)
    if first is None or first <= recorded:
        return ""
    return f"is recorded as effective from {short_day(recorded)}, before {short_day(first)}"


# DEC-08


def notice_failure(decision: Decision, context: RecordContext) -> Iterator[Conflict]:
    """DEC-08: a key decision without its 28 clear days, and no exception that holds (DL1, 4, 5).

    Nothing is said while the notice can still be given in time.
    """
    on = decision.date_taken or decision.decision_due
    if on is None or not decision.is_key_decision:
        return
    if not context.profile(decision.org).has_executive:
        return
    needed = context.deadline("DL1", on, decision.org)
    if needed is None or _is_noticed(decision, needed.dates["notice_by"], context):
        return
    excepted = _exception(decision, on, context)
    if excepted is None:
        return
    yield found(
        "DEC-08",
        Severity.RED,
        (decision,),
        (decision.org,),
        f"The key decision {name_of(decision)} on {short_day(on)}"
        f" {_noticed_words(decision, on, needed.dates['notice_by'])}; {excepted}",
        (on, decision.notice_published_on, decision.urgency_route, decision.urgency_agreed_on),
    )


def unmarked_key(decision: Decision, context: RecordContext) -> Iterator[Conflict]:
    """DEC-08: an executive decision at the key threshold or above that nobody called key.

    Without that there is no notice in the forward plan. What a significant amount is, each
    council says for itself (2012 regulation 8): the setting `key_threshold`.
    """
    profile = context.profile(decision.org)
    threshold, amount = profile.money("key_threshold"), decision.amount
    route = profile.routes.get(decision.governance_route or "")
    if decision.is_key_decision or not profile.has_executive or not (route and route.is_executive):
        return
    if threshold is None or amount is None or amount < threshold:
        return
    said = "is said not to be" if decision.is_key_decision is False else "is not marked as"
    remedy = (
        "tell the monitoring officer"
        if decision.is_taken
        else "mark it as key and give the notice of 28 clear days"
    )
    yield found(
        "DEC-08",
        Severity.AMBER,
        (decision,),
        (decision.org,),
        f"{name_of(decision)} is for {pounds_of(amount)}, {context.code(decision.org)}'s key"
        f" threshold is {pounds_of(threshold)}, and it {said} a key decision (2012 regulation 8):"
        f" {remedy}, or accept this with the reason",
        (amount, threshold, decision.is_key_decision, decision.is_taken),
    )


def _is_noticed(decision: Decision, notice_by: date, context: RecordContext) -> bool:
    published = decision.notice_published_on
    if published is None:
        return not decision.is_taken and context.today <= notice_by
    return published <= notice_by


def _noticed_words(decision: Decision, on: date, notice_by: date) -> str:
    published = decision.notice_published_on
    if published is None:
        return f"was not noticed by {short_day(notice_by)} (2012 regulation 9)"
    left = (on - published).days - 1
    short = " (one short)" if left == 27 else ""
    clear = counted(max(left, 0), "clear day")
    return (
        f"was noticed on {short_day(published)}, {clear} before{short}; 2012 regulation 9 asks for"
        f" 28, so by {short_day(notice_by)}"
    )


def _exception(decision: Decision, on: date, context: RecordContext) -> str | None:
    """Return what is to be done, None where an exception holds."""
    agreed = decision.urgency_agreed_on
    if decision.urgency_route == "special_urgency":
        if agreed is not None and agreed <= on:
            return None
        return (
            "special urgency needs the scrutiny chair's agreement before the decision (regulation"
            " 11): obtain it, or re-time the decision"
        )
    rule = context.deadline("DL4", on, decision.org)
    if rule is None:
        return "re-time the decision, or use an exception"
    due = rule.dates["notice_by"]
    if decision.urgency_route == "general_exception" and agreed is not None and agreed <= due:
        return None
    if decision.is_taken:
        return "no exception was used (regulations 10 and 11): report it to the monitoring officer"
    if context.today <= due:
        return f"make a general exception notice available by {short_day(due)} (regulation 10)"
    earliest = context.deadline("DL4", on, decision.org, notice=context.today.isoformat())
    first = earliest.dates["earliest_decision"] if earliest else on
    return (
        f"a general exception notice was due by {short_day(due)} (regulation 10): made available"
        f" today, it allows the decision from {short_day(first)}; re-time it, or agree special"
        " urgency (regulation 11)"
    )


# DEC-13


def before_a_poll(
    decision: Decision, records: Records, periods: dict[str, list[Period]], context: RecordContext
) -> Iterator[Conflict]:
    """DEC-13: taken, due or published in a pre-election period, and contentious or not known.

    Where the decision does not say, its matter may. Operational decisions are contentious only
    where somebody says so.
    """
    matter = records.matter_by_id.get(decision.matter)
    contentious = decision.contentious or (matter.contentious if matter else None)
    if contentious == "no":
        return
    if contentious is None and decision.governance_route == "operational":
        return
    days = (decision.date_taken or decision.decision_due, decision.date_published)
    inside = [
        (day, period)
        for day in days
        if day is not None
        for period in periods.get(decision.org, ())
        if period.begins <= day <= period.ends
    ]
    if inside:
        day, period = inside[0]
        known = "is contentious" if contentious == "yes" else "may be contentious"
        yield found(
            "DEC-13",
            Severity.AMBER,
            (decision,),
            (decision.org,),
            f"{name_of(decision)} falls on {short_day(day)}, in the pre-election period of"
            f" {period.name} ({short_day(period.begins)} to {short_day(period.ends)}), and {known}:"
            " seek the monitoring officer's advice, and record it",
            (*days, contentious),
        )


# DEC-16


def zombie(decision: Decision, records: Records, context: RecordContext) -> Iterator[Conflict]:
    """DEC-16: of no effect any more, with tasks still open or an effective date to come."""
    wrong = []
    tasks = [one for one in records.tasks_by_decision.get(decision.id, ()) if one.is_open]
    if tasks:
        names = listed(map(task_name, tasks[:3]))
        wrong.append(f"has {counted(len(tasks), 'open task')}: {names}")
    day = decision.date_effective
    if day is not None and day > context.today:
        wrong.append(f"is to have effect on {short_day(day)}")
    if wrong:
        state = STATUS_WORDS[decision.status].lower()
        yield found(
            "DEC-16",
            Severity.AMBER,
            (decision,),
            (decision.org,),
            f"{name_of(decision)} is {state} and {' and '.join(wrong)}; close the tasks, and take"
            " the date away",
            (decision.status, day, *sorted(one.id for one in tasks)),
        )
