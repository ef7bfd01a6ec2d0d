"""The diary of some consecutive days, made ready for painting: pure, from domain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import NamedTuple

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, local, midnight
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.words import DAYS, counted, long_day, plain_line
from jointdesk.viewmodels import words
from jointdesk.viewmodels.allday import Band, DayNote, lay_out_band
from jointdesk.viewmodels.blocks import (
    Block,
    Certainty,
    Journey,
    Kind,
    Naming,
    PlainWords,
    meeting_blocks,
    naming,
    pieces,
)
from jointdesk.viewmodels.marks import Marks, worst

FIRST_HOUR = 8 * 60 + 30
LAST_HOUR = 17 * 60 + 30
"""Working hours, in minutes of the day, where no organisation says other ones."""


@dataclass(frozen=True, slots=True)
class DiaryWeek:
    """What the diary of a day, a work week or a week is made from.

    `days` are consecutive. `organisations` are in the order of adding, `meetings` in that of
    their start; what does not touch the days is left out. `stale` are the ids of organisations
    whose diary was not read for more than a day. `notes` are deadlines, of any days.
    """

    days: tuple[date, ...]
    zone: tzinfo
    organisations: tuple[Organisation, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    marks: Marks = Marks()
    journeys: tuple[Journey, ...] = ()
    stale: frozenset[str] = frozenset()
    notes: tuple[DayNote, ...] = ()


class Heading(NamedTuple):
    """What stands over one day: its names, and how many conflicts of the worst severity it has."""

    day: date
    name: str
    number: str
    is_weekend: bool
    conflicts: int
    severity: Severity | None
    spoken: str


class DayPage(NamedTuple):
    """One day: heading, working hours in minutes of the day, and blocks.

    `meetings` are what is laid out beside each other; `behind` are journeys and the rest of
    drifted copies, which lie under them at full width.
    """

    heading: Heading
    opens: int
    closes: int
    meetings: tuple[Block, ...]
    behind: tuple[Block, ...]


class DiaryPage(NamedTuple):
    """Some consecutive days, ready to be painted."""

    days: tuple[DayPage, ...]
    band: Band
    zone: tzinfo

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all on these days."""
        return not self.band.bars and not any(day.meetings for day in self.days)

    @property
    def nothing(self) -> str:
        """What is said where there is nothing."""
        return "Nothing on this day." if len(self.days) == 1 else "Nothing this week."

    def now_on(self, now: Instant) -> tuple[int, int] | None:
        """Return index of the day and minute at which an instant lies, None if on no day here."""
        moment = local(now, self.zone)
        for index, page in enumerate(self.days):
            if page.heading.day == moment.date():
                return index, moment.hour * 60 + moment.minute
        return None


def build_page(week: DiaryWeek) -> DiaryPage:
    """Return the page of a week, a work week or a day."""
    told = naming(week.zone, week.organisations, week.stale)
    start = midnight(week.days[0], week.zone)
    end = midnight(week.days[-1], week.zone) + 26 * 3600  # wide enough for a day of 25 hours
    near = [meeting for meeting in week.meetings if meeting.start < end and meeting.end >= start]
    timed = [meeting for meeting in near if not meeting.preferred.details.all_day]
    whole_days = [
        meeting for meeting in near if meeting.preferred.details.all_day and _touches(meeting, week)
    ]
    meetings: list[list[Block]] = [[] for _ in week.days]
    behind: list[list[Block]] = [[] for _ in week.days]
    for meeting in timed:
        for index, block in meeting_blocks(meeting, week.days, told, week.marks):
            meetings[index].append(block)
        for index, block in _drift_blocks(meeting, week.days, told):
            behind[index].append(block)
    for journey in week.journeys:
        for index, block in _journey_blocks(journey, week.days, week.zone):
            behind[index].append(block)
    days = tuple(
        _day_page(week, index, numbered(blocks, week.days[index]), behind[index])
        for index, blocks in enumerate(meetings)
    )
    band = lay_out_band(whole_days, week.days, told, week.marks, week.notes)
    return DiaryPage(days, band, week.zone)


def _touches(meeting: Meeting, week: DiaryWeek) -> bool:
    """Whether an all-day item has a part on these days: its end is exclusive."""
    after_last = midnight(week.days[-1], week.zone) + 1
    start = midnight(week.days[0], week.zone)
    return meeting.start < after_last and max(meeting.end, meeting.start + 1) > start


def numbered(blocks: Sequence[Block], day: date) -> list[Block]:
    """Return the blocks of a day in time order, each saying its place: "1 of 4 on Tuesday"."""
    ordered = sorted(blocks, key=lambda block: (block.start, -block.end, block.key))
    name = DAYS[day.weekday()]
    return [
        block._replace(number=f"{place} of {len(ordered)} on {name}")
        for place, block in enumerate(ordered, 1)
    ]


def _day_page(week: DiaryWeek, index: int, meetings: list[Block], behind: list[Block]) -> DayPage:
    day = week.days[index]
    severities = week.marks.days.get(day, ())
    severity = worst(severities)
    worst_ones = sum(each is severity for each in severities)
    going = sum(block.certainty is not Certainty.GONE for block in meetings)
    spoken = words.joined(
        (
            long_day(day),
            counted(going, "meeting") if going else "no meetings",
            counted(len(severities), "conflict") if severities else "",
            words.SEVERITY[severity] if severity else "",
        )
    )
    heading = Heading(
        day=day,
        name=DAYS[day.weekday()][:3],
        number=str(day.day),
        is_weekend=day.weekday() >= 5,
        conflicts=worst_ones,
        severity=severity,
        spoken=spoken,
    )
    opens, closes = working_hours(week.organisations, day)
    return DayPage(heading, opens, closes, tuple(meetings), tuple(behind))


def working_hours(organisations: Sequence[Organisation], day: date) -> tuple[int, int]:
    """Return from when to when any of the director's organisations works on a day, in minutes.

    Organisations with an agreed share count; where there is none, all do. On a day on which
    nobody works both are 0.
    """
    employers = [each for each in organisations if each.share is not None] or organisations
    if not employers:
        return (FIRST_HOUR, LAST_HOUR) if day.weekday() < 5 else (0, 0)
    open_ones = [each for each in employers if day.weekday() in each.days]
    return (
        min((each.opens for each in open_ones), default=0),
        max((each.closes for each in open_ones), default=0),
    )


def _journey_blocks(
    journey: Journey, days: Sequence[date], zone: tzinfo
) -> list[tuple[int, Block]]:
    start = max(journey.start, journey.end - journey.needed * 60)
    title = f"{journey.needed} min"
    if journey.is_short:
        title = f"{journey.available} of {title}"
    ends = f"{plain_line(journey.origin)} to {plain_line(journey.destination)}"
    spoken = words.joined(
        (
            f"Travel {title.removesuffix(' min')} minutes",
            ends,
            "too short" if journey.is_short else "",
        )
    )
    block = Block(
        key="",
        kind=Kind.JOURNEY,
        title=title,
        icon="car",
        severity=journey.severity,
        told=PlainWords(
            f"Travel {title}\n{ends}" + ("\nToo short" if journey.is_short else ""), spoken
        ),
    )
    return _cut(block, f"journey/{journey.end}", start, journey.end, days, zone)


def _drift_blocks(
    meeting: Meeting, days: Sequence[date], naming: Naming
) -> list[tuple[int, Block]]:
    """Return what of the other copies lies before or after the one that is shown."""
    if "time" not in meeting.drift:
        return []
    found: list[tuple[int, Block]] = []
    for copy in meeting.copies:
        if copy is meeting.preferred or copy.details.all_day:
            continue
        code = plain_line(copy.details.org_code)
        position = naming.positions.get(copy.details.org_id, len(naming.positions))
        moment = local(copy.start, naming.zone)
        parts = (
            (copy.start, min(copy.end, meeting.start), f"{code} copy starts", moment),
            (max(copy.start, meeting.end), copy.end, f"{code} copy ends",
             local(copy.end, naming.zone)),
        )  # fmt: skip
        for start, end, told, when in parts:
            if start >= end:
                continue
            title = f"{told} {words.clock_of(when)}"
            block = Block(
                key="",
                kind=Kind.DRIFT,
                meeting_id=meeting.id,
                positions=(position,),
                codes=(code,),
                title=title,
                told=PlainWords(title, title),
            )
            key = f"{meeting.id}/drift/{copy.key}/{start}"
            found += _cut(block, key, start, end, days, naming.zone)
    return found


def _cut(
    block: Block, key: str, start: Instant, end: Instant, days: Sequence[date], zone: tzinfo
) -> list[tuple[int, Block]]:
    return [
        (
            piece.day_index,
            block._replace(
                key=f"{key}/{days[piece.day_index].isoformat()}",
                start=piece.start,
                end=piece.end,
                runs_before=piece.runs_before,
                runs_after=piece.runs_after,
            ),
        )
        for piece in pieces(start, end, days, zone)
    ]
