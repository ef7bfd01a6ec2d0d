"""What changed since a moment, as far as one audience may know: in the diaries, and by people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.moves import moves_of
from jointdesk.diary.ledger import Ledger
from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.changes import Change, clock_at
from jointdesk.domain.intents import IntentKind
from jointdesk.domain.moments import DAY, Instant
from jointdesk.domain.moves import Move, MoveKind
from jointdesk.domain.occurrences import Placed, Status
from jointdesk.domain.people import Audience
from jointdesk.domain.receipts import RECEIPT
from jointdesk.domain.records import Records
from jointdesk.domain.resources import Outcome
from jointdesk.operations.conflicts import default_window
from jointdesk.operations.matters import ids_of
from jointdesk.store.changes import all_changes
from jointdesk.store.collections import list_collections
from jointdesk.store.outbox import written_since
from jointdesk.store.past import passages_since
from jointdesk.store.people import person_names
from jointdesk.store.placements import freed_events
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.resources import runs_since
from jointdesk.store.streams import stream_names

_KEPT = frozenset({"matter", "decision", "task", "interest", "booking", "decision_version"})
"""The item types that are not shown to everybody."""

PROTECTED = 1
"""The tier of meetings that are moved last."""

_CLOSE = 2 * DAY

_SEEN_AS = {
    "start": "time",
    "end": "time",
    "status": "cancelled",
    "deleted": MoveKind.GONE.value,
    "ends_before": MoveKind.GONE.value,
    "attendees": "people",
    "visibility": "privacy",
}
"""What a field that was written is called among those of a move."""

_KINDS = {IntentKind.CREATE: MoveKind.NEW.value, IntentKind.DELETE: MoveKind.GONE.value}

_OUTCOMES = (Outcome.NEW, Outcome.CHANGED, Outcome.CANCELLED, Outcome.MISSING)


class DiaryNews(NamedTuple):
    """What readings of one organisation's calendars brought; `at` is the last of them.

    `gone` counts what was cancelled too.
    """

    at: Instant
    org_id: str
    new: int
    changed: int
    gone: int


class Moves(NamedTuple):
    """What became of single meetings, the most pressing first.

    `more` counts what was read anew where that is too much to be told one by one.
    """

    moves: tuple[Move, ...]
    more: int = 0


class Deed(NamedTuple):
    """What another person did, in the words of its label; `items` are the ids that it changed."""

    at: Instant
    person: str
    label: str
    items: tuple[str, ...]


def diary_news(desk: ReadableDesk, audience: Audience, since: Instant) -> list[DiaryNews]:
    """Return what was read since a moment, the newest first.

    Only of organisations whose private items the audience sees: of others even a number would
    tell something. What was undone is no news.
    """
    org_of = {one.id: one.org_id for one in list_collections(desk.connection)}
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    last: dict[str, Instant] = {}
    for run in runs_since(desk.connection, since):
        org_id = org_of.get(run.collection_id, "")
        if run.undone_at is not None or not org_id or not audience.sees(org_id):
            continue
        new, changed, *gone = (run.counts.get(one.value, 0) for one in _OUTCOMES)
        counts = [new, changed, sum(gone)]
        if any(counts):
            sums[org_id] = [a + b for a, b in zip(sums[org_id], counts, strict=True)]
            last.setdefault(org_id, run.at)
    return [DiaryNews(last[org_id], org_id, *counts) for org_id, counts in sums.items()]


def diary_moves(desk: ReadableDesk, audience: Audience, since: Instant, now: Instant) -> Moves:
    """Return what became of the meetings to come since a moment: new, moved, cancelled, gone.

    Protected ones and those of the next two days are first. What the audience may not see in
    full, before or after, is left out, and so is what undone runs brought, and what was written
    for this person from here.
    """
    connection = desk.connection
    passages, more = passages_since(connection, since)
    if not passages:
        return Moves((), more)
    window = default_window(desk, now)
    context = load_context(connection, desk.zone)
    found = _by_ledger(
        moves_of(passages, context, audience, window), context.ledger, freed_events(connection)
    )
    own = _written(desk, audience.person_id, since)
    told = [
        one
        for one in found
        if one.kind is not MoveKind.CHANGED and _is_news(one, now) and not _is_own(one, own)
    ]
    return Moves(tuple(sorted(told, key=lambda one: _pressing(one, now))))


def _by_ledger(moves: Iterable[Move], ledger: Ledger, freed: set[str]) -> Iterator[Move]:
    """Yield the moves without what follows from bookings: blocks, and what was freed for them.

    What was freed and stands there all the same is news of its own.
    """
    for one in moves:
        series = one.key.rpartition("-")[0]
        if ledger.placed.get(series) in (Placed.BLOCK, Placed.LEFT):
            continue
        if series not in freed:
            yield one
        elif one.after is not None and one.after.status != Status.CANCELLED:
            yield one._replace(kind=MoveKind.BACK)


def _written(desk: ReadableDesk, person_id: str, since: Instant) -> dict[str, set[str]]:
    """Return by series what a person's own changes did there: kinds and names of fields."""
    written: dict[str, set[str]] = defaultdict(set)
    for intent in written_since(desk.connection, since, person_id):
        written[intent.series_id].add(_KINDS.get(intent.kind, ""))
        written[intent.series_id].update(_SEEN_AS.get(one.field, one.field) for one in intent.sent)
    return written


def _is_own(move: Move, own: Mapping[str, set[str]]) -> bool:
    """True where all of it is what the person had written."""
    done = own.get(move.key.rpartition("-")[0])
    if not done:
        return False
    if move.before is None or move.after is None:
        return move.kind.value in done
    return set(move.fields) <= done


def _is_news(move: Move, now: Instant) -> bool:
    """False for what is over, and where nothing was to be expected before or after."""
    sides = [one for one in (move.before, move.after) if one is not None]
    if all(side.end <= now for side in sides):
        return False
    return not all(side.status == Status.CANCELLED for side in sides)


def _pressing(move: Move, now: Instant) -> tuple[int, Instant, str]:
    starts = [side.start for side in (move.before, move.after) if side is not None]
    is_close = min(starts) < now + _CLOSE
    return (0 if is_close or move.tier == PROTECTED else 1, min(starts), move.key)


def deeds(desk: ReadableDesk, audience: Audience, records: Records, since: Instant) -> list[Deed]:
    """Return what others did since a moment, the newest first.

    `records` are those that the audience sees: what was done to others is left out.
    """
    streams = stream_names(desk.connection)
    names = person_names(desk.connection)
    known = ids_of(records)
    found: dict[str, list[Change]] = {}
    for change in all_changes(
        desk.connection, "c.hlc >= ? AND c.author <> ?", clock_at(since), audience.person_id
    ):
        body, header = change.body, change.header
        if body is None or not body.label or not names.get(header.author):
            continue
        if header.item_type == RECEIPT.name:
            continue
        is_kept = header.item_type in _KEPT and header.item_id not in known
        if not is_kept and audience.reads(streams[header.stream_id]):
            found.setdefault(body.action, []).append(change)
    told = [_deed(changes, names[changes[0].header.author]) for changes in found.values()]
    return sorted(told, key=lambda one: -one.at)


def _deed(changes: Iterable[Change], person: str) -> Deed:
    items = tuple(changes)
    # Of a booking's step all is told where the booking is seen, else no more than of its times.
    told = next((one for one in items if one.header.item_type == BOOKING.name), items[0])
    body = told.body
    assert body is not None  # else it would not have been kept
    ids = tuple(dict.fromkeys(one.header.item_id for one in items))
    return Deed(body.at, person, body.label, ids)
