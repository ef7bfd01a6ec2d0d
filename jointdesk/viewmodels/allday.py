"""The band above the grid: what takes whole days, as bars in a few rows."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import local_day
from jointdesk.viewmodels import words
from jointdesk.viewmodels.blocks import (
    Certainty,
    MeetingWords,
    Naming,
    PlainWords,
    certainty_of,
    codes_of,
    line_icon,
    organisations_named,
    positions_of,
    state_words,
    title_of,
    trouble_words,
)
from jointdesk.viewmodels.marks import Marks

ROWS = 3
"""Bars shown on a day; further ones are counted."""
_NOTES = 2
"""Deadlines shown on a day, so that leave keeps a row."""
_TONES = ("red", "amber", "ok")


class DayNote(NamedTuple):
    """A deadline of a record: its day, its words, and how pressing it is.

    `tone` is "red", "amber" or "ok"; `record` is what it belongs to, for example "task/ID".
    """

    day: date
    title: str
    tone: str
    record: str
    told: PlainWords


class Bar(NamedTuple):
    """One all-day item across the days `first` to `last` of a page, by index, both included.

    `row` counts from the top. An end that `runs_before` or `runs_after` lies beyond the page.
    A deadline has a `tone` and its `record`, as in `DayNote`, and no meeting.
    """

    key: str
    meeting_id: str
    first: int
    last: int
    row: int
    runs_before: bool
    runs_after: bool
    is_leave: bool
    positions: tuple[int, ...]
    codes: tuple[str, ...]
    title: str
    certainty: Certainty
    severity: Severity | None
    icon: str
    told: MeetingWords | PlainWords
    tone: str = ""
    record: str = ""

    @property
    def full_text(self) -> str:
        """What a tooltip shows, in lines."""
        told = self.told
        return _full_text(told) if isinstance(told, MeetingWords) else told.full_text

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        told = self.told
        return _spoken(told) if isinstance(told, MeetingWords) else told.spoken


class Band(NamedTuple):
    """The bars that are shown, and for each day those that only count: "+2 more"."""

    bars: tuple[Bar, ...]
    gathered: tuple[tuple[Bar, ...], ...]

    @property
    def rows(self) -> int:
        """How many rows of bars are shown."""
        return max((bar.row + 1 for bar in self.bars), default=0)


def lay_out_band(
    meetings: Sequence[Meeting],
    days: Sequence[date],
    naming: Naming,
    marks: Marks,
    notes: Sequence[DayNote] = (),
) -> Band:
    """Return the all-day items of these days in rows: earliest first, longest first, first fit.

    Deadlines stand over the others of their day, the most pressing first.
    """
    bars = [_bar(meeting, days, naming, marks) for meeting in meetings]
    bars += _note_bars(notes, days)
    bars.sort(key=_order)
    ends = [-1] * ROWS
    shown: list[Bar] = []
    gathered: list[list[Bar]] = [[] for _ in days]
    noted = [0] * len(days)
    for bar in bars:
        row = next((row for row, end in enumerate(ends) if end < bar.first), None)
        noted[bar.first] += bool(bar.tone)
        if bar.tone and noted[bar.first] > _NOTES:
            row = None
        if row is None:
            for index in range(bar.first, bar.last + 1):
                gathered[index].append(bar)
        else:
            ends[row] = bar.last
            shown.append(bar._replace(row=row))
    return Band(tuple(shown), tuple(tuple(each) for each in gathered))


def _order(bar: Bar) -> tuple[int, int, int, bool, str, str]:
    tone = _TONES.index(bar.tone) if bar.tone else len(_TONES)
    return bar.first, tone, -bar.last, not bar.is_leave, bar.title, bar.key


def _note_bars(notes: Sequence[DayNote], days: Sequence[date]) -> list[Bar]:
    places = {day: place for place, day in enumerate(days)}
    return [
        Bar(
            key=f"{note.record}/{note.day.isoformat()}/{note.title}",
            meeting_id="",
            first=places[note.day],
            last=places[note.day],
            row=0,
            runs_before=False,
            runs_after=False,
            is_leave=False,
            positions=(),
            codes=(),
            title=note.title,
            certainty=Certainty.CERTAIN,
            severity=None,
            icon="circle-check" if note.tone == "ok" else "flag",
            told=note.told,
            tone=note.tone,
            record=note.record,
        )
        for note in notes
        if note.day in places
    ]


def _bar(meeting: Meeting, days: Sequence[date], naming: Naming, marks: Marks) -> Bar:
    details = meeting.preferred.details
    begins, ends = _first_and_last(meeting, naming)
    severity = marks.severity.get(meeting.id)
    return Bar(
        key=f"{meeting.id}/all-day",
        meeting_id=meeting.id,
        first=max(0, (begins - days[0]).days),
        last=min(len(days) - 1, (ends - days[0]).days),
        row=0,
        runs_before=begins < days[0],
        runs_after=ends > days[-1],
        is_leave=details.leave,
        positions=positions_of(meeting, naming),
        codes=codes_of(meeting),
        title=title_of(details),
        certainty=certainty_of(details),
        severity=severity if severity is not Severity.INFO else None,
        icon=line_icon(meeting),
        told=MeetingWords(meeting, naming, severity, marks.sentences),
    )


def _first_and_last(meeting: Meeting, naming: Naming) -> tuple[date, date]:
    """Return the days on which an all-day item begins and ends, both included."""
    begins = local_day(meeting.start, naming.zone)
    return begins, max(begins, local_day(meeting.end, naming.zone) - timedelta(days=1))


def _full_text(told: MeetingWords) -> str:
    details = told.meeting.preferred.details
    lines = (
        title_of(details),
        organisations_named(told.meeting, told.naming),
        words.day_span(*_first_and_last(told.meeting, told.naming)),
        state_words(details).capitalize(),
        *told.own_sentences,
    )
    return "\n".join(line for line in lines if line)


def _spoken(told: MeetingWords) -> str:
    details = told.meeting.preferred.details
    return words.joined(
        (
            "Leave" if details.leave else "All day",
            "Busy" if details.masked else title_of(details),
            organisations_named(told.meeting, told.naming),
            words.day_span(*_first_and_last(told.meeting, told.naming)),
            state_words(details),
            "private" if details.private else "",
            trouble_words(told.severity, told.own_sentences),
        )
    )
