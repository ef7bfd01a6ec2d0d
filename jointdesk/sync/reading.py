"""Asking a source, and leaving it at that where it gives what it gave before."""

import hashlib
from dataclasses import replace
from typing import Any

from jointdesk.domain.moments import Instant
from jointdesk.domain.sources import Connection
from jointdesk.sources.protocol import NOTHING_KNOWN, Fetched, Known, Source
from jointdesk.store.connections import known_etags
from jointdesk.store.reading import ReadableDesk
from jointdesk.sync.gathering import Gathered, gather
from jointdesk.sync.progress import Meter

_READER = "1:"
"""Begins a connection's digest. Raised whenever the same bytes would be read differently."""


def read_source(
    desk: ReadableDesk,
    source: Source,
    connection: Connection,
    title: str,
    now: Instant,
    meter: Meter,
) -> tuple[Connection, Gathered | None]:
    """Read a source; return its connection as it stands then, and what it holds.

    What it holds is None where that is the same as when the connection was last read. The raw
    bytes are not kept: of a large calendar the texts are memory enough.

    Raises:
        SourceError: it cannot be read, or is no calendar.
        StoppedError: the person wished to stop.
    """
    meter.step(0, 0, "Asking for the calendar")
    fetched = source.read(
        _known(desk, connection),
        meter.cancelled,
        lambda done, total: meter.step(done, total, "Fetching the calendar"),
    )
    seen = replace(
        connection,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        digest=connection.digest if fetched.not_modified else _digest(fetched),
        token=fetched.token,
        can_write=connection.can_write if fetched.can_write is None else fetched.can_write,
        read_at=now,
        paused=False,
        error="",
        not_before=0,
        **_scheduling(fetched),
    )
    is_same = seen.digest and seen.digest == connection.digest and fetched.etags is None
    if fetched.not_modified or is_same:
        return seen, None
    return seen, gather(fetched, title, connection.token)


def _scheduling(fetched: Fetched) -> dict[str, Any]:
    """Return what a connection is to know of the messages that its server sends."""
    asked = fetched.scheduling
    if asked is None:
        return {}
    return {"schedules": asked.schedules, "addresses": " ".join(asked.addresses)}


def _known(desk: ReadableDesk, connection: Connection) -> Known:
    """Return what the read may leave out because it is known already."""
    if not connection.digest.startswith(_READER):
        return NOTHING_KNOWN
    etags = known_etags(desk.connection, connection.collection_id) if connection.token else {}
    return Known(connection.etag, connection.last_modified, connection.token, etags)


def _digest(fetched: Fetched) -> str:
    """Return a text that is the same for the same bytes only, "" where some were not read.

    Where parts come and go one by one, their etags tell; it then says by whom they were read.
    """
    if fetched.etags is not None:
        return _READER
    if fetched.unread:
        return ""
    hashed = hashlib.sha256()
    for part in fetched.parts:
        hashed.update(f"{len(part.name)}:{part.name}{len(part.data)}:".encode())
        hashed.update(part.data)
    return _READER + hashed.hexdigest()
