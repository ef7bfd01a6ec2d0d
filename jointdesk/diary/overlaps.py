"""DIA-01, 03, 08, 10: two meetings at the same time; one code for each pair."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import tzinfo
from enum import IntEnum

from jointdesk.diary.crowds import Crowd, thin_out
from jointdesk.diary.days import day_of
from jointdesk.diary.findings import Finding, Findings
from jointdesk.diary.timeline import Timeline, is_masked, is_soft, tier_of
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Span, local_day


def overlaps(timeline: Timeline) -> Findings:
    """All pairs of meetings with a.start < b.end and b.start < a.end.

    Touching ends do not overlap. A pair's anchor is the later start. Of a day with more pairs than
    anyone reads some are told together, as one finding.
    """
    return _Overlaps(timeline)


class _Overlaps:
    """Overlaps held as ranges, so that counting them costs nothing.

    In start order the later ones that overlap a meeting are exactly those next to it that start
    before it ends.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._meetings, starts, ends, _ = timeline.timed
        self._zone = timeline.context.zone
        # What is left out of a day must not depend on how much of it the window has.
        window = timeline.window
        whole = _whole_days(window, self._zone)
        first, last = bisect_left(starts, whole.start), bisect_left(starts, whole.end)
        ranges = [
            (i, i + 1 if i >= first else first, stop)
            for i, end in enumerate(ends[:last])
            if (stop := bisect_left(starts, end, i, last)) > i + 1 and stop > first
        ]
        ranges, crowds = thin_out(ranges, starts, self._zone)
        first, last = bisect_left(starts, window.start), bisect_left(starts, window.end)
        self._ranges = [
            (i, max(start, first), min(stop, last))
            for i, start, stop in ranges
            if start < last and stop > first
        ]
        self._crowds = [crowd for crowd in crowds if first <= crowd.first < last]

    def __len__(self) -> int:
        return sum(stop - start for _, start, stop in self._ranges) + len(self._crowds)

    def __iter__(self) -> Iterator[Finding]:
        meetings = self._meetings
        kinds: dict[int, _Kind] = {}
        for i, start, stop in self._ranges:
            for j in (i, *range(start, stop)):
                if j not in kinds:
                    kinds[j] = _kind(meetings[j])
            for j in range(start, stop):
                a, b = meetings[i].preferred, meetings[j].preferred
                later = max(a.start, b.start)
                code, severity = _VERDICTS[kinds[i]][kinds[j]]
                sides = meetings[i], meetings[j]
                yield Finding(code, severity, later, later, min(a.end, b.end), sides)
        for crowd in self._crowds:
            yield self._more(crowd)

    def _more(self, crowd: Crowd) -> Finding:
        """Return what tells of all that is left out of a day: any of it may be grave."""
        start, end = self._meetings[crowd.first].start, day_of(crowd.day, self._zone).end
        left_out = self._meetings[crowd.first : crowd.stop]
        bodies = dict.fromkeys(org_id for each in left_out for org_id in each.org_ids)
        key = f"overlaps:{crowd.day.isoformat()}"
        return Finding(
            "DIA-01", Severity.RED, start, start, end, (), (key,),
            org_ids=tuple(bodies), facts=(crowd.pairs,),
        )  # fmt: skip


def _whole_days(window: Span, zone: tzinfo) -> Span:
    """Return the window from the first moment of its first day to the end of its last."""
    first, last = local_day(window.start, zone), local_day(window.end - 1, zone)
    return Span(day_of(first, zone).start, max(window.end, day_of(last, zone).end))


class _Kind(IntEnum):
    """What matters of a meeting that overlaps another."""

    PLAIN = 0
    PROTECTED = 1
    MASKED = 2
    SOFT = 3


def _kind(meeting: Meeting) -> _Kind:
    if is_soft(meeting):
        return _Kind.SOFT
    if is_masked(meeting):
        return _Kind.MASKED
    return _Kind.PROTECTED if tier_of(meeting) == 1 else _Kind.PLAIN


def _verdict(a: _Kind, b: _Kind) -> tuple[str, Severity]:
    """Return the code of a pair: soft if either side is, else by protection, the meetings' tiers.

    A masked side has no tier that this audience may know, so such a pair is a plain overlap.
    """
    if _Kind.SOFT in (a, b):
        return "DIA-03", Severity.AMBER
    if _Kind.MASKED in (a, b):
        return "DIA-01", Severity.RED
    return ("DIA-01", "DIA-10", "DIA-08")[a + b], Severity.RED


_VERDICTS = [[_verdict(a, b) for b in _Kind] for a in _Kind]
