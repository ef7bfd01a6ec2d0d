"""The command line: finds the command, runs it, turns errors into a sentence and a status.

A command lives in the module of its noun, which is imported only when it is asked for. Each
module has `configure(parser)`, and sets `handler` on the parser: a function of a `Session` and
the parsed arguments that returns the exit status.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, cast

from jointdesk.cli.arguments import DONE, WRONG_USE
from jointdesk.cli.session import Session, Show, named_desk
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.words import plain
from jointdesk.operations import clock
from jointdesk.store.faults import plain_faults

_COMMANDS = {
    "new": ("desks", "create a desk"),
    "org": ("organisations", "organisations: add, set, list"),
    "person": ("people", "people: add, list"),
    "seat": ("people", "seats: add"),
    "site": ("sites", "sites: add, list"),
    "travel": ("sites", "minutes between two sites: set"),
    "rule": ("rules", "protection and counting rules: add, list"),
    "event": ("events", "events made here: add, list, edit, …"),
    "task": ("tasks", "both organisations' tasks: add, list, done, …"),
    "booking": ("bookings", "the director's time: add, list, options, hold, offer, confirm, …"),
    "authority": ("registers", "constitutions, schemes, agreements: add, list, import, …"),
    "delegation": ("registers", "powers that an authority document gives: add, list, import, …"),
    "forum": ("registers", "bodies that meet, with seats and quorum: add, list, import, …"),
    "interest": ("registers", "registers of interests: add, list, import, …"),
    "fund": ("registers", "pooled funds and contributions: add, list, import, …"),
    "office": ("registers", "officers and members: add, list, import, …"),
    "poll": ("registers", "polls, for pre-election periods: add, list, import, …"),
    "source": ("sources", "calendars: add, list, remove"),
    "sync": ("sync", "read calendars, and write what waits for them"),
    "outbox": ("outbox", "what waits to be written: list, retry, withdraw, mine, theirs"),
    "invitation": ("invitations", "what the director is asked to: list, accept, decline, …"),
    "worklist": ("worklist", "what is to be done in others' calendars: list, show"),
    "agenda": ("agenda", "the merged diary"),
    "conflicts": ("conflicts", "what clashes, and where it stands"),
    "matter": ("matters", "subjects on which bodies decide: add, list, show, edit"),
    "decision": ("decisions", "decisions: add, list, show, edit, advance, supersede, revoke"),
    "resolve": ("conflicts", "say how a conflict was settled"),
    "assign": ("conflicts", "give a conflict to a person"),
    "reopen": ("conflicts", "open a settled conflict again"),
    "comment": ("comments", "say something about a conflict to the others"),
    "comments": ("comments", "what was said and proposed about a conflict, and who saw it"),
    "seen": ("comments", "note that you have seen what was given or said to you"),
    "propose": ("proposals", "propose how to settle a conflict: move, deputy, remote, give-way"),
    "proposals": ("proposals", "what is proposed, and what was answered"),
    "accept": ("proposals", "accept a proposal: the diary is changed as it says"),
    "refuse": ("proposals", "decline a proposal, or take your own back"),
    "pair": ("pairings", "say that two meetings are one"),
    "split": ("pairings", "say that the copies of a meeting are different ones"),
    "free": ("free", "time that is free in every diary"),
    "time-split": ("time_split", "the director's hours by organisation, against what is agreed"),
    "deadline": ("deadline", "when something is due: notice, call-in, standstill, reply"),
    "news": ("news", "what became of meetings in each diary since a moment"),
    "history": ("history", "what happened to a thing"),
    "undo": ("history", "reverse your last actions, or a reading run"),
    "redo": ("history", "take back an undo"),
    "export": ("exports", "registers, notices, logs and the diary as files"),
    "search": ("search", "find meetings by their words"),
    "desk": ("shared_desk", "one desk on several machines: create, join, sync, status, …"),
    "check": ("check", "is everything sound?"),
    "backup": ("backups", "write a consistent copy"),
    "restore": ("backups", "put a copy back"),
    "demo": ("demo", "build and show a fresh demo desk"),
}

COMMANDS = tuple(_COMMANDS)
"""The names of all commands."""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence, without the usage text."""

    def error(self, message: str) -> NoReturn:
        if message.startswith(("unrecognized arguments: --desk", "unrecognized arguments: --as")):
            message = "write --desk and --as before the command: jointdesk --desk FILE COMMAND"
        print(_sentence(f"{self.prog}: {message}."), file=sys.stderr)
        raise SystemExit(WRONG_USE)


def run(argv: Sequence[str], data_folder: Path, show: Show | None = None) -> int:
    """Run one command and return its exit status; `show` opens a desk's window, if one can."""
    try:
        args = _parser(argv).parse_args(argv)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    try:
        session = _session(args, data_folder, show)
    except JointDeskError as error:
        return _complain(args.command, error)
    try:
        with plain_faults(session.desk_path):
            return int(args.handler(session, args))
    except JointDeskError as error:
        return _complain(args.command, error)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")
        return DONE
    finally:
        session.close()


def _complain(command: str, error: JointDeskError) -> int:
    print(_sentence(f"jointdesk {command}: {error}"), file=sys.stderr)
    return WRONG_USE


def _sentence(text: str) -> str:
    """Return an error as one line, whatever the text that it quotes would do to a terminal."""
    return " ".join(plain(text).split())


def _session(args: argparse.Namespace, data_folder: Path, show: Show | None) -> Session:
    desk = Path(args.desk) if args.desk else named_desk(data_folder)
    return Session(
        desk_path=desk,
        data_folder=data_folder,
        person_text=args.acting or os.environ.get("JOINTDESK_AS", ""),
        now=clock.now(),
        as_json=args.as_json,
        desk_was_named=bool(args.desk),
        show=show,
    )


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="jointdesk",
        description="Two organisations' diaries on one desk. Without a command the window opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--desk", metavar="FILE", default="", help="the desk's file")
    parser.add_argument(
        "--as", dest="acting", metavar="PERSON", default="", help="id, e-mail address or name"
    )
    parser.set_defaults(as_json=False)
    unasked = _Parser(add_help=False)

    def parser_of(*, is_asked: bool, **options: Any) -> argparse.ArgumentParser:
        """Return a command's parser; of those not asked for only the names are ever needed."""
        return _Parser(**options) if is_asked else unasked

    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, parser_class=cast(Any, parser_of)
    )
    for name, (module, words) in _COMMANDS.items():
        is_asked = name in argv
        command = commands.add_parser(name, help=words, allow_abbrev=False, is_asked=is_asked)
        if is_asked:
            _configure(command, name, module)
    return parser


def _configure(parser: argparse.ArgumentParser, name: str, module: str) -> None:
    configure: Any = importlib.import_module(f"jointdesk.cli.{module}").CONFIGURE[name]
    configure(parser)
