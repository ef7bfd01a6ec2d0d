"""Read calendars into the desk, write what waits for them, and take a run back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from jointdesk.derive.update import update
from jointdesk.derive.upkeep import ensure_current
from jointdesk.domain.actors import Actor
from jointdesk.domain.components import Problem
from jointdesk.domain.errors import JointDeskError, NotFoundError, WrongUseError
from jointdesk.domain.moments import local
from jointdesk.domain.sources import Collection, Connection
from jointdesk.domain.words import diary_name
from jointdesk.ical.series import parse
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.blocks import Told, keep_blocks
from jointdesk.operations.kept_words import keep_words
from jointdesk.operations.mirror_sources import read_carried
from jointdesk.operations.sources import CARRIED_ALONE, source_of
from jointdesk.sources.protocol import Cancelled, Source, WritableSource, never
from jointdesk.store.collections import list_collections
from jointdesk.store.connections import find_connection, list_connections, pause_connection
from jointdesk.store.desk import Desk
from jointdesk.store.mirrors import is_of_carried
from jointdesk.store.outbox import forget_ended
from jointdesk.store.resources import Applied, erase_old_versions, undo_run
from jointdesk.sync.outbox_run import read_and_write
from jointdesk.sync.progress import Meter, Progress, silent
from jointdesk.sync.report import Report
from jointdesk.sync.run import run

if TYPE_CHECKING:
    from jointdesk.derive.ahead import Ahead
    from jointdesk.sync.drafting import Draft


class _Readers(NamedTuple):
    """How a source is read, and what waits for it written: None where nothing is.

    `carried` reads one that the shared desk carries.
    """

    read: Callable[..., Report]
    write: Callable[..., Report] | None
    carried: Callable[[Collection], Report]


def sync_sources(
    desk: Desk,
    actor: Actor,
    ids: Sequence[str] = (),
    *,
    is_due: bool = False,
    at_once: bool = False,
    dry_run: bool = False,
    allow_mass_delete: bool = False,
    secrets: Mapping[str, str] | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> list[Report]:
    """Read the sources with these ids, or all that are not paused in the order of adding.

    What waits for one that can be written is written once it was read; what cannot be read says so
    in its report. One that is named is paused no longer; where it only `is_due` (nobody asked) a
    paused one is left alone, and one whose server asked for that, and what could not be written is
    tried later unless `at_once`. `secrets` are addresses and passwords kept nowhere, by id.

    Raises:
        NotFoundError: there is no such source on this machine.
        StoppedError: the person wished to stop; what was finished before stays.
    """
    if not dry_run:
        ensure_current(desk, actor.at)
    read = partial(
        run, desk, actor=actor, dry_run=dry_run, allow_mass_delete=allow_mass_delete,
        progress=progress, cancelled=cancelled, foresees=partial(_foresee, desk, actor),
    )  # fmt: skip
    now = at_once or not is_due
    write = partial(read_and_write, desk, actor=actor, at_once=now, cancelled=cancelled)
    carried = partial(read_carried, desk, actor, Meter(progress, cancelled), dry_run)
    how = _Readers(read, None if dry_run else write, carried)
    read_one = partial(_read_one, desk, secrets=secrets or {}, readers=how)
    rows = [row for row in _chosen(desk, ids) if not (is_due and row[1].paused)]
    alone = [is_due and row[1].is_left_alone(actor.at) for row in rows]
    told = zip(rows, alone, strict=True)
    reports = [_left_alone(desk, *row) if is_alone else read_one(row) for row, is_alone in told]
    return reports if dry_run else _ended(desk, actor, rows, reports, read_one)


_Row: TypeAlias = tuple[Collection, Connection]


def _ended(
    desk: Desk,
    actor: Actor,
    rows: Sequence[_Row],
    reports: Sequence[Report],
    read_one: Callable[[_Row], Report],
) -> list[Report]:
    """Do what follows when all was read, and return the reports with that.

    What was said of meetings goes with those that are private now. Busy blocks follow their
    meetings, and are written where their calendars were read before. Superseded texts are erased
    once they were kept for their time.
    """
    keep_words(desk, actor)
    kept = keep_blocks(desk, actor)
    found = []
    for row, report in zip(rows, reports, strict=True):
        if report.was_read and not report.error and report.id in kept.collections:
            again = read_one(row)
            report = replace(
                report,
                written=report.written + again.written,
                notes=tuple(dict.fromkeys((*report.notes, *again.notes))),
                collisions=again.collisions,
                error=again.error,
                needs_person=again.needs_person,
            )
        found.append(report)
    erase_old_versions(desk, actor.at)
    forget_ended(desk, actor.at)
    return _telling(found, kept.told)


def _telling(reports: list[Report], told: Sequence[Told]) -> list[Report]:
    """Return the reports with what is told of blocks, each with its own calendar's or the first."""
    for one in told if reports else ():
        at = next((n for n, report in enumerate(reports) if report.id == one.collection), 0)
        note = Problem("", 1, one.uid, one.reason)
        reports[at] = replace(reports[at], notes=(*reports[at].notes, note))
    return reports


def _left_alone(desk: Desk, collection: Collection, connection: Connection) -> Report:
    """Return what is said of a source whose server asked not to be asked yet."""
    until = local(connection.not_before, desk.zone)
    said = f"The {diary_name(collection.name)}'s server asks to be left alone until {until:%H:%M}."
    return Report(collection.id, collection.org_id, error=connection.error or said, was_read=False)


def _read_one(
    desk: Desk,
    row: "_Row",
    secrets: Mapping[str, str],
    readers: _Readers,
) -> Report:
    """Read one source, and write what waits for it."""
    collection, connection = row
    read, write, carried = readers
    if connection.is_carried:
        return carried(collection)
    if write is not None:
        connection = _resumed(desk, connection)
    try:
        source = source_of(desk, collection, connection, secrets)
    except JointDeskError as error:
        return Report(collection.id, collection.org_id, error=str(error), needs_person=True)
    if write is None or not isinstance(source, WritableSource):
        return read(connection, source)
    again = partial(_read_again, desk, read, source, connection)
    return write(collection, source, read=again)


def _read_again(
    desk: Desk, read: Callable[..., Report], source: Source, connection: Connection
) -> Report:
    """Read a source with its connection as it stands by now."""
    current = find_connection(desk.connection, connection.collection_id)
    return read(current or connection, source)


def _foresee(desk: Desk, actor: Actor, draft: "Draft") -> "Ahead":
    """Return what a run would do to the conflicts; only rehearsing needs what this imports."""
    from jointdesk.operations.foresight import foresee_run

    return foresee_run(desk, audience_of(desk, actor.person_id), actor.at, draft)


def _resumed(desk: Desk, connection: Connection) -> Connection:
    if not connection.paused:
        return connection
    pause_connection(desk, connection.collection_id, paused=False)
    return replace(connection, paused=False)


def take_back_run(desk: Desk, actor: Actor, run_id: int) -> Applied:
    """Bring back what a run replaced or removed; its source is paused until synced by name.

    Raises:
        NotFoundError: there is no such run.
        WrongUseError: it was undone before, a later run has to be undone first, or another
            machine has read it.
    """
    with desk.transaction():
        if is_of_carried(desk.connection, run_id):
            raise WrongUseError(CARRIED_ALONE)
        applied = undo_run(desk, run_id, actor)
        changed = {
            number: parse(text, desk.zone).series for number, text in applied.changed.items()
        }
        update(desk, {**dict.fromkeys(applied.gone), **changed}, actor.at)
        keep_blocks(desk, actor)
    return applied


def _chosen(desk: Desk, ids: Sequence[str]) -> list[tuple[Collection, Connection]]:
    connections = {one.collection_id: one for one in list_connections(desk.connection)}
    known = {
        collection.id: (collection, connections[collection.id])
        for collection in list_collections(desk.connection)
        if collection.id in connections
    }
    for wanted in ids:
        if wanted not in known:
            raise NotFoundError(f"There is no source {wanted} on this computer.")
    if ids:
        return [known[wanted] for wanted in dict.fromkeys(ids)]
    return [(one, connection) for one, connection in known.values() if not connection.paused]
