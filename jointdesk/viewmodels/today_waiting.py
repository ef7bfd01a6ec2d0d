"""What waits for the acting person, and what of others is late: tasks, decisions."""

from collections.abc import Sequence
from datetime import date, timedelta

from jointdesk.domain.conflicts import JudgedConflict, Severity, State
from jointdesk.domain.decisions import Decision
from jointdesk.domain.tasks import Task
from jointdesk.domain.words import counted, listed, long_day, plain_line
from jointdesk.governance.timeline import MilestoneKind
from jointdesk.operations.due import OVER
from jointdesk.operations.standing import standing
from jointdesk.viewmodels import words
from jointdesk.viewmodels.conflict_list import grouped
from jointdesk.viewmodels.conflict_titles import title_of_conflict
from jointdesk.viewmodels.day_words import near_day
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.today_day import Target
from jointdesk.viewmodels.today_needs import ICONS, Facts, Need, need

_MOST = 4


def late_work(facts: Facts, told: set[str]) -> list[Need]:
    """Return what is late, each kind told together; `told` are ids of tasks told already."""
    untaken, unwritten = _late(facts, MilestoneKind.DECISION), _late(facts, MilestoneKind.RECORD)
    tasks = [
        task
        for task in facts.records.tasks
        if task.is_overdue(facts.today)
        and facts.person_id not in task.owners
        and task.id not in told
    ]
    tasks.sort(key=lambda task: (task.due or facts.today, task.order))
    return [
        *_late_decisions(untaken, "due and not recorded as taken", facts),
        *_late_decisions(unwritten, "taken and not written up", facts),
        *_late_tasks(tasks, facts),
    ]


def _late(facts: Facts, kind: MilestoneKind) -> list[Decision]:
    late = [one.decision for one in facts.due if one.is_late and one.milestone.kind is kind]
    return list({one.id: one for one in late}.values())


def _late_decisions(late: Sequence[Decision], what: str, facts: Facts) -> list[Need]:
    if not late:
        return []
    target = Target(Page.DECISIONS, late[0].id if len(late) == 1 else "")
    line = _first_two([_subject(one, facts) for one in late])
    title = f"{counted(len(late), 'decision')} {what}"
    return [need(title, (line,), Severity.AMBER, [one.org for one in late], facts, target)]


def _late_tasks(late: Sequence[Task], facts: Facts) -> list[Need]:
    if not late:
        return []
    target = Target(Page.TASKS, late[0].id if len(late) == 1 else "")
    ids = dict.fromkeys(one for task in late for one in task.owners)
    owners = listed(plain_line(facts.people.get(one, "someone else")) for one in ids)
    line = _first_two([plain_line(task.title) for task in late])
    title = f"{counted(len(late), 'task')} overdue"
    org_ids = [org for task in late for org in task.orgs]
    lines = (line, f"Of {owners}" if owners else "Of nobody")
    return [need(title, lines, Severity.AMBER, org_ids, facts, target)]


def _first_two(names: Sequence[str]) -> str:
    more = [f"{len(names) - 2} more"] if len(names) > 2 else []
    return listed([*names[:2], *more])


def waiting(facts: Facts, assigned: Sequence[JudgedConflict]) -> list[Need]:
    """Return what waits for the acting person: decisions of this week, tasks, conflicts."""
    return [*_decisions(facts), *_tasks(facts), *_assigned(assigned, facts)]


def _tasks(facts: Facts) -> list[Need]:
    own = [
        task
        for task in facts.records.tasks
        if task.is_open
        and facts.person_id in task.owners
        and task.due is not None
        and task.due <= facts.today
    ]
    own.sort(key=lambda task: (task.due or facts.today, task.order))
    shown = own if len(own) <= _MOST else own[: _MOST - 1]
    found = [_own_task(task, facts) for task in shown]
    if len(own) > len(shown):
        more = f"{len(own) - len(shown)} more tasks"
        found.append(need(more, (), None, (), facts, Target(Page.TASKS), icon="list-checks"))
    return found


def _own_task(task: Task, facts: Facts) -> Need:
    due = task.due or facts.today
    late = (facts.today - due).days
    when = f"Was due {near_day(due, facts.today)}, {counted(late, 'day')} late" if late else ""
    line = when or words.joined(("Due today", plain_line(task.due_time)))
    title = plain_line(task.title) or "No title"
    target = Target(Page.TASKS, task.id)
    return need(title, (line,), None, task.orgs, facts, target, icon="list-checks")


def _decisions(facts: Facts) -> list[Need]:
    """Decisions to be taken from today to Sunday, by the director or with this person."""
    found = [
        one
        for one in _to_be_taken(facts, facts.today + timedelta(days=6 - facts.today.weekday()))
        if _due(one) >= facts.today and (facts.is_director or _decides(one, facts.person_id))
    ]
    shown = found if len(found) <= _MOST else found[: _MOST - 1]
    needs = [_to_take(one, facts) for one in shown]
    if len(found) > len(shown):
        more = f"{len(found) - len(shown)} more decisions to take"
        needs.append(need(more, (), None, (), facts, Target(Page.DECISIONS), icon="scale"))
    return needs


def _to_be_taken(facts: Facts, last: date) -> list[Decision]:
    """Return the decisions that are due by a day and not taken, by that day."""
    found = [
        one
        for one in facts.records.decisions
        if one.decision_due is not None
        and one.decision_due <= last
        and not one.is_taken
        and standing(one, facts.records, facts.rules).status not in OVER
    ]
    return sorted(found, key=lambda one: (_due(one), one.order))


def _due(decision: Decision) -> date:
    return decision.decision_due or date.max


def _subject(decision: Decision, facts: Facts) -> str:
    matter = facts.records.matter_by_id.get(decision.matter)
    return plain_line((matter.title if matter else "") or decision.title)


def _decides(decision: Decision, person_id: str) -> bool:
    return any(maker.person == person_id for maker in decision.decision_makers)


def _to_take(decision: Decision, facts: Facts) -> Need:
    forum = facts.records.forum_by_id.get(decision.forum or "")
    day = _due(decision)
    when = "Today" if day == facts.today else long_day(day)
    line = words.joined((plain_line(forum.name or forum.code) if forum else "", when))
    target = Target(Page.DECISIONS, decision.id)
    title = f"Decision to take: {_subject(decision, facts)}"
    return need(title, (line,), None, (decision.org,), facts, target, icon="scale")


def _assigned(assigned: Sequence[JudgedConflict], facts: Facts) -> list[Need]:
    mine = [one for one in assigned if one.state is State.ASSIGNED]
    groups = grouped(mine)
    found = []
    for group in groups[:_MOST]:
        conflict = group[0].conflict
        lines = (f"{conflict.message}.",)
        title = title_of_conflict(conflict, ()).headline
        target = Target(Page.CONFLICTS, conflict.id)
        icon = ICONS[conflict.severity if conflict.severity is not Severity.INFO else None]
        found.append(need(title, lines, None, conflict.org_ids, facts, target, icon=icon or "info"))
    return found
