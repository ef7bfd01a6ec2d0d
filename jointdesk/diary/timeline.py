"""The meetings that the rules on time look at, in start order, with what makes looking quick."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, compress
from operator import eq, le
from typing import NamedTuple

from jointdesk.diary.context import Context
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.occurrences import Details, PlaceKind, Reply, Status


def takes_time(meeting: Meeting) -> bool:
    """True if the meeting takes the director's time: busy, no leave, and no rule says "no"."""
    copies, preferred, _, _ = meeting
    details = preferred.details
    if not details.busy or details.leave:
        return False
    return details.counts or any(copy.details.counts for copy in copies)


def tier_of(meeting: Meeting) -> int:
    """Return the meeting's protection: that of its best protected copy."""
    copies = meeting.copies
    if len(copies) == 1:
        return copies[0].details.tier
    return min(copy.details.tier for copy in copies)


def is_soft(meeting: Meeting) -> bool:
    """True if attendance is not certain: tentative, a hold, or optional."""
    details = meeting.preferred.details
    return (
        details.status in (Status.TENTATIVE, Status.HOLD)
        or details.reply is Reply.TENTATIVE
        or details.optional
    )


def is_masked(meeting: Meeting) -> bool:
    """True if this audience sees no more of it than its time."""
    return meeting.preferred.details.masked


class Rows(NamedTuple):
    """Meetings in start order, and their starts, ends and preferred details beside them."""

    meetings: Sequence[Meeting]
    starts: Sequence[Instant]
    ends: Sequence[Instant]
    details: Sequence[Details]

    def where(self, wanted: Iterable[bool]) -> "Rows":
        """Return the rows for which the value beside them is true."""
        chosen = list(wanted)
        if all(chosen):
            return self
        return Rows(
            list(compress(self.meetings, chosen)),
            list(compress(self.starts, chosen)),
            list(compress(self.ends, chosen)),
            list(compress(self.details, chosen)),
        )

    def between(self, start: Instant, end: Instant) -> "Rows":
        """Return the rows that start in [start, end)."""
        return self.part(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def part(self, first: int, last: int) -> "Rows":
        """Return the rows from one position up to another."""
        return Rows(
            self.meetings[first:last],
            self.starts[first:last],
            self.ends[first:last],
            self.details[first:last],
        )


def rows_of(meetings: Iterable[Meeting]) -> Rows:
    """Return the meetings that take time as rows, whatever order they come in.

    Of equal starts the earlier end comes first, so that one of no length precedes what begins
    with it and does not overlap it; of equal spans the one that this desk saw first.
    """
    timed = [
        meeting
        for meeting in meetings
        if (details := meeting.preferred.details).busy
        and not details.leave
        and (details.counts or takes_time(meeting))
    ]
    rows = _rows(timed)
    starts, ends = rows.starts, rows.ends
    same_start = compress(range(1, len(timed)), map(eq, starts, starts[1:]))
    in_order = all(map(le, starts, starts[1:])) and all(
        ends[i - 1] < ends[i] or (ends[i - 1] == ends[i] and _age(timed[i - 1]) <= _age(timed[i]))
        for i in same_start
    )
    if in_order:
        return rows
    return _rows(sorted(timed, key=lambda each: (each.start, each.end, _age(each))))


def sat_through(rows: Rows) -> Rows:
    """Return the rows that are sat through: not all-day, and under 24 hours."""
    return rows.where(
        end - start < DAY and not details.all_day
        for _, start, end, details in zip(*rows, strict=True)
    )


def _rows(meetings: Sequence[Meeting]) -> Rows:
    preferred = [meeting.preferred for meeting in meetings]
    return Rows(
        meetings,
        [each.start for each in preferred],
        [each.end for each in preferred],
        [each.details for each in preferred],
    )


def _age(meeting: Meeting) -> tuple[int, str, int, int]:
    _, _, day, ordinal, details = meeting.preferred
    return details.seen, details.series_id, day, ordinal


_MOST_BEFORE = 30
"""So many that go on at one moment are 435 overlaps, more than are told one by one in a day."""


def following(rows: Rows, seconds: int, window: Span) -> Iterator[tuple[list[int], int]]:
    """Yield rows that start in the window, each after those that it follows.

    It starts less than so long after each of them ended, and nothing lies between the two; what
    overlaps either does not lie between them, for either may be the one that is not attended. Of
    a crowd the last to end count; they overlap each other, so that the crowd itself is told.
    """
    _, starts, ends, _ = rows
    by_end = sorted(range(len(ends)), key=ends.__getitem__)
    sorted_ends = [ends[i] for i in by_end]
    done, last = 0, min(starts, default=0)  # how many have ended, and the latest start of these
    looked_at, before = (0, -1), list[int]()
    for j in range(bisect_left(starts, window.start), bisect_left(starts, window.end)):
        start = starts[j]
        while sorted_ends[done] <= start and by_end[done] != j:  # at the latest it ends at j
            if starts[by_end[done]] > last:
                last = starts[by_end[done]]
            done += 1
        if (start, done) != looked_at:  # those that start together follow the same ones
            looked_at = start, done
            earliest = max(last, start - seconds + 1)
            first = max(done - _MOST_BEFORE, bisect_left(sorted_ends, earliest, 0, done))
            # What ends as the last one starts is before it, unless it is that one, of no length.
            before = [i for i in by_end[first:done] if ends[i] > last or starts[i] == last]
        if before:
            yield before, j


@dataclass(frozen=True)
class Timeline:
    """The meetings given, the window asked for, and the desk's settings.

    A conflict belongs to the window in which its anchor lies; meetings around the window are
    needed to find it.
    """

    meetings: Sequence[Meeting]
    context: Context
    window: Span

    def holds(self, anchor: Instant) -> bool:
        """True if a conflict with that anchor belongs to the window."""
        return self.window.start <= anchor < self.window.end

    @cached_property
    def around(self) -> Span:
        """The window and two days around it: all that most rules look at."""
        return Span(self.window.start - 2 * DAY, self.window.end + 2 * DAY)

    @cached_property
    def timed(self) -> Rows:
        """The meetings around the window that take time."""
        start, end = self.around
        meetings = self.meetings
        return rows_of(
            [one for one in meetings if one.preferred.start < end and one.preferred.end >= start]
        )

    @cached_property
    def sittings(self) -> Rows:
        """Those of them that are sat through."""
        return sat_through(self.timed)

    @cached_property
    def near(self) -> Rows:
        """The sittings that start around the window."""
        return self.sittings.between(*self.around)

    def sat_between(self, start: Instant, end: Instant) -> Rows:
        """Return the sittings that start in [start, end), around the window or not."""
        first, last = self.around
        far = sat_through(
            rows_of(
                one
                for one in self.meetings
                if start <= one.preferred.start < first or last <= one.preferred.start < end
            )
        )
        parts = far.between(start, first), self.near.between(start, end), far.between(last, end)
        return Rows(
            [*chain.from_iterable(part.meetings for part in parts)],
            [*chain.from_iterable(part.starts for part in parts)],
            [*chain.from_iterable(part.ends for part in parts)],
            [*chain.from_iterable(part.details for part in parts)],
        )

    @cached_property
    def in_person(self) -> Rows:
        """The near ones that one must go to, at a known site or not."""
        going = (PlaceKind.SITE, PlaceKind.UNKNOWN)
        return self.near.where(details.place_kind in going for details in self.near.details)

    @cached_property
    def at_sites(self) -> Rows:
        """The near ones at known sites."""
        return self.near.where(details.site_id != "" for details in self.near.details)

    @cached_property
    def marked(self) -> list[Meeting]:
        """The few meetings, idle ones among them, that have several copies, privacy or leave."""
        return [
            meeting
            for meeting in self.meetings
            if len(meeting.copies) > 1
            or (details := meeting.preferred.details).leave
            or details.private
        ]

    @cached_property
    def _latest_ends(self) -> list[Instant]:
        return list(accumulate(self.timed.ends, max))

    def overlapping(self, start: Instant, end: Instant) -> Iterator[Meeting]:
        """Yield the timed meetings with a moment in [start, end), latest start first."""
        rows = self.timed
        for i in range(bisect_left(rows.starts, end) - 1, -1, -1):
            if self._latest_ends[i] <= start:
                return
            if rows.ends[i] > start:
                yield rows.meetings[i]
