"""Search the words of all calendars and of all records, for one audience."""

from operator import itemgetter
from typing import Any, NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import nearest_occurrences
from jointdesk.diary.copies import merge
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.domain.records import PLACES, Records
from jointdesk.operations.naming import Names
from jointdesk.privacy.projection import project
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.search import find_components

LIMIT = 50

_TEXTS = (
    "ref", "code", "title", "name", "summary", "decision_text", "reasons", "conditions",
    "public_summary", "legal_power", "budget_code", "subject", "paragraph", "role", "nature",
    "version", "notes", "asked_by", "purpose", "papers", "place", "may_give_way",
)  # fmt: skip
_NAMES = ("ref", "code", "title", "name")


class Hit(NamedTuple):
    """A record that was found: its item type, and the record itself."""

    type: str
    record: Any


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
    readable = [one for one in found if not (one.details.masked or one.details.is_block)]
    meetings = merge(sorted(readable, key=itemgetter(0)), context)
    return sorted(meetings, key=lambda meeting: meeting.start, reverse=True)[:limit]


def search_records(
    desk: ReadableDesk, audience: Audience, words: str, limit: int = LIMIT
) -> list[Hit]:
    """Return the records whose texts have every word, the newest of each kind first.

    What the audience may not see is not looked at.
    """
    wanted = words.casefold().split()
    if not wanted:
        return []
    records = Names(desk, audience).records
    found: list[Hit] = []
    for type_ in PLACES:
        for one in reversed(records.of_type(type_)):
            if len(found) == limit:
                return found
            text = _text(one)
            if all(word in text for word in wanted):
                found.append(Hit(type_, one))
    return found


def records_named(records: Records, text: str) -> list[str]:
    """Return the ids of the records so called: by reference or code, else by title or name."""
    wanted = text.strip().casefold()
    for name in _NAMES:
        found = [
            str(one.id)
            for type_ in PLACES
            for one in records.of_type(type_)
            if wanted and str(getattr(one, name, "")).casefold() == wanted
        ]
        if found:
            return found
    return []


def _text(record: Any) -> str:
    return " ".join(str(getattr(record, name, "") or "") for name in _TEXTS).casefold()
