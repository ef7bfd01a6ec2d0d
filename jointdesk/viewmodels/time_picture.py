"""What find-a-time shows, made in the worker: days with everybody's lines, and the best times.

Times of the day are minutes after midnight on the desk's clock.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.diary.suggestions import Suggestion
from jointdesk.diary.time_rows import BusySpan, PersonRow, ShownDay
from jointdesk.domain.moments import MINUTE, Instant, Span, local
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.words import counted, listed, long_day, plain_line, short_day
from jointdesk.operations.suggestions import Found
from jointdesk.viewmodels.day_words import moment_name
from jointdesk.viewmodels.words import clock, joined, spoken_span, written_span

DAYS_A_PAGE = 5
_ORDER = ("Best", "Second", "Third")
_KINDS = {"perhaps": "provisional", "leave": "leave", "travel": "travel"}


class BusyBox(NamedTuple):
    """A stretch of a day in somebody's line.

    `positions` are those of the organisations in whose diaries it stands, () where nobody says.
    `words` is what a tooltip and a screen reader say.
    """

    day: int
    start: int
    end: int
    positions: tuple[int, ...]
    kind: str
    words: str


class Line(NamedTuple):
    """One person's line on a page. `unknown` are stretches of days of which nobody knows."""

    name: str
    is_director: bool
    boxes: tuple[BusyBox, ...]
    unknown: tuple[tuple[int, int, int], ...]
    spoken: str


class Column(NamedTuple):
    """One day of a page: its heading, the hours in which everybody works, and what is said."""

    date: date
    name: str
    opens: int
    closes: int
    said: str
    spoken: str


class Page(NamedTuple):
    """Five days."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


class Best(NamedTuple):
    """One of the best times; `slot` is START/END as bookings keep times."""

    number: int
    slot: str
    title: str
    why: str
    warns: tuple[str, ...]
    spoken: str
    page: int
    day: int
    start: int
    end: int


class Unknown(NamedTuple):
    """Somebody of whose time not all is known, and the address by which they are asked."""

    name: str
    email: str


class Legend(NamedTuple):
    """An organisation whose meetings are in the picture."""

    position: int
    words: str


@dataclass(frozen=True, slots=True)
class TimePicture:
    """Everything that is shown.

    `first` and `last` are the minutes of the day between which it is drawn. `nothing` says what
    comes nearest where no time fits, and `shorter` is that length, 0 for none. `chips` are what
    was asked for: icon, words and the booking's field.
    """

    booking: str
    title: str
    chips: tuple[tuple[str, str, str], ...]
    pages: tuple[Page, ...]
    first: int
    last: int
    best: tuple[Best, ...]
    legend: tuple[Legend, ...]
    read: str
    stale: tuple[str, ...]
    nothing: str = ""
    shorter: int = 0
    minutes: int = 0
    unknown: tuple[Unknown, ...] = ()
    window: Span = Span(0, 0)


def make_picture(
    booking: str,
    title: str,
    found: Found,
    organisations: Sequence[Organisation],
    sites: Mapping[str, str],
    zone: ZoneInfo,
    today: date,
    later: Suggestion | None = None,
) -> TimePicture:
    """Return what is shown of times that were found; `sites` are names by id."""
    positions = {one.id: one.position for one in organisations}
    hours = [span for day in found.days for _, span in day.hours]
    clocks = [_minute(at, zone) for span in hours for at in span] or [8 * 60, 18 * 60]
    first, last = min(clocks) // 60 * 60, -(-max(clocks) // 60) * 60
    days = [found.days[n : n + DAYS_A_PAGE] for n in range(0, len(found.days), DAYS_A_PAGE)]
    pages = tuple(_page(part, found, positions, zone) for part in days)
    return TimePicture(
        booking=booking,
        title=plain_line(title),
        chips=tuple(_chips(found, sites, zone)),
        pages=pages,
        first=first,
        last=last,
        best=tuple(_best(n, one, pages, zone) for n, one in enumerate(found.suggestions, 1)),
        legend=tuple(_legend(pages, organisations)),
        read=f"Diaries read {moment_name(found.read_at, today, zone)}" if found.read_at else "",
        stale=found.stale,
        nothing="" if found.suggestions else _nothing(found, later, zone),
        shorter=(found.shorter.end - found.shorter.start) // MINUTE if found.shorter else 0,
        minutes=found.ask.minutes,
        unknown=tuple(_not_known(found)),
        window=found.ask.window,
    )


def _legend(pages: Sequence[Page], organisations: Iterable[Organisation]) -> Iterator[Legend]:
    lines = [line for page in pages for line in page.lines]
    seen = {position for line in lines for box in line.boxes for position in box.positions}
    for one in organisations:
        if one.position in seen:
            yield Legend(one.position, f"Busy, {one.code}")


def _not_known(found: Found) -> Iterator[Unknown]:
    """Yield those who have an address and of whose time something is not known."""
    start, end = found.ask.window
    for one in found.people:
        known = one.attendance.known
        is_known = any(part.start <= start and end <= part.end for part in known)
        if one.emails and not is_known:
            email = one.attendance.wanted.email.strip().lower() or min(one.emails)
            yield Unknown(plain_line(one.attendance.name), email)


def empty_picture(booking: str, title: str, why: str) -> TimePicture:
    """Return what is shown where nothing can be sought, and why."""
    return TimePicture(booking, plain_line(title), (), (), 480, 1080, (), (), "", (), why)


def _minute(when: Instant, zone: ZoneInfo) -> int:
    moment = local(when, zone)
    return moment.hour * 60 + moment.minute


def _page(
    days: Sequence[ShownDay], found: Found, positions: Mapping[str, int], zone: ZoneInfo
) -> Page:
    window = Span(days[0].start, days[-1].end)
    rows = found.rows(window)
    return Page(
        tuple(_column(day, zone) for day in days),
        tuple(_line(row, days, positions, zone) for row in rows),
    )


def _column(day: ShownDay, zone: ZoneInfo) -> Column:
    opens = max(_minute(span.start, zone) for _, span in day.hours)
    closes = min(_minute(span.end, zone) for _, span in day.hours)
    said = joined((plain_line(day.holiday), day.said))
    if day.holiday:
        opens = closes = 0
    works = "" if day.holiday else f"working hours {clock(opens)} to {clock(max(opens, closes))}"
    return Column(
        day.date,
        short_day(day.date),
        opens,
        max(opens, closes),
        said,
        joined((long_day(day.date), works, said)),
    )


def _line(
    row: PersonRow, days: Sequence[ShownDay], positions: Mapping[str, int], zone: ZoneInfo
) -> Line:
    boxes = tuple(
        box
        for number, day in enumerate(days)
        for one in row.busy
        if (box := _box(one, number, day, positions, zone)) is not None
    )
    unknown = tuple(
        gap
        for number, day in enumerate(days)
        for gap in ([] if row.role == "director" else _unknown(row, number, day, zone))
    )
    name = plain_line(row.name)
    return Line(
        name, row.role == "director", boxes, unknown, _spoken(row, boxes, unknown, days, zone)
    )


def _box(
    one: BusySpan, number: int, day: ShownDay, positions: Mapping[str, int], zone: ZoneInfo
) -> BusyBox | None:
    start, end = max(one.start, day.start), min(one.end, day.end)
    if start >= end:
        return None
    until = 24 * 60 if end == day.end else _minute(end, zone)
    where = tuple(positions[org] for org in one.org_ids if org in positions)
    words = f"{_KINDS[one.kind]}, {one.name}" if one.kind in _KINDS and one.name else one.name
    since = _minute(start, zone)
    told = joined((f"{clock(since)} to {clock(until)}", words or _KINDS.get(one.kind, "busy")))
    return BusyBox(number, since, until, where, one.kind, told)


def _unknown(
    row: PersonRow, number: int, day: ShownDay, zone: ZoneInfo
) -> list[tuple[int, int, int]]:
    """Return the parts of a day of which nothing is known, not even that they are taken."""
    told = sorted([*row.known, *(Span(one.start, one.end) for one in row.busy)])
    gaps, since = [], day.start
    for start, end in told:
        if start > since:
            gaps.append((since, min(start, day.end)))
        since = max(since, end)
    gaps.append((since, day.end))
    return [
        (number, _minute(start, zone), 24 * 60 if end == day.end else _minute(end, zone))
        for start, end in gaps
        if start < end
    ]


def _spoken(
    row: PersonRow,
    boxes: Sequence[BusyBox],
    unknown: Sequence[tuple[int, int, int]],
    days: Sequence[ShownDay],
    zone: ZoneInfo,
) -> str:
    """Return a line as a list of busy times: "Gareth Pym, required, Tuesday 5 January: …"."""
    parts = [
        plain_line(row.name) if row.role == "director" else f"{plain_line(row.name)}, {row.role}"
    ]
    for number, day in enumerate(days):
        told = [box.words for box in boxes if box.day == number]
        gaps = [gap for gap in unknown if gap[0] == number]
        if gaps:
            whole = sum(end - start for _, start, end in gaps) >= 24 * 60
            told.append("not known" if whole else "in part not known")
        if told or not gaps:
            parts.append(f"{long_day(day.date)}: {'; '.join(told) or 'free'}")
    if row.read_at is not None:
        parts.append(f"as of {spoken_span(row.read_at, row.read_at, zone)}")
    return ". ".join(parts)


def _best(number: int, one: Suggestion, pages: Sequence[Page], zone: ZoneInfo) -> Best:
    start, end = local(one.start, zone), local(one.end, zone)
    slot = f"{start:%Y-%m-%dT%H:%M}/{end:%Y-%m-%dT%H:%M}"
    page, day = next(
        (p, d)
        for p, each in enumerate(pages)
        for d, column in enumerate(each.columns)
        if column.date == start.date()
    )
    order = _ORDER[number - 1] if number <= len(_ORDER) else f"Number {number}"
    said = [*one.why, *one.warns]
    spoken = joined(
        (
            order,
            spoken_span(one.start, one.end, zone),
            *(word[:1].lower() + word[1:] for word in said),
        )
    )
    return Best(
        number,
        slot,
        written_span(one.start, one.end, zone),
        plain_line(". ".join(one.why) + "." if one.why else ""),
        tuple(map(plain_line, one.warns)),
        plain_line(spoken),
        page,
        day,
        start.hour * 60 + start.minute,
        _minute(one.end, zone) or 24 * 60,
    )


def _chips(found: Found, sites: Mapping[str, str], zone: ZoneInfo) -> list[tuple[str, str, str]]:
    ask = found.ask
    last = local(ask.window.end - 1, zone).date()
    place = sites.get(ask.site_id or "", "") or ask.place
    where = "Online" if ask.online else plain_line(place) or "No place"
    chips = [
        ("clock", f"{ask.minutes} min", "minutes"),
        ("calendar", f"By {short_day(last)}", "by"),
        ("video" if ask.online else "map-pin", where, "place"),
    ]
    number = len(ask.attendees)
    if number:
        chips.append(("users", counted(number, "person", "people"), "attendees"))
    return chips


def _nothing(found: Found, later: Suggestion | None, zone: ZoneInfo) -> str:
    """Return "No time fits before Friday 8 January. Thursday 7 January at 12:00 works for …"."""
    last = local(found.ask.window.end - 1, zone).date()
    told = f"No time fits before {long_day(last)}."
    near = found.shorter or later
    if near is None:
        return told
    start = local(near.start, zone)
    when = f"{long_day(start.date())} at {start:%H:%M}"
    if found.shorter is None:
        return f"{told} The next is {when}."
    minutes = (near.end - near.start) // MINUTE
    return f"{told} {when} works for {minutes} minutes instead of {found.ask.minutes}."


def hold_words(numbers: Sequence[int]) -> str:
    """Return what a button says that holds the times of these numbers: "Hold 1 and 2"."""
    return f"Hold {listed(map(str, numbers))}" if numbers else "Hold"
