"""How the director's time divides between organisations, and WRK-01."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain, combinations
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
    weeks = _weeks(timeline)
    if not weeks or len(weights) < 2 or not _agreed(context):
        return []
    sittings = timeline.sittings.between(weeks[0].start - DAY, weeks[-1].end)
    spent = _spent(sittings, context)
    split = [_divide(_within(spent, *week), weights) for week in weeks]
    found: list[Finding] = []
    for n, week in enumerate(weeks[_WEEKS - 1 :]):
        four = split[n : n + _WEEKS]
        hours = {org_id: sum(each[org_id] for each in four) / HOUR for org_id in weights}
        found.extend(_judged(hours, week, context))
    return found


def _judged(hours: Mapping[str, float], week: Span, context: Context) -> Iterator[Finding]:
    """Hold four weeks' hours against what is agreed."""
    total = sum(hours.values())
    if total < context.split_least_hours:
        return
    agreed = _agreed(context)
    over = {each: round(100 * hours[each] / total - share, 6) for each, share in agreed.items()}
    points = max(map(abs, over.values()))
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


def _agreed(context: Context) -> Mapping[str, int]:
    return {org.id: org.share for org in context.employers if org.share is not None}


def _weights(context: Context) -> Mapping[str, float]:
    """Return the agreed percentages; where fewer than two are agreed, the rest is shared out."""
    agreed = _agreed(context)
    if len(agreed) >= 2:
        return agreed
    others = [org_id for org_id in context.organisations if org_id not in agreed]
    left = max(100 - sum(agreed.values()), 0)
    return {**agreed, **{org_id: left / len(others) for org_id in others}}


def _weeks(timeline: Timeline) -> list[Span]:
    """Return the ISO weeks that start in the window, and the three before the first of them.

    Weeks that no meeting can reach are left out.
    """
    zone, window, starts = timeline.context.zone, timeline.window, timeline.timed.starts
    if not starts:
        return []
    end = min(window.end, starts[-1] + _WEEKS * 7 * DAY)
    monday = local_day(max(window.start, starts[0]), zone)
    monday -= timedelta(days=monday.weekday())
    if midnight(monday, zone) < window.start:
        monday += timedelta(days=7)
    if midnight(monday, zone) >= end:
        return []
    monday -= timedelta(days=7 * (_WEEKS - 1))
    edges = [midnight(monday, zone)]
    while edges[-1] < end:
        monday += timedelta(days=7)
        edges.append(midnight(monday, zone))
    return list(map(Span, edges, edges[1:]))


def _spent(sittings: Rows, context: Context) -> list[_Spent]:
    """Return every interval that is somebody's time, in start order; holds are nobody's yet."""
    spent = [
        (start, end, meeting.org_ids if len(meeting.copies) > 1 else (details.org_id,))
        for meeting, start, end, details in zip(*sittings, strict=True)
        if details.status is not Status.HOLD
    ]
    at_sites = sittings.where([details.site_id != "" for details in sittings.details])
    seconds: dict[tuple[str, str], int] = {}
    for _, rows in by_day(at_sites, context.zone):
        spent.extend(_journeys(rows, context, seconds))
    return sorted(spent)


def _journeys(
    rows: Rows, context: Context, seconds: dict[tuple[str, str], int]
) -> Iterator[_Spent]:
    """Yield the travel of one day: to each site from where one was last; `seconds` is a memo."""
    by_end = sorted(zip(rows.ends, range(len(rows.ends)), strict=True))
    done = -1
    for j, start in enumerate(rows.starts):
        while done + 1 < len(by_end) and by_end[done + 1][0] <= start:
            done += 1
        if done < 0:
            continue
        end, i = by_end[done]
        way = rows.details[i].site_id, rows.details[j].site_id
        if way not in seconds:
            seconds[way] = (context.travel.minutes(*way) or 0) * MINUTE
        if seconds[way]:
            yield max(end, start - seconds[way]), start, rows.meetings[j].org_ids


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
    names = {each[2] for each in spent}
    present = frozenset(each for each in chain.from_iterable(names) if each in weights)
    busy = {group: _busy(spent, names, group) for group in _groups(present)}
    exactly: dict[frozenset[str], int] = {}
    seconds = dict.fromkeys(weights, 0.0)
    for group in busy:
        within = busy[present] - busy.get(present - group, 0)
        exactly[group] = within - sum(each for some, each in exactly.items() if some < group)
        weight = sum(weights[name] for name in group)
        for name in group:
            part = weights[name] / weight if weight else 1 / len(group)
            seconds[name] += exactly[group] * part
    return seconds


def _groups(names: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield every set of the names but the empty one, the smaller before the larger."""
    for size in range(1, len(names) + 1):
        yield from map(frozenset, combinations(sorted(names), size))


def _busy(spent: Sequence[_Spent], names: set[tuple[str, ...]], group: frozenset[str]) -> int:
    """Return the seconds in which at least one of the group is busy; `names` are all in use."""
    theirs = {each for each in names if not group.isdisjoint(each)}
    if theirs == names:
        return union((start, end) for start, end, _ in spent)
    return union((start, end) for start, end, org_ids in spent if org_ids in theirs)
