"""Look at conflicts, settle them, assign them, open them again."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_between
from jointdesk.derive.tasks import load_tasks
from jointdesk.derive.view import view
from jointdesk.domain.actors import Actor
from jointdesk.domain.conflicts import (
    Conflict,
    JudgedConflict,
    Resolution,
    Scope,
    Settlement,
    State,
    known_as,
)
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import Write
from jointdesk.domain.moments import DAY, Instant, Span, local_day, midnight
from jointdesk.domain.people import Audience
from jointdesk.privacy.records import OWN_ORG
from jointdesk.store import settlements
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.streams import stream_names

DEFAULT_WEEKS = 8
"""How far ahead conflicts are looked for unless a range is given."""

_WIDER = ((0, 8 * 7), (-60, 26 * 7), (-400, 2 * 366))
"""Windows, in days from today, in which a conflict is looked for by its id."""

_STATES = {Resolution.ACCEPTED: State.ACCEPTED, Resolution.MUTED: State.MUTED}


class Settle(NamedTuple):
    """What a person says about a conflict; `until` None means the default for `how`."""

    how: Resolution
    reason: str
    until: Instant | None = None
    scope: Scope = Scope.OCCURRENCE


def default_window(desk: ReadableDesk, now: Instant) -> Span:
    """Return today to eight weeks on."""
    start = midnight(local_day(now, desk.zone), desk.zone)
    return Span(start, start + DEFAULT_WEEKS * 7 * DAY)


def list_conflicts(
    desk: ReadableDesk, audience: Audience, window: Span, now: Instant, records: bool = True
) -> list[JudgedConflict]:
    """Return the audience's conflicts in the window in time order, those without time first.

    Without `records` those of decisions and tasks are left out.
    """
    connection = desk.connection
    context = load_context(connection, desk.zone)
    found = view(connection, context, audience, window, now, records).conflicts
    return sorted(found, key=_order)


def _order(judged: JudgedConflict) -> tuple[Instant, str, str]:
    conflict = judged.conflict
    return (-1 << 60 if conflict.start is None else conflict.start, conflict.code, conflict.id)


def find_conflict(
    desk: ReadableDesk, audience: Audience, conflict_id: str, now: Instant
) -> JudgedConflict:
    """Return the conflict with that id, also where others know it by that one.

    Raises:
        NotFoundError: the audience has no such conflict.
    """
    today = default_window(desk, now).start
    for first, last in _WIDER:
        window = Span(today + first * DAY, today + last * DAY)
        listed = list_conflicts(desk, audience, window, now)
        for judged in listed:
            if judged.conflict.id == conflict_id:
                return judged
        for judged in listed:
            if conflict_id in known_as(judged.conflict):
                return judged
    raise NotFoundError(
        f"There is no conflict {conflict_id}. It may have gone because a meeting moved;"
        " “conflicts” lists those there are."
    )


def resolve_conflict(
    desk: Desk, actor: Actor, audience: Audience, conflict_id: str, settle: Settle
) -> JudgedConflict:
    """Record how a conflict was settled and return it as it then stands.

    Raises:
        NotFoundError: there is no such conflict.
        WrongUseError: no reason is given, or `until` is past.
    """
    resolve_conflicts(desk, actor, audience, [conflict_id], settle)
    return find_conflict(desk, audience, conflict_id, actor.at)


def resolve_conflicts(
    desk: Desk, actor: Actor, audience: Audience, conflict_ids: Sequence[str], settle: Settle
) -> None:
    """Record, as one action, that conflicts were settled in the same way.

    Raises:
        NotFoundError: one of them does not exist; nothing was recorded.
        WrongUseError: no reason is given, or `until` is past.
    """
    if not settle.reason.strip():
        raise WrongUseError("Say why, so that the others understand it later.")
    if settle.until is not None and settle.until <= actor.at:
        raise WrongUseError("The time until which this holds has passed already.")

    def settled(conflict: Conflict) -> Settlement:
        until = settle.until
        if until is None and settle.how is Resolution.ACCEPTED:
            until = conflict.end
        return dataclasses.replace(
            settlement_of(conflict, actor.at, _STATES.get(settle.how, State.RESOLVED)),
            how=settle.how,
            until=until,
            scope=settle.scope,
        )

    ending = f"as {settle.how.value}"
    found = _find_all(desk, audience, conflict_ids, actor.at)
    _record(desk, actor, audience, found, settled, ("Settled", ending), settle.reason.strip())


def assign_conflict(
    desk: Desk, actor: Actor, audience: Audience, conflict_id: str, owner: str, note: str = ""
) -> JudgedConflict:
    """Give a conflict to the person with the id `owner` and return it as it then stands.

    Raises:
        NotFoundError: there is no such conflict.
    """
    assign_conflicts(desk, actor, audience, [conflict_id], owner, note)
    return find_conflict(desk, audience, conflict_id, actor.at)


def assign_conflicts(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    conflict_ids: Sequence[str],
    owner: str,
    note: str = "",
) -> None:
    """Give conflicts to the person with the id `owner`, as one action.

    Raises:
        NotFoundError: one of them does not exist; nothing was recorded.
    """

    def assigned(conflict: Conflict) -> Settlement:
        return dataclasses.replace(settlement_of(conflict, actor.at, State.ASSIGNED), owner=owner)

    found = _find_all(desk, audience, conflict_ids, actor.at)
    _record(desk, actor, audience, found, assigned, ("Assigned", ""), note)


def reopen_conflict(
    desk: Desk, actor: Actor, audience: Audience, conflict_id: str
) -> JudgedConflict:
    """Open a settled conflict again and return it as it then stands.

    Raises:
        NotFoundError: there is no such conflict.
    """
    reopen_conflicts(desk, actor, audience, [conflict_id])
    return find_conflict(desk, audience, conflict_id, actor.at)


def reopen_conflicts(
    desk: Desk, actor: Actor, audience: Audience, conflict_ids: Sequence[str]
) -> None:
    """Open settled conflicts again, as one action.

    Raises:
        NotFoundError: one of them does not exist; nothing was recorded.
    """

    def opened(conflict: Conflict) -> Settlement:
        return settlement_of(conflict, actor.at, State.OPEN)

    found = _find_all(desk, audience, conflict_ids, actor.at)
    _record(desk, actor, audience, found, opened, ("Opened", "again"), "")


def _find_all(
    desk: ReadableDesk, audience: Audience, conflict_ids: Sequence[str], now: Instant
) -> list[Conflict]:
    """Return the conflicts with these ids; the next weeks are read once for all of them."""
    near = {
        judged.conflict.id: judged.conflict
        for judged in list_conflicts(desk, audience, default_window(desk, now), now)
    }
    return [
        near.get(id_) or find_conflict(desk, audience, id_, now).conflict for id_ in conflict_ids
    ]


def settlement_item(conflict_id: str) -> str:
    """Return the id of the item that holds what people said about the conflict."""
    return f"settlement:{conflict_id}"


def settlement_of(conflict: Conflict, at: Instant, state: State) -> Settlement:
    """Return a settlement that says of a conflict, as it stands, that it is in a state."""
    return Settlement(
        id=settlement_item(conflict.id),
        code=conflict.code,
        participants=conflict.participants,
        fingerprint=conflict.fingerprint,
        state=state,
        at=at,
        series_ids=tuple(sorted(conflict.series_ids)),
        collection_ids=tuple(sorted(conflict.collection_ids)),
    )


def _record(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    conflicts: Sequence[Conflict],
    made: Callable[[Conflict], Settlement],
    label: tuple[str, str],
    reason: str,
) -> None:
    """Store the settlements, their reasons in the stream of the most private participant.

    `label` is what stands before and after the codes in the action's label.
    """
    writes = [
        write
        for conflict in conflicts
        for write in settlement_writes(
            made(conflict), reason, stream_of_conflict(desk, audience, conflict, actor.at)
        )
    ]
    codes = ", ".join(sorted({conflict.code for conflict in conflicts}))
    before, after = label
    record(desk, actor, " ".join(part for part in (before, codes, after) if part), writes)


def settlement_writes(settlement: Settlement, reason: str, stream: str) -> list[Write]:
    """Return what stores a settlement, and its reason in the stream of its most private side."""
    told = settlements.reason_item(settlement.id)
    fields = settlements.settlement_fields(settlement)
    return [
        Write(settlement.id, settlements.SETTLEMENT, fields),
        Write(told, settlements.REASON, {"reason": reason}, stream),
    ]


def stream_of_conflict(
    desk: ReadableDesk, audience: Audience, conflict: Conflict, now: Instant
) -> str:
    """Return where words on a conflict stand: "shared", a private body's stream, or "director".

    The last is for private sides of two bodies (design.md section 6). Where a body's own stream is
    not on this machine nothing but a busy time is known here, so that nothing said tells of it.
    """
    private = _bodies_of_meetings(desk, audience, conflict)
    private |= _bodies_of_records(desk, conflict, now)
    here = set(stream_names(desk.connection).values())
    private = {one for one in private if f"org:{one}" in here}
    if len(private) > 1:
        return "director"
    return f"org:{private.pop()}" if private else "shared"


def _bodies_of_meetings(desk: ReadableDesk, audience: Audience, conflict: Conflict) -> set[str]:
    """Return the bodies with a private copy of a meeting that takes part."""
    if conflict.start is None or conflict.end is None or not conflict.series_ids:
        return set()
    connection = desk.connection
    window = Span(conflict.start - DAY, conflict.end + DAY)
    context = load_context(connection, desk.zone)
    return {
        copy.details.org_id
        for meeting in meetings_between(connection, context, audience, window)
        for copy in meeting.copies
        if copy.details.private and copy.key in conflict.copy_keys
    }


def _bodies_of_records(desk: ReadableDesk, conflict: Conflict, now: Instant) -> set[str]:
    """Return the bodies that keep a record that takes part to themselves."""
    items = [find_item(desk.connection, each) for each in conflict.participants]
    kept = {
        item.stream.removeprefix("org:")
        for item in items
        if item and item.stream.startswith("org:")
    }
    outside = {
        each for each, item in zip(conflict.participants, items, strict=True) if item is None
    }
    if outside and conflict.code.startswith("TSK-"):
        for task in load_tasks(desk.connection, desk.zone, now):
            if task.id in outside and task.visibility == OWN_ORG:
                kept.update(task.orgs)
    return kept
