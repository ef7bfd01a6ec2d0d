"""`event add|list|show|edit|cancel|remove|send|restore|duplicate|bin`: ours and calendars'."""

import argparse
from typing import TYPE_CHECKING, Any

from jointdesk.cli.arguments import DONE, add_step
from jointdesk.cli.output import print_done, print_id, print_list
from jointdesk.cli.records import add_values, given_fields, record_shape
from jointdesk.cli.session import Session
from jointdesk.cli.shapes import told_shape
from jointdesk.cli.typed_events import add_typed, is_typed
from jointdesk.domain.edits import EditScope
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.events import EVENT, LOCAL, Event
from jointdesk.domain.invitations import NO_WAY_BACK, told_words
from jointdesk.domain.moments import iso
from jointdesk.operations import events
from jointdesk.operations.naming import Names

if TYPE_CHECKING:
    from jointdesk.operations.event_bin import BinEntry

_INTERNAL = ("text",)
"""Fields that are no person's to read."""


def configure_event(parser: argparse.ArgumentParser) -> None:
    """Describe `event` and its steps."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    add = add_step(steps, "add", _add, "add an event to the diary")
    add.add_argument(
        "title", metavar="TITLE|LINE", nargs="?", default="",
        help="alone, a line such as “Exec Thu 2-3.30pm @Town Hall /CAL”; else the title",
    )  # fmt: skip
    add.add_argument("--org", metavar="CODE", default="")
    add.add_argument("--dry-run", action="store_true", help="show what a line comes to, no more")
    add_values(add)
    _add_send(add)
    add_step(steps, "list", _list, "list the events made here")
    add_step(steps, "bin", _bin, "list what was removed and can be restored")
    _add_one(steps, "show", _show, "show one")
    add_values(_add_one(steps, "edit", _edit, "change one", with_scope=True))
    _add_one(steps, "cancel", _cancel, "keep one in the diary, struck through", with_scope=True)
    _add_one(steps, "remove", _remove, "take one out of the diary", with_scope=True)
    _add_one(steps, "send", _send, "let its calendar's server tell those who are asked")
    add_values(_add_one(steps, "duplicate", _duplicate, "add another one like it"))
    restore = add_step(steps, "restore", _restore, "bring one back from the bin")
    restore.add_argument("id", metavar="ID")


def _add_one(
    steps: Any, name: str, handler: Any, words: str, *, with_scope: bool = False
) -> argparse.ArgumentParser:
    """Add a step on one event, by its id or a meeting's."""
    step = add_step(steps, name, handler, words)
    step.add_argument("id", metavar="ID")
    step.add_argument(
        "--copy", metavar="SOURCE", default="", help="the calendar of the copy that is meant"
    )
    if with_scope:
        step.add_argument(
            "--scope", choices=[one.value for one in EditScope], default=EditScope.OCCURRENCE.value,
            help="of a series: this one, this and all that follow, or all",
        )  # fmt: skip
        _add_send(step)
    return step


def _add_send(step: argparse.ArgumentParser) -> None:
    step.add_argument(
        "--send", action="store_true",
        help="let its server tell those who are asked; without it nobody is told",
    )  # fmt: skip


def _sent(session: Session, event_id: str, *, is_said: bool) -> list[dict[str, Any]]:
    """Let the server send where that is said, else say what it would send; return what goes."""
    from jointdesk.operations import sending  # with it comes ical

    if is_said:
        told = sending.send_event(session.desk, session.actor, session.audience, event_id)
        session.note(f"The next sync sends {told_words(told)}. {NO_WAY_BACK}")
        return told_shape(told)
    kept = sending.could_tell(session.desk, session.audience, event_id, session.now)
    if kept:
        session.note(
            f"Nobody is told yet. “event send {event_id}” sends {told_words(kept)}. {NO_WAY_BACK}"
        )
    return []


def _send(session: Session, args: argparse.Namespace) -> int:
    sends = _sent(session, args.id, is_said=True)
    print_done(session, {"id": args.id, "sends": sends}, "")
    return DONE


def _names(session: Session) -> Names:
    return Names(session.desk, session.audience)


def _add(session: Session, args: argparse.Namespace) -> int:
    names = _names(session)
    org = names.id_of("organisation", args.org) if args.org else ""
    if args.values or args.fields:
        if args.dry_run:
            raise WrongUseError("--dry-run is for a typed line, without --set and --fields.")
    elif args.title and not args.send and (args.dry_run or is_typed(session, args.title, org)):
        return add_typed(session, args.title, org, is_dry=args.dry_run)
    fields = dict(given_fields(session, args, EVENT, names))
    if args.title:
        fields["title"] = args.title.strip()
    if org:
        fields["org"] = org
    done = events.add_event(session.desk, session.actor, fields)
    _sent(session, done.id, is_said=args.send)
    return _print_made(session, done)


def _duplicate(session: Session, args: argparse.Namespace) -> int:
    fields = given_fields(session, args, EVENT, _names(session))
    done = events.duplicate_event(
        session.desk, session.actor, session.audience, args.id, fields, args.copy
    )
    return _print_made(session, done)


def _print_made(session: Session, done: events.EventDone) -> int:
    for note in done.notes:
        session.note(note)
    print_id(session, done.id)
    return DONE


def _list(session: Session, args: argparse.Namespace) -> int:
    names = _names(session)
    found = sorted(
        events.list_events(session.desk, session.audience), key=lambda one: (one.start, one.order)
    )
    lines = [_line(one) for one in found]
    print_list(session, "items", [_shape(one, names) for one in found], lines)
    return DONE


def _line(event: Event) -> str:
    return f"{event.id}  {event.start.replace('T', ' ')}  {event.title}"


def _shape(event: Event, names: Names) -> dict[str, Any]:
    shape = record_shape(EVENT, event, names)
    return {name: value for name, value in shape.items() if name not in _INTERNAL}


def _show(session: Session, args: argparse.Namespace) -> int:
    return _print(session, args.id, args.copy)


def _print(
    session: Session, event_id: str, copy: str = "", done: events.EventDone | None = None
) -> int:
    event = events.find_event(session.desk, session.audience, event_id, session.now, copy)
    shape = _shape(event, _names(session))
    told = [f"{name}: {value}" for name, value in shape.items() if value not in (None, [])]
    if done is not None:
        shape["notes"] = list(done.notes)
        told += done.notes
    print_done(session, shape, "\n".join(told))
    return DONE


def _edit(session: Session, args: argparse.Namespace) -> int:
    fields = given_fields(session, args, EVENT, _names(session))
    done = events.edit_event(
        session.desk, session.actor, session.audience, args.id, fields,
        EditScope(args.scope), args.copy,
    )  # fmt: skip
    _sent(session, done.id, is_said=args.send)
    copy = args.copy
    if "collection" in fields:  # that is where it is now
        place = str(fields["collection"] or LOCAL)
        copy = place if place != LOCAL else ""
    return _print(session, done.id, copy, done)


def _cancel(session: Session, args: argparse.Namespace) -> int:
    done = events.cancel_event(
        session.desk, session.actor, session.audience, args.id, EditScope(args.scope), args.copy
    )
    _sent(session, done.id, is_said=args.send)
    return _print(session, done.id, args.copy, done)


def _remove(session: Session, args: argparse.Namespace) -> int:
    done = events.remove_event(
        session.desk, session.actor, session.audience, args.id, EditScope(args.scope), args.copy
    )
    _sent(session, args.id, is_said=args.send)
    said = "\n".join(["Removed. “undo” or “event restore” brings it back.", *done.notes])
    print_done(session, {"id": args.id, "notes": list(done.notes)}, said)
    return DONE


def _restore(session: Session, args: argparse.Namespace) -> int:
    done = events.restore_event(session.desk, session.actor, session.audience, args.id)
    print_done(session, {"id": done.id}, "Restored.")
    return DONE


def _bin(session: Session, args: argparse.Namespace) -> int:
    from jointdesk.operations.event_bin import list_bin  # with it comes ical

    names = _names(session)
    found = list_bin(session.desk, session.audience)
    rows = [_bin_shape(session, one, names) for one in found]
    print_list(session, "items", rows, [_line(one.event) for one in found])
    return DONE


def _bin_shape(session: Session, entry: "BinEntry", names: Names) -> dict[str, Any]:
    return {
        **_shape(entry.event, names),
        "id": entry.id,
        "removed_at": iso(entry.at, session.desk.zone),
        "removed_by": entry.author,
        "pending": entry.is_waiting,
    }


CONFIGURE = {"event": configure_event}
