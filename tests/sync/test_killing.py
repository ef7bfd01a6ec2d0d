from pathlib import Path

from tests.calendar_servers import CalendarServer
from tests.sync import killing_server, killing_writer
from tests.sync.killing import survive


def test_a_process_killed_while_reading_leaves_one_version_or_the_other(tmp_path: Path) -> None:
    assert survive(10, tmp_path) == {0, 1}


def test_a_process_killed_while_reading_a_server_loses_and_doubles_nothing(
    tmp_path: Path, radicale: CalendarServer
) -> None:
    assert killing_server.survive(8, tmp_path, radicale.new_account()) > 0


def test_processes_killed_while_writing_lose_and_double_nothing(
    tmp_path: Path, radicale: CalendarServer
) -> None:
    assert killing_writer.survive(4, tmp_path, radicale.new_account()) > 0
