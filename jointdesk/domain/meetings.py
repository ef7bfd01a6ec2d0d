"""Meetings: one real-world meeting and its copies in each organisation's calendar."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from jointdesk.domain.moments import Instant
from jointdesk.domain.occurrences import Occurrence


class Meeting(NamedTuple):
    """One meeting, of one copy or several.

    `copies` are in the order in which the desk first saw their series, so that the first one's
    key is the meeting's id; `preferred` is the one whose values the card shows. `possible` is
    True where a copy is only thought to be the same (DIA-02 asks). `drift` names what differs
    between the copies: "time", "place", "link", "cancelled", "reply".
    """

    copies: tuple[Occurrence, ...]
    preferred: Occurrence
    possible: bool = False
    drift: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The key of the copy whose series this desk saw first."""
        return self.copies[0].key

    @property
    def start(self) -> Instant:
        """Start of the preferred copy."""
        return self.preferred.start

    @property
    def end(self) -> Instant:
        """End of the preferred copy, exclusive."""
        return self.preferred.end

    @property
    def pending(self) -> bool:
        """True if a calendar does not show yet what was changed here."""
        return any(copy.details.pending for copy in self.copies)

    @property
    def told(self) -> tuple[Occurrence, ...]:
        """The copies that tell of it: without blocks, unless there is nothing else."""
        return tuple(copy for copy in self.copies if not copy.details.is_block) or self.copies

    @property
    def org_ids(self) -> tuple[str, ...]:
        """The organisations whose meeting it is, each once, in the order of copies.

        One in whose calendar a block keeps its time is none of them.
        """
        if len(self.copies) == 1:  # most are, and tens of thousands are asked
            return (self.copies[0].details.org_id,)
        return tuple(dict.fromkeys(copy.details.org_id for copy in self.told))


class PairScope(StrEnum):
    """How far a person's word on two copies reaches."""

    OCCURRENCE = "occurrence"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Pairing:
    """A person's word on whether two copies are the same meeting; `a` and `b` are their keys.

    With scope SERIES it holds for all occurrences of both series that would otherwise be
    compared.
    """

    id: str
    a: str
    b: str
    verdict: Literal["same", "different"]
    scope: PairScope = PairScope.OCCURRENCE
