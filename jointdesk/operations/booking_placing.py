"""What stands in diaries for a booking: the writes that put it there, change it and free it.

Every event is made with its entry in the ledger, in one action with the booking's own change. In
the diaries of the booking's own organisations a hold says what it is for. In any other it says
"HOLD" and nothing else, and is kept to that organisation in what people are shown; what the log
says of it there has no word of the booking either.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from jointdesk.derive.pending import catch_up
from jointdesk.domain.actors import Actor
from jointdesk.domain.bookings import Booking
from jointdesk.domain.events import BUSY, EVENT, Event
from jointdesk.domain.items import Fields, Item, Json, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.placements import PLACEMENT, Placement
from jointdesk.operations.booking_copies import placed_copy
from jointdesk.operations.booking_ledger import diary_of
from jointdesk.operations.bookings import Booked
from jointdesk.operations.event_streams import stream_of
from jointdesk.operations.event_texts import fit
from jointdesk.operations.event_times import Times
from jointdesk.operations.ids import new_id
from jointdesk.operations.records import SHARED
from jointdesk.privacy.records import OWN_ORG
from jointdesk.store.desk import Desk
from jointdesk.store.moving import record_in_place
from jointdesk.store.reading import ReadableDesk

P = ParamSpec("P")
T = TypeVar("T")

ONLINE = "Online"

_BLOCK: Fields = {
    "title": BUSY,
    "status": "confirmed",
    "place": "",
    "notes": "",
    "busy": True,
    "visibility": OWN_ORG,
    "attendees": [],
}

HELD, FREED, KEPT, MOVED, CANCELLED = (
    "Held time",
    "Freed held time",
    "Kept time",
    "Moved kept time",
    "Freed kept time",
)
"""What the log says where others than the booking's people may read it."""


def at_once(operation: Callable[Concatenate[Desk, P], T]) -> Callable[Concatenate[Desk, P], T]:
    """Let an operation look and write in one transaction: two who hold a time hold it once."""

    @wraps(operation)
    def done(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with desk.transaction():
            return operation(desk, *args, **kwargs)

    return done


def keep(desk: Desk, actor: Actor, label: str, writes: Sequence[Write], final: str = "") -> None:
    """Record the writes as one action, and show in the diary what they come to."""
    record_in_place(desk, actor, label, writes, final, lambda: catch_up(desk, actor.at))


# Making


def hold_event(booking: Booking, org_id: str, times: Times) -> Event:
    """Return a hold as an organisation's diary may show it; its calendar is not chosen yet."""
    is_own = org_id in booking.orgs
    return Event(
        id=new_id(),
        org=org_id,
        title=booking.title if is_own else "",
        start=times.start,
        end=times.end,
        place=place_of(booking) if is_own else "",
        status="hold",
        visibility=booking.visibility if is_own else OWN_ORG,
        busy=True,
    )


def meeting_fields(booking: Booking) -> dict[str, Json]:
    """Return what the meeting of a booking says."""
    rows: list[Json] = [
        {"email": one.email, "name": one.name, "role": one.role}
        for one in booking.attendees
        if one.email
    ]
    return {
        "title": booking.title,
        "status": "confirmed",
        "place": place_of(booking),
        "attendees": rows,
    }


def place_of(booking: Booking) -> str:
    """Return where a booking's meeting is, in the words of a diary."""
    return booking.place or (ONLINE if booking.online else "")


def placing(desk: ReadableDesk, event: Event, placement: Placement, label: str) -> list[Write]:
    """Return what puts a new event in its organisation's diary, with its entry in the ledger."""
    event = replace(event, collection=diary_of(desk, event.org).stored)
    # With its values as a calendar will show them.
    stored = fit(EVENT.stored(event), desk.zone)
    made = EVENT.of(Item(event.id, EVENT.name, "", event.order, stored))
    entry = replace(
        placement, event=made.id, org=made.org, collection=made.collection,
        start=made.start, end=made.end,
    )  # fmt: skip
    stream = stream_of(made)
    return [
        ledger_write(entry, PLACEMENT.stored(entry), label),
        Write(made.id, EVENT.name, EVENT.stored(made), stream, label_for(made, label)),
    ]


def label_for(event: Event, label: str) -> str:
    """Return the label of a change to an event: the action's own where it has a title to show."""
    return "" if event.title and event.title != BUSY else label


def ledger_write(placement: Placement, fields: Fields, label: str) -> Write:
    """Return the write of an entry of the ledger: everybody may read it."""
    return Write(placement.id, PLACEMENT.name, fields, SHARED, label)


# Freeing


def free_writes(
    desk: ReadableDesk, placements: Iterable[Placement], booking: Booking, now: Instant
) -> list[Write]:
    """Return what takes events out of every diary, and notes it in the ledger."""
    writes: list[Write] = []
    for one in placements:
        is_own = one.org in booking.orgs and one.kind != "block"
        label = FREED if one.kind == "hold" else CANCELLED
        found = placed_copy(desk, one, now)
        if found is not None:
            writes += found.writes(desk, {"deleted": True}, label="" if is_own else label)
        writes.append(ledger_write(one, {"freed": True}, label))
    return writes


# Confirming


def become_meeting(
    desk: ReadableDesk, booking: Booking, hold: Placement, now: Instant
) -> list[Write] | None:
    """Return what makes a hold the meeting itself, None where the hold is gone."""
    found = placed_copy(desk, hold, now)
    if found is None:
        return None
    writes = found.writes(desk, meeting_fields(booking), Times(hold.start, hold.end))
    return [*writes, ledger_write(hold, {"kind": "meeting"}, KEPT)]


def become_block(
    desk: ReadableDesk, hold: Placement, meeting: str, now: Instant
) -> list[Write] | None:
    """Return what makes a hold a busy block, None where it is gone or others read it by now.

    A hold that everybody reads is no block's beginning: what it said would have to be erased, and
    could not be brought back.
    """
    found = placed_copy(desk, hold, now)
    if found is None or not found.copy.is_private:
        return None
    writes = found.writes(desk, _BLOCK, Times(hold.start, hold.end), KEPT)
    return [*writes, ledger_write(hold, {"kind": "block", "of": meeting}, KEPT)]


def new_meeting(booking: Booking, times: Times) -> Event:
    """Return the meeting of a booking as a new event in its organisation's diary."""
    fields: dict[str, Json] = {
        **meeting_fields(booking),
        "org": booking.orgs[0],
        "start": times.start,
        "end": times.end,
        "visibility": booking.visibility,
    }
    return EVENT.of(Item(new_id(), EVENT.name, "", 0, fields))


def new_block(org_id: str, times: Times) -> Event:
    """Return a busy block as a new event in another organisation's diary."""
    return Event(
        id=new_id(),
        org=org_id,
        title=BUSY,
        start=times.start,
        end=times.end,
        visibility=OWN_ORG,
        busy=True,
    )


# Following


def follow_booking(desk: ReadableDesk, found: Booked, after: Booking, now: Instant) -> list[Write]:
    """Return what makes holds and the meeting say a booking's new title, place and attendees."""
    before, writes = meeting_fields(found.booking), []
    changed = {name: one for name, one in meeting_fields(after).items() if before[name] != one}
    for one in found.live if changed else ():
        is_meeting = one.kind == "meeting"
        fields = changed if is_meeting else {k: v for k, v in changed.items() if k != "attendees"}
        if fields and (is_meeting or (one.kind == "hold" and one.org in after.orgs)):
            copy = placed_copy(desk, one, now)
            writes += copy.writes(desk, fields) if copy is not None else []
    return writes
