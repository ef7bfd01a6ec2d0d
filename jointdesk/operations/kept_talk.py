"""What was said of a thing while everybody could read it, once it is kept to an organisation.

It goes where the thing goes: values that wait on its occurrences, an event that was made here
before a calendar had it, and the words of people on its conflicts (comments, proposals, the reasons
of settlements). Settlements themselves, pairings, receipts and the ledger of bookings hold no word.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from jointdesk.domain.comments import COMMENT
from jointdesk.domain.conflicts import Conflict, known_as
from jointdesk.domain.events import EVENT, is_wordless
from jointdesk.domain.items import Item, Write
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.occurrences import split_key
from jointdesk.domain.pending import OVERLAY, key_of
from jointdesk.domain.proposals import PROPOSAL
from jointdesk.operations.booking_copies import EVERYBODY
from jointdesk.operations.conflicts import list_conflicts, settlement_item
from jointdesk.operations.records import SHARED
from jointdesk.store.items import list_items
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.settlements import REASON, SETTLEMENT, reason_item
from jointdesk.store.streams import stream_names

_BACK, _ON = 60 * DAY, 26 * 7 * DAY
"""How far about today conflicts are looked for on which somebody has only commented."""


def words_with(
    desk: ReadableDesk, moved: Mapping[str, str], writes: Iterable[Write], now: Instant
) -> list[Write]:
    """Return what brings all that was said openly of things where they are kept from now on.

    `moved` are the streams that things go to, by the ids of records, events or overlays; `writes`
    is what moves them. Nothing follows what becomes open: it stays where it was said.
    """
    kept = {_thing(id_): stream for id_, stream in moved.items() if stream != SHARED}
    if not kept:
        return []
    done = {one.item_id for one in writes}
    found = (*_overlays(desk, kept), *_events(desk, kept), *talk_following(desk, kept, now))
    return [one for one in found if one.item_id not in done]


def _overlays(desk: ReadableDesk, kept: Mapping[str, str]) -> Iterator[Write]:
    for item in list_items(desk.connection, OVERLAY, (SHARED,), with_removed=True):
        if stream := kept.get(key_of(item.id).series_id):
            yield Write(item.id, OVERLAY, {}, stream)


def _events(desk: ReadableDesk, kept: Mapping[str, str]) -> Iterator[Write]:
    for item in list_items(desk.connection, EVENT.name, (SHARED,), with_removed=True):
        if (stream := kept.get(item.id)) and not is_wordless(item.fields):
            yield Write(item.id, EVENT.name, {"visibility": "own_org"}, stream)


def talk_following(
    desk: ReadableDesk,
    kept: Mapping[str, str],
    now: Instant,
    is_meant: Callable[[ReadableDesk, str], bool] = lambda *_: True,
) -> Iterator[Write]:
    """Yield what moves the words of people on the conflicts of things.

    `is_meant` says of which items, by their ids: all without it.
    """
    said = [one for one in _said(desk, (SHARED,)) if is_meant(desk, one[1].id)] if kept else []
    if not said:
        return
    things = _things(desk, {about for about, _ in said}, now)
    here = set(stream_names(desk.connection).values())
    for about, item in said:
        parts = things.get(about, frozenset()) | {about}  # a booking is spoken of by its own id
        wanted = {kept[one] for one in parts if one in kept} & here
        if len(wanted) > 1:
            wanted = wanted if "director" not in here else {"director"}
        if wanted:
            yield Write(item.id, item.type, {}, min(wanted))


def talked_of(desk: ReadableDesk, now: Instant) -> frozenset[str]:
    """Return what takes part in the conflicts on which people said anything, by the ids."""
    about = {conflict for conflict, _ in _said(desk)}
    things = _things(desk, about, now) if about else {}
    return frozenset().union(*(things.get(one, frozenset()) for one in about))


def conflicts_talked_of(desk: ReadableDesk, now: Instant) -> Iterator[Conflict]:
    """Yield the conflicts about today on which people have said anything."""
    about = {conflict for conflict, _ in _said(desk)}
    for one in _found(desk, now) if about else ():
        if about & known_as(one):
            yield one


def _said(desk: ReadableDesk, streams: Collection[str] | None = None) -> list[tuple[str, Item]]:
    """Return the words on conflicts, each with the conflict's id, in some streams or in all."""
    found: list[tuple[str, Item]] = []
    for item in list_items(desk.connection, REASON, streams, with_removed=True):
        found.append((_conflict(item.id.removesuffix(reason_item(""))), item))
    for kind, name in ((COMMENT.name, "about"), (PROPOSAL.name, "conflict")):
        listed = list_items(desk.connection, kind, streams, with_removed=True)
        found += [(str(item.fields.get(name) or ""), item) for item in listed]
    return found


def _conflict(settlement: str) -> str:
    return settlement.removeprefix(settlement_item(""))


def _things(
    desk: ReadableDesk, conflicts: AbstractSet[str], now: Instant
) -> dict[str, frozenset[str]]:
    """Return what takes part in conflicts, and what a booking is, by the id of each."""
    found: dict[str, frozenset[str]] = {}
    for item in list_items(desk.connection, SETTLEMENT, with_removed=True):
        fields: Any = item.fields
        found[_conflict(item.id)] = _ids((*fields["participants"], *fields["series"]))
    for item in list_items(desk.connection, PROPOSAL.name, with_removed=True):
        about = str(item.fields.get("conflict") or "")
        found[about] = found.get(about, frozenset()) | _ids([str(item.fields.get("event") or "")])
    for one in _found(desk, now) if conflicts - found.keys() else ():
        ids = _ids((*one.participants, *one.copy_keys)) | one.series_ids
        found |= dict.fromkeys(known_as(one), ids)
    return found


def _found(desk: ReadableDesk, now: Instant) -> Iterator[Conflict]:
    """Yield the conflicts about today, as somebody who sees everything finds them."""
    for judged in list_conflicts(desk, EVERYBODY, Span(now - _BACK, now + _ON), now):
        yield judged.conflict


def _ids(participants: Any) -> frozenset[str]:
    """Return the ids of things, of series where an occurrence takes part."""
    return frozenset(filter(None, map(_thing, participants)))


def _thing(participant: str) -> str:
    key = participant.removeprefix(f"{OVERLAY}:")
    try:
        return split_key(key)[0]
    except ValueError:
        return key
