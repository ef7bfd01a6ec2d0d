"""Backups: consistent and verified; restoring keeps what was there and makes a new device."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from jointdesk.domain.errors import DeskFileError
from jointdesk.store import backup as backup_module
from jointdesk.store.backup import backup, restore
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.integrity import check
from jointdesk.store.items import list_items
from jointdesk.store.migrations import steps
from tests.store.samples import DIRECTOR, write


def say(desk: Desk, code: str) -> str:
    """Record a change and return the device that made it."""
    record(desk, DIRECTOR, "Said", [write(code=code)])
    row = desk.connection.execute("SELECT device FROM change ORDER BY hlc DESC LIMIT 1").fetchone()
    return str(row[0])


def code_of(desk: Desk) -> object:
    return list_items(desk.connection, "organisation")[0].fields["code"]


@pytest.fixture
def copy(desk: Desk, tmp_path: Path) -> Path:
    """A backup with the code "first"; the desk then says "second"."""
    say(desk, "first")
    file = tmp_path / "backups" / "monday.desk"
    file.parent.mkdir()
    backup(desk, file)
    say(desk, "second")
    return file


def test_a_backup_is_one_sound_file(desk: Desk, copy: Path, data_folder: Path) -> None:
    assert list(copy.parent.iterdir()) == [copy]
    with open_desk(copy, data_folder=data_folder) as opened:
        assert code_of(opened) == "first"
        assert check(opened) == []
    assert code_of(desk) == "second"


def test_a_backup_is_one_moment_though_somebody_writes(desk: Desk, tmp_path: Path) -> None:
    say(desk, "before")
    with desk.transaction():
        say(desk, "unfinished")
        backup(desk, tmp_path / "b.desk")
    with closing(sqlite3.connect(tmp_path / "b.desk")) as opened:
        assert opened.execute("SELECT count(*) FROM change").fetchone() == (1,)


def test_a_backup_never_takes_the_place_of_a_file(desk: Desk, copy: Path) -> None:
    before = copy.read_bytes()
    with pytest.raises(DeskFileError, match=r"monday\.desk exists already and was left"):
        backup(desk, copy)
    assert copy.read_bytes() == before
    with pytest.raises(DeskFileError, match="cannot be written: no such file or directory"):
        backup(desk, copy.parent / "none" / "b.desk")


def test_a_damaged_desk_makes_no_backup(desk: Desk, tmp_path: Path) -> None:
    say(desk, "a")
    desk.connection.execute("PRAGMA ignore_check_constraints = ON")
    desk.connection.execute("UPDATE stream SET kind = 'none' WHERE kind = 'director'")
    with pytest.raises(DeskFileError, match=r"The copy is damaged.*CHECK constraint failed"):
        backup(desk, tmp_path / "b.desk")
    assert not list(tmp_path.glob("b.desk*"))


def test_restoring_keeps_what_was_there_and_makes_a_new_device(
    desk: Desk, copy: Path, data_folder: Path
) -> None:
    device = say(desk, "second")
    desk.close()
    aside = restore(copy, desk.path, data_folder)
    assert aside == desk.path.with_name(f"{desk.path.name}.before-restore")
    with open_desk(aside, data_folder=data_folder) as kept:
        assert code_of(kept) == "second"
    with open_desk(desk.path, data_folder=data_folder) as restored:
        assert code_of(restored) == "first"
        assert say(restored, "third") != device
        assert check(restored) == []
    assert restore(copy, desk.path, data_folder) == aside.with_name(aside.name + ".2")
    with open_desk(copy, data_folder=data_folder) as untouched:
        assert code_of(untouched) == "first"


def test_restoring_a_backup_that_is_current_makes_a_new_device_too(
    desk: Desk, tmp_path: Path, data_folder: Path
) -> None:
    device = say(desk, "a")
    backup(desk, tmp_path / "b.desk")
    desk.close()
    restore(tmp_path / "b.desk", desk.path, data_folder)
    with open_desk(desk.path, data_folder=data_folder) as restored:
        assert say(restored, "b") != device


def test_restoring_where_nothing_is(desk: Desk, copy: Path, data_folder: Path) -> None:
    target = desk.path.with_name("new.desk")
    assert restore(copy, target, data_folder) is None
    with open_desk(target, data_folder=data_folder) as restored:
        assert code_of(restored) == "first"


def test_a_desk_that_is_open_is_not_replaced(desk: Desk, copy: Path, data_folder: Path) -> None:
    with pytest.raises(DeskFileError, match="is open. Close every window"):
        restore(copy, desk.path, data_folder)
    assert code_of(desk) == "second"
    assert not [file for file in desk.path.parent.iterdir() if "restore" in file.name]
    assert not list(desk.path.parent.glob("*.new"))


def test_a_damaged_desk_is_replaced_and_kept_with_its_log(
    desk: Desk, copy: Path, data_folder: Path
) -> None:
    desk.close()
    desk.path.write_bytes(b"no desk at all " * 1000)
    log = desk.path.with_name(desk.path.name + "-wal")
    log.write_bytes(b"its log")
    aside = restore(copy, desk.path, data_folder)
    assert aside is not None
    assert aside.read_bytes().startswith(b"no desk at all")
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"its log"
    assert not log.exists()
    with open_desk(desk.path, data_folder=data_folder) as restored:
        assert code_of(restored) == "first"


def test_what_is_no_sound_backup_is_refused(desk: Desk, copy: Path, data_folder: Path) -> None:
    desk.close()
    before = desk.path.read_bytes()
    folder = copy.parent
    other, newer, broken = (folder / name for name in ("other.ics", "newer.desk", "broken.desk"))
    other.write_bytes(b"BEGIN:VCALENDAR\r\n" * 99)
    newer.write_bytes(copy.read_bytes())
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute(f"PRAGMA user_version = {steps()[-1][0] + 1}")
    content = bytearray(copy.read_bytes())
    content[8192 * 3 : 8192 * 5] = bytes(8192 * 2)
    broken.write_bytes(content)
    for file, reason in (
        (other, "is not a desk"),
        (newer, "newer JointDesk"),
        (broken, "is damaged"),
        (folder / "none.desk", "There is no backup at"),
        (folder, "There is no backup at"),
        (desk.path, "is the desk itself"),
    ):
        with pytest.raises(DeskFileError, match=reason):
            restore(file, desk.path, data_folder)
        assert desk.path.read_bytes() == before
    assert not [file for file in desk.path.parent.iterdir() if file.name.endswith(".new")]


def test_an_error_of_the_disk_leaves_the_desk(
    desk: Desk, copy: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    desk.close()
    monkeypatch.setattr(backup_module.os, "replace", fail)
    with pytest.raises(DeskFileError, match=r"cannot be written: permission denied\. Nothing"):
        restore(copy, desk.path, data_folder)
    monkeypatch.undo()
    assert not list(desk.path.parent.glob("*.new"))
    with open_desk(desk.path, data_folder=data_folder) as opened:
        assert code_of(opened) == "second"
