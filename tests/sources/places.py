"""Places that sources read: each can be written to, whatever is behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from jointdesk.sources.caldav.login import Login
from jointdesk.sources.caldav.source import CaldavSource
from jointdesk.sources.files import FileSource, FolderSource
from jointdesk.sources.ics import ics_source
from jointdesk.sources.memory import MemoryServer, MemorySource
from jointdesk.sources.protocol import Fetched, Known, Part, Source
from tests.calendar_servers import Calendar, CalendarServer, Meddler

SECRET = "k3y-nobody-may-see"

_numbers = count(1)


@dataclass
class Place:
    """A place that holds named calendars; `source` reads it.

    `is_exact` is False where what is written is not given back byte for byte, `has_members`
    True where calendars come and go one by one.
    """

    source: Source
    put: Callable[[str, bytes], None]
    remove: Callable[[str], None]
    is_exact: bool = True
    has_members: bool = False


@dataclass
class Reader:
    """Reads a place again and again, as whoever keeps what was read does."""

    source: Source
    known: Known = Known()
    parts: dict[str, bytes] = field(default_factory=dict)

    def read(self) -> Fetched:
        """Read what is new and keep it."""
        fetched = self.source.read(self.known)
        if not fetched.not_modified:
            told = {part.name: part.data for part in fetched.parts}
            if fetched.gone is None:
                self.parts = told
            else:
                kept = self.parts.items()
                self.parts = {n: data for n, data in kept if n not in fetched.gone} | told
        self.known = Known(fetched.etag, fetched.last_modified, fetched.token, self._etags(fetched))
        return fetched

    def _etags(self, fetched: Fetched) -> Mapping[str, str]:
        if fetched.not_modified:
            return self.known.etags
        if fetched.gone is None:
            return fetched.etags or {}
        kept = {n: etag for n, etag in self.known.etags.items() if n not in fetched.gone}
        return {**kept, **(fetched.etags or {})}


def file_place(folder: Path) -> Place:
    path = folder / SECRET / "one.ics"
    path.parent.mkdir()
    return Place(FileSource(path), lambda _, data: _write(path, data), lambda _: path.unlink())


def folder_place(folder: Path) -> Place:
    path = folder / SECRET
    path.mkdir()
    return Place(
        FolderSource(path),
        lambda name, data: _write(path / name, data),
        lambda name: (path / name).unlink(),
    )


def feed_place(server: Any, answer: Callable[..., Any]) -> Place:
    def put(_: str, data: bytes) -> None:
        server.paths["/feed.ics"] = answer(data)

    return Place(ics_source(server.url(f"/feed.ics?{SECRET}")), put, lambda _: None)


def memory_place() -> Place:
    place: Place

    def put(name: str, data: bytes) -> None:
        place.source = MemorySource((Part("", data),), etag=f'"{hash(data)}"')

    place = Place(MemorySource(()), put, lambda _: None)
    return place


def memory_server_place() -> Place:
    members: dict[str, bytes] = {}
    return Place(MemoryServer(members), members.__setitem__, members.__delitem__, has_members=True)


def caldav_place(server: CalendarServer) -> Place:
    return _of(_calendar(server), lambda url: url)


def meddled_place(meddler: Meddler) -> Place:
    return _of(_calendar(meddler.server), meddler.url)


def _calendar(server: CalendarServer) -> Calendar:
    return server.new_account().make_calendar(f"{SECRET}{next(_numbers)}")


def _of(calendar: Calendar, address: Callable[[str], str]) -> Place:
    account = calendar.account
    source = CaldavSource(address(calendar.url), Login(account.user, account.password))
    return Place(source, calendar.put, calendar.delete, is_exact=False, has_members=True)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
