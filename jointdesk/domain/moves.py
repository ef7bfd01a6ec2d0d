"""What became of meetings in one organisation's diary: from what, to what."""

from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.moments import Instant


class MoveKind(StrEnum):
    """What happened to a meeting; of several things the first of these is told."""

    NEW = "new"
    GONE = "gone"
    CANCELLED = "cancelled"
    MOVED = "moved"
    PLACE = "place"
    """It is elsewhere, at the same time."""
    CHANGED = "changed"
    """Its title, text, reply or people are others."""
    BACK = "back"
    """It was put there for a booking and given up, and stands there all the same."""


class Looks(NamedTuple):
    """A meeting as a diary showed it at one moment."""

    title: str
    start: Instant
    end: Instant
    all_day: bool
    place: str
    status: str


class Move(NamedTuple):
    """What happened to one meeting of a calendar, or in the same way so many `times` of a series.

    `key` is the occurrence key of the first of them. `before` is None for a new one, `after` for
    one that is gone. `fields` names what differs, for people: "time", "place", "title" …
    """

    kind: MoveKind
    key: str
    collection_id: str
    org_id: str
    tier: int
    before: Looks | None
    after: Looks | None
    fields: tuple[str, ...] = ()
    times: int = 1

    @property
    def looks(self) -> Looks:
        """The meeting as it is, or was where it is gone."""
        found = self.after or self.before
        assert found is not None  # a move has at least one side
        return found
