"""Sources held in memory: for tests, and for text that somebody already has."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from hashlib import sha256

from jointdesk.domain.errors import StoppedError
from jointdesk.sources.protocol import (
    NOTHING_KNOWN,
    Cancelled,
    ChangedThereError,
    Fetched,
    Known,
    Member,
    Part,
    Told,
    never,
    unheard,
)


@dataclass(frozen=True, slots=True)
class MemorySource:
    """Gives its parts; answers "not modified" to whoever knows its etag."""

    parts: tuple[Part, ...]
    etag: str = ""
    whole: bool = True

    def read(
        self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never, told: Told = unheard
    ) -> Fetched:
        """Read the parts, as `Source.read` describes it."""
        if cancelled():
            raise StoppedError
        if self.etag and self.etag == known.etag:
            return Fetched(etag=self.etag, not_modified=True)
        return Fetched(self.parts, etag=self.etag, whole=self.whole)


@dataclass(frozen=True, slots=True)
class MemoryServer:
    """Gives and takes its parts one by one, as a server does."""

    members: MutableMapping[str, bytes]

    def read(
        self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never, told: Told = unheard
    ) -> Fetched:
        """Read what is not known yet, as `Source.read` describes it."""
        if cancelled():
            raise StoppedError
        etags = {name: _etag(data) for name, data in self.members.items()}
        new = {name: etag for name, etag in etags.items() if known.etags.get(name) != etag}
        gone = frozenset(known.etags) - frozenset(etags)
        if known.token and not new and not gone:
            return Fetched(token=known.token, not_modified=True)
        return Fetched(
            parts=tuple(Part(name, self.members[name]) for name in new),
            token="1",
            etags=new,
            gone=gone if known.token and etags else None,
        )

    def put(self, name: str, data: bytes, etag: str, cancelled: Cancelled = never) -> Member:
        """Write a part, as `WritableSource.put` describes it."""
        there = self.members.get(name)
        if etag != (_etag(there) if there is not None else ""):
            raise ChangedThereError
        self.members[name] = data
        return Member(name, data, _etag(data))

    def delete(self, name: str, etag: str, cancelled: Cancelled = never) -> None:
        """Take a part away, as `WritableSource.delete` describes it."""
        there = self.members.get(name)
        if there is not None and etag != _etag(there):
            raise ChangedThereError
        self.members.pop(name, None)


def _etag(data: bytes) -> str:
    return sha256(data).hexdigest()
