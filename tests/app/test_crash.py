"""A bug is told in a plain sentence; what it carries in its text goes nowhere."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.app.main import main

TITLE = "Disciplinary hearing"


@pytest.fixture(autouse=True)
def _no_handlers_left() -> Iterator[None]:
    yield
    log = logging.getLogger("jointdesk")
    for handler in list(log.handlers):
        handler.close()
        log.removeHandler(handler)
    log.propagate = True


def test_a_bug_in_a_command_is_a_sentence_and_a_file_without_texts(
    data_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError(TITLE)

    monkeypatch.setenv("JOINTDESK_DATA", str(data_folder))
    monkeypatch.setattr("jointdesk.cli.desks.new_desk", fail)

    status = main(["new", str(tmp_path / "a.desk"), "--name", "A"])

    printed = capsys.readouterr()
    assert status == 1
    assert printed.out == ""
    assert "Your desk is safe" in printed.err
    assert "Disciplinary" not in printed.err
    written = (data_folder / "jointdesk.log").read_text("utf-8")
    assert "KeyError" in written
    assert "_new" in written
    assert "Disciplinary" not in written
