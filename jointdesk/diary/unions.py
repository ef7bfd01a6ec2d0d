"""Lengths of time that is never counted twice."""

from collections.abc import Iterable

from jointdesk.domain.moments import Instant


def union(intervals: Iterable[tuple[Instant, Instant]]) -> int:
    """Return the seconds that lie in at least one of the intervals, given in start order."""
    seconds = 0
    until: Instant | None = None
    for start, end in intervals:
        if until is None or start > until:
            seconds += end - start
            until = end
        elif end > until:
            seconds += end - until
            until = end
    return seconds
