"""The stamp and the horizon of what follows: whether the derived tables are good as they are."""

import json
import sqlite3
from zoneinfo import ZoneInfo

from jointdesk.domain.moments import Span

DERIVE_VERSION = 1
"""Raised whenever the same text would come to other rows."""


def current_stamp(zone: ZoneInfo) -> str:
    """Return the stamp that rows made now would carry: version, desk zone, zone data."""
    import tzdata

    return json.dumps([DERIVE_VERSION, zone.key, tzdata.IANA_VERSION])


def stored_stamp(connection: sqlite3.Connection) -> str:
    """Return the stamp of the stored rows, "" where there are none."""
    return _get(connection, "stamp") or ""


def horizon_of(connection: sqlite3.Connection) -> Span | None:
    """Return the stretch over which series are stored, None before the first."""
    text = _get(connection, "horizon")
    return Span(*json.loads(text)) if text else None


def put_state(connection: sqlite3.Connection, stamp: str, horizon: Span) -> None:
    """Store stamp and horizon."""
    connection.executemany(
        "INSERT OR REPLACE INTO derived VALUES (?, ?)",
        [("stamp", stamp), ("horizon", json.dumps(horizon))],
    )


def desk_zone(connection: sqlite3.Connection) -> ZoneInfo:
    """Return the desk's zone by its stamp."""
    return ZoneInfo(json.loads(stored_stamp(connection))[1])


def _get(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM derived WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None
