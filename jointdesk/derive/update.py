"""Bring the derived tables up to date with changed resources, or make them anew."""

from collections.abc import Callable, Mapping
from itertools import islice

from jointdesk.derive.expansion import derive_rows
from jointdesk.derive.horizon import extended, kept_horizon
from jointdesk.derive.overlays import with_pending
from jointdesk.derive.state import current_stamp
from jointdesk.derive.zones import ZoneDays
from jointdesk.domain.moments import Instant
from jointdesk.ical.series import Series, parse
from jointdesk.store.components import (
    components_of,
    delete_components,
    has_components_from,
    insert_components,
    take_component_ids,
)
from jointdesk.store.derived import (
    clear_tables,
    put_overlay_clock,
    put_state,
    stored_horizon,
    stored_stamp,
)
from jointdesk.store.desk import Desk
from jointdesk.store.occurrences import insert_occurrences
from jointdesk.store.overlays import log_clock
from jointdesk.store.resources import texts
from jointdesk.store.search import clear_index, index_components, unindex_components

Progress = Callable[[int, int], None]
"""Called with how many of how many resources are done."""

_BATCH = 10_000


def update(desk: Desk, changed: Mapping[int, Series | None], now: Instant) -> None:
    """Replace what follows from the resources; None for one that has left the diary.

    What waits for its source is laid over what the texts hold. Call it in the transaction that
    changes the resources.
    """
    replace_rows(desk, with_pending(desk.connection, changed, desk.zone), now)


def replace_rows(desk: Desk, changed: Mapping[int, Series | None], now: Instant) -> None:
    """Do what `update` does with series as the diary is to show them."""
    if not changed:
        return
    connection = desk.connection
    horizon = kept_horizon(connection, now, desk.zone)
    put_state(connection, stored_stamp(connection) or current_stamp(desk.zone), horizon)
    series = {number: one for number, one in changed.items() if one is not None}
    first_id = take_component_ids(connection, sum(len(one.components) for one in series.values()))
    if has_components_from(connection, min(changed)):
        old = components_of(connection, changed)
        unindex_components(connection, old)
        delete_components(connection, old)
    rows = derive_rows(series, first_id, horizon, ZoneDays(desk.zone))
    insert_components(connection, rows.components)
    insert_occurrences(connection, rows.occurrences)
    index_components(connection, rows.components)


def rebuild(desk: Desk, now: Instant, progress: Progress | None = None) -> None:
    """Make all that follows anew from the texts, in one transaction, with the same result."""
    connection = desk.connection
    horizon = extended(stored_horizon(connection), now, desk.zone)
    with desk.transaction():
        clear_tables(connection)
        clear_index(connection)
        put_state(connection, current_stamp(desk.zone), horizon)
        put_overlay_clock(connection, log_clock(connection))
        current = texts(desk)
        done = 0
        while batch := dict(islice(current, _BATCH)):
            parsed = {number: parse(text, desk.zone).series for number, text in batch.items()}
            update(desk, parsed, now)
            done += len(batch)
            if progress is not None:
                progress(done, done)
