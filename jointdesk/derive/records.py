"""One audience's records: read, then reduced to what it may see."""

from dataclasses import replace
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
from jointdesk.store.reading import LastingConnection
from jointdesk.store.records import list_records


def load_records(
    connection: ReadConnection, audience: Audience, zone: ZoneInfo, now: Instant
) -> Records:
    """Return all records that the audience may see, calendars' tasks included.

    `zone` is the desk's; which occurrences of repeating tasks are there depends on `now`.
    """
    records = _known_records(connection)
    tasks = tuple(load_tasks(connection, zone, now))
    return project_records(replace(records, tasks=tasks), audience)


def _known_records(connection: ReadConnection) -> Records:
    """Return all records but the tasks, as nobody may see them.

    A connection that lasts reads them again only once another one has written.
    """
    if not isinstance(connection, LastingConnection):
        return _read_records(connection)
    # What is written while they are read counts as another version, and is read the next time.
    version = int(connection.execute("PRAGMA data_version").fetchone()[0])
    kept = connection.kept_records
    if kept is not None and kept[0] == version and isinstance(kept[1], Records):
        return kept[1]
    records = _read_records(connection)
    connection.kept_records = (version, records)
    return records


def _read_records(connection: ReadConnection) -> Records:
    return Records(
        matters=tuple(list_records(connection, MATTER)),
        decisions=tuple(list_decisions(connection)),
        authorities=tuple(list_records(connection, AUTHORITY)),
        delegations=tuple(list_records(connection, DELEGATION)),
        forums=tuple(list_records(connection, FORUM)),
        interests=tuple(list_records(connection, INTEREST)),
        funds=tuple(list_records(connection, FUND)),
        offices=tuple(list_records(connection, OFFICE)),
        polls=tuple(list_records(connection, POLL)),
    )
