"""Everything on a page in reading order: what the keyboard reaches and a screen reader hears."""

from typing import NamedTuple

from PySide6.QtCore import QRect

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.words import counted
from jointdesk.viewmodels import words
from jointdesk.viewmodels.allday import Bar
from jointdesk.viewmodels.blocks import Block, Kind, PlainWords
from jointdesk.viewmodels.cursor import ALL_DAY, Stop
from jointdesk.viewmodels.marks import worst
from jointdesk.widgets.diary_geometry import Grid, Head, PlacedStrip


class Choice(NamedTuple):
    """One of the meetings that a count stands for."""

    meeting_id: str
    title: str
    times: str
    record: str = ""


class Item(NamedTuple):
    """One thing on the page.

    `box` is in grid coordinates, or head coordinates where `in_head`. `told` has what is said
    and told of it, put together when it is asked for. `meeting_id` is "" where it is no
    meeting; a deadline has its `record`. `choices` are what a count stands for. Only `is_stop`
    things are reached by the arrow keys.
    """

    key: str
    day: int
    start: int
    box: QRect
    in_head: bool
    told: Block | Bar | PlainWords
    severity: Severity | None
    meeting_id: str
    choices: tuple[Choice, ...]
    is_stop: bool
    record: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        return self.told.spoken

    @property
    def full_text(self) -> str:
        """What a tooltip shows of it."""
        return self.told.full_text

    @property
    def stop(self) -> Stop:
        """How the arrow keys see it."""
        return Stop(self.key, self.day, self.start, self.severity)


def items_of(grid: Grid, head: Head) -> list[Item]:
    """Return the items of a page, day by day: heading, all-day items, then by time."""
    found = (
        _headings(grid, head)
        + _band(head)
        + _blocks(grid)
        + [_of_strip(strip) for strip in grid.strips]
    )
    return sorted(found, key=lambda item: (item.day, item.start, item.box.y(), item.box.x()))


def _headings(grid: Grid, head: Head) -> list[Item]:
    found = []
    for index, page in enumerate(grid.page.days):
        key = f"day/{page.heading.day.isoformat()}"
        told = PlainWords(page.heading.spoken, page.heading.spoken)
        box = head.heading_box(index)
        found.append(Item(key, index, ALL_DAY - 1, box, True, told, None, "", (), False))
    return found


def _band(head: Head) -> list[Item]:
    found = [
        Item(bar.key, bar.first, ALL_DAY, box, True, bar, bar.severity,
             bar.meeting_id, (), True, bar.record)
        for bar, box in head.bars
    ]  # fmt: skip
    for more in head.more:
        choices = tuple(Choice(bar.meeting_id, bar.title, "", bar.record) for bar in more.bars)
        spoken = _count(len(choices), "all day")
        severity = worst(bar.severity for bar in more.bars)
        found.append(
            Item(more.key, more.day, ALL_DAY, more.box, True,
                 PlainWords(_names(choices), spoken), severity, "", choices, True)
        )  # fmt: skip
    return found


def _blocks(grid: Grid) -> list[Item]:
    return [
        Item(block.key, day, block.start, box, False, block,
             block.severity if block.kind is Kind.MEETING else None, block.meeting_id, (),
             block.kind is Kind.MEETING)
        for block, box, _, day, _ in (*grid.behind, *grid.placed)
    ]  # fmt: skip


def _of_strip(strip: PlacedStrip) -> Item:
    choices = tuple(Choice(block.meeting_id, block.title, block.times) for block in strip.blocks)
    spoken = _count(len(choices), f"from {words.clock(strip.start)}")
    told = PlainWords(_names(choices), spoken)
    return Item(strip.key, strip.day, strip.start, strip.box, False, told,
                strip.severity, "", choices, True)  # fmt: skip


def _count(number: int, when: str) -> str:
    return f"{counted(number, 'more meeting')} {when}, press Enter for the list"


def _names(choices: tuple[Choice, ...]) -> str:
    return "\n".join(f"{choice.times} {choice.title}".strip() for choice in choices)
