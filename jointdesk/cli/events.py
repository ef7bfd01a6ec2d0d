"""`event add|list|show|edit|remove`: events made here."""

import argparse

from jointdesk.cli.arguments import DONE, add_step
from jointdesk.cli.output import print_done, print_id, print_list
from jointdesk.cli.records import add_values, given_fields, record_shape
from jointdesk.cli.session import Session
from jointdesk.domain.events import EVENT
from jointdesk.operations import events
from jointdesk.operations.naming import Names


def configure_event(parser: argparse.ArgumentParser) -> None:
    """Describe `event add|list|show|edit|remove`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    add = add_step(steps, "add", _add, "add an event to the diary")
    add.add_argument("title", metavar="TITLE", nargs="?", default="")
    add.add_argument("--org", metavar="CODE", default="")
    add_values(add)
    add_step(steps, "list", _list, "list the events made here")
    show = add_step(steps, "show", _show, "show one")
    show.add_argument("id", metavar="ID")
    edit = add_step(steps, "edit", _edit, "change one")
    edit.add_argument("id", metavar="ID")
    add_values(edit)
    remove = add_step(steps, "remove", _remove, "take one away")
    remove.add_argument("id", metavar="ID")


def _names(session: Session) -> Names:
    return Names(session.desk, session.audience)


def _add(session: Session, args: argparse.Namespace) -> int:
    names = _names(session)
    fields = dict(given_fields(session, args, EVENT, names))
    if args.title:
        fields["title"] = args.title.strip()
    if args.org:
        fields["org"] = names.id_of("organisation", args.org)
    print_id(session, events.add_event(session.desk, session.actor, fields))
    return DONE


def _list(session: Session, args: argparse.Namespace) -> int:
    names = _names(session)
    found = sorted(
        events.list_events(session.desk, session.audience), key=lambda one: (one.start, one.order)
    )
    lines = [f"{one.id}  {one.start.replace('T', ' ')}  {one.title}" for one in found]
    print_list(session, "items", [record_shape(EVENT, one, names) for one in found], lines)
    return DONE


def _show(session: Session, args: argparse.Namespace) -> int:
    _print(session, args.id)
    return DONE


def _print(session: Session, event_id: str) -> None:
    names = _names(session)
    event = events.find_event(session.desk, session.audience, event_id)
    shape = record_shape(EVENT, event, names)
    told = [f"{name}: {value}" for name, value in shape.items() if value not in (None, [])]
    print_done(session, shape, "\n".join(told))


def _edit(session: Session, args: argparse.Namespace) -> int:
    fields = given_fields(session, args, EVENT, _names(session))
    events.edit_event(session.desk, session.actor, session.audience, args.id, fields)
    _print(session, args.id)
    return DONE


def _remove(session: Session, args: argparse.Namespace) -> int:
    events.remove_event(session.desk, session.actor, session.audience, args.id)
    print_done(session, {"id": args.id}, "Removed. “undo” brings it back.")
    return DONE


CONFIGURE = {"event": configure_event}
