"""`task add|list|show|edit|done|reopen|defer|block|assign|remove`."""

import argparse
from typing import Any

from jointdesk.cli.arguments import DONE, add_step, whole_number
from jointdesk.cli.days import parse_day, parse_until
from jointdesk.cli.output import print_done, print_id, print_list
from jointdesk.cli.records import add_values, given_fields, record_shape
from jointdesk.cli.session import Session
from jointdesk.domain.items import Fields
from jointdesk.domain.moments import local_day
from jointdesk.domain.tasks import TASK, Task
from jointdesk.operations import tasks
from jointdesk.operations.audiences import find_person
from jointdesk.operations.event_times import DEFAULT_MINUTES
from jointdesk.operations.events import keep_time
from jointdesk.operations.naming import Names
from jointdesk.operations.pairings import find_meeting
from jointdesk.operations.task_lists import TaskFilter, list_tasks


def configure_task(parser: argparse.ArgumentParser) -> None:
    """Describe `task add|list|show|edit|done|reopen|defer|block|assign|remove`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    add = add_step(steps, "add", _add, "add a task")
    add.add_argument("title", metavar="TITLE", nargs="?", default="")
    add.add_argument("--org", metavar="CODE", action="append", default=[], help="or joint")
    add_values(add, TASK)
    _configure_list(add_step(steps, "list", _list, "both organisations' tasks in one list"))
    show = add_step(steps, "show", _show, "show a task")
    show.add_argument("id", metavar="ID")
    edit = add_step(steps, "edit", _edit, "change a task")
    edit.add_argument("id", metavar="ID")
    add_values(edit, TASK)
    for name, handler, words in (
        ("done", _done, "mark tasks as done"),
        ("reopen", _reopen, "say that they are to be done after all"),
        ("remove", _remove, "take tasks that were made here away"),
    ):
        step = add_step(steps, name, handler, words)
        step.add_argument("ids", metavar="ID", nargs="+")
    defer = add_step(steps, "defer", _defer, "give tasks a later day")
    defer.add_argument("ids", metavar="ID", nargs="+")
    defer.add_argument("--to", metavar="DAY", required=True)
    block = add_step(steps, "block", _block, "keep time in the diary for a task")
    block.add_argument("id", metavar="ID")
    block.add_argument("--at", metavar="TIME", required=True, help="such as 2026-12-01T14:00")
    block.add_argument("--minutes", metavar="M", default=str(DEFAULT_MINUTES))
    assign = add_step(steps, "assign", _assign, "give tasks to a person")
    assign.add_argument("ids", metavar="ID", nargs="+")
    assign.add_argument("--owner", metavar="PERSON", action="append", required=True)


def _configure_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--org", metavar="CODE", action="append", default=[])
    parser.add_argument("--owner", metavar="PERSON", default="")
    parser.add_argument("--mine", action="store_true", help="those of the acting person")
    parser.add_argument("--overdue", action="store_true")
    parser.add_argument("--status", choices=("open", "done", "all"), default="open")
    parser.add_argument("--matter", metavar="MATTER", default="")
    parser.add_argument("--by", choices=("due", "org", "owner"), default="due")


def _names(session: Session) -> Names:
    return Names(session.desk, session.audience)


def _add(session: Session, args: argparse.Namespace) -> int:
    names = _names(session)
    fields: dict[str, Any] = dict(_given(session, args, names))
    if args.title:
        fields["title"] = args.title.strip()
    if args.org:
        fields["orgs"] = tasks_orgs(names, ",".join(args.org))
    print_id(session, tasks.add_task(session.desk, session.actor, names, fields))
    return DONE


def _given(session: Session, args: argparse.Namespace, names: Names) -> Fields:
    """Return the fields given; “joint” means both employers, and a meeting must be there."""
    joint = [pair for pair in args.values if pair.casefold() in ("org=joint", "orgs=joint")]
    args.values = [pair for pair in args.values if pair not in joint]
    fields = dict(given_fields(session, args, TASK, names))
    if joint:
        fields["orgs"] = tasks_orgs(names, "joint")
    for name in ("meeting", "feeds"):
        if fields.get(name):
            find_meeting(session.desk, session.audience, str(fields[name]))
    return fields


def tasks_orgs(names: Names, text: str) -> list[Any]:
    """Return the ids of organisations named by code, or by “joint”: both employers."""
    found: list[Any] = []
    for code in text.split(","):
        if code.strip().casefold() == "joint":
            found += names.employers()
        else:
            found.append(names.id_of("organisation", code))
    return list(dict.fromkeys(found))


def _list(session: Session, args: argparse.Namespace) -> int:
    names = _names(session)
    owner = find_person(session.desk, args.owner).id if args.owner else ""
    wanted = TaskFilter(
        orgs=frozenset(names.id_of("organisation", code) for code in args.org),
        owner=session.person.id if args.mine else owner,
        status=args.status,
        overdue=args.overdue,
        matter=names.id_of("matter", args.matter) if args.matter else "",
        order=args.by,
    )
    today = local_day(session.now, session.desk.zone)
    found = list_tasks(names, wanted, today)
    rows = [_shape(session, task, names) for task in found]
    print_list(session, "items", rows, [_line(task, names) for task in found])
    return DONE


def _shape(session: Session, task: Task, names: Names) -> dict[str, Any]:
    today = local_day(session.now, session.desk.zone)
    return {
        **record_shape(TASK, task, names),
        "overdue": task.is_overdue(today),
        "source": task.collection,
        "pending": [TASK.field(name).public for name in task.pending],
    }


def _line(task: Task, names: Names) -> str:
    codes = ", ".join(names.name_of("organisation", one) for one in task.orgs)
    owners = ", ".join(names.name_of("person", one) for one in task.owners) or "nobody"
    due = task.due.isoformat() if task.due else "no date   "
    return f"{task.id}  {due}  {task.title} ({codes}) – {owners}"


def _show(session: Session, args: argparse.Namespace) -> int:
    _print(session, args.id)
    return DONE


def _print(session: Session, task_id: str) -> None:
    names = _names(session)
    (task,) = tasks.find_tasks(names, [task_id])
    shape = _shape(session, task, names)
    told = [f"{name}: {value}" for name, value in shape.items() if value not in (None, [], False)]
    print_done(session, shape, "\n".join(told))


def _edit(session: Session, args: argparse.Namespace) -> int:
    names = _names(session)
    fields = _given(session, args, names)
    tasks.edit_tasks(session.desk, session.actor, names, [args.id], fields)
    _print(session, args.id)
    return DONE


def _done(session: Session, args: argparse.Namespace) -> int:
    tasks.complete_tasks(session.desk, session.actor, _names(session), args.ids)
    return _said(session, args.ids, "Done")


def _reopen(session: Session, args: argparse.Namespace) -> int:
    tasks.reopen_tasks(session.desk, session.actor, _names(session), args.ids)
    return _said(session, args.ids, "Opened again")


def _remove(session: Session, args: argparse.Namespace) -> int:
    tasks.remove_tasks(session.desk, session.actor, _names(session), args.ids)
    print_done(session, {"ids": args.ids}, "Removed. “undo” brings it back.")
    return DONE


def _defer(session: Session, args: argparse.Namespace) -> int:
    due = parse_day(args.to)
    tasks.defer_tasks(session.desk, session.actor, _names(session), args.ids, due)
    return _said(session, args.ids, f"Deferred to {due.isoformat()}")


def _block(session: Session, args: argparse.Namespace) -> int:
    start = parse_until(args.at, session.desk.zone)
    minutes = whole_number(args.minutes, "minutes")
    print_id(
        session, keep_time(session.desk, session.actor, session.audience, args.id, start, minutes)
    )
    return DONE


def _assign(session: Session, args: argparse.Namespace) -> int:
    owners = [find_person(session.desk, one).id for one in args.owner]
    tasks.assign_tasks(session.desk, session.actor, _names(session), args.ids, owners)
    return _said(session, args.ids, "Given")


def _said(session: Session, ids: list[str], what: str) -> int:
    if len(ids) == 1 and session.as_json:
        _print(session, ids[0])
    else:
        number = "1 task" if len(ids) == 1 else f"{len(ids)} tasks"
        print_done(session, {"ids": ids}, f"{what}: {number}.")
    return DONE


CONFIGURE = {"task": configure_task}
