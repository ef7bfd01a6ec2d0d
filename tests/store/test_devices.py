"""Devices: one chain is never continued from two copies of a desk."""

import shutil
from pathlib import Path

import pytest

from jointdesk.domain.errors import DeskFileError
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk, create_desk, open_desk
from jointdesk.store.integrity import check
from tests.store.samples import DIRECTOR, write


def say(desk: Desk, code: str) -> str:
    """Record a change and return the device that made it."""
    record(desk, DIRECTOR, "Said", [write(code=code)])
    row = desk.connection.execute("SELECT device FROM change ORDER BY hlc DESC LIMIT 1").fetchone()
    return str(row[0])


def test_one_machine_stays_one_device(desk: Desk, data_folder: Path) -> None:
    first = say(desk, "a")
    desk.close()
    with open_desk(desk.path, data_folder=data_folder) as again:
        assert say(again, "b") == first


def test_reading_makes_no_device(desk: Desk) -> None:
    assert desk.connection.execute("SELECT count(*) FROM device").fetchone() == (0,)


def test_another_user_or_machine_is_another_device(desk: Desk, tmp_path: Path) -> None:
    first = say(desk, "a")
    desk.close()
    with open_desk(desk.path, data_folder=tmp_path / "other") as again:
        assert say(again, "b") != first
        assert check(again) == []


def test_a_copy_is_another_device(desk: Desk, data_folder: Path) -> None:
    first = say(desk, "a")
    desk.close()
    copy = desk.path.with_name("copy.desk")
    shutil.copyfile(desk.path, copy)
    with open_desk(copy, data_folder=data_folder) as copied:
        assert say(copied, "b") != first
    with open_desk(desk.path, data_folder=data_folder) as original:
        assert say(original, "c") == first


def test_an_older_copy_put_back_by_hand_is_another_device(desk: Desk, data_folder: Path) -> None:
    first = say(desk, "a")
    desk.close()
    older = desk.path.read_bytes()
    with open_desk(desk.path, data_folder=data_folder) as again:
        assert say(again, "b") == first
    desk.path.write_bytes(older)
    with open_desk(desk.path, data_folder=data_folder) as back:
        assert say(back, "c") != first
        assert check(back) == []


def test_a_forged_or_broken_pairing_is_another_device(desk: Desk, data_folder: Path) -> None:
    first = say(desk, "a")
    [pairing] = (data_folder / "devices").iterdir()
    text = pairing.read_text("utf-8")
    for forged in (text.replace('"token": "', '"token": "0'), "{", "[]", '{"device": 1}'):
        pairing.write_text(forged, "utf-8")
        assert say(desk, forged) != first


def test_a_failed_change_keeps_the_device(desk: Desk) -> None:
    def say_and_fail() -> None:
        with desk.transaction():
            say(desk, "b")
            raise KeyError

    first = say(desk, "a")
    with pytest.raises(KeyError):
        say_and_fail()
    assert say(desk, "c") == first


def test_no_token_stands_in_the_desk(desk: Desk, data_folder: Path) -> None:
    say(desk, "a")
    desk.close()
    [pairing] = (data_folder / "devices").iterdir()
    token = pairing.read_text("utf-8").split('"token": "')[1][:32]
    assert token.encode() not in desk.path.read_bytes()


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "data"
    blocked.write_text("a file", "utf-8")
    with create_desk(tmp_path / "a.desk", name="A", zone="UTC", data_folder=blocked) as desk:
        with pytest.raises(DeskFileError, match=r"devices cannot be written: .*\. Nothing was"):
            say(desk, "a")
        assert desk.connection.execute("SELECT count(*) FROM change").fetchone() == (0,)
