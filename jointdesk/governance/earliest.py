"""The earliest day on which a decision can be carried out, as far as its days are known.

Where a decision has its day of effect, that is it. Before, a bound is enough for rules that look
for what is done too soon: nothing is effective before it is taken, published, and its call-in
and standstill are over.
"""

from collections.abc import Iterable
from datetime import date

from jointdesk.domain.decisions import Decision, Status
from jointdesk.domain.records import Records
from jointdesk.governance.check_context import RecordContext, is_live
from jointdesk.governance.completeness import STANDSTILL_ROUTES
from jointdesk.governance.life_cycle import is_callable_in

_HALTED = frozenset({Status.CALLED_IN, Status.REFERRED})


def is_halted(decision: Decision) -> bool:
    """True while a call-in keeps the decision from having effect, without a day for its end."""
    return decision.status in _HALTED


def earliest_effect(decision: Decision, context: RecordContext) -> date | None:
    """Return the day before which the decision cannot have effect, None where none is known."""
    known = context.effective(decision).day
    if known is not None:
        return known
    call_in = end_of_call_in(decision, context)
    standstill = end_of_standstill(decision, context)
    return max(filter(None, (call_in, standstill)), default=None)


def end_of_call_in(decision: Decision, context: RecordContext) -> date | None:
    """Return the day on which it is taken, or on which its call-in is over, None if unknown.

    It is published on the day on which it is taken at the earliest.
    """
    taken = decision.date_taken or decision.decision_due
    if taken is None or not is_callable_in(decision, context.profile(decision.org)):
        return taken
    published = decision.first_published or decision.date_published or taken
    call_in = context.deadline("DL7", published, decision.org, callable="yes")
    return max(taken, call_in.dates["effective"]) if call_in else taken


def end_of_standstill(decision: Decision, context: RecordContext) -> date | None:
    """Return the earliest award after the procurement notice, None without one."""
    notice = decision.procurement_notice_date
    route = STANDSTILL_ROUTES.get(decision.procurement_route or "")
    if notice is None or route is None:
        return None
    found = context.deadline("DL9", notice, decision.org, route=route)
    return found.dates.get("earliest_award") if found else None


def that_must_agree(decision: Decision, records: Records) -> Iterable[Decision]:
    """Return the other bodies' live decisions that this one waits for."""
    matter = records.matter_by_id.get(decision.matter)
    required = set(matter.required_orgs or ()) if matter else set()
    others = records.decisions_by_matter.get(decision.matter, ())
    return [
        other
        for other in others
        if other.org != decision.org
        and is_live(other)
        and (other.org in required or decision.counterpart_required)
    ]
