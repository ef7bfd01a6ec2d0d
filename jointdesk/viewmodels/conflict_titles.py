"""Short names of conflicts: one for a row of the list, one to stand over everything about it."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from jointdesk.diary.rest import BREAK
from jointdesk.domain.conflicts import Conflict
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import MINUTE
from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.blocks import title_of
from jointdesk.viewmodels.record_titles import RECORD_TITLES


class ConflictTitle(NamedTuple):
    """`short` is for a row, `headline` says what is wrong."""

    short: str
    headline: str


def title_of_conflict(conflict: Conflict, meetings: Sequence[Meeting]) -> ConflictTitle:
    """Return the names of a conflict; `meetings` are its own, those that are known, in order."""
    make = _TITLES.get(conflict.code)
    if make is None:
        return _of_records(conflict, meetings)
    return make(conflict, [_name(meeting) for meeting in meetings], meetings)


def _of_records(conflict: Conflict, meetings: Sequence[Meeting]) -> ConflictTitle:
    """Name what records tell: of a meeting with its name, of records without."""
    known = RECORD_TITLES.get(conflict.code)
    if known is None:
        return ConflictTitle(conflict.message, conflict.message)
    names = [_name(meeting) for meeting in meetings]
    return ConflictTitle(": ".join([known.short, *names[:1]]), known.headline)


def is_on_holiday(conflict: Conflict) -> bool:
    """Whether a DIA-12 is about a meeting on a bank holiday, not about leave."""
    return conflict.code == "DIA-12" and len(conflict.participants) == 1


def short_length(minutes: int) -> str:
    """Return "10 h 15", "2 h", "45 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def _name(meeting: Meeting) -> str:
    if meeting.preferred.details.masked:
        return f"Busy ({meeting.preferred.details.org_code})"
    return title_of(meeting.preferred.details)


def _place(meetings: Sequence[Meeting]) -> str:
    return plain_line(meetings[-1].preferred.details.place) if meetings else ""


_Names = Sequence[str]
_Meetings = Sequence[Meeting]


def _overlap(conflict: Conflict, names: _Names, _meetings: _Meetings) -> ConflictTitle:
    if not conflict.series_ids:
        return ConflictTitle("Many more overlaps", "More overlaps than can be listed")
    short = " and ".join(names) or "Two meetings overlap"
    return ConflictTitle(short, "Two meetings at the same time")


def _both_protected(_conflict: Conflict, _names: _Names, _meetings: _Meetings) -> ConflictTitle:
    return ConflictTitle(
        "Two meetings you must attend", "Two protected meetings need you at the same time"
    )


def _over_protected(_conflict: Conflict, names: _Names, _meetings: _Meetings) -> ConflictTitle:
    short = " over ".join(reversed(names)) or "Overlaps a protected meeting"
    return ConflictTitle(short, "A meeting overlaps one that is protected")


def _same(_conflict: Conflict, names: _Names, _meetings: _Meetings) -> ConflictTitle:
    return ConflictTitle(f"Same meeting? {''.join(names[:1])}".strip(), "Is this one meeting?")


def _journey(conflict: Conflict, _names: _Names, meetings: _Meetings) -> ConflictTitle:
    place, short = _place(meetings), short_length(conflict.minutes_short or 0)
    if not place:
        return ConflictTitle(f"Journey {short} short", "Not enough time for the journey")
    return ConflictTitle(f"{place}, {short} short", f"Not enough time to get to {place}")


def _changeover(conflict: Conflict, names: _Names, _meetings: _Meetings) -> ConflictTitle:
    last = names[-1] if names else "the next meeting"
    gap = ((conflict.end or 0) - (conflict.start or 0)) // MINUTE
    short = f"{short_length(gap)} before {last}" if gap else f"No break before {last}"
    return ConflictTitle(short, "No time between two meetings")


def _unknown_place(_conflict: Conflict, names: _Names, meetings: _Meetings) -> ConflictTitle:
    place = _place(meetings)
    if len(names) == 2 or not place:
        return ConflictTitle(f"To {place or 'the next meeting'}: not timed", "Travel is not known")
    return ConflictTitle(f"Place “{place}”: travel unknown", "Travel is not known")


def _drift(_conflict: Conflict, names: _Names, _meetings: _Meetings) -> ConflictTitle:
    short = f"Copies differ: {names[0]}" if names else "Copies differ"
    return ConflictTitle(short, "The two diaries do not say the same")


def _off_day(conflict: Conflict, names: _Names, _meetings: _Meetings) -> ConflictTitle:
    if is_on_holiday(conflict):
        short = f"Bank holiday: {names[0]}" if names else "On a bank holiday"
        return ConflictTitle(short, "A meeting is on a bank holiday")
    return ConflictTitle("Leave in one diary only", "Leave is in one diary only")


def _leak(_conflict: Conflict, names: _Names, _meetings: _Meetings) -> ConflictTitle:
    short = f"Open to read: {names[0]}" if names else "Private in one diary only"
    return ConflictTitle(short, "Private in one diary, open to read in the other")


def _rest(conflict: Conflict, names: _Names, meetings: _Meetings) -> ConflictTitle:
    lasting = short_length(((conflict.end or 0) - (conflict.start or 0)) // MINUTE)
    if conflict.participants[-1] == BREAK:
        return ConflictTitle(f"{lasting} without a break", "Too long without a break")
    after = f" after {names[0]}" if len(meetings) == 2 else ""
    return ConflictTitle(f"{lasting} rest{after}", "Too little rest between two days")


def _stale(_conflict: Conflict, _names: _Names, _meetings: _Meetings) -> ConflictTitle:
    return ConflictTitle("A diary is out of date", "A diary was not read for more than a day")


def _split(_conflict: Conflict, _names: _Names, _meetings: _Meetings) -> ConflictTitle:
    return ConflictTitle("Time is not split as agreed", "Time is not split as agreed")


def _load(_conflict: Conflict, _names: _Names, _meetings: _Meetings) -> ConflictTitle:
    return ConflictTitle("A very full day", "A day with too much in it")


_TITLES: Mapping[str, Callable[[Conflict, _Names, _Meetings], ConflictTitle]] = {
    "DIA-01": _overlap,
    "DIA-02": _same,
    "DIA-03": _overlap,
    "DIA-04": _journey,
    "DIA-05": _changeover,
    "DIA-06": _unknown_place,
    "DIA-07": _drift,
    "DIA-08": _both_protected,
    "DIA-10": _over_protected,
    "DIA-12": _off_day,
    "DIA-13": _leak,
    "DIA-15": _rest,
    "DIA-16": _stale,
    "WRK-01": _split,
    "WRK-03": _load,
}
