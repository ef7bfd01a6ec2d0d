"""What the picture of find-a-time shows: days with their hours, and each person's busy times."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from jointdesk.diary import words
from jointdesk.diary.attendance import Attendance
from jointdesk.diary.context import Context, works_on
from jointdesk.diary.days import at_minute, days_between
from jointdesk.diary.free import Block
from jointdesk.diary.timeline import is_masked, is_soft, tier_of
from jointdesk.domain.free_busy import BusyKind
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, Span

_FREE_BUSY_KINDS = {BusyKind.BUSY: "busy", BusyKind.TENTATIVE: "perhaps", BusyKind.AWAY: "leave"}


class ShownDay(NamedTuple):
    """A day on which an employer works, with the hours of each by organisation id.

    `holiday` is the bank holiday's name, "" for none; `said` what else is said of the day.
    """

    date: date
    start: Instant
    end: Instant
    hours: tuple[tuple[str, Span], ...]
    holiday: str = ""
    said: str = ""


class BusySpan(NamedTuple):
    """A stretch of somebody's time that is taken.

    `org_ids` are the organisations in whose diaries it stands, () where nobody says. `kind` is
    "busy", "protected", "perhaps", "leave" or "travel". `meeting` is what takes it, as the
    audience may see it; None where it is somebody else's.
    """

    start: Instant
    end: Instant
    org_ids: tuple[str, ...]
    kind: str
    meeting: Meeting | None = None

    @property
    def name(self) -> str:
        """What the audience may call it, "" for what nobody may."""
        return words.name(self.meeting) if self.meeting is not None else ""


class PersonRow(NamedTuple):
    """One person's line: what is taken, where that is known, and since when.

    `role` is "director", "required" or "optional". Of the director everything is known; of
    somebody else what lies outside `known` may be free or not.
    """

    name: str
    role: str
    busy: tuple[BusySpan, ...]
    known: tuple[Span, ...]
    read_at: Instant | None = None


def shown_days(context: Context, window: Span, said: Mapping[date, str]) -> list[ShownDay]:
    """Return the days of the window on which somebody works, bank holidays among them."""
    found = []
    for day in days_between(window.start, window.end, context.zone):
        working = [org for org in context.employers if works_on(org, day.date)]
        if working:
            hours = tuple(
                (
                    org.id,
                    Span(
                        at_minute(day.date, org.opens, context.zone),
                        at_minute(day.date, org.closes, context.zone),
                    ),
                )
                for org in working
            )
            holiday = context.holidays.get(day.date, "")
            told = said.get(day.date, "")
            found.append(ShownDay(day.date, day.start, day.end, hours, holiday, told))
    return found


def director_row(blocks: Sequence[Block], window: Span, name: str) -> PersonRow:
    """Return the director's line: what stands in either diary, with the ways to the site.

    `blocks` are in start order.
    """
    start, end = window
    busy = [
        one
        for block in blocks
        if block.start < end and block.end > start
        for one in _spans_of(block)
    ]
    return PersonRow(name, "director", tuple(busy), (window,))


def person_row(person: Attendance, org_ids: Sequence[str], window: Span) -> PersonRow:
    """Return the line of somebody else; `org_ids` are where they have a seat."""
    busy = tuple(
        BusySpan(one.start, one.end, tuple(org_ids), _FREE_BUSY_KINDS[one.kind])
        for one in person.busy
        if one.start < window.end and one.end > window.start
    )
    known = tuple(one for one in person.known if one.overlaps(window))
    role = "required" if person.is_required else "optional"
    return PersonRow(person.name, role, busy, known, person.read_at)


def _spans_of(block: Block) -> list[BusySpan]:
    """Return what a meeting takes, and the ways to and from it."""
    since, until, meeting = block
    _, (start, end, *_), *_ = meeting
    spans = [BusySpan(start, end, meeting.org_ids, _kind(meeting), meeting)]
    if since < start:
        spans.insert(0, BusySpan(since, start, (), "travel", meeting))
    if until > end:
        spans.append(BusySpan(end, until, (), "travel", meeting))
    return spans


def _kind(meeting: Meeting) -> str:
    if meeting.preferred.details.leave:
        return "leave"
    if is_soft(meeting):
        return "perhaps"
    return "protected" if tier_of(meeting) == 1 and not is_masked(meeting) else "busy"
