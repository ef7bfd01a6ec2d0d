"""What reading any outside system looks like: one read gives named parts of raw text.

A source knows nothing of the store. It is handed what is known from the last read (`Known`) and
answers with bytes; what they mean is decided by whoever reads them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeAlias

from jointdesk.domain.components import Problem
from jointdesk.domain.errors import SourceError

Cancelled: TypeAlias = Callable[[], bool]
"""Asked now and then while reading; True once the person wishes to stop."""


def never() -> bool:
    """Nobody wishes to stop."""
    return False


class Known(NamedTuple):
    """What the last read said about itself, for a conditional request (RFC 9110 section 13)."""

    etag: str = ""
    last_modified: str = ""


NOTHING_KNOWN = Known()
"""Before the first read."""


class Part(NamedTuple):
    """One piece of what a source holds. `name` is fit to be shown; it is never followed."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one read gave.

    `not_modified` says that nothing changed since the read that `Known` describes; there are no
    parts then. `whole` is False where absence from the parts proves nothing. `unread` lists
    parts that exist and could not be read; what they held before must not be given up.
    """

    parts: tuple[Part, ...] = ()
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False
    whole: bool = True
    unread: tuple[Problem, ...] = ()


class UnreadableError(SourceError):
    """A source gave no answer, or none that can be used.

    `reason` is a few words for brackets, without the source's address: "no answer from the
    server". Whoever knows the source's name says it in a sentence of their own.
    """

    def __init__(self, reason: str) -> None:
        """Make the error for a reason such as "the file is not there"."""
        super().__init__(f"The calendar could not be read ({reason}).")
        self.reason = reason


class Source(Protocol):
    """One calendar outside, ready to be read."""

    def read(self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never) -> Fetched:
        """Read the source once.

        Raises:
            UnreadableError: nothing came that can be used.
            StoppedError: `cancelled` said so.
        """
