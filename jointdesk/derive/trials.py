"""What records tell of meetings if one more stood in the diary: DIA-09, 11, 14, 17 and WRK-04."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import cast
from zoneinfo import ZoneInfo

from jointdesk.derive.checks import records_of_meetings
from jointdesk.derive.governance import load_record_context
from jointdesk.diary.context import Context
from jointdesk.diary.days import day_of
from jointdesk.domain.conflicts import Conflict
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Instant, Span, local_day
from jointdesk.domain.people import Audience
from jointdesk.governance.checks import check_meetings
from jointdesk.store.derived import ReadConnection

_BEFORE, _AFTER = 7 * DAY, 10 * DAY
"""How far around its day a meeting may take time that others need for their preparation."""


def record_trials(
    connection: ReadConnection,
    context: Context,
    audience: Audience,
    window: Span,
    now: Instant,
    meetings: Sequence[Meeting],
) -> Callable[[Meeting], Sequence[Conflict]]:
    """Return a function that tells what records find with a meeting and not without it.

    `meetings` are the audience's, in start order, of the window and a week around it. Records are
    read once.
    """
    records = records_of_meetings(connection, context, audience, window, now, meetings)
    if not (records.forums or records.tasks or records.polls):
        return lambda _: ()
    zone = cast(ZoneInfo, context.zone)  # the desk's is always one by name
    known = load_record_context(connection, context.organisations, zone, now)
    starts = [one.start for one in meetings]
    found_before: dict[Instant, frozenset[str]] = {}

    def trial(wanted: Meeting) -> Sequence[Conflict]:
        day = day_of(local_day(wanted.start, context.zone), context.zone)
        span = Span(day.start - DAY, day.start + _AFTER)
        first = bisect_left(starts, day.start - _BEFORE)
        near = meetings[first : bisect_left(starts, span.end)]
        if day.start not in found_before:
            before = check_meetings(near, records, known, span)
            found_before[day.start] = frozenset(one.id for one in before)
        found = check_meetings([*near, wanted], records, known, span)
        return [one for one in found if one.id not in found_before[day.start]]

    return trial
