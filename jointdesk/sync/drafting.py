"""What a run would do to a desk: everything decided, nothing done yet."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jointdesk.domain.moments import Instant
from jointdesk.domain.resources import Plan, ResourceState, StoredResource
from jointdesk.domain.sources import Collection, Connection
from jointdesk.sources.protocol import NOTHING_KNOWN, Fetched, Known
from jointdesk.store.desk import Desk
from jointdesk.store.resources import problems, signatures, stored_resources
from jointdesk.sync.comparing import Comparison, compare
from jointdesk.sync.duplicates import settle_duplicates
from jointdesk.sync.gathering import Gathered
from jointdesk.sync.parsing import Parsing, in_file_order
from jointdesk.sync.plan import Reading, plan
from jointdesk.sync.progress import Meter

_READER = "1:"
"""Begins a connection's digest. Raised whenever the same bytes would be read differently."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A run that was planned: what it would do, and what it was planned from.

    `connection` is how the connection will stand once it is done.
    """

    collection: Collection
    plan: Plan
    connection: Connection
    stored: Sequence[StoredResource] = field(repr=False)
    parsing: Parsing = field(repr=False)


def known_of(connection: Connection) -> Known:
    """Return what the next read may leave out because it is known already."""
    if not connection.digest.startswith(_READER):
        return NOTHING_KNOWN
    return Known(connection.etag, connection.last_modified)


def is_same(connection: Connection, fetched: Fetched) -> bool:
    """True if the source gave what it gave when the connection was last read."""
    return fetched.not_modified or (
        bool(connection.digest) and connection.digest == _digest(fetched)
    )


def draft_nothing(
    desk: Desk, collection: Collection, connection: Connection, fetched: Fetched, now: Instant
) -> Draft:
    """Return the run of a source that is as it was: it says again what the last one said."""
    stored = stored_resources(desk, collection.id)
    said = problems(desk, collection.id)
    found = Plan(
        collection.id,
        unchanged=sum(one.state is ResourceState.PRESENT for one in stored),
        rejected=said.rejected,
        notes=said.notes,
    )
    after = _read(connection, fetched, now, digest=connection.digest)
    return Draft(collection, found, after, stored, Parsing(desk.zone, collection.name))


def draft_run(
    desk: Desk,
    collection: Collection,
    connection: Connection,
    fetched: Fetched,
    gathered: Gathered,
    now: Instant,
    meter: Meter,
    *,
    allow_mass_delete: bool,
) -> Draft:
    """Plan what a read would do to the desk as it stands.

    Raises:
        StoppedError: the person wishes to stop.
    """
    stored = stored_resources(desk, collection.id)
    parsing = Parsing(desk.zone, collection.name)
    comparison = compare(stored, settle_duplicates(gathered.texts, parsing.facts_of))
    to_parse = list(comparison.to_parse())
    for text in meter.each(to_parse, len(to_parse), "Reading the meetings"):
        parsing.facts_of(text)
    found = plan(
        collection.id,
        comparison,
        _reading(gathered, parsing),
        _signatures(desk, comparison),
        now,
        allow_mass_delete=allow_mass_delete,
    )
    if found.guard:
        # What is held back must be looked at again, however little the source has changed.
        after = replace(_read(connection, Fetched(), now), error=found.guard)
    else:
        after = _read(connection, fetched, now, digest=_digest(fetched))
    return Draft(collection, found, after, stored, parsing)


def _reading(gathered: Gathered, parsing: Parsing) -> Reading:
    return Reading(
        facts=parsing.facts,
        rejected=in_file_order((*gathered.rejected, *parsing.rejected)),
        notes=in_file_order((*gathered.notes, *parsing.notes)),
        files=gathered.files,
        is_whole=gathered.is_whole,
        is_empty=not gathered.texts,
    )


def _signatures(desk: Desk, comparison: Comparison) -> dict[int, str]:
    """Return the signatures of what vanished, if anything came that it may have become."""
    if not comparison.arrivals:
        return {}
    return signatures(desk, [one.id for one in comparison.vanished])


def _read(connection: Connection, fetched: Fetched, now: Instant, digest: str = "") -> Connection:
    """Return the connection as it stands after a read without trouble."""
    return replace(
        connection,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        digest=digest,
        read_at=now,
        paused=False,
        error="",
    )


def _digest(fetched: Fetched) -> str:
    """Return a text that is the same for the same bytes only, "" where some were not read."""
    if fetched.unread:
        return ""
    hashed = hashlib.sha256()
    for part in fetched.parts:
        hashed.update(f"{len(part.name)}:{part.name}{len(part.data)}:".encode())
        hashed.update(part.data)
    return _READER + hashed.hexdigest()
