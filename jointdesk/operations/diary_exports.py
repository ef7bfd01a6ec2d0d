"""The diary of some days, as an export for one reader."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.view import read_times
from jointdesk.diary.context import Context
from jointdesk.domain.moments import Instant, Span, local, local_day, midnight
from jointdesk.domain.people import Audience
from jointdesk.domain.words import listed
from jointdesk.exports.content import Period
from jointdesk.exports.diary import (
    Detail,
    DiaryEntry,
    diary_calendar,
    diary_entries,
    reduced,
    sides_of,
    with_travel,
)
from jointdesk.exports.diary_pages import diary_document
from jointdesk.exports.document import Document
from jointdesk.exports.editions import Reader
from jointdesk.exports.omissions import of_diary
from jointdesk.exports.wording import day_words
from jointdesk.operations.agenda import agenda
from jointdesk.operations.audiences import director_id, person_by_id
from jointdesk.store.reading import ReadableDesk


class Layout(NamedTuple):
    """How a diary is shown: how much of each entry, and whether each employer's by itself."""

    detail: Detail = Detail.FULL
    is_divided: bool = False


WHOLE = Layout()


class DiaryExport(NamedTuple):
    """The diary as a document and as iCalendar, how many entries it has, and what it leaves out."""

    document: Document
    calendar: bytes
    number: int
    left_out: tuple[str, ...]


def diary_export(
    desk: ReadableDesk,
    audience: Audience,
    reader: Reader,
    org_id: str,
    period: Period,
    now: Instant,
    layout: Layout = WHOLE,
) -> DiaryExport:
    """Return the diary as its reader may have it.

    Without a period it is this week; with an organisation, only what stands in its calendars.
    """
    first, last = _days(period, local_day(now, desk.zone))
    window = Span(midnight(first, desk.zone), midnight(last, desk.zone))
    context = load_context(desk.connection, desk.zone)
    orgs = frozenset({org_id} - {""})
    meetings = agenda(desk, audience, window, now, orgs)
    said = [(one.meeting, one.conflicts) for one in meetings]
    found = diary_entries(said, reader, context.organisations)
    entries = reduced(ways_between(found, context), layout.detail)
    bodies = [one for one in context.employers if not orgs or one.id in orgs]
    sides = sides_of(said, reader, context.organisations, bodies) if layout.is_divided else ()
    director = person_by_id(desk, director_id(desk)).name or "the director"
    title = f"Diary of {director}"
    document = diary_document(
        entries,
        first,
        last,
        desk.zone,
        title=title,
        made_at=now,
        header=only_for(desk, reader, context, director),
        footer=footer_words(desk, reader, context, director, orgs),
        organisations=context.organisations,
        sides=[side.reduced(layout.detail) for side in sides],
    )
    left_out = of_diary(sum(one.masked for one in found), len(meetings) - len(found))
    written = diary_calendar(entries, title, now, desk.zone)
    return DiaryExport(document, written, len(found), left_out)


def ways_between(entries: Sequence[DiaryEntry], context: Context) -> list[DiaryEntry]:
    """Return a diary's entries with the journeys between them."""
    sites, travel, zone = context.sites, context.travel, context.zone
    return with_travel(entries, sites, travel, zone, context.buffer_minutes)


def _days(period: Period, today: date) -> tuple[date, date]:
    first = period.first or today - timedelta(days=today.weekday())
    return first, period.last or first + timedelta(days=7)


def reader_words(desk: ReadableDesk, reader: Reader, context: Context, director: str) -> str:
    """Say who an edition is for: "For Imogen Farrant"."""
    if reader.kind == "org" and reader.org in context.organisations:
        return f"For {context.organisations[reader.org].name}"
    if reader.kind == "person":
        return f"For {person_by_id(desk, reader.person).name or 'one person'}"
    return f"For {director}" if reader.kind == "director" else "For the teams of all bodies"


def footer_words(
    desk: ReadableDesk,
    reader: Reader,
    context: Context,
    director: str,
    orgs: frozenset[str] = frozenset(),
) -> str:
    """Say at the foot of each page who it is for, and as of when its diaries are."""
    words = reader_words(desk, reader, context, director), as_of(desk, context, orgs)
    return ". ".join(filter(None, words))


def only_for(desk: ReadableDesk, reader: Reader, context: Context, director: str) -> str:
    """Say for whom alone an edition is; "" where it is for several bodies."""
    words = reader_words(desk, reader, context, director)
    return f"{words} only" if reader.kind in ("org", "person", "director") else ""


def as_of(desk: ReadableDesk, context: Context, orgs: frozenset[str]) -> str:
    """Say when each organisation's calendars were read, by the one read longest ago."""
    oldest: dict[str, Instant | None] = {}
    for collection_id, at in read_times(desk.connection, context).items():
        org = context.collections[collection_id].org_id
        if not orgs or org in orgs:
            known = oldest.get(org, at)
            oldest[org] = None if at is None or known is None else min(at, known)
    codes: dict[str, list[str]] = {}
    for org, at in sorted(oldest.items(), key=lambda each: context.organisations[each[0]].position):
        moment = local(at, desk.zone) if at is not None else None
        read = f"as of {day_words(moment.date())} {moment:%H:%M}" if moment else "never read"
        codes.setdefault(read, []).append(context.organisations[org].code)
    return listed(f"{listed(each)} {read}" for read, each in codes.items())
