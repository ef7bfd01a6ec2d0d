"""Occurrences outside the horizon: expanded when asked."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from jointdesk.derive.state import stamped_zone
from jointdesk.domain.components import Instance
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.store.components import StoredComponent, components_of, series_reaching
from jointdesk.store.derived import ReadConnection, stored_horizon
from jointdesk.store.occurrences import OccurrenceRow


def rows_beyond(connection: ReadConnection, window: Span) -> set[OccurrenceRow]:
    """Return the occurrences of series that overlap the window where it lies outside the horizon.

    Those over its edges are stored as well.
    """
    parts = [part for part in _outside(window, stored_horizon(connection)) if part.start < part.end]
    if not parts:
        return set()
    zone = stamped_zone(connection)
    return {row for part in parts for row in _expanded(connection, part, zone)}


def _outside(window: Span, horizon: Span | None) -> list[Span]:
    """Return the parts of the window before and after the horizon."""
    if horizon is None:
        return []
    return [
        Span(window.start, min(window.end, horizon.start)),
        Span(max(window.start, horizon.end), window.end),
    ]


def _expanded(connection: ReadConnection, part: Span, zone: ZoneInfo) -> list[OccurrenceRow]:
    """Expand the series that reach the part, by the same function that fills the tables."""
    from jointdesk.derive.overlays import current_series
    from jointdesk.ical.expanding import expand

    rows: list[OccurrenceRow] = []
    reaching = series_reaching(connection, part.start, part.end)
    for resource_id, series in current_series(connection, reaching, zone):
        ids = [row.id for row in components_of(connection, [resource_id])]
        rows.extend(_stored_rows(ids, expand(series, part.start, part.end).instances))
    return rows


def _stored_rows(ids: list[int], found: Iterable[Instance]) -> Iterator[OccurrenceRow]:
    """Return instances as rows, as the stored ones are."""
    for instance in found:
        yield OccurrenceRow(
            instance.start, instance.end, instance.day, instance.ordinal, ids[instance.component]
        )


def nearest_row(
    connection: ReadConnection, stored: StoredComponent, now: Instant
) -> OccurrenceRow | None:
    """Return the component's next occurrence, or its last; None where it has none at all."""
    component = stored.component
    if component.start is None or component.end is None or component.day is None:
        return None
    if not stored.is_series or component.recurrence_day is not None:
        day = component.recurrence_day or component.day
        return OccurrenceRow(
            component.start, component.end, day, component.recurrence_ordinal, stored.id
        )
    return _nearest_of_series(connection, stored, stamped_zone(connection), now)


def _nearest_of_series(
    connection: ReadConnection, stored: StoredComponent, zone: ZoneInfo, now: Instant
) -> OccurrenceRow | None:
    from jointdesk.derive.overlays import current_series
    from jointdesk.ical.expanding import expand

    series = dict(current_series(connection, [stored.resource_id], zone)).get(stored.resource_id)
    if series is None or stored.first is None:
        return None
    ends = [now + reach for reach in _NEAR] if stored.last is None or stored.last > now else []
    for span in [Span(now, end) for end in ends] or [Span(stored.first, (stored.last or now) + 1)]:
        own = [
            one
            for one in expand(series, span.start, span.end).instances
            if one.component == stored.number
        ]
        if own:
            one = own[0] if ends else own[-1]
            return OccurrenceRow(one.start, one.end, one.day, one.ordinal, stored.id)
    return None


_NEAR = (40 * DAY, 400 * DAY, 4000 * DAY)
"""How far ahead the next occurrence is looked for, in steps."""
