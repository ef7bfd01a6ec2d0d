"""What a run would do to a desk: everything decided, nothing done yet."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from jointdesk.derive.horizon import kept_horizon
from jointdesk.domain.moments import Instant
from jointdesk.domain.resources import Plan, ResourceState, StoredResource
from jointdesk.domain.sources import Collection, Connection
from jointdesk.sources.protocol import Source
from jointdesk.store.connections import find_connection
from jointdesk.store.desk import Desk
from jointdesk.store.resources import problems, stored_resources, texts
from jointdesk.sync.comparing import Comparison, compare
from jointdesk.sync.duplicates import settle_duplicates
from jointdesk.sync.gathering import Gathered
from jointdesk.sync.parsing import Parsing, in_file_order
from jointdesk.sync.plan import Reading, plan
from jointdesk.sync.progress import Meter
from jointdesk.sync.reading import read_source

_PART = 10_000
"""As many new texts are in memory as series at one time."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A run that was planned, or a part of one: what it would do, and what it was planned from.

    `connection` is how the connection will stand once it is done. `done` texts of `total` were
    parsed for the parts before it.
    """

    collection: Collection
    plan: Plan
    connection: Connection
    stored: Sequence[StoredResource] = field(repr=False)
    parsing: Parsing = field(repr=False)
    done: int = 0
    total: int = 0


def draft_of(
    desk: Desk,
    collection: Collection,
    connection: Connection,
    source: Source,
    now: Instant,
    meter: Meter,
) -> Draft:
    """Read a source anew and plan, for a person to look at first; `run.carry_out` does it then.

    Nothing is written; the collection need not be in the desk yet.

    Raises:
        SourceError: the source cannot be read.
        StoppedError: the person wished to stop.
    """
    read = read_source(source, looked_at_anew(connection), collection.name, now, meter)
    return next(draft_parts(desk, collection, *read, now, meter, most=None, asks_again=True))


def draft_parts(
    desk: Desk,
    collection: Collection,
    seen: Connection,
    gathered: Gathered | None,
    now: Instant,
    meter: Meter,
    *,
    allow_mass_delete: bool = False,
    most: int | None = _PART,
    asks_again: bool = False,
) -> Iterator[Draft]:
    """Yield what a read would do to the desk as it stands, part by part, at least one.

    A part has so many new texts at most, unless `most` is None. Carry it out before asking for
    the next, which lets go of its series: each text is parsed once, in little memory. What the
    last part says of problems is about the whole text. `asks_again` offers once more to remove
    what a person let stay.

    `seen` is the connection as it stands after the read; `gathered` is None where it gave what
    the last one gave. Raises StoppedError where the person wishes to stop.
    """
    if gathered is None:
        yield _draft_nothing(desk, collection, seen, now)
        return
    stored = stored_resources(desk, collection.id)
    horizon = kept_horizon(desk.connection, now, desk.zone)
    parsing = Parsing(desk.zone, gathered.name, horizon)
    whole = compare(
        stored, settle_duplicates(gathered.texts, parsing.facts_of), asks_again=asks_again
    )
    done, total = 0, len(whole.to_parse())
    for part in whole.parts(most or sys.maxsize):
        to_parse = part.to_parse()
        for text in meter.each(to_parse, total, "Reading the meetings", done):
            parsing.facts_of(text)
        old = _signatures(desk, part, parsing)
        reading = _reading(gathered, parsing)
        found = plan(collection.id, part, reading, old, now, allow_mass_delete=allow_mass_delete)
        seen = _guarded(seen, found.guard)
        yield Draft(collection, found, seen, stored, parsing, done, total)
        done += len(to_parse)
        parsing.forget()


def _guarded(seen: Connection, guard: str) -> Connection:
    """What is held back must be looked at again, however little the source has changed."""
    return replace(looked_at_anew(seen), error=guard) if guard else seen


def _draft_nothing(desk: Desk, collection: Collection, seen: Connection, now: Instant) -> Draft:
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
    parsing = Parsing(desk.zone, collection.name, kept_horizon(desk.connection, now, desk.zone))
    return Draft(collection, found, seen, stored, parsing)


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


def _signatures(desk: Desk, comparison: Comparison, parsing: Parsing) -> dict[int, str]:
    """Return the signatures of what vanished, if anything came that it may have become.

    Then the facts of what came get theirs.
    """
    if not comparison.arrivals or not comparison.vanished:
        return {}
    for arrival in comparison.arrivals:
        parsing.sign(arrival.text)
    vanished = texts(desk, [one.id for one in comparison.vanished])
    return {id_: parsing.signature_of(text) for id_, text in vanished}
