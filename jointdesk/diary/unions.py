"""Lengths of time that is never counted twice."""

from collections.abc import Iterable

from jointdesk.domain.moments import Instant


def coalesce(intervals: Iterable[tuple[Instant, Instant]]) -> list[tuple[Instant, Instant]]:
    """Return intervals given in start order as the fewest that cover the same time."""
    joined: list[tuple[Instant, Instant]] = []
    since: Instant | None = None
    until = 0
    for start, end in intervals:
        if since is None:
            since, until = start, end
        elif start > until:
            joined.append((since, until))
            since, until = start, end
        elif end > until:
            until = end
    return joined if since is None else [*joined, (since, until)]


def union(intervals: Iterable[tuple[Instant, Instant]]) -> int:
    """Return the seconds that lie in at least one of the intervals, given in start order."""
    return sum(until - since for since, until in coalesce(intervals))
