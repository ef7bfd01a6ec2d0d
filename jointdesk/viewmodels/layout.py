"""Where overlapping blocks of one day lie beside or over each other. Pure; minutes and pixels.

A *cluster* is a set of blocks that overlap directly or through others. A cluster whose every
next start is half an hour later is a *cascade*: full width, each block indented and in front of
those it overlaps. Any other cluster is cut into columns (by start, longest first, each in the
first column that is free), and each block stretches right over columns that stay free beside
it. Blocks that would need more columns than fit are gathered: one narrow strip "+n".
"""

from collections.abc import Sequence
from typing import NamedTuple

SHOWN_MINUTES = 20
"""A block is laid out as if it lasted at least this long, so that it can be read and hit."""

CASCADE_MINUTES = 30
INDENT = 16
DEEPEST = 3
"""A deeper cascade would leave too little of the blocks in front: it becomes columns."""

COLUMNS = 3
NARROWEST = 46
"""Pixels in which a block's tag can be read; narrower columns are gathered instead."""
STRIP = 34
"""Pixels of the strip that gathers the rest."""
GAP = 2
"""Pixels between columns."""


class Extent(NamedTuple):
    """When a block is shown, in minutes of the day."""

    start: int
    end: int

    @property
    def shown_end(self) -> int:
        """Its end as laid out."""
        return max(self.end, self.start + SHOWN_MINUTES)


class _Shown(NamedTuple):
    """An extent with its end as laid out worked out, as it is compared again and again."""

    start: int
    end: int
    shown_end: int


class Box(NamedTuple):
    """Where one block lies: pixels from the left of the day. Larger `depth` is further in front.

    `item` is its place in the extents that were given. Until the minute `clear_until` nothing
    lies in front of it.
    """

    item: int
    left: int
    width: int
    depth: int
    clear_until: int


class More(NamedTuple):
    """A strip that stands for several blocks: "+n"."""

    indexes: tuple[int, ...]
    start: int
    end: int
    left: int
    width: int


class DayLayout(NamedTuple):
    """Every block of a day, in a box or in a strip. Boxes are in painting order."""

    boxes: tuple[Box, ...]
    strips: tuple[More, ...]


def lay_out(extents: Sequence[Extent], width: int, columns: int = COLUMNS) -> DayLayout:
    """Place the blocks of one day in a width of pixels, in at most so many columns."""
    shown = [_Shown(each.start, each.end, each.shown_end) for each in extents]
    order = sorted(range(len(shown)), key=lambda i: _order(shown[i], i))
    boxes: list[Box] = []
    strips: list[More] = []
    for cluster in _clusters(shown, order):
        depths = _cascade(shown, cluster, width)
        if depths is not None:
            boxes += _cascaded(shown, cluster, depths, width)
        else:
            beside, gathered = _columns(shown, cluster, width, columns)
            boxes += beside
            strips += gathered
    return DayLayout(tuple(boxes), tuple(strips))


def _order(extent: _Shown, place: int) -> tuple[int, int, int, int]:
    """Order by start, what is shown longest first, then what is longest; else as given."""
    return extent.start, -extent.shown_end, -extent.end, place


def _clusters(extents: Sequence[_Shown], order: Sequence[int]) -> list[list[int]]:
    clusters: list[list[int]] = []
    end = -1
    for index in order:
        if not clusters or extents[index].start >= end:
            clusters.append([])
            end = -1
        clusters[-1].append(index)
        end = max(end, extents[index].shown_end)
    return clusters


def _overlap(a: _Shown, b: _Shown) -> bool:
    return a.start < b.shown_end and b.start < a.shown_end


def _cascade(extents: Sequence[_Shown], cluster: list[int], width: int) -> list[int] | None:
    """Return how deep each block of a cascade lies, or None where it must be columns."""
    starts = [extents[index].start for index in cluster]
    if any(b - a < CASCADE_MINUTES for a, b in zip(starts, starts[1:], strict=False)):
        return None
    depths: list[int] = []
    for place, index in enumerate(cluster):
        behind = [
            depths[before]
            for before in range(place)
            if _overlap(extents[cluster[before]], extents[index])
        ]
        depths.append(max(behind, default=-1) + 1)
    deepest = max(depths)
    return depths if deepest <= DEEPEST and width - deepest * INDENT >= NARROWEST else None


def _cascaded(
    extents: Sequence[_Shown], cluster: list[int], depths: list[int], width: int
) -> list[Box]:
    boxes = []
    for place, index in enumerate(cluster):
        in_front = [
            extents[later].start
            for later in cluster[place + 1 :]
            if _overlap(extents[index], extents[later])
        ]
        clear_until = min(in_front, default=extents[index].shown_end)
        left = depths[place] * INDENT
        boxes.append(Box(index, left, width - left, depths[place], clear_until))
    return boxes


def _columns(
    extents: Sequence[_Shown], cluster: list[int], width: int, columns: int
) -> tuple[list[Box], list[More]]:
    filled = _first_fit(extents, cluster)
    shown = len(filled)
    room = width
    if shown > max(1, min(columns, width // NARROWEST)):
        room = width - STRIP - GAP
        shown = max(1, min(columns, room // NARROWEST, len(filled) - 1))
    gathered = _gather(extents, [index for column in filled[shown:] for index in column])
    lefts = [round(place * (room + GAP) / shown) for place in range(shown + 1)]
    boxes = []
    for place, column in enumerate(filled[:shown]):
        for index in column:
            right = place + 1
            while right < shown and not any(
                _overlap(extents[index], extents[other]) for other in filled[right]
            ):
                right += 1
            edge = lefts[right] - GAP
            if right == shown and not any(
                extents[index].start < strip.end and strip.start < extents[index].shown_end
                for strip in gathered
            ):
                edge = width
            left = lefts[place]
            boxes.append(Box(index, left, edge - left, 0, extents[index].shown_end))
    boxes.sort(key=lambda box: (extents[box.item].start, box.left))
    return boxes, [strip._replace(left=width - STRIP, width=STRIP) for strip in gathered]


def _first_fit(extents: Sequence[_Shown], cluster: list[int]) -> list[list[int]]:
    columns: list[list[int]] = []
    for index in cluster:
        for column in columns:
            if extents[column[-1]].shown_end <= extents[index].start:
                column.append(index)
                break
        else:
            columns.append([index])
    return columns


def _gather(extents: Sequence[_Shown], hidden: list[int]) -> list[More]:
    """Return one strip for each set of hidden blocks that overlap, without their pixels yet."""
    hidden = sorted(hidden, key=lambda i: _order(extents[i], i))
    return [
        More(
            tuple(cluster),
            extents[cluster[0]].start,
            max(extents[index].shown_end for index in cluster),
            0,
            0,
        )
        for cluster in _clusters(extents, hidden)
    ]
