import errno
import os
import sys
from pathlib import Path

import pytest

from jointdesk.domain.components import Problem
from jointdesk.sources.files import FileSource, FolderSource
from jointdesk.sources.ics import ics_source
from jointdesk.sources.protocol import UnreadableError


def test_a_folder_gives_its_calendar_files_in_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.ics", "a.ICS", "c.ics", "notes.txt", "._a.ics", ".b.ics.tmp"):
        (tmp_path / name).write_text(name)
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "d.ics").write_text("d")
    (tmp_path / "folder.ics").mkdir()
    fetched = FolderSource(tmp_path).read()
    assert [part.name for part in fetched.parts] == ["a.ICS", "b.ics", "c.ics"]
    assert fetched.unread == (Problem("folder.ics", 1, "", "it is not a file"),)


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert FolderSource(tmp_path).read().parts == ()


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links and pipes")
def test_what_is_no_readable_file_is_listed_and_never_waited_for(tmp_path: Path) -> None:
    (tmp_path / "b.ics").write_text("b")
    (tmp_path / "a.ics").symlink_to(tmp_path / "nowhere")
    (tmp_path / "c.ics").symlink_to(tmp_path / "c.ics")
    os.mkfifo(tmp_path / "d.ics")
    fetched = FolderSource(tmp_path).read()
    assert [part.name for part in fetched.parts] == ["b.ics"]
    assert [problem.file for problem in fetched.unread] == ["a.ics", "c.ics", "d.ics"]
    with pytest.raises(UnreadableError, match="it is not a file"):
        FileSource(tmp_path / "d.ics").read()


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text exist on Linux only")
def test_a_name_that_is_no_text_can_be_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9\x1b.ics")).write_text("x")
    [part] = FolderSource(tmp_path).read().parts
    assert part.name == "caf\ufffd\ufffd.ics"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "the file may not be opened, or another program holds it"),
        (errno.EIO, "the file cannot be read from its disk"),
    ],
)
def test_a_file_that_cannot_be_opened_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    def refuse(path: Path) -> bytes:
        raise OSError(number, "Refused", str(path))

    (tmp_path / "a.ics").touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert FolderSource(tmp_path).read().unread == (Problem("a.ics", 1, "", reason),)


def test_a_file_or_folder_that_is_gone_says_so_without_its_path(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as caught:
        ics_source(str(tmp_path / "gone.ics")).read()
    assert str(caught.value) == "The calendar could not be read (the file is not there)."
    with pytest.raises(UnreadableError, match="the folder is not there"):
        FolderSource(tmp_path / "gone").read()
    assert caught.value.reason == "the file is not there"


def test_what_is_larger_than_any_calendar_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(b"x" * 60)
    (tmp_path / "b.ics").write_bytes(b"x" * 60)
    with pytest.raises(UnreadableError, match="larger than any calendar"):
        FileSource(tmp_path / "a.ics", max_bytes=50).read()
    fetched = FolderSource(tmp_path, max_bytes=100).read()
    assert [part.name for part in fetched.parts] == ["a.ics"]
    assert [problem.file for problem in fetched.unread] == ["b.ics"]
