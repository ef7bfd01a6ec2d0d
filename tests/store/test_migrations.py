"""Migrations: added only, each whole, after a safety copy; a newer file is refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from jointdesk.domain.errors import DeskFileError
from jointdesk.store import migrations
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.items import list_items
from jointdesk.store.migrations import steps, version_of
from tests.store.samples import DIRECTOR, write


@pytest.fixture
def newest(desk: Desk) -> int:
    record(desk, DIRECTOR, "Added", [write(code="CAL")])
    desk.close()
    return steps()[-1][0]


def add_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, script: str) -> None:
    file = tmp_path / f"{number:04}_more.sql"
    file.write_text(script, encoding="utf-8")
    known = migrations.steps()
    monkeypatch.setattr(migrations, "steps", lambda: [*known, (number, file)])


def test_steps_are_numbered_without_gaps() -> None:
    assert [number for number, _ in steps()] == list(range(1, len(steps()) + 1))


def test_a_file_of_an_older_program_is_copied_and_brought_up_to_date(
    desk: Desk, newest: int, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = """-- Words; with a semicolon.
    CREATE TABLE more (x INTEGER); -- and here;
    CREATE TRIGGER more_is_fixed BEFORE UPDATE ON more
    BEGIN SELECT raise(ABORT, 'fixed; really'); SELECT 1; END;
    INSERT INTO more VALUES (1); -- and an end
    """
    add_step(tmp_path, monkeypatch, newest + 1, script)
    with open_desk(desk.path, data_folder=data_folder) as opened:
        assert version_of(opened.connection) == newest + 1
        assert opened.connection.execute("SELECT x FROM more").fetchall() == [(1,)]
        assert len(list_items(opened.connection, "organisation")) == 1
    aside = desk.path.with_name(f"{desk.path.name}.version-{newest}")
    with closing(sqlite3.connect(aside)) as copy:
        assert version_of(copy) == newest
        assert copy.execute("SELECT count(*) FROM change").fetchone() == (1,)
    with open_desk(desk.path, data_folder=data_folder):
        assert not aside.with_name(aside.name + ".2").exists()


def test_a_step_that_fails_leaves_the_file_as_it_was(
    desk: Desk, newest: int, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        add_step(tmp_path, patch, newest + 1, "CREATE TABLE more (x); SELECT nonsense;")
        with pytest.raises(sqlite3.OperationalError, match="nonsense"):
            open_desk(desk.path, data_folder=data_folder)
    with open_desk(desk.path, data_folder=data_folder) as opened:
        assert version_of(opened.connection) == newest
        tables = opened.connection.execute("SELECT name FROM sqlite_schema").fetchall()
        assert ("more",) not in tables


def test_a_newer_file_is_refused_and_left_alone(desk: Desk, newest: int, data_folder: Path) -> None:
    with closing(sqlite3.connect(desk.path)) as connection:
        connection.execute(f"PRAGMA user_version = {newest + 1}")
    before = desk.path.read_bytes()
    with pytest.raises(DeskFileError, match="made by a newer JointDesk"):
        open_desk(desk.path, data_folder=data_folder)
    assert desk.path.read_bytes() == before
    assert list(desk.path.parent.glob("*version*")) == []
