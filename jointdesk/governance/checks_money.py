"""Checks of what a decision says about money (domain.md section 4)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.decisions import Contribution, Decision
from jointdesk.domain.funds import Fund, FundShare
from jointdesk.domain.records import Records
from jointdesk.domain.words import full_day
from jointdesk.governance.check_context import RecordContext, found, is_live, name_of
from jointdesk.governance.checks_matters import pounds_of


def check_money(records: Records, context: RecordContext) -> Iterator[Conflict]:
    """Yield DEC-09 (within one decision) and DEC-10."""
    funds = {one.id: one for one in records.funds}
    for one in records.decisions:
        if not is_live(one):
            continue
        if one.contributions or one.pooled_fund:
            fund = funds.get(one.pooled_fund or "")
            yield from amounts(one, fund, context)
            yield from horizon(one, fund, context)


def amounts(decision: Decision, fund: Fund | None, context: RecordContext) -> Iterator[Conflict]:
    """DEC-09: contributions do not add up to the amount, or nobody hosts the pooled fund."""
    wrong = []
    given = [each.amount for each in decision.contributions or ()]
    known = [each for each in given if each is not None]
    total = sum(known, Decimal(0))
    tolerance = context.profile(decision.org).money("amount_tolerance") or Decimal(0)
    if given and len(known) == len(given) and decision.amount is not None:
        if abs(total - decision.amount) > tolerance:
            wrong.append(
                f"has contributions of {pounds_of(total)} and an amount of"
                f" {pounds_of(decision.amount)}"
            )
    if decision.pooled_fund and not (decision.fund_host or (fund and fund.host)):
        wrong.append("does not say who hosts the pooled fund")
    if wrong:
        yield found(
            "DEC-09",
            Severity.RED,
            (decision,),
            (decision.org, *(each.org for each in decision.contributions or ())),
            f"{name_of(decision)} {' and '.join(wrong)}; section 75 asks for contributions and"
            " host to be specified: the finance leads reconcile it",
            (decision.amount, decision.fund_host, *given),
        )


def horizon(decision: Decision, fund: Fund | None, context: RecordContext) -> Iterator[Conflict]:
    """DEC-10: the commitment ends later than a contributor's funding is confirmed."""
    ends = decision.planning_horizon_end or decision.period_to
    if ends is None:
        return
    shares: list[Contribution | FundShare] = [*(decision.contributions or ())]
    shares += fund.shares if fund else ()
    until: dict[str, date] = {}
    for share in shares:
        if share.confirmed_until is not None:
            until[share.org] = max(until.get(share.org, date.min), share.confirmed_until)
    short = {org_id: day for org_id, day in until.items() if day < ends}
    if not short:
        return
    told = ", ".join(f"{context.code(one)} to {full_day(day)}" for one, day in short.items())
    yield found(
        "DEC-10",
        Severity.AMBER,
        (decision,),
        (decision.org, *short),
        f"{name_of(decision)} commits until {full_day(ends)}, but funding is confirmed only by"
        f" {told}: add a break clause or a condition",
        (ends, *sorted(short.items())),
    )
