"""A source held in memory: for tests, and for text that somebody already has."""

from dataclasses import dataclass

from jointdesk.domain.errors import StoppedError
from jointdesk.sources.protocol import NOTHING_KNOWN, Cancelled, Fetched, Known, Part, never


@dataclass(frozen=True, slots=True)
class MemorySource:
    """Gives its parts; answers "not modified" to whoever knows its etag."""

    parts: tuple[Part, ...]
    etag: str = ""
    whole: bool = True

    def read(self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never) -> Fetched:
        """Read the parts, as `Source.read` describes it."""
        if cancelled():
            raise StoppedError
        if self.etag and self.etag == known.etag:
            return Fetched(etag=self.etag, not_modified=True)
        return Fetched(self.parts, etag=self.etag, whole=self.whole)
