"""Find-a-time: when the director is free in every diary."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from jointdesk.diary import words
from jointdesk.diary.context import Context, works_on
from jointdesk.diary.days import Day, at_minute, days_between
from jointdesk.diary.timeline import is_masked, takes_time
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import HOUR, MINUTE, Instant, Span
from jointdesk.domain.occurrences import PlaceKind
from jointdesk.domain.words import listed, plain_name

OUT_OF_DATE = "is out of date"
"""Ends the sentences that say which diaries are too old to be sure of them."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch that is free in every diary, as long as it can be.

    `why` says in sentences what makes it free, and what was kept free beside it. `stale` is
    True where a diary it rests on is out of date.
    """

    start: Instant
    end: Instant
    site_id: str | None
    why: tuple[str, ...]
    stale: bool


class Block(NamedTuple):
    """Time that is taken by a meeting and, before and after it, by the way to the site."""

    start: Instant
    end: Instant
    meeting: Meeting


def free_slots(
    meetings: Sequence[Meeting],
    context: Context,
    window: Span,
    minutes: int,
    site_id: str | None = None,
    stale_collections: frozenset[str] = frozenset(),
) -> list[Slot]:
    """Return the maximal stretches of at least so many minutes inside working hours.

    Taken is what the rules on conflicts count, and leave; so is a bank holiday. Working hours
    are those that all employers who work on that day have in common: with one in the first half
    of the week and another in the second, each half has its own. For a meeting at a site, the
    way from and to every meeting in person is kept free, with the buffer; where the way is not
    known as much as would raise DIA-06. `meetings` are those of the window and a day around it.
    """
    blocks = blocks_of(meetings, context, site_id)
    slots = []
    for day in days_between(window.start, window.end, context.zone):
        hours = working_hours(day, context)
        if hours is None:
            continue
        inside = Span(max(hours.start, window.start), min(hours.end, window.end))
        for start, end in gaps(inside, blocks):
            if end - start >= minutes * MINUTE:
                why = _why(start, end, blocks, context, site_id, stale_collections)
                slots.append(Slot(start, end, site_id, tuple(why), bool(stale_collections)))
    return slots


def working_hours(day: Day, context: Context) -> Span | None:
    """Return the hours common to all employers that work on the day, None where there are none."""
    if day.date in context.holidays:
        return None
    working = [org for org in context.employers if works_on(org, day.date)]
    if not working:
        return None
    opens = at_minute(day.date, max(org.opens for org in working), context.zone)
    closes = at_minute(day.date, min(org.closes for org in working), context.zone)
    return Span(opens, closes) if opens < closes else None


def blocks_of(meetings: Iterable[Meeting], context: Context, site_id: str | None) -> list[Block]:
    """Return what meetings take in start order, with the way to and from the site if there is one.

    Taken is what the rules on conflicts count, and leave.
    """
    taken = [one for one in meetings if takes_time(one) or one.preferred.details.leave]
    if site_id is None:
        blocks = [Block(one.preferred.start, one.preferred.end, one) for one in taken]
    else:
        ways = [(one, _seconds_to(one, context, site_id)) for one in taken]
        blocks = [Block(one.start - way, one.end + way, one) for one, way in ways]
    return sorted(blocks, key=itemgetter(0, 1))


def _seconds_to(meeting: Meeting, context: Context, site_id: str) -> int:
    """Return what must lie between a meeting and one at the site."""
    details = meeting.preferred.details
    going = details.place_kind in (PlaceKind.SITE, PlaceKind.UNKNOWN)
    if not going or details.all_day or details.site_id == site_id:
        return 0
    minutes = context.travel.minutes(details.site_id, site_id) if details.site_id else None
    if minutes is None:
        return context.near_hours * HOUR + MINUTE
    return (minutes + context.buffer_minutes) * MINUTE


def gaps(inside: Span, blocks: Sequence[Block]) -> Iterator[tuple[Instant, Instant]]:
    """Yield what the blocks leave of a span; they are in start order and may overlap."""
    since = inside.start
    for block in blocks:
        if block.start >= inside.end:
            break
        if block.start > since:
            yield since, block.start
        since = max(since, block.end)
    if since < inside.end:
        yield since, inside.end


def _why(
    start: Instant,
    end: Instant,
    blocks: Sequence[Block],
    context: Context,
    site_id: str | None,
    stale_collections: frozenset[str],
) -> Iterator[str]:
    codes = listed(org.code for org in context.employers)
    yield f"Free in {codes}"
    if site_id is not None:
        site = plain_name(context.sites[site_id].name)
        yield from _ways(start, end, blocks, site)
    for collection_id in sorted(stale_collections):
        collection = context.collections[collection_id]
        code = context.organisations[collection.org_id].code
        yield f"The {code} diary “{plain_name(collection.name)}” {OUT_OF_DATE}"


def _ways(start: Instant, end: Instant, blocks: Sequence[Block], site: str) -> Iterator[str]:
    """Say what is kept free at either end for the way."""
    for block in blocks:
        meeting = block.meeting
        name = words.name(meeting)
        before, after = block.end == start, block.start == end
        if not (before or after):
            continue
        kept = words.length((block.end - meeting.end) // MINUTE)
        if block.end > meeting.end and before:
            yield f"{kept} kept free from {name} to {site}"
        elif block.end > meeting.end:
            yield f"{kept} kept free from {site} to {name}"
        elif is_masked(meeting):
            yield f"How far {name} is from {site} is not known"
