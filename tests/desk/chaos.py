"""Real programs, killed; a real server, crashed; lines, cut and held: nothing said is ever lost.

    python -m tests.desk.chaos --seconds 3600

Each machine is a process that says something, is told that it is saved, and exchanges by the
program's own command. In the end every change that anybody was told of is on the server once,
each action whole, and all machines show the same.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

import psycopg

from jointdesk.cli.main import run
from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Write
from jointdesk.operations import clock, shared_desk
from jointdesk.store.changes import record
from jointdesk.store.desk import open_desk
from jointdesk.store.integrity import check
from jointdesk.store.membership import find_membership, put_membership
from tests.acceptance.wires import Wire
from tests.desk.desks import PASSWORDS, SharedDesks, founded
from tests.postgres import PostgresServer, running_postgres

AT_ONCE = 3
"""How many changes each action has."""

LIMIT_S = 300
BROKEN = ("Traceback", "does not fit", "altered", "member", "Another copy", "misses changes")
"""What no program may ever say here."""


def work(folder: Path, who: str) -> None:
    """Say things and exchange them until killed; print each action's id once it is saved."""
    chance = random.Random()  # noqa: S311
    os.environ["JOINTDESK_DESK"] = str(folder / "desk.jointdesk")
    while True:
        with closing(open_desk(folder / "desk.jointdesk", data_folder=folder)) as desk:
            known = find_membership(desk.connection)
            assert known is not None
            for _ in range(chance.randrange(1, 20)):
                item, text = chance.randrange(30), f"{who} {chance.random()}"
                writes = [
                    Write(f"item {item}-{n}", "note", {"text": text}, "shared")
                    for n in range(AT_ONCE)
                ]
                action = record(desk, Actor(known.person_id, clock.now()), "Said", writes)
                os.write(1, f"{action}\n".encode())
        _typed(PASSWORDS[who])
        run(["desk", "sync", "--password-stdin"], folder)


def _typed(password: str) -> None:
    """Have the password come from the standard input."""
    here, there = os.pipe()
    os.write(there, f"{password}\n".encode())
    os.close(there)
    os.dup2(here, 0)
    os.close(here)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


class Machine:
    """One machine: its folder, its line, its process, and what its person was told is saved."""

    def __init__(self, folder: Path, who: str, wire: Wire) -> None:
        self.folder, self.who, self.wire = folder, who, wire
        self.saved: set[str] = set()
        self.works = threading.Event()
        self.kills = 0
        self.errors = (folder / "errors").open("ab")
        self.start()

    def start(self) -> None:
        """Start its process."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.desk.chaos", "--work", str(self.folder), self.who],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.errors,
        )  # fmt: skip
        self.reader = threading.Thread(target=self._read, args=(self.process,))
        self.reader.start()

    def _read(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line.endswith(b"\n"):
                self.saved.add(line.decode().strip())
                self.works.set()

    def kill(self) -> None:
        """End its process as a power cut would."""
        self.process.kill()
        self.process.wait(LIMIT_S)
        self.reader.join(LIMIT_S)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.kills += 1

    def said_wrong(self) -> str:
        """Return what its programs said that none may say."""
        told = (self.folder / "errors").read_text("utf-8")
        return told[-3000:] if any(word in told for word in BROKEN) else ""


def break_things(
    machines: list[Machine], server: PostgresServer, end: float, chance: random.Random
) -> dict[str, int]:
    """Kill, cut, hold and crash until then; return how often each."""
    done = {"kills": 0, "cuts": 0, "holds": 0, "crashes": 0}
    while time.monotonic() < end:
        time.sleep(chance.random())
        machine, roll = chance.choice(machines), chance.random()
        if roll < 0.4:
            machine.kill()
            machine.start()
            done["kills"] += 1
        elif roll < 0.65:
            machine.wire.stall_after(went=chance.choice((500, 5000, 50_000)))
            machine.wire.stalled.wait(2)
            machine.wire.cut()
            machine.wire.open()
            done["cuts"] += 1
        elif roll < 0.9:
            machine.wire.stall_after(came=chance.choice((500, 5000, 50_000)))
            machine.wire.stalled.wait(2)
            machine.wire.open()
            done["holds"] += 1
        elif roll < 0.95:
            server.stop("immediate")
            server.start()
            done["crashes"] += 1
    return done


def live(seconds: float, seed: int, folder: Path, server: PostgresServer) -> str:
    """Have it all happen for so long; return a sentence on how it went.

    Raises:
        AssertionError: something was lost, came twice, is half, or differs.
    """
    desks = founded(folder, server.new_database(), clock.now())
    machines = []
    for who in PASSWORDS:
        desk = desks.join(who)
        wire = Wire(server.port, folder / f"wire of {who}")
        known = find_membership(desk.connection)
        assert known is not None
        address = f"host=127.0.0.1 port={wire.port} dbname={desks.database.name}"
        put_membership(desk, known._replace(address=address))
        desk.close()
        machines.append(Machine(desks.machine(who), who, wire))
    for machine in machines:  # a process may take long to start
        assert machine.works.wait(LIMIT_S), machine.said_wrong()
    done = break_things(
        machines, server, time.monotonic() + seconds, random.Random(seed)  # noqa: S311
    )  # fmt: skip
    for machine in machines:
        machine.wire.open()
        machine.kill()
        machine.errors.close()
    saved = set[str]().union(*(machine.saved for machine in machines))
    _check(desks, saved)
    for machine in machines:
        assert not machine.said_wrong(), machine.said_wrong()
        machine.wire.close()
    return f"{len(saved)} actions saved, none lost or half; {done}"


def _check(desks: SharedDesks, saved: set[str]) -> None:
    """See that all that was saved is there once, whole, and alike everywhere."""
    shown = {}
    for _ in range(2):
        for who in PASSWORDS:
            desk = desks.reopen(who)
            shared_desk.exchange_now(desk, clock.now(), desks.machine(who), PASSWORDS[who])
            rows = desk.connection.execute("SELECT id, fields FROM item ORDER BY id")
            shown[who] = [row for row in rows.fetchall() if row[0].startswith("item ")]
    with closing(psycopg.connect(desks.database.superuser)) as connection:
        there = connection.execute(
            "SELECT body::json ->> 'action', count(*) FROM desk.payload"
            " JOIN desk.change USING (desk_id, stream_id, seq) WHERE item_type = 'note' GROUP BY 1"
        ).fetchall()
    counts = {str(action): int(count) for action, count in there}
    assert saved <= counts.keys(), f"lost {saved - counts.keys()}"
    assert {*counts.values()} <= {AT_ONCE}, "an action is half, or there twice"
    assert all(one == shown["Imogen"] for one in shown.values()), "the machines differ"
    for desk in desks.open.values():
        assert check(desk) == []
    desks.close()


def main() -> int:
    """Break things for so many seconds."""
    parser = argparse.ArgumentParser(description="Real faults of a shared desk, at random.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--work", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.work:
        work(Path(args.work[0]), args.work[1])
    with tempfile.TemporaryDirectory() as made:
        for server in running_postgres():
            print(live(args.seconds, args.seed, Path(made), server))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
