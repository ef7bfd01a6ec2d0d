"""What a source may come to show because of what was made or changed here."""

from jointdesk.domain.intents import IntentKind
from jointdesk.domain.sources import Connection
from jointdesk.ical.series import likeness, parse, signature
from jointdesk.store.connections import find_connection
from jointdesk.store.desk import Desk
from jointdesk.sync.cases import Case, cases_of
from jointdesk.sync.outbox_plan import settle
from jointdesk.sync.outbox_request import wanted_text
from jointdesk.sync.plan import NOTHING_EXPECTED, Expected
from jointdesk.sync.sight import text_of


def expected_in(desk: Desk, connection: Connection) -> Expected:
    """Return what may appear in a connection's collection.

    Where only others can write they make it anew, perhaps under a UID of their own; it is then
    known by its title and times.
    """
    cases = cases_of(desk, connection.collection_id)
    if not cases:
        return NOTHING_EXPECTED
    uids = {uid: case.series_id for case in cases for uid in _uids(case)}
    current = find_connection(desk.connection, connection.collection_id)
    if connection.can_write or (current is not None and current.can_write):
        return Expected(uids)
    return _told_by_words(desk, cases, uids)


def _uids(case: Case) -> list[str]:
    """Return under which UIDs what was made here may appear: also what was removed meanwhile."""
    found = []
    if case.event is not None:
        found.append(case.event.uid or case.event.id)
    if case.intent is not None and case.intent.kind is IntentKind.CREATE:
        text = text_of(case.intent)
        found += [text.uid] if text is not None else []
    return found


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
