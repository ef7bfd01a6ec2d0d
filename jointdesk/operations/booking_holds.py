"""Hold times for a booking in every diary, and free them.

Whoever holds a time takes it in the diary of each organisation of the booking and of each of the
director's other employers: as an event where that can be written, as an entry of the worklist
where it cannot.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from jointdesk.diary.bookings import BookingClock, default_hold_until
from jointdesk.domain.actors import Actor
from jointdesk.domain.bookings import OPEN_STATES
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Write
from jointdesk.domain.people import Audience
from jointdesk.domain.placements import Placement
from jointdesk.domain.words import some
from jointdesk.operations.booking_ledger import (
    booked_orgs,
    booking_clock,
    look_in_diaries,
    notes_on,
)
from jointdesk.operations.booking_lists import list_ended
from jointdesk.operations.booking_placing import (
    FREED,
    HELD,
    at_once,
    free_writes,
    hold_event,
    keep,
    ledger_write,
    placing,
)
from jointdesk.operations.booking_slots import read_slots, with_slots
from jointdesk.operations.bookings import Booked, BookingDone, change_of, find_booking, find_open
from jointdesk.operations.event_times import Times
from jointdesk.operations.ids import new_id
from jointdesk.store.desk import Desk
from jointdesk.store.reading import ReadableDesk


@at_once
def hold_booking(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    booking_id: str,
    slots: Sequence[str],
    until: date | None = None,
) -> BookingDone:
    """Hold times for a booking; without any slots, only say until when its holds stand.

    `until` is the last day of all its holds; without it the one known, else the fifth working day.

    Raises:
        NotFoundError: the audience sees no such booking.
        WrongUseError: it waits for no time, a slot is none or has passed, or nothing is held.
    """
    found = find_open(desk, audience, booking_id)
    booking = found.booking
    clock = booking_clock(desk, actor.at)
    times = read_slots(booking, slots, desk.zone)
    _check(found, times, until, clock)
    orgs = booked_orgs(desk, booking.orgs)
    gone = look_in_diaries(desk, found.holds).gone
    writes = [write for org_id in orgs for write in _held(desk, found, org_id, times, gone)]
    known = booking.hold_until if booking.hold_until and booking.hold_until >= clock.today else None
    after = replace(
        booking,
        status=booking.status if booking.status == "offered" else "held",
        options=with_slots(booking, times),
        hold_until=until or known or default_hold_until(booking, clock),
    )
    writes.append(change_of(booking, after, actor))
    held = f"Held {some(len(times), 'time')} for “{booking.title}”"
    label = held if times else f"Extended the holds for “{booking.title}”"
    keep(desk, actor, label, writes)
    return BookingDone(booking_id, notes=notes_on(desk, orgs if times else ()))


def _held(
    desk: ReadableDesk, found: Booked, org_id: str, times: Iterable[Times], gone: Container[str]
) -> Iterator[Write]:
    """Yield what holds times in one organisation's diary, those that are not held there.

    `gone` are the events of holds that somebody took away: they are made anew.
    """
    known = {Times(one.start, one.end): one for one in found.holds if one.org == org_id}
    for slot in times:
        before = known.get(slot)
        if before is not None and before.event in gone:
            yield ledger_write(before, {"freed": True}, FREED)
            before = None
        if before is None:
            event = hold_event(found.booking, org_id, slot)
            yield from placing(desk, event, Placement(new_id(), booking=found.booking.id), HELD)


def _check(
    found: Booked,
    times: Iterable[Times],
    until: date | None,
    clock: BookingClock,
) -> None:
    """Refuse what makes no sense."""
    if not times and (until is None or not found.holds):
        raise WrongUseError("Say which times are to be held: option numbers, or starts.")
    if until is not None and until < clock.today:
        raise WrongUseError("Holds cannot end before today.")
    for one in times:
        if clock.instant(one.start) <= clock.now:
            raise WrongUseError(f"{one.start.replace('T', ' ')} has passed: nothing is held.")


@at_once
def free_booking(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    booking_id: str,
    slots: Sequence[str] = (),
) -> BookingDone:
    """Free the holds of a booking in every diary; with slots only those.

    Raises:
        NotFoundError: the audience sees no such booking.
        WrongUseError: nothing like that is held.
    """
    found = find_booking(desk, audience, booking_id)
    times = set(read_slots(found.booking, slots, desk.zone))
    freed = [one for one in found.holds if not times or Times(one.start, one.end) in times]
    if not freed:
        raise WrongUseError(f"Nothing is held for “{found.booking.title}” then.")
    count = some(len({one.start for one in freed}), "time")
    writes = _freed(desk, actor, found, freed)
    keep(desk, actor, f"Freed {count} held for “{found.booking.title}”", writes)
    return BookingDone(booking_id)


@at_once
def free_ended(desk: Desk, actor: Actor, audience: Audience) -> list[BookingDone]:
    """Free every hold that has ended, of all bookings that the audience sees, as one action."""
    writes: list[Write] = []
    done: list[BookingDone] = []
    titles: list[str] = []
    for found, ended in list_ended(desk, audience, actor.at):
        writes += _freed(desk, actor, found, ended)
        done.append(BookingDone(found.booking.id))
        titles.append(found.booking.title)
    label = f"Freed the holds for “{titles[0]}”" if len(titles) == 1 else "Freed holds that ended"
    if writes:
        keep(desk, actor, label, writes)
    return done


def _freed(
    desk: ReadableDesk, actor: Actor, found: Booked, freed: Sequence[Placement]
) -> list[Write]:
    """Return what frees holds; a booking that holds nothing any more is as it was before."""
    booking = found.booking
    writes = free_writes(desk, freed, booking, actor.at)
    if booking.status in OPEN_STATES and len(freed) == len(found.holds):
        status = "options" if booking.options else "asked"
        after = replace(booking, status=status, hold_until=None)
    else:
        after = booking
    return [*writes, change_of(booking, after, actor)]
