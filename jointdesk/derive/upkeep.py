"""Keep the derived tables in step with the program, the calendar's march, and what people say."""

from jointdesk.derive.expansion import pack_instances
from jointdesk.derive.horizon import extended
from jointdesk.derive.overlays import current_series
from jointdesk.derive.pending import catch_up
from jointdesk.derive.state import current_stamp, is_current
from jointdesk.derive.update import Progress, rebuild
from jointdesk.derive.zones import ZoneDays
from jointdesk.domain.moments import Instant, Span
from jointdesk.ical.expanding import expand
from jointdesk.store.components import components_of, series_reaching
from jointdesk.store.derived import put_state, stored_horizon, stored_stamp
from jointdesk.store.desk import Desk
from jointdesk.store.occurrences import PackedOccurrences, insert_occurrences


def ensure_current(desk: Desk, now: Instant, progress: Progress | None = None) -> None:
    """Rebuild where the stamp differs, extend where the horizon has to grow.

    What was said of outside things meanwhile is caught up with.
    """
    connection = desk.connection
    horizon = stored_horizon(connection)
    if is_current(desk, now) or horizon is None:
        return
    if stored_stamp(connection) != current_stamp(desk.zone):
        rebuild(desk, now, progress)
        return
    catch_up(desk, now)
    wanted = extended(horizon, now, desk.zone)
    with desk.transaction():
        _extend(desk, Span(horizon.end, wanted.end))
        _extend(desk, Span(wanted.start, horizon.start))
        put_state(connection, current_stamp(desk.zone), wanted)


def _extend(desk: Desk, part: Span) -> None:
    """Add the occurrences of a stretch that the horizon has not covered."""
    if part.start >= part.end:
        return
    connection = desk.connection
    packed = PackedOccurrences([], [], [])
    days = ZoneDays(desk.zone)
    reaching = series_reaching(connection, part.start, part.end)
    for resource_id, series in current_series(connection, reaching, desk.zone):
        ids = [row.id for row in components_of(connection, [resource_id])]
        found = expand(series, part.start, part.end).instances
        pack_instances(packed, series.components, ids, found, days)
    insert_occurrences(connection, packed)
