"""Search the words of all calendars and of all records, for one audience."""

from operator import itemgetter
from typing import Any, NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.events import local_occurrences
from jointdesk.derive.meetings import nearest_occurrences
from jointdesk.diary.context import Context
from jointdesk.diary.copies import merge
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.occurrences import Occurrence
from jointdesk.domain.people import Audience
from jointdesk.domain.records import PLACES, Records
from jointdesk.operations.naming import Names
from jointdesk.privacy.projection import project
from jointdesk.store.derived import ReadConnection
from jointdesk.store.events import events_to_show
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.search import find_components

LIMIT = 50

_YEARS_BACK, _YEARS_ON = 10 * 365 * DAY, 2 * 365 * DAY
"""How far events made here are looked for: those that repeat need an end."""

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
    nearest = nearest_occurrences(connection, context, ids, now)
    found = project([*nearest, *_made_here(connection, context, words, now)], audience)
    readable = [one for one in found if not (one.details.masked or one.details.is_block)]
    meetings = merge(sorted(readable, key=itemgetter(0)), context)
    return sorted(meetings, key=lambda meeting: meeting.start, reverse=True)[:limit]


def _made_here(
    connection: ReadConnection, context: Context, words: str, now: Instant
) -> list[Occurrence]:
    """Return one occurrence of each event made here that has every word, as `search` has them."""
    wanted = words.casefold().split()
    ids = {
        one.id
        for one in events_to_show(connection)
        if wanted and all(word in _text(one) for word in wanted)
    }
    nearest: dict[str, Occurrence] = {}
    window = Span(now - _YEARS_BACK, now + _YEARS_ON)
    for one in local_occurrences(connection, context, window) if ids else ():
        series = one.details.series_id
        if series in ids and (series not in nearest or nearest[series].end <= now):
            nearest[series] = one
    return [*nearest.values()]


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
