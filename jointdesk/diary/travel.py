"""DIA-04, 05, 06: getting from one meeting to the next."""

from collections.abc import Iterable, Mapping
from itertools import compress

from jointdesk.diary.context import Context
from jointdesk.diary.findings import Finding, Findings, PairFindings
from jointdesk.diary.timeline import Timeline, following
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import HOUR, MINUTE
from jointdesk.domain.occurrences import PlaceKind

_RED_FROM_MINUTES = 15
_MOVABLE = 4


def travel(timeline: Timeline) -> Findings:
    """DIA-04: less time between two sites than the journey and the buffer need.

    Only sites lie on the way; virtual meetings and unknown places in between change nothing. A
    journey that nobody has timed is never zero minutes: it is DIA-06 within three hours.
    """
    rows = timeline.at_sites
    sites = [details.site_id for details in rows.details]
    needed = _seconds_needed(set(sites), timeline.context)
    pairs = [
        (i, j)
        for before, j in following(rows, max(needed.values(), default=0), timeline.window)
        for i in before
        if rows.starts[j] - rows.ends[i] < needed.get((sites[i], sites[j]), 0)
    ]
    return PairFindings(rows.meetings, pairs, lambda a, b: _journey(a, b, timeline.context))


def _seconds_needed(sites: Iterable[str], context: Context) -> Mapping[tuple[str, str], int]:
    """Return the least gap between meetings at two sites, both ways."""
    unknown = context.near_hours * HOUR + 1
    return {
        (here, there): unknown if minutes is None else (minutes + context.buffer_minutes) * MINUTE
        for here in sites
        for there in sites
        if here != there
        for minutes in (context.travel.minutes(here, there),)
    }


def _journey(a: Meeting, b: Meeting, context: Context) -> Finding:
    here, there = a.preferred.details.site_id, b.preferred.details.site_id
    minutes = context.travel.minutes(here, there)
    if minutes is None:
        return Finding("DIA-06", Severity.AMBER, b.start, a.end, b.start, (a, b))
    needed = minutes + context.buffer_minutes
    gap = b.start - a.end
    short = -((gap - needed * MINUTE) // MINUTE)
    return Finding(
        "DIA-04",
        Severity.RED if short >= _RED_FROM_MINUTES else Severity.AMBER,
        b.start,
        a.end,
        b.start,
        (a, b),
        facts=(gap // MINUTE, minutes),
        minutes_short=short,
    )


def changeovers(timeline: Timeline) -> Findings:
    """DIA-05: under ten minutes between two meetings of which at least one is virtual.

    Movable meetings (tier 4) take no part, nor do masked ones, whose tier is not known.
    """
    rows = timeline.near.where(
        details.tier != _MOVABLE and not details.masked for details in timeline.near.details
    )
    wanted = PlaceKind.VIRTUAL
    virtual = [details.place_kind is wanted for details in rows.details]
    seconds = timeline.context.changeover_minutes * MINUTE
    pairs = [
        (i, j)
        for before, j in following(rows, seconds, timeline.window)
        for i in before
        if virtual[j] or virtual[i]
    ]
    return PairFindings(rows.meetings, pairs, _changeover)


def _changeover(a: Meeting, b: Meeting) -> Finding:
    facts = ((b.start - a.end) // MINUTE,)
    return Finding("DIA-05", Severity.INFO, b.start, a.end, b.start, (a, b), facts=facts)


def unknown_places(timeline: Timeline) -> Findings:
    """DIA-06: an in-person meeting at an unknown place within three hours of another one."""
    near = timeline.context.near_hours * HOUR
    rows = timeline.in_person
    wanted = PlaceKind.UNKNOWN
    unknown = [details.place_kind is wanted for details in rows.details]
    ends = rows.ends
    latest: list[int] = []
    for i in range(len(ends)):
        latest.append(latest[-1] if latest and ends[latest[-1]] > ends[i] else i)
    pairs = []
    for i in compress(range(len(ends)), unknown):
        if not timeline.holds(rows.starts[i]):
            continue
        if i and ends[latest[i - 1]] >= rows.starts[i] - near:
            pairs.append((i, latest[i - 1]))
        elif i + 1 < len(ends) and rows.starts[i + 1] <= ends[i] + near:
            pairs.append((i, i + 1))
    return PairFindings(rows.meetings, pairs, _unknown_place)


def _unknown_place(meeting: Meeting, other: Meeting) -> Finding:
    span = (meeting.start, meeting.start, meeting.end)
    return Finding("DIA-06", Severity.AMBER, *span, (meeting,), others=(other,))
