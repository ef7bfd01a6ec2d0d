"""The command line, run in this process as a script would run it."""

import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from jointdesk.app.main import main
from jointdesk.cli.main import run
from jointdesk.domain.moments import Instant
from tests.conftest import NOW


@dataclass
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on standard output."""
        found: dict[str, Any] = json.loads(self.out)
        assert found["version"] == 1
        return found

    @property
    def id(self) -> str:
        """The id that an `add` printed."""
        assert self.status == 0, self.err
        return self.out.strip()


class Desk:
    """A desk driven from outside."""

    def __init__(self, file: Path, data_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = file
        self.folder = file.parent
        self._data_folder = data_folder
        self._capsys = capsys

    def through_program(self, *words: str) -> Answer:
        """Run a command as the whole program does, its last resort for bugs included."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JOINTDESK_DATA", str(self._data_folder))
            status = main(["--desk", str(self.file), *words])
        printed = self._capsys.readouterr()
        return Answer(status, printed.out, printed.err)

    def __call__(self, *words: str, who: str = "") -> Answer:
        """Run a command on the desk, as the director or as somebody else."""
        person = ["--as", who] if who else []
        status = run(["--desk", str(self.file), *person, *words], self._data_folder)
        printed = self._capsys.readouterr()
        return Answer(status, printed.out, printed.err)

    def write(self, name: str, *events: str, head: str = "") -> Path:
        """Write a calendar file of these VEVENTs and return its path."""
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
        text = "\r\n".join([*lines, *([head] if head else []), *events, "END:VCALENDAR", ""])
        path = self.folder / name
        path.write_bytes(text.encode())
        return path

    def agenda(self, first: str, last: str, *more: str, who: str = "") -> list[dict[str, Any]]:
        """Return the meetings of some days."""
        answer = self("agenda", "--from", first, "--to", last, "--json", *more, who=who)
        assert answer.status == 0, answer.err
        meetings: list[dict[str, Any]] = answer.json["meetings"]
        return meetings

    def conflicts(self, *more: str, who: str = "") -> list[dict[str, Any]]:
        """Return conflicts."""
        answer = self("conflicts", "--json", *more, who=who)
        assert answer.status == 0, answer.err
        found: list[dict[str, Any]] = answer.json["conflicts"]
        return found

    def connect(self, org: str, path: Path) -> str:
        """Connect a calendar, read it, and return its id."""
        source = self("source", "add", org, "ics", str(path)).id
        answer = self("sync", source)
        assert answer.status in (0, 1), answer.err
        return source


def event(
    uid: str,
    start: str,
    end: str,
    title: str = "Meeting",
    *more: str,
    zone: str = ";TZID=Europe/London",
) -> str:
    """Return the text of a VEVENT."""
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20260101T000000Z",
            f"DTSTART{zone}:{start}",
            f"DTEND{zone}:{end}",
            f"SUMMARY:{title}",
            *more,
            "END:VEVENT",
        ]
    )


@pytest.fixture
def make_event() -> Callable[..., str]:
    """Return `event`, for tests that write calendars."""
    return event


@pytest.fixture(scope="session")
def _two_organisations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk with two organisations that nobody changes; each test has a copy."""
    folder = tmp_path_factory.mktemp("ours")
    data_folder = folder / "data"
    data_folder.mkdir()
    desk = ("--desk", str(folder / "our.desk"), "org", "add")
    commands = (
        ("new", str(folder / "our.desk"), "--name", "Ours"),
        (*desk, "CAL", "Calderbourne Council", "--kind", "council", "--share", "50"),
        (*desk, "WEX", "NHS Wexmere", "--kind", "icb", "--share", "50"),
    )
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()):
        patch.setenv("JOINTDESK_NOW", NOW.isoformat())
        assert [run(command, data_folder) for command in commands] == [0, 0, 0]
    return folder


@pytest.fixture
def cli(
    _two_organisations: Path,
    tmp_path: Path,
    data_folder: Path,
    capsys: pytest.CaptureFixture[str],
    now: Instant,
) -> Desk:
    """A desk with Calderbourne (CAL) and Wexmere (WEX), at 08:00 on Monday 30 November 2026."""
    shutil.copytree(_two_organisations, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path / "our.desk", data_folder, capsys)
