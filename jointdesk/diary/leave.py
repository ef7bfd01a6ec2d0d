"""DIA-12: leave that only one diary knows of, and meetings on bank holidays."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from jointdesk.diary.context import Context, works_on
from jointdesk.diary.days import Day, day_of, days_between
from jointdesk.diary.findings import Finding, Findings
from jointdesk.diary.timeline import Timeline, is_masked, tier_of
from jointdesk.diary.titles import normalise
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Span, local_day
from jointdesk.domain.organisations import Organisation

_MOVABLE = 4


class _Absence(NamedTuple):
    """The part of one organisation's leave that lies on one day."""

    meeting: Meeting
    span: Span


def bank_holidays(timeline: Timeline) -> Findings:
    """DIA-12: one for each meeting on a bank holiday, on its first one."""
    context, window = timeline.context, timeline.window
    return [
        Finding(
            "DIA-12",
            Severity.RED,
            max(meeting.start, day.start),
            meeting.start,
            meeting.end,
            (meeting,),
            facts=(day.date.toordinal(), context.holidays[day.date]),
        )
        for day in (day_of(when, context.zone) for when in sorted(context.holidays))
        if window.start < day.end and day.start < window.end
        for meeting in timeline.overlapping(day.start, day.end)
        if timeline.holds(max(meeting.start, day.start)) and _falls_on(meeting, day, context)
    ]


def _falls_on(meeting: Meeting, day: Day, context: Context) -> bool:
    """True if the holiday matters to the meeting, and is the first that does."""
    if not _is_booked(meeting):
        return False
    details = meeting.preferred.details
    name = normalise(context.holidays[day.date])
    if details.all_day and (details.title_key == name or "bank holiday" in details.title_key):
        return False
    if meeting.start >= day.start:
        return True
    first = local_day(meeting.start, context.zone)
    return not any(first <= each < day.date for each in context.holidays)


def _is_booked(meeting: Meeting) -> bool:
    """A masked meeting may be movable for all that this audience may know."""
    return not is_masked(meeting) and tier_of(meeting) != _MOVABLE


def unmatched_leave(timeline: Timeline) -> Findings:
    """DIA-12: one for each day of leave in one employer's diary that another's does not have.

    Red where something is booked in that time, in whichever diary. Days on which the other
    organisation does not work anyway, and bank holidays, need no leave there. A masked block
    over the whole time may be just that leave, mirrored, and is taken for it.
    """
    context = timeline.context
    diaries = _diaries(context)
    absences = _absences(timeline)
    found = []
    for (when, org_id), (absence, *_) in sorted(absences.items(), key=lambda each: each[0]):
        if org_id not in diaries or when in context.holidays:
            continue
        if not timeline.holds(absence.span.start):
            continue
        busy = list(timeline.overlapping(*absence.span))
        booked = sum(map(_is_booked, busy))
        lacking = [
            other.id
            for other in diaries.values()
            if (when, other.id) not in absences and _lacks(other, when, absence.span, busy)
        ]
        if lacking:
            finding = Finding(
                "DIA-12",
                Severity.RED if booked else Severity.AMBER,
                absence.span.start,
                *absence.span,
                (absence.meeting,),
                (absence.meeting.id, when.isoformat()),
                org_ids=(org_id, *lacking),
                facts=(when.toordinal(), booked),
            )
            found.append(finding)
    return found


def _lacks(other: Organisation, when: date, span: Span, busy: Sequence[Meeting]) -> bool:
    there = [meeting for meeting in busy if other.id in meeting.org_ids]
    if any(is_masked(meeting) and _covers(meeting, span) for meeting in there):
        return False
    return works_on(other, when) or any(map(_is_booked, there))


def _diaries(context: Context) -> Mapping[str, Organisation]:
    """The employers whose diaries say what they hold: one cannot find leave in others."""
    told = {
        collection.org_id
        for collection in context.collections.values()
        if collection.kind != "local" and not collection.free_busy_only
    }
    return {org.id: org for org in context.employers if org.id in told}


def _absences(timeline: Timeline) -> Mapping[tuple[date, str], Sequence[_Absence]]:
    """Return the leave of each day and organisation, the earliest first."""
    window, zone = timeline.window, timeline.context.zone
    found: dict[tuple[date, str], list[_Absence]] = defaultdict(list)
    for meeting in timeline.marked:
        for copy in meeting.copies:
            details = copy.details
            if not details.leave:
                continue
            begin, end = max(copy.start, window.start - DAY), min(copy.end, window.end + DAY)
            if begin > end:
                continue
            for day in days_between(begin, end, zone):
                part = Span(max(copy.start, day.start), min(copy.end, day.end))
                found[day.date, details.org_id].append(_Absence(meeting, part))
    for absences in found.values():
        absences.sort(key=lambda absence: (absence.span, absence.meeting.id))
    return found


def _covers(meeting: Meeting, span: Span) -> bool:
    return meeting.start <= span.start and span.end <= meeting.end
