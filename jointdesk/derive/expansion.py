"""From parsed series to rows: components, packed occurrences, texts to be searched."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from jointdesk.derive.zones import ZoneDays
from jointdesk.domain.components import Component, Instance
from jointdesk.domain.moments import MINUTE, Instant, Span
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
        first, last = reach(one)
        is_series = has_rule(one)
        count = len(one.components)
        for number, component in enumerate(one.components):
            row = next_id + number, resource_id, number, component, first, last, is_series
            rows.components.append(ComponentRow(*row))
        # A single event is stored whatever its date.
        start, end = horizon if is_series else ALL_TIME
        found = expand(one, start, end).instances
        pack_instances(
            rows.occurrences, one.components, range(next_id, next_id + count), found, days
        )
        next_id += count
    return rows


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
    plain: list[list[Instant]] = [[] for _ in components]
    for start, end, day, ordinal, number in found:
        zone = zones[number]
        if (
            ordinal != 0
            or start % MINUTE != 0
            or end - start != lengths[number]
            or zone is None
            or zone.day_of(start) != day
        ):
            packed.add(OccurrenceRow(start, end, day, ordinal, ids[number]), exact=True)
        else:
            plain[number].append(start)
    for number, starts in enumerate(plain):
        packed.add_plain(starts, lengths[number], ids[number])


def _length(component: Component) -> int:
    """Return the seconds a component lasts, -1 where it has no time."""
    if component.start is None or component.end is None:
        return -1
    return component.end - component.start
