"""All checks on records, and on meetings with what records know of them.

Rules and their limits: domain.md section 4 with its precise readings. Each rule is a function in
a module of its family. Everything is computed from the records given: where these are what an
audience may see, so is what is found.
"""

from collections.abc import Callable, Iterator
from itertools import chain

from jointdesk.domain.conflicts import Conflict
from jointdesk.domain.records import Records
from jointdesk.governance.check_context import RecordContext
from jointdesk.governance.checks_access import check_access
from jointdesk.governance.checks_authority import check_authority
from jointdesk.governance.checks_interests import check_interests
from jointdesk.governance.checks_matters import check_matters
from jointdesk.governance.checks_money import check_money
from jointdesk.governance.checks_task_dates import check_task_dates
from jointdesk.governance.checks_tasks import check_tasks
from jointdesk.governance.checks_timing import check_timing

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
