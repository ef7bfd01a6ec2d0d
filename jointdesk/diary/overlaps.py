"""DIA-01, 03, 08, 10: two meetings at the same time; one code for each pair."""

from bisect import bisect_left
from collections.abc import Iterator

from jointdesk.diary.findings import Finding
from jointdesk.diary.timeline import Timeline, is_masked, is_soft, tier_of
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting


class Overlaps:
    """All pairs of meetings that overlap, held as ranges, so that counting them costs nothing.

    In start order those that overlap a meeting are exactly the ones after it that start before
    it ends (a.start < b.end and b.start < a.end; touching ends do not overlap). A pair's anchor
    is the later start.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._timed = timeline.timed
        starts, window = timeline.starts, timeline.window
        first, last = bisect_left(starts, window.start), bisect_left(starts, window.end)
        self._ranges = [
            (i, max(i + 1, first), stop)
            for i, end in enumerate(timeline.ends[:last])
            if (stop := min(bisect_left(starts, end, i), last)) > max(i + 1, first)
        ]

    def __len__(self) -> int:
        return sum(stop - start for _, start, stop in self._ranges)

    def __iter__(self) -> Iterator[Finding]:
        for i, start, stop in self._ranges:
            for j in range(start, stop):
                yield overlap(self._timed[i], self._timed[j])


def overlap(a: Meeting, b: Meeting) -> Finding:
    """Return what there is to say of two meetings that overlap.

    Soft if either side is; else by protection, the meeting's tier. A masked side has no tier
    that this audience may know, so such a pair is a plain overlap.
    """
    code, severity = "DIA-01", Severity.RED
    if is_soft(a) or is_soft(b):
        code, severity = "DIA-03", Severity.AMBER
    elif not (is_masked(a) or is_masked(b)):
        protected = (tier_of(a) == 1) + (tier_of(b) == 1)
        code = ("DIA-01", "DIA-10", "DIA-08")[protected]
    start = max(a.start, b.start)
    return Finding(code, severity, start, start, min(a.end, b.end), (a, b))
