"""From parsed series to rows: components, packed occurrences, texts to be searched."""

from collections.abc import Iterable, Iterator, Mapping
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
    for resource_id, one in series.items():
        ids = _add_components(rows.components, resource_id, one, first_id + len(rows.components))
        pack_instances(rows.occurrences, one.components, ids, instances(one, horizon), days)
    return rows


def instances(series: Series, horizon: Span) -> Iterable[Instance]:
    """Return the instances to be stored: of a single event always, of a rule in the horizon."""
    if has_rule(series):
        return expand(series, horizon.start, horizon.end).instances
    return expand(series, ALL_TIME.start, ALL_TIME.end).instances


def _add_components(
    rows: list[ComponentRow], resource_id: int, series: Series, first_id: int
) -> range:
    is_series = has_rule(series)
    first, last = reach(series)
    for number, component in enumerate(series.components):
        rows.append(
            ComponentRow(first_id + number, resource_id, number, component, first, last, is_series)
        )
    return range(first_id, first_id + len(series.components))


def pack_instances(
    packed: PackedOccurrences,
    components: tuple[Component, ...],
    ids: range | list[int],
    found: Iterable[Instance],
    days: ZoneDays,
) -> None:
    """Add instances to the packed occurrences; `ids` are the numbers of the components."""
    for instance in found:
        component = components[instance.component]
        row = OccurrenceRow(
            instance.start, instance.end, instance.day, instance.ordinal, ids[instance.component]
        )
        packed.add(row, _is_exact(row, component, days))


def _is_exact(row: OccurrenceRow, component: Component, days: ZoneDays) -> bool:
    """True if the packed key alone would not give the occurrence back."""
    if row.start % MINUTE or row.ordinal or component.start is None or component.end is None:
        return True
    if row.end - row.start != component.end - component.start:
        return True
    return days(component.zone, row.start) != row.day


def stored_rows(ids: list[int], found: Iterable[Instance]) -> Iterator[OccurrenceRow]:
    """Return instances as rows, for windows beyond the horizon that are expanded when asked."""
    for instance in found:
        yield OccurrenceRow(
            instance.start, instance.end, instance.day, instance.ordinal, ids[instance.component]
        )
