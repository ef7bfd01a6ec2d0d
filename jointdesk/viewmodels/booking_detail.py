"""Read one booking in full, with what each of its times would clash with."""

from collections.abc import Iterable, Mapping

from jointdesk.derive.context import load_context
from jointdesk.derive.events import meeting_of
from jointdesk.derive.meetings import meetings_between
from jointdesk.diary.context import Context
from jointdesk.domain.bookings import OPEN_STATES, Booking
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.events import Event
from jointdesk.domain.moments import DAY, Span, instant
from jointdesk.domain.people import Audience
from jointdesk.operations.booking_lists import booking_detail
from jointdesk.operations.clock import now
from jointdesk.operations.collisions import list_collisions
from jointdesk.operations.events_ahead import conflicts_ahead
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.booking_reading import desk_of, facts_of
from jointdesk.viewmodels.booking_rows import read_moment
from jointdesk.viewmodels.booking_sheet import Sheet, make_sheet
from jointdesk.viewmodels.clashes import foresight
from jointdesk.viewmodels.collision_marks import marks_of
from jointdesk.viewmodels.matters import read_history

_AROUND = 2 * DAY
_NEW = "new"


def read_sheet(reading: Reading, audience: Audience, booking_id: str) -> Sheet | None:
    """Return the sheet of a booking, None where the audience sees no such booking any more."""
    at = now()
    try:
        detail = booking_detail(reading, audience, booking_id, at)
    except NotFoundError:
        return None
    booking = detail.row.booking
    ours = {one.event for one in detail.row.live}
    clashes: Mapping[str, str] = {}
    if booking.status in OPEN_STATES:
        times = [(one.start, one.end) for one in booking.options]
        clashes = read_clashes(reading, audience, booking, times, ours)
    desk = desk_of(reading, audience, [facts_of(detail.row)])
    history = read_history(reading, audience, [booking_id])
    marks = marks_of(list_collisions(reading, audience, booking_id)).get(booking_id, ())
    return make_sheet(detail, desk, clashes, history, at)._replace(marks=marks)


def read_clashes(
    reading: Reading,
    audience: Audience,
    booking: Booking,
    times: Iterable[tuple[str, str]],
    ours: Iterable[str] = (),
) -> dict[str, str]:
    """Return by its start what a meeting at each time would clash with, "" for nothing.

    `ours` are the events that stand for the booking already: they do not clash with it.
    """
    context = load_context(reading.connection, reading.zone)
    own = frozenset(ours)
    return {
        start: _clash(reading, audience, booking, (start, end), own, context)
        for start, end in times
        if read_moment(start) and read_moment(end) and start < end
    }


def _clash(
    reading: Reading,
    audience: Audience,
    booking: Booking,
    times: tuple[str, str],
    own: frozenset[str],
    context: Context,
) -> str:
    begins, ends = (read_moment(one) for one in times)
    assert begins is not None
    assert ends is not None
    span = Span(
        instant(begins.replace(tzinfo=reading.zone)), instant(ends.replace(tzinfo=reading.zone))
    )
    around = Span(span.start - _AROUND, span.end + _AROUND)
    meetings = [
        one
        for one in meetings_between(reading.connection, context, audience, around)
        if own.isdisjoint(copy.details.series_id for copy in one.copies)
    ]
    event = Event(
        _NEW, org=booking.orgs[0] if booking.orgs else "", title=booking.title or "New meeting",
        start=times[0], end=times[1], place=booking.place,
    )  # fmt: skip
    conflicts = conflicts_ahead(event, meetings, context)
    return foresight(
        conflicts, meeting_of(event, context).id, {one.id: one for one in meetings}
    ).words
