"""The desk's file: created whole or not at all, opened with care, written all or nothing."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from jointdesk.domain.errors import DeskFileError
from jointdesk.store import desk as desk_module
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk, create_desk, open_desk
from jointdesk.store.faults import plain_faults
from jointdesk.store.items import find_item, list_items
from tests.store.samples import DIRECTOR, write


def again(desk: Desk, data_folder: Path) -> Desk:
    return open_desk(desk.path, data_folder=data_folder)


def test_a_new_desk_knows_its_name_zone_and_streams(desk: Desk, data_folder: Path) -> None:
    assert (desk.name, desk.zone.key) == ("Test", "Europe/London")
    kinds = desk.connection.execute("SELECT kind FROM stream ORDER BY kind").fetchall()
    assert kinds == [("director",), ("shared",)]
    desk.close()
    with again(desk, data_folder) as opened:
        assert (opened.id, opened.name, opened.zone) == (desk.id, "Test", desk.zone)


def test_a_new_desk_never_takes_the_place_of_a_file(desk: Desk, data_folder: Path) -> None:
    before = desk.path.read_bytes()
    with pytest.raises(DeskFileError, match="exists already"):
        create_desk(desk.path, name="B", zone="UTC", data_folder=data_folder)
    assert desk.path.read_bytes() == before


def test_a_desk_may_have_any_name(tmp_path: Path, data_folder: Path) -> None:
    path = tmp_path / "Büro #1 %20 & co" / "a%2Fb.desk"
    path.parent.mkdir()
    create_desk(path, name="Büro", zone="UTC", data_folder=data_folder).close()
    with open_desk(path, data_folder=data_folder) as desk, closing(desk.reader()) as reader:
        assert reader.execute("SELECT name FROM desk").fetchone() == ("Büro",)
    assert list(path.parent.iterdir()) == [path]


def test_a_desk_that_could_not_be_created_leaves_nothing(
    tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(desk_module, "migrate", fail)
    with pytest.raises(RuntimeError):
        create_desk(tmp_path / "a.desk", name="A", zone="UTC", data_folder=data_folder)
    assert list(tmp_path.iterdir()) == [data_folder]
    with pytest.raises(DeskFileError, match="There is no folder"):
        create_desk(tmp_path / "no" / "a.desk", name="A", zone="UTC", data_folder=data_folder)


def test_ones_own_data_folder_is_made_where_it_is_needed_first(tmp_path: Path) -> None:
    data_folder = tmp_path / "share" / "JointDesk"
    path = data_folder / "a.desk"
    create_desk(path, name="A", zone="UTC", data_folder=data_folder).close()
    assert path.is_file()
    (tmp_path / "file").touch()
    nowhere = tmp_path / "file" / "JointDesk"
    with pytest.raises(DeskFileError, match="cannot be made"):
        create_desk(nowhere / "a.desk", name="A", zone="UTC", data_folder=nowhere)


def test_the_writer_is_as_safe_as_it_gets(desk: Desk) -> None:
    pragmas = {
        name: desk.connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
    }
    full = 2
    assert pragmas == {
        "journal_mode": "wal", "synchronous": full, "foreign_keys": 1, "recursive_triggers": 1,
    }  # fmt: skip


# What cannot be opened


def test_there_has_to_be_a_desk(tmp_path: Path, data_folder: Path) -> None:
    with pytest.raises(DeskFileError, match="There is no desk at"):
        open_desk(tmp_path / "none.desk", data_folder=data_folder)
    with pytest.raises(DeskFileError, match="is a folder"):
        open_desk(tmp_path, data_folder=data_folder)
    assert list(tmp_path.iterdir()) == [data_folder]


@pytest.mark.parametrize("content", [b"", b"BEGIN:VCALENDAR\r\n" * 100, b"SQLite format 3\0" * 9])
def test_other_files_are_refused_and_left_alone(
    tmp_path: Path, data_folder: Path, content: bytes
) -> None:
    file = tmp_path / "a.desk"
    file.write_bytes(content)
    with pytest.raises(DeskFileError, match="is not a desk|is damaged"):
        open_desk(file, data_folder=data_folder)
    assert file.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(
    tmp_path: Path, data_folder: Path
) -> None:
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE desk (id, name, zone)")
    before = file.read_bytes()
    with pytest.raises(DeskFileError, match="is not a desk"):
        open_desk(file, data_folder=data_folder)
    assert file.read_bytes() == before


def test_a_damaged_desk_is_refused_in_a_sentence(desk: Desk, data_folder: Path) -> None:
    record(desk, DIRECTOR, "Added", [write(code="CAL")])
    desk.close()
    content = bytearray(desk.path.read_bytes())
    content[8192:] = os.urandom(len(content) - 8192)
    desk.path.write_bytes(content)
    with pytest.raises(DeskFileError, match="is damaged.*Bring a backup back"):
        again(desk, data_folder)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_read_only_desk_is_refused_in_a_sentence(desk: Desk, data_folder: Path) -> None:
    desk.close()
    desk.path.chmod(0o400)
    with pytest.raises(DeskFileError, match="may not be read and written"):
        again(desk, data_folder)


# Transactions


def insert(desk: Desk, value: str) -> None:
    desk.connection.execute("INSERT INTO probe VALUES (?)", (value,))


def values(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT value FROM probe ORDER BY rowid")]


@pytest.fixture
def _probe(desk: Desk) -> None:
    desk.connection.execute("CREATE TABLE probe (value TEXT)")


def insert_and_fail(desk: Desk) -> None:
    with desk.transaction():
        with desk.transaction():
            insert(desk, "lost")
        raise KeyError


@pytest.mark.usefixtures("_probe")
def test_a_transaction_is_all_or_nothing(desk: Desk) -> None:
    with pytest.raises(KeyError):
        insert_and_fail(desk)
    with desk.transaction():
        insert(desk, "kept")
    assert values(desk.connection) == ["kept"]


@pytest.mark.usefixtures("_probe")
def test_a_nested_transaction_that_fails_takes_only_itself_back(desk: Desk) -> None:
    with desk.transaction():
        insert(desk, "outer")
        with pytest.raises(KeyError):
            insert_and_fail(desk)
    assert values(desk.connection) == ["outer"]


@pytest.mark.usefixtures("_probe")
def test_readers_see_what_was_committed_and_write_nothing(desk: Desk) -> None:
    with closing(desk.reader()) as reader:
        with desk.transaction():
            insert(desk, "new")
            assert values(reader) == []
        assert values(reader) == ["new"]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute("DELETE FROM probe")


@pytest.mark.usefixtures("_probe")
def test_a_second_thread_waits_for_its_turn(desk: Desk) -> None:
    def write_apart() -> None:
        with desk.transaction():
            insert(desk, "second")

    thread = threading.Thread(target=write_apart)
    with desk.transaction():
        thread.start()
        thread.join(0.05)
        insert(desk, "first")
    thread.join()
    assert values(desk.connection) == ["first", "second"]


def test_a_busy_desk_says_so(
    desk: Desk, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "BUSY_SECONDS", 0.1)
    with again(desk, data_folder) as other, desk.transaction():
        with pytest.raises(DeskFileError, match="is busy.*Nothing was changed"):
            record(other, DIRECTOR, "Added", [write(code="CAL")])
        assert list_items(other.connection, "organisation") == []


def test_a_full_disk_says_so_and_changes_nothing(desk: Desk) -> None:
    pages = desk.connection.execute("PRAGMA page_count").fetchone()[0]
    desk.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    record(desk, DIRECTOR, "Added", [write(code="CAL")])
    with pytest.raises(DeskFileError, match="no room left.*Nothing was changed"):
        record(desk, DIRECTOR, "Added", [write("n1", text="x" * 100_000)])
    assert find_item(desk.connection, "n1") is None
    record(desk, DIRECTOR, "Changed", [write(code="CLD")])


def test_an_error_that_nobody_can_act_on_passes_as_it_is() -> None:
    with pytest.raises(sqlite3.IntegrityError), plain_faults(Path("a.desk")):
        raise sqlite3.IntegrityError("a bug")


def test_a_clean_end_leaves_one_file(desk: Desk, data_folder: Path) -> None:
    record(desk, DIRECTOR, "Added", [write(code="CAL")])
    desk.close()
    beside = [file.name for file in desk.path.parent.iterdir() if file != data_folder]
    assert beside == [desk.path.name]
    desk.close()  # a second time is harmless


def test_closing_beside_another_window_loses_nothing(desk: Desk, data_folder: Path) -> None:
    with again(desk, data_folder) as other:
        record(desk, DIRECTOR, "Added", [write(code="CAL")])
        desk.close()
        assert list_items(other.connection, "organisation")


COUNTING = """
import sys
from pathlib import Path
from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Write
from jointdesk.store.changes import record
from jointdesk.store.desk import open_desk

with open_desk(Path(sys.argv[1]), data_folder=Path(sys.argv[2])) as desk:
    for number in range(20):
        with desk.transaction():
            row = desk.connection.execute("SELECT fields FROM item WHERE id = 'n'").fetchone()
            value = int(row[0].strip('{"n:}')) if row else 0
            record(desk, Actor(sys.argv[3], 0), "Counted", [Write("n", "note", {"n": value + 1})])
"""


def test_two_processes_write_one_chain(desk: Desk, data_folder: Path) -> None:
    record(desk, DIRECTOR, "Added", [write(code="CAL")])
    command = [sys.executable, "-c", COUNTING, str(desk.path), str(data_folder)]
    root = Path(__file__).parents[2]
    writers = [subprocess.Popen([*command, name], cwd=root) for name in ("a", "b")]
    assert [writer.wait(600) for writer in writers] == [0, 0]
    item = find_item(desk.connection, "n")
    assert item is not None
    assert item.fields == {"n": 40}
    numbers = desk.connection.execute("SELECT count(*), max(n) FROM change").fetchone()
    assert numbers == (41, 41)
