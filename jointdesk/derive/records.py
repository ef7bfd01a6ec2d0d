"""One audience's records: read, then reduced to what it may see."""

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from jointdesk.derive.tasks import load_tasks
from jointdesk.domain.authorities import AUTHORITY, DELEGATION
from jointdesk.domain.decisions import Decision
from jointdesk.domain.forums import FORUM
from jointdesk.domain.funds import FUND
from jointdesk.domain.interests import INTEREST
from jointdesk.domain.matters import MATTER, Matter
from jointdesk.domain.moments import Instant
from jointdesk.domain.offices import OFFICE
from jointdesk.domain.people import Audience
from jointdesk.domain.polls import POLL
from jointdesk.domain.records import Records
from jointdesk.privacy.records import project_records
from jointdesk.store.decisions import decisions_on, find_decisions, list_decisions
from jointdesk.store.derived import ReadConnection
from jointdesk.store.reading import LastingConnection
from jointdesk.store.records import find_record, list_records


def load_records(
    connection: ReadConnection, audience: Audience, zone: ZoneInfo, now: Instant
) -> Records:
    """Return all records that the audience may see, calendars' tasks included.

    `zone` is the desk's; which occurrences of repeating tasks are there depends on `now`.
    """
    records = _known_records(connection)
    tasks = tuple(load_tasks(connection, zone, now))
    return project_records(replace(records, tasks=tasks), audience)


def records_around(connection: ReadConnection, ids: Iterable[str]) -> Records:
    """Return some matters and decisions, as nobody may see them, with what bears on them.

    Of a decision among `ids` that is its matter and the decisions that it is linked to, of every
    matter all its decisions: enough to tell who may see them, what may be done with them, and how
    they stand. Other ids are passed over.
    """
    asked = [*dict.fromkeys(one for one in ids if one)]
    named = find_decisions(connection, asked)
    linked = find_decisions(connection, [id_ for one in named for id_ in one.linked])
    decisions = {one.id: one for one in (*named, *linked)}
    matters = []
    for id_ in dict.fromkeys([*asked, *(one.matter for one in decisions.values())]):
        matter = find_record(connection, MATTER, id_)
        if matter is not None:
            matters.append(matter)
            decisions |= {one.id: one for one in decisions_on(connection, id_)}
    return Records(
        matters=tuple(sorted(matters, key=_creation)),
        decisions=tuple(sorted(decisions.values(), key=_creation)),
    )


def load_records_around(
    connection: ReadConnection,
    audience: Audience,
    zone: ZoneInfo,
    now: Instant,
    ids: Iterable[str],
) -> Records:
    """Return what the audience may see of `records_around`, with all tasks and registers.

    What is wrong with those records, and how they stand, is the same as among all records.
    """
    around = records_around(connection, ids)
    tasks = tuple(load_tasks(connection, zone, now))
    registers = _registers(connection)
    known = replace(registers, matters=around.matters, decisions=around.decisions, tasks=tasks)
    return project_records(known, audience)


def _creation(one: Matter | Decision) -> tuple[int, str]:
    return one.order, one.id


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
    return replace(
        _registers(connection),
        matters=tuple(list_records(connection, MATTER)),
        decisions=tuple(list_decisions(connection)),
    )


def _registers(connection: ReadConnection) -> Records:
    return Records(
        authorities=tuple(list_records(connection, AUTHORITY)),
        delegations=tuple(list_records(connection, DELEGATION)),
        forums=tuple(list_records(connection, FORUM)),
        interests=tuple(list_records(connection, INTEREST)),
        funds=tuple(list_records(connection, FUND)),
        offices=tuple(list_records(connection, OFFICE)),
        polls=tuple(list_records(connection, POLL)),
    )
