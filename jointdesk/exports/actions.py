"""X6: the action log, by organisation, forum or owner."""

from datetime import date
from typing import NamedTuple

from jointdesk.domain.records import Records
from jointdesk.domain.tasks import STATUSES, Task
from jointdesk.domain.words import counted
from jointdesk.exports.content import Content, Period
from jointdesk.exports.document import Column, Document, Heading, Kind, Notes, Paragraph, Table
from jointdesk.exports.document import Value as Cell
from jointdesk.exports.editions import Nearness, Reader, is_withheld
from jointdesk.exports.wording import day_words

COLUMNS = (
    Column("number", "No", Kind.NUMBER),
    Column("organisation", "Organisation", weight=3),
    Column("forum", "Forum", weight=3),
    Column("paper", "Decision or matter", weight=3),
    Column("action", "Action", Kind.LONG, 6),
    Column("lead", "Lead", weight=3),
    Column("target_date", "Target date", Kind.DATE),
    Column("new_date", "New date", Kind.DATE),
    Column("status", "Status"),
    Column("comment", "Comment", Kind.LONG, 4),
    Column("days_overdue", "Days overdue", Kind.NUMBER),
)
"""The columns of an NHS board's tracker (domain.md section 5, X6)."""


class Choice(NamedTuple):
    """Which tasks are wanted; an empty id is no limit, and the period is of their due dates."""

    org: str = ""
    forum: str = ""
    owner: str = ""
    period: Period = Period()
    open_only: bool = False


def action_log(content: Content, reader: Reader, choice: Choice) -> Document:
    """Return the tasks that are wanted, by due date, those without one last.

    Notes on tasks are never in it.
    """
    tasks = wanted_tasks(content.records, choice)
    tasks.sort(key=lambda one: (one.due or date.max, one.order))
    rows = tuple(_row(number, one, content, reader) for number, one in enumerate(tasks, start=1))
    of = content.organisation(choice.org) if choice.org else "Both organisations"
    return Document(
        title=f"{of}: action log",
        made_at=content.made_at,
        blocks=(
            Paragraph(
                f"{counted(len(tasks), 'action')} by target date, as of"
                f" {day_words(content.today, long=True)}."
            ),
            Heading("Actions"),
            Table("Actions", "Actions by target date", COLUMNS, rows),
            Heading("Notes"),
            Notes(
                (
                    "The new date stands beside the target date where an action was deferred.",
                    f"Days overdue are calendar days up to {day_words(content.today, long=True)}.",
                )
            ),
        ),
        subject="Action log",
        marking="OFFICIAL",
        footer=f"As of {day_words(content.today)}",
        landscape=True,
    )


def wanted_tasks(records: Records, choice: Choice) -> list[Task]:
    """Return the tasks that are wanted, in the order of their creation."""
    return [one for one in records.tasks if _is_wanted(one, choice)]


def _is_wanted(task: Task, choice: Choice) -> bool:
    return (
        (not choice.org or choice.org in task.orgs)
        and (not choice.forum or choice.forum == task.forum)
        and (not choice.owner or choice.owner in task.owners)
        and (not choice.open_only or task.is_open)
        and choice.period.holds(task.due)
    )


def _row(number: int, task: Task, content: Content, reader: Reader) -> tuple[Cell, ...]:
    forum = content.records.forum_by_id.get(task.forum or "")
    is_deferred = task.first_due is not None and task.first_due != task.due
    overdue = (content.today - task.due).days if task.is_open and task.due else 0
    return (
        number,
        ", ".join(filter(None, map(content.code, task.orgs))) or None,
        forum.name if forum else None,
        _paper(task, content, reader),
        task.title,
        ", ".join(filter(None, (content.people.get(one) for one in task.owners))) or "Nobody yet",
        task.first_due if is_deferred else task.due,
        task.due if is_deferred else None,
        STATUSES.get(task.status, task.status),
        task.progress or None,
        overdue if overdue > 0 else None,
    )


def _paper(task: Task, content: Content, reader: Reader) -> str | None:
    """Return the decision's reference, or the matter; no title of what is withheld."""
    decision = content.records.decision_by_id.get(task.decision or "")
    if decision is None:
        return content.matter_title(task.matter) or None
    nearness = reader.nearness(decision.org)
    is_hidden = nearness is not Nearness.OWN and is_withheld(decision, nearness)
    return decision.ref or (None if is_hidden else decision.title) or None
