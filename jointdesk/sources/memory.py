"""Sources held in memory: for tests, and for text that somebody already has."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from jointdesk.domain.errors import StoppedError
from jointdesk.sources.protocol import (
    NOTHING_KNOWN,
    Cancelled,
    Fetched,
    Known,
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
    """Gives its parts one by one, as a server does: what has changed, and what is gone."""

    members: Mapping[str, bytes]

    def read(
        self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never, told: Told = unheard
    ) -> Fetched:
        """Read what is not known yet, as `Source.read` describes it."""
        if cancelled():
            raise StoppedError
        etags = {name: sha256(data).hexdigest() for name, data in self.members.items()}
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
