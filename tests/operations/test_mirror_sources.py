"""What becomes private leaves a machine's file where that is busy just then, too: a bit later."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.errors import StoppedError
from jointdesk.domain.moments import Instant
from jointdesk.store.desk import Desk
from tests.desk.calendar_desks import CalendarDesks, calendar_desks
from tests.postgres import PostgresServer

NOW = Instant(1_796_025_600)
SECRET = b"XYZZY"
OPEN = "UID:p\r\nDTSTART:20261201T090000Z\r\nDURATION:PT1H\r\nSUMMARY:XYZZY"


@pytest.fixture
def desks(postgres: PostgresServer, tmp_path: Path) -> Iterator[CalendarDesks]:
    """Machines that all know an open meeting, which has become private on one."""
    made = calendar_desks(tmp_path, postgres.new_database(), NOW)
    made.says("WEX", OPEN)
    made.read("Imogen")
    made.exchange("Imogen", "Tom")
    assert SECRET in made.bytes_of("Tom")
    made.says("WEX", f"{OPEN}\r\nCLASS:PRIVATE")
    made.read("Imogen")
    made.exchange("Imogen")
    yield made
    made.close()


def busy(_: Desk) -> None:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    raise error


def is_noted(desks: CalendarDesks) -> bool:
    """Whether Tom's file is still to be scrubbed."""
    noted = "SELECT 1 FROM derived WHERE name = 'unscrubbed'"
    return desks.open["Tom"].connection.execute(noted).fetchone() is not None


def test_an_exchange_goes_on_and_the_next_one_scrubs(
    desks: CalendarDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as at_work:
        at_work.setattr("jointdesk.store.scrubbing.scrub", busy)
        desks.exchange("Tom")
    assert desks.titles("Tom") == ["Busy (WEX)"]
    assert is_noted(desks)
    desks.exchange("Tom")
    assert not is_noted(desks)
    assert SECRET not in desks.bytes_of("Tom")


def test_so_does_a_reading_of_what_an_exchange_had_no_time_for(
    desks: CalendarDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise StoppedError

    with monkeypatch.context() as at_work:
        at_work.setattr("jointdesk.operations.carrying.take_in_carried", stop)
        with pytest.raises(StoppedError):
            desks.exchange("Tom")
    assert not is_noted(desks)
    with monkeypatch.context() as at_work:
        at_work.setattr("jointdesk.store.scrubbing.scrub", busy)
        (report, *_) = desks.read("Tom")
    assert report.error == ""
    assert is_noted(desks)
    desks.exchange("Tom")
    assert not is_noted(desks)
    assert SECRET not in desks.bytes_of("Tom")
