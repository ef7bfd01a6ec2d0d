"""DIA-01, 03, 08, 10: two meetings at the same time; one code for each pair."""

from bisect import bisect_left
from collections.abc import Iterator

from jointdesk.diary.findings import Finding, Findings
from jointdesk.diary.timeline import Timeline, is_masked, is_soft, tier_of
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting


def overlaps(timeline: Timeline) -> Findings:
    """All pairs of meetings with a.start < b.end and b.start < a.end.

    Touching ends do not overlap. A pair's anchor is the later start.
    """
    return _Overlaps(timeline)


class _Overlaps:
    """Overlaps held as ranges, so that counting them costs nothing.

    In start order the later ones that overlap a meeting are exactly those next to it that start
    before it ends.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._meetings, starts, ends, _ = timeline.timed
        window = timeline.window
        first, last = bisect_left(starts, window.start), bisect_left(starts, window.end)
        self._ranges = [
            (i, i + 1 if i >= first else first, stop)
            for i, end in enumerate(ends[:last])
            if (stop := bisect_left(starts, end, i, last)) > i + 1 and stop > first
        ]

    def __len__(self) -> int:
        return sum(stop - start for _, start, stop in self._ranges)

    def __iter__(self) -> Iterator[Finding]:
        meetings = self._meetings
        for i, start, stop in self._ranges:
            for j in range(start, stop):
                yield overlap(meetings[i], meetings[j])


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
