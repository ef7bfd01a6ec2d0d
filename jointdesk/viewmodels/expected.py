"""What the diary will show once something was written: shown at once, before it is. Pure."""

from dataclasses import replace
from datetime import date, tzinfo

from jointdesk.domain.edits import EditScope
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Span, local_day, midnight, parse_instant
from jointdesk.domain.occurrences import Status
from jointdesk.operations.events_ahead import moved, turned
from jointdesk.viewmodels.diary_days import DiaryDays


def at_times(
    meeting: Meeting, start: str, end: str, zone: tzinfo, scope: EditScope = EditScope.OCCURRENCE
) -> Meeting:
    """Return a meeting at other times, as they are stored.

    The day of its key moves with it, but where one occurrence leaves the others of its series.
    """
    span = Span(_instant(start, zone), _instant(end, zone))
    days = (date.fromisoformat(start[:10]) - local_day(meeting.start, zone)).days
    after = moved(turned(meeting, all_day="T" not in start), span)
    copies = tuple(
        copy
        if copy.details.recurring and scope is EditScope.OCCURRENCE
        else copy._replace(day=copy.day + days)
        for copy in after.copies
    )
    preferred = copies[meeting.copies.index(meeting.preferred)]
    return after._replace(copies=copies, preferred=preferred)


def cancelled(meeting: Meeting) -> Meeting:
    """Return a meeting as it is once it was cancelled: there, struck through, taking no time."""
    copies = tuple(
        copy._replace(details=replace(copy.details, status=Status.CANCELLED, busy=False))
        for copy in meeting.copies
    )
    preferred = copies[meeting.copies.index(meeting.preferred)]
    return meeting._replace(copies=copies, preferred=preferred)


def days_with(days: DiaryDays, before: Meeting | None, after: Meeting | None) -> DiaryDays:
    """Return what was read of some days, with one meeting in place of another."""
    kept = [one for one in days.meetings if before is None or one.id != before.id]
    meetings = sorted([*kept, *([after] if after else [])], key=lambda one: one.start)
    return days._replace(meetings=tuple(meetings))


def _instant(text: str, zone: tzinfo) -> int:
    return parse_instant(text, zone) if "T" in text else midnight(date.fromisoformat(text), zone)
