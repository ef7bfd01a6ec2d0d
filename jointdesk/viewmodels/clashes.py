"""What something would clash with, in the few words that there is room for while one drags."""

from collections.abc import Mapping, Sequence

from jointdesk.domain.conflicts import OVERLAP_GROUP, Conflict, Severity, code_group
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.words import counted, listed, plain_line, plain_name, short_day
from jointdesk.operations.series_ahead import SeriesAhead
from jointdesk.viewmodels.carried import Foresight

_NAMED = 2
"""Meetings that are named; the others are counted."""


def foresight(
    conflicts: Sequence[Conflict], own_id: str, meetings: Mapping[str, Meeting]
) -> Foresight:
    """Return "Clashes with Cabinet (CAL), 20 min short to Wexmere House".

    `conflicts` are those of the meeting with `own_id`, the worst first; what is only for
    information is left out, as in the grid. `meetings` are the others by id.
    """
    told = [one for one in conflicts if one.severity is not Severity.INFO]
    overlapping = [
        id_
        for one in told
        if code_group(one.code) == OVERLAP_GROUP
        for id_ in one.participants
        if id_ != own_id
    ]
    names = [_named(meetings[id_]) for id_ in dict.fromkeys(overlapping) if id_ in meetings]
    words = [f"Clashes with {_few(names)}"] if names else []
    words += [_rest(one, own_id, meetings) for one in told if code_group(one.code) != OVERLAP_GROUP]
    if not words and told:
        words = [plain_line(told[0].message)]
    ids = frozenset(id_ for one in told for id_ in one.participants) - {own_id}
    text = ", ".join(dict.fromkeys(words))
    return Foresight(f"{text[:1].upper()}{text[1:]}", ids)


def _few(names: list[str]) -> str:
    more = len(names) - _NAMED
    return listed([*names[:_NAMED], f"{more} more"]) if more > 0 else listed(names)


def _named(meeting: Meeting) -> str:
    details = meeting.preferred.details
    codes = "/".join(dict.fromkeys(plain_line(copy.details.org_code) for copy in meeting.copies))
    return f"Busy ({codes})" if details.masked else f"{plain_name(details.title)} ({codes})"


def _rest(conflict: Conflict, own_id: str, meetings: Mapping[str, Meeting]) -> str:
    """Return "20 min short to Wexmere House" of a journey, else the conflict's own sentence."""
    if conflict.minutes_short is None:
        return plain_line(conflict.message)
    first, last = conflict.participants[0], conflict.participants[-1]
    other = meetings.get(last if first == own_id else first)
    way = "to" if first == own_id else "from"
    place = plain_name(other.preferred.details.place) if other is not None else ""
    return f"{conflict.minutes_short} min short {way} {place or 'the other place'}"


def series_words(ahead: SeriesAhead) -> str:
    """Return "Clashes on 3 of 12 days, first on Tue 5 Jan", "" where there are no days."""
    if not ahead.days:
        return ""
    if ahead.first is None:
        return f"Clashes on none of {counted(ahead.days, 'day')} to come"
    return (
        f"Clashes on {ahead.clashing} of {counted(ahead.days, 'day')},"
        f" first on {short_day(ahead.first)}"
    )
