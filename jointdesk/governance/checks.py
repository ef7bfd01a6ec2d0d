"""All checks on records, and on meetings with what records know of them.

Rules and their limits: domain.md section 4 with its precise readings. Each rule is a function in
a module of its family. Everything is computed from the records given: where these are what an
audience may see, so is what is found.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from jointdesk.domain.conflicts import Conflict
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Span
from jointdesk.domain.records import Records
from jointdesk.governance.check_context import RecordContext
from jointdesk.governance.checks_access import check_access
from jointdesk.governance.checks_authority import check_authority
from jointdesk.governance.checks_interests import check_interests
from jointdesk.governance.checks_matters import check_matters
from jointdesk.governance.checks_meetings import (
    missed_deadlines,
    no_cover,
    no_preparation,
    papers_together,
    quorum_risk,
)
from jointdesk.governance.checks_money import check_money
from jointdesk.governance.checks_polls import before_polls
from jointdesk.governance.checks_task_dates import check_task_dates
from jointdesk.governance.checks_tasks import check_tasks
from jointdesk.governance.checks_timing import check_timing
from jointdesk.governance.hours import Hours, long_weeks
from jointdesk.governance.sittings import Sittings

_RULES: tuple[Callable[[Records, RecordContext], Iterator[Conflict]], ...] = (
    check_matters,
    check_authority,
    check_timing,
    check_interests,
    check_money,
    check_access,
    check_tasks,
    check_task_dates,
)


def check_records(records: Records, context: RecordContext) -> list[Conflict]:
    """Return what is wrong with decisions and tasks (DEC-01 to 16, TSK-01 to 07), by code and id.

    Participants are the ids of items; only TSK-02 has a time of its own.
    """
    conflicts = chain.from_iterable(rule(records, context) for rule in _RULES)
    return sorted(conflicts, key=lambda each: (each.code, each.id))


_MEETING_RULES: tuple[Callable[[Sittings], Iterator[Conflict]], ...] = (
    quorum_risk,
    no_preparation,
    papers_together,
    before_polls,
    missed_deadlines,
    no_cover,
)


def check_meetings(
    meetings: Sequence[Meeting],
    records: Records,
    context: RecordContext,
    window: Span,
    hours: Hours | None = None,
) -> list[Conflict]:
    """Return what records tell of the meetings of a window (DIA-09, 11, 14, 17, WRK-02, WRK-04).

    `meetings` are those of the window and some weeks around it; `hours` those of each week, from
    17 weeks before the window on, None where WRK-02 is not asked for. By anchor, code and id.
    """
    sittings = Sittings(meetings, records, context, window)
    conflicts = [*chain.from_iterable(rule(sittings) for rule in _MEETING_RULES)]
    if hours is not None:
        conflicts += long_weeks(hours, context, window)
    return sorted(conflicts, key=lambda each: (each.anchor or 0, each.code, each.id))
