"""What each run of reading did, afterwards: from what, to what; and whether it can be undone."""

from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.moves import moves_of
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.moves import Move
from jointdesk.domain.people import Audience
from jointdesk.operations.sources import list_sources, source_row
from jointdesk.store.past import passages_of_run
from jointdesk.store.people import person_names
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.resources import refuse_to_undo, runs

_BACK, _ON = 366 * DAY, 731 * DAY
_MOST = 5_000


class RunRow(NamedTuple):
    """One run that changed something. `person` may be "".

    `kept_by` says in a sentence why it cannot be undone, "" where it can. Counts are resources;
    they are None where the audience may not know them.
    """

    id: int
    source_id: str
    at: Instant
    person: str
    counts: dict[str, int] | None
    undone_at: Instant | None
    kept_by: str


class RunChanges(NamedTuple):
    """What a run did to meetings.

    `other` counts what was read and is no meeting that the audience sees; `erased` what is known
    no longer because the text before was kept for its time.
    """

    moves: tuple[Move, ...]
    other: int = 0
    erased: int = 0


def runs_of(desk: ReadableDesk, audience: Audience, source_id: str, most: int = 50) -> list[RunRow]:
    """Return the runs of a source that changed something, the newest first.

    Raises:
        NotFoundError: there is no such source on this machine.
    """
    row = source_row(desk, source_id)
    names = person_names(desk.connection)
    may_know = audience.sees(row.organisation.id)
    return [
        RunRow(
            run.id,
            source_id,
            run.at,
            names.get(run.person_id, ""),
            run.counts if may_know else None,
            run.undone_at,
            _why_kept(desk, run.id),
        )
        for run in runs(desk, source_id)[:most]
    ]


def run_changes(desk: ReadableDesk, audience: Audience, run_id: int) -> RunChanges:
    """Return what a run did to the meetings that the audience sees, by time.

    Meetings of a year before the run to two years after it are told. Of a run that brought
    thousands only how many they are is told.

    Raises:
        NotFoundError: there is no such run.
    """
    connection = desk.connection
    row = connection.execute("SELECT at FROM sync_run WHERE id = ?", (run_id,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no run {run_id}.")
    passages = passages_of_run(connection, run_id)
    if len(passages) > _MOST:
        return RunChanges((), other=len(passages))
    window = Span(row[0] - _BACK, row[0] + _ON)
    moves = moves_of(passages, load_context(connection, desk.zone), audience, window)
    erased = sum(one.is_erased for one in passages)
    told = {one.key.rpartition("-")[0] for one in moves}
    rest = [one for one in passages if one.series_id not in told and not one.is_erased]
    org_of = {one.collection.id: one.organisation.id for one in list_sources(desk)}
    other = [one for one in rest if audience.sees(org_of.get(one.collection_id, ""))]
    return RunChanges(tuple(moves), len(other), erased)


def _why_kept(desk: ReadableDesk, run_id: int) -> str:
    try:
        refuse_to_undo(desk.connection, run_id)
    except WrongUseError as refusal:
        return str(refusal)
    return ""
