"""Where each block of a printed week stands: hours, sides, lanes, and what is written on it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from jointdesk.domain.words import counted, short_day
from jointdesk.exports.document import PlacedBlock, WeekPicture

_OPENS, _CLOSES = 7 * 60, 20 * 60
"""The hours that a page shows at least, in minutes after midnight (ui.md section 11)."""

_LEAST = 20
"""Minutes whose height a line of text needs; a shorter meeting is drawn so high."""

_BANNERS = 4
"""So many all-day things stand over a day; the list has the others too."""


class PictureBlock(NamedTuple):
    """Something on one day and one side, `start` and `end` in minutes after its midnight.

    `travel` are the minutes that a journey needs, 0 for what is no journey.
    """

    day: date
    start: int
    end: int
    all_day: bool
    tags: tuple[str, ...]
    title: str
    times: str
    side: int = 0
    place: str = ""
    marks: str = ""
    dashed: bool = False
    struck: bool = False
    travel: int = 0
    urgency: str = ""


def week_picture(
    days: Sequence[date],
    blocks: Iterable[PictureBlock],
    codes: Sequence[str] = (),
    sides: Sequence[str] = (),
) -> WeekPicture:
    """Return the picture of some days of a week, of which there is one at least.

    A weekend with nothing in it is left out, unless there is nothing else.

    `codes` are all organisations in their order, `sides` the heads of the diaries that stand
    beside each other, none for one.
    """
    found = list(blocks)
    taken = {block.day for block in found}
    shown = [day for day in days if day.weekday() < 5 or day in taken] or list(days)
    timed = [block for block in found if not block.all_day and block.day in shown]
    opens = min([_OPENS, *(block.start for block in timed)]) // 60
    closes = -(-max([_CLOSES, *(_bottom(block) for block in timed)]) // 60)
    placed: list[PlacedBlock] = []
    for number, day in enumerate(shown):
        of_day = [one for one in timed if one.day == day]
        for side in range(max(len(sides), 1)):
            placed += _side(of_day, side, number, opens * 60)
    return WeekPicture(
        tuple(map(short_day, shown)),
        opens,
        min(closes, 24),
        tuple(_banners([one for one in found if one.all_day and one.day == day]) for day in shown),
        tuple(placed),
        tuple(codes),
        tuple(sides),
    )


def _banners(blocks: Sequence[PictureBlock]) -> tuple[str, ...]:
    """Return what lasts all day, once where two diaries have it."""
    found = list(dict.fromkeys(f"{' '.join(one.tags)} {one.title}".strip() for one in blocks))
    if len(found) <= _BANNERS:
        return tuple(found)
    return (*found[: _BANNERS - 1], f"{counted(len(found) - _BANNERS + 1, 'more', 'more')}, listed")


def _bottom(block: PictureBlock) -> int:
    least = 0 if block.travel else _LEAST
    return min(max(block.end, block.start + least), 24 * 60)


def _side(of_day: Sequence[PictureBlock], side: int, day: int, opens: int) -> Iterator[PlacedBlock]:
    """Yield a day's blocks of one side: journeys behind, meetings beside each other.

    What is left of a journey depends on the meetings of every side.
    """
    meetings = [one for one in of_day if not one.travel]
    for one in of_day:
        if one.travel and one.side == side and (left := _left(one, meetings)) is not None:
            yield _placed(left, day, opens, 0, 1)
    yield from _in_lanes([one for one in meetings if one.side == side], day, opens)


def _left(journey: PictureBlock, meetings: Iterable[PictureBlock]) -> PictureBlock | None:
    """Return what the meetings before it leave of a journey, None for nothing."""
    before = [one.end for one in meetings if one.start < journey.end and one.end <= journey.end]
    start = max([journey.start, *before])
    if start >= journey.end:
        return None
    if start == journey.start:
        return journey
    words = f"{journey.end - start} of {journey.travel} min"
    return journey._replace(start=start, title=words, urgency="must")


def _in_lanes(meetings: Sequence[PictureBlock], day: int, opens: int) -> Iterator[PlacedBlock]:
    """Yield meetings side by side where they overlap, as narrow as they must be."""
    cluster: list[tuple[PictureBlock, int]] = []
    lanes: list[int] = []
    for block in sorted(meetings, key=lambda one: (one.start, -one.end)):
        if cluster and block.start >= max(lanes):
            yield from _cluster(cluster, len(lanes), day, opens)
            cluster, lanes = [], []
        lane = next((place for place, end in enumerate(lanes) if end <= block.start), len(lanes))
        lanes[lane : lane + 1] = [_bottom(block)]
        cluster.append((block, lane))
    yield from _cluster(cluster, len(lanes), day, opens)


def _cluster(
    cluster: Iterable[tuple[PictureBlock, int]], lanes: int, day: int, opens: int
) -> Iterator[PlacedBlock]:
    for block, lane in cluster:
        yield _placed(block, day, opens, lane, lanes)


def _placed(block: PictureBlock, day: int, opens: int, lane: int, lanes: int) -> PlacedBlock:
    return PlacedBlock(
        day=day,
        side=block.side,
        top=block.start - opens,
        minutes=_bottom(block) - block.start,
        lane=lane,
        lanes=lanes,
        tags=block.tags,
        title=block.title,
        times=block.times,
        place=block.place,
        marks=block.marks,
        dashed=block.dashed,
        struck=block.struck,
        travel=bool(block.travel),
        urgency=block.urgency,
    )
