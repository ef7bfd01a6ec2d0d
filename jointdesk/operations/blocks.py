"""Keep busy blocks where their meetings are: after each sync, and with each gesture.

Whoever moves a meeting, here, on its server or in another program, its blocks in the other
diaries follow. Everything goes the way of an edit, so that a block in a calendar that cannot be
written from here waits on the worklist. A second run finds nothing to do.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from jointdesk.derive.pending import catch_up
from jointdesk.diary.blocks import MOST_A_DAY, MOST_AT_ONCE, WRITING, How, Plan, Step, plan_blocks
from jointdesk.domain.actors import Actor
from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.changes import clock_at
from jointdesk.domain.events import EVENT
from jointdesk.domain.items import DELETED, Fields, Write
from jointdesk.domain.moments import DAY, Instant, local, parse_instant
from jointdesk.domain.pending import OVERLAY, key_of
from jointdesk.domain.placements import Placement
from jointdesk.domain.words import counted, short_day
from jointdesk.operations.block_standing import given_up, standing_of
from jointdesk.operations.booking_copies import placed_copy
from jointdesk.operations.booking_placing import (
    CANCELLED,
    FREED,
    KEPT,
    MOVED,
    ledger_write,
    new_block,
    placing,
)
from jointdesk.operations.event_times import Times, wall
from jointdesk.operations.hold_moves import moved_holds
from jointdesk.operations.ids import new_id
from jointdesk.operations.organisations import organisation_by_id
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.membership import find_membership
from jointdesk.store.placements import (
    has_placements,
    holds_left,
    kept_placements,
    written_by_themselves,
)
from jointdesk.store.reading import ReadableDesk

_PUT_BACK = "{} was moved or deleted there, and is put back"
_LEFT = "{} was moved or deleted there again, and stays as it is there"
_STOPPED = "More busy blocks would have followed their meetings than is right"
_BLOCK = "The busy block of "
_REASONS = {How.PUT_BACK: _PUT_BACK, How.MAKE_AGAIN: _PUT_BACK, How.LEAVE: _LEFT}

ABOUT_BLOCKS = (_BLOCK, _STOPPED)
"""How the sentences begin that tell of blocks."""

_LABELS = {
    How.NOTE: KEPT,
    How.MOVE: MOVED,
    How.REMOVE: CANCELLED,
    How.MAKE: KEPT,
    How.PUT_BACK: "Put kept time back",
    How.MAKE_AGAIN: "Put kept time back",
    How.LEAVE: "Left kept time as it is",
}
"""What the log says, where people of all organisations may read it."""

_FOLLOWED = "Busy blocks followed their meetings"
_ON: Fields = {"status": "confirmed", "busy": True}


class Told(NamedTuple):
    """What is told of a block: the calendar it stands in, its UID there, a sentence without end."""

    collection: str
    uid: str
    reason: str


class Kept(NamedTuple):
    """What was done: the calendars that blocks now wait for, and what is to be told."""

    collections: frozenset[str] = frozenset()
    told: tuple[Told, ...] = ()


def keep_blocks(desk: Desk, actor: Actor, *, is_leased: bool = False) -> Kept:
    """Bring every block to where its meeting is; what it does is nobody's to undo.

    At most 25 blocks are written at once and 100 in a day: something is wrong then, and it is
    told. On a shared desk it is done with an exchange, by the one machine for which it
    `is_leased` then: two at once would make each block twice.
    """
    is_shared = find_membership(desk.connection) is not None
    if (is_shared and not is_leased) or not has_placements(desk.connection):
        return Kept()
    with desk.transaction():
        kept, writes = _planned(desk, actor.at)
        writes += [*given_up(desk), *_left_over(desk, actor.at)]
        if writes:
            record(desk, actor, _FOLLOWED, writes, automatic=True)
            catch_up(desk, actor.at)
    return kept


def _planned(desk: ReadableDesk, now: Instant) -> tuple[Kept, list[Write]]:
    """Return what is to be told, and the writes that bring blocks to their meetings."""
    since = wall(now - DAY, True, desk.zone)  # what ended before is left as it is
    placements = kept_placements(desk.connection, since)
    if not _has_blocks(placements):
        return Kept(), []
    standing = standing_of(desk, placements)
    plan = plan_blocks(placements, standing, MOST_AT_ONCE)
    if not plan.steps:
        return Kept(), []
    done_today = written_by_themselves(desk.connection, clock_at(now - DAY))
    if done_today + MOST_AT_ONCE > MOST_A_DAY:
        plan = plan_blocks(placements, standing, max(MOST_A_DAY - done_today, 0))
    written = frozenset(one.placement.collection for one in plan.steps if one.how in WRITING)
    return Kept(written, tuple(_told(desk, plan))), _writes(desk, plan, now)


def following(
    desk: Desk, actor: Actor, writes: Sequence[Write]
) -> Callable[[], Iterable[Write] | None]:
    """Return what a gesture does at its end: the diary shows it, and blocks follow with it.

    It is called until it has nothing more to write.
    """
    touched = frozenset(filter(None, map(_series, writes)))

    def follow() -> Iterable[Write]:
        catch_up(desk, actor.at)
        if not touched or not has_placements(desk.connection):
            return ()
        holds = moved_holds(desk, touched, actor.at)
        placements = kept_placements(desk.connection, "", touched)
        if not _has_blocks(placements):
            return holds
        standing = standing_of(desk, placements)
        plan = plan_blocks(placements, standing, len(placements), touched)
        return [*holds, *_writes(desk, plan, actor.at)]

    return follow


def _series(write: Write) -> str:
    if write.type == OVERLAY:
        return key_of(write.item_id).series_id
    return write.item_id if write.type == EVENT.name else ""


def _has_blocks(placements: Iterable[Placement]) -> bool:
    return any(one.kind == "block" for one in placements)


# What is written


def _writes(desk: ReadableDesk, plan: Plan, now: Instant) -> list[Write]:
    return [write for step in plan.steps for write in _of_step(desk, step, now)]


def _of_step(desk: ReadableDesk, step: Step, now: Instant) -> list[Write]:
    """Return what a step writes, the ledger first."""
    entry, label = step.placement, _LABELS[step.how]
    times: Fields = {"start": step.slot.start, "end": step.slot.end}
    match step.how:
        case How.NOTE if entry.kind == "meeting":
            return [_noted(entry, times, label), *_of_booking(desk, entry, times, label)]
        case How.NOTE:
            return [_noted(entry, {**times, "freed": None}, label)]
        case How.LEAVE:
            return [_noted(entry, {"left": True, "freed": step.is_gone or None}, label)]
        case How.REMOVE:
            gone = _noted(entry, {"freed": True}, label)
            return [gone, *([] if step.is_gone else _event(desk, step, {"deleted": True}, now))]
        case How.MAKE | How.MAKE_AGAIN:
            return [_noted(entry, {"freed": True}, label), *_another(desk, step)]
        case _:
            again = True if step.how is How.PUT_BACK else None
            noted = _noted(entry, {**times, "put_back": again}, label)
            return [noted, *_event(desk, step, _ON, now)]


def _noted(entry: Placement, fields: Fields, label: str) -> Write:
    return ledger_write(entry, fields, label)


def _event(desk: ReadableDesk, step: Step, fields: Fields, now: Instant) -> list[Write]:
    """Return what gives the event of a step new values."""
    found = placed_copy(desk, step.placement, now)
    if found is None:
        return []
    times = None if step.how is How.REMOVE else Times(step.slot.start, step.slot.end)
    return found.writes(desk, fields, times, _LABELS[step.how])


def _another(desk: ReadableDesk, step: Step) -> list[Write]:
    """Return what makes another block in the place of one that is gone."""
    entry, slot = step.placement, Times(step.slot.start, step.slot.end)
    again = True if step.how is How.MAKE_AGAIN else None
    made = Placement(new_id(), 0, "block", entry.booking, of=entry.of, put_back=again)
    return placing(desk, new_block(entry.org, slot), made, _LABELS[step.how])


def _of_booking(desk: ReadableDesk, entry: Placement, times: Fields, label: str) -> list[Write]:
    """Return what makes a booking say when its meeting is, as far as it is still confirmed."""
    item = find_item(desk.connection, entry.booking)
    if item is None or item.fields.get(DELETED) or item.fields.get("status") != "confirmed":
        return []
    return [Write(item.id, BOOKING.name, times, item.stream, label)]


def _left_over(desk: ReadableDesk, now: Instant) -> list[Write]:
    """Return what frees the holds of bookings that are there no more: an undo may leave them."""
    writes: list[Write] = []
    for one in holds_left(desk.connection):
        writes.append(_noted(one, {"freed": True}, FREED))
        found = placed_copy(desk, one, now)
        writes += found.writes(desk, {"deleted": True}, label=FREED) if found is not None else []
    return writes


# What is told


def _told(desk: ReadableDesk, plan: Plan) -> Iterator[Told]:
    for step in plan.steps:
        reason = _REASONS.get(step.how)
        if reason:
            entry = step.placement
            moment = local(parse_instant(step.slot.start, desk.zone), desk.zone)
            code = organisation_by_id(desk, entry.org).code
            block = f"{_BLOCK}{short_day(moment.date())} at {moment:%H:%M} in the {code} diary"
            yield Told(entry.collection, entry.uid or entry.event, reason.format(block))
    if plan.left_over:
        blocks = counted(plan.left_over, "busy block")
        yield Told("", "", f"{_STOPPED}: {blocks} wait for the next time")
