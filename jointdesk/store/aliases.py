"""Overlays of one thing under several ids: by which id what was said under an old one goes on.

See `operations.aliases`, which gives a thing another id and says again what stood under the first.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from jointdesk.domain.changes import Change, Dot, Dots
from jointdesk.domain.pending import OVERLAY, RENAMED, overlay_id


def called_now(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the ids of overlays that go on under another one, each with that one."""
    rows = connection.execute(
        f"SELECT id, json_extract(fields, '$.{RENAMED}') FROM item"  # noqa: S608
        " WHERE type = ? AND id IN (SELECT value FROM json_each(?))",
        (OVERLAY, json.dumps(list(ids))),
    )
    return {id_: overlay_id(key) for id_, key in rows if key is not None}


def called_before(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the ids under which what overlays are about was known before, by those of now."""
    rows = connection.execute("SELECT DISTINCT id FROM item WHERE type = ?", (OVERLAY,)).fetchall()
    found: dict[str, list[str]] = {}
    for old, now in called_now(connection, [id_ for (id_,) in rows]).items():
        found.setdefault(now, []).append(old)
    return found


def as_one(changes: Iterable[Change]) -> dict[Dot, Change]:
    """Return the changes of a thing under all its ids as if it had always had one.

    What was said again under another id replaces what it repeats.
    """
    found = list(changes)
    ended = {
        one.body.action: one.body.base
        for one in found
        if one.body is not None and RENAMED in one.body.values
    }
    return {
        one.dot: _repeating(one, ended)
        for one in found
        if one.body is None or RENAMED not in one.body.values
    }


def _repeating(change: Change, ended: Mapping[str, Dots]) -> Change:
    """Return a change, with what it says again of another id as what it replaced."""
    body = change.body
    if body is None or not body.automatic or body.action not in ended:
        return change
    repeated = ended[body.action]
    base = {
        name: (*body.base.get(name, ()), *repeated.get(name, ()))
        for name in {*body.base, *(repeated.keys() & body.values.keys())}
    }
    return change._replace(body=body._replace(base=base))
