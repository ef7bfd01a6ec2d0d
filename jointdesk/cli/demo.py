"""`demo`: build a fresh demo desk and show it."""

import argparse
import tempfile
from datetime import date, timedelta
from pathlib import Path

from jointdesk.cli.arguments import DONE
from jointdesk.cli.days import parse_day
from jointdesk.cli.lines import agenda_lines, conflict_lines
from jointdesk.cli.session import Session
from jointdesk.domain.moments import Span, local_day, midnight
from jointdesk.domain.words import plain
from jointdesk.operations.agenda import agenda
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.conflicts import list_conflicts
from jointdesk.operations.demo import build_demo
from jointdesk.store.desk import Desk
from jointdesk.store.organisations import list_organisations


def configure_demo(parser: argparse.ArgumentParser) -> None:
    """Describe `demo [--window | --no-window] [--anchor DATE]`."""
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--window", action="store_true", help="show the window (the default)")
    how.add_argument("--no-window", action="store_true", help="print a week and its conflicts")
    parser.add_argument("--anchor", metavar="DATE", help="a day of the week to move it to")
    parser.set_defaults(handler=_demo)


def _demo(session: Session, args: argparse.Namespace) -> int:
    anchor = parse_day(args.anchor) if args.anchor else None
    if session.desk_was_named:
        return _show(session, session.desk_path, args.no_window, anchor)
    with tempfile.TemporaryDirectory(prefix="jointdesk-demo-") as folder:
        return _show(session, Path(folder) / "demo.jointdesk", args.no_window, anchor)


def _show(session: Session, path: Path, no_window: bool, anchor: date | None) -> int:
    desk = build_demo(path, data_folder=session.data_folder, now=session.now, anchor=anchor)
    try:
        if no_window or session.show is None:
            _print(session, desk, anchor)
            return DONE
    finally:
        desk.close()
    return session.show(path, session.person_text)


def _print(session: Session, desk: Desk, anchor: date | None) -> None:
    """Print the week of the anchor, or this week, and its conflicts."""
    day = anchor or local_day(session.now, desk.zone)
    monday = day - timedelta(days=day.weekday())
    window = Span(midnight(monday, desk.zone), midnight(monday + timedelta(days=7), desk.zone))
    audience = audience_of(desk, director_id(desk))
    organisations = {one.id: one for one in list_organisations(desk.connection)}
    entries = agenda(desk, audience, window, session.now)
    for line in agenda_lines(entries, organisations, desk.zone):
        session.say(plain(line))
    session.say("")
    session.say("Conflicts")
    found = list_conflicts(desk, audience, window, session.now)
    for line in conflict_lines(found, desk.zone):
        session.say(plain(line))


CONFIGURE = {"demo": configure_demo}
