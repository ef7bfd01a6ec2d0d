"""Reading a source into the desk: fetch, plan, and one transaction that does what was planned.

A process that ends in the middle leaves the desk as it was before the run.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from jointdesk.derive.update import update
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError, SourceError, WrongUseError
from jointdesk.domain.moments import Instant
from jointdesk.domain.sources import Collection, Connection
from jointdesk.domain.words import diary_name
from jointdesk.ical.series import Series
from jointdesk.sources.protocol import Cancelled, Fetched, Source, UnreadableError, never
from jointdesk.store.collections import list_collections
from jointdesk.store.connections import (
    change_etags,
    find_connection,
    forget_etags,
    update_connection,
)
from jointdesk.store.desk import Desk
from jointdesk.store.resources import (
    Applied,
    apply_plan,
    count_run,
    move_resources,
    replace_problems,
    stored_resources,
)
from jointdesk.store.versions import index_made_at_once
from jointdesk.sync.drafting import Draft, draft_parts
from jointdesk.sync.failures import failure_sentence, left_alone_until
from jointdesk.sync.gathering import gather
from jointdesk.sync.memory import without_collecting
from jointdesk.sync.progress import Meter, Progress, silent
from jointdesk.sync.reading import read_source
from jointdesk.sync.report import Report, count_stored, report_of, total
from jointdesk.sync.settling import settle_pending

if TYPE_CHECKING:
    from jointdesk.derive.ahead import Ahead

Update: TypeAlias = Callable[[Desk, Mapping[int, Series | None], Instant], None]
"""Brings what follows from resources up to date; see `derive.update.update`."""

_BATCH = 10_000


def run(
    desk: Desk,
    connection: Connection,
    source: Source,
    actor: Actor,
    *,
    dry_run: bool = False,
    allow_mass_delete: bool = False,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    derive: Update = update,
    foresees: Callable[[Draft], "Ahead"] | None = None,
    collection: Collection | None = None,
) -> Report:
    """Read the source once and bring the desk up to date with it.

    A source that cannot be read is told in the report. With `dry_run` nothing is written, and
    `foresees` says for the report what the run would do to the conflicts.
    `allow_mass_delete` says for a person that what the guard would hold back is right,
    `collection` which it is where it is no item of the desk.

    Raises:
        StoppedError: `cancelled` said so; nothing was changed.
        DeskFileError: the desk cannot be written; nothing was changed.
    """
    began, meter = time.monotonic(), Meter(progress, cancelled)
    collection = collection or _collection(desk, connection.collection_id)
    try:
        seen, gathered = read_source(desk, source, connection, collection.name, actor.at, meter)
    except SourceError as error:
        return _failed(desk, collection, connection, error, actor.at, began, is_noted=not dry_run)
    with without_collecting(), desk.transaction():
        drafts = partial(
            draft_parts, desk, collection, seen, gathered, actor.at, meter,
            allow_mass_delete=allow_mass_delete,
        )  # fmt: skip
        if dry_run:
            return _timed(_rehearse(next(drafts(most=None)), foresees), began)
        report = _carry_out(desk, drafts(), actor, meter, derive)
    return _timed(report, began)


def _rehearse(draft: Draft, foresees: Callable[[Draft], "Ahead"] | None) -> Report:
    report = report_of(draft.collection, draft.plan)
    return replace(report, ahead=foresees(draft)) if foresees else report


def carry_out(
    desk: Desk,
    draft: Draft,
    actor: Actor,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    derive: Update = update,
) -> Report:
    """Do what was drafted, in one transaction.

    Raises:
        WrongUseError: the collection has changed since; nothing was changed.
        StoppedError: the person wished to stop; nothing was changed.
        DeskFileError: the desk cannot be written; nothing was changed.
    """
    began = time.monotonic()
    with without_collecting(), desk.transaction():
        if stored_resources(desk, draft.collection.id) != draft.stored:
            raise WrongUseError(
                f"The {diary_name(draft.collection.name)} was read meanwhile."
                " Nothing was changed. Look at the changes once more."
            )
        report = _carry_out(desk, [draft], actor, Meter(progress, cancelled), derive)
    return _timed(report, began)


def take_in(
    desk: Desk,
    collection: Collection,
    connection: Connection,
    fetched: Fetched,
    actor: Actor,
    series_id: str,
) -> None:
    """Bring the desk up to date with a part that was just written there, in the transaction.

    It is that of a series, and a run like any other; what waits is judged by whoever wrote.
    """
    meter = Meter(silent, never)
    gathered = gather(fetched, collection.name, connection.token)
    drafts = draft_parts(desk, collection, connection, gathered, actor.at, meter, only=series_id)
    _store(desk, drafts, actor, meter, update)


def _carry_out(
    desk: Desk, drafts: Iterable[Draft], actor: Actor, meter: Meter, derive: Update
) -> Report:
    """Do what was drafted and judge what waits by it, in the running transaction."""
    report, draft, touched = _store(desk, drafts, actor, meter, derive)
    if draft.connection.is_carried:  # whoever is connected judges what waits, and says so to all
        return report
    told = settle_pending(desk, draft.collection, actor, touched)
    return replace(report, notes=(*report.notes, *told.notes), collisions=told.collisions)


def _store(
    desk: Desk, drafts: Iterable[Draft], actor: Actor, meter: Meter, derive: Update
) -> tuple[Report, Draft, list[int]]:
    """Do what was drafted, the parts of one run, in the running transaction.

    Returns the report, the last draft, and the ids of the resources that were touched.
    """
    reports: list[Report] = []
    counts: Counter[str] = Counter()
    touched: list[int] = []
    run_id = None
    with ExitStack() as bulk:
        for draft in drafts:
            if not reports:
                bulk.enter_context(index_made_at_once(desk.connection, draft.total))
            plan = draft.plan
            meter.step(draft.done, draft.total, "Keeping what was read")
            applied = apply_plan(desk, plan, actor, run_id)
            run_id = applied.run_id
            move_resources(desk, plan.moved)
            _derive(desk, draft, applied, actor.at, meter, derive)
            counts.update(plan.done_counts())
            touched += (*applied.changed, *applied.gone)
            stored = count_stored(plan)
            reports.append(replace(report_of(draft.collection, plan), run=run_id, stored=stored))
    if run_id is not None and len(reports) > 1:
        count_run(desk, run_id, counts)
    replace_problems(desk, draft.collection.id, plan.rejected, plan.notes)
    update_connection(desk, draft.connection)
    _keep_etags(desk, draft)
    return total(reports), draft, touched


def _keep_etags(desk: Desk, draft: Draft) -> None:
    """Note which versions were read; none where everything must be looked at again."""
    id_, versions = draft.collection.id, draft.versions
    if not draft.connection.digest:
        forget_etags(desk, id_)
    elif versions is not None:
        change_etags(desk, id_, versions.etags, versions.gone)


def _derive(
    desk: Desk, draft: Draft, applied: Applied, now: Instant, meter: Meter, derive: Update
) -> None:
    """Bring what follows up to date, in batches, so that memory and waiting stay small."""
    derive(desk, dict.fromkeys(applied.gone), now)
    waiting = iter(applied.changed.items())
    for done in range(0, len(applied.changed), _BATCH):
        meter.step(draft.done + done, draft.total, "Putting the meetings into the diary")
        batch = islice(waiting, _BATCH)
        derive(desk, {number: draft.parsing.series_of(text) for number, text in batch}, now)


def _failed(
    desk: Desk,
    collection: Collection,
    connection: Connection,
    error: SourceError,
    at: Instant,
    began: float,
    *,
    is_noted: bool,
) -> Report:
    """Tell what went wrong, and keep it; the rest of the connection stands as it is by now."""
    said = failure_sentence(collection.name, error, connection.read_at, at, desk.zone)
    if is_noted:
        with desk.transaction():
            current = find_connection(desk.connection, collection.id)
            if current is not None:
                until = left_alone_until(error, at, began)
                update_connection(desk, replace(current, error=said, not_before=until))
    needs_person = isinstance(error, UnreadableError) and error.needs_person
    report = Report(
        collection.id,
        collection.org_id,
        error=said,
        needs_person=needs_person,
        was_read=False,
    )
    return _timed(report, began)


def _collection(desk: Desk, collection_id: str) -> Collection:
    for collection in list_collections(desk.connection):
        if collection.id == collection_id:
            return collection
    raise NotFoundError(f"There is no source {collection_id}.")


def _timed(report: Report, began: float) -> Report:
    return replace(report, took_ms=round((time.monotonic() - began) * 1000))
