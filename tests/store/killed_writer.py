"""Writes to a desk until it is killed, telling what was committed: run by test_kills.py.

killed_writer.py DESK DATA_FOLDER changes|runs
"""

import sys
from pathlib import Path

from jointdesk.domain.resources import Outcome, Plan, ResourceWrite
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.resources import apply_plan, stored_resources
from tests.store.samples import DIRECTOR, FEED, resource_text, write

RESOURCES = 200


def confirm(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def write_changes(desk: Desk) -> None:
    """One action at a time, each of three changes in two streams."""
    number = desk.connection.execute("SELECT count(*) FROM change").fetchone()[0]
    while True:
        number += 1
        notes = [write("n1", n=number), write("n2", n=number), write("n1", "director", n=number)]
        record(desk, DIRECTOR, "Said", notes)
        confirm(number)


def write_runs(desk: Desk) -> None:
    """One run at a time, each of which gives every resource the same new title."""
    while True:
        known = {one.uid: one.id for one in stored_resources(desk, FEED)}
        number = desk.connection.execute("SELECT count(*) FROM sync_run").fetchone()[0] + 1
        writes = []
        for item in range(RESOURCES):
            text = resource_text(f"{item}@x", str(number))
            outcome = Outcome.CHANGED if known else Outcome.NEW
            writes.append(ResourceWrite(outcome, known.get(text.uid), "", text))
        apply_plan(desk, Plan(FEED, tuple(writes)), DIRECTOR)
        confirm(number)


if __name__ == "__main__":
    with open_desk(Path(sys.argv[1]), data_folder=Path(sys.argv[2])) as opened:
        {"changes": write_changes, "runs": write_runs}[sys.argv[3]](opened)
