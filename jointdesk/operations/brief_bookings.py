"""What a brief says of bookings: who waits for a time, and which holds end in its days."""

from collections.abc import Iterator, Sequence
from datetime import date

from jointdesk.diary.bookings import BookingClock, holds_end
from jointdesk.domain.bookings import OPEN_STATES, STATES, Booking
from jointdesk.domain.moments import Instant, local
from jointdesk.domain.people import Audience
from jointdesk.domain.words import short_day
from jointdesk.exports.brief import BookingLine
from jointdesk.exports.editions import Reader
from jointdesk.operations.booking_ledger import booking_clock
from jointdesk.operations.booking_lists import BookingRow, list_bookings
from jointdesk.store.reading import ReadableDesk


def booking_lines(
    desk: ReadableDesk, audience: Audience, reader: Reader, days: Sequence[date], now: Instant
) -> tuple[BookingLine, ...]:
    """Return the bookings that wait, those whose holds end in these days first.

    An organisation has its own, and several together none, as of decisions.
    """
    clock = booking_clock(desk, now)
    found = [
        (not _ends_in(row, days, clock), place, _line(row, clock))
        for place, row in enumerate(list_bookings(desk, audience, now))
        if row.standing.state in OPEN_STATES and _is_for(row.booking, reader)
    ]
    return tuple(line for _, _, line in sorted(found, key=lambda each: each[:2]))


def _is_for(booking: Booking, reader: Reader) -> bool:
    return reader.kind in ("director", "person") or reader.org in booking.orgs


def _ends_in(row: BookingRow, days: Sequence[date], clock: BookingClock) -> bool:
    end = holds_end(row.booking, clock)
    return bool(row.holds) and end is not None and local(end, clock.zone).date() in days


def _line(row: BookingRow, clock: BookingClock) -> BookingLine:
    booking = row.booking
    state = STATES[row.standing.state]
    return BookingLine(
        booking.title, booking.asked_by, booking.orgs, state, "; ".join(_notes(row, clock))
    )


def _notes(row: BookingRow, clock: BookingClock) -> Iterator[str]:
    end = holds_end(row.booking, clock)
    if row.holds and end is not None:
        moment = local(end, clock.zone)
        word = "held until" if end > clock.now else "hold ended"
        yield f"{word} {short_day(moment.date())} {moment:%H:%M}"
    if row.booking.by is not None:
        yield f"wanted by {short_day(row.booking.by)}"
