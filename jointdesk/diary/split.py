"""How the director's time divides between organisations, and WRK-01."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain, combinations
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from jointdesk.diary.context import Context
from jointdesk.diary.days import by_day, iso_week
from jointdesk.diary.findings import Finding, Findings
from jointdesk.diary.timeline import Rows, Timeline
from jointdesk.diary.unions import coalesce, union
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, HOUR, MINUTE, Instant, Span, local_day, midnight
from jointdesk.domain.occurrences import Status

_WEEKS = 4
_Spent: TypeAlias = Mapping[tuple[str, ...], Sequence[tuple[Instant, Instant]]]
"""What time was spent for which organisations at once: intervals in order that do not touch."""


class TimeSplit(NamedTuple):
    """How the time of one span divides, in seconds.

    `seconds` are each organisation's, divided by rule where several have a part. `joint` is what
    was spent for several at once, `travel` what was spent on the way between places: both are in
    `seconds` already. `others` was spent for bodies without an agreed share alone, and is not.
    """

    seconds: Mapping[str, float]
    joint: int
    travel: int
    others: int


def time_split(meetings: Sequence[Meeting], context: Context, span: Span) -> Mapping[str, float]:
    """Return the seconds spent within the span for each organisation that has a part in it.

    Hours are the union of intervals, never their sum. Time spent for several organisations at
    once (a joint meeting, a double booking) is split by their agreed shares. Travel between two
    sites of one day counts for the organisation one travels to. All-day items and holds are no
    hours.
    """
    (found,) = time_splits(meetings, context, (span,))
    return found.seconds


def time_splits(
    meetings: Sequence[Meeting], context: Context, spans: Sequence[Span]
) -> list[TimeSplit]:
    """Return for each span how the time within it divides; the rule is that of `time_split`."""
    whole = Span(min(each.start for each in spans), max(each.end for each in spans))
    sittings = Timeline(meetings, context, whole).sittings
    sat = _sat(sittings)
    spent = _together(sat, _ways(sittings, context))
    weights = _weights(context)
    return [_split(_within(spent, *each), _within(sat, *each), weights) for each in spans]


def _split(spent: _Spent, sat: _Spent, weights: Mapping[str, float]) -> TimeSplit:
    exactly = _exactly(spent, weights)
    ours = frozenset(weights)
    return TimeSplit(
        _divide(exactly, weights),
        sum(seconds for group, seconds in exactly.items() if len(group) > 1),
        _busy(spent, ours) - _busy(sat, ours),
        union(sorted(chain.from_iterable(spent.values()))) - _busy(spent, ours),
    )


def agreed_shares(context: Context) -> Mapping[str, int]:
    """Return by organisation the percentage of the time that is agreed, where one is."""
    return {org.id: org.share for org in context.employers if org.share is not None}


def split_off_agreement(timeline: Timeline) -> Findings:
    """WRK-01: once an ISO week, over the four weeks that end with it.

    The organisation named is the one furthest above its agreed share.
    """
    context = timeline.context
    weights = _weights(context)
    weeks = _weeks(timeline)
    if not weeks or len(weights) < 2 or not agreed_shares(context):
        return []
    spent = _spent(timeline.sat_between(weeks[0].start - DAY, weeks[-1].end), context)
    split = [_divide(_exactly(_within(spent, *week), weights), weights) for week in weeks]
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
    agreed = agreed_shares(context)
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


def _weights(context: Context) -> Mapping[str, float]:
    """Return the agreed percentages; where fewer than two are agreed, the rest is shared out."""
    agreed = agreed_shares(context)
    if len(agreed) >= 2:
        return agreed
    others = [org_id for org_id in context.organisations if org_id not in agreed]
    left = max(100 - sum(agreed.values()), 0)
    return {**agreed, **{org_id: left / len(others) for org_id in others}}


def _weeks(timeline: Timeline) -> list[Span]:
    """Return the ISO weeks that start in the window, and the three before the first of them.

    Weeks that no meeting can reach are left out.
    """
    zone, window = timeline.context.zone, timeline.window
    starts = [each.preferred.start for each in timeline.meetings]
    if not starts:
        return []
    end = min(window.end, max(starts) + _WEEKS * 7 * DAY)
    monday = local_day(max(window.start, min(starts)), zone)
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


def _spent(sittings: Rows, context: Context) -> _Spent:
    """Return the time that each set of organisations takes, in meetings and on the way to them."""
    return _together(_sat(sittings), _ways(sittings, context))


def _sat(sittings: Rows) -> _Spent:
    """Return the time of meetings; holds are nobody's yet, and a block is nobody's meeting."""
    spent: dict[tuple[str, ...], list[tuple[Instant, Instant]]] = defaultdict(list)
    hold = Status.HOLD
    for meeting, start, end, details in zip(*sittings, strict=True):
        if details.status is not hold and not details.is_block:
            spent[meeting.org_ids].append((start, end))
    return {org_ids: coalesce(each) for org_ids, each in spent.items()}


def _ways(sittings: Rows, context: Context) -> _Spent:
    """Return the time of journeys, by the organisations that one travels to."""
    at_sites = sittings.where([details.site_id != "" for details in sittings.details])
    ways: dict[tuple[str, ...], list[tuple[Instant, Instant]]] = defaultdict(list)
    for start, end, meeting in _journeys(at_sites, context):
        ways[meeting.org_ids].append((start, end))
    return ways


def _together(one: _Spent, other: _Spent) -> _Spent:
    return {
        org_ids: coalesce(sorted([*one.get(org_ids, ()), *other.get(org_ids, ())]))
        for org_ids in one.keys() | other.keys()
    }


def _journeys(rows: Rows, context: Context) -> Iterator[tuple[Instant, Instant, Meeting]]:
    """Yield the travel to each meeting at a site from where one was last on the same day."""
    meetings, starts, ends, details = rows
    sites = [each.site_id for each in details]
    by_end = sorted(range(len(ends)), key=ends.__getitem__)
    lasting: dict[tuple[str, str], int] = {}
    done = first = 0
    for day, of_day in by_day(rows, context.zone):
        for j, start in enumerate(of_day.starts, first):
            while done < len(by_end) and ends[by_end[done]] <= start:
                done += 1
            i = by_end[done - 1]
            if not done or sites[i] == sites[j] or starts[i] < day.start:
                continue
            way = sites[i], sites[j]
            if way not in lasting:
                lasting[way] = (context.travel.minutes(*way) or 0) * MINUTE
            if lasting[way]:
                yield max(ends[i], start - lasting[way]), start, meetings[j]
        first += len(of_day.starts)


def _within(spent: _Spent, start: Instant, end: Instant) -> _Spent:
    """Return the parts of the intervals inside [start, end)."""
    inside = {}
    for org_ids, intervals in spent.items():
        # They are disjoint, so that their ends are in order as well as their starts.
        first = bisect_right(intervals, start, key=itemgetter(1))
        last = bisect_left(intervals, (end,))
        if first < last:
            inside[org_ids] = [
                (max(since, start), min(until, end)) for since, until in intervals[first:last]
            ]
    return inside


def _divide(
    exactly: Mapping[frozenset[str], int], weights: Mapping[str, float]
) -> dict[str, float]:
    """Return the seconds for each organisation: time of several at once by their weights."""
    seconds = dict.fromkeys(weights, 0.0)
    for group, lasting in exactly.items():
        weight = sum(weights[name] for name in group)
        for name in group:
            part = weights[name] / weight if weight else 1 / len(group)
            seconds[name] += lasting * part
    return seconds


def _exactly(spent: _Spent, weights: Mapping[str, float]) -> dict[frozenset[str], int]:
    """Return the seconds in which exactly each set of the weighed organisations is busy.

    They follow from unions: that within the set is everything but the union of the others, less
    what its smaller sets hold.
    """
    present = frozenset(each for each in chain.from_iterable(spent) if each in weights)
    busy = {group: _busy(spent, group) for group in _groups(present)}
    exactly: dict[frozenset[str], int] = {}
    for group in busy:
        within = busy[present] - busy.get(present - group, 0)
        exactly[group] = within - sum(each for some, each in exactly.items() if some < group)
    return exactly


def _groups(names: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield every set of the names but the empty one, the smaller before the larger."""
    for size in range(1, len(names) + 1):
        yield from map(frozenset, combinations(sorted(names), size))


def _busy(spent: _Spent, group: frozenset[str]) -> int:
    """Return the seconds in which at least one of the group is busy."""
    theirs = [each for org_ids, each in spent.items() if not group.isdisjoint(org_ids)]
    return union(sorted(chain.from_iterable(theirs)))
