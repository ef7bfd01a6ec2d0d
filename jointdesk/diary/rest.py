"""DIA-15: eleven hours of rest between two days, and a break within six hours."""

from collections.abc import Iterator
from datetime import timedelta

from jointdesk.diary.days import Day, by_day
from jointdesk.diary.findings import Finding, Findings
from jointdesk.diary.timeline import Rows, Timeline
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import HOUR, MINUTE

BREAK = "break"
"""Tells a stretch without a break from too little rest: both are DIA-15."""


def rest(timeline: Timeline) -> Findings:
    """DIA-15 for every day; a meeting belongs to the day on which it starts."""
    found: list[Finding] = []
    before: tuple[Day, Rows] | None = None
    for day, rows in by_day(timeline.near, timeline.context.zone):
        if before and day.date - before[0].date == timedelta(days=1):
            found.extend(_short_night(timeline, before[1], rows))
        found.extend(_stretches(timeline, rows))
        before = day, rows
    return found


def _short_night(timeline: Timeline, before: Rows, after: Rows) -> Iterator[Finding]:
    end, start = max(before.ends), after.starts[0]
    if start - end < timeline.context.rest_hours * HOUR and timeline.holds(start):
        last, first = before.meetings[before.ends.index(end)], after.meetings[0]
        span = (start, min(end, start), max(end, start))
        facts = (max(start - end, 0) // MINUTE,)
        yield Finding("DIA-15", Severity.AMBER, *span, (last, first), facts=facts)


def _stretches(timeline: Timeline, rows: Rows) -> Iterator[Finding]:
    """Find runs of one day's meetings that go on too long without a real break."""
    pause = timeline.context.break_minutes * MINUTE
    first = last = 0
    until = rows.ends[0]
    for i in range(1, len(rows.starts)):
        start, end = rows.starts[i], rows.ends[i]
        if start - until >= pause:
            yield from _stretch(timeline, rows, first, last)
            first = last = i
            until = end
        elif end > until:
            last, until = i, end
    yield from _stretch(timeline, rows, first, last)


def _stretch(timeline: Timeline, rows: Rows, first: int, last: int) -> Iterator[Finding]:
    start, end = rows.starts[first], rows.ends[last]
    if end - start > timeline.context.stretch_hours * HOUR and timeline.holds(start):
        sides = tuple(rows.meetings[i] for i in dict.fromkeys((first, last)))
        keys = (*(side.id for side in sides), BREAK)
        yield Finding("DIA-15", Severity.AMBER, start, start, end, sides, keys)
