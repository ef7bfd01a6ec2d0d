"""What holds for every command: statuses, one JSON object, one sentence."""

import argparse
import errno
import io
import sys
from pathlib import Path
from typing import Any

import pytest

from jointdesk.cli.main import COMMANDS, run
from tests.cli.conftest import Desk


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(
    command: str, data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "--help"], data_folder) == 0
    assert "usage: jointdesk" in capsys.readouterr().out


def test_help_names_every_command(data_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"], data_folder) == 0

    printed = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in printed] == []


def test_every_parser_can_be_asked_as_it_is_added(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python 3.14 does."""
    add_parser = argparse._SubParsersAction.add_parser

    def add(steps: Any, name: str, **options: Any) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = add_parser(steps, name, **options)
        assert parser.format_usage()
        return parser

    monkeypatch.setattr(argparse._SubParsersAction, "add_parser", add)
    assert run(["agenda", "--help"], data_folder) == 0


@pytest.mark.parametrize("words", [["--desk", "x.jointdesk"], ["--as", "Tom"]])
def test_what_stands_before_every_command_is_said_to_stand_there(
    words: list[str], data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["booking", "list", *words], data_folder) == 2
    assert "write --desk and --as before the command" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["agenda"],
        ["agenda", "--from", "tomorrow", "--to", "2026-12-01"],
        ["agenda", "--from", "2026-12-02", "--to", "2026-12-01"],
        ["agenda", "--from", "2026-12-01", "--to", "2026-12-02", "--org", "XYZ"],
        ["conflicts", "--from", "2026-12-01"],
        ["org", "add", "CAL", "Again", "--kind", "council"],
        ["org", "add", "THO", "Thornhallow", "--kind", "parish"],
        ["org", "add", "THO", "Thornhallow", "--kind", "district", "--share", "150"],
        ["org", "set", "CAL", "hours=17:00-09:00"],
        ["org", "set", "CAL", "nonsense"],
        ["travel", "set", "A", "B", "20"],
        ["rule", "add", "--title", "x", "--set", "tier=9"],
        ["source", "add", "CAL", "ics", "there-is-no-such-file.ics"],
        ["source", "remove", "nothing"],
        ["sync", "nothing"],
        ["resolve", "c0", "--how", "moved", "--reason", "x"],
        ["assign", "c0", "director"],
        ["pair", "a", "b"],
        ["split", "a"],
        ["free", "--from", "2026-12-01", "--to", "2026-12-02", "--minutes", "none"],
        ["undo", "--run", "7"],
        ["undo", "0"],
        ["redo"],
        ["restore", "there-is-no-such-file"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_status_2_and_one_sentence(cli: Desk, words: list[str]) -> None:
    answer = cli(*words)

    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.startswith("jointdesk")
    assert "Traceback" not in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_a_desk_that_is_not_there_is_said_plainly(
    tmp_path: Path, data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(["--desk", str(tmp_path / "none"), "org", "list"], data_folder)

    assert status == 2
    assert "There is no desk" in capsys.readouterr().err


def test_a_clock_that_is_no_instant_is_wrong_use(
    cli: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOINTDESK_NOW", "yesterday")

    assert cli("org", "list").status == 2


def test_json_is_one_object_with_a_version(cli: Desk) -> None:
    days = ("--from", "2026-11-30", "--to", "2026-12-07")

    assert cli("agenda", *days, "--json").json["meetings"] == []
    assert cli("free", *days, "--minutes", "30", "--json").json["slots"] != []
    assert cli("search", "budget", "--json").json["items"] == []
    assert cli("sync", "--json").json["sources"] == []
    assert cli("source", "list", "--json").json["sources"] == []
    assert cli("conflicts", "--json").json["conflicts"] == []
    assert cli("history", "CAL", "--json").json["changes"] != []
    assert "id" in cli("person", "add", "Tom", "--json").json


def test_the_desk_may_be_named_by_the_environment(
    cli: Desk,
    data_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("JOINTDESK_DESK", str(cli.file))

    assert run(["org", "list"], data_folder) == 0
    assert "CAL" in capsys.readouterr().out


class FullDisk(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_an_answer_that_cannot_be_written_is_said(
    cli: Desk, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = io.StringIO()
    monkeypatch.setattr(sys, "stdout", FullDisk())
    monkeypatch.setattr(sys, "stderr", said)

    assert run(["--desk", str(cli.file), "org", "list", "--json"], data_folder) == 2
    assert said.getvalue() == (
        "jointdesk org: The answer could not be written: no space left on device.\n"
    )
