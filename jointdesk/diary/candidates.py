"""Which occurrences are worth comparing: a few thousand pairs out of a hundred thousand squared."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import TypeAlias

from jointdesk.diary.pairs import NEAR, Scorer, Verdicts
from jointdesk.domain.occurrences import Details, Occurrence

IndexPair: TypeAlias = tuple[int, int]
"""Positions of two occurrences in the list that is merged, the smaller first."""

_CROWD = 50
"""With how many of its likes in time one occurrence is compared: a hostile feed may put ten
thousand events on one moment."""


def candidates(
    occurrences: Sequence[Occurrence], components: Iterable[Details], scorer: Scorer
) -> set[IndexPair]:
    """Return the pairs that share a moment or an identity and so may be one meeting.

    `occurrences` are in start order; `components` are their distinct details. Masked ones are
    never compared: a block made by our own projection is an ordinary busy event. What the ledger
    has put there is known, masked or not.
    """
    open_ones = [each for each in components if not (each.masked or each.is_block)]
    pairs = set(_said(occurrences, scorer.verdicts))
    if scorer.cards:
        pairs.update(_on_cards(occurrences, scorer.cards))
    sharing = _in_several(open_ones, scorer)
    if sharing:
        indices = [i for i, each in enumerate(occurrences) if id(each.details) in sharing]
        pairs.update(_near(occurrences, indices))
        pairs.update(_of_one_identity(occurrences, indices, lambda each: each.uid))
        pairs.update(_of_one_identity(occurrences, indices, scorer.link))
    return pairs


def _tokens(details: Details, scorer: Scorer) -> tuple[str, ...]:
    """Everything by which a component can be recognised in another calendar; "" is nothing."""
    return (*details.people, details.uid, scorer.link(details), details.title_key)


def _in_several(components: Iterable[Details], scorer: Scorer) -> set[int]:
    """Ids of the components that share a token with a component of another collection."""
    listed = [(each, _tokens(each, scorer)) for each in components]
    first: dict[str, str] = {}
    several: set[str] = set()
    for each, tokens in listed:
        collection_id = each.collection_id
        for token in tokens:
            if first.setdefault(token, collection_id) != collection_id:
                several.add(token)
    several.discard("")
    return {id(each) for each, tokens in listed if not several.isdisjoint(tokens)}


def _near(occurrences: Sequence[Occurrence], indices: Sequence[int]) -> Iterator[IndexPair]:
    """Pairs from two collections whose starts are near."""
    chosen = [(occurrences[i].start, occurrences[i].details.collection_id, i) for i in indices]
    for n, (start, collection_id, i) in enumerate(chosen):
        for other_start, other_collection_id, j in chosen[n + 1 : n + 1 + _CROWD]:
            if other_start - start > NEAR:
                break
            if other_collection_id != collection_id:
                yield i, j


def _of_one_identity(
    occurrences: Sequence[Occurrence], indices: Sequence[int], identity: Callable[[Details], str]
) -> Iterator[IndexPair]:
    """Pairs of one identity on one original day, however far they were moved since.

    Where every calendar has the identity once only, days are not compared.
    """
    on_day: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    anywhere: dict[str, list[int]] = defaultdict(list)
    for i in indices:
        occurrence = occurrences[i]
        if name := identity(occurrence.details):
            on_day[name, occurrence.day, occurrence.ordinal].append(i)
            anywhere[name].append(i)
    for group in on_day.values():
        yield from combinations(group[:_CROWD], 2)
    for group in anywhere.values():
        if len({occurrences[i].details.collection_id for i in group}) == len(group):
            yield from combinations(group, 2)


def _on_cards(occurrences: Sequence[Occurrence], cards: Mapping[str, str]) -> Iterator[IndexPair]:
    """Pairs that were put there for the same meeting, wherever they stand by now."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, occurrence in enumerate(occurrences):
        card = cards.get(occurrence.details.series_id)
        if card is not None:
            found[card].append(i)
    for group in found.values():
        yield from combinations(group[:_CROWD], 2)


def _said(occurrences: Sequence[Occurrence], verdicts: Verdicts) -> Iterator[IndexPair]:
    """Pairs that a person called the same: two occurrences, or two series day by day."""
    series = {series_id for ends in verdicts.same_series for series_id in ends}
    series |= {key.rpartition("-")[0] for ends in verdicts.same_keys for key in ends}
    if not series:
        return
    at: dict[str, int] = {}
    on_day: dict[str, dict[int, list[int]]] = {each: defaultdict(list) for each in series}
    for i, occurrence in enumerate(occurrences):
        details = occurrence.details
        if details.series_id in series and not details.masked:
            at[occurrence.key] = i
            on_day[details.series_id][occurrence.day].append(i)
    found = [(at[a], at[b]) for a, b in verdicts.same_keys if a in at and b in at]
    for a, b in verdicts.same_series:
        for day in on_day[a].keys() & on_day[b].keys():
            found += product(on_day[a][day], on_day[b][day])
    yield from ((min(pair), max(pair)) for pair in found)
