"""Bring the derived tables up to date with changed resources, or make them anew."""

from collections.abc import Callable, Mapping
from itertools import islice

from jointdesk.derive.expansion import derive_rows, pack_instances
from jointdesk.derive.horizon import extended, kept_horizon
from jointdesk.derive.state import current_stamp, is_current
from jointdesk.derive.zones import ZoneDays
from jointdesk.domain.moments import Instant, Span
from jointdesk.ical.expanding import expand
from jointdesk.ical.series import Series, parse
from jointdesk.store.components import (
    components_of,
    delete_components,
    has_components_from,
    insert_components,
    series_reaching,
    take_component_ids,
)
from jointdesk.store.derived import clear_tables, put_state, stored_horizon, stored_stamp
from jointdesk.store.desk import Desk
from jointdesk.store.occurrences import PackedOccurrences, insert_occurrences
from jointdesk.store.resources import current_text, texts
from jointdesk.store.search import clear_index, index_components, unindex_components

Progress = Callable[[int, int], None]
"""Called with how many of how many resources are done."""

_BATCH = 10_000


def update(desk: Desk, changed: Mapping[int, Series | None], now: Instant) -> None:
    """Replace what follows from the resources; None for one that has left the diary.

    Call it in the transaction that changes the resources.
    """
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


def ensure_current(desk: Desk, now: Instant, progress: Progress | None = None) -> None:
    """Rebuild where the stamp differs, extend where the horizon has to grow."""
    connection = desk.connection
    horizon = stored_horizon(connection)
    if is_current(desk, now) or horizon is None:
        return
    if stored_stamp(connection) != current_stamp(desk.zone):
        rebuild(desk, now, progress)
        return
    wanted = extended(horizon, now, desk.zone)
    with desk.transaction():
        _extend(desk, Span(horizon.end, wanted.end))
        _extend(desk, Span(wanted.start, horizon.start))
        put_state(connection, current_stamp(desk.zone), wanted)


def rebuild(desk: Desk, now: Instant, progress: Progress | None = None) -> None:
    """Make all that follows anew from the texts, in one transaction, with the same result."""
    connection = desk.connection
    horizon = extended(stored_horizon(connection), now, desk.zone)
    with desk.transaction():
        clear_tables(connection)
        clear_index(connection)
        put_state(connection, current_stamp(desk.zone), horizon)
        current = texts(desk)
        done = 0
        while batch := dict(islice(current, _BATCH)):
            parsed = {number: parse(text, desk.zone).series for number, text in batch.items()}
            update(desk, parsed, now)
            done += len(batch)
            if progress is not None:
                progress(done, done)


def _extend(desk: Desk, part: Span) -> None:
    """Add the occurrences of a stretch that the horizon has not covered."""
    if part.start >= part.end:
        return
    connection = desk.connection
    packed = PackedOccurrences([], [], [])
    days = ZoneDays(desk.zone)
    for resource_id in series_reaching(connection, part.start, part.end):
        series = parse(current_text(connection, resource_id), desk.zone).series
        if series is not None:
            ids = [row.id for row in components_of(connection, [resource_id])]
            found = expand(series, part.start, part.end).instances
            pack_instances(packed, series.components, ids, found, days)
    insert_occurrences(connection, packed)
