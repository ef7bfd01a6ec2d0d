"""What people said about conflicts, held against the conflicts as they are now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from jointdesk.domain.conflicts import (
    Conflict,
    JudgedConflict,
    Resolution,
    Scope,
    Settlement,
    State,
    code_group,
)
from jointdesk.domain.moments import Instant

_TO_BE_SEEN = (Resolution.MOVED, Resolution.DECLINED)
"""Ways that must show in the calendar itself at the next reading."""


def judge(
    conflicts: Sequence[Conflict],
    settlements: Iterable[Settlement],
    now: Instant,
    read_at: Mapping[str, Instant],
) -> list[JudgedConflict]:
    """Return every conflict with its state now, in the order given.

    Of several settlements that apply the latest counts. It no longer holds, and the conflict is
    open again with `was`, once `until` has come, once a side's fingerprint is another (scope
    occurrence only: in a series every occurrence has its own), or where "moved" or "declined"
    has not come true although a calendar concerned was read since. `read_at` says when that
    was, by collection.
    """
    index = _Index(settlements)
    return [_judge(conflict, index.latest(conflict), now, read_at) for conflict in conflicts]


def marks_in(settlements: Iterable[Settlement]) -> frozenset[str]:
    """Return every key of which a conflict must have one for any of the settlements to apply."""
    return frozenset(mark for settlement in settlements for mark in _marks(settlement))


class _Index:
    """Settlements by something that a conflict they apply to must have."""

    def __init__(self, settlements: Iterable[Settlement]) -> None:
        self._by_mark: dict[tuple[str, str], list[Settlement]] = defaultdict(list)
        for settlement in settlements:
            marks = _marks(settlement)
            if marks:
                group = code_group(settlement.code)
                self._by_mark[group, marks[0]].append(settlement)

    def latest(self, conflict: Conflict) -> Settlement | None:
        """Return the newest settlement that applies, None where there is none."""
        if not self._by_mark:
            return None
        group = code_group(conflict.code)
        found = [
            settlement
            for mark in (*conflict.copy_keys, *conflict.series_ids, *conflict.collection_ids)
            for settlement in self._by_mark.get((group, mark), ())
            if _applies(settlement, conflict)
        ]
        return max(found, key=lambda each: (each.at, each.id), default=None)


def _marks(settlement: Settlement) -> tuple[str, ...]:
    if settlement.scope is Scope.SERIES:
        return settlement.series_ids
    if settlement.scope is Scope.COLLECTION:
        return settlement.collection_ids
    return settlement.participants


def _applies(settlement: Settlement, conflict: Conflict) -> bool:
    """Every key of the settlement must be a copy, series or collection in the conflict."""
    marks = _marks(settlement)
    if settlement.scope is Scope.SERIES:
        return conflict.series_ids.issuperset(marks)
    if settlement.scope is Scope.COLLECTION:
        return conflict.collection_ids.issuperset(marks)
    same_count = len(set(marks)) == len(set(conflict.participants))
    return same_count and conflict.copy_keys.issuperset(marks)


def _judge(
    conflict: Conflict,
    settlement: Settlement | None,
    now: Instant,
    read_at: Mapping[str, Instant],
) -> JudgedConflict:
    if settlement is None:
        return JudgedConflict(conflict)
    state, owner = settlement.state, settlement.owner
    if state is State.OPEN or _holds(settlement, conflict, now, read_at):
        return JudgedConflict(conflict, state, None, owner, settlement)
    return JudgedConflict(conflict, State.OPEN, state, owner, settlement)


def _holds(
    settlement: Settlement, conflict: Conflict, now: Instant, read_at: Mapping[str, Instant]
) -> bool:
    if settlement.until is not None and settlement.until <= now:
        return False
    if settlement.scope is Scope.OCCURRENCE and settlement.fingerprint != conflict.fingerprint:
        return False
    if settlement.state is State.RESOLVED and settlement.how in _TO_BE_SEEN:
        reads = (read_at.get(each) for each in conflict.collection_ids)
        return not any(read is not None and read > settlement.at for read in reads)
    return True
