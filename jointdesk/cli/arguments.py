"""Arguments that many commands share, exit statuses, and KEY=VALUE pairs."""

import argparse
from collections.abc import Callable, Iterable
from getpass import getpass
from typing import Any, TypeAlias

from jointdesk.cli.session import Session
from jointdesk.domain.errors import WrongUseError

DONE, IN_PART, WRONG_USE = 0, 1, 2
"""Exit statuses: done; in part, or trouble the command exists to find; wrong use or bad input."""

Handler: TypeAlias = Callable[[Session, argparse.Namespace], int]
Configure: TypeAlias = Callable[[argparse.ArgumentParser], None]


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", dest="as_json", action="store_true", help="print one JSON object")


def add_step(commands: Any, name: str, handler: Handler, words: str) -> argparse.ArgumentParser:
    """Add a step of a command (`org add`) with its handler and `--json`, and return it."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words, allow_abbrev=False)
    parser.set_defaults(handler=handler)
    add_json(parser)
    return parser


def key_values(pairs: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Return KEY=VALUE arguments as a dictionary.

    Raises:
        WrongUseError: one has no “=”, or its key is not known.
    """
    allowed = list(known)
    found = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or key not in allowed:
            raise WrongUseError(f"“{pair}” is not KEY=VALUE with one of: {', '.join(allowed)}.")
        found[key] = value
    return found


def whole_number(text: str, what: str) -> int:
    """Return the whole number a person typed.

    Raises:
        WrongUseError: it is not one.
    """
    try:
        return int(text)
    except ValueError:
        raise WrongUseError(f"“{text}” is not a whole number of {what}.") from None


def read_secret_line(session: Session, what: str) -> str:
    """Return the first line of standard input as it is.

    Whoever is at the keyboard is asked for it, `what` it is, and does not see it as it is typed.

    Raises:
        WrongUseError: there is none.
    """
    try:
        line = getpass(f"{what}: ") if session.stdin.isatty() else session.stdin.readline()
    except EOFError:
        line = ""
    line = line.rstrip("\r\n")
    if not line:
        raise WrongUseError("Nothing came on standard input.")
    return line
