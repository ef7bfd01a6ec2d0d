"""The director's day, in short; `python -m tests.acceptance.working_day` is the whole of it."""

from pathlib import Path

import pytest

from tests.acceptance.evening import compare, look_for_secrets, read_logs, settle
from tests.acceptance.working_day import Day
from tests.calendar_servers import CalendarServer


@pytest.fixture
def said() -> list[str]:
    return []


def test_nothing_is_lost_or_doubled_on_two_servers(
    tmp_path: Path, radicale: CalendarServer, xandikos: CalendarServer, said: list[str]
) -> None:
    """Two accounts, another program on both, no network, killed between request and answer."""
    day = Day(tmp_path, radicale, xandikos, said.append)
    try:
        day.begin()
        day.morning()
        day.without_network()
        day.killed_while_writing(1)
        settle(day)
        compare(day)
        read_logs(day)
        look_for_secrets(day)
    finally:
        day.close()
