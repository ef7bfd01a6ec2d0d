"""Find times for a booking and keep the best as its options, with what is to be told of it."""

from typing import NamedTuple

from jointdesk.diary.suggestions import Suggestion
from jointdesk.domain.actors import Actor
from jointdesk.domain.bookings import Booking
from jointdesk.domain.moments import MINUTE, local
from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted, long_day, plain_line
from jointdesk.operations.booking_options import Wish, as_slots, ask_for
from jointdesk.operations.bookings import find_booking, keep_options
from jointdesk.operations.suggestions import find_later, find_times
from jointdesk.store.desk import Desk
from jointdesk.viewmodels.words import clock_of

_KEPT = 3
"""Times that are kept: more can hardly be offered."""


class Kept(NamedTuple):
    """What was found, as a sentence; nothing was written where `number` is 0."""

    number: int
    words: str


def find_and_keep(desk: Desk, actor: Actor, audience: Audience, booking_id: str) -> Kept:
    """Keep the best times for a booking beside those that it has, as one action.

    Raises:
        NotFoundError: the audience sees no such booking, or its place is not known.
        WrongUseError: it waits for no time, or its days make no sense.
    """
    found = find_booking(desk, audience, booking_id)
    booking = found.booking
    ask = ask_for(desk, booking, Wish(), actor.at)
    own = frozenset(one.event for one in found.live)
    times = find_times(desk, audience, ask, actor.at, _KEPT, without=own)
    if not times.suggestions:
        later = None if times.shorter else find_later(desk, audience, ask, actor.at, own)
        return Kept(0, _nothing(booking, times.shorter, later, desk))
    known = [f"{one.start}/{one.end}" for one in booking.options]
    new = [one for one in as_slots(desk, times.suggestions) if one not in known]
    if new:
        keep_options(desk, actor, audience, booking_id, [*known, *new])
    words = f"Found {counted(len(times.suggestions), 'time')} for “{plain_line(booking.title)}”."
    return Kept(len(new), " ".join((words, *times.stale)))


def _nothing(
    booking: Booking, shorter: Suggestion | None, later: Suggestion | None, desk: Desk
) -> str:
    """Return "No time fits before …. Thursday 7 January at 12:00 works for 60 minutes …"."""
    by = f" before {long_day(booking.by)}" if booking.by else " in the next weeks"
    told = f"No time fits{by}."
    nearest = shorter or later
    if nearest is None:
        return told
    start = local(nearest.start, desk.zone)
    when = f"{long_day(start.date())} at {clock_of(start)}"
    minutes = (nearest.end - nearest.start) // MINUTE
    if shorter is None:
        return f"{told} The next one is {when}."
    return f"{told} {when} works for {minutes} minutes instead of {booking.minutes}."
