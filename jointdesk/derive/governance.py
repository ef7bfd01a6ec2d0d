"""What the rules on decisions and tasks need to know of a desk besides its records."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from zoneinfo import ZoneInfo

from jointdesk.derive.working_calendars import working_calendars
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Role
from jointdesk.governance.check_context import RecordContext
from jointdesk.governance.profiles import Profile, profile_of, read_profiles
from jointdesk.store import bundled
from jointdesk.store.derived import ReadConnection
from jointdesk.store.people import list_people, list_seats


@cache
def shipped_profiles() -> Mapping[str, Profile]:
    """Return the governance profiles that ship with the program, by name."""
    return read_profiles(bundled.profiles())


def profiles_of(organisations: Iterable[Organisation]) -> dict[str, Profile]:
    """Return each organisation's profile, its own settings laid over, by organisation id."""
    shipped = shipped_profiles()
    return {one.id: profile_of(one, shipped) for one in organisations}


def load_record_context(
    connection: ReadConnection,
    organisations: Mapping[str, Organisation],
    zone: ZoneInfo,
    now: Instant,
) -> RecordContext:
    """Return what the rules on records know of the desk at that moment."""
    seats: dict[str, set[str]] = defaultdict(set)
    directors = set()
    for seat in list_seats(connection):
        seats[seat.person_id].add(seat.org_id)
        if seat.role is Role.DIRECTOR:
            directors.add(seat.person_id)
    people = list_people(connection)
    return RecordContext(
        organisations=organisations,
        profiles=profiles_of(organisations.values()),
        calendars=working_calendars(),
        today=local_day(now, zone),
        people={one.id: one.name for one in people},
        emails={one.id: one.emails for one in people},
        seats={person: frozenset(org_ids) for person, org_ids in seats.items()},
        directors=frozenset(directors),
        zone=zone,
    )
