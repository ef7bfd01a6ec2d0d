"""What a source may come to show because of what was made or changed here."""

from collections.abc import Iterator

from jointdesk.domain.intents import IntentKind
from jointdesk.domain.sources import Connection
from jointdesk.ical.series import likeness, parse, signature
from jointdesk.store.connections import find_connection
from jointdesk.store.desk import Desk
from jointdesk.store.events import events_made
from jointdesk.store.outbox import open_intents
from jointdesk.sync.cases import Case, cases_of
from jointdesk.sync.outbox_plan import settle
from jointdesk.sync.outbox_request import wanted_text
from jointdesk.sync.plan import Expected
from jointdesk.sync.sight import text_of


def expected_in(desk: Desk, connection: Connection, only: str = "") -> Expected:
    """Return what may appear in a connection's collection, of one series where it is named.

    Where only others can write they make it anew, perhaps under a UID of their own; it is then
    known by its title and times.
    """
    id_ = connection.collection_id
    uids = dict(_uids(desk, id_, only))
    current = find_connection(desk.connection, id_)
    if connection.can_write or (current is not None and current.can_write):
        return Expected(uids)
    return _told_by_words(desk, cases_of(desk, id_, only=only), uids)


def _uids(desk: Desk, collection_id: str, only: str) -> Iterator[tuple[str, str]]:
    """Yield under which UIDs which series made here may appear: also one removed meanwhile."""
    for event in events_made(desk.connection, only):
        if event.collection == collection_id:
            yield event.uid or event.id, event.id
    for intent in open_intents(desk.connection, collection_id, only):
        text = text_of(intent) if intent.kind is IntentKind.CREATE else None
        if text is not None:
            yield text.uid, intent.series_id


def _told_by_words(desk: Desk, cases: list[Case], uids: dict[str, str]) -> Expected:
    """Return what to expect where only others write."""
    likenesses: dict[str, str] = {}
    signatures: dict[str, str] = {}
    for case in cases:
        text = wanted_text(case, settle(case, desk.zone, 0), desk.zone, 0)
        series = parse(text, desk.zone).series if text is not None else None
        if series is not None and case.event is not None and not case.is_present:
            likenesses[likeness(series)] = case.series_id
        elif series is not None:
            signatures[case.series_id] = signature(series)
    return Expected(uids, likenesses, signatures)
