"""What records tell of one audience's diary, and what is wrong with the records themselves.

The diary's own views need the first alone, and read only the records that it takes: a desk may
hold ten thousand decisions. Where all conflicts are listed, all records are read.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from jointdesk.derive.governance import load_record_context
from jointdesk.derive.meetings import occurrences_between
from jointdesk.derive.records import load_records
from jointdesk.derive.tasks import load_tasks
from jointdesk.diary.context import Context
from jointdesk.domain.authorities import AUTHORITY, DELEGATION
from jointdesk.domain.conflicts import Conflict
from jointdesk.domain.decisions import Decision
from jointdesk.domain.forums import FORUM
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Instant, Span, local_day, midnight
from jointdesk.domain.people import Audience
from jointdesk.domain.polls import POLL
from jointdesk.domain.records import Records
from jointdesk.governance.check_context import RecordContext
from jointdesk.governance.checks import check_meetings, check_records
from jointdesk.governance.hours import Hours, first_monday, weekly_hours
from jointdesk.privacy.projection import project
from jointdesk.privacy.records import project_records
from jointdesk.store.decisions import decisions_dated
from jointdesk.store.derived import ReadConnection
from jointdesk.store.reading import remembered
from jointdesk.store.records import list_records

_NOTICE = timedelta(days=60)
"""How long after a window a decision may be whose notice is due in it (28 clear days, DL1)."""


def conflicts_of_meetings(
    connection: ReadConnection,
    context: Context,
    audience: Audience,
    window: Span,
    now: Instant,
    meetings: Sequence[Meeting],
) -> list[Conflict]:
    """Return what records tell of the meetings of a window, all but WRK-02.

    `meetings` are the audience's, of the window and its surroundings.
    """
    known = load_record_context(connection, context.organisations, _zone(context), now)
    records = records_of_meetings(connection, context, audience, window, now, meetings)
    return check_meetings(meetings, records, known, window)


def records_of_meetings(
    connection: ReadConnection,
    context: Context,
    audience: Audience,
    window: Span,
    now: Instant,
    meetings: Sequence[Meeting],
) -> Records:
    """Return the records that the rules on meetings look at, as an audience may see them."""
    every = _of_meetings(connection, _zone(context), window, now, meetings)
    return project_records(every, audience)


def conflicts_of_records(
    connection: ReadConnection,
    context: Context,
    audience: Audience,
    window: Span,
    now: Instant,
    meetings: Sequence[Meeting],
) -> list[Conflict]:
    """Return what records tell of the meetings of a window, and what is wrong with the records.

    Those without a time of their own are there whatever the window.
    """
    zone = _zone(context)
    known = load_record_context(connection, context.organisations, zone, now)
    records = load_records(connection, audience, zone, now)
    hours = _hours(connection, context, audience, window, known)
    return [
        *check_meetings(meetings, records, known, window, hours),
        *(
            each
            for each in found_in_records(connection, records, known)
            if each.anchor is None or window.start <= each.anchor < window.end
        ),
    ]


def found_in_records(
    connection: ReadConnection, records: Records, known: RecordContext
) -> Sequence[Conflict]:
    """Return what is wrong with an audience's records.

    From a connection that lasts, the same records are judged once a day.
    """
    memory = remembered(connection)
    kept = memory.get("conflicts")
    if not isinstance(kept, _Found) or (kept.records, kept.today) != (records, known.today):
        kept = _Found(records, known.today, check_records(records, known))
        memory["conflicts"] = kept
    return kept.conflicts


class _Found(NamedTuple):
    """What was found in records on a day."""

    records: Records
    today: date
    conflicts: Sequence[Conflict]


def _of_meetings(
    connection: ReadConnection,
    zone: ZoneInfo,
    window: Span,
    now: Instant,
    meetings: Sequence[Meeting],
) -> Records:
    """Return the records that rules on meetings look at, as nobody may see them."""
    polls = tuple(list_records(connection, POLL))
    away = any(copy.details.leave for meeting in meetings for copy in meeting.copies)
    return Records(
        decisions=tuple(_decisions(connection, zone, window)) if polls or away else (),
        tasks=tuple(load_tasks(connection, zone, now)),
        authorities=tuple(list_records(connection, AUTHORITY)),
        delegations=tuple(list_records(connection, DELEGATION)),
        forums=tuple(list_records(connection, FORUM)),
        polls=polls,
    )


def _decisions(connection: ReadConnection, zone: ZoneInfo, window: Span) -> list[Decision]:
    first, last = local_day(window.start, zone), local_day(window.end, zone)
    return decisions_dated(connection, first, last + _NOTICE)


def _zone(context: Context) -> ZoneInfo:
    """Return the desk's zone, which is always one by name."""
    return cast(ZoneInfo, context.zone)


def _hours(
    connection: ReadConnection,
    context: Context,
    audience: Audience,
    window: Span,
    known: RecordContext,
) -> Hours:
    """Return the hours of each week from 17 before the window to the last that begins in it."""
    start = midnight(first_monday(window, known), known.zone)
    whole = Span(start, window.end + 7 * DAY)
    occurrences = project(occurrences_between(connection, context, whole), audience)
    return weekly_hours(occurrences, context, whole)
