"""What a source said, word for word: resources, their versions, and the runs that brought them.

A resource's row repeats what its current version says, because every run reads all rows of a
collection and no texts. Versions are append-only; only a superseded text may be erased.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.components import Problem
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.moments import DAY, Instant
from jointdesk.domain.resources import (
    Plan,
    ResourceState,
    ResourceText,
    Run,
    StoredResource,
)
from jointdesk.store.desk import Desk
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.versions import (
    RunRows,
    add_resources,
    add_versions,
    next_id,
    restore_versions,
    set_state,
    store_frames,
)

KEPT_DAYS = 90
"""How long a text is kept after another took its place, unless set otherwise."""

_STATES = {state.value: state for state in ResourceState}

_TEXT = "v.kind, v.href, f.text, v.text, v.digest, v.line, v.lines"
_SELECT_TEXT = (
    f"SELECT r.id, r.uid, {_TEXT}"  # noqa: S608
    " FROM resource r JOIN resource_version v ON v.id = r.version_id"
    " JOIN frame f ON f.id = v.frame_id"
)
_SELECT_VERSION = (
    f"SELECT v.id, v.uid, {_TEXT}"  # noqa: S608
    " FROM resource_version v JOIN frame f ON f.id = v.frame_id"
    " WHERE v.id = ? AND v.text IS NOT NULL"
)


class Applied(NamedTuple):
    """What a run did: the texts that are new in the diary by resource id, and what left it.

    `run_id` is None where nothing was to be done.
    """

    run_id: int | None
    changed: dict[int, ResourceText]
    gone: list[int]


class Problems(NamedTuple):
    """The components that did not come in, and what was noticed about those that did."""

    rejected: tuple[Problem, ...]
    notes: tuple[Problem, ...]


# Reading


def stored_resources(desk: Desk, collection_id: str) -> list[StoredResource]:
    """Return what planning needs to know of every resource of a collection, oldest first."""
    return _stored(desk, "collection_id = ?", (collection_id,))


def stored_parts(
    desk: Desk, collection_id: str, uids: Iterable[str], hrefs: Iterable[str]
) -> list[StoredResource]:
    """Return what `stored_resources` does, of these UIDs, or in these parts, alone."""
    return _stored(
        desk,
        "id IN (SELECT id FROM resource WHERE uid IN (SELECT value FROM json_each(?))"
        " UNION SELECT id FROM resource WHERE href IN (SELECT value FROM json_each(?)))"
        " AND collection_id = ?",
        (json.dumps(list(uids)), json.dumps(list(hrefs)), collection_id),
    )


def _stored(desk: Desk, condition: str, values: tuple[str, ...]) -> list[StoredResource]:
    rows = desk.connection.execute(
        "SELECT id, uid, twin, series_id, digest, state, is_cancelled, has_problems, reach, href"  # noqa: S608
        f" FROM resource WHERE {condition} ORDER BY id",
        values,
    )
    return [
        StoredResource(
            id_, uid, twin, series, digest, _STATES[state], cancelled == 1, problems == 1, end, href
        )
        for id_, uid, twin, series, digest, state, cancelled, problems, end, href in rows
    ]


def first_seen(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, int]:
    """Return where resources stand in the order in which the desk first saw their series."""
    rows = connection.execute(
        "SELECT id, seen FROM resource WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return dict(rows.fetchall())


def current_text(connection: sqlite3.Connection, resource_id: int) -> ResourceText:
    """Return the current text of a resource.

    Raises:
        NotFoundError: there is no such resource.
    """
    row = connection.execute(f"{_SELECT_TEXT} WHERE r.id = ?", (resource_id,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no resource {resource_id}.")
    return _text(row)


def version_text(connection: sqlite3.Connection, version_id: int) -> ResourceText | None:
    """Return the text of one version, None where it was erased."""
    row = connection.execute(_SELECT_VERSION, (version_id,)).fetchone()
    return _text(row) if row is not None else None


def texts(desk: Desk, ids: Iterable[int] | None = None) -> Iterator[tuple[int, ResourceText]]:
    """Yield resource ids with their current texts: those asked for, or all that are not missing.

    Other tables may be written meanwhile.
    """
    return select_texts(desk.connection, ids)


def select_texts(
    connection: sqlite3.Connection, ids: Iterable[int] | None = None
) -> Iterator[tuple[int, ResourceText]]:
    """Yield what `texts` does, from any connection to the file."""
    chosen = (
        " WHERE r.state <> 'missing'"
        if ids is None
        else " WHERE r.id IN (SELECT value FROM json_each(?))"
    )
    listed = () if ids is None else (json.dumps(list(ids)),)
    rows = connection.execute(f"{_SELECT_TEXT}{chosen} ORDER BY r.id", listed)
    return ((row[0], _text(row)) for row in rows)


def _text(row: Sequence[object]) -> ResourceText:
    *known, lines = row[1:]
    found = ResourceText(*known)  # type: ignore[arg-type]
    return found._replace(lines=tuple(map(int, str(lines).split()))) if lines else found


# Writing


def apply_plan(desk: Desk, plan: Plan, actor: Actor, run_id: int | None = None) -> Applied:
    """Do what was planned as one run, in the running transaction or in one of its own.

    Where the plan has a guard nothing is taken away. A plan without effect makes no run.
    `run_id` names the run whose next part this is, within the transaction that began it; its
    counts are then for `count_run`.

    Raises:
        DeskFileError: the desk is busy or cannot be written; nothing was changed.
    """
    missing = () if plan.guard else plan.missing
    if not (plan.writes or missing or plan.kept or plan.unpublished or plan.restored):
        return Applied(run_id, {}, [])
    new = [write for write in plan.writes if write.resource_id is None]
    old = [write for write in plan.writes if write.resource_id is not None]
    with desk.transaction():
        connection = desk.connection
        run = _begin_run(connection, plan, actor, run_id)
        back = [*plan.restored, *(write.resource_id for write in old if write.resource_id)]
        set_state(connection, run.id, back, ResourceState.PRESENT)
        set_state(connection, run.id, missing, ResourceState.MISSING)
        set_state(connection, run.id, plan.kept, ResourceState.KEPT)
        set_state(connection, run.id, plan.unpublished, ResourceState.UNPUBLISHED)
        changed = add_versions(connection, run, old)
        changed |= add_resources(connection, run, new, plan.collection_id)
        changed |= dict(texts(desk, plan.restored))
    return Applied(run.id, changed, list(missing))


def move_resources(desk: Desk, moved: Iterable[tuple[int, str]]) -> None:
    """Note at which hrefs resources, by id, are now; their texts are what they were."""
    with desk.transaction():
        desk.connection.executemany(
            "UPDATE resource SET href = ? WHERE id = ?", [(href, id_) for id_, href in moved]
        )


def count_run(desk: Desk, run_id: int, counts: Mapping[str, int]) -> None:
    """Keep how many resources a run of several parts did what to, by outcome."""
    with desk.transaction():
        desk.connection.execute(
            "UPDATE sync_run SET counts = ? WHERE id = ?", (json.dumps(counts), run_id)
        )


def _begin_run(
    connection: sqlite3.Connection, plan: Plan, actor: Actor, run_id: int | None
) -> RunRows:
    """Add the row of a run, or let the run that the plan continues reach to its versions."""
    first = next_id(connection, "resource_version")
    end = first + len(plan.writes)
    if run_id is None:
        cursor = connection.execute(
            "INSERT INTO sync_run (collection_id, at, person_id, counts, first_version,"
            " end_version) VALUES (?, ?, ?, ?, ?, ?)",
            (
                plan.collection_id, actor.at, actor.person_id, json.dumps(plan.done_counts()),
                first, end,
            ),
        )  # fmt: skip
        run_id = int(cursor.lastrowid or 0)
    else:
        connection.execute("UPDATE sync_run SET end_version = ? WHERE id = ?", (end, run_id))
    return RunRows(run_id, actor.at, store_frames(connection, plan.writes))


# Runs


def runs(desk: ReadableDesk, collection_id: str) -> list[Run]:
    """Return the runs that changed something in a collection, the newest first."""
    return _runs(desk.connection, "collection_id = ?", collection_id)


def runs_since(connection: sqlite3.Connection, at: Instant) -> list[Run]:
    """Return the runs from a moment on that changed something anywhere, the newest first."""
    return _runs(connection, "at >= ?", at)


def _runs(connection: sqlite3.Connection, condition: str, value: object) -> list[Run]:
    rows = connection.execute(
        "SELECT id, collection_id, at, person_id, counts, undone_at FROM sync_run"  # noqa: S608
        f" WHERE {condition} ORDER BY id DESC",
        (value,),
    )
    return [
        Run(id_, collection, at, person, json.loads(counts), undone_at)
        for id_, collection, at, person, counts, undone_at in rows
    ]


def undo_run(desk: Desk, run_id: int, actor: Actor) -> Applied:
    """Bring back what a run replaced or took away, and pause its connection.

    What was new in it leaves the diary; its versions stay. The connection's next run, by name,
    looks at everything.

    Raises:
        NotFoundError: there is no such run.
        WrongUseError: the run was undone before, a later run of the connection has to be undone
            first, or a text it replaced was erased since.
        DeskFileError: the desk is busy or cannot be written; nothing was changed.
    """
    with desk.transaction():
        connection = desk.connection
        refuse_to_undo(connection, run_id)
        back, gone = restore_versions(connection, run_id)
        connection.execute(
            "UPDATE sync_run SET undone_at = ?, undone_by = ? WHERE id = ?",
            (actor.at, actor.person_id, run_id),
        )
        connection.execute(
            "UPDATE connection SET paused = 1, etag = '', last_modified = '', digest = '',"
            " token = '' WHERE collection_id = (SELECT collection_id FROM sync_run WHERE id = ?)",
            (run_id,),
        )
        connection.execute(
            "DELETE FROM member WHERE collection_id ="
            " (SELECT collection_id FROM sync_run WHERE id = ?)",
            (run_id,),
        )
        return Applied(run_id, dict(texts(desk, back)), gone)


def refuse_to_undo(connection: sqlite3.Connection, run_id: int) -> None:
    """Leave it at that where a run can be undone.

    Raises:
        NotFoundError: there is no such run.
        WrongUseError: it was undone before, a later run of the connection has to be undone
            first, or a text that it replaced was erased since.
    """
    run = connection.execute(
        "SELECT collection_id, undone_at, first_version, end_version FROM sync_run WHERE id = ?",
        (run_id,),
    ).fetchone()
    if run is None:
        raise NotFoundError(f"There is no run {run_id}.")
    if run[1] is not None:
        raise WrongUseError(f"Run {run_id} was undone before.")
    later = connection.execute(
        "SELECT id FROM sync_run WHERE collection_id = ? AND id > ? AND undone_at IS NULL"
        " ORDER BY id DESC LIMIT 1",
        (run[0], run_id),
    ).fetchone()
    if later is not None:
        raise WrongUseError(f"Run {later[0]} of this source came later. Undo that one first.")
    erased = connection.execute(
        "SELECT 1 FROM resource_version v JOIN resource_version p ON p.id = v.previous_id"
        " WHERE v.id >= ? AND v.id < ? AND p.text IS NULL LIMIT 1",
        run[2:],
    ).fetchone()
    if erased is not None:
        raise WrongUseError(
            f"Run {run_id} can no longer be undone: the text it replaced was kept for its time"
            " and then erased."
        )


def erase_old_versions(desk: Desk, now: Instant, days: int = KEPT_DAYS) -> int:
    """Erase texts that were replaced more than so many days ago; return how many.

    Their hashes stay, and so does every current text.
    """
    with desk.transaction():
        cursor = desk.connection.execute(
            "UPDATE resource_version SET text = NULL WHERE text IS NOT NULL"
            " AND id NOT IN (SELECT version_id FROM resource) AND id IN ("
            " SELECT v.previous_id FROM resource_version v JOIN sync_run s ON s.id = v.run_id"
            " WHERE v.previous_id IS NOT NULL AND v.seen_at < :limit AND s.undone_at IS NULL"
            " UNION ALL SELECT v.id FROM sync_run s JOIN resource_version v"
            " ON v.id >= s.first_version AND v.id < s.end_version WHERE s.undone_at < :limit)",
            {"limit": now - days * DAY},
        )
    return cursor.rowcount


# Problems


def problems(desk: Desk, collection_id: str) -> Problems:
    """Return what is wrong with the text of a collection as it was last read."""
    found: dict[str, list[Problem]] = {"rejected": [], "note": []}
    for kind, *columns in desk.connection.execute(
        "SELECT kind, file, line, uid, reason, text FROM problem WHERE collection_id = ?"
        " ORDER BY position",
        (collection_id,),
    ):
        found[kind].append(Problem(*columns))
    return Problems(tuple(found["rejected"]), tuple(found["note"]))


def replace_problems(
    desk: Desk, collection_id: str, rejected: Sequence[Problem], notes: Sequence[Problem]
) -> None:
    """Keep what is wrong with a collection's text; nothing is written where it is the same."""
    given = Problems(tuple(rejected), tuple(notes))
    if given == problems(desk, collection_id):
        return
    with desk.transaction():
        desk.connection.execute("DELETE FROM problem WHERE collection_id = ?", (collection_id,))
        desk.connection.executemany(
            "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (collection_id, kind, position, *problem)
                for kind, listed in (("rejected", given.rejected), ("note", given.notes))
                for position, problem in enumerate(listed)
            ],
        )
