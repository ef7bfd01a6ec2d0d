"""DIA-15: eleven hours of rest between two days, and a break within six hours."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from jointdesk.diary.days import DayOfMeetings, by_day
from jointdesk.diary.findings import Finding
from jointdesk.diary.timeline import Timeline
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, HOUR, MINUTE

BREAK = "break"
"""Tells a stretch without a break from too little rest: both are DIA-15."""


def rest(timeline: Timeline) -> Iterator[Finding]:
    """DIA-15 for every day; a meeting belongs to the day on which it starts."""
    window, zone = timeline.window, timeline.context.zone
    before: DayOfMeetings | None = None
    for each in by_day(timeline.sittings, window.start - 2 * DAY, window.end, zone):
        if before and each.day.date - before.day.date == timedelta(days=1):
            yield from _short_night(timeline, before, each)
        yield from _stretches(timeline, each.meetings)
        before = each


def _short_night(
    timeline: Timeline, before: DayOfMeetings, after: DayOfMeetings
) -> Iterator[Finding]:
    first = after.meetings[0]
    if not timeline.holds(first.start):
        return
    last = max(before.meetings, key=lambda meeting: meeting.preferred.end)
    gap = first.start - last.end
    if gap < timeline.context.rest_hours * HOUR:
        start, end = min(last.end, first.start), max(last.end, first.start)
        yield Finding(
            "DIA-15",
            Severity.AMBER,
            first.start,
            start,
            end,
            (last, first),
            facts=(max(gap, 0) // MINUTE,),
        )


def _stretches(timeline: Timeline, meetings: Sequence[Meeting]) -> Iterator[Finding]:
    """Find runs of one day's meetings that go on too long without a real break."""
    context = timeline.context
    pause, longest = context.break_minutes * MINUTE, context.stretch_hours * HOUR
    first = last = meetings[0]
    start, end = first.start, first.end
    for meeting in (*meetings[1:], None):
        if meeting is not None and meeting.preferred.start - end < pause:
            if meeting.preferred.end > end:
                last, end = meeting, meeting.preferred.end
            continue
        if end - start > longest and timeline.holds(start):
            sides = (first,) if first is last else (first, last)
            keys = (*(side.id for side in sides), BREAK)
            yield Finding("DIA-15", Severity.AMBER, start, start, end, sides, keys)
        if meeting is not None:
            first = last = meeting
            start, end = meeting.start, meeting.end
