"""Checks of one task at a time: TSK-05, TSK-06 and TSK-07 (domain.md section 4)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.forums import Forum
from jointdesk.domain.occurrences import split_key
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Task
from jointdesk.domain.words import listed, short_day
from jointdesk.governance.check_context import RecordContext, found, task_name
from jointdesk.governance.earliest import earliest_effect
from jointdesk.governance.too_soon import too_soon


def check_task_dates(records: Records, context: RecordContext) -> Iterator[Conflict]:
    """Yield TSK-05, TSK-06 and TSK-07."""
    routes = routes_of_people(records, context)
    for task in records.tasks:
        if task.is_open:
            yield from impossible_due(task, records, context)
            yield from orphan(task, records, context)
            yield from wrong_hands(task, routes, context)


# TSK-05


def impossible_due(task: Task, records: Records, context: RecordContext) -> Iterator[Conflict]:
    """TSK-05: due on a day off, after the papers it feeds are out, or before the decision holds.

    A day off is one on which none of the task's organisations works.
    """
    due = task.due
    if due is None:
        return
    wrong = []
    if not any(context.is_working(due, org_id) for org_id in task.orgs or ("",)):
        wrong.append("which is no working day")
    published = papers_due(task, records, context)
    if published is not None and published < due:
        wrong.append(f"after the papers it is for are published, {short_day(published)}")
    decision = records.decision_by_id.get(task.decision or "")
    if decision is not None and (why := too_soon(task, due, decision, records, context)):
        wrong.append(why)
    if wrong:
        yield found(
            "TSK-05",
            Severity.RED,
            (task,),
            task.orgs,
            f"{task_name(task)} is due on {short_day(due)}, {listed(wrong)}: give it another date",
            (due, task.feeds, decision and (decision.status, earliest_effect(decision, context))),
        )


def papers_due(task: Task, records: Records, context: RecordContext) -> date | None:
    """Return the day on which the papers of the meeting that a task feeds are published."""
    day = day_of_key(task.feeds)
    if day is None:
        return None
    forum = records.forum_by_id.get(task.forum or "")
    org_id = next(iter(forum.orgs if forum and forum.orgs else task.orgs), "")
    return publication_day(day, org_id, forum, context)


def publication_day(
    day: date, org_id: str, forum: Forum | None, context: RecordContext
) -> date | None:
    """Return when the papers of a forum's meeting are out, None where that is not known.

    Councils by DL3, other bodies by DL10; the forum's own stage “publish”, if it is earlier.
    """
    is_council = context.profile(org_id).text("governance_model") not in ("", "none")
    found_ = context.deadline("DL3" if is_council else "DL10", day, org_id)
    days = [found_.dates["publish_by"]] if found_ else []
    for stage in forum.stages if forum else ():
        if stage.name.casefold() == "publish" and 0 <= stage.days <= 400:
            own = context.deadline("DL15", day, org_id, publish=str(stage.days))
            days += [own.dates["publish_by"]] if own else []
    return min(days, default=None)


def day_of_key(key: str | None) -> date | None:
    """Return the original day of the meeting that an occurrence key names."""
    try:
        _, day, _ = split_key(key or "")
    except ValueError:
        return None
    return date.fromordinal(day)


# TSK-06


def orphan(task: Task, records: Records, context: RecordContext) -> Iterator[Conflict]:
    """TSK-06: what a decision or a meeting asked for has no owner or no date two days later.

    Two working days (a setting) after the decision was taken, or after the meeting.
    """
    if task.owners and task.due:
        return
    decision = records.decision_by_id.get(task.decision or "")
    since = (decision.date_taken if decision else None) or day_of_key(task.meeting)
    if since is None:
        return
    allowed = context.own.number("orphan_days")
    if context.working_days(since, context.today, most=allowed + 1) <= allowed:
        return
    lacks = listed([*([] if task.owners else ["owner"]), *([] if task.due else ["date"])])
    of = "the decision" if decision and decision.date_taken else "the meeting"
    yield found(
        "TSK-06",
        Severity.AMBER,
        (task,),
        task.orgs,
        f"{task_name(task)} has no {lacks}, though {of} was on {short_day(since)}: every action"
        " needs both within two working days; assign it",
        (bool(task.owners), task.due),
    )


# TSK-07


def routes_of_people(records: Records, context: RecordContext) -> Mapping[str, set[str]]:
    """Return the organisations for which each person can act: by seat, office or delegation."""
    routes: Mapping[str, set[str]] = defaultdict(set)
    for person, org_ids in context.seats.items():
        routes[person] |= org_ids
    for office in records.offices:
        if office.person and (office.ends is None or office.ends >= context.today):
            routes[office.person].add(office.org)
    for one in records.delegations:
        document = records.authority_by_id.get(one.authority)
        if one.holder and document is not None:
            routes[one.holder].add(document.org)
    return routes


def wrong_hands(
    task: Task, routes: Mapping[str, set[str]], context: RecordContext
) -> Iterator[Conflict]:
    """TSK-07: an owner has no seat, office or delegation in any organisation of the task."""
    if not task.orgs:
        return
    strangers = [one for one in task.owners if routes.get(one, set()).isdisjoint(task.orgs)]
    if strangers:
        bodies = listed(map(context.code, task.orgs))
        names = listed(map(context.person, strangers))
        verb = "has" if len(strangers) == 1 else "have"
        yield found(
            "TSK-07",
            Severity.AMBER,
            (task,),
            task.orgs,
            f"{names} {verb} {task_name(task)}, a task of {bodies}, without a seat, an office or a"
            " delegation there: reassign it, or obtain the authority",
            (*task.orgs, *strangers),
        )
