"""Issue 6: what a push, a fetch, a greeting and an erasure cost as a server fills: the same.

Each is held against the same in a database of its own with one small desk, on one server in turn,
in CPU time of the server.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from statistics import median
from typing import TypeAlias

import psycopg

from benchmarks.figures import Figure
from benchmarks.setting import Setting
from benchmarks.shared_desk_clients import Machine, fill, joined, lengthen, make_desk
from tests.postgres import Database, PostgresServer, running_postgres

_BAR = 12
_CALLS = 40
_MOST = 1.5

_Call: TypeAlias = Callable[[Machine, Machine], object]


def measure(setting: Setting) -> Iterator[Figure]:
    """The cost of each call on a server with more desks, longer logs, more devices."""
    quick = setting.small < 1_000
    for server in running_postgres():
        small = _Place(server)
        for desks in (10, 100) if quick else (10, 100, 1000):
            crowded = _Place(server)
            fill(crowded.database, desks, 100)
            yield from _compared(small, crowded, f"among {desks:,} desks", "as the first desk")
            crowded.close()
        longer = _Place(server)
        longer.lengthen(setting.middle)
        longest = _Place(server)
        longest.lengthen(10 * setting.middle)
        yield from _compared(
            longer, longest, f"log of {10 * setting.middle:,} changes", "a tenth of the log"
        )
        yield _erasures(longer, longest, f"log of {10 * setting.middle:,} changes")
        yield from _devices(server)
        for place in (small, longer, longest):
            place.close()


class _Place:
    """A database with a desk of three people, two of whose machines are connected."""

    def __init__(self, server: PostgresServer) -> None:
        self.database: Database = server.new_database()
        people = make_desk(self.database)
        self.desk = people[0].desk
        self.one, self.other = joined(people[1]), joined(people[2])
        self.one.exchange(self.one.entries(20))

    def lengthen(self, changes: int) -> None:
        """Give its shared stream so many changes more, of which the planner has no figures."""
        with closing(psycopg.connect(self.database.superuser, autocommit=True)) as connection:
            lengthen(connection, self.desk, self.one.stream, changes)
        self.one.pull()
        self.other.pull()

    def close(self) -> None:
        """Hang up."""
        self.one.server.close()
        self.other.server.close()


def _compared(base: _Place, grown: _Place, what: str, against: str) -> Iterator[Figure]:
    calls: list[tuple[str, _Call]] = [
        ("a push", lambda one, _: one.push(one.entries(1))),
        ("a push of 100", lambda one, _: one.push(one.entries(100))),
        ("a fetch", lambda _, other: other.pull()),
        ("a greeting", lambda one, _: one.server.hello(one.device, "b")),
    ]
    seen: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name, _ in calls}
    for _ in range(_CALLS):
        for name, call in calls:
            for place, found in zip((base, grown), seen[name], strict=True):
                found.append(_cpu(place, call))
    for name, _ in calls:
        theirs, ours = (median(found) for found in seen[name])
        yield Figure(_BAR, f"{name}, {what}", ours, "s", against, theirs, _MOST)


def _cpu(place: _Place, call: _Call) -> float:
    """Return the CPU seconds that the server takes for a call."""
    before = place.one.server_cpu() + place.other.server_cpu()
    call(place.one, place.other)
    return place.one.server_cpu() + place.other.server_cpu() - before


def _erasures(base: _Place, grown: _Place, what: str) -> Figure:
    """An erasure of twenty changes, as moving something into an organisation's stream makes."""
    took: list[float] = []
    for place in (base, grown):
        found = []
        for round_ in range(5):
            gone = place.one.entries(20)
            place.one.push(gone)
            dots = ",".join(f'"{one.header.device}/{one.header.n}"' for one in gone)
            body = f'{{"action":"{round_}","set":{{"dots":[{dots}]}}}}'
            erasure = place.one.entries(1, "erasure", body)
            found.append(_cpu(place, lambda one, _: one.push(erasure)))  # noqa: B023  called here
        took.append(median(found))
    return Figure(_BAR, f"an erasure, {what}", took[1], "s", "a tenth of the log", took[0], _MOST)


def _devices(server: PostgresServer) -> Iterator[Figure]:
    """What a greeting costs on a desk with many devices: it tells how far each of them is."""
    for devices in (10, 100, 1000):
        place = _Place(server)
        with closing(psycopg.connect(place.database.superuser, autocommit=True)) as connection:
            connection.execute(
                "INSERT INTO desk.writer SELECT %s, %s, gen_random_uuid()::text, 1,"
                " sha256('x') FROM generate_series(1, %s)",
                (place.desk, place.one.stream, devices),
            )
        found = []
        for _ in range(_CALLS):
            found.append(_cpu(place, lambda one, _: one.server.hello(one.device, "b")))
        yield Figure(_BAR, f"a greeting, {devices:,} devices on the desk", median(found), "s")
        place.close()
