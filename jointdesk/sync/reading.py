"""Asking a source, and leaving it at that where it gives what it gave before."""

import hashlib
from dataclasses import replace

from jointdesk.domain.moments import Instant
from jointdesk.domain.sources import Connection
from jointdesk.sources.protocol import NOTHING_KNOWN, Fetched, Known, Source
from jointdesk.sync.gathering import Gathered, gather
from jointdesk.sync.progress import Meter

_READER = "1:"
"""Begins a connection's digest. Raised whenever the same bytes would be read differently."""


def read_source(
    source: Source, connection: Connection, title: str, now: Instant, meter: Meter
) -> tuple[Connection, Gathered | None]:
    """Read a source; return its connection as it stands then, and what it holds.

    What it holds is None where that is the same as when the connection was last read. The raw
    bytes are not kept: of a large calendar the texts are memory enough.

    Raises:
        SourceError: it cannot be read, or is no calendar.
        StoppedError: the person wished to stop.
    """
    meter.step(0, 0, "Asking for the calendar")
    fetched = source.read(_known(connection), meter.cancelled)
    seen = replace(
        connection,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        digest=connection.digest if fetched.not_modified else _digest(fetched),
        read_at=now,
        paused=False,
        error="",
    )
    if seen.digest and seen.digest == connection.digest:
        return seen, None
    return seen, gather(fetched, title)


def _known(connection: Connection) -> Known:
    """Return what the read may leave out because it is known already."""
    if not connection.digest.startswith(_READER):
        return NOTHING_KNOWN
    return Known(connection.etag, connection.last_modified)


def _digest(fetched: Fetched) -> str:
    """Return a text that is the same for the same bytes only, "" where some were not read."""
    if fetched.unread:
        return ""
    hashed = hashlib.sha256()
    for part in fetched.parts:
        hashed.update(f"{len(part.name)}:{part.name}{len(part.data)}:".encode())
        hashed.update(part.data)
    return _READER + hashed.hexdigest()
