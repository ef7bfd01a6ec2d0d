"""X7: some days of the diary, for one reader, as a list, a picture of each week, or iCalendar."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from jointdesk.domain.conflicts import JudgedConflict, Severity, State
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import MINUTE, Instant, local, local_day
from jointdesk.domain.occurrences import Occurrence, PlaceKind, Status
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.sites import Site, TravelMatrix
from jointdesk.domain.words import full_day, short_day
from jointdesk.exports.calendar_text import Line, calendar, day_line, text_line, utc_line
from jointdesk.exports.document import (
    Block,
    Column,
    Document,
    Heading,
    Kind,
    Notes,
    PageBreak,
    Table,
    WeekPicture,
)
from jointdesk.exports.editions import Reader
from jointdesk.exports.week_picture import PictureBlock, week_picture

TRAVEL = "Travel"

_TRAVEL_UID = "travel-"

_SETTLED = (State.RESOLVED, State.ACCEPTED, State.MUTED)


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One thing in the diary, as its reader may know it; `uid` is stable and says nothing.

    `tags` are organisations' codes, `urgency` "must", "should" or "" by its open conflicts;
    `masked` if no more may be said than that time is taken.
    """

    uid: str
    start: Instant
    end: Instant
    title: str
    tags: tuple[str, ...]
    place: str = ""
    all_day: bool = False
    status: Status = Status.CONFIRMED
    busy: bool = True
    private: bool = False
    sequence: int = 0
    site_id: str = ""
    urgency: str = ""
    masked: bool = False

    @property
    def is_journey(self) -> bool:
        """True for the way to a meeting."""
        return self.uid.startswith(_TRAVEL_UID)


def diary_entries(
    meetings: Iterable[tuple[Meeting, Sequence[JudgedConflict]]],
    reader: Reader,
    organisations: Mapping[str, Organisation],
) -> list[DiaryEntry]:
    """Return what a reader may have of meetings that were projected for them, in time order.

    Another organisation gets its own diary, and of the others' only that time is taken; what
    takes no time is not in it (rule 8).
    """
    found = []
    for meeting, conflicts in meetings:
        copy = _copy_for(meeting, reader)
        if copy is None or copy.details.masked or copy.details.is_block:
            if meeting.preferred.details.busy:
                found.append(_busy(meeting, organisations))
        else:
            found.append(_full(meeting, copy, conflicts, organisations))
    return sorted(found, key=lambda one: (one.start, one.end, one.title))


def _copy_for(meeting: Meeting, reader: Reader) -> Occurrence | None:
    """Return the copy whose words a reader may have."""
    if reader.kind != "org" or meeting.preferred.details.org_id == reader.org:
        return meeting.preferred
    return next((one for one in meeting.told if one.details.org_id == reader.org), None)


def _codes(meeting: Meeting, organisations: Mapping[str, Organisation]) -> tuple[str, ...]:
    return tuple(organisations[one].code for one in meeting.org_ids if one in organisations)


def _busy(meeting: Meeting, organisations: Mapping[str, Organisation]) -> DiaryEntry:
    """Built from nothing, like `privacy`'s: a time, and whose it is."""
    codes = _codes(meeting, organisations)
    return DiaryEntry(
        uid=meeting.id,
        start=meeting.start,
        end=meeting.end,
        title=f"Busy ({', '.join(codes)})",
        tags=codes,
        all_day=meeting.preferred.details.all_day,
        private=True,
        masked=True,
    )


def _full(
    meeting: Meeting,
    copy: Occurrence,
    conflicts: Sequence[JudgedConflict],
    organisations: Mapping[str, Organisation],
) -> DiaryEntry:
    details = copy.details
    return DiaryEntry(
        uid=meeting.id,
        start=copy.start,
        end=copy.end,
        title=details.title or "Untitled",
        tags=_codes(meeting, organisations),
        place=details.place,
        all_day=details.all_day,
        status=details.status,
        busy=details.busy,
        private=details.private,
        sequence=details.sequence,
        site_id=details.site_id if details.place_kind is PlaceKind.SITE else "",
        urgency=_urgency(conflicts),
    )


def _urgency(conflicts: Iterable[JudgedConflict]) -> str:
    open_ones = {one.conflict.severity for one in conflicts if one.state not in _SETTLED}
    if Severity.RED in open_ones:
        return "must"
    return "should" if Severity.AMBER in open_ones else ""


def with_travel(
    entries: Sequence[DiaryEntry], sites: Mapping[str, Site], travel: TravelMatrix, zone: tzinfo
) -> list[DiaryEntry]:
    """Return the entries with the journeys between those whose places are shown.

    A journey ends when the meeting that it leads to begins; one that nobody has timed is left out.
    """
    found = list(entries)
    last: DiaryEntry | None = None
    for one in entries:
        if not one.site_id or not one.busy or one.all_day:
            continue
        if last and local_day(last.end, zone) == local_day(one.start, zone):
            minutes = travel.minutes(last.site_id, one.site_id)
            if minutes:
                found.append(_journey(last, one, minutes, sites))
        last = one if last is None or one.end >= last.end else last
    return sorted(found, key=lambda one: (one.start, one.end, one.title))


def _journey(
    last: DiaryEntry, one: DiaryEntry, minutes: int, sites: Mapping[str, Site]
) -> DiaryEntry:
    here, there = (
        sites[each.site_id].name if each.site_id in sites else each.site_id for each in (last, one)
    )
    return DiaryEntry(
        uid=f"{_TRAVEL_UID}{one.uid}",
        start=one.start - minutes * MINUTE,
        end=one.start,
        title=f"{TRAVEL}: {here} to {there}, {minutes} min",
        tags=one.tags,
        private=one.private,
    )


# As iCalendar


def diary_calendar(
    entries: Iterable[DiaryEntry], title: str, made_at: Instant, zone: tzinfo
) -> bytes:
    """Return the entries as iCalendar, each as a single event; times are in UTC."""
    return calendar((("VEVENT", _lines(one, made_at, zone)) for one in entries), title)


def _lines(one: DiaryEntry, made_at: Instant, zone: tzinfo) -> Iterator[Line]:
    yield text_line("UID", f"{one.uid}@jointdesk")
    yield utc_line("DTSTAMP", made_at)
    yield Line("SEQUENCE", str(one.sequence))
    if one.all_day:
        yield day_line("DTSTART", local_day(one.start, zone))
        yield day_line("DTEND", local_day(one.end, zone))
    else:
        yield utc_line("DTSTART", one.start)
        yield utc_line("DTEND", one.end)
    yield text_line("SUMMARY", one.title)
    if one.place:
        yield text_line("LOCATION", one.place)
    yield Line("STATUS", _STATUS[one.status])
    yield Line("TRANSP", "OPAQUE" if one.busy else "TRANSPARENT")
    yield Line("CLASS", "PRIVATE" if one.private else "PUBLIC")
    yield Line("CATEGORIES", ",".join(text_line("", tag).value for tag in one.tags))


_STATUS = {
    Status.CONFIRMED: "CONFIRMED",
    Status.TENTATIVE: "TENTATIVE",
    Status.HOLD: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
}


# On pages


def diary_document(
    entries: Sequence[DiaryEntry],
    first: date,
    last: date,
    zone: tzinfo,
    *,
    title: str,
    made_at: Instant,
    header: str,
    footer: str,
) -> Document:
    """Return the days from `first` to before `last`: a picture of each week, and its list.

    The list says everything that the picture shows, for who cannot see it and for what does not
    fit into it. `header` says for whom alone it is, where it holds private items.
    """
    blocks: list[Block] = []
    monday = first - timedelta(days=first.weekday())
    while monday < last:
        days = [monday + timedelta(days=number) for number in range(7)]
        shown = [day for day in days if first <= day < last]
        of_week = [one for one in entries if days_of(one, zone) & set(shown)]
        if blocks:
            blocks.append(PageBreak())
        blocks += _week(of_week, monday, shown, zone)
        monday += timedelta(days=7)
    return Document(
        title=title,
        made_at=made_at,
        blocks=(*blocks, Heading("Notes"), Notes((_NOTE,))),
        subject="Diary",
        marking="OFFICIAL",
        header=header if any(one.private for one in entries) else "",
        footer=footer,
        landscape=True,
    )


_NOTE = (
    "Times are those of the desk's zone. “Busy” stands for an entry of which no more may be said."
)

COLUMNS = (
    Column("day", "Day", weight=2),
    Column("time", "Time", weight=3),
    Column("what", "What", Kind.LONG, 8),
    Column("place", "Place", weight=6),
    Column("organisations", "Organisation", weight=2),
    Column("status", "Status", weight=3),
)


def _week(
    entries: Sequence[DiaryEntry], monday: date, days: Sequence[date], zone: tzinfo
) -> Iterator[Block]:
    words = f"Week of {full_day(monday)}"
    yield Heading(words)
    yield _picture(entries, days, zone)
    yield PageBreak()
    yield Heading(f"{words}, as a list", 2)
    rows = [_row(one, day, zone) for day in days for one in entries if day in days_of(one, zone)]
    name = f"Week_{monday:%Y%m%d}"
    yield Table(name, f"Everything in the {words[0].lower()}{words[1:]}", COLUMNS, tuple(rows))


def _row(one: DiaryEntry, day: date, zone: tzinfo) -> tuple[str, ...]:
    times = times_of(one, zone)
    states = [one.status.value.capitalize()]
    states += [_URGENCIES[one.urgency]] if one.urgency else []
    states += ["Private"] if one.private else []
    states += [] if one.busy else ["Free"]
    return (short_day(day), times, one.title, one.place, ", ".join(one.tags), ", ".join(states))


def times_of(one: DiaryEntry, zone: tzinfo) -> str:
    """Return "09:00 to 10:30", or "All day"."""
    return "All day" if one.all_day else f"{_clock(one.start, zone)} to {_clock(one.end, zone)}"


_URGENCIES = {"must": "Must act", "should": "Should act"}


def _picture(entries: Sequence[DiaryEntry], days: Sequence[date], zone: tzinfo) -> WeekPicture:
    blocks = []
    for one in entries:
        start, end = local(one.start, zone), local(one.end, zone)
        is_travel = one.is_journey
        times = "" if one.all_day else f"{_clock(one.start, zone)}–{_clock(one.end, zone)}"
        for day in sorted(days_of(one, zone)):
            blocks.append(
                PictureBlock(
                    day=day,
                    start=_minutes(start, day),
                    end=_minutes(end, day),
                    all_day=one.all_day,
                    tags=one.tags,
                    title=_short(one.title) if is_travel else one.title,
                    times=times,
                    place=one.place,
                    dashed=one.status in (Status.TENTATIVE, Status.HOLD),
                    struck=one.status is Status.CANCELLED,
                    travel=is_travel,
                    urgency=one.urgency,
                )
            )
    return week_picture(days, blocks)


def _short(journey: str) -> str:
    """Return a journey's title without its places, which the list has."""
    return f"{TRAVEL} {journey.rpartition(', ')[2]}"


def _minutes(moment: datetime, day: date) -> int:
    """Return the minutes of a moment after a day's midnight, kept within that day."""
    if moment.date() != day:
        return 0 if moment.date() < day else 24 * 60
    return moment.hour * 60 + moment.minute


def days_of(one: DiaryEntry, zone: tzinfo) -> set[date]:
    """Return the days on which an entry lies, at most some 400."""
    first = local_day(one.start, zone)
    last = local_day(max(one.start, one.end - 1), zone)
    return {first + timedelta(days=number) for number in range(min((last - first).days, 400) + 1)}


def _clock(when: Instant, zone: tzinfo) -> str:
    return f"{local(when, zone):%H:%M}"
