"""What was made of components when they were first read, for as long as it holds.

A component's row never changes and its number is given once, so that what one comes to is the
same until the desk's settings change.
"""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import fields, replace
from typing import NamedTuple

from jointdesk.derive.zones import ZoneDays
from jointdesk.diary.context import Context
from jointdesk.diary.details import details_of
from jointdesk.domain.moments import LocalDays
from jointdesk.domain.occurrences import Details, Occurrence, occurrence_key
from jointdesk.store.components import StoredComponent, components_by_id
from jointdesk.store.derived import ReadConnection
from jointdesk.store.occurrences import OccurrenceRow, component_of, start_of
from jointdesk.store.overlays import list_overlays
from jointdesk.store.reading import LastingConnection

_MOST = 20_000
"""Components that are remembered at most, and five times as many occurrences: some 70 MB."""


class _Known(NamedTuple):
    """What is remembered of a component: how long it lasts, its zone's days, what it means."""

    length: int
    days: LocalDays | None
    details: Details


class Memory:
    """Components and their occurrences as one context judges them.

    `clock` is that of the log when the context's ledger was read, -1 where that is not known.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.clock = -1
        self._days = ZoneDays(context.zone)
        self._components: dict[int, _Known | None] = {}
        self._occurrences: dict[int, Occurrence | None] = {}

    def plain(self, connection: ReadConnection, keys: Sequence[int]) -> list[Occurrence]:
        """Return the plain occurrences with those keys, without those of no meaning here."""
        known = self._occurrences
        if not all(map(known.__contains__, keys)):
            if len(known) + len(keys) > 5 * _MOST:
                known.clear()
            new = [key for key in keys if key not in known]  # in order of time, as they are used
            components = self._learned(connection, set(map(component_of, new)))
            known.update((key, _plain(key, components.get(component_of(key)))) for key in new)
        return [one for one in map(known.__getitem__, keys) if one is not None]

    def exact(
        self, connection: ReadConnection, rows: Collection[OccurrenceRow]
    ) -> list[Occurrence]:
        """Return what rows mean, without those of no meaning here."""
        components = self._learned(connection, {row.component_id for row in rows})
        return [
            Occurrence(start, end, day, ordinal, known.details)
            for start, end, day, ordinal, id_ in rows
            if (known := components.get(id_)) is not None
        ]

    def _learned(self, connection: ReadConnection, ids: set[int]) -> Mapping[int, _Known | None]:
        """Return components, these among them."""
        new = ids - self._components.keys()
        if not new:
            return self._components
        if len(self._components) + len(new) > _MOST:
            self._components.clear()
            new = ids
        waiting = {one.key for one in list_overlays(connection) if one.pending}
        for id_, stored in components_by_id(connection, new).items():
            self._components[id_] = self._known(stored, waiting)
        return self._components

    def _known(self, stored: StoredComponent, waiting: Set[str]) -> _Known | None:
        component, details = stored.component, judged(stored, self.context, waiting)
        if details is None or component.start is None or component.end is None:
            return None
        return _Known(component.end - component.start, self._days.of(component.zone), details)


def _plain(key: int, known: _Known | None) -> Occurrence | None:
    if known is None:
        return None
    start = start_of(key)
    day = known.days.day_of(start) if known.days is not None else 0
    return Occurrence(start, start + known.length, day, 0, known.details)


def judged(
    stored: StoredComponent, context: Context, waiting: Set[str] = frozenset()
) -> Details | None:
    """Judge a component; None for what is no event or of a collection that was taken away.

    `waiting` are the series ids and occurrence keys of what was changed here and waits for its
    source. A component is numbered anew whenever that changes, so that it can be remembered.
    """
    if stored.component.kind != "VEVENT" or stored.collection_id not in context.collections:
        return None
    details = details_of(
        stored.component,
        component_id=stored.id,
        series_id=stored.series_id,
        seen=stored.seen,
        collection_id=stored.collection_id,
        context=context,
    )
    return replace(details, pending=True) if waiting and _waits(stored, waiting) else details


def _waits(stored: StoredComponent, waiting: Set[str]) -> bool:
    day = stored.component.recurrence_day
    if stored.series_id in waiting:
        return True
    ordinal = stored.component.recurrence_ordinal
    return day is not None and occurrence_key(stored.series_id, day, ordinal) in waiting


def memory_of(connection: ReadConnection, context: Context) -> Memory:
    """Return what is remembered by this context; nothing yet, where it is a new one."""
    kept = kept_memory(connection)
    if kept is not None and kept.context is context:
        return kept
    memory = Memory(context)
    if isinstance(connection, LastingConnection):
        connection.kept = memory
    return memory


def known_context(connection: ReadConnection, context: Context) -> Context:
    """Return the context of what is remembered where it is equal to the one given, else that."""
    kept = kept_memory(connection)
    if kept is not None and _settings(kept.context) == _settings(context):
        return kept.context
    return context


def kept_memory(connection: ReadConnection) -> Memory | None:
    """Return what a connection that lasts remembers, None for nothing."""
    kept = connection.kept if isinstance(connection, LastingConnection) else None
    return kept if isinstance(kept, Memory) else None


def _settings(context: Context) -> list[object]:
    return [getattr(context, field.name) for field in fields(context)]
