"""What commands print: one JSON object, or lines for people."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from jointdesk.cli.session import Session
from jointdesk.domain.words import plain

VERSION = 1
"""Of the JSON shapes (docs/command-line.md)."""


def print_list(
    session: Session, name: str, rows: Sequence[Mapping[str, Any]], lines: Iterable[str]
) -> None:
    """Print `{"version": 1, name: rows}` with --json, else the lines."""
    if session.as_json:
        print_object(session, {name: list(rows)})
        return
    for line in lines:
        session.say(plain(line))


def print_object(session: Session, fields: Mapping[str, Any]) -> None:
    """Print one JSON object with its version."""
    text = json.dumps({"version": VERSION, **fields}, ensure_ascii=False, separators=(",", ":"))
    session.say(text)


def print_id(session: Session, made: str) -> None:
    """Print the id of what was added."""
    if session.as_json:
        print_object(session, {"id": made})
    else:
        session.say(made)


def print_done(session: Session, fields: Mapping[str, Any], sentence: str) -> None:
    """Print one thing's fields with --json, else a sentence."""
    if session.as_json:
        print_object(session, fields)
    else:
        session.say(plain(sentence))


def progress_of(session: Session) -> Callable[[int, int, str], None]:
    """Return what says on standard error how far it is, where a person looks at it."""
    shown = ""

    def say(done: int, total: int, words: str) -> None:
        nonlocal shown
        if session.err.isatty() and words != shown:
            shown = words
            session.note(f"{words}…")

    return say
