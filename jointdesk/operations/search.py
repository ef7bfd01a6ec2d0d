"""Search the words of all calendars, for one audience."""

from operator import itemgetter

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import nearest_occurrences
from jointdesk.diary.copies import merge
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.privacy.projection import project
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.search import find_components

LIMIT = 50


def search(
    desk: ReadableDesk, audience: Audience, words: str, now: Instant, limit: int = LIMIT
) -> list[Meeting]:
    """Return the meetings that have every word, the newest first.

    Of a series the next occurrence stands for all, or the last where none is to come. Private
    text is found only by those who may read it.
    """
    connection = desk.connection
    context = load_context(connection, desk.zone)
    ids = find_components(connection, words, private=False, limit=limit)
    ids += find_components(connection, words, private=True, limit=limit)
    found = project(nearest_occurrences(connection, context, ids, now), audience)
    readable = [occurrence for occurrence in found if not occurrence.details.masked]
    meetings = merge(sorted(readable, key=itemgetter(0)), context)
    return sorted(meetings, key=lambda meeting: meeting.start, reverse=True)[:limit]
