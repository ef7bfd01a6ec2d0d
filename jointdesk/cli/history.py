"""`history`, `undo`, `redo`."""

import argparse
from typing import Any

from jointdesk.cli.arguments import DONE, IN_PART, add_json, whole_number
from jointdesk.cli.lines import moment_words
from jointdesk.cli.output import print_done, print_list, print_object
from jointdesk.cli.session import Session
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import iso
from jointdesk.operations.history import ItemChange, item_history
from jointdesk.operations.sync import take_back_run
from jointdesk.operations.undo import redo, undo
from jointdesk.store.undo import Undone


def configure_history(parser: argparse.ArgumentParser) -> None:
    """Describe `history ITEM`."""
    parser.add_argument("item", metavar="ITEM")
    parser.set_defaults(handler=_history)
    add_json(parser)


def configure_undo(parser: argparse.ArgumentParser) -> None:
    """Describe `undo [N]` and `undo --run RUN`."""
    parser.add_argument("count", metavar="N", nargs="?")
    parser.add_argument("--run", metavar="RUN", help="take back a reading run instead")
    parser.set_defaults(handler=_undo)
    add_json(parser)


def configure_redo(parser: argparse.ArgumentParser) -> None:
    """Describe `redo [N]`."""
    parser.add_argument("count", metavar="N", nargs="?")
    parser.set_defaults(handler=_redo)
    add_json(parser)


def _history(session: Session, args: argparse.Namespace) -> int:
    found = item_history(session.desk, session.audience, args.item)
    zone = session.desk.zone
    rows = [_shape(change, session) for change in found]
    lines = []
    for change in found:
        who = change.who or "the director"
        said = change.label or "What was said here was erased."
        lines.append(f"{moment_words(change.at, zone)}  {who}: {said}")
    print_list(session, "changes", rows, lines or ["Nothing has been recorded about it."])
    return DONE


def _shape(change: ItemChange, session: Session) -> dict[str, Any]:
    return {
        "at": iso(change.at, session.desk.zone),
        "author": change.author,
        "author_name": change.author_name,
        "on_behalf_of": change.on_behalf_of or None,
        "on_behalf_of_name": change.on_behalf_of_name,
        "action": change.label,
        "item": change.item_id,
        "before": dict(change.before),
        "after": dict(change.after),
    }


def _undo(session: Session, args: argparse.Namespace) -> int:
    if args.run is not None:
        if args.count is not None:
            raise WrongUseError("Give a number of actions or a run, not both.")
        run_id = whole_number(args.run, "a run")
        applied = take_back_run(session.desk, session.actor, run_id)
        fields = {"run": run_id, "restored": len(applied.changed), "removed": len(applied.gone)}
        print_done(
            session,
            fields,
            f"Run {run_id} is undone. Its source is paused until you sync it by name.",
        )
        return DONE
    return _report(session, undo(session.desk, session.actor, _count(args)), "Undone")


def _redo(session: Session, args: argparse.Namespace) -> int:
    return _report(session, redo(session.desk, session.actor, _count(args)), "Done again")


def _count(args: argparse.Namespace) -> int:
    return whole_number(args.count, "actions") if args.count is not None else 1


def _report(session: Session, undone: Undone, word: str) -> int:
    if session.as_json:
        print_object(session, {"actions": list(undone.labels), "left": list(undone.left)})
    else:
        for label in undone.labels:
            session.say(f"{word}: {label}")
        for sentence in undone.left:
            session.say(sentence)
    return IN_PART if undone.left else DONE


CONFIGURE = {"history": configure_history, "undo": configure_undo, "redo": configure_redo}
