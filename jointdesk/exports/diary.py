"""X7: some days of the diary for one reader: what may be told of each entry, and iCalendar."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.conflicts import JudgedConflict, Severity, State
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import MINUTE, Instant, local, local_day
from jointdesk.domain.occurrences import Occurrence, PlaceKind, Status
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.sites import Site, TravelMatrix
from jointdesk.exports.calendar_text import Line, calendar, day_line, text_line, utc_line
from jointdesk.exports.editions import Reader

TRAVEL = "Travel"

_TRAVEL_UID = "travel-"

_SETTLED = (State.RESOLVED, State.ACCEPTED, State.MUTED)


BUSY = "Busy"


class Detail(StrEnum):
    """How much of each entry is told."""

    FULL = "full"
    """Title, time, place, and marks."""
    TITLES = "titles"
    BUSY = "busy"
    """That time is taken, and nothing else."""


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
    marks: tuple[str, ...] = ()
    """What else is to be known of it in a word or two, such as "Notes"."""
    needed: int = 0
    """Minutes that a journey needs, with something to spare; 0 for what is no journey."""

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
            found.append(_full(meeting, copy, conflicts, organisations, reader))
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
    reader: Reader,
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
        marks=tuple(_marks(meeting, copy, reader)),
    )


def _marks(meeting: Meeting, copy: Occurrence, reader: Reader) -> Iterator[str]:
    if meeting.drift and reader.kind != "org":
        yield "Copies differ"
    if copy.details.description.strip():
        yield "Notes"


def _urgency(conflicts: Iterable[JudgedConflict]) -> str:
    open_ones = {one.conflict.severity for one in conflicts if one.state not in _SETTLED}
    if Severity.RED in open_ones:
        return "must"
    return "should" if Severity.AMBER in open_ones else ""


def with_travel(
    entries: Sequence[DiaryEntry],
    sites: Mapping[str, Site],
    travel: TravelMatrix,
    zone: tzinfo,
    spare: int = 0,
) -> list[DiaryEntry]:
    """Return the entries with the journeys between those whose places are shown.

    `spare` are the minutes that should be left over beside each journey (DIA-04).
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
                way = _journey(last, one, minutes, sites)
                found.append(replace(way, needed=minutes + spare))
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


# How much is told


def reduced(entries: Iterable[DiaryEntry], detail: Detail) -> list[DiaryEntry]:
    """Return the entries with no more than the detail asked for."""
    match detail:
        case Detail.FULL:
            return list(entries)
        case Detail.TITLES:
            return [
                replace(one, title=_without_places(one), place="", site_id="", marks=())
                for one in entries
            ]
        case Detail.BUSY:
            return [_only_busy(one) for one in entries if one.busy]


def _without_places(one: DiaryEntry) -> str:
    return short_title(one) if one.is_journey else one.title


def short_title(journey: DiaryEntry) -> str:
    """Return a journey's title without its places: "Travel 30 min"."""
    return f"{TRAVEL} {(journey.end - journey.start) // MINUTE} min"


def _only_busy(one: DiaryEntry) -> DiaryEntry:
    """Built from nothing: when, whose, and how certain it is."""
    return DiaryEntry(
        uid=one.uid,
        start=one.start,
        end=one.end,
        title=TRAVEL if one.is_journey else BUSY,
        tags=one.tags,
        all_day=one.all_day,
        status=one.status,
        sequence=one.sequence,
        masked=True,
        needed=one.needed,
    )


# Each organisation's diary by itself


class Side(NamedTuple):
    """One organisation's diary beside the others': its code, and what stands in it."""

    code: str
    entries: tuple[DiaryEntry, ...]

    def reduced(self, detail: Detail) -> "Side":
        """Return it with no more than the detail asked for."""
        return self._replace(entries=tuple(reduced(self.entries, detail)))


OTHERS = "Other"


def sides_of(
    meetings: Sequence[tuple[Meeting, Sequence[JudgedConflict]]],
    reader: Reader,
    organisations: Mapping[str, Organisation],
    bodies: Sequence[Organisation],
) -> list[Side]:
    """Return the diary of each body by itself, with the words that stand there.

    What two diaries have stands in both. What is in none of them makes a side of its own.
    """
    found = []
    for body in bodies:
        own = [(_copies_of(one, body.id), said) for one, said in meetings if body.id in one.org_ids]
        entries = diary_entries(own, reader, organisations)
        found.append(Side(body.code, tuple(entries)))
    known = {body.id for body in bodies}
    rest = [(one, said) for one, said in meetings if known.isdisjoint(one.org_ids)]
    if rest:
        found.append(Side(OTHERS, tuple(diary_entries(rest, reader, organisations))))
    return found


def _copies_of(meeting: Meeting, org_id: str) -> Meeting:
    """Return a meeting as it stands in one organisation's diary."""
    copies = tuple(one for one in meeting.told if one.details.org_id == org_id)
    preferred = meeting.preferred if meeting.preferred in copies else copies[0]
    return meeting._replace(copies=copies, preferred=preferred)


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


# Days and times


def times_of(one: DiaryEntry, zone: tzinfo) -> str:
    """Return "09:00 to 10:30", or "All day"."""
    return "All day" if one.all_day else f"{clock(one.start, zone)} to {clock(one.end, zone)}"


def days_of(one: DiaryEntry, zone: tzinfo) -> set[date]:
    """Return the days on which an entry lies, at most some 400."""
    first = local_day(one.start, zone)
    last = local_day(max(one.start, one.end - 1), zone)
    return {first + timedelta(days=number) for number in range(min((last - first).days, 400) + 1)}


def clock(when: Instant, zone: tzinfo) -> str:
    """Return "09:00"."""
    return f"{local(when, zone):%H:%M}"
