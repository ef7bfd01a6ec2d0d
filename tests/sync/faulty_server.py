"""A server in memory that fails in every way that a real one does, by a plan."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

from jointdesk.domain.errors import StoppedError
from jointdesk.sources.memory import MemoryServer
from jointdesk.sources.protocol import (
    NOTHING_KNOWN,
    Cancelled,
    Fetched,
    Known,
    Member,
    NotWritableError,
    Told,
    UnreadableError,
    never,
    unheard,
)

T = TypeVar("T")

FAULTS = (
    "before", "after", "cut", "killed before", "killed after", "refused", "race", "other process",
    "other process after", "edit before", "edit after", "stopped",
)  # fmt: skip
"""What may befall a request. "cut" is an answer that broke off: stored, and not read again."""

BUSY_S = 4000
"""For how long a busy one asks to be left alone, in seconds."""


class Killed(BaseException):
    """The process ends here; nothing that comes after it is done."""


@dataclass
class FaultyServer:
    """Gives and takes its members; each request meets the next fault of the plan, "" for none.

    `on_put` is told of every change that a request makes, before it is made: the name, what was
    there and what comes. `meanwhile` does what others do during a request. With `rewrites` the
    server writes texts in its own way.
    """

    members: dict[str, bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    rewrites: bool = False
    on_put: Callable[[str, bytes | None, bytes | None], None] = lambda *_: None
    meanwhile: Callable[[str, str], None] = lambda *_: None
    writes: int = 0

    def read(
        self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never, told: Told = unheard
    ) -> Fetched:
        """Read what is not known yet."""
        fault = self.faults.pop(0) if self.faults and self.faults[0].startswith("read") else ""
        if fault == "read fails":
            raise UnreadableError("no answer from the server")
        if fault == "read busy":
            raise UnreadableError("the server is busy", retry_after=BUSY_S)
        if fault == "read anew":
            known = NOTHING_KNOWN
        if fault == "read killed":
            raise Killed
        fetched = MemoryServer(self.members).read(known, cancelled, told)
        if fault == "read overtaken":
            self.meanwhile("other process", "")
        return fetched

    def put(self, name: str, data: bytes, etag: str, cancelled: Cancelled = never) -> Member:
        """Write a part."""
        kept = _rewritten(data) if self.rewrites else data

        def store() -> Member:
            self._tell(name, etag, kept)
            member = MemoryServer(self.members).put(name, kept, etag)
            self.writes += 1
            return member

        return self._meet(name, store)

    def delete(self, name: str, etag: str, cancelled: Cancelled = never) -> None:
        """Take a part away."""

        def remove() -> None:
            self._tell(name, etag, None)
            MemoryServer(self.members).delete(name, etag)
            self.writes += 1

        self._meet(name, remove)

    def _tell(self, name: str, etag: str, data: bytes | None) -> None:
        there = self.members.get(name)
        if (etag or None) == (_etag(there) if there is not None else None):
            self.on_put(name, there, data)

    def _meet(self, name: str, do: Callable[[], T]) -> T:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "before":
            raise UnreadableError("no answer from the server")
        if fault == "busy":
            raise UnreadableError("the server is busy", retry_after=BUSY_S)
        if fault == "killed before":
            raise Killed
        if fault == "refused":
            raise NotWritableError("this user may only read it")
        if fault in ("race", "other process", "edit before"):
            self.meanwhile(fault, name)
        if fault == "stopped":
            raise StoppedError
        done = do()
        if fault in ("other process after", "edit after"):
            self.meanwhile(fault, name)
        if fault in ("after", "cut"):
            raise UnreadableError("the server has a fault (502)")
        if fault == "killed after":
            raise Killed
        return done


def _etag(data: bytes) -> str:
    return sha256(data).hexdigest()


def _rewritten(data: bytes) -> bytes:
    """Return the same calendar in a server's own words."""
    data = data.replace(b"PRODID:", b"PRODID:-//Server//")
    return data.replace(b"END:VEVENT", b"X-SERVER-SAW:yes\r\nEND:VEVENT")
