"""The diary of some days, as an export for one reader."""

from datetime import date, timedelta
from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.view import read_times
from jointdesk.diary.context import Context
from jointdesk.domain.moments import Instant, Span, local, local_day, midnight
from jointdesk.domain.people import Audience
from jointdesk.domain.words import listed
from jointdesk.exports.content import Period
from jointdesk.exports.diary import diary_calendar, diary_document, diary_entries, with_travel
from jointdesk.exports.document import Document
from jointdesk.exports.editions import Reader
from jointdesk.exports.omissions import of_diary
from jointdesk.exports.wording import day_words
from jointdesk.operations.agenda import agenda
from jointdesk.operations.audiences import director_id, person_by_id
from jointdesk.store.reading import ReadableDesk


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
) -> DiaryExport:
    """Return the diary as its reader may have it.

    Without a period it is this week; with an organisation, only what stands in its calendars.
    """
    first, last = _days(period, local_day(now, desk.zone))
    window = Span(midnight(first, desk.zone), midnight(last, desk.zone))
    context = load_context(desk.connection, desk.zone)
    orgs = frozenset({org_id} - {""})
    meetings = agenda(desk, audience, window, now, orgs)
    found = diary_entries(
        ((one.meeting, one.conflicts) for one in meetings), reader, context.organisations
    )
    entries = with_travel(found, context.sites, context.travel, desk.zone)
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
        footer=as_of(desk, context, orgs),
    )
    left_out = of_diary(sum(one.masked for one in found), len(meetings) - len(found))
    written = diary_calendar(entries, title, now, desk.zone)
    return DiaryExport(document, written, len(found), left_out)


def _days(period: Period, today: date) -> tuple[date, date]:
    first = period.first or today - timedelta(days=today.weekday())
    return first, period.last or first + timedelta(days=7)


def only_for(desk: ReadableDesk, reader: Reader, context: Context, director: str) -> str:
    """Say for whom alone an edition is; "" where it is for several bodies."""
    if reader.kind == "org" and reader.org in context.organisations:
        return f"For {context.organisations[reader.org].name} only"
    if reader.kind == "person":
        return f"For {person_by_id(desk, reader.person).name or 'one person'} only"
    return f"For {director} only" if reader.kind == "director" else ""


def as_of(desk: ReadableDesk, context: Context, orgs: frozenset[str]) -> str:
    """Say when each organisation's calendars were read, by the one read longest ago."""
    oldest: dict[str, Instant | None] = {}
    for collection_id, at in read_times(desk.connection, context).items():
        org = context.collections[collection_id].org_id
        if not orgs or org in orgs:
            known = oldest.get(org, at)
            oldest[org] = None if at is None or known is None else min(at, known)
    parts = []
    for org, at in oldest.items():
        code = context.organisations[org].code
        moment = local(at, desk.zone) if at is not None else None
        read = f"as of {day_words(moment.date())} {moment:%H:%M}" if moment else "never read"
        parts.append(f"{code} {read}")
    return listed(parts)
