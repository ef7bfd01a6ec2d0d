"""Read the bookings that an audience may see, with what follows of each."""

from datetime import date, timedelta

from jointdesk.domain.bookings import BOOKING, OPEN_STATES, Booking
from jointdesk.domain.moments import local_day
from jointdesk.domain.people import Audience
from jointdesk.operations.clock import now
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people
from jointdesk.store.reading import Reading
from jointdesk.store.records import list_records
from jointdesk.viewmodels.booking_rows import BookingDesk, BookingFacts, make_desk

_OLD = timedelta(days=6)


def read_bookings(reading: Reading, audience: Audience) -> BookingDesk:
    """Read all bookings that the audience may see."""
    at = now()
    today = local_day(at, reading.zone)
    facts = [
        _facts(one, audience, today)
        for one in list_records(reading.connection, BOOKING)
        if _sees(audience, one)
    ]
    return make_desk(
        facts,
        list_organisations(reading.connection),
        [one for one in list_people(reading.connection) if one.name],
        audience.person_id,
        today,
        reading.zone,
    )


def count_waiting(reading: Reading, audience: Audience) -> int:
    """Return how many bookings wait for a time."""
    return read_bookings(reading, audience).waiting


def _sees(audience: Audience, booking: Booking) -> bool:
    if booking.visibility != "own_org" or booking.owner == audience.person_id:
        return True
    return any(map(audience.sees, booking.orgs))


def _facts(booking: Booking, audience: Audience, today: date) -> BookingFacts:
    is_open = booking.status in OPEN_STATES
    mine = booking.owner == audience.person_id or (
        booking.owner is None and any(map(audience.sees, booking.orgs))
    )
    return BookingFacts(
        booking,
        booking.status,
        (today - booking.asked_on).days if booking.asked_on else None,
        is_mine=mine,
        is_other=is_open and booking.waiting_for not in (None, audience.person_id),
        is_old=is_open and booking.asked_on is not None and today - booking.asked_on >= _OLD,
    )
