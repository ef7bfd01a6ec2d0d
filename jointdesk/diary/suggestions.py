"""Find a time: which times suit a meeting best, and why (docs/find-a-time.md has the order).

A time that something must keep is never suggested. What may give way, and what the rules on
conflicts find, is said with the suggestion. The rules are asked last, and only about times that
would be chosen otherwise.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import heapify, heappop, heappush
from typing import NamedTuple, TypeAlias

from jointdesk.diary.attendance import Attendance, Presence
from jointdesk.diary.context import Context
from jointdesk.diary.free import Block, blocks_of
from jointdesk.diary.possible_days import PossibleDay, Stop, possible_days
from jointdesk.diary.shares import week_shares
from jointdesk.diary.suggestion_words import Around, Warned, rule_warnings, said_of
from jointdesk.diary.trials import Trials, wanted_meeting
from jointdesk.domain.bookings import Wanted
from jointdesk.domain.conflicts import Conflict
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import HOUR, MINUTE, Instant, Span
from jointdesk.domain.words import listed

_QUARTER = 15 * MINUTE
_LUNCH_MINUTES = 30
_SHORTER = (240, 180, 120, 90, 60, 45, 30, 15)
"""The lengths that are tried where nothing as long as asked for fits."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a time is sought for.

    `site_id` is where it is to be; where it is None and `place` says something else, as calendars
    write it, the rules on unknown places hold; `online` wins over both. `orgs` are the ids of the
    organisations whose business it is, the first one's diary takes the meeting.
    """

    minutes: int
    window: Span
    site_id: str | None = None
    online: bool = False
    attendees: tuple[Wanted, ...] = ()
    orgs: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One time, and what speaks for it.

    `why` and `warns` are sentences; without `warns` nothing clashes. `busy_optional` are those
    who may stay away and will, `unknown` those of whom nobody knows. The smaller `score` is, the
    better: its parts are in the order of `Rank`.
    """

    start: Instant
    end: Instant
    why: tuple[str, ...]
    warns: tuple[str, ...] = ()
    busy_optional: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    score: tuple[int, ...] = ()


class Rank(NamedTuple):
    """What times are ranked by, in this order; of everything less is better.

    `trouble` is 0 where nothing clashes, 1 for what is said for information, 2 for what must
    give way. `busy` and `unsure` count people who must be there, `again` the better times on the
    same day, `away` those who may be there and are not free. `journey` is in minutes. `other_site`
    is 0 where one is at that site that day anyway, `share` 0 where it keeps to the agreed share,
    `no_lunch` 0 where half an hour around noon stays free, `tight` the sides on which there is
    less than an hour, `uneven` 0 for the full and the half hour.
    """

    trouble: int
    busy: int
    unsure: int
    again: int
    away: int
    journey: int
    other_site: int
    share: int
    no_lunch: int
    tight: int
    uneven: int
    start: Instant

    def by_time(self) -> "Rank":
        """Return the rank of a time where the first one is sought, not the best."""
        return Rank(self.trouble, self.busy, 0, 0, 0, 0, 0, 0, 0, 0, 0, self.start)


Also: TypeAlias = Callable[[Meeting], Sequence[Conflict]]
"""More rules, which need records: what they find with a meeting and not without it."""


def _nothing_more(_: Meeting) -> Sequence[Conflict]:
    return ()


@dataclass(frozen=True)
class Known:
    """What else bears on times: who can come, days of which something is said, more rules.

    `days` are sentences on days ("In the pre-election period of …"), `stale` on diaries that are
    too old to be sure of them.
    """

    attendance: Sequence[Attendance] = ()
    days: Mapping[date, str] = field(default_factory=dict)
    stale: tuple[str, ...] = ()
    also: Also = _nothing_more


class Search:
    """One search for times in a diary; further ones with other lengths cost little.

    `meetings` are those of the window and a week around it, as one audience may see them, in
    start order; `blocks` is what they take.
    """

    def __init__(
        self,
        meetings: Sequence[Meeting],
        context: Context,
        ask: Ask,
        now: Instant,
        known: Known | None = None,
    ) -> None:
        self._ask = ask
        self._context = context
        self._known = known or Known()
        self._site = None if ask.online else ask.site_id
        self._now = -(-now // MINUTE) * MINUTE
        self.blocks: Sequence[Block] = blocks_of(meetings, context, self._site)
        self._days = possible_days(meetings, self.blocks, context, ask.window)
        self._trials = Trials(meetings, context)
        self._shares = week_shares(meetings, context, self._days, ask.orgs)

    def best(self, limit: int = 10, minutes: int = 0) -> list[Suggestion]:
        """Return the best times, the best first; of one day the further ones come later.

        `minutes` is another length than the one asked for.
        """
        return self._chosen(limit, minutes or self._ask.minutes, is_ranked=True)

    def next(self, limit: int = 1) -> list[Suggestion]:
        """Return the first times at which nothing clashes and nobody is known to be busy.

        Where there is no such time, the first at which least does.
        """
        return self._chosen(limit, self._ask.minutes, is_ranked=False)

    def shorter(self) -> Suggestion | None:
        """Return the best time of the greatest length below the one asked for that fits."""
        for minutes in _SHORTER:
            if minutes < self._ask.minutes and (found := self.best(1, minutes)):
                return found[0]
        return None

    def _chosen(self, limit: int, minutes: int, *, is_ranked: bool) -> list[Suggestion]:
        """Take the best again and again; what was not looked at closely is, and put back.

        A rank only ever gets worse by that, so that what comes first and stays is the best.
        """
        lasting = minutes * MINUTE
        heap: list[tuple[Rank, int, bool]] = []
        for number, day in enumerate(self._days):
            for start in self._starts(day, lasting):
                rank = self._rank(day, start, start + lasting)
                heap.append((rank if is_ranked else rank.by_time(), number, False))
        heapify(heap)
        taken: list[Suggestion] = []
        of_day: dict[int, int] = {}
        warned: dict[Instant, Warned] = {}
        while heap and len(taken) < limit:
            rank, number, is_judged = heappop(heap)
            span = Span(rank.start, rank.start + lasting)
            again = of_day.get(number, 0) if is_ranked else 0
            if any(Span(one.start, one.end).overlaps(span) for one in taken):
                continue
            if again > rank.again:
                heappush(heap, (rank._replace(again=again), number, is_judged))
            elif not is_judged:
                found = warned[rank.start] = self._warned(self._days[number], span)
                if found.trouble is not None:
                    worse = rank._replace(trouble=max(rank.trouble, found.trouble))
                    heappush(heap, (worse, number, True))
            else:
                of_day[number] = again + 1
                taken.append(self._suggestion(self._days[number], span, rank, warned[span.start]))
        return taken

    def _starts(self, day: PossibleDay, lasting: int) -> Iterator[Instant]:
        """Yield the quarter hours of a day's gaps, and of a gap without one its beginning."""
        for since, until in day.gaps:
            since = max(since, self._now)
            last = until - lasting
            first = since + (day.day.start - since) % _QUARTER
            for start in range(first, last + 1, _QUARTER) if first <= last else (since,):
                if start <= last and any(
                    span.start <= start and start + lasting <= span.end for _, span in day.hours
                ):
                    yield start

    def _rank(self, day: PossibleDay, start: Instant, end: Instant) -> Rank:
        """Return what is known of a time without asking the rules."""
        busy = unsure = away = 0
        for person in self._known.attendance:
            presence = person.presence(start, end)
            if not person.is_required:
                away += presence >= Presence.PERHAPS
            elif presence is Presence.BUSY:
                busy += 1
            else:
                unsure += presence is not Presence.FREE
        before, after = day.before(start), day.after(end)
        tight = (before is not None and start - before < HOUR) + (
            after is not None and after - end < HOUR
        )
        return Rank(
            self._trouble(day, start, end),
            busy,
            unsure,
            0,
            away,
            self._journey(day, start, end),
            int(self._site is not None and all(one.site_id != self._site for one in day.stops)),
            self._shares[day.day.date].rank,
            int(not _leaves_lunch(day, start, end)),
            tight,
            int((start - day.day.start) % (2 * _QUARTER) != 0),
            start,
        )

    def _trouble(self, day: PossibleDay, start: Instant, end: Instant) -> int:
        """Return the least that the rules will find, and what they have nothing to do with."""
        if any(start < span.start or end > span.end for _, span in day.hours):
            return 2
        if any(block.start < end and block.end > start for block in day.yielding):
            return 2
        context = self._context
        seconds = day.seconds + end - start
        sites = day.sites | {self._site} if self._site else day.sites
        if seconds > context.day_hours * HOUR or len(sites) > context.day_sites:
            return 2
        return int(day.day.date in self._known.days)

    def _journey(self, day: PossibleDay, start: Instant, end: Instant) -> int:
        """Return by how many minutes the day's journeys get longer, unknown ones apart."""
        site = self._site
        if site is None or not day.stops:
            return 0
        before, after = day.stop_before(start), day.stop_after(end)
        legs = self._minutes(before, site) + self._minutes(after, site)
        direct = self._minutes(before, after.site_id) if before and after else 0
        return max(0, legs - direct)

    def _minutes(self, stop: Stop | None, site_id: str) -> int:
        return (self._context.travel.minutes(stop.site_id, site_id) or 0) if stop else 0

    def _warned(self, day: PossibleDay, span: Span) -> Warned:
        """Return what the rules find, and what else must be said of a time."""
        place = self._place()
        org_id = next(iter(self._ask.orgs), "") or self._context.employers[0].id
        wanted = wanted_meeting(span, org_id, place, self._context)
        found = rule_warnings(self._trials.found(wanted), wanted, self._context)
        more = [conflict.message for conflict in self._known.also(wanted)]
        if more and found.trouble is not None:
            found = Warned(2, (*found.sentences, *more))
        said = [
            f"Outside {self._context.organisations[org].code} working hours"
            for org, hours in day.hours
            if span.start < hours.start or span.end > hours.end
        ]
        if word := self._known.days.get(day.day.date):
            said.append(word)
        return Warned(found.trouble, (*said, *found.sentences))

    def _place(self) -> str:
        if self._ask.online:
            return "Online"
        site = self._context.sites.get(self._site or "")
        return site.name if site else self._ask.place

    def _suggestion(self, day: PossibleDay, span: Span, rank: Rank, warned: Warned) -> Suggestion:
        context = self._context
        around = Around(
            self._site,
            day.stops,
            day.stop_before(span.start),
            day.stop_after(span.end),
            day.before(span.start),
            day.after(span.end),
        )
        there = [(one, one.presence(*span)) for one in self._known.attendance]
        busy = [one.name for one, how in there if how is Presence.BUSY and one.is_required]
        verb = "are" if len(busy) > 1 else "is"
        warns = (*([f"{listed(busy)} {verb} busy"] if busy else ()), *warned.sentences)
        said = said_of(
            there, around, rank.trouble < 2, self._shares[day.day.date].word, span, context
        )
        lunch = () if _leaves_lunch(day, *span) else ("No half hour is left for lunch",)
        return Suggestion(
            span.start,
            span.end,
            (*said, *lunch, *self._known.stale),
            warns,
            tuple(
                one.name for one, how in there if not one.is_required and how >= Presence.PERHAPS
            ),
            tuple(one.name for one, how in there if how is Presence.UNKNOWN),
            tuple(rank),
        )


def _leaves_lunch(day: PossibleDay, start: Instant, end: Instant) -> bool:
    """True if half an hour around noon is still free with a meeting from start to end."""
    least = _LUNCH_MINUTES * MINUTE
    return any(
        min(start, until) - since >= least or until - max(end, since) >= least
        for since, until in day.lunch
    )
