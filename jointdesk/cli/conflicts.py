"""`conflicts`, `resolve`, `assign`, `reopen`."""

import argparse

from jointdesk.cli.arguments import DONE, add_json
from jointdesk.cli.days import add_range, parse_until, parse_window
from jointdesk.cli.lines import conflict_lines
from jointdesk.cli.output import print_done, print_list
from jointdesk.cli.session import Session
from jointdesk.cli.shapes import conflict_shape
from jointdesk.domain.conflicts import JudgedConflict, Resolution, Scope, State
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import Span
from jointdesk.operations import conflicts
from jointdesk.operations.audiences import find_person
from jointdesk.operations.conflict_threads import Thread, read_talk
from jointdesk.operations.upkeep import bring_up_to_date
from jointdesk.store.organisations import list_organisations


def configure_conflicts(parser: argparse.ArgumentParser) -> None:
    """Describe `conflicts [--from D --to D] [--code C] [--state S]`."""
    add_range(parser, required=False)
    parser.add_argument("--code", metavar="CODE", help="such as DIA-01")
    parser.add_argument("--state", choices=[state.value for state in State])
    parser.set_defaults(handler=_list)
    add_json(parser)


def configure_resolve(parser: argparse.ArgumentParser) -> None:
    """Describe `resolve ID --how … --reason R [--until D] [--scope …]`."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--how", required=True, choices=[how.value for how in Resolution])
    parser.add_argument("--reason", required=True)
    parser.add_argument("--until", metavar="DAY")
    parser.add_argument(
        "--scope", choices=[scope.value for scope in Scope], default=Scope.OCCURRENCE.value
    )
    parser.set_defaults(handler=_resolve)
    add_json(parser)


def configure_assign(parser: argparse.ArgumentParser) -> None:
    """Describe `assign ID PERSON`."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("person", metavar="PERSON")
    parser.add_argument("--note", default="")
    parser.set_defaults(handler=_assign)
    add_json(parser)


def configure_reopen(parser: argparse.ArgumentParser) -> None:
    """Describe `reopen ID`."""
    parser.add_argument("id", metavar="ID")
    parser.set_defaults(handler=_reopen)
    add_json(parser)


def _list(session: Session, args: argparse.Namespace) -> int:
    desk = session.desk
    window = _window(session, args)
    bring_up_to_date(desk, session.now, session.note)
    found = [
        judged
        for judged in conflicts.list_conflicts(desk, session.audience, window, session.now)
        if (not args.code or judged.conflict.code == args.code.upper())
        and (not args.state or judged.state.value == args.state)
    ]
    organisations = {one.id: one for one in list_organisations(desk.connection)}
    talk = read_talk(desk, session.audience)
    rows = [
        {**conflict_shape(judged, organisations, desk.zone), **_said(talk.thread(judged))}
        for judged in found
    ]
    print_list(session, "conflicts", rows, conflict_lines(found, desk.zone))
    return DONE


def _said(thread: Thread) -> dict[str, object]:
    """Return what of a conflict's thread is new to the person, and whether it waits for them."""
    return {"unseen": len(thread.unseen), "waits": thread.waits}


def _window(session: Session, args: argparse.Namespace) -> Span:
    if not args.first and not args.last:
        return conflicts.default_window(session.desk, session.now)
    if not args.first or not args.last:
        raise WrongUseError("Give both --from and --to, or neither.")
    return parse_window(args.first, args.last, session.desk.zone)


def _resolve(session: Session, args: argparse.Namespace) -> int:
    settle = conflicts.Settle(
        how=Resolution(args.how),
        reason=args.reason,
        until=parse_until(args.until, session.desk.zone) if args.until else None,
        scope=Scope(args.scope),
    )
    judged = conflicts.resolve_conflict(
        session.desk, session.actor, session.audience, args.id, settle
    )
    return _show(session, judged, f"Settled as {args.how}.")


def _assign(session: Session, args: argparse.Namespace) -> int:
    owner = find_person(session.desk, args.person)
    judged = conflicts.assign_conflict(
        session.desk, session.actor, session.audience, args.id, owner.id, args.note
    )
    return _show(session, judged, f"Given to {owner.name}.")


def _reopen(session: Session, args: argparse.Namespace) -> int:
    judged = conflicts.reopen_conflict(session.desk, session.actor, session.audience, args.id)
    return _show(session, judged, "Open again.")


def _show(session: Session, judged: JudgedConflict, sentence: str) -> int:
    organisations = {one.id: one for one in list_organisations(session.desk.connection)}
    print_done(session, conflict_shape(judged, organisations, session.desk.zone), sentence)
    return DONE


CONFIGURE = {
    "conflicts": configure_conflicts,
    "resolve": configure_resolve,
    "assign": configure_assign,
    "reopen": configure_reopen,
}
