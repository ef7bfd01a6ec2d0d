"""Which open conflicts a record is part of, for one audience."""

from collections import defaultdict

from jointdesk.derive.checks import found_in_records
from jointdesk.derive.governance import load_record_context
from jointdesk.diary.settlements import judge
from jointdesk.domain.conflicts import JudgedConflict, State
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.settlements import list_settlements

_UNSETTLED = (State.OPEN, State.ASSIGNED)


def unsettled(
    desk: ReadableDesk, audience: Audience, records: Records, now: Instant
) -> list[JudgedConflict]:
    """Return the unsettled conflicts of records; `records` are those that the audience sees."""
    connection = desk.connection
    organisations = {one.id: one for one in list_organisations(connection)}
    context = load_record_context(connection, organisations, desk.zone, now)
    found = found_in_records(connection, records, context)
    judged = judge(found, list_settlements(connection, audience), now, {})
    return [one for one in judged if one.state in _UNSETTLED]


def codes_by_record(
    desk: ReadableDesk, audience: Audience, records: Records, now: Instant
) -> dict[str, list[str]]:
    """Return the codes of the unsettled conflicts by the id of each record that takes part.

    `records` are those that the audience sees.
    """
    codes: dict[str, list[str]] = defaultdict(list)
    for judged in unsettled(desk, audience, records, now):
        for participant in judged.conflict.participants:
            if judged.conflict.code not in codes[participant]:
                codes[participant].append(judged.conflict.code)
    return dict(codes)
