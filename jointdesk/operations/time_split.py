"""How the director's time divided between the organisations, as one audience sees the diaries."""

from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_in
from jointdesk.diary.time_split import Days, Report, method, report, span_of
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.people import Audience
from jointdesk.store.reading import ReadableDesk

MOST_DAYS = 400
"""A report is of a year at most, and of the days that complete its weeks."""


class ReadSplit(NamedTuple):
    """A report, and in sentences how it was counted."""

    report: Report
    method: tuple[str, ...]


def read_split(desk: ReadableDesk, audience: Audience, days: Days, now: Instant) -> ReadSplit:
    """Return how the time of some days divides.

    Raises:
        WrongUseError: the days are none, or more than a year.
    """
    if not 0 < (days.last - days.first).days <= MOST_DAYS:
        raise WrongUseError("A time split is of a day at least, and of a year at most.")
    context = load_context(desk.connection, desk.zone)
    meetings = meetings_in(desk.connection, context, audience, span_of(days, desk.zone))
    today = local_day(now, desk.zone)
    told = method(context, days, today, knows_all=audience.is_director)
    return ReadSplit(report(meetings, context, days), tuple(told))
