"""What the rules find, before it is put into words."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant


class Finding(NamedTuple):
    """One rule's finding on its sides, the `meetings`.

    `keys` are the conflict's participants where these are not just the sides: a day, an
    organisation and ISO week. `others` are meetings that the sentence names without their being
    sides. `org_ids` is empty where the sides' organisations are concerned. `facts` are the
    numbers and words that the sentence of this code needs, in its own order.
    """

    code: str
    severity: Severity
    anchor: Instant
    start: Instant
    end: Instant
    meetings: tuple[Meeting, ...]
    keys: tuple[str, ...] = ()
    others: tuple[Meeting, ...] = ()
    org_ids: tuple[str, ...] = ()
    facts: tuple[int | str, ...] = ()
    minutes_short: int | None = None


class Findings(Protocol):
    """A rule's findings: counted at once, made when they are read."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Finding]: ...


class PairFindings:
    """Findings on pairs of meetings, held as pairs of positions.

    A crowded diary has more of them than anyone reads; until one is read it costs two numbers.
    """

    def __init__(
        self,
        meetings: Sequence[Meeting],
        pairs: Sequence[tuple[int, int]],
        make: Callable[[Meeting, Meeting], Finding],
    ) -> None:
        self._meetings = meetings
        self._pairs = pairs
        self._make = make

    def __len__(self) -> int:
        return len(self._pairs)

    def __iter__(self) -> Iterator[Finding]:
        meetings, make = self._meetings, self._make
        return (make(meetings[i], meetings[j]) for i, j in self._pairs)
