"""When other people are busy: rows of this machine's file, replaced as they are read again."""

import json
import sqlite3
from collections.abc import Iterable

from jointdesk.domain.free_busy import BusyKind, BusyTime, FreeBusy
from jointdesk.domain.moments import Instant, Span
from jointdesk.store.desk import Desk


def list_free_busy(
    connection: sqlite3.Connection, emails: Iterable[str], window: Span
) -> list[FreeBusy]:
    """Return what is known of these people in a window, by person and time."""
    wanted = sorted(set(emails))
    rows = connection.execute(
        "SELECT email, source, start, end, busy, read_at FROM free_busy"
        " WHERE email IN (SELECT value FROM json_each(?)) AND start < ? AND end > ?"
        " ORDER BY email, start, id",
        (json.dumps(wanted), window.end, window.start),
    )
    return [_of(row) for row in rows] if wanted else []


def all_free_busy(connection: sqlite3.Connection) -> list[FreeBusy]:
    """Return everything that is known, by person and time."""
    rows = connection.execute(
        "SELECT email, source, start, end, busy, read_at FROM free_busy ORDER BY email, start, id"
    )
    return list(map(_of, rows))


def put_free_busy(desk: Desk, found: Iterable[FreeBusy]) -> None:
    """Note what a source says; it replaces what the same source said of the same time."""
    with desk.transaction():
        for new in found:
            _replace(desk.connection, new)


def forget_free_busy(desk: Desk, before: Instant) -> None:
    """Forget what ended before a moment: nobody seeks a time there."""
    with desk.transaction():
        desk.connection.execute("DELETE FROM free_busy WHERE end <= ?", (before,))


def _replace(connection: sqlite3.Connection, new: FreeBusy) -> None:
    same = (new.email, new.source, new.covers.end, new.covers.start)
    rows = connection.execute(
        "DELETE FROM free_busy WHERE email = ? AND source = ? AND start < ? AND end > ?"
        " RETURNING email, source, start, end, busy, read_at",
        same,
    )
    kept = [part for row in rows.fetchall() for part in _of(row).outside(new.covers)]
    connection.executemany(
        "INSERT INTO free_busy (email, source, start, end, busy, read_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [_row(one) for one in (*kept, new)],
    )


def _row(one: FreeBusy) -> tuple[str, str, Instant, Instant, str, Instant]:
    busy = json.dumps([[each.start, each.end, each.kind.value] for each in one.busy])
    return one.email, one.source, one.covers.start, one.covers.end, busy, one.read_at


def _of(row: tuple[str, str, Instant, Instant, str, Instant]) -> FreeBusy:
    email, source, start, end, busy, read_at = row
    times = tuple(BusyTime(since, until, BusyKind(kind)) for since, until, kind in json.loads(busy))
    return FreeBusy(email, source, Span(start, end), times, read_at)
