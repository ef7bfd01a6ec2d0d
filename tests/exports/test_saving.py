"""Names that every system allows, and files that are there whole or not at all."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.errors import WrongUseError
from jointdesk.exports import saving
from jointdesk.exports.saving import ExportError, file_name, save


def test_the_marking_stands_first() -> None:
    assert file_name("Register", "pdf", "OFFICIAL-SENSITIVE") == "OFFICIAL-SENSITIVE Register.pdf"
    assert file_name("Register", "pdf") == "Register.pdf"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc passwd.pdf"),
        ("C:\\Windows\\x", "C Windows x.pdf"),
        ("con", "Export con.pdf"),
        ("NUL.txt", "Export NUL.txt.pdf"),
        ("...", "Export.pdf"),
        ("", "Export.pdf"),
        ("a\x00b\n\tc", "ab c.pdf"),
        ('What? "This" <that> | those*', "What This that those.pdf"),
        ("Café £5 ŵ 中", "Café £5 ŵ 中.pdf"),
        ("ends. ", "ends.pdf"),
        ("right\u202efdp.exe", "rightfdp.exe.pdf"),
        ("x" * 500, "x" * 100 + ".pdf"),
    ],
)
def test_hostile_titles_give_harmless_names(title: str, name: str) -> None:
    assert file_name(title, "pdf") == name


@given(st.text(), st.text())
def test_any_title_gives_one_plain_name(title: str, marking: str) -> None:
    name = file_name(title, "pdf", marking)
    assert name.endswith(".pdf")
    assert not set(name) & set('<>:"/\\|?*\0\n\r\t')
    assert name.strip(" .") == name
    name.encode()


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "register.pdf"
    save(b"one", file)
    save(b"two", file)
    assert file.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [file]


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "register.pdf"
    save(b"old", file)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving.os, "fsync", full)
    with pytest.raises(ExportError, match="no space left on device"):
        save(b"new", file)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(os.name == "nt", reason="folders have no write bit")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ExportError, match="cannot be written"):
        save(b"x", tmp_path / "register.pdf")
    tmp_path.chmod(0o700)


def test_a_missing_folder_and_a_folder_in_the_place_are_said(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="There is no folder"):
        save(b"x", tmp_path / "none" / "register.pdf")
    with pytest.raises(ExportError, match="is a folder"):
        save(b"x", tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="no named pipes among files")
def test_a_pipe_or_a_device_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(ExportError, match="is no file"):
        save(b"x", pipe)
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["a\0b.pdf", "half \ud83d.pdf", "x" * 5000])
def test_what_can_be_no_name_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUseError, match="name of a file"):
        save(b"x", tmp_path / name)
