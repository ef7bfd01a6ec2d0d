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
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from tests.desk.faulty_server import FAULTS, KILLED_WITHIN
from tests.desk.outcomes import check_outcome, come_to_rest
from tests.desk.templates import Template, drawn_from, running_template
from tests.desk.worlds import World
from tests.postgres import running_postgres

SKEWS = (0, 0, -2, 2, -300, 300, -86_400, 86_400, 40 * 365 * 86_400)


def live_through(seed: int, template: Template, folder: Path) -> None:
    """Live through the history of a seed.

    Raises:
        AssertionError: something was lost, leaked, differs or never came to rest.
    """

    def live(world: World) -> None:
        for _ in range(world.chance.randrange(10, 40)):
            _step(world)
        _end(world)
        check_outcome(world)

    live_in(lambda: World(template, folder, seed), live, seed, folder)


W = TypeVar("W", bound=World)


def live_in(begin: Callable[[], W], live: Callable[[W], None], seed: int, folder: Path) -> None:
    """Live in a world of its own in an empty folder; what goes wrong is told with its log.

    Raises:
        AssertionError: something went wrong.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with drawn_from(random.Random(-1 - seed)):
        world = begin()
        try:
            live(world)
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


def _wrong_clock(world: World, machine: str) -> None:
    """What a machine said by a wrong clock is sent, and it is put back to before that."""
    world.set_clock(machine, SKEWS[-1])
    world.say(machine)
    world.say(machine)
    world.copy(machine)
    world.set_clock(machine, 0)
    if world.chance.random() < 0.5:
        world.say(machine)
    world.sync(machine)
    world.put_back(machine)
    world.say(machine)


def _disaster(world: World, machine: str) -> None:
    """The server and a machine are put back; what was said since only others know of."""
    world.sync(machine)
    world.copy(machine)
    world.back_up()
    for _ in range(world.chance.choice((1, 3))):
        world.say(machine)
    world.sync(machine)
    for other in world.machines:
        if other != machine:
            world.sync(other)
            world.chance.choice((world.say, world.narrow, world.reopen))(other)
            world.chance.choice((world.sync, world.reopen))(other)
    world.put_back(machine)
    world.restore()
    world.say(machine)
    world.chance.choice((world.sync, world.reopen))(machine)


def _end(world: World) -> None:
    """Perhaps let somebody go in the end, who may still send what they wrote."""
    world.grow_old(is_too_old=False)
    if world.chance.random() < 0.9:
        return
    come_to_rest(world)
    who = world.chance.choice(("Tom", "Bridget"))
    world.let_go(who)
    for machine in world.machines:
        world.say(machine)


def _step(world: World) -> None:
    machine = world.chance.choice(world.machines)
    if world.chance.random() < 0.05:
        world.chance.choice((_twin, _wrong_clock, _disaster))(world, machine)
    else:
        _small_step(world, machine)


_SMALL = (
    (0.38, World.say), (0.42, World.take_back), (0.47, World.narrow), (0.5, World.widen),
    (0.79, lambda world, machine: world.sync(machine, some_faults(world))),
    (0.84, lambda world, machine: world.set_clock(machine, world.chance.choice(SKEWS))),
    (0.88, World.reopen), (0.92, World.copy), (0.94, World.put_back),
    (0.96, lambda world, _: world.back_up()), (0.98, lambda world, _: world.restore()),
    (1.0, lambda world, _: world.grow_old(is_too_old=not world.is_too_old)),
)  # fmt: skip
"""What may happen next, each up to where in the range of chances."""


def _small_step(world: World, machine: str) -> None:
    roll = world.chance.random()
    next(step for limit, step in _SMALL if roll < limit)(world, machine)


def some_faults(world: World) -> list[str]:
    """Return what is to go wrong in an exchange."""
    kinds = (*FAULTS, KILLED_WITHIN, "", "", "", "")
    return [world.chance.choice(kinds) for _ in range(world.chance.randrange(4))]


def live_through_many(
    description: str, live: Callable[[int, Template, Path], None] = live_through
) -> int:
    """Live through many histories, going on where the last run of the same state left off."""
    parser = argparse.ArgumentParser(description=description)
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
                        live(seed, template, folder / "history")
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
        sys.exit(live_through_many("Random histories of a shared desk."))
