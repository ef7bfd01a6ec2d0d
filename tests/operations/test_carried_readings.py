"""How old what a shared desk carries is: as old as what whoever is connected has read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.desk.server import Server
from jointdesk.domain.conflicts import Resolution, State
from jointdesk.domain.moments import DAY, Instant
from jointdesk.domain.shared_desk import Hello
from tests.desk.calendar_desks import CalendarDesks, calendar_desks
from tests.postgres import PostgresServer

NOW = Instant(1_700_467_200)
"""Monday 20 November 2023, eight in the morning: long past, so that no clock is ahead."""

BOARD = "UID:a\r\nSUMMARY:Board\r\nDTSTART:20231130T100000Z\r\nDURATION:PT1H"
PRIVATE = "UID:b\r\nSUMMARY:Own\r\nDTSTART:20231130T100000Z\r\nDURATION:PT1H\r\nCLASS:PRIVATE"


@pytest.fixture
def desks(
    postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[CalendarDesks]:
    """Three machines, and a server whose clock goes with theirs."""
    made = calendar_desks(tmp_path, postgres.new_database(), NOW)
    hello = Server.hello

    def timed(server: Server, device: str, app: str) -> Hello:
        return hello(server, device, app)._replace(now_ms=made.now * 1000)

    monkeypatch.setattr(Server, "hello", timed)
    made.says("CAL", BOARD)
    made.says("WEX", PRIVATE)
    made.read()
    made.exchange()
    yield made
    made.close()


def test_a_calendar_that_nobody_reads_any_more_is_told_to_all(desks: CalendarDesks) -> None:
    desks.now = Instant(desks.now + 2 * DAY)
    desks.exchange()
    assert len(desks.conflicts("Tom", "DIA-16")) == 2
    assert desks.seen("Tom") == desks.seen("Imogen", "Tom")


def test_busy_times_that_stay_as_they_are_are_not_old(desks: CalendarDesks) -> None:
    desks.now = Instant(desks.now + 2 * DAY)
    desks.read()
    desks.exchange()
    assert desks.conflicts("Tom", "DIA-16") == desks.conflicts("Bridget", "DIA-16") == []


def test_what_was_settled_waits_for_the_next_reading_on_every_machine(
    desks: CalendarDesks,
) -> None:
    (clash,) = desks.conflicts("Tom", "DIA-01")
    desks.settle("Tom", clash.conflict.id, Resolution.DECLINED)
    desks.exchange("Tom", "Imogen")
    (settled,) = desks.conflicts("Tom", "DIA-01")
    assert settled.state is State.RESOLVED
    assert desks.seen("Tom") == desks.seen("Imogen", "Tom")
    desks.now = Instant(desks.now + 3700)
    desks.read()
    desks.exchange()
    (again,) = desks.conflicts("Tom", "DIA-01")
    assert again.state is State.OPEN
    assert desks.seen("Tom") == desks.seen("Imogen", "Tom")
