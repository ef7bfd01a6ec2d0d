"""What a run would do to a desk: everything decided, nothing done yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jointdesk.domain.moments import Instant
from jointdesk.domain.resources import Plan, ResourceState, StoredResource
from jointdesk.domain.sources import Collection, Connection
from jointdesk.store.connections import find_connection
from jointdesk.store.desk import Desk
from jointdesk.store.resources import problems, signatures, stored_resources
from jointdesk.sync.comparing import Comparison, compare
from jointdesk.sync.duplicates import settle_duplicates
from jointdesk.sync.gathering import Gathered
from jointdesk.sync.parsing import Parsing, in_file_order
from jointdesk.sync.plan import Reading, plan
from jointdesk.sync.progress import Meter


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


def draft_run(
    desk: Desk,
    collection: Collection,
    seen: Connection,
    gathered: Gathered | None,
    now: Instant,
    meter: Meter,
    *,
    allow_mass_delete: bool,
) -> Draft:
    """Plan what a read would do to the desk as it stands.

    `seen` is the collection's connection as it stands after the read; `gathered` is None where
    the read gave what the last one gave.

    Raises:
        StoppedError: the person wishes to stop.
    """
    if gathered is None:
        return _draft_nothing(desk, collection, seen)
    stored = stored_resources(desk, collection.id)
    parsing = Parsing(desk.zone, gathered.name)
    comparison = compare(stored, settle_duplicates(gathered.texts, parsing.facts_of))
    to_parse = comparison.to_parse()
    for text in meter.each(to_parse, len(to_parse), "Reading the meetings"):
        parsing.facts_of(text)
    reading = _reading(gathered, parsing)
    old = _signatures(desk, comparison)
    found = plan(collection.id, comparison, reading, old, now, allow_mass_delete=allow_mass_delete)
    if found.guard:
        # What is held back must be looked at again, however little the source has changed.
        seen = replace(looked_at_anew(seen), error=found.guard)
    return Draft(collection, found, seen, stored, parsing)


def _draft_nothing(desk: Desk, collection: Collection, seen: Connection) -> Draft:
    """Return the run of a source that is as it was: it says again what the last one said."""
    current = find_connection(desk.connection, collection.id)
    if current is not None and current.digest != seen.digest:
        # Somebody has read it, or undone a run, since it was asked: that stands.
        seen = current
    stored = stored_resources(desk, collection.id)
    said = problems(desk, collection.id)
    found = Plan(
        collection.id,
        unchanged=sum(one.state is ResourceState.PRESENT for one in stored),
        rejected=said.rejected,
        notes=said.notes,
    )
    return Draft(collection, found, seen, stored, Parsing(desk.zone, collection.name))


def looked_at_anew(connection: Connection) -> Connection:
    """Return the connection so that its next run looks at everything."""
    return replace(connection, etag="", last_modified="", digest="")


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
