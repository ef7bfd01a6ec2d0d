"""Kill a process in the middle of reading a calendar server, again and again.

A child reads a calendar on a real server without pause, while another program changes what is
there; it is killed at a moment that nobody chose. The next run must show what the server has,
nothing lost and nothing doubled, and the run after that has nothing to do.
"""

import random
import subprocess
import sys
import time
from pathlib import Path

from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.sources import Collection, Connection
from jointdesk.sources.caldav.login import Login
from jointdesk.sources.caldav.source import CaldavSource
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection, find_connection, known_etags
from jointdesk.store.desk import Desk, create_desk, open_desk
from jointdesk.sync.report import Report
from jointdesk.sync.run import run
from tests.calendar_servers import Account, Calendar
from tests.sync.making import NOW, calendar, event

ROOT = Path(__file__).parents[2]
MEMBERS = 40
_TRIES = 20


def survive(times: int, folder: Path, account: Account, seed: int = 1) -> int:
    """Kill a reading process so many times, or until it had not finished reading once.

    Returns how often it had not finished.

    Raises:
        AssertionError: something was lost or doubled, or the desk's file was damaged.
    """
    chance = random.Random(seed)
    served = account.make_calendar(f"killed{seed}")
    there: dict[str, str] = {}
    unfinished = 0
    with _new_desk(folder, served):
        pass
    for round_ in range(_TRIES * times):
        if round_ >= times and unfinished:
            break
        _change(served, there, chance, str(round_))
        _kill_reader(folder, served, chance.uniform(0, 0.15))
        with open_desk(folder / "test.desk", data_folder=folder) as desk:
            assert desk.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert desk.connection.execute("PRAGMA foreign_key_check").fetchall() == []
            _check_versions(desk)
            unfinished += _titles(desk) != sorted(there.values())
            _read(desk, served)
            assert _titles(desk) == sorted(there.values())
            assert _read(desk, served).run is None
    return unfinished


def read_for_ever(folder: Path, served: Calendar) -> None:
    """What the child does."""
    with open_desk(folder / "test.desk", data_folder=folder) as desk:
        print("reading", flush=True)  # noqa: T201
        while True:
            _read(desk, served)


def _new_desk(folder: Path, served: Calendar) -> Desk:
    desk = create_desk(folder / "test.desk", name="Test", zone="Europe/London", data_folder=folder)
    fields = collection_fields(Collection("wex", "o1", "Wexmere", "caldav"))
    record(desk, Actor("p1", NOW), "Add a source", [Write("wex", ITEM_TYPE, fields)])
    add_connection(desk, Connection("wex", served.url, user=served.account.user))
    return desk


def _change(served: Calendar, there: dict[str, str], chance: random.Random, title: str) -> None:
    """Change a part of the calendar by another program."""
    for number in chance.sample(range(MEMBERS), MEMBERS // 3):
        name = f"m{number}"
        if name in there and chance.random() < 0.3:
            served.delete(f"{name}.ics")
            del there[name]
        else:
            there[name] = f"{name} {title}"
            served.put(f"{name}.ics", calendar(event(name, f"SUMMARY:{there[name]}")))


def _read(desk: Desk, served: Calendar, now: Instant = NOW) -> Report:
    connection = find_connection(desk.connection, "wex")
    assert connection is not None
    account = served.account
    source = CaldavSource(connection.address, Login(account.user, account.password))
    report = run(desk, connection, source, Actor("p1", now), allow_mass_delete=True)
    assert report.error == ""
    return report


def _titles(desk: Desk) -> list[str]:
    rows = desk.connection.execute("SELECT summary FROM component ORDER BY summary")
    return [row[0] for row in rows]


def _check_versions(desk: Desk) -> None:
    """The versions that are known are those of resources that are there."""
    hrefs = desk.connection.execute("SELECT href FROM resource WHERE state = 'present'").fetchall()
    assert known_etags(desk.connection, "wex").keys() == {row[0] for row in hrefs}


def _kill_reader(folder: Path, served: Calendar, seconds: float) -> None:
    account = served.account
    words = [str(folder), served.url, account.user]
    command = [sys.executable, "-m", "tests.sync.killing_server", *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"reading"
        time.sleep(seconds)
        child.kill()


if __name__ == "__main__":
    folder_, url_, user_ = sys.argv[1:]
    read_for_ever(Path(folder_), Calendar(Account(None, user_), url_))  # type: ignore[arg-type]
