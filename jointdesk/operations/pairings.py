"""Say that copies are the same meeting, or that they are not.

Everybody has what is said, so that its label names no meeting: one that is private, or becomes so.
"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_between
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import Write
from jointdesk.domain.meetings import Meeting, Pairing, PairScope
from jointdesk.domain.moments import DAY, Span, midnight
from jointdesk.domain.occurrences import Occurrence, split_key
from jointdesk.domain.people import Audience
from jointdesk.operations.ids import new_id
from jointdesk.store.changes import record
from jointdesk.store.components import components_of
from jointdesk.store.desk import Desk
from jointdesk.store.overlays import resources_of_series
from jointdesk.store.pairings import ITEM_TYPE, pairing_fields
from jointdesk.store.reading import ReadableDesk

_NEAR = 40 * DAY
"""How far from its original day an occurrence that was moved is looked for."""


def pair(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    first: str,
    second: str,
    scope: PairScope = PairScope.OCCURRENCE,
) -> None:
    """Say that two meetings are one; either id may be any copy's.

    Raises:
        NotFoundError: the audience has no meeting with one of the ids.
        WrongUseError: both ids are of one meeting.
    """
    a, b = find_copy(desk, audience, first), find_copy(desk, audience, second)
    if a.key == b.key:
        raise WrongUseError("These are two names of one meeting. Give the ids of two.")
    write = _write(a, b, "same", scope)
    record(desk, actor, "Said that two meetings are one", [write])


def split(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    meeting_id: str,
    scope: PairScope = PairScope.OCCURRENCE,
) -> None:
    """Say that the copies of a meeting are different meetings.

    Raises:
        NotFoundError: the audience has no such meeting.
        WrongUseError: it has one copy only.
    """
    meeting = find_meeting(desk, audience, meeting_id)
    if len(meeting.copies) < 2:
        raise WrongUseError("This meeting stands in one calendar only: there is nothing to split.")
    writes = [_write(a, b, "different", scope) for a, b in combinations(meeting.copies, 2)]
    record(desk, actor, "Said that the copies of a meeting are different meetings", writes)


def find_meeting(desk: ReadableDesk, audience: Audience, meeting_id: str) -> Meeting:
    """Return the meeting one of whose copies has that key.

    Raises:
        NotFoundError: the audience has none.
    """
    try:
        split_key(meeting_id)
    except ValueError:
        raise NotFoundError(f"There is no meeting {meeting_id}.") from None
    for window in _windows(desk, meeting_id):
        context = load_context(desk.connection, desk.zone)
        for meeting in meetings_between(desk.connection, context, audience, window):
            if any(copy.key == meeting_id for copy in meeting.copies):
                return meeting
    raise NotFoundError(f"There is no meeting {meeting_id}.")


def _windows(desk: ReadableDesk, key: str) -> Iterator[Span]:
    """Yield where an occurrence may lie: about its original day, and where it was moved to."""
    series_id, day, _ = split_key(key)
    middle = midnight(date.fromordinal(day), desk.zone)
    for reach in (2 * DAY, _NEAR):
        yield Span(middle - reach, middle + reach)
    resources = [id_ for id_, _ in resources_of_series(desk.connection, [series_id])]
    for row in components_of(desk.connection, resources):
        start = row.component.start
        if row.component.recurrence_day == day and start is not None:
            yield Span(start - 2 * DAY, start + 2 * DAY)


def find_copy(desk: ReadableDesk, audience: Audience, key: str) -> Occurrence:
    """Return the copy with that key.

    Raises:
        NotFoundError: the audience has none.
    """
    meeting = find_meeting(desk, audience, key)
    return next(copy for copy in meeting.copies if copy.key == key)


def _write(a: Occurrence, b: Occurrence, verdict: str, scope: PairScope) -> Write:
    """A single event has no other occurrences: the word on two of them moves with them."""
    if not a.details.recurring and not b.details.recurring:
        scope = PairScope.SERIES
    pairing = Pairing(new_id(), a.key, b.key, "same" if verdict == "same" else "different", scope)
    return Write(pairing.id, ITEM_TYPE, pairing_fields(pairing))
