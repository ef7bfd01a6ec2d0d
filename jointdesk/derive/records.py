"""One audience's records: read, then reduced to what it may see."""

from collections.abc import Container, Iterable
from dataclasses import replace
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from jointdesk.derive.tasks import load_tasks
from jointdesk.domain.authorities import AUTHORITY, DELEGATION
from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.decision_fields import DECISION_VERSION
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
from jointdesk.store.items import LogEnds, find_item, items_changed, log_ends
from jointdesk.store.reading import LastingConnection, remembered
from jointdesk.store.records import find_record, list_records

T = TypeVar("T", Matter, Decision)

_MINUTE = 60

_FEW = 500
"""Of more changed items than these, one after the other takes longer than all at once."""


def load_records(
    connection: ReadConnection, audience: Audience, zone: ZoneInfo, now: Instant
) -> Records:
    """Return all records that the audience may see, calendars' tasks included.

    `zone` is the desk's; which occurrences of repeating tasks are there depends on `now`. From a
    connection that lasts, whoever asks within a minute and before the next change has the same.
    """
    records = _known_records(connection)
    memory = remembered(connection)
    kept = memory.get("records")
    asked = (records, audience, zone, now // _MINUTE)
    if not isinstance(kept, _Seen) or kept.asked != asked:
        tasks = tuple(load_tasks(connection, zone, now))
        seen = project_records(replace(records, tasks=tasks), audience)
        kept = memory["records"] = _Seen(asked, seen)
    return kept.records


class _Seen(NamedTuple):
    """One audience's records, and what they were made from."""

    asked: tuple[Records, Audience, ZoneInfo, int]
    records: Records


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


class _Kept(NamedTuple):
    """Records that a connection keeps: of which version of the file, and how far the log went."""

    version: int
    ends: LogEnds
    records: Records


def _known_records(connection: ReadConnection) -> Records:
    """Return all records but the tasks, as nobody may see them.

    A connection that lasts reads again what another one has written to since.
    """
    if not isinstance(connection, LastingConnection):
        return _read_records(connection)
    # What is written while they are read counts as another version, and is read the next time.
    version = int(connection.execute("PRAGMA data_version").fetchone()[0])
    kept = connection.kept_records
    if not isinstance(kept, _Kept):
        kept = _Kept(version, log_ends(connection), _read_records(connection))
    elif kept.version != version:
        kept = _Kept(version, log_ends(connection), _read_changed(connection, kept))
    connection.kept_records = kept
    return kept.records


def _read_changed(connection: ReadConnection, kept: _Kept) -> Records:
    """Return the records that were kept, those that were written to since read again.

    All are, where the log has nothing new: the items may have been made anew from it.
    """
    changed = items_changed(connection, kept.ends)
    if not 0 < len(changed) <= _FEW:
        return _read_records(connection)
    matters = [find_record(connection, MATTER, id_) for id_ in changed]
    items = [find_item(connection, id_) for id_ in changed]
    versions = [one for one in items if one is not None and one.type == DECISION_VERSION.name]
    touched = changed | {str(one.fields.get("decision")) for one in versions}
    decisions = find_decisions(connection, touched)
    return replace(
        _registers(connection),
        matters=_with(kept.records.matters, changed, [one for one in matters if one is not None]),
        decisions=_with(kept.records.decisions, touched, decisions),
    )


def _with(known: Iterable[T], changed: Container[str], now: Iterable[T]) -> tuple[T, ...]:
    """Return records in the order of their creation, those of the changed ids as they are now."""
    records = [one for one in known if one.id not in changed]
    records += now
    return tuple(sorted(records, key=_creation))


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
        bookings=tuple(list_records(connection, BOOKING)),
    )
