"""WRK-02: the director's working hours, of both employers, averaged over 17 weeks.

Source: Working Time Regulations 1998, regulation 4 (48 hours, 17 weeks, every employer's hours
together); 44 hours is JointDesk's own warning. Travel between two places of work counts, the way
to work does not. What is in no diary is not counted, so that the hours are the least there were.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from jointdesk.diary.context import Context
from jointdesk.diary.days import by_day, iso_week
from jointdesk.diary.timeline import Rows, Timeline
from jointdesk.diary.unions import coalesce
from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, HOUR, MINUTE, Instant, Span, local_day
from jointdesk.domain.occurrences import Occurrence, Status
from jointdesk.domain.words import full_day
from jointdesk.governance.check_context import RecordContext, found

WEEKS = 17

Hours = Mapping[date, float]
"""Hours worked in each week, by its Monday."""


def first_monday(window: Span, context: RecordContext) -> date:
    """Return the Monday of the first week whose hours the weeks of a window need."""
    day = local_day(window.start, context.zone)
    return day - timedelta(days=day.weekday() + 7 * (WEEKS - 1))


def weekly_hours(occurrences: Iterable[Occurrence], context: Context, window: Span) -> Hours:
    """Return the hours of each week that has any.

    `occurrences` are what the audience may see, unpaired: two copies of one meeting take the
    same time, and time is never counted twice. Holds are no hours, nor are all-day items.
    """
    employers = {org.id for org in context.employers}
    meetings = [
        Meeting((one,), one)
        for one in occurrences
        if one.details.org_id in employers and one.details.status is not Status.HOLD
    ]
    sittings = Timeline(meetings, context, window).sittings
    worked = [*zip(sittings.starts, sittings.ends, strict=True), *_journeys(sittings, context)]
    hours: dict[date, float] = {}
    for start, end in coalesce(sorted(worked)):
        for monday, seconds in _by_week(start, end, context):
            hours[monday] = hours.get(monday, 0.0) + seconds / HOUR
    return hours


def _journeys(rows: Rows, context: Context) -> Iterator[tuple[Instant, Instant]]:
    """Yield the travel between the sites of each day, as late as it can begin."""
    at_sites = rows.where([details.site_id != "" for details in rows.details])
    for _, of_day in by_day(at_sites, context.zone):
        before: tuple[Instant, str] | None = None
        for start, end, details in zip(of_day.starts, of_day.ends, of_day.details, strict=True):
            if before is not None and before[0] <= start:
                minutes = context.travel.minutes(before[1], details.site_id) or 0
                if minutes:
                    yield max(before[0], start - minutes * MINUTE), start
            if before is None or end >= before[0]:
                before = end, details.site_id


def _by_week(start: Instant, end: Instant, context: Context) -> Iterator[tuple[date, int]]:
    """Yield the parts of an interval, each less than a day, by the Monday of the day it begins."""
    while start < end:
        day = local_day(start, context.zone)
        until = min(end, start + DAY)
        yield day - timedelta(days=day.weekday()), until - start
        start = until


def long_weeks(hours: Hours, context: RecordContext, window: Span) -> Iterator[Conflict]:
    """WRK-02: once an ISO week that begins in the window, over the 17 weeks that end with it.

    Amber from 44 hours, red over 48; where an opt-out is recorded, never red.
    """
    own = context.own
    amber, red = own.number("hours_amber"), own.number("hours_red")
    monday = local_day(window.start, context.zone)
    monday -= timedelta(days=monday.weekday())
    last = max(hours, default=monday) + timedelta(days=7 * WEEKS)
    while (span := context.day_span(monday)).start < window.end and monday <= last:
        weeks = (monday - timedelta(days=7 * n) for n in range(WEEKS))
        average = round(sum(hours.get(week, 0.0) for week in weeks) / WEEKS, 6)
        if span.start >= window.start and average >= amber:
            is_red = average > red and not own.is_on("hours_opt_out")
            sunday = monday + timedelta(days=6)
            yield found(
                "WRK-02",
                Severity.RED if is_red else Severity.AMBER,
                (f"hours {iso_week(monday)}",),
                context.employers,
                f"The director's hours for all employers come to {average:.1f} a week on average"
                f" in the {WEEKS} weeks to {full_day(sunday)}; the limit is {red} (Working Time"
                " Regulations 1998): tell the director and both bodies' HR",
                (is_red, amber, red),
                Span(span.start, context.day_span(sunday).end),
            )
        monday += timedelta(days=7)
