"""How the director's time divides between organisations, and WRK-01."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations
from typing import TypeAlias

from jointdesk.diary.context import Context
from jointdesk.diary.days import by_day, iso_week
from jointdesk.diary.findings import Finding, Findings
from jointdesk.diary.timeline import Rows, Timeline
from jointdesk.diary.unions import union
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, HOUR, MINUTE, Instant, Span, local_day, midnight
from jointdesk.domain.occurrences import Status

_WEEKS = 4
_Spent: TypeAlias = tuple[Instant, Instant, tuple[str, ...]]
"""Start and end of an interval, and the organisations it was spent for."""


def time_split(meetings: Sequence[Meeting], context: Context, span: Span) -> Mapping[str, float]:
    """Return the seconds spent within the span for each organisation that has a part in it.

    Hours are the union of intervals, never their sum. Time spent for several organisations at
    once (a joint meeting, a double booking) is split by their agreed shares. Travel between two
    sites of one day counts for the organisation one travels to. All-day items and holds are no
    hours.
    """
    weights = _weights(context)
    spent = _spent(Timeline(meetings, context, span).sittings, context)
    return _divide(_within(spent, span.start, span.end), weights)


def split_off_agreement(timeline: Timeline) -> Findings:
    """WRK-01: once an ISO week, over the four weeks that end with it.

    The organisation named is the one furthest above its agreed share.
    """
    context = timeline.context
    weights = _weights(context)
    mondays = _mondays(timeline)
    if len(weights) < 2 or not mondays:
        return []
    sittings = timeline.sittings.between(mondays[0] - DAY, mondays[-1])
    spent = _spent(sittings, context)
    weeks = [
        _divide(_within(spent, start, end), weights)
        for start, end in zip(mondays, mondays[1:], strict=False)
    ]
    found: list[Finding] = []
    for n in range(_WEEKS - 1, len(weeks)):
        last = weeks[n - _WEEKS + 1 : n + 1]
        hours = {each: sum(week[each] for week in last) / HOUR for each in weights}
        found.extend(_judged(hours, Span(mondays[n], mondays[n + 1]), timeline))
    return found


def _judged(hours: Mapping[str, float], week: Span, timeline: Timeline) -> Iterator[Finding]:
    """Hold four weeks' hours against what is agreed."""
    context = timeline.context
    total = sum(hours.values())
    if not timeline.holds(week.start) or total < context.split_least_hours:
        return
    agreed = {org.id: org.share for org in context.employers if org.share is not None}
    over = {each: round(100 * hours[each] / total - share, 6) for each, share in agreed.items()}
    points = max((abs(each) for each in over.values()), default=0.0)
    if points <= context.split_amber_points:
        return
    named = max(over, key=lambda org_id: (over[org_id], org_id))
    actual = round(over[named] + agreed[named])
    yield Finding(
        "WRK-01",
        Severity.RED if points > context.split_red_points else Severity.AMBER,
        week.start,
        *week,
        (),
        (named, iso_week(local_day(week.start, context.zone))),
        org_ids=tuple(agreed),
        facts=(context.organisations[named].code, actual, agreed[named]),
    )


def _weights(context: Context) -> Mapping[str, float]:
    """Return the agreed percentages; where fewer than two are agreed, the rest is shared out."""
    agreed: dict[str, float] = {
        org.id: org.share for org in context.employers if org.share is not None
    }
    if len(agreed) >= 2:
        return agreed
    others = [org_id for org_id in context.organisations if org_id not in agreed]
    left = 100 - sum(agreed.values())
    return {**agreed, **{org_id: left / len(others) for org_id in others}}


def _mondays(timeline: Timeline) -> list[Instant]:
    """First instants of the ISO weeks from three before the window's first to its last one's end.

    Weeks that no meeting can reach are left out.
    """
    zone, window, starts = timeline.context.zone, timeline.window, timeline.timed.starts
    if not starts:
        return []
    begin = max(window.start, starts[0])
    end = min(window.end, starts[-1] + _WEEKS * 7 * DAY)
    day = local_day(begin, zone)
    day -= timedelta(days=day.weekday() + 7 * (_WEEKS - 1))
    mondays = [midnight(day, zone)]
    while mondays[-1] < end:
        day += timedelta(days=7)
        mondays.append(midnight(day, zone))
    return mondays


def _spent(sittings: Rows, context: Context) -> list[_Spent]:
    """Return every interval that is somebody's time, in start order; holds are nobody's yet."""
    spent = [
        (start, end, meeting.org_ids if len(meeting.copies) > 1 else (details.org_id,))
        for meeting, start, end, details in zip(*sittings, strict=True)
        if details.status is not Status.HOLD
    ]
    at_sites = sittings.where(details.site_id != "" for details in sittings.details)
    for _, rows in by_day(at_sites, context.zone):
        spent.extend(_journeys(rows, context))
    return sorted(spent)


def _journeys(rows: Rows, context: Context) -> Iterator[_Spent]:
    """Yield the travel of one day: to each site from where one was last."""
    by_end = sorted(range(len(rows.ends)), key=rows.ends.__getitem__)
    ends = [rows.ends[i] for i in by_end]
    for j, start in enumerate(rows.starts):
        done = bisect_right(ends, start)
        if not done:
            continue
        here, there = rows.details[by_end[done - 1]].site_id, rows.details[j].site_id
        minutes = context.travel.minutes(here, there)
        if minutes:
            begin = max(ends[done - 1], start - minutes * MINUTE)
            yield begin, start, rows.meetings[j].org_ids


def _within(spent: Sequence[_Spent], start: Instant, end: Instant) -> list[_Spent]:
    """Return the parts of the intervals inside [start, end); none is longer than a day."""
    first, last = bisect_left(spent, (start - DAY,)), bisect_left(spent, (end,))
    return [
        (max(since, start), min(until, end), org_ids)
        for since, until, org_ids in spent[first:last]
        if until > start
    ]


def _divide(spent: Sequence[_Spent], weights: Mapping[str, float]) -> dict[str, float]:
    """Return the seconds for each organisation: time of several at once by their weights.

    The time in which exactly one set of organisations is busy follows from unions: that within
    the set is everything but the union of the others, less what its smaller sets hold.
    """
    present = frozenset(each for names in {each[2] for each in spent} for each in names)
    present &= weights.keys()
    whole = _busy(spent, present)
    exactly: dict[frozenset[str], int] = {}
    seconds = dict.fromkeys(weights, 0.0)
    for size in range(1, len(present) + 1):
        for group in map(frozenset, combinations(sorted(present), size)):
            within = whole - _busy(spent, present - group)
            exactly[group] = within - sum(each for some, each in exactly.items() if some < group)
            weight = sum(weights[name] for name in group)
            for name in group:
                seconds[name] += exactly[group] * (weights[name] / weight if weight else 1 / size)
    return seconds


def _busy(spent: Sequence[_Spent], org_ids: frozenset[str]) -> int:
    """Return the seconds in which at least one of the organisations is busy."""
    if not org_ids:
        return 0
    theirs = {names for names in {each[2] for each in spent} if not org_ids.isdisjoint(names)}
    return union((start, end) for start, end, names in spent if names in theirs)
