"""Confirm a booking, give its meeting another time, or decline it.

The meeting stands in the diary of the booking's first organisation; every other employer's diary
has a busy block, which says nothing of it. One confirmed time frees all other holds everywhere.
"""

from collections.abc import Sequence
from dataclasses import replace

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Fields, Write
from jointdesk.domain.people import Audience
from jointdesk.domain.placements import Placement
from jointdesk.operations.booking_copies import placed_copy
from jointdesk.operations.booking_ledger import booked_orgs, notes_on
from jointdesk.operations.booking_placing import (
    CANCELLED,
    KEPT,
    MOVED,
    at_once,
    become_block,
    become_meeting,
    free_writes,
    keep,
    ledger_write,
    new_block,
    new_meeting,
    placing,
)
from jointdesk.operations.booking_slots import over_note, read_slot, when_words, with_slots
from jointdesk.operations.bookings import Booked, BookingDone, change_of, find_booking, find_open
from jointdesk.operations.event_times import Times, moved_times, sound_times
from jointdesk.operations.ids import new_id
from jointdesk.store.desk import Desk
from jointdesk.store.reading import ReadableDesk


@at_once
def confirm_booking(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    booking_id: str,
    slot: str,
    send: bool = False,
) -> BookingDone:
    """Confirm a booking at a time, held or not: its meeting and blocks stand, other holds go.

    With `send` the calendar's server tells those who are asked, which nobody can undo.

    Raises:
        NotFoundError: the audience sees no such booking.
        WrongUseError: it waits for no time, the slot is none, or its server sends nothing.
    """
    found = find_open(desk, audience, booking_id)
    booking = found.booking
    times = read_slot(booking, slot, desk.zone)
    orgs = booked_orgs(desk, booking.orgs)
    if not orgs or orgs[0] != booking.orgs[0]:
        raise WrongUseError("Say first whose booking it is: its organisation is gone.")
    meeting, writes = _standing(desk, actor, found, times, orgs)
    after = replace(
        booking,
        status="confirmed",
        start=times.start,
        end=times.end,
        options=with_slots(booking, [times]),
        hold_until=None,
    )
    label = f"Confirmed “{booking.title}” for {when_words(times)}"
    keep(desk, actor, label, [*writes, change_of(booking, after, actor)])
    if send:
        from jointdesk.operations.sending import send_event

        send_event(desk, actor, audience, meeting)
    notes = over_note(times, desk.zone, actor.at)
    return BookingDone(booking_id, meeting, (*notes, *notes_on(desk, orgs)))


def _standing(
    desk: ReadableDesk, actor: Actor, found: Booked, times: Times, orgs: Sequence[str]
) -> tuple[str, list[Write]]:
    """Return the meeting's event id, and what puts it and its blocks in place of all holds."""
    booking = found.booking
    chosen = {one.org: one for one in found.holds if (one.start, one.end) == times}
    kept: set[str] = set()
    hold = chosen.get(orgs[0])
    writes = become_meeting(desk, booking, hold, actor.at) if hold else None
    if hold is not None and writes is not None:
        kept.add(hold.id)
        meeting = hold.event
    else:
        event = new_meeting(booking, times)
        entry = Placement(new_id(), kind="meeting", booking=booking.id)
        meeting, writes = event.id, placing(desk, event, entry, KEPT)
    for org_id in orgs[1:]:
        hold = chosen.get(org_id)
        block = become_block(desk, hold, meeting, actor.at) if hold else None
        if hold is not None and block is not None:
            kept.add(hold.id)
        entry = Placement(new_id(), kind="block", booking=booking.id, of=meeting)
        writes += block or placing(desk, new_block(org_id, times), entry, KEPT)
    others = [one for one in found.live if one.id not in kept]
    return meeting, [*writes, *free_writes(desk, others, booking, actor.at)]


@at_once
def move_booking(
    desk: Desk, actor: Actor, audience: Audience, booking_id: str, start: str, end: str = ""
) -> BookingDone:
    """Give a confirmed booking another time; its blocks move with its meeting.

    Raises:
        NotFoundError: the audience sees no such booking.
        WrongUseError: it is not confirmed, or would end before it starts.
    """
    found = find_booking(desk, audience, booking_id)
    booking = found.booking
    if booking.status != "confirmed" or found.meeting is None:
        raise WrongUseError(
            f"“{booking.title}” is not confirmed: hold another time, or confirm one."
        )
    if end:
        times = sound_times(start, end, desk.zone)
    else:
        times = moved_times(Times(booking.start, booking.end), start, desk.zone)
    if "T" not in times.start or not times.end:
        raise WrongUseError("Say at what time, such as 2026-12-01T14:00.")
    writes: list[Write] = []
    for one in found.live:
        writes += _moved(desk, actor, one, times)
    after = replace(booking, start=times.start, end=times.end, options=with_slots(booking, [times]))
    label = f"Moved “{booking.title}” to {when_words(times)}"
    keep(desk, actor, label, [*writes, change_of(booking, after, actor)])
    orgs = [one.org for one in found.live]
    notes = over_note(times, desk.zone, actor.at)
    return BookingDone(booking_id, found.meeting.event, (*notes, *notes_on(desk, orgs)))


def _moved(desk: ReadableDesk, actor: Actor, one: Placement, times: Times) -> list[Write]:
    copy = placed_copy(desk, one, actor.at)
    if copy is None:
        return []
    label = "" if one.kind == "meeting" else MOVED
    fields: Fields = {"start": times.start, "end": times.end, "put_back": None, "left": None}
    return [*copy.writes(desk, {}, times, label), ledger_write(one, fields, MOVED)]


@at_once
def decline_booking(
    desk: Desk, actor: Actor, audience: Audience, booking_id: str, why: str
) -> BookingDone:
    """Decline a booking: its holds and blocks go, a confirmed meeting is cancelled.

    Raises:
        NotFoundError: the audience sees no such booking.
        WrongUseError: no reason is given, or it was declined before.
    """
    found = find_booking(desk, audience, booking_id)
    booking = found.booking
    if booking.status == "declined":
        raise WrongUseError(f"“{booking.title}” was declined before.")
    if not why.strip():
        raise WrongUseError("Say why it is declined.")
    meeting = found.meeting
    others = [one for one in found.live if one != meeting]
    writes = free_writes(desk, others, booking, actor.at)
    if meeting is not None:
        writes.append(ledger_write(meeting, {"freed": True}, CANCELLED))
        copy = placed_copy(desk, meeting, actor.at)
        writes += copy.writes(desk, {"status": "cancelled"}) if copy else []
    after = replace(
        booking,
        status="declined",
        start="",
        end="",
        declined_because=why.strip(),
        hold_until=None,
    )
    label = f"Declined “{booking.title}”"
    keep(desk, actor, label, [*writes, change_of(booking, after, actor)])
    orgs = [one.org for one in found.live]
    return BookingDone(booking_id, notes=notes_on(desk, dict.fromkeys(orgs)))
