"""A server as a bad network shows it, and programs that end in the middle."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from jointdesk.desk.refusals import NoAnswerError
from jointdesk.desk.server import Server
from jointdesk.domain.shared_desk import Arrival, Entry, Hello, How
from jointdesk.store import server_log

FAULTS = ("cut before", "cut after", "twice", "stale", "killed")
KILLED_WITHIN = "killed within"


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

    def lease(self, device: str, names: Iterable[str]) -> frozenset[str]:
        return self._call(lambda: self._server.lease(device, names))

    def members(self) -> dict[str, frozenset[str]]:
        return self._call(self._server.members)

    def add_stream(self, stream: str, org_id: str) -> None:
        self._call(lambda: self._server.add_stream(stream, org_id))

    def set_member(self, person_id: str, streams: Iterable[str]) -> None:
        self._call(lambda: self._server.set_member(person_id, streams))

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


@contextmanager
def killed_within(faults: Sequence[str], left: int) -> Iterator[None]:
    """End the program after so many changes of a page, where the faults say so."""
    if KILLED_WITHIN not in faults:
        yield
        return
    take = server_log._Page.take

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
