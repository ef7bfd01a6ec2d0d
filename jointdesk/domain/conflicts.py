"""Conflicts: what a person must settle, and what they said about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from jointdesk.domain.moments import Instant


class Severity(StrEnum):
    """How much a conflict asks for: must act, should act, for information."""

    RED = "red"
    AMBER = "amber"
    INFO = "info"


class State(StrEnum):
    """Where a conflict stands."""

    OPEN = "open"
    ASSIGNED = "assigned"
    RESOLVED = "resolved"
    ACCEPTED = "accepted"
    MUTED = "muted"


class Resolution(StrEnum):
    """How a person settled it."""

    MOVED = "moved"
    DEPUTY = "deputy"
    REMOTE = "remote"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    MUTED = "muted"


class Scope(StrEnum):
    """How far a settlement reaches."""

    OCCURRENCE = "occurrence"
    SERIES = "series"
    COLLECTION = "collection"


OVERLAP_GROUP = "overlap"
"""DIA-01, 03, 08 and 10 are one group: two audiences may see one clash under different codes."""

_GROUPS = dict.fromkeys(("DIA-01", "DIA-03", "DIA-08", "DIA-10"), OVERLAP_GROUP)


def code_group(code: str) -> str:
    """Return the group that a code shares its identity and settlements with."""
    return _GROUPS.get(code, code)


def conflict_id(code: str, participants: Iterable[str]) -> str:
    """Return the id of a conflict: the same for the same group and participants, ever after.

    Participants are the ids of the meetings, or organisation and ISO week, collection, item id.
    """
    import hashlib  # which the first picture of the window does without

    text = "\n".join([code_group(code), *sorted(participants)])
    return "c" + hashlib.sha256(text.encode()).hexdigest()[:15]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One conflict as found, before what people said about it.

    `participants` are meeting ids, in time order (or the other keys of `conflict_id`);
    `copy_keys` every copy's key of all participants, by which a settlement finds it.
    `series_ids` and `collection_ids` serve the wider scopes. `org_ids` are the organisations
    concerned. `start` and `end` are None where the conflict has no time of its own (DIA-16).
    `anchor` is the instant by which it belongs to a window. `minutes_short` is for travel.
    `names` are what people call the participants where they are records, else empty.
    `message` is one sentence for a person, without code. `fingerprint` covers start, end,
    place, status and reply of each side, of a private side start and end only.
    """

    id: str
    code: str
    severity: Severity
    start: Instant | None
    end: Instant | None
    anchor: Instant | None
    org_ids: tuple[str, ...]
    participants: tuple[str, ...]
    copy_keys: frozenset[str]
    series_ids: frozenset[str]
    collection_ids: frozenset[str]
    message: str
    fingerprint: str
    minutes_short: int | None = None
    names: tuple[str, ...] = ()


def known_by(conflict: Conflict) -> dict[str, tuple[str, ...]]:
    """Return every id that a conflict may have for somebody, with the participants that give it.

    Of each meeting any copy may count: who may not see a copy knows the meeting, and so the
    conflict, by another one's key.
    """
    from itertools import combinations  # which few conflicts need

    found = {conflict.id: conflict.participants}
    number, keys = len(conflict.participants), sorted(conflict.copy_keys)
    if number < len(keys) <= _MOST_COPIES:
        found |= {conflict_id(conflict.code, some): some for some in combinations(keys, number)}
    return found


def known_as(conflict: Conflict) -> frozenset[str]:
    """Return every id that a conflict may have for somebody."""
    return frozenset(known_by(conflict))


_MOST_COPIES = 12
"""Of more copies than these, ids are not sought by combining them."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a person said about a conflict.

    `participants` are occurrence keys, each of which must be a copy in the conflict. `until` is
    the instant at which it lapses. `at` is when it was said.
    """

    id: str
    code: str
    participants: tuple[str, ...]
    fingerprint: str
    state: State
    at: Instant
    how: Resolution | None = None
    owner: str | None = None
    until: Instant | None = None
    scope: Scope = Scope.OCCURRENCE
    series_ids: tuple[str, ...] = ()
    collection_ids: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class JudgedConflict:
    """A conflict with what people said about it: its state now.

    `was` is the state it had when its settlement no longer holds (times changed, or it lapsed).
    """

    conflict: Conflict
    state: State = State.OPEN
    was: State | None = None
    owner: str | None = None
    settlement: Settlement | None = field(default=None)
