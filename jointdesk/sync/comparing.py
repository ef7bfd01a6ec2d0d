"""Matching what is stored with what a source holds now, without parsing anything."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jointdesk.domain.resources import ResourceState, ResourceText, StoredResource


class Match(NamedTuple):
    """A stored resource and what its source says of the same UID now.

    With equal digests nothing but DTSTAMP can have changed.
    """

    stored: StoredResource
    text: ResourceText


class Arrival(NamedTuple):
    """A text whose UID is not stored, or not that often; `twin` is a number that is free."""

    text: ResourceText
    twin: int


class Comparison(NamedTuple):
    """What is stored against what the source holds, UID by UID.

    `vanished` are in the diary and not in the source; what left it before is no news.
    """

    matches: tuple[Match, ...]
    arrivals: tuple[Arrival, ...]
    vanished: tuple[StoredResource, ...]

    def to_parse(self) -> list[ResourceText]:
        """Return what has to be parsed: all that is new, changed or back, or had problems."""
        known = [
            text
            for stored, text in self.matches
            if stored.digest != text.digest or stored.has_problems or not _is_present(stored)
        ]
        return known + [arrival.text for arrival in self.arrivals]

    def parts(self, size: int) -> Iterator["Comparison"]:
        """Yield comparisons whose plans together come to the plan of this one, at least one.

        They hold so many matches and arrivals at most, unless something vanished: then it takes
        all of them to tell what became of it.
        """
        if self.vanished:
            yield self
            return
        longest = max(len(self.matches), len(self.arrivals), 1)
        for at in range(0, longest, size):
            end = at + size
            yield Comparison(self.matches[at:end], self.arrivals[at:end], ())


def compare(
    stored: Sequence[StoredResource], texts: Sequence[ResourceText], *, asks_again: bool = False
) -> Comparison:
    """Match stored resources with texts by their UID.

    With `asks_again` what a person let stay before counts as vanished once more.
    """
    by_uid = {one.uid: one for one in stored}
    repeated = _repeated([one.uid for one in stored]) | _repeated([one.uid for one in texts])
    matches: list[Match] = []
    arrivals: list[Arrival] = []
    for text in texts:
        if text.uid in repeated:
            continue
        known = by_uid.get(text.uid)
        if known is None:
            arrivals.append(Arrival(text, 0))
        else:
            matches.append(Match(known, text))
    if repeated:
        _compare_repeated(stored, texts, repeated, matches, arrivals)
    matched = {match.stored.id for match in matches}
    asked = {ResourceState.PRESENT, ResourceState.KEPT} if asks_again else {ResourceState.PRESENT}
    vanished = (one for one in stored if one.id not in matched and one.state in asked)
    return Comparison(tuple(matches), tuple(arrivals), tuple(vanished))


def _repeated(uids: list[str]) -> set[str]:
    """Return the UIDs that are there more than once."""
    if len(set(uids)) == len(uids):
        return set()
    return {uid for uid, count in Counter(uids).items() if count > 1}


def _compare_repeated(
    stored: Sequence[StoredResource],
    texts: Sequence[ResourceText],
    repeated: set[str],
    matches: list[Match],
    arrivals: list[Arrival],
) -> None:
    """Add what comes of UIDs that are there more than once."""
    known: defaultdict[str, list[StoredResource]] = defaultdict(list)
    said: defaultdict[str, list[ResourceText]] = defaultdict(list)
    for one in stored:
        if one.uid in repeated:
            known[one.uid].append(one)
    for text in texts:
        if text.uid in repeated:
            said[text.uid].append(text)
    for uid, told in said.items():
        pairs = _pairs(known[uid], told)
        matches += pairs
        arrivals += _arrivals(known[uid], told, pairs)


def _is_present(resource: StoredResource) -> bool:
    return resource.state is ResourceState.PRESENT


def _pairs(known: list[StoredResource], said: list[ResourceText]) -> list[Match]:
    """Pair resources and texts of one UID: equal ones, then those of one part, then in order."""
    waiting: defaultdict[bytes, list[ResourceText]] = defaultdict(list)
    for text in reversed(said):
        waiting[text.digest].append(text)
    pairs, others = [], []
    for resource in sorted(known, key=lambda one: (not _is_present(one), one.twin)):
        if waiting[resource.digest]:
            pairs.append(Match(resource, waiting[resource.digest].pop()))
        else:
            others.append(resource)
    paired = {id(pair.text) for pair in pairs}
    left = [text for text in said if id(text) not in paired]
    by_part = {text.href: text for text in left if text.href}
    same = [Match(one, by_part.pop(one.href)) for one in others if one.href in by_part]
    done = {match.stored.id for match in same} | {id(match.text) for match in same}
    others = [one for one in others if one.id not in done]
    left = [text for text in left if id(text) not in done]
    return [*pairs, *same, *map(Match, others, left)]


def _arrivals(
    known: list[StoredResource], said: list[ResourceText], pairs: list[Match]
) -> list[Arrival]:
    """Give the texts that found no partner numbers that no resource of their UID has."""
    partnered = {id(pair.text) for pair in pairs}
    taken = {resource.twin for resource in known}
    free = (number for number in range(len(known) + len(said)) if number not in taken)
    new = (text for text in said if id(text) not in partnered)
    return [Arrival(text, number) for text, number in zip(new, free, strict=False)]
