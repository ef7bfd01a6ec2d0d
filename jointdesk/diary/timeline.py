"""The meetings that the rules on time look at, in start order, with what makes looking quick."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import le

from jointdesk.diary.context import Context
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.occurrences import PlaceKind, Reply, Status


def takes_time(meeting: Meeting) -> bool:
    """True if the meeting takes the director's time: busy, no leave, and no rule says "no"."""
    details = meeting.preferred.details
    if not details.busy or details.leave:
        return False
    return details.counts or any(copy.details.counts for copy in meeting.copies)


def tier_of(meeting: Meeting) -> int:
    """Return the meeting's protection: that of its best protected copy."""
    return min(copy.details.tier for copy in meeting.copies)


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


def is_sitting(meeting: Meeting) -> bool:
    """True if its length is time spent in it: not all-day, and under 24 hours."""
    _, preferred, _, _ = meeting
    return not preferred.details.all_day and preferred.end - preferred.start < DAY


def following(meetings: Sequence[Meeting], seconds: int) -> Iterator[tuple[Meeting, Meeting]]:
    """Yield pairs in which b starts less than so many seconds after a ended, nothing between.

    What overlaps a or b does not lie between them: either may be the one that is attended.
    `meetings` are in start order.
    """
    starts = [meeting.preferred.start for meeting in meetings]
    by_end = sorted(range(len(meetings)), key=[m.preferred.end for m in meetings].__getitem__)
    ends = [meetings[i].preferred.end for i in by_end]
    latest_starts = list(accumulate((starts[i] for i in by_end), max))
    for j, start in enumerate(starts):
        done = bisect_right(ends, start)
        if not done:
            continue
        last = latest_starts[done - 1]
        for k in range(bisect_left(ends, max(last, start - seconds + 1), 0, done), done):
            i = by_end[k]
            # A meeting of no length ends where it starts, and is not between itself and b.
            if i < j and (ends[k] > last or starts[i] == last):
                yield meetings[i], meetings[j]


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
    def timed(self) -> list[Meeting]:
        """The meetings that take time, in start order."""
        timed = [meeting for meeting in self.meetings if takes_time(meeting)]
        starts = [meeting.start for meeting in timed]
        if not all(map(le, starts, starts[1:])):
            timed.sort(key=lambda meeting: (meeting.start, meeting.end, meeting.id))
        return timed

    @cached_property
    def starts(self) -> list[Instant]:
        """Starts of the timed meetings."""
        return [meeting.preferred.start for meeting in self.timed]

    @cached_property
    def ends(self) -> list[Instant]:
        """Ends of the timed meetings."""
        return [meeting.preferred.end for meeting in self.timed]

    @cached_property
    def _latest_ends(self) -> list[Instant]:
        return list(accumulate(self.ends, max))

    @cached_property
    def sittings(self) -> list[Meeting]:
        """The timed meetings that are sat through, in start order."""
        return [meeting for meeting in self.timed if is_sitting(meeting)]

    @cached_property
    def in_person(self) -> list[Meeting]:
        """The timed meetings that one must go to, at a known site or not, in start order."""
        going = (PlaceKind.SITE, PlaceKind.UNKNOWN)
        return [
            meeting for meeting in self.sittings if meeting.preferred.details.place_kind in going
        ]

    @cached_property
    def journeys(self) -> list[tuple[Meeting, Meeting]]:
        """Each meeting at a known site with those at known sites that one may come from.

        The earlier ended less than a day before, and no other known site lies on the way.
        """
        known = [m for m in self.in_person if m.preferred.details.place_kind is PlaceKind.SITE]
        return list(following(known, DAY))

    def overlapping(self, start: Instant, end: Instant) -> Iterator[Meeting]:
        """Yield the timed meetings with a moment in [start, end), latest start first."""
        for i in range(bisect_left(self.starts, end) - 1, -1, -1):
            if self._latest_ends[i] <= start:
                return
            if self.ends[i] > start:
                yield self.timed[i]
