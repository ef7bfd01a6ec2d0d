"""What people say to each other about a booking, and that they have seen it.

Both are in one's own name, also where one acts on behalf of the director.
"""

from jointdesk.domain.actors import Actor
from jointdesk.domain.comments import COMMENT, Comment
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Write
from jointdesk.domain.people import Audience
from jointdesk.operations.audiences import audience_of, person_by_id, seats_by_person
from jointdesk.operations.bookings import booking_write, find_booking
from jointdesk.operations.comments import sound_words
from jointdesk.operations.ids import new_id
from jointdesk.operations.receipts import mark_seen
from jointdesk.privacy.records import sees_booking
from jointdesk.store.desk import Desk
from jointdesk.store.moving import record_in_place


def note_booking(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    booking_id: str,
    text: str,
    to: str | None = None,
    hand_over: bool = False,
) -> str:
    """Say something about a booking and return the comment's id; `to` is a person's id.

    A hand-over asks that person to go on: the booking waits for them then.

    Raises:
        NotFoundError: the audience sees no such booking, or there is no such person.
        WrongUseError: nothing is said, a hand-over is for nobody, or they may not see the booking.
    """
    booking = find_booking(desk, audience, booking_id).booking
    said = sound_words(text)
    if hand_over and not to:
        raise WrongUseError("Say to whom it is handed over.")
    name = person_by_id(desk, to).name if to else ""
    if hand_over and to not in seats_by_person(desk):
        raise WrongUseError(f"{name} has no seat on this desk: nobody would go on with it.")
    if to and not sees_booking(audience_of(desk, to), booking):
        raise WrongUseError(f"{name} may not see this booking: it is kept to others.")
    comment = Comment(
        new_id(), about=booking_id, kind="hand_over" if hand_over else "note",
        text=said, to=to, author=actor.person_id, at=actor.at,
    )  # fmt: skip
    stream = booking_write(booking, {}).stream
    writes = [Write(comment.id, COMMENT.name, COMMENT.stored(comment), stream)]
    if hand_over:
        writes.append(booking_write(booking, {"waiting_for": to}))
    what = f"Handed “{booking.title}” over to {name}" if hand_over else ""
    label = what or f"Said something on “{booking.title}”"
    record_in_place(desk, actor.in_own_name, label, writes)
    return comment.id


def see_booking(desk: Desk, actor: Actor, audience: Audience, booking_id: str) -> None:
    """Note that the acting person has seen a booking and all that is said of it.

    Raises:
        NotFoundError: the audience sees no such booking.
    """
    booking = find_booking(desk, audience, booking_id).booking
    mark_seen(desk, actor, [booking.id])
