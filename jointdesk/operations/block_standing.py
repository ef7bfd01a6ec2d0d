"""When the events of the ledger are, as the diary shows them, whoever may see them."""

from collections.abc import Iterable

from jointdesk.derive.context import load_context
from jointdesk.derive.memory import judged
from jointdesk.diary.blocks import Slot
from jointdesk.diary.context import Context
from jointdesk.domain.events import EVENT, local_collection
from jointdesk.domain.items import DELETED, Write
from jointdesk.domain.occurrences import Details, Reply, Status
from jointdesk.domain.pending import OVERLAY, ended_fields
from jointdesk.domain.placements import Placement
from jointdesk.operations.event_times import wall
from jointdesk.store.components import StoredComponent, components_of
from jointdesk.store.events import events_to_show
from jointdesk.store.items import find_item
from jointdesk.store.overlays import series_held, waiting_by_series
from jointdesk.store.placements import freed_events
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.removals import taken_over


def standing_of(desk: ReadableDesk, placements: Iterable[Placement]) -> dict[str, Slot | None]:
    """Return when meetings and blocks are, by the ids of their events.

    None is one that is gone. One whose calendar is not known here any more is left out, and so is
    one that is being put back at this moment, or that another machine has read in its calendar
    and not handed on yet.
    """
    wanted = {one.event: one for one in placements}
    context = load_context(desk.connection, desk.zone)
    found = _in_calendars(desk, wanted, context)
    made_here = {one.id: one for one in events_to_show(desk.connection) if one.id in wanted}
    absent = wanted.keys() - found.keys()
    unsettled = {*waiting_by_series(desk.connection, absent), *_on_their_way(desk, absent)}
    for id_, placement in wanted.items():
        if id_ in found:
            continue
        event = made_here.get(id_)
        if event is not None:
            is_on = event.status != "cancelled" and event.busy is not False
            found[id_] = Slot(event.start, event.end, is_on)
        elif id_ not in unsettled and _is_known(placement, context):
            found[id_] = None
    return found


def _on_their_way(desk: ReadableDesk, absent: Iterable[str]) -> frozenset[str]:
    """Return those events that a calendar has taken over, and that never came from it to here."""
    taken = taken_over(desk.connection, absent)
    return taken - {one.series_id for one in series_held(desk.connection, taken)}


def called_off(desk: ReadableDesk, placements: Iterable[Placement]) -> frozenset[str]:
    """Return the ids of those meetings that still stand in a calendar but do not take place."""
    meetings = [one for one in placements if one.kind == "meeting"]
    standing = standing_of(desk, meetings) if meetings else {}
    return frozenset(id_ for id_, at in standing.items() if at is not None and not at.is_on)


def _in_calendars(
    desk: ReadableDesk, wanted: dict[str, Placement], context: Context
) -> dict[str, Slot | None]:
    """Return those that stand in a calendar, or are to be taken out of it."""
    held = [one for one in series_held(desk.connection, wanted) if one.is_there]
    shown: dict[int, StoredComponent] = {}
    for component in components_of(desk.connection, [one.id for one in held]):
        shown.setdefault(component.resource_id, component)
    return {
        one.series_id: _slot(desk, shown.get(one.id), context)
        for one in held
        if one.collection_id in context.collections
    }


def _slot(desk: ReadableDesk, stored: StoredComponent | None, context: Context) -> Slot | None:
    if stored is None:
        return None
    component, details = stored.component, judged(stored, context)
    if details is None or component.start is None or component.end is None:
        return None
    start, end = (wall(at, component.all_day, desk.zone) for at in (component.start, component.end))
    return Slot(start, end, _is_on(details))


def _is_on(details: Details) -> bool:
    """True if it takes the time: a meeting by the director's word, a block by its calendar's."""
    if details.is_block:
        return details.busy
    return details.status is not Status.CANCELLED and details.reply is not Reply.DECLINED


def _is_known(placement: Placement, context: Context) -> bool:
    return (placement.collection or local_collection(placement.org)) in context.collections


# What an undo may leave


def given_up(desk: ReadableDesk) -> list[Write]:
    """Return what ends all wishes for holds and blocks that were taken away.

    An undo may want back what such an event was before, and would have it made anew by that.
    """
    connection = desk.connection
    waiting = waiting_by_series(connection)
    events = [one.id for one in events_to_show(connection)]
    if not waiting and not events:
        return []
    freed = freed_events(connection, ("hold", "block"))
    gone = freed & waiting.keys()
    gone -= {one.series_id for one in series_held(connection, gone) if one.is_there}
    gone -= _on_their_way(desk, gone)
    writes = [
        Write(one.id, OVERLAY, ended_fields([each.field for each in one.pending]), one.stream)
        for series in sorted(gone)
        for one in waiting[series].overlays
    ]
    found = filter(None, (find_item(connection, id_) for id_ in events if id_ in freed))
    return [*writes, *(Write(one.id, EVENT.name, {DELETED: True}, one.stream) for one in found)]
