"""Three people's day, in short; `python -m tests.acceptance.three_people` is the whole of it."""

from pathlib import Path

import pytest

from tests.acceptance import people_evening, people_rounds, people_work
from tests.acceptance.program import OneProcess
from tests.acceptance.three_people import office
from tests.postgres import PostgresServer

pytest.importorskip("xandikos", reason="Xandikos is not installed (pip install xandikos)")


def test_three_windows_end_equal_and_no_word_goes_astray(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    """Two calendars that one machine each reaches, and a window killed in an exchange."""
    said: list[str] = []
    with office(tmp_path, postgres, said.append, 6, OneProcess, screens=False) as day:
        day.begin()
        people_work.carry(day)
        people_work.work_in_private(day)
        people_rounds.one(day, people_rounds.killed_while_receiving, 0)
        people_work.write_calendars(day)
        people_evening.end(day)
