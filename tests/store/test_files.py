"""What a desk's account writes is that account's alone to read."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.errors import DeskFileError
from jointdesk.store import desk as desk_module
from jointdesk.store import migrations
from jointdesk.store.backup import backup, restore
from jointdesk.store.changes import record
from jointdesk.store.desk import create_desk, open_desk
from jointdesk.store.files import make_private, new_file
from tests.store.samples import DIRECTOR, write

posix = pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    """What others may read of new files on most computers, whatever runs the tests says."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """The rights of each desk's file in a folder, and of those beside them."""
    files = [one for one in folder.iterdir() if one.is_file()]
    return {one.name: stat.S_IMODE(one.stat().st_mode) for one in files}


@posix
def test_a_desk_its_log_its_backup_and_the_copy_of_what_was_replaced(
    tmp_path: Path, data_folder: Path
) -> None:
    file = tmp_path / "a.desk"
    with create_desk(file, name="a", zone="Europe/London", data_folder=data_folder) as desk:
        record(desk, DIRECTOR, "Said", [write(code="first")])
        assert modes(tmp_path) == {"a.desk": 0o600, "a.desk-wal": 0o600, "a.desk-shm": 0o600}
        backup(desk, tmp_path / "b.desk")
    file.chmod(0o644)  # as an older program made it
    restore(tmp_path / "b.desk", file, data_folder)
    assert modes(tmp_path) == {
        "a.desk": 0o600, "b.desk": 0o600, "a.desk.before-restore": 0o600,
    }  # fmt: skip


@posix
def test_the_copy_from_before_a_new_version(
    tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.desk"
    with monkeypatch.context() as older:
        steps = migrations.steps()[:-1]
        older.setattr(migrations, "steps", lambda: steps)
        older.setattr(desk_module, "open_desk", lambda *_, **__: None)
        create_desk(file, name="a", zone="Europe/London", data_folder=data_folder)
    open_desk(file, data_folder=data_folder).close()
    aside = f"a.desk.version-{steps[-1][0]}"
    assert modes(tmp_path) == {"a.desk": 0o600, aside: 0o600}


@posix
def test_what_people_hand_on_others_may_read(tmp_path: Path) -> None:
    with new_file(tmp_path / "invitation.ics") as draft:
        draft.write_text("BEGIN:VCALENDAR", "utf-8")
    assert modes(tmp_path) == {"invitation.ics": 0o644}


def test_what_was_left_behind_is_not_written_into(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("old", "utf-8")
    file.chmod(0o644)
    make_private(file)
    assert file.read_bytes() == b""


def test_where_nothing_can_be_made_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise DeskFileError("no room")

    monkeypatch.setattr("jointdesk.store.files.make_private", fail)
    with pytest.raises(DeskFileError), new_file(tmp_path / "a", is_private=True):
        raise AssertionError("nothing is given")
    assert list(tmp_path.iterdir()) == []
