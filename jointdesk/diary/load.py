"""WRK-03: more than seven hours of meetings, or more than four sites, in one day."""

from jointdesk.diary.days import by_day
from jointdesk.diary.findings import Finding, Findings
from jointdesk.diary.timeline import Rows, Timeline
from jointdesk.diary.unions import union
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import HOUR, MINUTE
from jointdesk.domain.occurrences import Status


def day_load(timeline: Timeline) -> Findings:
    """WRK-03 for every day; hours are the union of intervals, and holds do not count yet.

    A meeting belongs to the day on which it starts. Sites are the known ones.
    """
    context = timeline.context
    found = []
    for day, rows in by_day(certain(timeline.near), context.zone):
        start = rows.starts[0]
        if not timeline.holds(start):
            continue
        seconds = union(zip(rows.starts, rows.ends, strict=True))
        sites = len({details.site_id for details in rows.details} - {""})
        if seconds > context.day_hours * HOUR or sites > context.day_sites:
            span = (start, start, max(rows.ends))
            key = day.date.isoformat()
            facts = (seconds // MINUTE, sites)
            sides = tuple(rows.meetings)
            found.append(Finding("WRK-03", Severity.AMBER, *span, sides, (key,), facts=facts))
    return found


def certain(rows: Rows) -> Rows:
    """Return the rows without holds, which are nobody's hours yet."""
    hold = Status.HOLD
    return rows.where(details.status is not hold for details in rows.details)
