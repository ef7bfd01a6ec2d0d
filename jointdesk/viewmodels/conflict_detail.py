"""Everything about one conflict: what is wrong, a picture of when, the ways out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.conflicts import JudgedConflict, Resolution, Scope, Severity, State
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, HOUR, Instant, Span, local_day
from jointdesk.domain.words import plain_line, short_day
from jointdesk.operations.agenda import notes_on
from jointdesk.viewmodels import words
from jointdesk.viewmodels.blocks import Block, meeting_blocks, naming
from jointdesk.viewmodels.conflict_list import (
    ConflictDesk,
    ConflictRow,
    Entry,
    Tab,
    name_of,
    standing_of,
    tab_of,
    time_of,
)
from jointdesk.viewmodels.conflict_titles import title_of_conflict
from jointdesk.viewmodels.inspector import HEADLINES, Inspection, inspect
from jointdesk.viewmodels.marks import marks_of

_OF_RECORDS = ("DEC-", "TSK-")
_ABOUT_COPIES = ("DIA-02", "DIA-07", "DIA-13")
_LONGEST_PICTURE = 30 * HOUR
_MOST_LANES = 5
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Act(StrEnum):
    """What a way out does."""

    SETTLE = "settle"
    PAIR = "pair"
    SPLIT = "split"


class Way(NamedTuple):
    """A way to settle a conflict; `how` is recorded, `ask` is what the reason field asks for."""

    title: str
    hint: str
    button: str
    how: Resolution = Resolution.MOVED
    act: Act = Act.SETTLE
    ask: str = "Why, and what is agreed"


class Reach(NamedTuple):
    """How far a settlement goes: its name, the conflicts it is said of, and its scope."""

    name: str
    ids: tuple[str, ...]
    scope: Scope


class Lane(NamedTuple):
    """One meeting in the picture of a conflict."""

    block: Block
    start: Instant
    end: Instant


class Picture(NamedTuple):
    """The meetings of a conflict side by side, and the time that is the trouble.

    `first` and `last` are full hours around everything.
    """

    lanes: tuple[Lane, ...]
    first: Instant
    last: Instant
    clash: Span
    severity: Severity
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class ConflictDetail:
    """What the right side shows of a conflict.

    `ids` are those of its whole row, `occurrences` name each of them. `meeting_id` and `day`
    are where it is found in the diary; None for one without a place there.
    """

    id: str
    ids: tuple[str, ...]
    code: str
    severity: Severity
    status: str
    headline: str
    sentence: str
    standing: str
    picture: Picture | None
    copies: Inspection | None
    occurrences: tuple[tuple[str, str], ...]
    ways: tuple[Way, ...]
    reaches: tuple[Reach, ...]
    mute_reaches: tuple[Reach, ...]
    accept_until: date
    owner: str
    is_settled: bool
    meeting_id: str
    day: date | None
    meanwhile: str = ""
    """What somebody else did about it while the person is writing, "" for nothing."""


def detail_of(row: ConflictRow, conflict_id: str, desk: ConflictDesk) -> ConflictDetail:
    """Return everything about one conflict of a row, its first where the id is of none."""
    entry = next((each for each in row.entries if each.id == conflict_id), row.entries[0])
    conflict, judged = entry.judged.conflict, entry.judged
    title = title_of_conflict(conflict, entry.meetings)
    reaches = _reaches(row, entry, desk)
    shown = entry.meetings[-1] if entry.meetings else None
    until = conflict.end if conflict.end is not None else desk.now + 7 * DAY
    return ConflictDetail(
        id=conflict.id,
        ids=row.ids,
        code=conflict.code,
        severity=conflict.severity,
        status=words.joined((_how_pressing(judged), time_left(conflict.start, desk))),
        headline=title.headline,
        sentence=plain_line(conflict.message).rstrip(".") + ".",
        standing=_standing(judged, desk),
        picture=_picture(entry, desk),
        copies=_copies(entry, desk),
        occurrences=tuple((one.id, time_of(one, desk)) for one in row.entries),
        ways=_ways(judged, entry.meetings),
        reaches=reaches,
        mute_reaches=_mute_reaches(entry, reaches),
        accept_until=max(local_day(until - 1, desk.zone), local_day(desk.now, desk.zone)),
        owner=name_of(judged.owner, desk.people),
        is_settled=tab_of(judged.state) is not Tab.OPEN,
        meeting_id=shown.id if shown else "",
        day=None if conflict.start is None else local_day(conflict.start, desk.zone),
    )


def held_detail(before: ConflictDetail, now: ConflictDetail | None) -> ConflictDetail:
    """Return a conflict that has left the list while somebody writes about it.

    `before` is as it was shown, `now` what it has become, None where it is none any more.
    """
    kept = "What you are writing is kept"
    if now is None:
        words = f"This is no conflict any more: something was changed. {kept} until you leave it."
        return replace(before, meanwhile=words)
    told = f"Somebody else has seen to it meanwhile. {now.standing or now.owner}".rstrip(". ")
    return replace(now, meanwhile=f"{told}. {kept}; it counts once you confirm it.")


def _how_pressing(judged: JudgedConflict) -> str:
    is_settled = tab_of(judged.state) is Tab.SETTLED
    return "Settled" if is_settled else HEADLINES[judged.conflict.severity]


def counted_words(number: int) -> str:
    """Return a number as prose has it: in words up to ten."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def time_left(start: Instant | None, desk: ConflictDesk) -> str:
    """Return "two days left", "today", "tomorrow", "since Monday 7 December", or ""."""
    if start is None:
        return ""
    day, today = local_day(start, desk.zone), local_day(desk.now, desk.zone)
    days = (day - today).days
    if days < 0 or (not days and start <= desk.now):
        return "under way"
    if days < 2:
        return ("today", "tomorrow")[days]
    return f"{counted_words(days)} days left"


def _standing(judged: JudgedConflict, desk: ConflictDesk) -> str:
    """Return what people said about it last, with the reason, or ""."""
    settlement = judged.settlement
    if judged.was is not None:
        return f"Open again: it was {judged.was.value}, and that no longer holds."
    if settlement is None or judged.state is State.OPEN:
        return ""
    if judged.state is State.ASSIGNED:
        owner = name_of(judged.owner, desk.people)
        told = f"{owner} settles it" if owner else ""
    else:
        told = standing_of(judged, desk)
    reason = plain_line(settlement.reason)
    return f"{told}: {reason}" if told and reason else told or reason


# The picture


def _picture(entry: Entry, desk: ConflictDesk) -> Picture | None:
    """Return the picture; None where there is nothing to be drawn by the hour."""
    conflict = entry.judged.conflict
    sides = entry.meetings
    if conflict.code in _ABOUT_COPIES:
        sides = tuple(Meeting((copy,), copy) for meeting in sides for copy in meeting.copies)
    timed = [each for each in sides if not each.preferred.details.all_day]
    if conflict.start is None or conflict.end is None or not timed:
        return None
    first = min(conflict.start, *(meeting.start for meeting in timed))
    last = max(conflict.end, *(meeting.end for meeting in timed))
    if last - first > _LONGEST_PICTURE or len(timed) > _MOST_LANES:
        return None
    zone, marks = desk.zone, marks_of([entry.judged], desk.zone)
    begin, end = local_day(first, zone), local_day(last, zone)
    days = tuple(begin + timedelta(days=place) for place in range((end - begin).days + 1))
    told = naming(zone, desk.organisations)
    lanes = []
    for meeting in timed:
        _, block = meeting_blocks(meeting, days, told, marks)[0]
        whole = block._replace(
            key=meeting.id, severity=conflict.severity, runs_before=False, runs_after=False
        )
        lanes.append(Lane(whole, meeting.start, meeting.end))
    return Picture(
        tuple(lanes),
        first // HOUR * HOUR,
        -(-last // HOUR) * HOUR,
        Span(conflict.start, conflict.end),
        conflict.severity,
        zone,
    )


def _copies(entry: Entry, desk: ConflictDesk) -> Inspection | None:
    """Return the comparison where the conflict is about the copies of one meeting."""
    conflict = entry.judged.conflict
    if conflict.code not in _ABOUT_COPIES or len(entry.meetings) != 1:
        return None
    meeting = entry.meetings[0]
    found = inspect(meeting, [entry.judged], desk.organisations, desk.zone, notes_on(meeting))
    return found if found.compare else None


# Ways out

_DEPUTY = Way(
    "Send a deputy",
    "Somebody goes in your place. Check that they may vote for you there.",
    "Send a deputy",
    Resolution.DEPUTY,
    ask="Who goes, and what they may decide",
)
_MOVE = Way(
    "Move one of them",
    "It shows as settled until the diary is read again; still there then, it opens again.",
    "Move it",
    Resolution.MOVED,
    ask="Which one moves, to when, and who asked for it",
)
_REMOTE = Way(
    "Join one of them remotely",
    "No journey, so the time is enough.",
    "Join remotely",
    Resolution.REMOTE,
    ask="Which one, and how you join",
)
_DECLINE = Way(
    "Decline one of them",
    "It shows as settled until the diary is read again; still there then, it opens again.",
    "Decline it",
    Resolution.DECLINED,
    ask="Which one, and why",
)
_CORRECT = Way(
    "Have it put right in the diary",
    "Ask for the change. It opens again if the diary still says so when it is next read.",
    "It is asked for",
    Resolution.MOVED,
    ask="What is changed, and who was asked",
)
_SAME = Way(
    "It is one meeting",
    "Both copies become one meeting in your diary, and stay so.",
    "The same",
    act=Act.PAIR,
)
_NOT_SAME = Way(
    "These are different meetings",
    "Each stands on its own from now on.",
    "Not the same",
    act=Act.SPLIT,
)

_PUT_RIGHT = Way(
    "Have it put right",
    "It goes by itself once the record says so; it opens again if the record changes otherwise.",
    "It is being put right",
    Resolution.MOVED,
    ask="What is changed, and by whom",
)

_OVERLAP = (_DEPUTY, _MOVE, _DECLINE)
_WAYS = {
    "DIA-01": _OVERLAP,
    "DIA-02": (_SAME, _NOT_SAME),
    "DIA-03": _OVERLAP,
    "DIA-04": (_REMOTE, _MOVE, _DEPUTY, _DECLINE),
    "DIA-05": (_MOVE, _DEPUTY, _DECLINE),
    "DIA-06": (_REMOTE, _CORRECT, _DECLINE),
    "DIA-07": (_CORRECT, _NOT_SAME),
    "DIA-08": _OVERLAP,
    "DIA-09": _OVERLAP,
    "DIA-10": _OVERLAP,
    "DIA-11": (_MOVE, _DEPUTY),
    "DIA-12": (_CORRECT, _DECLINE),
    "DIA-13": (_CORRECT,),
    "DIA-14": (_CORRECT, _DECLINE),
    "DIA-15": (_MOVE, _REMOTE, _DEPUTY, _DECLINE),
    "DIA-17": (_PUT_RIGHT,),
    "WRK-03": (_MOVE, _DEPUTY, _DECLINE),
    "WRK-04": (_DEPUTY, _MOVE, _DECLINE),
}


def _ways(judged: JudgedConflict, meetings: Sequence[Meeting]) -> tuple[Way, ...]:
    if judged.state not in (State.OPEN, State.ASSIGNED):
        return ()
    code = judged.conflict.code
    ways = (_PUT_RIGHT,) if code.startswith(_OF_RECORDS) else _WAYS.get(code, ())
    has_copies = any(len(meeting.copies) > 1 for meeting in meetings)
    return tuple(way for way in ways if way.act is Act.SETTLE or has_copies)


def _reaches(row: ConflictRow, entry: Entry, desk: ConflictDesk) -> tuple[Reach, ...]:
    """Return how far one may say it: this time, all that are listed, the whole series."""
    found = [Reach(_one(entry, desk), (entry.id,), Scope.OCCURRENCE)]
    if len(row.ids) > 1:
        found.append(Reach(f"All {len(row.ids)} listed", row.ids, Scope.OCCURRENCE))
    if _is_series(entry):
        found.append(Reach("Whenever it repeats", (entry.id,), Scope.SERIES))
    return tuple(found)


def _one(entry: Entry, desk: ConflictDesk) -> str:
    start = entry.judged.conflict.start
    if start is None:
        return "Only this"
    return f"Only {short_day(local_day(start, desk.zone))}"


def _is_series(entry: Entry) -> bool:
    recurring = any(copy.details.recurring for each in entry.meetings for copy in each.copies)
    return recurring and bool(entry.judged.conflict.series_ids)


def _mute_reaches(entry: Entry, reaches: tuple[Reach, ...]) -> tuple[Reach, ...]:
    if not entry.judged.conflict.collection_ids:
        return reaches
    several = len(entry.judged.conflict.collection_ids) > 1
    name = "Always between these calendars" if several else "Always in this calendar"
    return (*reaches, Reach(name, (entry.id,), Scope.COLLECTION))
