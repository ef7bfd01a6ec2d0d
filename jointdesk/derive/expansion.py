"""From parsed series to rows: components, packed occurrences, texts to be searched."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from jointdesk.derive.zones import ZoneDays
from jointdesk.domain.components import Component, Instance
from jointdesk.domain.moments import MINUTE, Span
from jointdesk.ical.expanding import expand
from jointdesk.ical.reach import has_rule, reach
from jointdesk.ical.series import Series
from jointdesk.store.components import ComponentRow
from jointdesk.store.occurrences import OccurrenceRow, PackedOccurrences

ALL_TIME = Span(-62135596800, 253402300800)
"""From year 1 to the end of year 9999: single events have their row whatever their date."""


class DerivedRows(NamedTuple):
    """What some resources come to."""

    components: list[ComponentRow]
    occurrences: PackedOccurrences


def derive_rows(
    series: Mapping[int, Series], first_id: int, horizon: Span, days: ZoneDays
) -> DerivedRows:
    """Return the rows of the series, by resource id; components are numbered from `first_id`."""
    rows = DerivedRows([], PackedOccurrences([], [], []))
    next_id = first_id
    for resource_id, one in series.items():
        components = one.components
        _add_components(rows.components, resource_id, one, next_id)
        ids = range(next_id, next_id + len(components))
        pack_instances(rows.occurrences, components, ids, instances(one, horizon), days)
        next_id += len(components)
    return rows


def instances(series: Series, horizon: Span) -> Iterable[Instance]:
    """Return the instances to be stored: of a single event always, of a rule in the horizon."""
    span = horizon if has_rule(series) else ALL_TIME
    return expand(series, span.start, span.end).instances


def _add_components(
    rows: list[ComponentRow], resource_id: int, series: Series, first_id: int
) -> None:
    is_series = has_rule(series)
    first, last = reach(series)
    for number, component in enumerate(series.components):
        row = ComponentRow(
            first_id + number, resource_id, number, component, first, last, is_series
        )
        rows.append(row)


def pack_instances(
    packed: PackedOccurrences,
    components: tuple[Component, ...],
    ids: Sequence[int],
    found: Iterable[Instance],
    days: ZoneDays,
) -> None:
    """Add instances to the packed occurrences; `ids` are the numbers of the components.

    One is stored exactly where the packed key alone would not give it back: its length is not
    its component's, it is no whole minute, not the first of its day, or of a day that its
    component's zone does not make of its start.
    """
    lengths = [_length(component) for component in components]
    zones = [days.of(component.zone) for component in components]
    for start, end, day, ordinal, number in found:
        zone = zones[number]
        is_exact = (
            ordinal != 0
            or start % MINUTE != 0
            or end - start != lengths[number]
            or zone is None
            or zone.day_of(start) != day
        )
        packed.add(OccurrenceRow(start, end, day, ordinal, ids[number]), is_exact)


def _length(component: Component) -> int:
    """Return the seconds a component lasts, -1 where it has no time."""
    if component.start is None or component.end is None:
        return -1
    return component.end - component.start
