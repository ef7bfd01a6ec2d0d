"""What is asked of people today: deadlines, conflicts of the next days, tasks, decisions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from jointdesk.domain.conflicts import JudgedConflict, Severity
from jointdesk.domain.decisions import Decision
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import local_day
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Task
from jointdesk.domain.words import DAYS, MONTHS, counted, listed, plain_line
from jointdesk.governance.timeline import MilestoneKind
from jointdesk.operations.due import Due
from jointdesk.operations.rulebook import Rulebook
from jointdesk.viewmodels import words
from jointdesk.viewmodels.conflict_list import grouped
from jointdesk.viewmodels.conflict_titles import title_of_conflict
from jointdesk.viewmodels.day_words import near_day
from jointdesk.viewmodels.decision_deadlines import milestone_name
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.today_day import Seen, Target, name_of, times_of

_RANK = {Severity.RED: 0, Severity.AMBER: 1, Severity.INFO: 2}
ICONS = {Severity.RED: "octagon-alert", Severity.AMBER: "triangle-alert", None: ""}
"""Before what must, and what should be done."""
COUNTED = frozenset({MilestoneKind.DECISION, MilestoneKind.RECORD})
"""What is late of these is told together, not one by one."""


class Need(NamedTuple):
    """One thing that is asked of somebody.

    `severity` None is for what only waits; `icon` stands before it. `sentence` says it in prose.
    """

    title: str
    lines: tuple[str, ...]
    icon: str
    severity: Severity | None
    codes: tuple[str, ...]
    positions: tuple[int, ...]
    spoken: str
    target: Target
    sentence: str = ""
    aside: str = ""


class Facts(NamedTuple):
    """What the needs follow from: the days ahead, the records, the rules, and who asks.

    `due` is what decisions ask for by today, `people` are names by person id.
    """

    seen: Seen
    records: Records
    rules: Rulebook
    due: tuple[Due, ...]
    people: Mapping[str, str]
    person_id: str
    is_director: bool

    @property
    def today(self) -> date:
        """The day as of which it holds."""
        return self.rules.today


def need(
    title: str,
    lines: Sequence[str],
    severity: Severity | None,
    org_ids: Iterable[str],
    facts: Facts,
    target: Target,
    *,
    icon: str = "",
    sentence: str = "",
) -> Need:
    """Return a need with its tags and what a screen reader says of it."""
    every = facts.rules.organisations
    bodies = sorted(
        (every[one] for one in dict.fromkeys(org_ids) if one in every), key=lambda one: one.position
    )
    names = words.short_names(list(every.values()))
    told = (
        words.SEVERITY[severity].capitalize() if severity else "",
        title,
        listed([names[one.id] for one in bodies]),
        *(line.rstrip(".") for line in lines),
    )
    return Need(
        title,
        tuple(filter(None, lines)),
        icon or ICONS[severity],
        severity,
        tuple(one.code for one in bodies),
        tuple(one.position for one in bodies),
        words.joined(told),
        target,
        sentence,
    )


# Deadlines


def deadline_needs(facts: Facts) -> tuple[list[Need], set[str]]:
    """Return the deadlines of today and those that were missed, and the tasks told with them."""
    found: list[Need] = []
    told: set[str] = set()
    for due in facts.due:
        if due.is_late and due.milestone.kind in COUNTED:
            continue
        task = _late_task_of(due.decision, facts)
        if task is not None:
            told.add(task.id)
        found.append(_deadline(due, task, facts))
    return worst_first(found), told


def _late_task_of(decision: Decision, facts: Facts) -> Task | None:
    of_decision = facts.records.tasks_by_decision.get(decision.id, ())
    return next((task for task in of_decision if task.is_overdue(facts.today)), None)


def _deadline(due: Due, task: Task | None, facts: Facts) -> Need:
    decision, each = due.decision, due.milestone
    matter = facts.records.matter_by_id.get(decision.matter)
    subject = plain_line((matter.title if matter else "") or decision.title)
    what = milestone_name(each).lower()
    if each.kind is MilestoneKind.NOTICE and decision.is_key_decision:
        what = "key decision notice"
    is_today = each.day == facts.today
    if is_today:
        first = f"Today is the last day{_for_decision(decision)}."
        sentence = f"Today is the last day for the {what} on “{subject}”."
    else:
        first = f"Was due {near_day(each.day, facts.today)}."
        sentence = f"The {what} on “{subject}” was due {near_day(each.day, facts.today)}."
    if each.kind is MilestoneKind.DECISION:
        first, sentence = "To be decided today.", f"“{subject}” is to be decided today."
    is_hard = is_today or each.kind is MilestoneKind.NOTICE
    severity = Severity.RED if is_hard else Severity.AMBER
    target = Target(Page.DECISIONS, decision.id)
    lines = (first, _task_words(task, facts) if task else "")
    title = f"{subject}: {what}"
    return need(title, lines, severity, (decision.org,), facts, target, sentence=sentence)


def _for_decision(decision: Decision) -> str:
    due = decision.decision_due
    return f" for a decision on {due.day} {MONTHS[due.month - 1]}" if due else ""


def _task_words(task: Task, facts: Facts) -> str:
    late = counted((facts.today - task.due).days, "day") if task.due else ""
    owner = listed(plain_line(facts.people.get(one, "someone else")) for one in task.owners)
    return f"Task of {owner or 'nobody'}, {late} late."


# Conflicts


def conflict_needs(facts: Facts) -> list[Need]:
    """Return the conflicts of today and the two days after it, the worst first.

    Those of today's journeys stand in the day itself; what is for information is left out.
    """
    seen = facts.seen
    near = [
        one
        for one in seen.conflicts
        if one.conflict.severity is not Severity.INFO and one.conflict.start is not None
    ]
    return [_conflict(group, facts) for group in grouped(near) if not _is_in_day(group[0], seen)]


def _is_in_day(judged: JudgedConflict, seen: Seen) -> bool:
    conflict = judged.conflict
    is_today = conflict.start is not None and local_day(conflict.start, seen.zone) == seen.today
    return conflict.code == "DIA-04" and is_today


def _conflict(group: tuple[JudgedConflict, ...], facts: Facts) -> Need:
    seen, judged = facts.seen, group[0]
    conflict = judged.conflict
    by_key = {copy.key: meeting for meeting in seen.meetings for copy in meeting.copies}
    meetings = {by_key[key].id: by_key[key] for key in conflict.copy_keys if key in by_key}
    ordered = sorted(meetings.values(), key=lambda one: (one.start, one.id))
    title = title_of_conflict(conflict, ordered).short
    when = _day_name(local_day(conflict.start or 0, seen.zone), seen.today)
    owner = plain_line(facts.people.get(judged.owner or "", ""))
    lines = [_sides(ordered, title, judged, seen)]
    if owner:
        lines.append(f"{owner} has it")
    target = Target(Page.CONFLICTS, conflict.id)
    return need(
        f"{when}: {title}" if when else title,
        lines,
        conflict.severity,
        conflict.org_ids,
        facts,
        target,
        sentence=f"{conflict.message}.",
    )


def _sides(meetings: Sequence[Meeting], title: str, judged: JudgedConflict, seen: Seen) -> str:
    """Return the meetings that the title does not name, and when it is."""
    conflict, zone = judged.conflict, seen.zone
    start, end = conflict.start or 0, conflict.end or 0
    day = local_day(start, zone)
    names = listed([name_of(one) for one in meetings if name_of(one) not in title])
    if len(meetings) == 1:
        return words.joined((names, times_of(meetings[0], zone, day)))
    return words.joined((names, words.span_times(start, end, zone, day)))


def _day_name(day: date, today: date) -> str:
    """Return "" for today, "Tomorrow", or the weekday."""
    ahead = (day - today).days
    return {0: "", 1: "Tomorrow"}.get(ahead, DAYS[day.weekday()])


def worst_first(needs: Iterable[Need]) -> list[Need]:
    """Return needs with those that must be met before those that should."""
    return sorted(needs, key=lambda one: _RANK[one.severity or Severity.INFO])
