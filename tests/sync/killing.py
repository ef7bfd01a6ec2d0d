"""Kill a process in the middle of its runs, again and again.

A child reads two versions of a calendar in turn, without pause; it is killed at a moment that
nobody chose, and the desk must show one version or the other, whole. For more than the ten
times of the test: `python -m tests.sync.killing 50`. How long the child lives depends on how long
reading takes here and now; where it was too short or too long to leave both, it is killed again.
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Write
from jointdesk.domain.sources import Collection, Connection
from jointdesk.sources.files import FileSource
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection
from jointdesk.store.desk import Desk, create_desk, open_desk
from jointdesk.sync.run import run
from tests.sync.making import NOW, calendar, event

ROOT = Path(__file__).parents[2]
EVENTS = 300
_TRIES = 20


def survive(times: int, folder: Path, seed: int = 1) -> set[int]:
    """Kill a reading process so many times, or until it has left either of the two versions.

    Returns which of them it left.

    Raises:
        ValueError: the desk showed something between two versions.
        AssertionError: its file was damaged.
    """
    moments = random.Random(seed)
    versions = _write_versions(folder)
    with _new_desk(folder) as desk:
        began = time.monotonic()
        good = [_read(desk, path) for path in versions]
        both_s = time.monotonic() - began
    left: set[int] = set()
    for killed in range(_TRIES * times):
        if killed >= times and len(left) == len(good):
            break
        _kill_reader(folder, moments.uniform(0, 2 * both_s))
        with open_desk(folder / "test.desk", data_folder=folder) as desk:
            left.add(good.index(_state(desk)))
            assert desk.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert desk.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return left


def read_for_ever(folder: Path) -> None:
    """What the child does."""
    with open_desk(folder / "test.desk", data_folder=folder) as desk:
        print("reading", flush=True)  # noqa: T201
        while True:
            for name in ("one.ics", "two.ics"):
                _read(desk, folder / name)


def _write_versions(folder: Path) -> list[Path]:
    """Write two versions: a third stays, a third differs, a third is in one of them only."""
    third = EVENTS // 3
    stays = [event(f"stays{number}") for number in range(third)]
    paths = []
    for name in ("one", "two"):
        differs = [event(f"differs{n}", f"SUMMARY:{name} {n}") for n in range(third)]
        weekly = ("RRULE:FREQ=WEEKLY;COUNT=20", "DURATION:PT1H")
        only = [event(f"{name}{n}", *weekly, f"SUMMARY:{name}") for n in range(third)]
        path = folder / f"{name}.ics"
        path.write_bytes(calendar(*stays, *differs, *only))
        paths.append(path)
    return paths


def _new_desk(folder: Path) -> Desk:
    desk = create_desk(folder / "test.desk", name="Test", zone="Europe/London", data_folder=folder)
    fields = collection_fields(Collection("wex", "o1", "Wexmere", "ics"))
    record(desk, Actor("p1", NOW), "Add a source", [Write("wex", ITEM_TYPE, fields)])
    add_connection(desk, Connection("wex", "anywhere"))
    return desk


def _read(desk: Desk, path: Path) -> object:
    connection = Connection("wex", "anywhere")
    run(desk, connection, FileSource(path), Actor("p1", NOW), allow_mass_delete=True)
    return _state(desk)


def _state(desk: Desk) -> object:
    """What the desk shows: current texts, and what follows from them."""
    questions = (
        "SELECT r.uid, r.digest, v.digest, v.text FROM resource r JOIN resource_version v"
        " ON v.id = r.version_id WHERE r.state = 'present' ORDER BY r.uid",
        "SELECT r.uid, c.summary, c.start FROM component c JOIN resource r"
        " ON r.id = c.resource_id ORDER BY r.uid",
        "SELECT count(*) FROM occurrence",
    )
    return [desk.connection.execute(question).fetchall() for question in questions]


def _kill_reader(folder: Path, seconds: float) -> None:
    command = [sys.executable, "-m", "tests.sync.killing", "--read", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"reading"
        time.sleep(seconds)
        child.kill()


if __name__ == "__main__":
    if sys.argv[1] == "--read":
        read_for_ever(Path(sys.argv[2]))
    with tempfile.TemporaryDirectory() as name:
        survive(int(sys.argv[1]), Path(name), seed=int(time.time()))
    print(f"{sys.argv[1]} kills survived")  # noqa: T201
