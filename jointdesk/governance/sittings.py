"""The meetings of a window as the checks on forums, leave and papers look at them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jointdesk.diary.timeline import Rows, is_masked, rows_of, tier_of
from jointdesk.diary.unions import union
from jointdesk.domain.forums import Forum, ForumSeat
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import MINUTE, Instant, Span, local_day
from jointdesk.domain.occurrences import Status
from jointdesk.domain.records import Records
from jointdesk.governance.check_context import RecordContext
from jointdesk.governance.forum_meetings import forum_of

VOTING = frozenset({"voting", "chair"})


@dataclass(frozen=True)
class Sittings:
    """Meetings around a window, the records, and who the director is.

    `meetings` are all that overlap the window and some weeks around it, as the audience may see
    them.
    """

    meetings: Sequence[Meeting]
    records: Records
    context: RecordContext
    window: Span

    def holds(self, anchor: Instant) -> bool:
        """True if a conflict with that anchor belongs to the window."""
        return self.window.start <= anchor < self.window.end

    def day_of(self, meeting: Meeting) -> date:
        """Return the day on which a meeting begins."""
        return local_day(meeting.start, self.context.zone)

    @cached_property
    def open_ones(self) -> list[Meeting]:
        """The meetings that are neither hidden nor cancelled."""
        return [
            meeting
            for meeting in self.meetings
            if not is_masked(meeting) and meeting.preferred.details.status is not Status.CANCELLED
        ]

    @cached_property
    def in_window(self) -> list[Meeting]:
        """Those of them that begin in the window."""
        return [meeting for meeting in self.open_ones if self.holds(meeting.start)]

    @cached_property
    def forums(self) -> list[tuple[Meeting, Forum]]:
        """The meetings of known forums, also around the window."""
        if not self.records.forums:
            return []
        known: dict[str, Forum | None] = {}
        found = []
        for meeting in self.open_ones:
            title = meeting.preferred.details.title
            if title not in known:
                known[title] = forum_of(title, self.records.forums)
            forum = known[title]
            if forum is not None:
                found.append((meeting, forum))
        return found

    def directors_seats(self, forum: Forum) -> list[ForumSeat]:
        """Return the director's seats in a forum, one for each body they sit for."""
        return [seat for seat in forum.seats if seat.person in self.context.directors]

    # Time

    @cached_property
    def taken(self) -> Rows:
        """The meetings that take the director's time, in start order."""
        return rows_of(self.meetings)

    def overlapping(self, meeting: Meeting) -> Iterator[Meeting]:
        """Yield the other meetings that take time at the time of one."""
        for other, start, end, _ in zip(*self.taken, strict=True):
            if start >= meeting.end:
                return
            if end > meeting.start and other is not meeting:
                yield other

    @cached_property
    def leaves(self) -> list[Meeting]:
        """The leave in any diary, in start order."""
        away = [
            meeting
            for meeting in self.open_ones
            if any(copy.details.leave for copy in meeting.copies)
        ]
        return sorted(away, key=lambda each: each.start)

    def leave_at(self, span: Span) -> Meeting | None:
        """Return the leave that takes at least half of a span, the first of them."""
        for leave in self.leaves:
            within = min(leave.end, span.end) - max(leave.start, span.start)
            if within > 0 and 2 * within >= span.end - span.start:
                return leave
        return None

    def leave_during(self, meeting: Meeting) -> Meeting | None:
        """Return the leave in which a moment of a meeting lies, the first of them."""
        for leave in self.leaves:
            if leave.start < meeting.end and meeting.start < leave.end and leave is not meeting:
                return leave
        return None

    def working_hours(self, day: date) -> Span:
        """Return the hours of a day in which all employers work."""
        bodies = [self.context.organisations[one] for one in self.context.employers]
        start = self.context.day_span(day).start
        opens = max((one.opens for one in bodies), default=0)
        closes = max(min((one.closes for one in bodies), default=24 * 60), opens)
        return Span(start + opens * MINUTE, start + closes * MINUTE)

    def free_minutes(self, span: Span) -> int:
        """Return how many minutes of a span nothing and no leave takes."""
        rows = self.taken
        busy = [*zip(rows.starts, rows.ends, strict=True)]
        busy += [(leave.start, leave.end) for leave in self.leaves]
        inside = sorted(
            (max(start, span.start), min(end, span.end))
            for start, end in busy
            if start < span.end and end > span.start
        )
        return (span.end - span.start - union(inside)) // MINUTE

    def is_protected(self, meeting: Meeting) -> bool:
        """True for tier 1."""
        return tier_of(meeting) == 1
