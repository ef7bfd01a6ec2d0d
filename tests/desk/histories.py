"""Random histories of a shared desk: three to five machines, a real server, faults and restarts.

Each history is a function of its seed. In the end every machine must show the same desk, nothing
that anybody was told is saved may be missing, no byte of a body's secrets may be on another's
machine, and every hash must fit.

    python -m tests.desk.histories --count 20000 [--from SEED] [--state FILE]
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jointdesk.desk.refusals import NoAnswerError
from jointdesk.desk.run import exchange
from jointdesk.desk.server import Server
from jointdesk.desk.verification import broken_order
from jointdesk.domain.actors import Actor
from jointdesk.domain.items import DELETED, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.shared_desk import Arrival, Entry, Hello, How
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.store import server_log
from jointdesk.store.changes import collisions, record
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.integrity import check
from jointdesk.store.membership import find_membership
from jointdesk.store.moving import record_in_place
from jointdesk.store.streams import stream_names
from tests.desk.templates import MACHINES, NOW, Template, drawn_from, running_template
from tests.postgres import running_postgres

FAULTS = ("cut before", "cut after", "twice", "stale", "killed")
SKEWS = (0, 0, -2, 2, -300, 300, -86_400, 86_400, 40 * 365 * 86_400)
SECRET = {"CAL": "XYZZY-CAL", "WEX": "XYZZY-WEX"}
MAY_HAVE = {"Imogen": ("CAL", "WEX"), "Tom": ("CAL",), "Bridget": ("WEX",)}
_ROUNDS = 4
_QUIET = "  sent 0, received 0"
ITEMS = ("i1", "i2", "i3", "i4")


class CutError(NoAnswerError):
    """The network broke."""


class KilledError(Exception):
    """The program ended in the middle."""


class Faulty:
    """A server that answers late, twice, with what was true before, or not at all."""

    def __init__(self, server: Server, chance: random.Random, faults: list[str]) -> None:
        self._server, self._chance, self._faults = server, chance, faults
        self._page: list[Arrival] = []

    def hello(self, device: str, app: str) -> Hello:
        return self._call(lambda: self._server.hello(device, app))

    def push(self, device: str, entries: Sequence[Entry], how: How) -> object:
        return self._call(lambda: self._server.push(device, entries, how))

    def pull(self, device: str, after: Mapping[str, int], limit: int) -> list[Arrival]:
        before, self._page = self._page, []
        found = self._call(lambda: self._server.pull(device, after, self._chance.choice((2, 1000))))
        self._page = found
        # A page of before may come again, in front of the one that was asked for.
        return [*before, *found] if self._faults and self._chance.random() < 0.3 else found

    def hash_at(self, stream: str, seq: int) -> bytes | None:
        return self._call(lambda: self._server.hash_at(stream, seq))

    def found(self) -> None:
        self._call(self._server.found)

    def _call(self, ask: Callable[[], Any]) -> Any:
        fault = self._faults.pop() if self._faults else ""
        if fault == "cut before":
            raise CutError
        if fault == "killed":
            raise KilledError
        answer = ask()
        if fault == "twice":
            answer = ask()
        if fault == "cut after":
            raise CutError
        return answer


@dataclass
class World:
    """One history: machines, a database, and what people were told is saved."""

    template: Template
    folder: Path
    seed: int
    log: list[str] = field(default_factory=list)
    said: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By action: the machine on which it was said, and of which item."""
    narrowed: set[str] = field(default_factory=set)
    own: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The values that each machine has given and still knows of."""
    seen: dict[str, set[str]] = field(default_factory=dict)
    """By value: those that its machine had given before."""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.template.begin()
        self.machines = [*MACHINES][: self.chance.choice((3, 3, 4, 5))]
        self.skew = dict.fromkeys(self.machines, 0)
        self.has_backup = False
        self.copies: dict[str, Path] = {}
        self.moment = NOW
        for machine in self.machines:
            shutil.copytree(self.template.folder / machine, self.folder / machine)
        self.open = {machine: self._opened(machine) for machine in self.machines}

    def _opened(self, machine: str) -> Desk:
        folder = self.folder / machine
        desk = open_desk(folder / "desk.jointdesk", data_folder=folder)
        # Programs end here, machines do not: nothing need wait for the disk.
        desk.connection.execute("PRAGMA synchronous = OFF")
        return desk

    def reopen(self, machine: str) -> None:
        """Begin a machine's program anew."""
        self.open[machine].close()
        self.open[machine] = self._opened(machine)

    def now(self, machine: str) -> Instant:
        """Return what a machine takes for the time."""
        self.moment = Instant(self.moment + 1)
        return Instant(self.moment + self.skew[machine])

    # What people do

    def say(self, machine: str) -> None:
        """Have somebody say something on their machine."""
        desk, who = self.open[machine], MACHINES[machine]
        code = self.chance.choice(MAY_HAVE[who])
        in_private = self.chance.random() < 0.4
        stream = f"org:{organisation_by_code(desk, code).id}" if in_private else "shared"
        item = f"{code if in_private else 'all'}-{self.chance.choice(ITEMS)}"
        word = f"{SECRET[code]}-{self.chance.randrange(999)}" if in_private else "word"
        fields: dict[str, Any] = {self.chance.choice("abc"): f"{word} {self.chance.randrange(999)}"}
        if self.chance.random() < 0.1:
            fields = {DELETED: True}
        for value in fields.values():
            self.seen.setdefault(str(value), set(self.own[machine]))
            self.own[machine].add(str(value))
        actor = Actor(self._person(desk), self.now(machine))
        action = record(desk, actor, "Said", [Write(item, "note", fields, stream)])
        self.log.append(f"{machine} says {item} {fields}: {action}")
        if action:
            self.said[action] = machine, item

    def narrow(self, machine: str) -> None:
        """Have somebody keep to their organisation what everybody could read."""
        desk, who = self.open[machine], MACHINES[machine]
        code = self.chance.choice(MAY_HAVE[who])
        item = f"all-{self.chance.choice(ITEMS)}"
        write = Write(item, "note", {}, f"org:{organisation_by_code(desk, code).id}")
        actor = Actor(self._person(desk), self.now(machine))
        action = record_in_place(desk, actor, "Narrowed", [write])
        self.log.append(f"{machine} narrows {item} to {code}: {action}")
        if action:
            self.said[action] = machine, item
            self.narrowed.add(item)

    def _person(self, desk: Desk) -> str:
        membership = find_membership(desk.connection)
        assert membership is not None
        return membership.person_id

    # What happens

    def sync(self, machine: str, faults: Sequence[str] = ()) -> None:
        """Exchange, whatever comes of it."""
        self.log.append(f"{machine} syncs {list(faults)}")
        try:
            with self._killed_within(faults):
                told = [one for one in faults if one != "killed within"]
                faulty = Faulty(self.template.links[machine], self.chance, told)
                done = exchange(self.open[machine], faulty, self.now(machine))
            self.log.append(f"  sent {done.sent}, received {done.received}")
        except CutError:
            self.log.append("  cut")
        except KilledError:
            self.log.append("  killed")
            self.reopen(machine)

    @contextmanager
    def _killed_within(self, faults: Sequence[str]) -> Iterator[None]:
        """End the program while a page is being taken in, where the faults say so."""
        if "killed within" not in faults:
            yield
            return
        left, take = self.chance.randrange(4), server_log._Page.take

        def killed(page: Any, arrival: Arrival) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise KilledError
            take(page, arrival)

        server_log._Page.take = killed  # type: ignore[method-assign]
        try:
            yield
        finally:
            server_log._Page.take = take  # type: ignore[method-assign]

    def copy(self, machine: str) -> None:
        """Keep an image of a machine."""
        self.open[machine].close()
        kept = self.folder / f"image of {machine}"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.folder / machine, kept)
        self.copies[machine] = kept
        self.own[f"image of {machine}"] = set(self.own[machine])
        self.open[machine] = self._opened(machine)
        self.log.append(f"{machine} is copied")

    def put_back(self, machine: str) -> None:
        """Put a machine back from its image: what it said since and did not send is gone."""
        kept = self.copies.pop(machine, None)
        if kept is None:
            return
        self.open[machine].close()
        there = self.actions_there()
        shutil.rmtree(self.folder / machine)
        shutil.move(kept, self.folder / machine)
        self.own[machine] = self.own.pop(f"image of {machine}")
        self.open[machine] = self._opened(machine)
        here = self.actions_here(machine)
        for action in [one for one, by in self.said.items() if by[0] == machine]:
            if action not in here and action not in there:
                del self.said[action]
        self.log.append(f"{machine} is put back from its image")

    def back_up(self) -> None:
        """Back the server up."""
        self.template.back_up()
        self.has_backup = True
        self.log.append("the server is backed up")

    def restore(self) -> None:
        """Put the server back from its backup."""
        if not self.has_backup:
            return
        self.template.restore()
        self.has_backup = False
        # What was on the server alone went with it.
        left = self.actions_there().union(*map(self.actions_here, self.machines))
        self.said = {action: by for action, by in self.said.items() if action in left}
        self.log.append("the server is put back from its backup")

    # In the end

    def actions_there(self) -> set[str]:
        """Return the actions that the server has."""
        rows = self.template.run("SELECT body::json ->> 'action' FROM desk.payload")
        return {action for (action,) in rows}

    def actions_here(self, machine: str) -> set[str]:
        """Return the actions that a machine has."""
        rows = self.open[machine].connection.execute(
            "SELECT json_extract(body, '$.action') FROM payload"
        )
        return {action for (action,) in rows}

    def check(self) -> None:
        """See that all has come together."""
        for _ in range(_ROUNDS):
            before = len(self.log)
            for machine in self.machines:
                self.sync(machine)
            if {*self.log[before + 1 :: 2]} == {_QUIET}:
                break
        else:
            raise AssertionError("they never come to rest")
        self._check_equal()
        self._check_kept()
        self._check_causes()
        for machine, desk in self.open.items():
            assert check(desk) == [], machine
            assert [*broken_order(desk.connection)] == [], machine
        for desk in self.open.values():
            desk.close()
        self._check_secrets()

    def _check_equal(self) -> None:
        """Machines that may have a stream have it alike."""
        logs: dict[str, Any] = {}
        for machine, desk in self.open.items():
            for stream, name in stream_names(desk.connection).items():
                mine = [
                    desk.connection.execute(statement, (stream,)).fetchall()
                    for statement in (
                        "SELECT device, n, chain_hash FROM change WHERE stream_id = ?"
                        " ORDER BY device, n",
                        "SELECT device, n FROM payload WHERE stream_id = ? ORDER BY device, n",
                        "SELECT id, type, created, fields, heads FROM item WHERE stream_id = ?"
                        " ORDER BY id",
                        "SELECT seq, server_hash FROM placed WHERE stream_id = ? ORDER BY seq",
                    )
                ]
                assert logs.setdefault(stream, mine) == mine, f"{name} on {machine} differs"

    def _check_kept(self) -> None:
        """What somebody was told is saved is on the server, or was erased on purpose."""
        there = self.actions_there()
        lost = {
            action
            for action, (_, item) in self.said.items()
            if action not in there and item not in self.narrowed
        }
        assert not lost, f"lost {lost}"

    def _check_causes(self) -> None:
        """Nothing collides with what its author had seen: only what was said at once does."""
        for desk in self.open.values():
            for (item,) in desk.connection.execute("SELECT DISTINCT id FROM item").fetchall():
                for found in collisions(desk, item) if item not in self.narrowed else ():
                    values = {str(value) for value, _ in found.values} - {"True"}
                    for value in values & self.seen.keys():
                        assert not self.seen[value] & values, f"{item} {found}"

    def _check_secrets(self) -> None:
        for machine in self.machines:
            for code in SECRET.keys() - set(MAY_HAVE[MACHINES[machine]]):
                for path in (self.folder / machine).rglob("*"):
                    if path.is_file():
                        assert SECRET[code].encode() not in path.read_bytes(), (machine, path)


def live_through(seed: int, template: Template, folder: Path) -> None:
    """Live through the history of a seed.

    Raises:
        AssertionError: something was lost, leaked, differs or never came to rest.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with drawn_from(random.Random(-1 - seed)):
        world = World(template, folder, seed)
        try:
            for _ in range(world.chance.randrange(10, 40)):
                _step(world)
            world.check()
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error!r}\n" + "\n".join(world.log)) from error
        finally:
            for desk in world.open.values():
                desk.close()


def _twin(world: World, machine: str) -> None:
    """Two copies of a machine's file both speak: it is put back from an image."""
    world.copy(machine)
    world.say(machine)
    world.sync(machine)
    world.put_back(machine)
    world.say(machine)
    world.say(machine)


def _disaster(world: World, machine: str) -> None:
    """The server and a machine are put back; what was said since only others know of."""
    world.sync(machine)
    world.copy(machine)
    world.back_up()
    world.say(machine)
    world.sync(machine)
    for other in world.machines:
        if other != machine:
            world.sync(other)
    world.put_back(machine)
    world.restore()


def _step(world: World) -> None:
    machine = world.chance.choice(world.machines)
    if world.chance.random() < 0.03:
        world.chance.choice((_twin, _twin, _disaster))(world, machine)
    else:
        _small_step(world, machine)


def _small_step(world: World, machine: str) -> None:
    roll = world.chance.random()
    if roll < 0.45:
        world.say(machine)
    elif roll < 0.5:
        world.narrow(machine)
    elif roll < 0.82:
        kinds = (*FAULTS, "killed within", "", "", "", "")
        faults = [world.chance.choice(kinds) for _ in range(world.chance.randrange(4))]
        world.sync(machine, faults)
    elif roll < 0.86:
        world.skew[machine] = world.chance.choice(SKEWS)
        world.log.append(f"{machine}'s clock is {world.skew[machine]} s ahead")
    elif roll < 0.9:
        world.reopen(machine)
    elif roll < 0.94:
        world.copy(machine)
    elif roll < 0.96:
        world.put_back(machine)
    elif roll < 0.98:
        world.back_up()
    else:
        world.restore()


def main() -> int:
    """Live through many histories, going on where the last run of the same state left off."""
    parser = argparse.ArgumentParser(description="Random histories of a shared desk.")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--state", type=Path, help="a file that remembers how far it is")
    args = parser.parse_args()
    first = args.first
    if args.state and args.state.exists():
        first = int(args.state.read_text("utf-8"))
    failed: list[int] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for server in running_postgres():
            (folder / "template").mkdir()
            with running_template(folder / "template", server) as template:
                for seed in range(first, args.first + args.count):
                    try:
                        live_through(seed, template, folder / "history")
                    except AssertionError as error:
                        print(error, flush=True)  # noqa: T201
                        failed.append(seed)
                    if args.state:
                        args.state.write_text(str(seed + 1), "utf-8")
    lived = args.first + args.count - first
    print(f"{lived} histories, {len(failed)} failed: {failed}")  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
