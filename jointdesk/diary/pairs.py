"""How likely two occurrences are copies of one meeting: evidence is scored, never equated."""

from collections.abc import Iterable
from typing import NamedTuple

from jointdesk.diary.ledger import EMPTY, Ledger
from jointdesk.diary.links import link_key
from jointdesk.diary.titles import SIMILAR, is_bare, similarity
from jointdesk.domain.meetings import Pairing, PairScope
from jointdesk.domain.moments import DAY, MINUTE
from jointdesk.domain.occurrences import Details, Occurrence

SILENT = 0.85
"""From this score a pair is made without asking."""
POSSIBLE = 0.6
"""From this score a pair is made and asked about (DIA-02)."""
NEAR = 5 * MINUTE
"""Starts this close may be one meeting's (DIA-02)."""
MOVED = 7 * DAY
"""How far one copy of a single event with the same UID may have been moved."""

_SAID_SAME = 1.0
_SAME_UID = 0.95
_SAME_LINK = 0.92
_SAME_PEOPLE = 0.9
_SAME_LINK_MOVED = 0.8
_ALIKE = 0.75
_UID_ALONE = 0.7
_LOOKS_SAME = 0.7
SAME_BLOCK = 0.65
"""A bare Busy block with exactly the times of one detailed event."""

_NONE = 0.0
_HALF_ALIKE = 0.5


class Common(NamedTuple):
    """What two components share, whatever their times.

    `people` is True where an organiser or attendee besides the director is in both,
    `strangers` where both name people and nobody is in both. `title` is 0 to 1. `block`
    is True where either is a bare Busy block.
    """

    uid: bool
    link: bool
    organizer: bool
    people: bool
    strangers: bool
    title: float
    leave: bool
    block: bool


class Verdicts:
    """What people said on pairs; the word on one occurrence outranks that on its series."""

    def __init__(self, pairings: Iterable[Pairing]) -> None:
        self._keys: dict[frozenset[str], bool] = {}
        self._series: dict[frozenset[str], bool] = {}
        for pairing in pairings:
            ends = frozenset((pairing.a, pairing.b))
            if pairing.scope is PairScope.OCCURRENCE:
                self._keys[ends] = pairing.verdict == "same"
            else:
                series = frozenset(key.rpartition("-")[0] for key in ends)
                self._series[series] = pairing.verdict == "same"

    def of(self, a: Occurrence, b: Occurrence) -> bool | None:
        """True for "same", False for "different", None where nobody said anything."""
        if self._keys:
            said = self._keys.get(frozenset((a.key, b.key)))
            if said is not None:
                return said
        if self._series:
            return self._series.get(frozenset((a.details.series_id, b.details.series_id)))
        return None

    @property
    def same_keys(self) -> list[tuple[str, str]]:
        """Pairs of keys said to be the same."""
        return _two(ends for ends, same in self._keys.items() if same)

    @property
    def same_series(self) -> list[tuple[str, str]]:
        """Pairs of series said to be the same."""
        return _two(ends for ends, same in self._series.items() if same)


def _two(pairs: Iterable[frozenset[str]]) -> list[tuple[str, str]]:
    return [(min(ends), max(ends)) for ends in pairs if len(ends) == 2]


class Blocks(NamedTuple):
    """Bare Busy blocks, as ids of their details.

    `mirrors` are those in collections that also carry titled events: only they may be copies of
    something. In the others Busy is all that is ever said, and means an ordinary busy event.
    """

    bare: frozenset[int]
    mirrors: frozenset[int]


def find_blocks(components: Iterable[Details]) -> Blocks:
    """Return the bare blocks among the components; masked ones are never mirrors.

    Those of the ledger are known without being compared.
    """
    told = [each for each in components if not (each.masked or each.is_block)]
    bare = {id(each): each for each in told if is_bare(each.title)}
    return Blocks(
        bare=frozenset(bare),
        mirrors=frozenset(key for key, each in bare.items() if not each.free_busy_only),
    )


class Scorer:
    """Scores pairs of occurrences; what two components share is worked out once."""

    def __init__(self, pairings: Iterable[Pairing], blocks: Blocks, ledger: Ledger = EMPTY) -> None:
        self.verdicts = Verdicts(pairings)
        self.blocks = blocks
        self.cards = ledger.cards
        self._common: dict[tuple[int, int], Common | None] = {}
        self._links: dict[int, str] = {}

    def score(self, a: Occurrence, b: Occurrence) -> float:
        """Return how surely both are one meeting, 0 to 1; 0 where a veto stands against it."""
        said = self.verdicts.of(a, b)
        if said is not None:
            return _SAID_SAME if said else _NONE
        if self.cards and self._on_one_card(a.details, b.details):
            return _SAID_SAME
        if a.details.collection_id == b.details.collection_id:
            return _NONE
        common = self.common(a.details, b.details)
        return _score(a, b, common) if common else _NONE

    def forbids(self, a: Occurrence, b: Occurrence) -> bool:
        """True if both may not stand in one meeting, whatever joins them."""
        said = self.verdicts.of(a, b)
        if said is not None:
            return not said
        ours, theirs = a.details, b.details
        if self.cards and (ours.is_block != theirs.is_block or self._on_one_card(ours, theirs)):
            return False  # a block stands beside whatever copies its meeting has
        same_collection = ours.collection_id == theirs.collection_id
        return same_collection or self._links_differ(ours, theirs)

    def _on_one_card(self, a: Details, b: Details) -> bool:
        """True if both were put there for the same meeting."""
        if a.series_id == b.series_id:
            return False
        card = self.cards.get(a.series_id)
        return card is not None and card == self.cards.get(b.series_id)

    def common(self, a: Details, b: Details) -> Common | None:
        """Return what two components share, None where there is nothing or a link forbids."""
        pair = (id(a), id(b))
        try:
            return self._common[pair]
        except KeyError:
            found = self._common[pair] = self._compare(a, b)
            return found

    def _compare(self, a: Details, b: Details) -> Common | None:
        uid = a.uid == b.uid and a.uid != ""
        people = not a.people.isdisjoint(b.people)
        if not (uid or people or a.title_key == b.title_key or (a.link and b.link)):
            return None
        if self._links_differ(a, b):
            return None
        blocks = {id(a), id(b)} & self.blocks.bare
        if blocks and not (uid and blocks <= self.blocks.mirrors):
            return None
        return Common(
            uid=uid,
            link=bool(a.link) and bool(b.link),
            organizer=a.organizer == b.organizer and a.organizer in a.people,
            people=people,
            strangers=bool(a.people) and bool(b.people) and not people,
            title=similarity(a.title_key, b.title_key),
            leave=a.leave and b.leave,
            block=bool(blocks),
        )

    def _links_differ(self, a: Details, b: Details) -> bool:
        return bool(a.link) and bool(b.link) and self.link(a) != self.link(b)

    def link(self, details: Details) -> str:
        """Return what the component's join link is compared by, "" for none."""
        key = self._links.get(id(details))
        if key is None:
            key = self._links[id(details)] = link_key(details.link)
        return key


def _score(a: Occurrence, b: Occurrence, common: Common) -> float:
    near = abs(a.start - b.start) <= NEAR
    same_original = a.day == b.day and a.ordinal == b.ordinal
    if common.uid and (near or same_original or _once_moved(a, b)):
        # UID alone may lie: some programs give one UID to different things.
        trusted = not common.block and (near or common.title >= _HALF_ALIKE)
        return _SAME_UID if trusted else _UID_ALONE
    if common.block:
        return _NONE
    alike = common.title >= SIMILAR
    if common.link and near:
        return _SAME_LINK
    if common.link and same_original and alike:
        return _SAME_LINK_MOVED
    return _score_without_ids(a, b, common) if near else _NONE


def _score_without_ids(a: Occurrence, b: Occurrence, common: Common) -> float:
    """Score two that start within five minutes and share neither UID nor join link."""
    same_start = a.start == b.start
    same_times = same_start and a.end == b.end
    if common.title >= SIMILAR:
        if common.organizer and same_start:
            return _SAME_PEOPLE
        if common.title == 1.0 and same_times:
            # Leave is mirrored by hand, without people; title and time alone hide other events.
            if common.people or common.leave:
                return _SAME_PEOPLE
            return _NONE if common.strangers else _LOOKS_SAME
        return _ALIKE if common.people else _NONE
    if common.organizer and same_times and common.title >= _HALF_ALIKE:
        return _LOOKS_SAME
    return _NONE


def _once_moved(a: Occurrence, b: Occurrence) -> bool:
    single = not a.details.recurring and not b.details.recurring
    return single and abs(a.start - b.start) <= MOVED
