"""Add tasks, change them, and get them done: ours, and those of both bodies' calendars.

What a calendar holds cannot be changed here at once: the new value is kept as pending and shown
over the calendar's own until that shows it too (design.md section 3.4).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from jointdesk.derive.pending import catch_up
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.events import EVENT
from jointdesk.domain.items import DELETED, Fields, Item, Json, Write
from jointdesk.domain.moments import local_day
from jointdesk.domain.pending import OVERLAY, TASK_FIELDS, overlay_id, wanting
from jointdesk.domain.tasks import TASK, Task
from jointdesk.operations.ids import new_id
from jointdesk.operations.matters import VISIBILITY_IS_FINAL
from jointdesk.operations.naming import Names
from jointdesk.operations.records import stream_for
from jointdesk.privacy.records import OWN_ORG
from jointdesk.store.desk import Desk
from jointdesk.store.moving import moves, record_in_place
from jointdesk.store.overlays import find_overlay
from jointdesk.store.records import list_records

DONE, TO_DO = "completed", "needs-action"

_CLOCK_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def add_task(desk: Desk, actor: Actor, names: Names, fields: Fields) -> str:
    """Add a task and return its id.

    Without an organisation it is of those of its decision or matter.

    Raises:
        WrongUseError: it has no title or no organisation, or a value makes no sense.
    """
    fields = {"orgs": _orgs_of(names, fields), **fields} if not fields.get("orgs") else fields
    task = _made(Task(new_id()), fields)
    if not task.title:
        raise WrongUseError("A task needs a title.")
    _check(task)
    _keep(desk, actor, f"Added the task “{task.title}”", [_write(task, fields)])
    return task.id


def edit_tasks(
    desk: Desk, actor: Actor, names: Names, ids: Sequence[str], fields: Fields, label: str = ""
) -> None:
    """Give some fields of tasks new values, as one action.

    Raises:
        NotFoundError: the acting person sees no such task.
        WrongUseError: a value makes no sense.
    """
    writes: list[Write] = []
    for task in find_tasks(names, ids):
        writes += _edited(desk, names, task, fields)
    _keep(desk, actor, label or _label("Changed", names, ids), writes)


def complete_tasks(desk: Desk, actor: Actor, names: Names, ids: Sequence[str]) -> None:
    """Mark tasks as done today, as one action; one that repeats makes its next.

    Raises:
        NotFoundError: the acting person sees no such task.
    """
    today = local_day(actor.at, desk.zone)
    done: Fields = {"status": DONE, "completed_on": today.isoformat()}
    writes: list[Write] = []
    for task in find_tasks(names, ids):
        if task.is_open:
            writes += _edited(desk, names, task, done)
            writes += _next(task, today)
    _keep(desk, actor, _label("Done:", names, ids), writes)


def reopen_tasks(desk: Desk, actor: Actor, names: Names, ids: Sequence[str]) -> None:
    """Say that tasks are to be done after all.

    Raises:
        NotFoundError: the acting person sees no such task.
    """
    fields: Fields = {"status": TO_DO, "completed_on": None}
    edit_tasks(desk, actor, names, ids, fields, _label("Opened again:", names, ids))


def defer_tasks(desk: Desk, actor: Actor, names: Names, ids: Sequence[str], due: date) -> None:
    """Give tasks a later day; when they were first due is kept.

    Raises:
        NotFoundError: the acting person sees no such task.
    """
    writes: list[Write] = []
    for task in find_tasks(names, ids):
        first = task.first_due or task.due
        fields: dict[str, Json] = {"due": due.isoformat()}
        if first is not None:
            fields["first_due"] = first.isoformat()
        writes += _edited(desk, names, task, fields)
    _keep(desk, actor, _label("Deferred", names, ids), writes)


def assign_tasks(
    desk: Desk, actor: Actor, names: Names, ids: Sequence[str], owners: Sequence[str]
) -> None:
    """Give tasks to people by their ids, to nobody with an empty list.

    Raises:
        NotFoundError: the acting person sees no such task.
    """
    to = ", ".join(names.name_of("person", one) for one in owners) or "nobody"
    label = f"{_label('Gave', names, ids)} to {to}"
    edit_tasks(desk, actor, names, ids, {"owners": [*owners]}, label)


def remove_tasks(desk: Desk, actor: Actor, names: Names, ids: Sequence[str]) -> None:
    """Take tasks that were made here away, as one action.

    Raises:
        NotFoundError: the acting person sees no such task.
        WrongUseError: one is a calendar's; that is removed where it is kept.
    """
    found = find_tasks(names, ids)
    if outside := [task for task in found if task.collection]:
        raise WrongUseError(
            f"“{outside[0].title}” is in a calendar and can only be removed there."
            " Mark it as cancelled here instead."
        )
    writes = [_write(task, {DELETED: True}) for task in found]
    _keep(desk, actor, _label("Removed", names, ids), writes)


def _keep(desk: Desk, actor: Actor, label: str, writes: Sequence[Write]) -> None:
    """Record the writes as one action, and bring what follows up to date."""
    moved = {one.item_id: one.stream for one in writes if moves(desk, one)}
    final = VISIBILITY_IS_FINAL if moved else ""
    if moved:
        from jointdesk.operations.kept_talk import words_with  # few edits need it

        kept = moved | {
            one.id: moved[one.task]
            for one in list_records(desk.connection, EVENT)
            if one.task in moved and moved[one.task] == stream_for(OWN_ORG, one.org)
        }
        writes = [*writes, *words_with(desk, kept, writes, actor.at)]
    record_in_place(desk, actor, label, writes, final, lambda: catch_up(desk, actor.at))


def find_tasks(names: Names, ids: Sequence[str]) -> list[Task]:
    """Return tasks that the audience sees, by id.

    Raises:
        NotFoundError: one is not there.
    """
    by_id = names.task_by_id
    if unknown := [one for one in ids if one not in by_id]:
        raise NotFoundError(f"There is no task {unknown[0]}. “task list” shows them.")
    return [by_id[one] for one in ids]


def _label(verb: str, names: Names, ids: Sequence[str]) -> str:
    if len(ids) != 1:
        return f"{verb} {len(ids)} tasks"
    return f"{verb} “{find_tasks(names, ids)[0].title}”"


def _made(task: Task, fields: Fields) -> Task:
    """Return the task with stored fields laid over."""
    item = Item(task.id, TASK.name, "", task.order, {**TASK.stored(task), **fields})
    made = TASK.of(item)
    return replace(made, collection=task.collection, pending=task.pending)


def _edited(desk: Desk, names: Names, task: Task, fields: Fields) -> list[Write]:
    """Return what changes a task, or what people say of one that a calendar holds."""
    after = _made(task, fields)
    if not after.title:
        raise WrongUseError("A task needs a title.")
    _check(after, names)
    if task.collection is None:
        return [_write(after, fields)]
    id_ = overlay_id(task.id)
    overlay = find_overlay(desk.connection, id_)
    pending = overlay.pending if overlay else ()
    # What waits is what this task shows: its source shows what it showed then.
    shown = {
        **TASK.stored(task),
        **{one.field: one.base for one in pending if one.field in task.pending},
    }
    wanted = {name: value for name, value in fields.items() if name in TASK_FIELDS}
    if wanted:
        from jointdesk.ical.editing import checked_fields  # few edits are of a calendar's task

        wanted = checked_fields(wanted, "VTODO", desk.zone)
    own = {name: value for name, value in fields.items() if name not in TASK_FIELDS}
    stream = stream_for(task.visibility, task.orgs[0])
    return [Write(id_, OVERLAY, {**own, **wanting(pending, shown, wanted)}, stream)]


def _write(task: Task, fields: Fields) -> Write:
    return Write(task.id, TASK.name, fields, stream_for(task.visibility, "".join(task.orgs[:1])))


def _next(task: Task, today: date) -> list[Write]:
    """Return what makes the next of a task that repeats: the first that is not past.

    It is reckoned from the day on which this one was due at first, so that putting one off moves
    none of the others.
    """
    if task.collection is not None or not task.repeat:
        return []
    from jointdesk.ical.repeating import next_of

    found = next_of(task.repeat, task.first_due or task.due or today, today)
    if found is None:
        return []
    again = replace(
        task, id=new_id(), due=found.day, repeat=found.rule, first_due=None, start=None,
        status=TO_DO, completed_on=None, progress="",
    )  # fmt: skip
    return [_write(again, TASK.stored(again))]


def _check(task: Task, names: Names | None = None) -> None:
    """Refuse what makes no sense."""
    if not task.orgs:
        raise WrongUseError("Say whose task it is: one organisation, or several for a joint one.")
    if task.visibility == "own_org" and len(task.orgs) > 1:
        raise WrongUseError("A task kept to one organisation cannot be a joint one.")
    if task.due_time and not _CLOCK_TIME.fullmatch(task.due_time):
        raise WrongUseError(f"“{task.due_time}” is no time: write it like 14:30.")
    if task.repeat:
        from jointdesk.ical.repeating import check_rule

        try:
            check_rule(task.repeat)
        except ValueError as error:
            raise WrongUseError(f"“{task.repeat}” is no rule of repetition: {error}.") from None
    if names is not None:
        _refuse_circles(task, names.task_by_id)


def _refuse_circles(task: Task, by_id: Mapping[str, Task]) -> None:
    """A task is no part of itself; two that wait for each other are a conflict to settle."""
    seen, parent = {task.id}, task.parent
    while parent is not None:
        if parent in seen:
            raise WrongUseError("A task cannot be a part of itself.")
        seen.add(parent)
        found = by_id.get(parent)
        parent = found.parent if found else None
    if task.id in task.blocked_by:
        raise WrongUseError("A task cannot wait for itself.")


def _orgs_of(names: Names, fields: Fields) -> list[Json]:
    """Return the organisations of the decision or matter that a new task belongs to."""
    decision_id, matter_id = (str(fields.get(name) or "") for name in ("decision", "matter"))
    records = names.meant(decision_id, matter_id)
    decision = records.decision_by_id.get(decision_id)
    if decision is not None:
        return [decision.org]
    decisions = records.decisions_by_matter.get(matter_id, ())
    return list(dict.fromkeys(one.org for one in decisions))
