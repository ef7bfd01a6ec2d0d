"""Both organisations' tasks, filtered and put in order."""

from datetime import date
from typing import NamedTuple

from jointdesk.derive.tasks import load_tasks
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.domain.tasks import Task
from jointdesk.operations.naming import Names
from jointdesk.privacy.records import sees_task
from jointdesk.store.reading import ReadableDesk

OPEN, DONE, ALL = "open", "done", "all"


class TaskFilter(NamedTuple):
    """Which tasks, and in what order: by due day, by organisation, or by owner.

    Empty means any. `status` is "open", "done" (cancelled too) or "all".
    """

    orgs: frozenset[str] = frozenset()
    owner: str = ""
    status: str = OPEN
    overdue: bool = False
    matter: str = ""
    order: str = "due"


def list_tasks(names: Names, wanted: TaskFilter, today: date) -> list[Task]:
    """Return the tasks that the audience sees and that are wanted, those without a day last."""
    records = names.records
    of_matter = {one.id for one in records.tasks_by_matter.get(wanted.matter, ())}
    found = [
        task
        for task in records.tasks
        if _is_wanted(task, wanted, today) and (not wanted.matter or task.id in of_matter)
    ]
    return sorted(found, key=lambda task: _order(task, wanted.order, names))


def count_open(desk: ReadableDesk, audience: Audience, now: Instant) -> int:
    """Return how many open tasks the audience sees; no other record is read for it."""
    tasks = load_tasks(desk.connection, desk.zone, now)
    return sum(1 for one in tasks if one.is_open and sees_task(audience, one))


def _is_wanted(task: Task, wanted: TaskFilter, today: date) -> bool:
    if wanted.status != ALL and task.is_open is (wanted.status == DONE):
        return False
    if wanted.orgs and not wanted.orgs.intersection(task.orgs):
        return False
    if wanted.owner and wanted.owner not in task.owners:
        return False
    return not wanted.overdue or task.is_overdue(today)


def _order(task: Task, order: str, names: Names) -> tuple[str, bool, date, int, str]:
    first = ""
    if order == "org":
        first = ",".join(names.name_of("organisation", one) for one in task.orgs)
    elif order == "owner":
        owners = [names.name_of("person", one) for one in task.owners]
        first = ",".join(owners) or "\uffff"
    return first, task.due is None, task.due or date.max, task.order, task.id
