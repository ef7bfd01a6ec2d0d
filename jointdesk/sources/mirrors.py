"""A calendar that the shared desk carries: another machine has read it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

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
class MirrorSource:
    """Gives the parts of a collection as they were carried here.

    `etags` are the versions of all there are, by name, in the order in which they were first
    seen; `texts` returns those of some.
    """

    etags: Mapping[str, str]
    texts: Callable[[Sequence[str]], Mapping[str, str]]

    def read(
        self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never, told: Told = unheard
    ) -> Fetched:
        """Read what is not known yet, as `Source.read` describes it."""
        if cancelled():
            raise StoppedError
        new = {name: etag for name, etag in self.etags.items() if known.etags.get(name) != etag}
        gone = frozenset(known.etags) - frozenset(self.etags)
        if known.token and not new and not gone:
            return Fetched(token=known.token, not_modified=True)
        texts = self.texts([*new])
        return Fetched(
            parts=tuple(Part(name, texts[name].encode()) for name in new),
            token="1",
            etags=new,
            gone=gone if known.token else None,
        )
