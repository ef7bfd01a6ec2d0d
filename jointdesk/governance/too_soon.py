"""DEC-05 and a part of TSK-05: tasks that carry a decision out before it has effect."""

from collections.abc import Iterator
from datetime import date

from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.decisions import Decision
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Task
from jointdesk.domain.words import short_day
from jointdesk.governance.check_context import RecordContext, found, is_live, name_of, task_name
from jointdesk.governance.earliest import earliest_effect, is_halted, that_must_agree

_CARRIES_OUT = frozenset({"action", "task"})


def premature_tasks(records: Records, context: RecordContext) -> Iterator[Conflict]:
    """DEC-05: a task that carries a decision out is due, or was done, before it has effect."""
    for task in records.tasks:
        decision = records.decision_by_id.get(task.decision or "")
        day = task.completed_on if task.status == "completed" else task.due
        if decision is None or day is None or not (task.is_open or task.completed_on):
            continue
        why = too_soon(task, day, decision, records, context)
        if why:
            verb = "is due" if task.is_open else "was done"
            yield found(
                "DEC-05",
                Severity.RED,
                (task, decision),
                (*task.orgs, decision.org),
                f"{task_name(task)} {verb} on {short_day(day)}, {why}; a decision is not carried"
                " out before it has effect: stop it, and log the incident",
                (day, task.status, decision.status, earliest_effect(decision, context)),
            )


def too_soon(
    task: Task, day: date, decision: Decision, records: Records, context: RecordContext
) -> str:
    """Return why a day is too soon for a task, "" where it is not or nobody can say.

    Of a decision that is taken, tasks and actions carry it out; before that, and while it is
    called in, only actions do: what else there is prepares it. Papers and returns never do. In a
    joint matter the latest of the decisions counts.
    """
    if task.kind not in _CARRIES_OUT or not is_live(decision):
        return ""
    if task.kind != "action" and (not decision.is_taken or is_halted(decision)):
        return ""
    halted = next((one for one in _waited_for(decision, records) if is_halted(one)), None)
    if halted is not None:
        return f"while {name_of(halted)} is called in"
    days = [
        (first, one)
        for one in _waited_for(decision, records)
        if (first := earliest_effect(one, context)) is not None
    ]
    first, last = max(days, key=lambda each: each[0], default=(day, decision))
    return f"before {name_of(last)} can have effect, {short_day(first)}" if day < first else ""


def _waited_for(decision: Decision, records: Records) -> tuple[Decision, ...]:
    return (decision, *that_must_agree(decision, records))
