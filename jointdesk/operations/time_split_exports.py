"""The time-split report of some days, as an export for one reader."""

from datetime import date
from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.diary.time_split import Days, days_of
from jointdesk.diary.time_split import Period as Stretch
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.people import Audience
from jointdesk.exports.content import Period
from jointdesk.exports.document import Document
from jointdesk.exports.editions import Reader
from jointdesk.exports.time_split import time_split_document
from jointdesk.operations.audiences import director_id, person_by_id
from jointdesk.operations.diary_exports import footer_words
from jointdesk.operations.time_split import read_split
from jointdesk.store.reading import ReadableDesk


class TimeSplitExport(NamedTuple):
    """The report as a document, and how many weeks or days it tells of."""

    document: Document
    number: int


def time_split_export(
    desk: ReadableDesk, audience: Audience, reader: Reader, period: Period, now: Instant
) -> TimeSplitExport:
    """Return the report as its reader may have it; without a period it is this quarter's.

    Raises:
        WrongUseError: it is of more than a year.
    """
    found = read_split(desk, audience, _days(period, local_day(now, desk.zone)), now)
    director = person_by_id(desk, director_id(desk)).name or "the director"
    context = load_context(desk.connection, desk.zone)
    footer = footer_words(desk, reader, context, director)
    document = time_split_document(found.report, found.method, director, now, footer)
    return TimeSplitExport(document, len(found.report.parts))


def _days(period: Period, today: date) -> Days:
    """Return the days named; with one of them only, those of its quarter to or from it."""
    usual = days_of(Stretch.QUARTER, period.first or today)
    return Days(period.first or usual.first, period.last or usual.last)
