"""Read the bookings that an audience may see, with what follows of each."""

from jointdesk.domain.moments import local_day
from jointdesk.domain.people import Audience
from jointdesk.operations.booking_lists import BookingRow, list_bookings
from jointdesk.operations.clock import now
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people
from jointdesk.store.reading import Reading
from jointdesk.store.sites import list_sites
from jointdesk.viewmodels.booking_rows import BookingDesk, BookingFacts, make_desk
from jointdesk.viewmodels.collision_marks import marks_by_item


def read_bookings(reading: Reading, audience: Audience) -> BookingDesk:
    """Read all bookings that the audience may see."""
    rows = list_bookings(reading, audience, now())
    marks = marks_by_item(reading, audience)
    facts = [facts_of(one)._replace(is_contested=one.booking.id in marks) for one in rows]
    return desk_of(reading, audience, facts)


def count_waiting(reading: Reading, audience: Audience) -> int:
    """Return how many bookings wait for a time."""
    facts = [facts_of(one) for one in list_bookings(reading, audience, now())]
    return desk_of(reading, audience, facts).waiting


def desk_of(reading: Reading, audience: Audience, facts: list[BookingFacts]) -> BookingDesk:
    """Return bookings as cards, with the names that stand on them."""
    return make_desk(
        facts,
        list_organisations(reading.connection),
        [one for one in list_people(reading.connection) if one.name],
        audience.person_id,
        local_day(now(), reading.zone),
        reading.zone,
        list_sites(reading.connection),
    )


def facts_of(row: BookingRow) -> BookingFacts:
    """Return what a card shows of a booking."""
    standing = row.standing
    return BookingFacts(
        row.booking,
        standing.state,
        standing.age,
        holds=len({one.start for one in row.holds}),
        warning=next(iter(standing.warnings), ""),
        is_mine=standing.move == "mine",
        is_other=standing.move == "waiting",
        is_old=standing.is_old,
        comments=row.comments,
        unseen=row.unseen,
    )
