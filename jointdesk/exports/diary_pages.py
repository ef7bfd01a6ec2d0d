"""X7 on paper: a picture of each week, A4 across, and a list that says the same (ui.md, 11)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo

from jointdesk.domain.moments import Instant, local
from jointdesk.domain.occurrences import Status
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.words import full_day, short_day
from jointdesk.exports.diary import (
    OTHERS,
    DiaryEntry,
    Side,
    clock,
    days_of,
    short_title,
    times_of,
)
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
from jointdesk.exports.week_picture import PictureBlock, week_picture


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
    organisations: Mapping[str, Organisation],
    sides: Sequence[Side] = (),
) -> Document:
    """Return the days from `first` to before `last`: a picture of each week, and its list.

    The list says everything that the picture shows, for who cannot see it and for what does not
    fit into it. `header` says for whom alone it is, where it holds private items. With `sides`
    each diary stands by itself, beside the others; of `entries` only journeys are used then.
    """
    blocks: list[Block] = []
    placed = _placed_sides(entries, sides)
    for shown in _weeks(first, last):
        of_week = [
            (code, [one for one in found if days_of(one, zone) & set(shown)])
            for code, found in placed
        ]
        if blocks:
            blocks.append(PageBreak())
        blocks += _week(of_week, shown, zone, organisations)
    everything = [one for _, found in placed for one in found]
    return Document(
        title=title,
        made_at=made_at,
        blocks=(*blocks, Heading("Notes"), Notes((_NOTE,))),
        subject="Diary",
        marking="OFFICIAL",
        header=header if any(one.private for one in everything) else "",
        footer=footer,
        landscape=True,
    )


_NOTE = (
    "Times are those of the desk's zone. “Busy” stands for an entry of which no more may be said,"
    " or is said here."
)

COLUMNS = (
    Column("day", "Day", weight=2),
    Column("time", "Time", weight=3),
    Column("what", "What", Kind.LONG, 7),
    Column("place", "Place", weight=6),
    Column("organisations", "Organisation", weight=3),
    Column("status", "Status", weight=4),
)
"""Where diaries stand beside each other, the fifth says in whose an entry stands."""

Placed = Sequence[tuple[str, Sequence[DiaryEntry]]]
"""The entries of each side by its code, "" where there is one side only."""


def _weeks(first: date, last: date) -> Iterator[list[date]]:
    """Yield the days from `first` to before `last`, week by week."""
    monday = first - timedelta(days=first.weekday())
    while monday < last:
        days = [monday + timedelta(days=number) for number in range(7)]
        yield [day for day in days if first <= day < last]
        monday += timedelta(days=7)


def _placed_sides(entries: Sequence[DiaryEntry], sides: Sequence[Side]) -> Placed:
    """Return what stands in each side, or all in one."""
    ways = [one for one in entries if one.is_journey]
    known = {side.code for side in sides}
    return [(side.code, _with(side, ways, known)) for side in sides] or [("", entries)]


def _with(side: Side, ways: Sequence[DiaryEntry], known: set[str]) -> list[DiaryEntry]:
    """Return a side's entries with the journeys to what stands in it."""
    to_others = [one for one in ways if side.code == OTHERS and known.isdisjoint(one.tags)]
    found = [*side.entries, *(one for one in ways if side.code in one.tags), *to_others]
    return sorted(found, key=lambda one: (one.start, one.end, one.title))


def _week(
    sides: Placed, days: Sequence[date], zone: tzinfo, organisations: Mapping[str, Organisation]
) -> Iterator[Block]:
    monday = days[0] - timedelta(days=days[0].weekday())
    words = f"Week of {full_day(monday)}"
    yield Heading(words)
    yield _picture(sides, days, zone, organisations)
    yield PageBreak()
    yield Heading(f"{words}, as a list", 2)
    rows = [
        _row(one, day, zone, code or ", ".join(one.tags))
        for day in days
        for one, code in _in_order(sides)
        if day in days_of(one, zone)
    ]
    name = f"Week_{monday:%Y%m%d}"
    yield Table(name, f"Everything in the {words[0].lower()}{words[1:]}", COLUMNS, tuple(rows))


def _in_order(sides: Placed) -> list[tuple[DiaryEntry, str]]:
    found = [(one, code) for code, entries in sides for one in entries]
    return sorted(found, key=lambda each: (each[0].start, each[0].end, each[0].title))


def _row(one: DiaryEntry, day: date, zone: tzinfo, whose: str) -> tuple[str, ...]:
    states = [one.status.value.capitalize()]
    states += [_URGENCIES[one.urgency]] if one.urgency else []
    states += ["Private"] if one.private else []
    states += [] if one.busy else ["Free"]
    states += one.marks
    times, told = times_of(one, zone), ", ".join(states)
    return (short_day(day), times, one.title, one.place, whose, told)


_URGENCIES = {"must": "Must act", "should": "Should act"}


def _picture(
    sides: Placed, days: Sequence[date], zone: tzinfo, organisations: Mapping[str, Organisation]
) -> WeekPicture:
    ordered = sorted(organisations.values(), key=lambda one: (one.position, one.id))
    codes = tuple(one.code for one in ordered)
    blocks = [
        _placed(one, day, side, zone)
        for side, (_, entries) in enumerate(sides)
        for one in entries
        for day in sorted(days_of(one, zone))
    ]
    heads = tuple(code for code, _ in sides) if len(sides) > 1 else ()
    return week_picture(days, blocks, codes, heads)


def _placed(one: DiaryEntry, day: date, side: int, zone: tzinfo) -> PictureBlock:
    start, end = local(one.start, zone), local(one.end, zone)
    times = "" if one.all_day else f"{clock(one.start, zone)}–{clock(one.end, zone)}"
    marks = [*(["Private"] if one.private and not one.masked else []), *one.marks]
    return PictureBlock(
        day=day,
        side=side,
        start=_minutes(start, day),
        end=_minutes(end, day),
        all_day=one.all_day,
        tags=one.tags,
        title=short_title(one) if one.is_journey else one.title,
        times=times,
        place=one.place,
        marks=", ".join(marks),
        dashed=one.status in (Status.TENTATIVE, Status.HOLD),
        struck=one.status is Status.CANCELLED,
        travel=one.needed,
        urgency=one.urgency,
    )


def _minutes(moment: datetime, day: date) -> int:
    """Return the minutes of a moment after a day's midnight, kept within that day."""
    if moment.date() != day:
        return 0 if moment.date() < day else 24 * 60
    return moment.hour * 60 + moment.minute
