"""What becomes of busy blocks when their meetings move, go or come back. Pure.

A block stands where its meeting stands, as long as that takes place. Only what the ledger names is
ever touched, and a block is never another one's meeting, so that nothing can go round in circles.
What somebody does to a block in its own calendar is put right once; the second time they have
the last word, and it is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple, TypeAlias

from jointdesk.domain.placements import Placement

MOST_AT_ONCE = 25
"""Blocks that one run writes at most, except for those that a person's gesture reaches."""

MOST_A_DAY = 100
"""Blocks that are written in 24 hours at most without anybody's gesture."""


class Slot(NamedTuple):
    """When an event is, as events write it: times on the desk's clock, or days.

    It is not `is_on` where it was called off, or takes no time.
    """

    start: str
    end: str
    is_on: bool = True


Standing: TypeAlias = Mapping[str, Slot | None]
"""When the events of the ledger are, by their ids; None for those that are gone.

One of which nothing can be known now is not in it.
"""


class How(Enum):
    """What is done to an entry of the ledger."""

    NOTE = auto()
    """Its event stands where it should: the ledger says so too."""
    MOVE = auto()
    """Its event follows the meeting."""
    REMOVE = auto()
    """Its event is taken away, as there is no meeting."""
    MAKE = auto()
    """Its event is gone: another one is made."""
    PUT_BACK = auto()
    """Somebody has moved its event or called it off: it is put back, this once."""
    MAKE_AGAIN = auto()
    """Somebody has deleted its event: another one is made, this once."""
    LEAVE = auto()
    """Somebody has put it elsewhere for good."""


WRITING = frozenset({How.MOVE, How.REMOVE, How.MAKE, How.PUT_BACK, How.MAKE_AGAIN})
"""What changes a calendar."""


class Step(NamedTuple):
    """What is done to one entry of the ledger, and when its event is then.

    `is_gone` says that its event stands in its calendar no more.
    """

    how: How
    placement: Placement
    slot: Slot
    is_gone: bool = False


class Plan(NamedTuple):
    """What is to be done; `left_over` counts the steps that the cap leaves to another run."""

    steps: tuple[Step, ...]
    left_over: int = 0


def plan_blocks(
    placements: Sequence[Placement],
    standing: Standing,
    most: int,
    touched: frozenset[str] | None = None,
) -> Plan:
    """Return what brings all blocks where they should be.

    Args:
        placements: the whole ledger.
        standing: when the events of it are that matter.
        most: how many steps may change a calendar.
        touched: the events that a person has just changed by hand, None where nobody did. Only
            what belongs to those meetings is looked at then, and where they put a block it stays.
    """
    blocks = _by_meeting(placements, standing)
    steps: list[Step] = []
    for meeting in placements:
        if meeting.kind != "meeting":
            continue
        own = blocks.pop(meeting.event, [])
        if meeting.event in standing and _concerns((meeting, *own), touched):
            wanted = _wanted(meeting, standing[meeting.event])
            if wanted is not None and wanted != _noted(meeting):
                steps.append(Step(How.NOTE, meeting, wanted))
            steps += _follow(own, standing, wanted, touched or frozenset())
    for own in blocks.values():  # an undo may have left them
        if _concerns(own, touched):
            steps += _follow(own, standing, None, frozenset())
    allowed = _capped(steps, most)
    return Plan(tuple(allowed), len(steps) - len(allowed))


def _by_meeting(placements: Iterable[Placement], standing: Standing) -> dict[str, list[Placement]]:
    """Return the blocks by the events of their meetings."""
    found: dict[str, list[Placement]] = {}
    for one in placements:
        if one.kind == "block" and one.event in standing:
            found.setdefault(one.of, []).append(one)
    return found


def _wanted(meeting: Placement, at: Slot | None) -> Slot | None:
    """Return when the blocks of a meeting are to be, None for not at all."""
    return at if at is not None and at.is_on and not meeting.freed else None


def _concerns(placements: Iterable[Placement], touched: frozenset[str] | None) -> bool:
    return touched is None or any(one.event in touched for one in placements)


def _capped(steps: Iterable[Step], most: int) -> list[Step]:
    """Return the first steps, so many of which change a calendar."""
    allowed: list[Step] = []
    for one in steps:
        if one.how in WRITING:
            if most <= 0:
                continue
            most -= 1
        allowed.append(one)
    return allowed


def _follow(
    blocks: Iterable[Placement], standing: Standing, wanted: Slot | None, touched: frozenset[str]
) -> Iterator[Step]:
    """Yield what brings the blocks of one meeting to where they are wanted."""
    for own in _by_diary(blocks).values():
        if any(one.left for one in own):
            continue
        ours, *doubles = sorted(own, key=lambda one: _rank(one, standing[one.event], wanted))
        step = _step(ours, standing[ours.event], wanted, is_by_hand=ours.event in touched)
        if step is not None:
            yield step
        for one in doubles:
            if not one.freed:
                yield _removed(one, standing[one.event])


def _by_diary(blocks: Iterable[Placement]) -> dict[str, list[Placement]]:
    found: dict[str, list[Placement]] = {}
    for one in blocks:
        found.setdefault(one.org, []).append(one)
    return found


def _rank(one: Placement, at: Slot | None, wanted: Slot | None) -> tuple[bool, bool, int]:
    """Order the blocks of one meeting in one diary: first the one that is to stay."""
    return bool(one.freed), at != wanted, -one.order


def _step(
    block: Placement, at: Slot | None, wanted: Slot | None, *, is_by_hand: bool
) -> Step | None:
    """Return what is done to a block that is wanted at a time, None for nothing."""
    if wanted is None:
        return None if block.freed else _removed(block, at)
    if block.freed:
        return Step(How.NOTE if at == wanted else How.MAKE, block, wanted, at is None)
    if at == wanted:
        return None if _noted(block) == wanted else Step(How.NOTE, block, wanted)
    has_moved = _noted(block) != wanted and not is_by_hand  # the meeting, too
    if at is not None and (at == _noted(block) or has_moved):
        return Step(How.MOVE, block, wanted)
    return _disputed(block, at, wanted, is_by_hand=is_by_hand)


def _disputed(block: Placement, at: Slot | None, wanted: Slot, *, is_by_hand: bool) -> Step:
    """Return what is done to a block that somebody has moved or deleted."""
    if is_by_hand or block.put_back:
        return Step(How.LEAVE, block, at or wanted, at is None)
    return Step(How.MAKE_AGAIN if at is None else How.PUT_BACK, block, wanted, at is None)


def _removed(block: Placement, at: Slot | None) -> Step:
    return Step(How.REMOVE, block, at or _noted(block), at is None)


def _noted(one: Placement) -> Slot:
    return Slot(one.start, one.end)
