"""DIA-04, 05, 06: getting from one meeting to the next."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from jointdesk.diary.findings import Finding
from jointdesk.diary.timeline import Timeline, following, is_masked, tier_of
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import HOUR, MINUTE
from jointdesk.domain.occurrences import PlaceKind

_RED_FROM_MINUTES = 15
_MOVABLE = 4


def travel(timeline: Timeline) -> Iterator[Finding]:
    """DIA-04: less time between two sites than the journey and the buffer need.

    A journey that nobody has timed is never zero minutes: within three hours it is DIA-06.
    """
    context = timeline.context
    for a, b in timeline.journeys:
        here, there = a.preferred.details.site_id, b.preferred.details.site_id
        if here == there or not timeline.holds(b.start):
            continue
        gap = b.start - a.end
        minutes = context.travel.minutes(here, there)
        if minutes is None:
            if gap <= context.near_hours * HOUR:
                yield Finding("DIA-06", Severity.AMBER, b.start, a.end, b.start, (a, b))
            continue
        needed = minutes + context.buffer_minutes
        short = -((gap - needed * MINUTE) // MINUTE)
        if short > 0:
            severity = Severity.RED if short >= _RED_FROM_MINUTES else Severity.AMBER
            yield Finding(
                "DIA-04",
                severity,
                b.start,
                a.end,
                b.start,
                (a, b),
                facts=(gap // MINUTE, needed),
                minutes_short=short,
            )


def changeovers(timeline: Timeline) -> Iterator[Finding]:
    """DIA-05: under ten minutes between two meetings of which at least one is virtual."""
    seconds = timeline.context.changeover_minutes * MINUTE
    meetings = [
        meeting
        for meeting in timeline.sittings
        if not is_masked(meeting) and tier_of(meeting) != _MOVABLE
    ]
    for a, b in following(meetings, seconds):
        kinds = (a.preferred.details.place_kind, b.preferred.details.place_kind)
        if PlaceKind.VIRTUAL in kinds and timeline.holds(b.start):
            gap = (b.start - a.end) // MINUTE
            yield Finding("DIA-05", Severity.INFO, b.start, a.end, b.start, (a, b), facts=(gap,))


def unknown_places(timeline: Timeline) -> Iterator[Finding]:
    """DIA-06: an in-person meeting at an unknown place within three hours of another one."""
    near = timeline.context.near_hours * HOUR
    meetings = timeline.in_person
    latest = list(accumulate(range(len(meetings)), lambda i, j: _later_end(meetings, i, j)))
    for i, meeting in enumerate(meetings):
        unknown = meeting.preferred.details.place_kind is PlaceKind.UNKNOWN
        if not unknown or not timeline.holds(meeting.start):
            continue
        before = meetings[latest[i - 1]] if i else None
        after = meetings[i + 1] if i + 1 < len(meetings) else None
        if before and before.end >= meeting.start - near:
            other = before
        elif after and after.start <= meeting.end + near:
            other = after
        else:
            continue
        yield Finding(
            "DIA-06",
            Severity.AMBER,
            meeting.start,
            meeting.start,
            meeting.end,
            (meeting,),
            others=(other,),
        )


def _later_end(meetings: Sequence[Meeting], i: int, j: int) -> int:
    return i if meetings[i].end > meetings[j].end else j
