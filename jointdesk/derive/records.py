"""One audience's records: read, then reduced to what it may see."""

from zoneinfo import ZoneInfo

from jointdesk.derive.tasks import load_tasks
from jointdesk.domain.authorities import AUTHORITY, DELEGATION
from jointdesk.domain.forums import FORUM
from jointdesk.domain.funds import FUND
from jointdesk.domain.interests import INTEREST
from jointdesk.domain.matters import MATTER
from jointdesk.domain.moments import Instant
from jointdesk.domain.offices import OFFICE
from jointdesk.domain.people import Audience
from jointdesk.domain.polls import POLL
from jointdesk.domain.records import Records
from jointdesk.privacy.records import project_records
from jointdesk.store.decisions import list_decisions
from jointdesk.store.derived import ReadConnection
from jointdesk.store.records import list_records


def load_records(
    connection: ReadConnection, audience: Audience, zone: ZoneInfo, now: Instant
) -> Records:
    """Return all records that the audience may see, calendars' tasks included.

    `zone` is the desk's; which occurrences of repeating tasks are there depends on `now`.
    """
    return project_records(_all_records(connection, zone, now), audience)


def _all_records(connection: ReadConnection, zone: ZoneInfo, now: Instant) -> Records:
    return Records(
        matters=tuple(list_records(connection, MATTER)),
        decisions=tuple(list_decisions(connection)),
        tasks=tuple(load_tasks(connection, zone, now)),
        authorities=tuple(list_records(connection, AUTHORITY)),
        delegations=tuple(list_records(connection, DELEGATION)),
        forums=tuple(list_records(connection, FORUM)),
        interests=tuple(list_records(connection, INTEREST)),
        funds=tuple(list_records(connection, FUND)),
        offices=tuple(list_records(connection, OFFICE)),
        polls=tuple(list_records(connection, POLL)),
    )
