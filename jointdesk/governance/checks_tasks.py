"""Checks that hold tasks against each other: TSK-01 to TSK-04 (domain.md section 4)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Task
from jointdesk.domain.words import counted, full_day, listed, short_day
from jointdesk.governance.check_context import RecordContext, found, matter_name, task_name
from jointdesk.governance.deadlocks import cycles

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOT_WORDS = re.compile(r"[\W_]+")
_FREEDOM = re.compile(r"\bfoi\b|freedom of information", re.IGNORECASE)
_BODY_WORDS = frozenset({"council", "nhs", "icb", "trust"})
_CROWD = 30
"""With how many of its likes one task is compared: a matter may have been given hundreds."""
_PROTECTED_KINDS = frozenset({"paper", "return"})


def check_tasks(records: Records, context: RecordContext) -> Iterator[Conflict]:
    """Yield TSK-01 to TSK-04."""
    tasks = [one for one in records.tasks if one.is_open]
    by_matter = _by_matter(tasks, records)
    yield from double_asks(tasks, by_matter, context)
    yield from deadline_piles(tasks, context)
    yield from contradictions(tasks, by_matter, records, context)
    yield from deadlocks(tasks)


def _by_matter(tasks: Iterable[Task], records: Records) -> Mapping[str, list[Task]]:
    found_: Mapping[str, list[Task]] = defaultdict(list)
    for task in tasks:
        decision = records.decision_by_id.get(task.decision or "")
        matter = task.matter or (decision.matter if decision else "")
        if matter:
            found_[matter].append(task)
    return found_


# TSK-01


def double_asks(
    tasks: Sequence[Task], by_matter: Mapping[str, list[Task]], context: RecordContext
) -> Iterator[Conflict]:
    """TSK-01: two organisations ask for the same: one matter, or one title.

    Titles are compared without what is in brackets and without words that name a body. Tasks
    with a clock of their own (requests under the Freedom of Information Act always are), parts
    of one another, and tasks of which one waits for the other are not the same ask.
    """
    names = _names(context)
    by_title: Mapping[str, list[Task]] = defaultdict(list)
    for task in tasks:
        if title := plain_title(task.title, names):
            by_title[title].append(task)
    seen: set[tuple[str, str]] = set()
    for group in (*by_title.values(), *by_matter.values()):
        asked = [task for task in group if not has_own_clock(task)]
        for a, b in _pairs(asked):
            if (a.id, b.id) in seen or not _of_others(a, b) or _are_linked(a, b):
                continue
            seen.add((a.id, b.id))
            yield found(
                "TSK-01",
                Severity.AMBER,
                (a, b),
                (*a.orgs, *b.orgs),
                f"{_codes(a, context)} and {_codes(b, context)} may ask for the same:"
                f" {task_name(a)} and {task_name(b)}; make one task for both bodies, or mark it"
                " as having its own clock",
                (_sides(a), _sides(b)),
            )


def has_own_clock(task: Task) -> bool:
    """True for what each body must do for itself."""
    return task.own_clock or _FREEDOM.search(task.title) is not None


def plain_title(title: str, names: frozenset[str]) -> str:
    """Return a title without brackets, case, signs, and words that name an organisation."""
    words = _NOT_WORDS.sub(" ", _BRACKETS.sub(" ", title)).casefold().split()
    return " ".join(word for word in words if word not in names)


def _names(context: RecordContext) -> frozenset[str]:
    """Return the words that name a body: its code, and the first word of its name that is own."""
    names = set(_BODY_WORDS)
    for one in context.organisations.values():
        own = [word for word in one.name.casefold().split() if word not in _BODY_WORDS]
        names |= {one.code.casefold(), *own[:1]}
    return frozenset(names)


def _pairs(tasks: Sequence[Task]) -> Iterator[tuple[Task, Task]]:
    for i, a in enumerate(tasks):
        for b in tasks[i + 1 : i + 1 + _CROWD]:
            yield a, b


def _of_others(a: Task, b: Task) -> bool:
    return bool(a.orgs) and bool(b.orgs) and set(a.orgs).isdisjoint(b.orgs)


def _are_linked(a: Task, b: Task) -> bool:
    return (
        a.id in b.blocked_by or b.id in a.blocked_by or a.id == b.parent or b.id == a.parent
    )  # fmt: skip


def _sides(task: Task) -> tuple[object, ...]:
    return task.title, task.orgs, task.matter, task.decision


def _codes(task: Task, context: RecordContext) -> str:
    return listed(map(context.code, task.orgs))


# TSK-02


def deadline_piles(tasks: Iterable[Task], context: RecordContext) -> Iterator[Conflict]:
    """TSK-02: more protected deadlines on one day than it can hold (3).

    Protected are papers, returns, what feeds a meeting, and what any body gives high priority.
    """
    most = context.own.number("deadline_pile")
    by_day: Mapping[date, list[Task]] = defaultdict(list)
    for task in tasks:
        if task.due is not None and _is_protected(task):
            by_day[task.due].append(task)
    for day, due in sorted(by_day.items()):
        if len(due) > most and context.is_working(day):
            yield found(
                "TSK-02",
                Severity.AMBER,
                due,
                [org_id for task in due for org_id in task.orgs],
                f"{counted(len(due), 'protected deadline')} fall on {short_day(day)}, among them"
                f" {listed(map(task_name, due[:3]))}; a day holds {most}: negotiate the one that"
                " moves most easily",
                [day, *sorted(task.id for task in due)],
                context.day_span(day),
            )


def _is_protected(task: Task) -> bool:
    if task.kind in _PROTECTED_KINDS or task.feeds:
        return True
    return any(one.level == "high" for one in task.priority)


# TSK-03


def contradictions(
    tasks: Iterable[Task],
    by_matter: Mapping[str, list[Task]],
    records: Records,
    context: RecordContext,
) -> Iterator[Conflict]:
    """TSK-03: high for one body and low for the other, or due more than 10 working days apart.

    Within one task its priorities count; within a matter the tasks of one body against those of
    the other: the highest priority of each, and the two due dates that come nearest.
    """
    for task in tasks:
        levels = {one.level for one in task.priority}
        if {"high", "low"} <= levels:
            high, low = (
                listed(context.code(one.org) for one in task.priority if one.level == level)
                for level in ("high", "low")
            )
            yield found(
                "TSK-03",
                Severity.AMBER,
                (task,),
                [one.org for one in task.priority],
                f"{task_name(task)} is high for {high} and low for {low}; the director decides,"
                " and the reason is recorded",
                task.priority,
            )
    for matter_id, group in by_matter.items():
        name = matter_name(records.matter_by_id.get(matter_id))
        by_org: Mapping[str, list[Task]] = defaultdict(list)
        for task in group:
            if len(task.orgs) == 1 and not has_own_clock(task):
                by_org[task.orgs[0]].append(task)
        for a, b in combinations(sorted(by_org), 2):
            yield from _contradiction(name, by_org[a], by_org[b], context)


def _contradiction(
    name: str, ours: Sequence[Task], theirs: Sequence[Task], context: RecordContext
) -> Iterator[Conflict]:
    a, b = _most_pressing(ours), _most_pressing(theirs)
    levels = {_own_level(a), _own_level(b)}
    wrong = ""
    if levels == {"high", "low"}:
        words = [f"{_own_level(task)} for {_codes(task, context)}" for task in (a, b)]
        wrong = f"is {listed(words)}"
    else:
        nearest = _nearest_dues(ours, theirs)
        if nearest is not None:
            a, b = nearest
            apart = _days_apart(a, b, context)
            most = context.own.number("due_dates_apart")
            if apart > most:
                words = [
                    f"{full_day(task.due)} for {_codes(task, context)}"
                    for task in (a, b)
                    if task.due is not None
                ]
                wrong = f"is due on {listed(words)}, more than {most} working days apart"
    if wrong:
        yield found(
            "TSK-03",
            Severity.AMBER,
            (a, b),
            (*a.orgs, *b.orgs),
            f"What there is to do on {name} {wrong} ({task_name(a)}, {task_name(b)}); the director"
            " decides, and the reason is recorded",
            (a.priority, b.priority, a.due, b.due),
        )


_RANK = {"high": 0, "medium": 1, "low": 2}


def _own_level(task: Task) -> str:
    return task.level(task.orgs[0]) or "medium"


def _most_pressing(tasks: Sequence[Task]) -> Task:
    return min(tasks, key=lambda task: _RANK.get(_own_level(task), 1))


def _nearest_dues(ours: Sequence[Task], theirs: Sequence[Task]) -> tuple[Task, Task] | None:
    """Return the two tasks, one of each body, whose due dates come nearest; by one sorted walk."""
    dated = [(task.due, side, task) for side, tasks in enumerate((ours, theirs)) for task in tasks]
    order = sorted(
        ((due, side, task) for due, side, task in dated if due is not None),
        key=lambda each: (each[0], each[1]),
    )
    neighbours = [
        (second[0] - first[0], first, second)
        for first, second in zip(order, order[1:], strict=False)
        if first[1] != second[1]
    ]
    if not neighbours:
        return None
    _, first, second = min(neighbours, key=lambda each: each[0])
    return (first[2], second[2]) if first[1] == 0 else (second[2], first[2])


def _days_apart(a: Task, b: Task, context: RecordContext) -> int:
    first, last = sorted((a.due or date.min, b.due or date.min))
    return context.working_days(first, last)


# TSK-04


def deadlocks(tasks: Sequence[Task]) -> Iterator[Conflict]:
    """TSK-04: tasks that wait for each other, round in a circle of any length."""
    by_id = {task.id: task for task in tasks}
    waits = {task.id: [one for one in task.blocked_by if one in by_id] for task in tasks}
    for circle in cycles(waits):
        around = sorted((by_id[id_] for id_ in circle), key=lambda task: task.order)
        yield found(
            "TSK-04",
            Severity.RED,
            around,
            [org_id for task in around for org_id in task.orgs],
            f"{listed(map(task_name, around[:4]))} wait for each other, so none can begin: let both"
            " PAs agree which comes first",
            sorted((task.id, *sorted(task.blocked_by)) for task in around),
        )
