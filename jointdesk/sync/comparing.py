"""Matching what is stored with what a source holds now, without parsing anything."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jointdesk.domain.resources import ResourceState, ResourceText, StoredResource


class Match(NamedTuple):
    """A stored resource and what its source says of the same UID now."""

    stored: StoredResource
    text: ResourceText

    @property
    def is_equal(self) -> bool:
        """True if nothing but DTSTAMP can have changed."""
        return self.stored.digest == self.text.digest


class Arrival(NamedTuple):
    """A text whose UID is not stored, or not that often; `twin` is a number that is free."""

    text: ResourceText
    twin: int


class Comparison(NamedTuple):
    """What is stored against what the source holds, UID by UID.

    `vanished` were in the diary until now; what was gone before is no news.
    """

    matches: tuple[Match, ...]
    arrivals: tuple[Arrival, ...]
    vanished: tuple[StoredResource, ...]

    def to_parse(self) -> Iterator[ResourceText]:
        """Yield what has to be parsed: all that is new, changed or back, or had problems."""
        for match in self.matches:
            if not match.is_equal or not _is_present(match.stored) or match.stored.has_problems:
                yield match.text
        for arrival in self.arrivals:
            yield arrival.text


def compare(stored: Sequence[StoredResource], texts: Sequence[ResourceText]) -> Comparison:
    """Match stored resources with texts by their UID."""
    by_uid: defaultdict[str, list[StoredResource]] = defaultdict(list)
    for resource in stored:
        by_uid[resource.uid].append(resource)
    texts_by_uid: defaultdict[str, list[ResourceText]] = defaultdict(list)
    for text in texts:
        texts_by_uid[text.uid].append(text)
    matches: list[Match] = []
    arrivals: list[Arrival] = []
    for uid, said in texts_by_uid.items():
        known = by_uid.get(uid, [])
        pairs = _pairs(known, said)
        matches += pairs
        if len(pairs) < len(said):
            arrivals += _arrivals(known, said, pairs)
    matched = {match.stored.id for match in matches}
    vanished = (one for one in stored if one.id not in matched and _is_present(one))
    return Comparison(tuple(matches), tuple(arrivals), tuple(vanished))


def _is_present(resource: StoredResource) -> bool:
    return resource.state is ResourceState.PRESENT


def _pairs(known: list[StoredResource], said: list[ResourceText]) -> list[Match]:
    """Pair the resources and texts of one UID: equal texts first, then in their order."""
    if len(known) == len(said) == 1:
        return [Match(known[0], said[0])]
    known = sorted(known, key=lambda one: (not _is_present(one), one.twin))
    said = list(said)
    pairs = []
    for resource in list(known):
        for text in said:
            if text.digest == resource.digest:
                pairs.append(Match(resource, text))
                known.remove(resource)
                said.remove(text)
                break
    return pairs + [Match(resource, text) for resource, text in zip(known, said, strict=False)]


def _arrivals(
    known: list[StoredResource], said: list[ResourceText], pairs: list[Match]
) -> list[Arrival]:
    """Give the texts that found no partner numbers that no resource of their UID has."""
    partnered = {id(pair.text) for pair in pairs}
    taken = {resource.twin for resource in known}
    free = (number for number in range(len(known) + len(said)) if number not in taken)
    new = (text for text in said if id(text) not in partnered)
    return [Arrival(text, number) for text, number in zip(new, free, strict=False)]
