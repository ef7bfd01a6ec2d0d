"""What decisions ask for by today, and have not got."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from jointdesk.domain.decisions import ENDED, Decision, Status
from jointdesk.domain.records import Records
from jointdesk.domain.words import short_day
from jointdesk.governance.timeline import Milestone, MilestoneKind, MilestoneState
from jointdesk.operations.deadlines import decision_timeline
from jointdesk.operations.rulebook import Rulebook
from jointdesk.operations.standing import Standing

OVER = ENDED | {Status.WITHDRAWN, Status.CLOSED, Status.IMPLEMENTED, Status.REVIEWED}
"""Nothing is asked any more."""

_RECENT = timedelta(weeks=8)
"""For how long after it was taken a decision is asked for its record and publication: what an
older log does not say will not be written up today."""

_BY_ITSELF = frozenset({"call-in closes", "standstill closes", "effective"})


class Due(NamedTuple):
    """A milestone that is to be met today or was to be met before."""

    decision: Decision
    milestone: Milestone

    @property
    def is_late(self) -> bool:
        """Whether its day has passed."""
        return self.milestone.state is MilestoneState.LATE


def due_milestones(
    standings: Mapping[str, Standing], records: Records, rules: Rulebook
) -> tuple[Due, ...]:
    """Return what decisions ask for today, or asked for and did not get, by day.

    `standings` are how they stand, by their ids.
    """
    found = [
        Due(decision, each)
        for decision in records.decisions
        if _may_be_asked(decision, rules.today) and standings[decision.id].status not in OVER
        for each in decision_timeline(decision, records, rules).milestones
        if _is_asked(each, rules.today) and not _is_moot(each, decision)
    ]
    return tuple(sorted(found, key=lambda one: (one.milestone.day, one.decision.order)))


def _may_be_asked(decision: Decision, today: date) -> bool:
    """Whether anything can be due; of a long register most decisions are long done."""
    if not decision.is_taken:
        return True
    taken, review = decision.date_taken, decision.review_date
    return (taken is not None and taken >= today - _RECENT) or (
        review is not None and review <= today
    )


def _is_asked(each: Milestone, today: date) -> bool:
    if each.state is MilestoneState.LATE:
        return True
    is_today = each.state is MilestoneState.DUE and each.day == today
    return is_today and each.words.removesuffix(f" {short_day(each.day)}") not in _BY_ITSELF


def _is_moot(each: Milestone, decision: Decision) -> bool:
    """Whether it was done, though too late, or the decision went on without it."""
    match each.kind:
        case MilestoneKind.NOTICE:
            done = decision.notice_published_on or decision.urgency_agreed_on
            return done is not None or decision.is_taken
        case MilestoneKind.DECISION:
            return decision.is_taken
        case MilestoneKind.RECORD:
            return decision.recorded_on is not None
        case MilestoneKind.CALL_IN:
            return decision.call_in_hearing is not None
    return False
