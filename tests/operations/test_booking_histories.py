"""Two installations at three calendars: forty-five random histories in memory, three on Radicale.

`python -m tests.operations.booking_histories` lives through more.
"""

from collections.abc import Iterator, MutableMapping
from pathlib import Path

import pytest

from jointdesk.sources.caldav.login import Login
from jointdesk.sources.caldav.source import CaldavSource
from jointdesk.sources.protocol import (
    NOTHING_KNOWN,
    Cancelled,
    Fetched,
    Known,
    Member,
    Told,
    never,
    unheard,
)
from tests.calendar_servers import Calendar, CalendarServer, radicale
from tests.operations.booking_histories import CODES, live_through, new_template
from tests.sync.faulty_server import FaultyServer, Killed
from tests.sync.making import calendar, event

pytestmark = pytest.mark.no_cover


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_template(tmp_path_factory.mktemp("template"))


@pytest.mark.parametrize("first", range(0, 45, 15))
def test_nothing_is_doubled_left_over_or_told_and_all_is_quiet_in_the_end(
    first: int, template: Path, tmp_path: Path
) -> None:
    for seed in range(first, first + 15):
        live_through(seed, template, tmp_path / "desks")


class Members(MutableMapping[str, bytes]):
    """What a real calendar holds, as another program reads and writes it."""

    def __init__(self, there: Calendar) -> None:
        self._there = there
        self.source = CaldavSource(there.url, Login(there.account.user, there.account.password))

    def _all(self) -> dict[str, bytes]:
        return {part.name: part.data for part in self.source.read().parts}

    def __getitem__(self, name: str) -> bytes:
        return self._all()[name]

    def __setitem__(self, name: str, data: bytes) -> None:
        self._there.put(name, data)

    def __delitem__(self, name: str) -> None:
        self._there.delete(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


class RealServer(FaultyServer):
    """A real calendar; processes die before and after its answers."""

    def read(
        self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never, told: Told = unheard
    ) -> Fetched:
        return self.source.read(known, cancelled, told)

    def put(self, name: str, data: bytes, etag: str, cancelled: Cancelled = never) -> Member:
        self._dies("killed before")
        self.on_put(name, None, data)
        member = self.source.put(name, data, etag)
        self.writes += 1
        self._dies("killed after")
        return member

    def delete(self, name: str, etag: str, cancelled: Cancelled = never) -> None:
        self.source.delete(name, etag)
        self.writes += 1

    @property
    def source(self) -> CaldavSource:
        assert isinstance(self.members, Members)
        return self.members.source

    def _dies(self, when: str) -> None:
        if when in self.faults:
            self.faults.clear()
            raise Killed


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalendarServer]:
    made = radicale(tmp_path_factory.mktemp("radicale"))
    made.start()
    yield made
    made.stop()


@pytest.mark.parametrize("seed", [7, 1001, 1002])
def test_so_it_is_with_a_real_server(
    seed: int, server: CalendarServer, template: Path, tmp_path: Path
) -> None:
    def serve(code: str) -> RealServer:
        account = server.new_account()
        there = account.make_calendar("diary", code)
        there.put("always.ics", calendar(event(f"always-{code}")))
        return RealServer(Members(there))  # type: ignore[arg-type]

    servers = {code: serve(code) for code in CODES}
    live_through(seed, template, tmp_path / "desks", servers)
