"""Holds that a person moves or removes in the diary: the time is another, or free, everywhere.

Who moves the card of a hold means the time that is held. So the holds of that time in the other
diaries go with it, those that the person cannot see among them, and the booking knows of it.
"""

from collections.abc import Collection
from dataclasses import replace

from jointdesk.diary.blocks import Slot
from jointdesk.domain.bookings import BOOKING, OPEN_STATES, Booking, Offer
from jointdesk.domain.items import Fields, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.placements import Placement
from jointdesk.operations.block_standing import standing_of
from jointdesk.operations.booking_copies import placed_copy
from jointdesk.operations.booking_placing import FREED, free_writes, ledger_write
from jointdesk.operations.bookings import booking_write
from jointdesk.operations.event_times import Times
from jointdesk.store.placements import holds_of
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import find_record

MOVED = "Moved held time"


def moved_holds(desk: ReadableDesk, touched: Collection[str], now: Instant) -> list[Write]:
    """Return what follows for the other diaries, and for the booking, where holds were touched.

    `touched` are the ids of the events that a person has just changed.
    """
    holds = holds_of(desk.connection, touched)
    standing = standing_of(desk, holds) if holds else {}
    writes: list[Write] = []
    done: set[tuple[str, str, str]] = set()
    for one in holds:
        at = standing.get(one.event)
        slot = (one.booking, one.start, one.end)
        if one.event not in touched or one.event not in standing or slot in done:
            continue
        if at is not None and at.is_on and (at.start, at.end) == slot[1:]:
            continue
        done.add(slot)
        held = [each for each in holds if (each.booking, each.start, each.end) == slot]
        others = [each for each in holds if each.booking == one.booking and each not in held]
        booking = find_record(desk.connection, BOOKING, one.booking)
        if booking is None:
            continue
        if at is None or not at.is_on:
            writes += free_writes(desk, held, booking, now)
            writes += _freed(booking, bool(others))
        else:
            writes += _moved(desk, held, at, now)
            writes += _offered(booking, Times(one.start, one.end), at)
    return writes


def _moved(desk: ReadableDesk, held: list[Placement], at: Slot, now: Instant) -> list[Write]:
    times: Fields = {"start": at.start, "end": at.end}
    writes: list[Write] = []
    for one in held:
        writes.append(ledger_write(one, times, MOVED))
        copy = placed_copy(desk, one, now)
        if copy is not None:
            writes += copy.writes(desk, {}, Times(at.start, at.end), MOVED)
    return writes


def _freed(booking: Booking, has_others: bool) -> list[Write]:
    """Return what a booking says when one of its times is held no more."""
    if has_others or booking.status not in OPEN_STATES:
        return []
    status = "options" if booking.options else "asked"
    return [_said(booking, {"status": status, "hold_until": None}, FREED)]


def _offered(booking: Booking, before: Times, at: Slot) -> list[Write]:
    """Return what a booking says when a time that is held for it is another."""
    found = Offer(at.start, at.end)
    options = [found if (one.start, one.end) == before else one for one in booking.options]
    after = replace(booking, options=tuple(dict.fromkeys(options)))
    return [_said(booking, {"options": BOOKING.stored(after)["options"]}, MOVED)]


def _said(booking: Booking, fields: Fields, label: str) -> Write:
    """Return a write to a booking that more people may read than the hold that was touched."""
    return booking_write(booking, fields)._replace(label=label)
