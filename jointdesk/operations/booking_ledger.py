"""The ledger of what stands in diaries for bookings, and the calendars that it stands in."""

from collections.abc import Iterable
from typing import NamedTuple

from jointdesk.diary.bookings import BookingClock
from jointdesk.domain.events import EVENT
from jointdesk.domain.moments import Instant
from jointdesk.domain.placements import Placement
from jointdesk.operations.block_standing import called_off
from jointdesk.operations.calendars import Calendar, calendars_of, note_on
from jointdesk.operations.organisations import organisation_by_id
from jointdesk.store.bundled import bank_holidays
from jointdesk.store.organisations import list_organisations
from jointdesk.store.overlays import series_held, waiting_by_series
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import find_record


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


class InDiaries(NamedTuple):
    """Which events of the ledger are not in the diaries as they are to be, by their ids.

    Those `waiting` their calendars do not show yet as they are wanted; those `gone` somebody
    took away or called off. What stands in a local calendar stands.
    """

    waiting: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()


def look_in_diaries(desk: ReadableDesk, placements: Iterable[Placement]) -> InDiaries:
    """Return what is not in the diaries of all that should be."""
    connection = desk.connection
    listed = [one for one in placements if not one.freed]
    ids = {one.event for one in listed}
    overlays = waiting_by_series(connection, ids) if ids else {}
    held = {one.series_id for one in series_held(connection, ids) if one.is_there}
    made = {id_: find_record(connection, EVENT, id_) for id_ in ids - held}
    on_the_way = {id_ for id_, one in made.items() if one is not None and one.collection}
    taken = {
        one.series_id
        for found in overlays.values()
        for one in found.overlays
        if any(each.field == "deleted" and each.wanted is True for each in one.pending)
    }
    missing = {id_ for id_, one in made.items() if one is None}
    gone = missing | (taken & held) | called_off(desk, listed)
    return InDiaries(frozenset((overlays.keys() & held | on_the_way) - gone), frozenset(gone))


def notes_on(desk: ReadableDesk, orgs: Iterable[str]) -> tuple[str, ...]:
    """Return sentences on the organisations whose diaries cannot be written from here."""
    return tuple(
        note_on(calendar.collection.name, organisation_by_id(desk, org_id).code)
        for org_id in orgs
        if not (calendar := diary_of(desk, org_id)).is_writable
    )
