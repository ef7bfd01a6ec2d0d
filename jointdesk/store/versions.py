"""The rows of a reading run: new resources and versions in bulk, states, series and frames.

All of it is written inside the transaction of `store/resources.py`, which is what others use.
"""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from jointdesk.domain.moments import Instant
from jointdesk.domain.resources import ResourceState, ResourceText, ResourceWrite
from jointdesk.store.guards import lifted

_VERSION_COLUMNS = 17
_MANY = 10_000
_SEEN_BITS = 24


class RunRows(NamedTuple):
    """What every row of one run shares; `frames` are the numbers of the frames' texts."""

    id: int
    at: Instant
    frames: dict[bytes, int]


def store_frames(
    connection: sqlite3.Connection, writes: Iterable[ResourceWrite]
) -> dict[bytes, int]:
    """Return the numbers of the writes' frames, storing those that are not there yet."""
    frames = {}
    for frame in {write.text.frame for write in writes}:
        key = hashlib.sha256(frame).digest()
        connection.execute("INSERT OR IGNORE INTO frame (hash, text) VALUES (?, ?)", (key, frame))
        row = connection.execute("SELECT id FROM frame WHERE hash = ?", (key,)).fetchone()
        frames[frame] = row[0]
    return frames


def set_state(
    connection: sqlite3.Connection, run_id: int, ids: Iterable[int], state: ResourceState
) -> None:
    """Give resources a state, keeping the one they had so that the run can be undone."""
    change = (state.value, json.dumps(list(ids)), state.value)
    condition = "WHERE id IN (SELECT value FROM json_each(?)) AND state <> ?"
    connection.execute(
        f"INSERT INTO run_state SELECT {run_id:d}, id, state FROM resource {condition}",  # noqa: S608
        change[1:],
    )
    connection.execute(f"UPDATE resource SET state = ? {condition}", change)  # noqa: S608


def add_resources(
    connection: sqlite3.Connection, run: RunRows, writes: Sequence[ResourceWrite], collection: str
) -> dict[int, ResourceText]:
    """Store new resources and return their texts by id: a first import has 100,000 of them."""
    if not writes:
        return {}
    first = next_id(connection, "resource")
    first_version = next_id(connection, "resource_version")
    ids = range(first, first + len(writes))
    versions = range(first_version, first_version + len(writes))
    numbered = list(zip(ids, versions, writes, strict=True))
    connection.executemany(
        "INSERT INTO resource VALUES (?, ?, ?, ?, ?, 'present', ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                id_, collection, write.text.uid, write.twin, write.series_id or series_id,
                version, *_facts(write), _first_seen(run.at, id_),
            )
            for series_id, (id_, version, write) in zip(
                _series_ids(len(writes)), numbered, strict=True
            )
        ),
    )  # fmt: skip
    _insert_versions(
        connection,
        (_version(run, write, version, id_, None) for id_, version, write in numbered),
    )
    return {id_: write.text for id_, write in zip(ids, writes, strict=True)}


def _first_seen(at: Instant, resource_id: int) -> int:
    """Return where a resource stands in the order in which the desk first saw its series.

    By the moment, then by its number; other machines come to know it from this one.
    """
    return (at << _SEEN_BITS) + (resource_id & ((1 << _SEEN_BITS) - 1))


def add_versions(
    connection: sqlite3.Connection, run: RunRows, writes: Sequence[ResourceWrite]
) -> dict[int, ResourceText]:
    """Give known resources a new version each and return their texts by id."""
    changed: dict[int, ResourceText] = {}
    first_version = next_id(connection, "resource_version")
    for version, write in enumerate(writes, first_version):
        id_ = write.resource_id or 0
        (previous,) = connection.execute(
            "SELECT version_id FROM resource WHERE id = ?", (id_,)
        ).fetchone()
        _insert_versions(connection, [_version(run, write, version, id_, previous)])
        connection.execute(
            "UPDATE resource SET uid = ?, twin = ?, version_id = ?, digest = ?,"
            " is_cancelled = ?, has_problems = ?, reach = ?, href = ? WHERE id = ?",
            (write.text.uid, write.twin, version, *_facts(write), id_),
        )
        changed[id_] = write.text
    return changed


def restore_versions(connection: sqlite3.Connection, run_id: int) -> tuple[list[int], list[int]]:
    """Take back the versions and states of a run, the last one of its connection.

    Returns the ids of resources whose text or presence in the diary came back, and of those
    that left it.
    """
    back: set[int] = set()
    gone: set[int] = set()
    replaced = connection.execute(
        "SELECT v.resource_id, v.previous_id FROM sync_run s JOIN resource_version v"
        " ON v.id >= s.first_version AND v.id < s.end_version WHERE s.id = ?",
        (run_id,),
    ).fetchall()
    for resource_id, previous_id in replaced:
        if previous_id is None:  # it was new
            connection.execute("UPDATE resource SET state = 'missing' WHERE id = ?", (resource_id,))
            gone.add(resource_id)
        else:
            _make_current(connection, resource_id, previous_id)
            back.add(resource_id)
    for resource_id, state in connection.execute(
        "SELECT resource_id, state FROM run_state WHERE run_id = ?", (run_id,)
    ).fetchall():
        connection.execute("UPDATE resource SET state = ? WHERE id = ?", (state, resource_id))
        (gone if state == ResourceState.MISSING else back).add(resource_id)
    return sorted(back - gone), sorted(gone)


def _make_current(connection: sqlite3.Connection, resource_id: int, version_id: int) -> None:
    uid, *facts = connection.execute(
        "SELECT uid, digest, is_cancelled, has_problems, reach, href FROM resource_version"
        " WHERE id = ?",
        (version_id,),
    ).fetchone()
    connection.execute(
        "UPDATE resource SET uid = ?, twin = ?, version_id = ?, digest = ?, is_cancelled = ?,"
        " has_problems = ?, reach = ?, href = ? WHERE id = ?",
        (uid, _free_twin(connection, resource_id, uid), version_id, *facts, resource_id),
    )


def _free_twin(connection: sqlite3.Connection, resource_id: int, uid: str) -> int:
    """The resource's own number, or the first free one where its UID was another meanwhile."""
    collection, own_uid, own_twin = connection.execute(
        "SELECT collection_id, uid, twin FROM resource WHERE id = ?", (resource_id,)
    ).fetchone()
    if uid == own_uid:
        return int(own_twin)
    taken = connection.execute(
        "SELECT twin FROM resource WHERE collection_id = ? AND uid = ?", (collection, uid)
    ).fetchall()
    return next(twin for twin in range(len(taken) + 1) if (twin,) not in taken)


def _insert_versions(connection: sqlite3.Connection, rows: Iterable[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * _VERSION_COLUMNS)
    connection.executemany(f"INSERT INTO resource_version VALUES ({marks})", rows)  # noqa: S608


def _version(
    run: RunRows, write: ResourceWrite, id_: int, resource_id: int, previous: int | None
) -> tuple[object, ...]:
    """The columns of a version's row."""
    uid, kind, href, frame, text, digest, line, lines = write.text
    return (
        id_, resource_id, run.id, previous, run.at, uid, kind, href, line,
        " ".join(map(str, lines)) if lines else "", digest, write.is_cancelled,
        write.has_problems, write.end, run.frames[frame],
        hashlib.sha256(text).digest(), text,
    )  # fmt: skip


def _facts(write: ResourceWrite) -> tuple[object, ...]:
    """What a resource's row repeats of its current version."""
    return write.text.digest, write.is_cancelled, write.has_problems, write.end, write.text.href


@contextmanager
def index_made_at_once(connection: sqlite3.Connection, added: int) -> Iterator[None]:
    """Leave the indexes out while as many resources are added as there are, or more.

    Sorting them once is four times as quick. It is for the transaction that adds them.
    """
    if added < max(next_id(connection, "resource"), _MANY):
        yield
        return
    with lifted(connection, "resource_uid", "resource_series", "resource_href"):
        yield


def _series_ids(count: int) -> list[str]:
    """Return that many random ids for series, never derived from anything."""
    digits = secrets.token_hex(count * 8)
    return ["k" + digits[at : at + 15] for at in range(0, count * 16, 16)]


def give_new_series(connection: sqlite3.Connection, resource_ids: Sequence[int]) -> None:
    """Give resources series ids of their own; what follows from them is for the caller to renew."""
    connection.executemany(
        "UPDATE resource SET series_id = ? WHERE id = ?",
        zip(_series_ids(len(resource_ids)), resource_ids, strict=True),
    )


def next_id(connection: sqlite3.Connection, table: str) -> int:
    """Return the first number after those that the table's rows have."""
    row = connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()  # noqa: S608
    return int(row[0])
