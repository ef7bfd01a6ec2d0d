"""Merging: which occurrences in different calendars are copies of one meeting."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

from jointdesk.diary.candidates import candidates
from jointdesk.diary.context import Context
from jointdesk.diary.drift import drift_of, preferred_copy
from jointdesk.diary.pairs import POSSIBLE, SAME_BLOCK, SILENT, Blocks, Scorer, find_blocks
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.occurrences import Occurrence


def merge(occurrences: Sequence[Occurrence], context: Context) -> list[Meeting]:
    """Return the meetings of which the occurrences are copies, in start order.

    The best pairs are joined first. A meeting never holds two copies of one collection, nor two
    between which a veto stands (different join links, a person's "different"), however they are
    joined through a third; a person's "same" outranks both. The order of the input is no
    matter.
    """
    ordered = _in_order(occurrences)
    components = list({id(each.details): each.details for each in ordered}.values())
    blocks = find_blocks(components)
    scorer = Scorer(context.pairings, blocks, context.ledger)
    scored = sorted(
        (-score, i, j)
        for i, j in candidates(ordered, components, scorer)
        if (score := scorer.score(ordered[i], ordered[j])) >= POSSIBLE
    )
    groups = _Groups(ordered, scorer)
    for negative, i, j in scored:
        groups.join(i, j, sure=-negative >= SILENT)
    _join_blocks(ordered, blocks, groups)
    return groups.meetings()


class _Groups:
    """Disjoint groups of occurrences, by position; only those of more than one are kept."""

    def __init__(self, ordered: Sequence[Occurrence], scorer: Scorer) -> None:
        self._ordered = ordered
        self._scorer = scorer
        self._members: dict[int, list[int]] = {}
        self._possible: set[int] = set()

    def of(self, i: int) -> list[int]:
        """Return the positions in the group of the one at position i, itself included."""
        return self._members.get(i, [i])

    def join(self, i: int, j: int, *, sure: bool) -> None:
        """Make one group of two, unless something stands against it; the sure ones come first."""
        ours, theirs = self.of(i), self.of(j)
        if i in theirs or self._forbidden(ours, theirs):
            return
        joined = [*ours, *theirs]
        for member in joined:
            self._members[member] = joined
        if not sure:
            self._possible.update(joined)

    def meetings(self) -> list[Meeting]:
        """Return every occurrence's meeting, in start order.

        A group stands where its preferred copy stood.
        """
        placed: dict[int, Meeting] = {}
        for members in {id(each): each for each in self._members.values()}.values():
            meeting, preferred = self._meeting(members)
            placed[preferred] = meeting
        hidden = self._members.keys() - placed.keys()
        return [
            placed[i] if i in placed else Meeting((each,), each)
            for i, each in enumerate(self._ordered)
            if i not in hidden
        ]

    def _meeting(self, members: Sequence[int]) -> tuple[Meeting, int]:
        """Return the group's meeting and the position of its preferred copy."""
        by_age = sorted(members, key=lambda i: _seniority(self._ordered[i]))
        copies = tuple(self._ordered[i] for i in by_age)
        preferred = preferred_copy(copies)
        meeting = Meeting(copies, copies[preferred], members[0] in self._possible, drift_of(copies))
        return meeting, by_age[preferred]

    def _forbidden(self, ours: Sequence[int], theirs: Sequence[int]) -> bool:
        ordered, forbids = self._ordered, self._scorer.forbids
        return any(forbids(ordered[a], ordered[b]) for a, b in product(ours, theirs))


def _join_blocks(ordered: Sequence[Occurrence], blocks: Blocks, groups: _Groups) -> None:
    """Join bare Busy blocks with the one detailed event that has exactly their times."""
    mirrors = [
        i
        for i, each in enumerate(ordered)
        if id(each.details) in blocks.mirrors and len(groups.of(i)) == 1
    ]
    if not mirrors:
        return
    times = {(ordered[i].start, ordered[i].end) for i in mirrors}
    detailed: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, each in enumerate(ordered):
        details = each.details
        told = not (details.masked or details.is_block) and id(details) not in blocks.bare
        if told and (each.start, each.end) in times:
            detailed[each.start, each.end].append(i)
    for i in mirrors:
        block = ordered[i]
        others = {
            min(groups.of(j))
            for j in detailed[block.start, block.end]
            if ordered[j].details.collection_id != block.details.collection_id
        }
        if len(others) == 1:
            groups.join(i, others.pop(), sure=SAME_BLOCK >= SILENT)


def _in_order(occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """Sort by start; whatever order they came in, they leave in the same."""
    keys = [
        (start, end, details.seen, details.series_id, day, ordinal)
        for start, end, day, ordinal, details in occurrences
    ]
    return [occurrences[i] for i in sorted(range(len(keys)), key=keys.__getitem__)]


def _seniority(occurrence: Occurrence) -> tuple[bool, int, str, int, int]:
    details = occurrence.details
    return details.is_block, details.seen, details.series_id, occurrence.day, occurrence.ordinal
