"""Resources: what a collection holds, one UID each, as text; and the plan of a reading run."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.components import Problem
from jointdesk.domain.moments import Instant


class ResourceText(NamedTuple):
    """The exact text of everything one file or feed says about one UID.

    `text` holds the component's lines (master and overrides, in file order, each from its BEGIN
    to its END line) as UTF-8 with the file's own line ends; `frame` the calendar's own
    properties and its VTIMEZONEs, which several resources share. `digest` is a 20-byte hash of
    both that does not change when only DTSTAMP does. `href` names the file within a folder.
    `line` is the first component's first line in the file, from 1; `lines` every component's,
    empty where the components follow each other or only `line` is known.
    """

    uid: str
    kind: str
    href: str
    frame: bytes
    text: bytes
    digest: bytes
    line: int
    lines: tuple[int, ...] = ()


class ResourceState(StrEnum):
    """How a stored resource stands to its source."""

    PRESENT = "present"
    MISSING = "missing"
    """Gone from inside the window of the source: out of the diary, its versions stay."""
    KEPT = "kept"
    """Gone as a missing one is, but a person who looked let it stay: shown, not counted, not
    removed by a run, and asked about again whenever somebody looks."""
    UNPUBLISHED = "unpublished"
    """Ended before the feed's window: kept, shown, not counted."""


class StoredResource(NamedTuple):
    """What planning needs to know of a resource the store has.

    `end` is the last instant it can reach, None for a series without end. `has_problems` says
    that its text was read with notes or with some components left out. Where one collection
    holds a UID twice (two files, two starts) `twin` counts them from 0. `href` names the file
    within a folder that its text came from.
    """

    id: int
    uid: str
    twin: int
    series_id: str
    digest: bytes
    state: ResourceState
    is_cancelled: bool
    has_problems: bool
    end: Instant | None
    href: str = ""


class Outcome(StrEnum):
    """What a run does to one resource; every resource has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CANCELLED = "cancelled"
    MISSING = "missing"


class ResourceWrite(NamedTuple):
    """One resource to be stored, with what the next planning will want to know of it.

    `resource_id` is None for a new one. `series_id` is "" where a new one is to be given; the id
    of a vanished resource's series where this one takes over from it (changed UID).
    """

    outcome: Outcome
    resource_id: int | None
    series_id: str
    text: ResourceText
    twin: int = 0
    is_cancelled: bool = False
    has_problems: bool = False
    end: Instant | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do to one collection, decided before anything is done.

    `missing` leave the diary, `kept` are gone from the source and stay because a person says so.
    `guard` says in a sentence why nothing is removed although resources are gone; `missing`
    then still lists them. `moved` are resources that are as they were at another href.
    `collection_id` is the source's id.
    """

    collection_id: str
    writes: tuple[ResourceWrite, ...] = ()
    unchanged: int = 0
    missing: tuple[int, ...] = ()
    kept: tuple[int, ...] = ()
    unpublished: tuple[int, ...] = ()
    restored: tuple[int, ...] = ()
    moved: tuple[tuple[int, str], ...] = ()
    rejected: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    guard: str = ""

    def count(self, outcome: Outcome) -> int:
        """How many resources have that outcome."""
        if outcome is Outcome.UNCHANGED:
            return self.unchanged
        if outcome is Outcome.MISSING:
            return len(self.missing)
        return sum(write.outcome is outcome for write in self.writes)

    def done_counts(self) -> dict[str, int]:
        """How many resources have each outcome once it is done; the guard removes none."""
        counts = {outcome.value: self.count(outcome) for outcome in Outcome}
        return counts | {Outcome.MISSING.value: 0} if self.guard else counts


@dataclass(frozen=True, slots=True)
class Run:
    """One finished reading run of one connection."""

    id: int
    collection_id: str
    at: Instant
    person_id: str
    counts: dict[str, int] = field(default_factory=dict)
    undone_at: Instant | None = None
