"""Bookings: add them, change them, note what is found, offered and answered, take them away.

Somebody asks for the director's time; the PAs find it, hold it (`booking_holds`) and confirm it
(`booking_meetings`). Each thing a person does is one action, so that one `undo` takes it back.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.bookings import ANSWERS, BOOKING, LONGEST, OPEN_STATES, Answer, Booking, Offer
from jointdesk.domain.comments import COMMENT
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import DELETED, Fields, Item, Json, Write
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.people import Audience
from jointdesk.domain.placements import Placement
from jointdesk.domain.words import some
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.booking_slots import kept_options, offered, read_slot, read_slots
from jointdesk.operations.event_times import Times
from jointdesk.operations.ids import new_id
from jointdesk.operations.matters import VISIBILITY_IS_FINAL
from jointdesk.operations.records import stream_for
from jointdesk.privacy.records import OWN_ORG, sees_booking
from jointdesk.store.desk import Desk
from jointdesk.store.moving import moves, record_in_place
from jointdesk.store.placements import placements_of
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import find_record, list_records

_BY_STEPS = {
    "status": "“hold”, “offer”, “confirm” and “decline”",
    "start": "“confirm” and “move”",
    "end": "“confirm” and “move”",
    "declined_because": "“decline”",
}
"""Fields that no person sets by hand, with the steps that do."""

_TIME = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d")

_ANSWERS = {"yes": "accepted", "no": "declined", "perhaps": "tentative"}


class BookingDone(NamedTuple):
    """What a step on a booking came to.

    `event` is the id of its meeting, "" before there is one. `notes` are sentences that a person
    should read: which diaries cannot be written from here.
    """

    id: str
    event: str = ""
    notes: tuple[str, ...] = ()


class Booked(NamedTuple):
    """A booking with its part of the ledger."""

    booking: Booking
    placements: tuple[Placement, ...]

    @property
    def live(self) -> tuple[Placement, ...]:
        """What stands in diaries for it."""
        return tuple(one for one in self.placements if not one.freed)

    @property
    def holds(self) -> tuple[Placement, ...]:
        """The holds that stand."""
        return tuple(one for one in self.live if one.kind == "hold")

    @property
    def meeting(self) -> Placement | None:
        """The meeting that stands."""
        return next((one for one in self.live if one.kind == "meeting"), None)

    @property
    def held(self) -> list[Times]:
        """The times that are held, each once."""
        return list(dict.fromkeys(Times(one.start, one.end) for one in self.holds))


def find_booking(desk: ReadableDesk, audience: Audience, booking_id: str) -> Booked:
    """Return a booking that the audience sees, with its part of the ledger.

    Raises:
        NotFoundError: there is none.
    """
    found = find_record(desk.connection, BOOKING, booking_id)
    if found is None or not sees_booking(audience, found):
        raise NotFoundError(f"There is no booking {booking_id}. “booking list” shows them.")
    return Booked(found, tuple(placements_of(desk.connection, booking_id)))


# What people do


def add_booking(desk: Desk, actor: Actor, fields: Fields) -> str:
    """Add a booking and return its id; it was asked for today unless it says otherwise.

    Without an organisation it is of the acting person's, where they have a seat in one alone.

    Raises:
        WrongUseError: it has no title or organisation, or a value makes no sense.
    """
    audience = audience_of(desk, actor.person_id)
    today = local_day(actor.at, desk.zone)
    given: dict[str, Json] = {"asked_on": today.isoformat(), "status": "asked"}
    _refuse_steps(fields, given)
    given |= {name: value for name, value in fields.items() if value is not None}
    if not given.get("orgs") and len(audience.org_ids) == 1:
        given["orgs"] = [*audience.org_ids]
    if given.get("options"):
        given["status"] = "options"
    made = BOOKING.of(Item(new_id(), BOOKING.name, "", 0, given))
    _check(made, audience)
    label = f"Added the booking “{made.title}”"
    record_in_place(desk, actor, label, [booking_write(made, BOOKING.stored(made))])
    return made.id


def edit_booking(
    desk: Desk, actor: Actor, audience: Audience, booking_id: str, fields: Fields
) -> BookingDone:
    """Give a booking new values; its holds and its meeting say the new title and place too.

    Raises:
        NotFoundError: the audience sees no such booking.
        WrongUseError: a value makes no sense, or cannot change while times are held.
    """
    from jointdesk.operations.booking_placing import follow_booking, keep  # with it comes ical

    found = find_booking(desk, audience, booking_id)
    before = found.booking
    _refuse_steps(fields, BOOKING.stored(before))
    after = _changed(before, fields)
    _check(after, audience)
    if found.live and (after.orgs != before.orgs or after.visibility != before.visibility):
        raise WrongUseError(
            "Whose it is and who may see it cannot change while it stands in diaries: free its"
            " holds first, or decline it."
        )
    writes = follow_booking(desk, found, after, actor.at)
    writes += [] if after.visibility == before.visibility else _comments(desk, after)
    final = VISIBILITY_IS_FINAL if moves(desk, booking_write(after, {})) else ""
    writes.append(booking_write(after, fields))
    if final:
        writes += _words(desk, found, after, writes, actor.at)
    keep(desk, actor, f"Changed the booking “{after.title}”", writes, final)
    return BookingDone(booking_id, notes=(final,) if final else ())


def keep_options(
    desk: Desk, actor: Actor, audience: Audience, booking_id: str, slots: Sequence[str]
) -> tuple[Offer, ...]:
    """Keep times that were found as a booking's options and return all that it has now.

    `slots` are starts, or START/END. What is offered or held stays among the options, before
    them; other options of before go.

    Raises:
        NotFoundError: the audience sees no such booking.
        WrongUseError: it waits for no time, or a slot is no time.
    """
    found = find_open(desk, audience, booking_id)
    booking = found.booking
    times = read_slots(booking, slots, desk.zone)
    after = replace(booking, options=kept_options(booking, found.held, times))
    if after.status in ("asked", "options"):
        after = replace(after, status="options" if after.options else "asked")
    label = f"Found {some(len(times), 'time')} for “{booking.title}”"
    record_in_place(desk, actor, label, [change_of(booking, after, actor)])
    return after.options


def offer_booking(
    desk: Desk, actor: Actor, audience: Audience, booking_id: str, slots: Sequence[str] = ()
) -> BookingDone:
    """Note that times were offered to whoever asked; without any, all that are held.

    Raises:
        NotFoundError: the audience sees no such booking.
        WrongUseError: it waits for no time, or a slot is no time.
    """
    found = find_open(desk, audience, booking_id)
    booking = found.booking
    times = read_slots(booking, slots, desk.zone) or found.held
    if not times:
        raise WrongUseError("Say which times are offered: option numbers, or starts.")
    today = local_day(actor.at, desk.zone)
    after = replace(booking, status="offered", options=offered(booking, times, today))
    label = f"Offered {some(len(times), 'time')} for “{booking.title}”"
    record_in_place(desk, actor, label, [change_of(booking, after, actor)])
    return BookingDone(booking_id)


def answer_booking(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    booking_id: str,
    who: str,
    answer: str,
    start: str = "",
) -> BookingDone:
    """Note what somebody said to a time, or to all of them where `start` is empty.

    `answer` is yes, no or perhaps, or as it is stored; `start` names a time as slots are named.

    Raises:
        NotFoundError: the audience sees no such booking.
        WrongUseError: nobody is named, or it is no answer.
    """
    found = find_booking(desk, audience, booking_id)
    booking = found.booking
    value = _ANSWERS.get(answer.strip().casefold(), answer.strip().casefold())
    if value not in ANSWERS:
        raise WrongUseError(f"“{answer}” is no answer: yes, no or perhaps.")
    if not who.strip():
        raise WrongUseError("Say whose answer it is.")
    at = read_slot(booking, start, desk.zone).start if start else ""
    said = Answer(who.strip(), value, at, local_day(actor.at, desk.zone))
    others = [
        one
        for one in booking.answers
        if (one.who.casefold(), one.start) != (said.who.casefold(), at)
    ]
    after = replace(booking, answers=(*others, said))
    label = f"Noted the answer of {said.who} for “{booking.title}”"
    record_in_place(desk, actor, label, [change_of(booking, after, actor)])
    return BookingDone(booking_id)


def remove_booking(desk: Desk, actor: Actor, audience: Audience, booking_id: str) -> None:
    """Take a booking away with its holds; `undo` brings all of it back.

    Raises:
        NotFoundError: the audience sees no such booking.
        WrongUseError: its meeting stands in the diaries.
    """
    from jointdesk.operations.booking_placing import free_writes, keep  # with it comes ical

    found = find_booking(desk, audience, booking_id)
    if found.meeting is not None and found.booking.status == "confirmed":
        raise WrongUseError(
            "Its meeting stands in the diaries. Decline the booking to cancel it, then remove it."
        )
    writes = free_writes(desk, found.live, found.booking, actor.at)
    writes.append(booking_write(found.booking, {DELETED: True}))
    keep(desk, actor, f"Removed the booking “{found.booking.title}”", writes)


# What the steps share


def find_open(desk: ReadableDesk, audience: Audience, booking_id: str) -> Booked:
    """Return a booking that waits for a time.

    Raises:
        NotFoundError: the audience sees no such booking.
        WrongUseError: it is confirmed or declined.
    """
    found = find_booking(desk, audience, booking_id)
    if found.booking.status == "confirmed":
        raise WrongUseError(
            f"“{found.booking.title}” is confirmed. “booking move” gives it another time."
        )
    if found.booking.status not in OPEN_STATES:
        raise WrongUseError(f"“{found.booking.title}” was declined. “undo” opens it again.")
    return found


def booking_write(booking: Booking, fields: Fields) -> Write:
    """Return the write of some fields of a booking, in the stream that it belongs to."""
    org = booking.orgs[0] if booking.orgs else ""
    return Write(booking.id, BOOKING.name, fields, stream_for(booking.visibility, org))


def change_of(before: Booking, after: Booking, actor: Actor) -> Write:
    """Return the write that makes one booking of another.

    Who it waited for has moved, where that is the acting person.
    """
    if after.waiting_for == actor.person_id or after.status not in OPEN_STATES:
        after = replace(after, waiting_for=None)
    old, new = BOOKING.stored(before), BOOKING.stored(after)
    names = [one.name for one in BOOKING.fields if old.get(one.name) != new.get(one.name)]
    return booking_write(after, {name: new.get(name) for name in names})


def _changed(booking: Booking, fields: Fields) -> Booking:
    stored: Mapping[str, Json] = {**BOOKING.stored(booking), **fields}
    return BOOKING.of(Item(booking.id, BOOKING.name, "", booking.order, stored))


def _refuse_steps(fields: Fields, stands: Fields) -> None:
    for name, steps in _BY_STEPS.items():
        if name in fields and (fields[name] or "") != (stands.get(name) or ""):
            raise WrongUseError(f"“{name}” is not set by hand: {steps} do that.")


def _check(booking: Booking, audience: Audience) -> None:
    """Refuse what makes no sense, and what its own maker could not see."""
    if not booking.title.strip():
        raise WrongUseError("A booking needs a title: what it is for.")
    if not booking.orgs:
        raise WrongUseError("Say whose booking it is: one organisation, or several.")
    if not 0 < booking.minutes <= LONGEST:
        raise WrongUseError("A booking asks for at least a minute, and at most a day.")
    if booking.after and booking.by and booking.by < booking.after:
        raise WrongUseError("Its last day is before its first.")
    if booking.visibility == OWN_ORG and len(booking.orgs) > 1:
        raise WrongUseError("A booking kept to one organisation cannot be a joint one.")
    if not sees_booking(audience, booking):
        raise WrongUseError("Only that organisation's people can keep a booking to themselves.")
    for one in booking.options:
        _check_option(one)


def _check_option(one: Offer) -> None:
    if not _TIME.fullmatch(one.start) or not _TIME.fullmatch(one.end) or one.end <= one.start:
        raise WrongUseError("An option has a start and an end, such as 2026-12-01T14:00.")


def _words(
    desk: ReadableDesk, found: Booked, after: Booking, writes: Sequence[Write], now: Instant
) -> list[Write]:
    """Return what brings all else where a booking goes: what stood in its own diaries, and talk."""
    from jointdesk.operations.kept_talk import words_with  # with it comes ical

    stream = booking_write(after, {}).stream
    own = (one.event for one in found.placements if one.org in after.orgs)
    return words_with(desk, dict.fromkeys((after.id, *own), stream), writes, now)


def _comments(desk: ReadableDesk, booking: Booking) -> list[Write]:
    """Return what brings the comments on a booking where it goes itself."""
    stream = booking_write(booking, {}).stream
    found = [one for one in list_records(desk.connection, COMMENT) if one.about == booking.id]
    return [Write(one.id, COMMENT.name, {}, stream) for one in found]
