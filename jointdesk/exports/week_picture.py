"""Where each block of a printed week stands: hours, lanes, and what is written on it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from jointdesk.domain.words import short_day
from jointdesk.exports.document import PlacedBlock, WeekPicture

_OPENS, _CLOSES = 7 * 60, 20 * 60
"""The hours that a page shows at least, in minutes after midnight (ui.md section 11)."""

_LEAST = 20
"""Minutes whose height a line of text needs; a shorter meeting is drawn so high."""


class PictureBlock(NamedTuple):
    """Something on one day, `start` and `end` in minutes after its midnight."""

    day: date
    start: int
    end: int
    all_day: bool
    tags: tuple[str, ...]
    title: str
    times: str
    place: str = ""
    dashed: bool = False
    struck: bool = False
    travel: bool = False
    urgency: str = ""


def week_picture(days: Sequence[date], blocks: Iterable[PictureBlock]) -> WeekPicture:
    """Return the picture of some days of a week; a weekend with nothing in it is left out."""
    found = list(blocks)
    taken = {block.day for block in found}
    shown = [day for day in days if day.weekday() < 5 or day in taken]
    timed = [block for block in found if not block.all_day and block.day in shown]
    opens = min([_OPENS, *(block.start for block in timed)]) // 60
    closes = -(-max([_CLOSES, *(_bottom(block) for block in timed)]) // 60)
    placed: list[PlacedBlock] = []
    banners: list[tuple[str, ...]] = []
    for number, day in enumerate(shown):
        of_day = [block for block in timed if block.day == day]
        placed += _placed(of_day, number, opens * 60)
        banners.append(
            tuple(
                f"{' '.join(block.tags)} {block.title}".strip()
                for block in found
                if block.all_day and block.day == day
            )
        )
    heads = tuple(map(short_day, shown))
    return WeekPicture(heads, opens, min(closes, 24), tuple(banners), tuple(placed))


def _bottom(block: PictureBlock) -> int:
    least = 0 if block.travel else _LEAST
    return min(max(block.end, block.start + least), 24 * 60)


def _placed(blocks: list[PictureBlock], day: int, opens: int) -> list[PlacedBlock]:
    """Return a day's blocks side by side where they overlap, as narrow as they must be."""
    blocks.sort(key=lambda block: (block.start, -block.end))
    found: list[PlacedBlock] = []
    cluster: list[tuple[PictureBlock, int]] = []
    lanes: list[int] = []
    for block in blocks:
        if cluster and block.start >= max(lanes):
            found += _cluster(cluster, len(lanes), day, opens)
            cluster, lanes = [], []
        lane = next((place for place, end in enumerate(lanes) if end <= block.start), len(lanes))
        lanes[lane : lane + 1] = [_bottom(block)]
        cluster.append((block, lane))
    return found + _cluster(cluster, len(lanes), day, opens)


def _cluster(
    cluster: list[tuple[PictureBlock, int]], lanes: int, day: int, opens: int
) -> list[PlacedBlock]:
    return [
        PlacedBlock(
            day=day,
            top=block.start - opens,
            minutes=_bottom(block) - block.start,
            lane=lane,
            lanes=lanes,
            tag=" ".join(block.tags),
            title=block.title,
            times=block.times,
            place=block.place,
            dashed=block.dashed,
            struck=block.struck,
            travel=block.travel,
            urgency=block.urgency,
        )
        for block, lane in cluster
    ]
