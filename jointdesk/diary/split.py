"""How the director's time divides between organisations, and WRK-01."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations
from typing import TypeAlias

from jointdesk.diary.context import Context
from jointdesk.diary.days import iso_week
from jointdesk.diary.findings import Finding
from jointdesk.diary.timeline import Timeline
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
    sites counts for the organisation one travels to. All-day items and holds are no hours.
    """
    weights = _weights(context)
    spent = _spent(Timeline(meetings, context, span), weights)
    return _divide(_within(spent, span.start, span.end), weights)


def split_off_agreement(timeline: Timeline) -> Iterator[Finding]:
    """WRK-01: once an ISO week, over the four weeks that end with it.

    The organisation named is the one furthest above its agreed share.
    """
    context, window = timeline.context, timeline.window
    agreed = {org.id: org.share for org in context.employers if org.share is not None}
    if not agreed or len(context.organisations) < 2:
        return
    mondays = _mondays(timeline)
    weights = _weights(context)
    spent = _spent(timeline, weights)
    weeks = [
        _divide(_within(spent, start, end), weights)
        for start, end in zip(mondays, mondays[1:], strict=False)
    ]
    for n, start in enumerate(mondays[_WEEKS - 1 : -1], _WEEKS - 1):
        if not window.start <= start < window.end:
            continue
        last = weeks[n - _WEEKS + 1 : n + 1]
        hours = {org_id: sum(week[org_id] for week in last) / HOUR for org_id in weights}
        total = sum(hours.values())
        if total < context.split_least_hours:
            continue
        over = {each: 100 * hours[each] / total - share for each, share in agreed.items()}
        named = max(over, key=lambda org_id: (over[org_id], org_id))
        points = round(max(map(abs, over.values())), 6)
        if points > context.split_amber_points:
            red = points > context.split_red_points
            yield Finding(
                "WRK-01",
                Severity.RED if red else Severity.AMBER,
                start,
                start,
                mondays[n + 1],
                (),
                (named, iso_week(local_day(start, context.zone))),
                org_ids=tuple(agreed),
                facts=(
                    context.organisations[named].code,
                    round(over[named] + agreed[named]),
                    agreed[named],
                ),
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
    return {**agreed, **dict.fromkeys(others, left / len(others) if others else 0)}


def _mondays(timeline: Timeline) -> list[Instant]:
    """First instants of the ISO weeks from three before the window to one after it."""
    zone, window = timeline.context.zone, timeline.window
    if not timeline.starts:
        return []
    begin = max(window.start, timeline.starts[0])
    end = min(window.end, timeline.starts[-1] + _WEEKS * 7 * DAY)
    day = local_day(begin, zone)
    day -= timedelta(days=day.weekday() + 7 * (_WEEKS - 1))
    mondays = [midnight(day, zone)]
    while mondays[-1] < end + 7 * DAY:
        day += timedelta(days=7)
        mondays.append(midnight(day, zone))
    return mondays


def _spent(timeline: Timeline, weights: Mapping[str, float]) -> list[_Spent]:
    """Return every interval that is somebody's time, in start order."""
    spent: list[_Spent] = []
    for meeting in timeline.sittings:
        copies, preferred, _, _ = meeting
        details = preferred.details
        org_ids = (details.org_id,) if len(copies) == 1 else meeting.org_ids
        if details.status is not Status.HOLD:
            spent.append((preferred.start, preferred.end, org_ids))
    zone = timeline.context.zone
    for a, b in timeline.journeys:
        here, there = a.preferred.details.site_id, b.preferred.details.site_id
        minutes = timeline.context.travel.minutes(here, there)
        if minutes and local_day(a.start, zone) == local_day(b.start, zone):
            spent.append((max(a.end, b.start - minutes * MINUTE), b.start, b.org_ids))
    known = weights.keys()
    spent = [
        (start, end, tuple(org_id for org_id in org_ids if org_id in known))
        for start, end, org_ids in spent
    ]
    return sorted(each for each in spent if each[2])


def _within(spent: Sequence[_Spent], start: Instant, end: Instant) -> list[_Spent]:
    """Return the parts of the intervals inside [start, end); none is longer than a day."""
    first = bisect_left(spent, (start - DAY,))
    last = bisect_left(spent, (end,))
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
    present = sorted({org_id for _, _, org_ids in spent for org_id in org_ids})
    whole = _union(spent, frozenset(present))
    exactly: dict[frozenset[str], int] = {}
    seconds = dict.fromkeys(weights, 0.0)
    for size in range(1, len(present) + 1):
        for names in combinations(present, size):
            group = frozenset(names)
            within = whole - _union(spent, frozenset(present) - group)
            only = within - sum(each for some, each in exactly.items() if some < group)
            exactly[group] = only
            weight = sum(weights[name] for name in names)
            for name in names:
                part = weights[name] / weight if weight else 1 / size
                seconds[name] += only * part
    return seconds


def _union(spent: Sequence[_Spent], org_ids: frozenset[str]) -> int:
    """Return the seconds in which at least one of the organisations is busy."""
    seconds = 0
    until = None
    for start, end, names in spent:
        if org_ids.isdisjoint(names):
            continue
        if until is None or start > until:
            seconds += end - start
            until = end
        elif end > until:
            seconds += end - until
            until = end
    return seconds
