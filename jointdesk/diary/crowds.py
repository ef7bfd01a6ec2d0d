"""Days so full of overlaps that nobody could read them one by one.

A feed may put ten thousand events on one day, which are fifty million pairs. The first pairs of
such a day are findings like any other; the rest is one finding that says how many there are, so
that nothing is left out without a word.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from itertools import accumulate, islice
from typing import NamedTuple, TypeAlias

from jointdesk.diary.days import day_of
from jointdesk.domain.moments import Instant, local_day

MOST_A_DAY = 200
"""Overlaps that are told one by one; fifteen meetings at one time come to 105."""


Range: TypeAlias = tuple[int, int, int]
"""A meeting, and the next ones from one up to another that overlap it, as positions."""


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
    kept, number = [], 0
    for one in ranges:  # they start one after another, as the crowds do
        _, start, stop = one
        while number < len(crowds) and crowds[number].stop <= start:
            number += 1
        if number == len(crowds) or crowds[number].first >= stop:
            kept.append(one)
        elif crowds[number].first > start or crowds[number].stop < stop:
            kept += _without(one, islice(crowds, number, None))
    return kept, crowds


def _pairs_of_each(ranges: Sequence[Range], count: int) -> list[int]:
    """Return with how many earlier ones each meeting overlaps."""
    steps = [0] * (count + 1)
    for _, start, stop in ranges:
        steps[start] += 1
        steps[stop] -= 1
    return list(accumulate(steps))


def _crowds(pairs: Sequence[int], starts: Sequence[Instant], zone: tzinfo) -> list[Crowd]:
    until = [0, *accumulate(pairs)]  # how many pairs there are before each meeting
    found: list[Crowd] = []
    first = 0
    while first < len(starts):
        day = day_of(local_day(starts[first], zone), zone)
        stop = bisect_left(starts, day.end, first)
        most = until[first] + MOST_A_DAY
        if until[stop] > most:
            cut = bisect_right(until, most, first, stop) - 1
            found.append(Crowd(day.date, cut, stop, until[stop] - until[cut]))
        first = stop
    return found


def _without(one: Range, crowds: Iterable[Crowd]) -> list[Range]:
    """Return the parts of a range that lie in no crowd; none of them stops before it starts."""
    meeting, start, stop = one
    parts = []
    for crowd in crowds:
        if crowd.first >= stop:
            break
        if crowd.first > start:
            parts.append((meeting, start, crowd.first))
        start = crowd.stop
    if start < stop:
        parts.append((meeting, start, stop))
    return parts
