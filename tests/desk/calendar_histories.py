"""Random histories of a shared desk that carries calendars: machines, faults, and other programs.

Each is a function of its seed, as those of `tests.desk.histories` are. In the end each machine
must show what its person may see on the director's, under the same ids, of a private meeting of
the other body its times and nothing else; what was said of a meeting must still be said of it, no
byte of a body's secrets may be on another's machine or have come to it, and what was replaced must
be erased once it was kept for its time.

    python -m tests.desk.calendar_histories --count 2000 [--from SEED] [--state FILE]
"""

import sys
from contextlib import suppress
from pathlib import Path

from jointdesk.domain.moments import DAY, HOUR
from tests.desk.calendar_outcomes import check_outcome
from tests.desk.calendar_worlds import STOPPED_WITHIN, CalendarWorld
from tests.desk.histories import SKEWS, live_in, live_through_many, some_faults
from tests.desk.templates import Template


def live_through(seed: int, template: Template, folder: Path) -> None:
    """Live through the history of a seed.

    Raises:
        AssertionError: something was lost, leaked, differs or never came to rest.
    """

    def live(world: CalendarWorld) -> None:
        for _ in range(world.chance.randrange(10, 45)):
            _step(world)
        check_outcome(world)

    live_in(lambda: CalendarWorld(template, folder, seed), live, seed, folder)


_STEPS = (
    (0.24, CalendarWorld.change_outside), (0.42, CalendarWorld.read),
    (0.44, CalendarWorld.connect_or_leave), (0.64, CalendarWorld.act),
    (0.86, lambda world, machine: world.sync(machine, _faults(world))),
    (0.88, lambda world, machine: world.set_clock(machine, world.chance.choice(SKEWS))),
    (0.90, CalendarWorld.reopen), (0.925, CalendarWorld.copy), (0.94, CalendarWorld.put_back),
    (0.95, lambda world, _: world.back_up()), (0.96, lambda world, _: world.restore()),
    (0.97, lambda world, _: world.grow_old(is_too_old=not world.is_too_old)),
    (0.98, lambda world, _: world.end_leases()),
    (0.995, lambda world, _: world.go_on(world.chance.choice((HOUR, DAY, 2 * DAY)))),
    (1.0, lambda world, _: world.go_on(100 * DAY)),
)  # fmt: skip
"""What may happen next, each up to where in the range of chances."""


def _step(world: CalendarWorld) -> None:
    machine = world.chance.choice(world.machines)
    roll = world.chance.random()
    next(step for limit, step in _STEPS if roll < limit)(world, machine)


def _faults(world: CalendarWorld) -> list[str]:
    ends = [world.chance.choice(STOPPED_WITHIN)] if world.chance.random() < 0.15 else []
    return [*some_faults(world), *ends]


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        title = "Random histories of a shared desk that carries calendars."
        sys.exit(live_through_many(title, live_through))
