"""What each day of a window offers for a meeting: its hours, its gaps, and what stands in it.

Everything that does not depend on when exactly the meeting would be is worked out here once, in
plain lists of whole seconds.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jointdesk.diary.context import Context, works_on
from jointdesk.diary.days import Day, at_minute, by_day, days_between
from jointdesk.diary.free import Block, gaps
from jointdesk.diary.load import certain
from jointdesk.diary.timeline import Rows, Timeline, is_masked, is_soft, tier_of
from jointdesk.diary.unions import coalesce, union
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Instant, Span

_LUNCH = (12 * 60, 14 * 60)
"""Between which minutes of the day half an hour is left for lunch."""

_PROTECTED, _MOVABLE = 1, 4


class Stop(NamedTuple):
    """A meeting at a known site, as a place that one comes from or goes to."""

    start: Instant
    end: Instant
    site_id: str


@dataclass(frozen=True, slots=True)
class PossibleDay:
    """One day on which there is a gap.

    `hours` are those of each employer who works on it, by organisation id. `gaps` lie in the
    hours of at least one, and nothing that must stay stands in them or on the way. `yielding` is
    what stands in them and may give way, with its way. `starts` and `ends` are those of all that
    is sat through on the day, each in order. `seconds` and `sites` are the day's load so far.
    `lunch` is what is free of the hours around noon.
    """

    day: Day
    hours: tuple[tuple[str, Span], ...]
    gaps: tuple[tuple[Instant, Instant], ...]
    yielding: tuple[Block, ...]
    starts: tuple[Instant, ...]
    ends: tuple[Instant, ...]
    stops: tuple[Stop, ...]
    seconds: int
    sites: frozenset[str]
    lunch: tuple[tuple[Instant, Instant], ...]

    def before(self, when: Instant) -> Instant | None:
        """Return when the last meeting before a moment ends."""
        place = bisect_right(self.ends, when)
        return self.ends[place - 1] if place else None

    def after(self, when: Instant) -> Instant | None:
        """Return when the first meeting from a moment on starts."""
        place = bisect_left(self.starts, when)
        return self.starts[place] if place < len(self.starts) else None

    def stop_before(self, when: Instant) -> Stop | None:
        """Return where one was last before a moment."""
        done = [stop for stop in self.stops if stop.end <= when]
        return max(done, key=lambda stop: (stop.end, stop.start), default=None)

    def stop_after(self, when: Instant) -> Stop | None:
        """Return where one is to be next from a moment on."""
        return next((stop for stop in self.stops if stop.start >= when), None)


def gives_way(meeting: Meeting) -> bool:
    """True if a meeting may be asked to give way: provisional, optional or movable."""
    tier = tier_of(meeting)
    if tier != _MOVABLE and not is_soft(meeting):
        return False
    return tier != _PROTECTED and not (is_masked(meeting) or meeting.preferred.details.leave)


def possible_days(
    meetings: Sequence[Meeting], blocks: Sequence[Block], context: Context, window: Span
) -> list[PossibleDay]:
    """Return the days of the window on which there is a gap.

    `meetings` are those of the window and a day around it, in start order; `blocks` is what they
    take, in start order too.
    """
    staying, yielding = list[Block](), list[Block]()
    for block in blocks:
        (yielding if gives_way(block.meeting) else staying).append(block)
    taken, giving = _Reach(staying), _Reach(yielding)
    opened = []
    for day in days_between(window.start, window.end, context.zone):
        hours = tuple(_hours(day, context))
        inside = coalesce(sorted(span for _, span in hours))
        within = [Span(max(a, window.start), min(b, window.end)) for a, b in inside]
        of_day = taken.on(day)
        if open_ := tuple(gap for span in within for gap in gaps(span, of_day)):
            noon = Span(*(at_minute(day.date, minutes, context.zone) for minutes in _LUNCH))
            lunch = tuple(gaps(noon, of_day))
            opened.append((day, hours, open_, tuple(giving.on(day)), lunch))
    if not opened:  # of a crowded diary nothing else need be known
        return []
    sittings = Timeline(meetings, context, window).near
    rows_of_day = {day.date: rows for day, rows in by_day(sittings, context.zone)}
    nothing = sittings.part(0, 0)
    return [_day(*parts, rows_of_day.get(parts[0].date, nothing)) for parts in opened]


def _day(
    day: Day,
    hours: tuple[tuple[str, Span], ...],
    open_: tuple[tuple[Instant, Instant], ...],
    yielding: tuple[Block, ...],
    lunch: tuple[tuple[Instant, Instant], ...],
    rows: Rows,
) -> PossibleDay:
    """Return the day with what is sat through on it."""
    sure = certain(rows)
    stops = tuple(
        Stop(start, end, details.site_id)
        for start, end, details in zip(*rows[1:], strict=True)
        if details.site_id
    )
    return PossibleDay(
        day=day,
        hours=hours,
        gaps=open_,
        yielding=yielding,
        starts=tuple(rows.starts),
        ends=tuple(sorted(rows.ends)),
        stops=stops,
        seconds=union(zip(sure.starts, sure.ends, strict=True)),
        sites=frozenset(details.site_id for details in sure.details) - {""},
        lunch=lunch,
    )


def _hours(day: Day, context: Context) -> Iterator[tuple[str, Span]]:
    """Yield the working hours of each employer on a day; on a bank holiday there are none."""
    if day.date in context.holidays:
        return
    for org in context.employers:
        if works_on(org, day.date) and org.opens < org.closes:
            opens = at_minute(day.date, org.opens, context.zone)
            yield org.id, Span(opens, at_minute(day.date, org.closes, context.zone))


class _Reach:
    """Blocks in start order, found by day; the few that last longer than a day are kept apart."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._short = [block for block in blocks if block.end - block.start <= DAY]
        self._starts = [block.start for block in self._short]
        self._long = [block for block in blocks if block.end - block.start > DAY]

    def on(self, day: Day) -> list[Block]:
        """Return those with a moment on the day, in start order."""
        first = bisect_left(self._starts, day.start - DAY)
        last = bisect_left(self._starts, day.end)
        found = [block for block in self._short[first:last] if block.end > day.start]
        long = [block for block in self._long if block.start < day.end and block.end > day.start]
        return sorted([*long, *found], key=lambda block: block[:2]) if long else found
