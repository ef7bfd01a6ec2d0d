"""What a run would do to a desk: everything decided, nothing done yet."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from jointdesk.derive.horizon import kept_horizon
from jointdesk.domain.moments import Instant
from jointdesk.domain.resources import Plan, ResourceState, StoredResource
from jointdesk.domain.sources import Collection, Connection
from jointdesk.sources.protocol import Source
from jointdesk.store.connections import find_connection
from jointdesk.store.desk import Desk
from jointdesk.store.resources import Problems, problems, stored_parts, stored_resources, texts
from jointdesk.sync.comparing import Comparison, compare
from jointdesk.sync.duplicates import settle_duplicates
from jointdesk.sync.expecting import expected_in
from jointdesk.sync.gathering import Gathered, Versions
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
    parsed for the parts before it. `versions` are those of a server's parts that are known
    then.
    """

    collection: Collection
    plan: Plan
    connection: Connection
    stored: Sequence[StoredResource] = field(repr=False)
    parsing: Parsing = field(repr=False)
    done: int = 0
    total: int = 0
    versions: Versions | None = None


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
    read = read_source(desk, source, looked_at_anew(connection), collection.name, now, meter)
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
    only: str = "",
) -> Iterator[Draft]:
    """Yield what a read would do to the desk as it stands, part by part, at least one.

    A part has so many new texts at most, unless `most` is None. Carry it out before asking for
    the next, which lets go of its series. What the last part says of problems is about all.
    `asks_again` offers again what a person let stay; `only` is the one series that was written.
    `seen` is the connection as read; `gathered` is None for nothing new. May raise StoppedError.
    """
    if gathered is None:
        yield _draft_nothing(desk, collection, seen, now)
        return
    seen, stored = _still_right(desk, seen, gathered), _stored(desk, collection, gathered, only)
    expected = expected_in(desk, seen, only)
    parsing = _parsing(desk, gathered.name, now, likens=bool(expected.likenesses))
    said = settle_duplicates(gathered.texts, parsing.facts_of)
    whole, done = compare(stored, said, asks_again=asks_again), 0
    decide = partial(plan, expected=expected, allow_mass_delete=allow_mass_delete)
    total = len(whole.to_parse())
    for part in whole.parts(most or sys.maxsize):
        to_parse = part.to_parse()
        for text in meter.each(to_parse, total, "Reading the meetings", done):
            parsing.facts_of(text)
        read = _reading(desk, collection, gathered, parsing)
        found = decide(collection.id, part, read, _signatures(desk, part, gathered, parsing), now)
        seen, versions = _guarded(seen, gathered.versions, found.guard)
        yield Draft(collection, found, seen, stored, parsing, done, total, versions)
        done += len(to_parse)
        parsing.forget()


def _stored(
    desk: Desk, collection: Collection, gathered: Gathered, only: str
) -> Sequence[StoredResource]:
    """Return what is stored of a collection, or of the parts alone that were just written."""
    if not only or gathered.files is None:
        return stored_resources(desk, collection.id)
    uids = {text.uid for text in gathered.texts}
    return stored_parts(desk, collection.id, uids, gathered.files)


def _parsing(desk: Desk, title: str, now: Instant, *, likens: bool = False) -> Parsing:
    return Parsing(desk.zone, title, kept_horizon(desk.connection, now, desk.zone), likens=likens)


def _still_right(desk: Desk, seen: Connection, gathered: Gathered) -> Connection:
    """Have everything looked at if somebody read or undid a run while changes were asked for."""
    versions = gathered.versions
    if versions is None or versions.gone is None:
        return seen
    current = find_connection(desk.connection, seen.collection_id)
    if current is not None and current.digest and current.token == versions.base:
        return seen
    return looked_at_anew(seen)


def _guarded(
    seen: Connection, versions: Versions | None, guard: str
) -> tuple[Connection, Versions | None]:
    """What is held back must be looked at again, however little the source has changed.

    A server is asked again from where it was asked now.
    """
    if not guard:
        return seen, versions
    if versions is None or versions.gone is None:
        return replace(looked_at_anew(seen), error=guard), versions
    return replace(seen, token=versions.base, error=guard), versions._replace(gone=frozenset())


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
    return Draft(collection, found, seen, stored, _parsing(desk, collection.name, now))


def looked_at_anew(connection: Connection) -> Connection:
    """Return the connection so that its next run looks at everything."""
    return replace(connection, etag="", last_modified="", digest="", token="")


def _reading(desk: Desk, collection: Collection, gathered: Gathered, parsing: Parsing) -> Reading:
    """Return what the read gave; of files that it does not speak of, what was said before."""
    files = gathered.files
    before = Problems((), ())
    if gathered.versions is not None and files is not None:
        before = problems(desk, collection.id)
    rejected, notes = (
        in_file_order((*(one for one in old if one.file not in (files or ())), *new))
        for old, new in (
            (before.rejected, (*gathered.rejected, *parsing.rejected)),
            (before.notes, (*gathered.notes, *parsing.notes)),
        )
    )
    return Reading(
        facts=parsing.facts,
        rejected=rejected,
        notes=notes,
        files=files,
        unread=gathered.unread,
        is_whole=gathered.is_whole,
        is_empty=not gathered.texts and (gathered.versions is None or files is None),
        is_windowed=gathered.versions is None,
    )


def _signatures(
    desk: Desk,
    comparison: Comparison,
    gathered: Gathered,
    parsing: Parsing,
) -> dict[int, str]:
    """Return the signatures of what vanished, if anything came that it may have become.

    Then the facts of what came get theirs.
    """
    files = gathered.files
    gone = [one.id for one in comparison.vanished if files is None or one.href in files]
    if not comparison.arrivals or not gone:
        return {}
    for arrival in comparison.arrivals:
        parsing.sign(arrival.text)
    vanished = texts(desk, gone)
    return {id_: parsing.signature_of(text) for id_, text in vanished}
