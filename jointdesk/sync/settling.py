"""Recording what becomes of values that wait, in the transaction that learnt it.

What is recorded here nobody asked for: the source shows what was wanted, or something else came
in between. So these changes are automatic, and `undo` passes over them.
"""

from collections.abc import Iterable
from typing import NamedTuple

from jointdesk.derive.pending import catch_up, set_apart
from jointdesk.domain.actors import Actor
from jointdesk.domain.components import Problem
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.items import DELETED, Fields, Write
from jointdesk.domain.pending import OVERLAY, as_move
from jointdesk.domain.sources import Collection
from jointdesk.domain.words import diary_name
from jointdesk.store.changes import record
from jointdesk.store.consents import end_consent
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.outbox import end_intents
from jointdesk.sync.cases import Case, cases_of
from jointdesk.sync.outbox_plan import KEPT_THERE, MADE_ANEW, Settled, settle
from jointdesk.sync.sight import Sight

_SHARED = "shared"


class Told(NamedTuple):
    """What is to be told of a settlement: sentences, and the overlays with collisions."""

    notes: tuple[Problem, ...] = ()
    collisions: tuple[str, ...] = ()


def settle_pending(
    desk: Desk, collection: Collection, actor: Actor, touched: Iterable[int] = ()
) -> Told:
    """Judge everything that waits for a collection, and record what ends, in the transaction.

    `touched` are the resources that the read just done has changed or found gone.
    """
    notes: list[Problem] = []
    collisions: list[str] = []
    for case in cases_of(desk, collection.id, touched):
        settled = record_settled(desk, collection, actor, case)
        notes += notes_of(case, settled)
        collisions += dict.fromkeys(one.overlay_id for one in settled.collided)
    return Told(tuple(notes), tuple(collisions))


def record_settled(desk: Desk, collection: Collection, actor: Actor, case: Case) -> Settled:
    """Judge one case, record what ends, and return how it stands then."""
    settled = settle(case, desk.zone, actor.at)
    writes = [
        Write(id_, OVERLAY, _said(case, fields), stream_of_overlay(desk, collection, case, id_))
        for id_, fields in settled.fields.items()
    ]
    if case.goes_to and KEPT_THERE in settled.told:
        set_apart(desk, collection.id, case.series_id, actor.at)
    if settled.removes_event and case.event is not None:
        item = find_item(desk.connection, case.event.id)
        writes.append(
            Write(case.event.id, EVENT.name, {DELETED: True}, item.stream if item else _SHARED)
        )
    if writes:
        record(desk, actor, _label(desk, collection, case, settled), writes, automatic=True)
        catch_up(desk, actor.at)
    if settled.ends is not None:
        end_intents(desk, collection.id, [case.series_id], settled.ends)
        end_consent(desk, collection.id, case.series_id)
    return settled


def _said(case: Case, fields: Fields) -> Fields:
    """Return what an overlay is to say: one's leaving a calendar is no deletion elsewhere."""
    return as_move(fields, case.collection_id, case.goes_to) if case.goes_to else fields


def notes_of(case: Case, settled: Settled) -> list[Problem]:
    """Return what is told of a case, as notes on the part that it stands in."""
    if case.text is None:
        return []
    return [Problem(case.text.href, 1, case.text.uid, said) for said in settled.told]


def stream_of_overlay(desk: Desk, collection: Collection, case: Case, overlay: str) -> str:
    """Return where an overlay is written: where it is, else where its series' others are."""
    if (item := find_item(desk.connection, overlay)) is not None:
        return item.stream
    visibility = case.event.visibility if case.event else _shown_visibility(desk, case, overlay)
    return f"org:{collection.org_id}" if visibility == "own_org" else _SHARED


def _shown_visibility(desk: Desk, case: Case, overlay: str) -> object:
    return Sight(case, desk.zone).value(overlay, "visibility")


def _label(desk: Desk, collection: Collection, case: Case, settled: Settled) -> str:
    """Return what the history says of it."""
    title = _title(desk, case, case.event)
    if KEPT_THERE in settled.told:
        return f"Kept “{title}”, which somebody has changed in the {diary_name(collection.name)}"
    if MADE_ANEW in settled.told:
        return f"“{title}” was deleted in the {diary_name(collection.name)} and is put back"
    if settled.removes_event:
        return f"“{title}” stands in the {diary_name(collection.name)}"
    return f"The {diary_name(collection.name)} shows “{title}” as it was changed"


def _title(desk: Desk, case: Case, event: Event | None) -> str:
    if event is not None:
        return event.title
    overlay = case.overlays[0].id if case.overlays else f"{OVERLAY}:{case.series_id}"
    return str(Sight(case, desk.zone).value(overlay, "title") or "")
