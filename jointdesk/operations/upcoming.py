"""Which deadlines and dates of decisions lie between two days."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from jointdesk.domain.decisions import ENDED, Status
from jointdesk.domain.records import Records
from jointdesk.governance.timeline import Milestone, MilestoneKind
from jointdesk.operations.deadlines import decision_timeline
from jointdesk.operations.rulebook import Rulebook
from jointdesk.operations.standing import Standing

_OVER = ENDED | {Status.WITHDRAWN, Status.CLOSED, Status.IMPLEMENTED, Status.REVIEWED}
_SHOWN = frozenset(MilestoneKind) - {MilestoneKind.RECORD}


class Upcoming(NamedTuple):
    """A milestone and the decision that it belongs to, as that stands today."""

    standing: Standing
    milestone: Milestone


def milestones_between(
    standings: Iterable[Standing], records: Records, rules: Rulebook, first: date, last: date
) -> Iterator[Upcoming]:
    """Yield the milestones from the first to the last day, both included, decision by decision.

    The record of a decision is no deadline that anybody waits for; decisions that are over have
    none any more.
    """
    for one in standings:
        if one.status not in _OVER and _may_have(one, first):
            for each in decision_timeline(one.decision, records, rules).milestones:
                if each.kind in _SHOWN and first <= each.day <= last:
                    yield Upcoming(one, each)


def _may_have(one: Standing, first: date) -> bool:
    """Whether anything can be due from then on: most of a long register is in effect."""
    decision = one.decision
    if one.status is not Status.EFFECTIVE:
        return True
    return decision.review_date is not None or (
        one.effective.day is not None and one.effective.day >= first
    )
