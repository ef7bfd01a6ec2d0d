"""Days so full of overlaps that nobody could read them one by one.

A feed may put ten thousand events on one day, which are fifty million pairs. The first pairs of
such a day are findings like any other; the rest is one finding that says how many there are, so
that nothing is left out without a word.
"""

from collections.abc import Sequence
from datetime import date, tzinfo
from itertools import accumulate
from typing import NamedTuple

from jointdesk.domain.moments import Instant, LocalDays

MOST_A_DAY = 200
"""Overlaps that are told one by one; fifteen meetings at one time come to 105."""


class Range(NamedTuple):
    """A meeting, and the next ones from `start` up to `stop` that overlap it, as positions."""

    meeting: int
    start: int
    stop: int


class Crowd(NamedTuple):
    """What is left out of a day: `pairs` of the meetings from `first` up to `stop`."""

    day: date
    first: int
    stop: int
    pairs: int


def thin_out(
    ranges: Sequence[Range], starts: Sequence[Instant], zone: tzinfo
) -> tuple[list[Range], list[Crowd]]:
    """Return the ranges without what is left out of crowded days, and what that is.

    A pair belongs to the local day of its later start. Of a day the meetings that start first
    keep all their pairs with earlier ones, as long as there are no more than `MOST_A_DAY`.
    """
    if sum(stop - start for _, start, stop in ranges) <= MOST_A_DAY:
        return list(ranges), []
    crowds = _crowds(_pairs_of_each(ranges, len(starts)), starts, zone)
    if not crowds:
        return list(ranges), []
    return [part for one in ranges for part in _without(one, crowds)], crowds


def _pairs_of_each(ranges: Sequence[Range], count: int) -> list[int]:
    """Return with how many earlier ones each meeting overlaps."""
    steps = [0] * (count + 1)
    for _, start, stop in ranges:
        steps[start] += 1
        steps[stop] -= 1
    return list(accumulate(steps))


def _crowds(pairs: Sequence[int], starts: Sequence[Instant], zone: tzinfo) -> list[Crowd]:
    days = LocalDays(zone)
    found: list[Crowd] = []
    today, told, cut, left = 0, 0, -1, 0
    for j, start in enumerate(starts):
        if (day := days.day_of(start)) != today:
            if cut >= 0:
                found.append(Crowd(date.fromordinal(today), cut, j, left))
            today, told, cut, left = day, 0, -1, 0
        told += pairs[j]
        if cut < 0 and told > MOST_A_DAY:
            cut = j
        if cut >= 0:
            left += pairs[j]
    if cut >= 0:
        found.append(Crowd(date.fromordinal(today), cut, len(starts), left))
    return found


def _without(one: Range, crowds: Sequence[Crowd]) -> list[Range]:
    """Return the parts of a range that lie in no crowd."""
    parts, start = [], one.start
    for crowd in crowds:
        if crowd.stop <= start:
            continue
        if crowd.first >= one.stop:
            break
        if crowd.first > start:
            parts.append(Range(one.meeting, start, crowd.first))
        start = crowd.stop
    if start < one.stop:
        parts.append(Range(one.meeting, start, one.stop))
    return parts
