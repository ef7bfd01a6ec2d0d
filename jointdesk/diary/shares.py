"""Which organisation is short of the director's time in a week: what keeps the agreed share."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from jointdesk.diary.context import Context
from jointdesk.diary.possible_days import PossibleDay
from jointdesk.diary.split import time_split
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, HOUR, Span, midnight

_LEAST_HOURS = 5
"""Fewer hours in a week say nothing about shares."""


class Share(NamedTuple):
    """How a week stands for the organisation that wants a time.

    `rank` is 0 where it has its agreed share or less, 1 where it has a little more, 2 where it has
    more than should be looked at. `word` says that it is short, "" where it is not by much.
    """

    rank: int = 0
    word: str = ""


def week_shares(
    meetings: Sequence[Meeting],
    context: Context,
    days: Iterable[PossibleDay],
    org_ids: Sequence[str],
) -> Mapping[date, Share]:
    """Return for each day how its ISO week stands; all alike where no single body wants a time.

    `meetings` are in start order, those of the whole weeks.
    """
    dates = [one.day.date for one in days]
    wanted = {org.id: org for org in context.employers if org.share is not None}
    if len(set(org_ids)) != 1 or org_ids[0] not in wanted or len(wanted) < 2:
        return dict.fromkeys(dates, Share())
    starts = [one.start for one in meetings]
    found: dict[date, Share] = {}
    for monday in {one - timedelta(days=one.weekday()) for one in dates}:
        end = midnight(monday + timedelta(days=7), context.zone)
        week = Span(midnight(monday, context.zone), end)
        first, last = bisect_left(starts, week.start - DAY), bisect_left(starts, end)
        split = time_split(meetings[first:last], context, week)
        found[monday] = _share(split, org_ids[0], context)
    return {one: found[one - timedelta(days=one.weekday())] for one in dates}


def _share(split: Mapping[str, float], org_id: str, context: Context) -> Share:
    total = sum(split.values())
    if total < _LEAST_HOURS * HOUR:
        return Share()
    org = context.organisations[org_id]
    part = 100 * split[org_id] / total
    over = part - (org.share or 0)
    if over <= -context.split_amber_points:
        told = f"{org.code} is short that week: {round(part)} per cent, {org.share} agreed"
        return Share(0, told)
    if over <= 0:
        return Share()
    return Share(1 if over <= context.split_amber_points else 2)
