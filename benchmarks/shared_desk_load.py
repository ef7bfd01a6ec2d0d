"""Issue 6: many desks at office rates on one server, each with three machines that are woken.

A desk makes 500 changes in a working day of eight hours; what is measured is a peak of five times
that rate. Every machine listens, fetches when it is woken, and looks by itself every half minute.
For two minutes with 20 and with 200 desks in a patient run, else for a few seconds with 20. 200
desks stand in one database, and then in four: whoever listens in a database is disturbed by every
call in it (PostgreSQL asks all of them whether it was meant for them).
"""

import heapq
import random
import selectors
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from benchmarks.figures import Figure
from benchmarks.setting import Setting
from benchmarks.shared_desk_clients import (
    Machine,
    joined,
    make_desk,
    quantile,
    server_cpu,
)
from jointdesk.desk.refusals import ServerError
from tests.postgres import PostgresServer, running_postgres

_BAR = 12
_RATE = 5 * 500 / (8 * 3600)
"""Changes a second and desk."""
_LOOK_SECONDS = 30.0
_WORKERS = 8


def measure(setting: Setting) -> Iterator[Figure]:
    """Push latency, how soon others have it, errors, and what the server's processor does."""
    patient = ((20, 1, 120.0), (200, 1, 120.0), (200, 4, 120.0))
    for desks, databases, seconds in patient if setting.patient else ((20, 1, 10.0),):
        # Nothing of what a real server does is left out, but for waiting for the disk itself.
        settings = {"max_connections": str(desks * 3 + 50), "fsync": "on"}
        for server in running_postgres(settings=settings):
            yield from _Office(server, desks, databases).figures(seconds)


class _Office:
    """All desks' machines, and what is to happen when."""

    def __init__(self, server: PostgresServer, desks: int, databases: int) -> None:
        self._server = server
        self._what = f"{desks} desks" + (f" in {databases} databases" if databases > 1 else "")
        places = [server.new_database() for _ in range(databases)]
        self._desks = [
            [joined(one) for one in make_desk(places[n % databases])] for n in range(desks)
        ]
        self._machines = [one for desk in self._desks for one in desk]
        self._ready: deque[Machine] = deque()
        self._said: dict[str, float] = {}
        self.pushed: list[float] = []
        self.reached: list[float] = []
        self.errors = 0
        self._selector = selectors.DefaultSelector()
        self._random = random.Random(6)
        self._events: list[tuple[float, int, Machine, bool]] = []
        for one in self._machines:
            one.server.listen([stream.channel for stream in one.streams.values()])
            one.pull()

    def figures(self, seconds: float) -> Iterator[Figure]:
        """Run for so long, and say what it came to."""
        before, start = server_cpu(self._server), time.perf_counter()
        self._run(start, seconds)
        took = time.perf_counter() - start
        busy = (server_cpu(self._server) - before) / took
        for one in self._machines:
            one.server.close()
        what = self._what
        for part, name in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99")):
            yield Figure(_BAR, f"{what}, a push, {name}", quantile(self.pushed, part), "s")
        for part, name in ((0.5, "p50"), (0.99, "p99")):
            most = 1.0 if part == 0.5 else None
            found = quantile(self.reached, part)
            yield Figure(_BAR, f"{what}, until another has it, {name}", found, "s", most=most)
        yield Figure(_BAR, f"{what}, the server's share of one core", busy, "")
        rate = len(self.pushed) / took
        yield Figure(_BAR, f"{what}, changes a second", rate, "")
        errors = f"{self.errors} errors" if self.errors else ""
        yield Figure(_BAR, f"{what}, errors", float(self.errors), "", most=0.0, trouble=errors)

    def _run(self, start: float, seconds: float) -> None:
        for desk in self._desks:
            self._schedule(start, desk)
        for one in self._machines:
            self._put(start + self._random.uniform(0, _LOOK_SECONDS), one, is_saying=False)
            self._watch(one)
        with ThreadPoolExecutor(_WORKERS) as pool:
            doing: dict[Future[None], Machine] = {}
            while (now := time.perf_counter()) < start + seconds:
                for future in [one for one in doing if one.done()]:
                    self._watch(doing.pop(future))
                    future.result()
                busy = {id(one) for one in doing.values()}
                while self._events and self._events[0][0] <= now:
                    due, _, one, is_saying = heapq.heappop(self._events)
                    if id(one) in busy:
                        self._put(now + 0.002, one, is_saying)
                        continue
                    self._begin(pool, doing, one, is_saying)
                    busy.add(id(one))
                    if is_saying:
                        self._schedule(due, self._desk_of(one))
                    else:
                        self._put(due + _LOOK_SECONDS, one, is_saying=False)
                for key, _ in self._selector.select(0.002):
                    self._begin(pool, doing, key.data, is_saying=False)

    def _begin(
        self, pool: ThreadPoolExecutor, doing: "dict[Future[None], Machine]", one: Machine,
        is_saying: bool,
    ) -> None:  # fmt: skip
        with suppress(KeyError):
            self._selector.unregister(one.server.fileno())
        doing[pool.submit(self._exchange, one, is_saying)] = one

    def _exchange(self, one: Machine, is_saying: bool) -> None:
        """Send a change, or fetch what others said."""
        try:
            if is_saying:
                self._said[one.stream] = time.perf_counter()
                self.pushed.append(one.exchange(one.entries(1)))
            while one.server.wait(0):
                pass
            one.server.hello(one.device, "benchmark")
            if one.pull() and (said := self._said.get(one.stream)):
                self.reached.append(time.perf_counter() - said)
        except ServerError:
            self.errors += 1

    def _watch(self, one: Machine) -> None:
        with suppress(KeyError):
            self._selector.register(one.server.fileno(), selectors.EVENT_READ, one)

    def _desk_of(self, one: Machine) -> list[Machine]:
        return next(desk for desk in self._desks if one in desk)

    def _schedule(self, now: float, desk: list[Machine]) -> None:
        self._put(now + self._random.expovariate(_RATE), self._random.choice(desk), is_saying=True)

    def _put(self, at: float, one: Machine, is_saying: bool) -> None:
        heapq.heappush(self._events, (at, self._random.getrandbits(30), one, is_saying))
