"""What is secret is read from standard input, and never shown where somebody types it."""

import io
from pathlib import Path

import pytest

from jointdesk.cli import arguments
from jointdesk.cli.arguments import read_secret_line
from jointdesk.cli.session import Session
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import Instant


class Keyboard(io.StringIO):
    """Standard input with somebody at it."""

    def isatty(self) -> bool:
        return True


def session(stdin: io.StringIO) -> Session:
    return Session(Path("a.desk"), Path("data"), "", Instant(0), as_json=False, stdin=stdin)


def test_a_program_gives_a_line() -> None:
    assert read_secret_line(session(io.StringIO(" se cret \r\nmore\n")), "Password") == " se cret "
    with pytest.raises(WrongUseError):
        read_secret_line(session(io.StringIO("")), "Password")


def test_a_person_is_asked_for_it_and_does_not_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(arguments, "getpass", lambda words: asked.append(words) or "secret")
    assert read_secret_line(session(Keyboard("shown")), "The server's address") == "secret"
    assert asked == ["The server's address: "]


def test_whoever_types_nothing_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(_: str) -> str:
        raise EOFError

    monkeypatch.setattr(arguments, "getpass", end)
    with pytest.raises(WrongUseError, match="Nothing came"):
        read_secret_line(session(Keyboard()), "Password")
