"""What resources were and became: by one run of reading, or by all runs since a moment.

Runs that were undone brought nothing. A text that was kept for its time and then erased is told
as such.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jointdesk.domain.moments import Instant
from jointdesk.domain.resources import ResourceState, ResourceText

_RUN = "id, collection_id, first_version, end_version"


class Passage(NamedTuple):
    """One resource as it was and as it became, None where it was not in the diary.

    `is_erased` where the text that it had is kept no longer; `before` is None then.
    """

    resource_id: int
    series_id: str
    collection_id: str
    before: ResourceText | None
    after: ResourceText | None
    is_erased: bool = False


class _Steps(NamedTuple):
    """Between which versions a resource went, None for none."""

    before: int | None
    after: int | None


def passages_of_run(connection: sqlite3.Connection, run_id: int) -> list[Passage]:
    """Return what one run did to each resource, in the order of their ids."""
    runs = connection.execute(f"SELECT {_RUN} FROM sync_run WHERE id = ?", (run_id,)).fetchall()  # noqa: S608
    return _passages(connection, runs, is_now=False)


def passages_since(
    connection: sqlite3.Connection, at: Instant, most: int = 2000
) -> tuple[list[Passage], int]:
    """Return how resources went from a moment to now, and how many more there are than `most`.

    What the first run of a calendar brought is left out: nothing of it has changed.
    """
    runs = connection.execute(
        f"SELECT {_RUN} FROM sync_run s WHERE at >= ? AND undone_at IS NULL AND EXISTS"  # noqa: S608
        " (SELECT 1 FROM sync_run e WHERE e.collection_id = s.collection_id AND e.id < s.id"
        " AND e.undone_at IS NULL) ORDER BY id",
        (at,),
    ).fetchall()
    touched = sum(end - first for _, _, first, end in runs)
    if touched > most:
        return [], touched
    return _passages(connection, runs, is_now=True), 0


def _passages(
    connection: sqlite3.Connection, runs: Sequence[tuple[int, str, int, int]], *, is_now: bool
) -> list[Passage]:
    """Return how resources went through runs; `is_now` where they lead up to this moment."""
    steps: dict[int, _Steps] = {}
    for run_id, _, first, end in runs:
        for resource_id, step in _steps_of(connection, run_id, first, end).items():
            known = steps.get(resource_id)
            steps[resource_id] = step if known is None else known._replace(after=step.after)
    if is_now:
        current = _current(connection, steps)
        steps = {id_: step._replace(after=current[id_]) for id_, step in steps.items()}
    steps = {id_: step for id_, step in steps.items() if step.before != step.after}
    texts = _texts(connection, {one for step in steps.values() for one in step if one})
    rows = connection.execute(
        "SELECT id, series_id, collection_id FROM resource"
        " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(steps)),),
    ).fetchall()
    return [_passage(row, steps[row[0]], texts) for row in rows]


def _passage(
    row: tuple[int, str, str], step: _Steps, texts: dict[int, ResourceText | None]
) -> Passage:
    before = texts[step.before] if step.before else None
    after = texts[step.after] if step.after else None
    is_erased = (step.before is not None and before is None) or (
        step.after is not None and after is None
    )
    return Passage(*row, before, after, is_erased)


def _steps_of(
    connection: sqlite3.Connection, run_id: int, first: int, end: int
) -> dict[int, _Steps]:
    """Return between which versions one run brought its resources."""
    states = dict(
        connection.execute("SELECT resource_id, state FROM run_state WHERE run_id = ?", (run_id,))
    )
    steps = {}
    for id_, resource_id, previous in connection.execute(
        "SELECT id, resource_id, previous_id FROM resource_version WHERE id >= ? AND id < ?",
        (first, end),
    ):
        was_gone = states.pop(resource_id, "") == ResourceState.MISSING
        steps[resource_id] = _Steps(None if was_gone else previous, id_)
    for resource_id, state in states.items():
        version = _version_at(connection, resource_id, first)
        left = state != ResourceState.MISSING and _has_left(connection, run_id, resource_id)
        came = state == ResourceState.MISSING
        steps[resource_id] = _Steps(None if came else version, None if left else version)
    return steps


def _version_at(connection: sqlite3.Connection, resource_id: int, first: int) -> int:
    """Return which version a resource had before those from a number on."""
    row = connection.execute(
        "SELECT coalesce((SELECT previous_id FROM resource_version WHERE resource_id = :id"
        " AND id >= :first ORDER BY id LIMIT 1),"
        " (SELECT version_id FROM resource WHERE id = :id))",
        {"id": resource_id, "first": first},
    ).fetchone()
    return int(row[0])


def _has_left(connection: sqlite3.Connection, run_id: int, resource_id: int) -> bool:
    """Return whether a run whose word on a resource is only a state took it out of the diary."""
    row = connection.execute(
        "SELECT coalesce((SELECT state FROM run_state WHERE resource_id = :id AND run_id > :run"
        " ORDER BY run_id LIMIT 1), (SELECT state FROM resource WHERE id = :id))",
        {"id": resource_id, "run": run_id},
    ).fetchone()
    return bool(row[0] == ResourceState.MISSING)


def _current(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, int | None]:
    """Return the version that each resource shows now, None for one that has left the diary."""
    rows = connection.execute(
        "SELECT id, CASE state WHEN 'missing' THEN NULL ELSE version_id END FROM resource"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return dict(rows.fetchall())


def _texts(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, ResourceText | None]:
    """Return versions' texts, None for those that were erased."""
    rows = connection.execute(
        "SELECT v.id, v.uid, v.kind, v.href, f.text, v.text, v.digest, v.line, v.lines"
        " FROM resource_version v JOIN frame f ON f.id = v.frame_id"
        " WHERE v.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {
        id_: None
        if text is None
        else ResourceText(
            uid, kind, href, frame, text, digest, line, tuple(map(int, str(lines).split()))
        )
        for id_, uid, kind, href, frame, text, digest, line, lines in rows
    }
