"""Three people, three machines, one shared desk: a day with broken wires and killed processes.

    python -m tests.acceptance.three_people [--rounds N] [--seed S] [--keep FOLDER]

Imogen is the director, Tom the council's PA, Bridget the health body's. Each works in a window of
their own, a process with its own folder under an own screen, and reaches one real PostgreSQL by a
wire of its own, which is cut, held and opened, and keeps every byte that passes. Tom's machine
alone reaches the council's calendar on a Radicale, Bridget's alone that of the health body on a
Xandikos. Both calendars hold private words (XYZZY-CAL…, XYZZY-WEX…). In the end all three must
say the same, and no word of one body may be on the other's machine, or ever have come to it.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

import psycopg

from tests.acceptance import people_evening as evening
from tests.acceptance import people_rounds
from tests.acceptance import people_work as work
from tests.acceptance.machines import Machine, at_rest, wait_for
from tests.acceptance.people_calendars import Calendars, calendars, next_monday
from tests.acceptance.program import Program
from tests.acceptance.screens import screen
from tests.acceptance.wires import Wire
from tests.postgres import Database, PostgresServer, running_postgres

_BREATH_S = 0.3
IMOGEN, TOM, BRIDGET = "Imogen Farrant", "Tom Ashby", "Bridget Lowe"
PASSWORDS = {IMOGEN: "imogen-0f-the-desk", TOM: "t0m-of-the-council", BRIDGET: "bridg3t-of-health"}


class SharedDay:
    """The day: the server, the machines, and what is said of it."""

    def __init__(
        self, folder: Path, database: Database, machines: dict[str, Machine],
        calendars: Calendars, say: Callable[[str], None], seed: int,
    ) -> None:  # fmt: skip
        self.folder = folder
        self.calendars = calendars
        self.database = database
        self.machines = machines
        self.say = say
        self.chance = random.Random(seed)  # noqa: S311 (only the same each time)
        self.seen: list[tuple[float, str]] = []
        """How long what one did was not yet on another's screen, in seconds, and what."""
        self.narrowed: dict[str, list[bytes]] = {}
        """Words that both bodies have had, and that belong to one since, by its code."""
        self.has_booking = False
        self.step = 0
        self.director, self.tom, self.bridget = machines
        self.pas = {self.tom: "CAL", self.bridget: "WEX"}

    @property
    def all(self) -> list[Machine]:
        """All machines, the director's first."""
        return [*self.machines.values()]

    def note(self, words: str) -> None:
        """Say what was done, with its number."""
        self.step += 1
        self.say(f"{self.step:3}  {words}")

    def date(self, weekday: int) -> datetime:
        """Return a day of the week that is shown."""
        return self.calendars.monday + timedelta(days=weekday)

    def day_words(self, weekday: int) -> str:
        """Return a day as somebody types it, "Thu 26 Nov"."""
        return f"{self.date(weekday):%a} {self.date(weekday).day} {self.date(weekday):%b %Y}"

    def long_day(self, weekday: int) -> str:
        """Return a day as it is said, "Thursday 26 November"."""
        return f"{self.date(weekday):%A} {self.date(weekday).day} {self.date(weekday):%B}"

    # Looking

    def do(self, who: str, what: str, *given: object) -> object:
        """Have somebody do something in their window."""
        return self.machines[who].do(what, *given)

    def see(
        self, who: str, words: str, what: Callable[[], object], *, is_there: bool = True
    ) -> None:
        """Have somebody do something, and see how soon the others have it on their screens."""
        others = [one for one in self.all if one.person != who]
        for one in others:
            assert one.window is not None
            one.window.begin("see", words, is_there)
        what()
        mine = self.machines[who].window
        assert mine is not None
        for one in others:
            assert one.window is not None
            self.seen.append((one.window.answer() - mine.at, words))

    def rest(self) -> None:
        """Wait until nothing is on its way any more: twice, with time between for what begins."""
        before: dict[str, tuple[int, bytes]] = {}

        def rests() -> bool:
            nonlocal before
            ends, last = self.server_ends(), before
            before = ends if at_rest(self.all, ends) else {}
            time.sleep(_BREATH_S)
            return last == ends == before

        wait_for(rests, "all come to rest")

    def server_ends(self) -> dict[str, tuple[int, bytes]]:
        """Return how far the server is, by stream."""
        with closing(psycopg.connect(self.database.superuser)) as connection:
            rows = connection.execute("SELECT id, head, head_hash FROM desk.stream").fetchall()
        return {stream: (int(head), bytes(found)) for stream, head, found in rows}

    def pictures(self, name: str) -> None:
        """Keep a picture of each window."""
        for one in self.all:
            one.do("grab", str(self.folder / f"{name}, {one.person}.png"))

    # The morning

    def begin(self) -> None:
        """Make the desk, set it up on the server, and have all three join."""
        home = self.machines[IMOGEN]
        home.run("new", str(home.program.desk), "--name", "Joint")
        for code, name, kind in (
            ("CAL", "Calderbourne Council", "council"), ("WEX", "NHS Wexmere", "icb"),
        ):  # fmt: skip
            home.run("org", "add", code, name, "--kind", kind, "--share", "50")
        for person, code, role in (
            (IMOGEN, "CAL", "director"), (TOM, "CAL", "pa"), (BRIDGET, "WEX", "pa"),
        ):  # fmt: skip
            home.run("person", "add", person)
            home.run("seat", "add", person, "--org", code, "--role", role)
        invitations = self.folder / "invitations"
        home.run("desk", "create", "-", "--out", str(invitations),
                 typed=self.database.administrator)  # fmt: skip
        self.note("Imogen has a desk, and it is set up on the server")
        imogen, tom, bridget = self.all
        for one in (imogen, tom):
            self.note(one.join(invitations).strip())
            one.open()
        bridget.begin()
        bridget.join_in_window(invitations)
        bridget.do("see", "All your changes are on the shared desk")
        self.note("Bridget joins on the first page of her window")
        self.rest()
        self.note("three windows are open")


@contextmanager
def office(
    folder: Path, server: PostgresServer, say: Callable[[str], None], seed: int,
    program: type[Program] = Program, *, screens: bool,
) -> Iterator[SharedDay]:  # fmt: skip
    """Give three machines with a server; all of it ends with the block."""
    with ExitStack() as stack:
        machines = {}
        for who in (IMOGEN, TOM, BRIDGET):
            home = folder / who.split()[0]
            home.mkdir()
            wire = stack.enter_context(closing(Wire(server.port, folder / f"{home.name} wire")))
            shown = stack.enter_context(screen(is_wanted=screens))
            machines[who] = Machine(program(home), who, PASSWORDS[who], shown, wire)
            stack.callback(lambda one=machines[who]: one.kill() if one.window else None)
        there = stack.enter_context(calendars(folder, next_monday()))
        yield SharedDay(folder, server.new_database(), machines, there, say, seed)


def live(day: SharedDay, rounds: int) -> None:
    """Go through the whole day."""
    day.begin()
    work.carry(day)
    work.move_elsewhere(day)
    work.tasks(day, 3)
    work.settle_conflict(day)
    work.book(day)
    work.book_in_private(day)
    work.work_in_private(day)
    day.pictures("noon")
    work.draft_at_once(day)
    work.narrow(day)
    people_rounds.live(day, rounds)
    work.write_calendars(day)
    work.write_calendars(day)
    day.pictures("evening")
    evening.end(day)
    half, (most, what) = median(took for took, _ in day.seen), max(day.seen)
    day.note(f"what one did was on another's screen after {half:.2f} s (median of {len(day.seen)})")
    day.note(f"at most after {most:.2f} s: “{what}”")


def main() -> int:
    """Live through the day and print what happened."""
    parser = argparse.ArgumentParser(prog="python -m tests.acceptance.three_people")
    parser.add_argument("--rounds", type=int, default=6, help="rounds with broken wires (6)")
    parser.add_argument("--seed", type=int, default=6, help="what is done in them (6)")
    parser.add_argument("--keep", metavar="FOLDER", help="leave everything there, and pictures")
    asked = parser.parse_args()
    folder = Path(asked.keep or tempfile.mkdtemp(prefix="three-people"))
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)

    def say(sentence: str) -> None:
        sys.stdout.write(sentence + "\n")
        sys.stdout.flush()

    try:
        with closing(running_postgres()) as servers:
            with office(folder, next(servers), say, asked.seed, screens=True) as day:
                live(day, asked.rounds)
    finally:
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)
    say("All is well.")
    return 0


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    sys.exit(main())
