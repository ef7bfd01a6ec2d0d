"""A process killed at any moment leaves the old state or the new one; what it confirmed stays.

JOINTDESK_KILLS says how often to kill; the default keeps the suite quick.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.integrity import check
from jointdesk.store.items import find_item
from jointdesk.store.resources import texts
from tests.store.killed_writer import RESOURCES

KILLS = int(os.environ.get("JOINTDESK_KILLS", "5"))


def confirmed(desk: Path, data_folder: Path, what: str, chance: random.Random) -> int:
    """Start a writer, kill it after some moments, and return the last number it confirmed."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.store.killed_writer", str(desk), str(data_folder), what],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    lines = [writer.stdout.readline()]
    time.sleep(chance.uniform(0, 0.15))
    writer.kill()
    lines += writer.stdout.read().splitlines()
    writer.wait()
    writer.stdout.close()
    return int([line for line in lines if line.strip()][-1])


def changes_written(desk: Desk) -> int:
    """The number all three parts of the last action carry."""
    note, other = find_item(desk.connection, "n1"), find_item(desk.connection, "n2")
    own = find_item(desk.connection, "n1", {"director"})
    assert note is not None
    assert other is not None
    assert own is not None
    assert note.fields == other.fields == own.fields
    return int(str(note.fields["n"]))


def runs_written(desk: Desk) -> int:
    """The number of the run, all of whose texts are there."""
    titles = [text.text.split(b"SUMMARY:")[1].split(b"\r\n")[0] for _, text in texts(desk)]
    assert len(titles) == RESOURCES
    assert len(set(titles)) == 1
    return int(titles[0])


@pytest.mark.parametrize(
    ("what", "written"), [("changes", changes_written), ("runs", runs_written)]
)
def test_a_killed_writer_loses_nothing_it_confirmed(
    desk: Desk, data_folder: Path, what: str, written: Callable[[Desk], int]
) -> None:
    desk.close()
    chance = random.Random(4711)
    for _ in range(KILLS):
        last = confirmed(desk.path, data_folder, what, chance)
        with open_desk(desk.path, data_folder=data_folder) as opened:
            assert check(opened) == []
            # The last commit may have been done, and its confirmation not yet been heard.
            assert written(opened) >= last
            devices = opened.connection.execute("SELECT count(*) FROM device").fetchone()[0]
            assert devices <= 1
