"""What a reading run would do to the conflicts of the next weeks, found without any writing.

The meetings of the window are put together twice, as they are and as they would be, and judged by
the same functions as everywhere; what differs is what the run would do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import occurrences_between
from jointdesk.derive.view import read_times, seen_at
from jointdesk.diary.conflicts import REACH, Survey
from jointdesk.diary.context import Context
from jointdesk.diary.copies import merge
from jointdesk.diary.details import details_of
from jointdesk.diary.titles import is_bare
from jointdesk.diary.verdicts import Verdicts
from jointdesk.domain.conflicts import Conflict, Severity, State
from jointdesk.domain.moments import Instant, Span
from jointdesk.domain.occurrences import Occurrence
from jointdesk.domain.people import Audience
from jointdesk.domain.sources import Collection
from jointdesk.ical.expanding import expand
from jointdesk.ical.series import Series
from jointdesk.privacy.projection import project
from jointdesk.store.components import titles_of
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.resources import first_seen
from jointdesk.store.settlements import list_settlements

_MOST = 5_000
"""Conflicts that are compared one by one; of more, only how many there are is told."""

_WORST_FIRST = tuple(Severity)


class Arrival(NamedTuple):
    """A series as it would stand in the diary.

    `resource_id` and `series_id` are None and "" for one that the desk has not seen yet.
    """

    resource_id: int | None
    series_id: str
    series: Series


@dataclass(frozen=True, slots=True)
class Ahead:
    """What would become of the conflicts that wait for somebody.

    `new` are those that would wait and do not yet, the worst first; `made` and `ended` count what
    comes and what goes. With thousands of conflicts `new` is empty and only the difference is
    counted.
    """

    new: tuple[Conflict, ...] = ()
    made: int = 0
    ended: int = 0


def look_ahead(
    desk: ReadableDesk,
    audience: Audience,
    window: Span,
    now: Instant,
    collection: Collection,
    gone: frozenset[int],
    arrivals: Iterable[Arrival],
) -> Ahead:
    """Return what a run of a collection would do to the audience's conflicts in the window.

    `gone` are the ids of the resources that would leave the diary or be replaced, `arrivals` what
    would be there instead or anew. The collection need not be in the desk yet.
    """
    connection = desk.connection
    wide = Span(window.start + REACH.start, window.end + REACH.end)
    context = load_context(connection, desk.zone)
    occurrences = occurrences_between(connection, context, wide)
    listed = list(arrivals)
    rest = titles_of(connection, collection.id, gone)
    changed = _with_collection(context, collection, chain(_titles(listed), rest))
    own_kind = changed.collections[collection.id].free_busy_only
    known = first_seen(connection, gone)
    left = frozenset(known.values())
    after = [_as(own_kind, collection, one) for one in occurrences if one.details.seen not in left]
    after += _arriving(listed, known, collection.id, changed, wide)
    after.sort(key=lambda one: (one.start, one.end, one.details.seen, one.day, one.ordinal))
    read = seen_at(read_times(connection, context), context)
    settlements = list_settlements(connection, audience)

    def judged(found: Sequence[Occurrence], known: Context, at: Mapping[str, Instant]) -> Verdicts:
        meetings = merge(project(found, audience), known)
        return Verdicts(Survey(meetings, known, window), (), settlements, now, at)

    return compare(
        judged(occurrences, context, read), judged(after, changed, read | {collection.id: now})
    )


def compare(before: Verdicts, after: Verdicts) -> Ahead:
    """Return which conflicts wait after and not before; settled ones wait for nobody."""
    if len(before) + len(after) > _MOST:
        more = len(after) - len(before)
        return Ahead((), max(0, more), max(0, -more))
    was, is_ = _waiting(before), _waiting(after)
    new = [conflict for id_, conflict in is_.items() if id_ not in was]
    new.sort(key=lambda one: (_WORST_FIRST.index(one.severity), one.start or 0, one.id))
    return Ahead(tuple(new), len(new), len(was.keys() - is_.keys()))


def _waiting(verdicts: Verdicts) -> dict[str, Conflict]:
    return {
        judged.conflict.id: judged.conflict
        for judged in verdicts
        if judged.state in (State.OPEN, State.ASSIGNED)
    }


def _titles(arrivals: Sequence[Arrival]) -> Iterator[str]:
    for _, _, series in arrivals:
        if series.kind == "VEVENT":
            yield from (component.summary for component in series.components)


def _with_collection(context: Context, collection: Collection, titles: Iterable[str]) -> Context:
    """Return the context with the collection as it would be: it may say Busy and nothing else."""
    known = context.collections.get(collection.id)
    kind = collection.free_busy_only or all(map(is_bare, titles))
    changed = replace(known or collection, free_busy_only=kind)
    if known == changed:
        return context
    return replace(context, collections={**context.collections, collection.id: changed})


def _as(is_free_busy: bool, collection: Collection, one: Occurrence) -> Occurrence:
    """Return the occurrence with its collection's kind as it would be."""
    details = one.details
    if details.collection_id != collection.id or details.free_busy_only == is_free_busy:
        return one
    return one._replace(details=replace(details, free_busy_only=is_free_busy))


def _arriving(
    arrivals: Sequence[Arrival],
    known: Mapping[int, int],
    collection_id: str,
    context: Context,
    wide: Span,
) -> Iterator[Occurrence]:
    """Yield the occurrences in the wide window of what would be new or changed."""
    # What is not stored yet is seen last, and has ids that no stored thing has.
    unseen = 1 << 60
    for number, (resource_id, series_id, series) in enumerate(arrivals):
        found = expand(series, wide.start, wide.end).instances if series.kind == "VEVENT" else ()
        components = {
            place: details_of(
                series.components[place],
                component_id=-(number << 20) - place - 1,
                series_id=series_id or f"new-{number}",
                seen=known.get(resource_id or 0, unseen + number),
                collection_id=collection_id,
                context=context,
            )
            for place in {instance.component for instance in found}
        }
        for start, end, day, ordinal, place in found:
            yield Occurrence(start, end, day, ordinal, components[place])
