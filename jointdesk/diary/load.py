"""WRK-03: more than seven hours of meetings, or more than four sites, in one day."""

from collections.abc import Iterator

from jointdesk.diary.days import by_day
from jointdesk.diary.findings import Finding
from jointdesk.diary.timeline import Timeline
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import DAY, HOUR, MINUTE
from jointdesk.domain.occurrences import Status


def day_load(timeline: Timeline) -> Iterator[Finding]:
    """WRK-03 for every day; hours are the union of intervals, and holds do not count yet.

    A meeting belongs to the day on which it starts. Sites are the known ones.
    """
    context, window = timeline.context, timeline.window
    certain = [
        meeting
        for meeting in timeline.sittings
        if meeting.preferred.details.status is not Status.HOLD
    ]
    for day, meetings in by_day(certain, window.start - DAY, window.end, context.zone):
        anchor = meetings[0].start
        if not timeline.holds(anchor):
            continue
        seconds, until = 0, anchor
        sites = set()
        for meeting in meetings:
            _, preferred, _, _ = meeting
            if preferred.end > until:
                seconds += preferred.end - max(preferred.start, until)
                until = preferred.end
            sites.add(preferred.details.site_id)
        sites.discard("")
        if seconds > context.day_hours * HOUR or len(sites) > context.day_sites:
            yield Finding(
                "WRK-03",
                Severity.AMBER,
                anchor,
                anchor,
                until,
                tuple(meetings),
                keys=(day.date.isoformat(),),
                facts=(seconds // MINUTE, len(sites)),
            )
