"""The ledger of what stands in diaries for bookings, and the calendars that it stands in."""

from collections.abc import Iterable

from jointdesk.diary.bookings import BookingClock
from jointdesk.domain.moments import Instant
from jointdesk.domain.placements import Placement
from jointdesk.operations.calendars import Calendar, calendars_of, note_on
from jointdesk.operations.organisations import organisation_by_id
from jointdesk.store.bundled import bank_holidays
from jointdesk.store.events import events_to_show
from jointdesk.store.organisations import list_organisations
from jointdesk.store.overlays import waiting_by_series
from jointdesk.store.placements import list_placements
from jointdesk.store.reading import ReadableDesk


def placements_of(desk: ReadableDesk, booking_id: str) -> list[Placement]:
    """Return what is a booking's of the ledger, oldest first."""
    return [one for one in list_placements(desk.connection) if one.booking == booking_id]


def booking_clock(desk: ReadableDesk, now: Instant) -> BookingClock:
    """Return what the bookings of a desk are judged by at a moment."""
    closes = {one.id: one.closes for one in list_organisations(desk.connection)}
    return BookingClock(now, desk.zone, frozenset(bank_holidays()), closes)


def booked_orgs(desk: ReadableDesk, orgs: Iterable[str]) -> list[str]:
    """Return the organisations in whose diaries a booking's time is kept, its own first.

    The director's time is taken in every employer's: those with a share, else all.
    """
    known = list_organisations(desk.connection)
    employers = [one.id for one in known if one.share is not None] or [one.id for one in known]
    there = {one.id for one in known}
    return [one for one in dict.fromkeys([*orgs, *employers]) if one in there]


def diary_of(desk: ReadableDesk, org_id: str) -> Calendar:
    """Return the calendar in which an organisation's diary is kept.

    That is the first one that can be written from here, else the first one that is known: what
    is put there waits on the worklist; else the local one.
    """
    calendars = calendars_of(desk, org_id)
    first, others = calendars[0], [one for one in calendars if one.stored]
    return others[0] if others and not first.stored else first


def waiting_events(desk: ReadableDesk, placements: Iterable[Placement]) -> frozenset[str]:
    """Return the ids of those events that their calendars do not show yet as they are wanted.

    What stands in a local calendar stands.
    """
    connection = desk.connection
    ids = {one.event for one in placements if not one.freed}
    waiting = ids & waiting_by_series(connection).keys()
    for event in events_to_show(connection):
        if event.id in ids and event.collection:
            waiting = waiting | {event.id}
    return frozenset(waiting)


def notes_on(desk: ReadableDesk, orgs: Iterable[str]) -> tuple[str, ...]:
    """Return sentences on the organisations whose diaries cannot be written from here."""
    return tuple(
        note_on(calendar.collection.name, organisation_by_id(desk, org_id).code)
        for org_id in orgs
        if not (calendar := diary_of(desk, org_id)).is_writable
    )
