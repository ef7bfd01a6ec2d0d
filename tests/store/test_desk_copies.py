"""A copy beside a desk is wanted where it holds what is nowhere else."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from jointdesk.store.backup import backup
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk, create_desk
from jointdesk.store.desk_copies import desk_copies, holds_more
from tests.store.samples import DIRECTOR, write


@pytest.fixture
def copy(desk: Desk) -> Path:
    """A copy from before a restore, of all that the desk has said."""
    record(desk, DIRECTOR, "Said", [write(code="first")])
    made = desk.path.with_name(f"{desk.path.name}.before-restore")
    backup(desk, made)
    return made


def say_there(copy: Path, data_folder: Path) -> None:
    """Have the copy hold what the desk does not."""
    with Desk(copy, sqlite3.connect(copy, isolation_level=None), data_folder) as opened:
        record(opened, DIRECTOR, "Said", [write(code="second")])


def test_copies_are_found_without_what_lies_beside_them(desk: Desk, copy: Path) -> None:
    for end in ("before-restore-wal", "before-restore.2", "version-3", "1.new", "other"):
        desk.path.with_name(f"{desk.path.name}.{end}").write_bytes(b"")
    ends = [one.name.removeprefix(f"{desk.path.name}.") for one in desk_copies(desk.path)]
    assert ends == ["before-restore", "before-restore.2", "version-3"]


def test_what_the_desk_has_too_is_not_wanted_there(desk: Desk, copy: Path) -> None:
    there = sorted(copy.parent.iterdir())
    assert not holds_more(copy, desk.connection)
    assert sorted(copy.parent.iterdir()) == there
    record(desk, DIRECTOR, "Said", [write(code="later")])
    assert not holds_more(copy, desk.connection)


def test_what_it_alone_has_is_wanted_until_the_server_has_it(
    desk: Desk, copy: Path, data_folder: Path
) -> None:
    say_there(copy, data_folder)
    assert holds_more(copy, desk.connection)
    with closing(sqlite3.connect(copy)) as opened, opened:
        opened.execute(
            "INSERT INTO placed SELECT stream_id, row_number() OVER (), device, n, 'u', 'own', 0,"
            " '' FROM change"
        )
    assert not holds_more(copy, desk.connection)


def test_one_that_an_older_program_made_is_read_as_well(
    desk: Desk, copy: Path, data_folder: Path
) -> None:
    with closing(sqlite3.connect(copy)) as opened:
        opened.execute("DROP TABLE placed")
    assert not holds_more(copy, desk.connection)
    say_there(copy, data_folder)
    assert holds_more(copy, desk.connection)


def test_what_was_said_before_it_was_folded_into_the_copy_counts(
    desk: Desk, copy: Path, data_folder: Path
) -> None:
    """A desk that was put aside as it was has its log beside it."""
    aside = copy.with_name(f"{copy.name}.2")
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        opened = Desk(copy, connection, data_folder)
        record(opened, DIRECTOR, "Said", [write(code="second")])
        for end in ("", "-wal"):
            shutil.copyfile(f"{copy}{end}", f"{aside}{end}")
    assert holds_more(aside, desk.connection)


def test_what_cannot_be_read_or_is_another_desk_s_may_hold_anything(
    desk: Desk, tmp_path: Path, data_folder: Path
) -> None:
    other = tmp_path / "other.desk"
    create_desk(other, name="x", zone="Europe/London", data_folder=data_folder).close()
    broken = tmp_path / "broken"
    broken.write_bytes(b"SQLite format 3\0" * 99)
    for file in (other, broken, tmp_path / "none", tmp_path):
        assert holds_more(file, desk.connection)
    broken.write_bytes(b"")
    assert not holds_more(broken, desk.connection)
