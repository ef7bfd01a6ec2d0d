"""What the rules on time need to know of a desk, read from its items."""

from zoneinfo import ZoneInfo

from jointdesk.diary.context import Context
from jointdesk.domain.people import Role
from jointdesk.store.bundled import bank_holidays
from jointdesk.store.collections import list_collections
from jointdesk.store.derived import ReadConnection
from jointdesk.store.organisations import list_organisations
from jointdesk.store.pairings import list_pairings
from jointdesk.store.people import list_people, list_seats
from jointdesk.store.rules import list_rules
from jointdesk.store.sites import list_sites, travel_matrix


def load_context(connection: ReadConnection, zone: ZoneInfo) -> Context:
    """Return the context of the desk; `zone` is the desk's."""
    return Context(
        zone=zone,
        organisations={one.id: one for one in list_organisations(connection)},
        sites={one.id: one for one in list_sites(connection)},
        travel=travel_matrix(connection),
        rules=tuple(list_rules(connection)),
        collections={one.id: one for one in list_collections(connection)},
        director_emails=director_emails(connection),
        holidays=bank_holidays(),
        pairings=tuple(list_pairings(connection)),
    )


def director_emails(connection: ReadConnection) -> frozenset[str]:
    """Return every address of whoever has a director's seat: they are one identity."""
    directors = {seat.person_id for seat in list_seats(connection) if seat.role is Role.DIRECTOR}
    return frozenset(
        email
        for person in list_people(connection)
        if person.id in directors
        for email in person.emails
    )
