"""Where everything in the diary lies, in whole pixels, for one page at one size.

Grid coordinates have their origin at midnight of the left edge of the time gutter; head
coordinates at the top left of the heading.
"""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractScrollArea

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.allday import Bar
from jointdesk.viewmodels.blocks import Block
from jointdesk.viewmodels.diary import DayPage, DiaryPage
from jointdesk.viewmodels.layout import COLUMNS, Extent, lay_out
from jointdesk.viewmodels.marks import worst
from jointdesk.widgets.blocks import Strip
from jointdesk.widgets.fonts import Fonts, Text

GUTTER = 56
WEEKEND = 46
"""Width of a weekend day with nothing in it."""
AIR = 2
"""Pixels between a block and the lines of its day."""
LEAST = 13
"""Pixels that a block is at least tall."""
HEADING = 44
BAR = 20
ZOOMS = (40, 58, 76, 96)
"""Pixels an hour takes."""
_WIDE_COLUMN = 120
"""In a wide day more columns than usual are shown, each at least this wide."""


class Column(NamedTuple):
    """One day: its left line and its width with it."""

    x: int
    width: int

    @property
    def inside(self) -> tuple[int, int]:
        """Left edge and width of what may be filled with blocks."""
        return self.x + 1 + AIR, self.width - 1 - 2 * AIR


class Placed(NamedTuple):
    """A block in its box; `clear` pixels from its top are not covered. `depth` as in `Box`."""

    block: Block
    box: QRect
    clear: int
    day: int
    depth: int


class PlacedStrip(NamedTuple):
    """A strip "+n" in its box, with what it stands for."""

    key: str
    blocks: tuple[Block, ...]
    box: QRect
    day: int
    start: int

    @property
    def strip(self) -> Strip:
        """What is painted."""
        positions = tuple(sorted({each for block in self.blocks for each in block.positions}))
        return Strip(len(self.blocks), positions or (0,), self.severity)

    @property
    def severity(self) -> Severity | None:
        """The worst trouble in it."""
        return worst(block.severity for block in self.blocks)


class PlacedBar(NamedTuple):
    """An all-day bar in its box, in head coordinates."""

    bar: Bar
    box: QRect


class PlacedMore(NamedTuple):
    """The count of all-day items that have no row on a day, in head coordinates."""

    key: str
    bars: tuple[Bar, ...]
    box: QRect
    day: int


def on_view(view: QAbstractScrollArea, box: QRect) -> QRect:
    """Return a box in grid coordinates in those of the widget that shows the grid."""
    offset = QPoint(0, -view.verticalScrollBar().value())
    return box.translated(view.viewport().pos() + offset)


class Grid:
    """The days and hours of a page, and the boxes of its blocks."""

    def __init__(self, page: DiaryPage, width: int, hour: int, fonts: Fonts) -> None:
        """Place everything for a width in pixels, with so many pixels an hour."""
        self.page = page
        self.width = width
        self.hour = hour
        self.height = 24 * hour
        self.gutter = fonts.px(GUTTER)
        self.columns = _columns(page, width, self.gutter, fonts.px(WEEKEND))
        self.behind: list[Placed] = []
        self.placed: list[Placed] = []
        self.strips: list[PlacedStrip] = []
        for index, day in enumerate(page.days):
            self._place_day(index, day)

    def y(self, minute: int) -> int:
        """Return how far below midnight a minute of the day lies."""
        return round(minute * self.hour / 60)

    def minute_at(self, y: int) -> int:
        """Return the minute of the day at a height."""
        return max(0, min(24 * 60 - 1, y * 60 // self.hour))

    def day_at(self, x: int) -> int | None:
        """Return the index of the day at an x, None in the gutter."""
        for index, column in enumerate(self.columns):
            if column.x <= x < column.x + column.width:
                return index
        return None

    def span(self, day: int, start: int, end: int) -> QRect:
        """Return the box that a stretch of time takes across a whole day."""
        left, width = self.columns[day].inside
        top, bottom = self.y(start) + 1, self.y(end) - 1
        return QRect(left, top, width, max(LEAST, bottom - top))

    def at(self, point: QPoint) -> Placed | PlacedStrip | None:
        """Return what lies in front at a point."""
        for strip in self.strips:
            if strip.box.contains(point):
                return strip
        for placed in [*self.behind, *self.placed][::-1]:
            if placed.box.contains(point):
                return placed
        return None

    def uncovered(self, key: str, box: QRect) -> QRegion:
        """Return what of a block and of the ring round it does not lie behind other blocks."""
        region = QRegion(box.adjusted(-4, -4, 4, 4))
        own = next((each for each in self.placed if each.block.key == key), None)
        depth, day = (own.depth, own.day) if own else (-1, None)
        for each in self.placed:
            if each.depth > depth and day in (each.day, None) and each.box.intersects(box):
                region -= QRegion(each.box)
        return region

    def _place_day(self, index: int, day: DayPage) -> None:
        left, width = self.columns[index].inside
        extents = [Extent(block.start, block.end) for block in day.meetings]
        layout = lay_out(extents, width, max(COLUMNS, width // _WIDE_COLUMN))
        for box in layout.boxes:
            extent = extents[box.item]
            whole = self.span(index, extent.start, extent.shown_end)
            whole.setLeft(left + box.left)
            whole.setWidth(box.width)
            clear = whole.height()
            if box.clear_until < extent.shown_end:
                clear = min(clear, self.y(box.clear_until) - self.y(extent.start) - 2)
            self.placed.append(Placed(day.meetings[box.item], whole, clear, index, box.depth))
        for strip in layout.strips:
            whole = self.span(index, strip.start, strip.end)
            whole.setLeft(left + strip.left)
            whole.setWidth(strip.width)
            blocks = tuple(day.meetings[place] for place in strip.indexes)
            key = f"more/{day.heading.day.isoformat()}/{strip.start}"
            self.strips.append(PlacedStrip(key, blocks, whole, index, strip.start))
        for block in day.behind:
            whole = self.span(index, block.start, block.end)
            if block.severity and self.y(block.end) - whole.y() < LEAST:
                # No room between the two meetings: over the end of the first.
                whole.moveBottom(self.y(block.end) - 1)
            self.behind.append(Placed(block, whole, whole.height(), index, 0))


def _columns(page: DiaryPage, width: int, gutter: int, weekend: int) -> list[Column]:
    """Weekend days with nothing in them are narrow; the others share the rest equally.

    A window too small for that shows only the first days.
    """
    days = page.days
    narrow = [_is_empty_weekend(page, index) and len(days) > 1 for index in range(len(days))]
    wide = max(1, narrow.count(False))
    free = max(wide * weekend, width - gutter - weekend * sum(narrow))
    columns = []
    x, given = gutter, 0
    for is_narrow in narrow:
        if is_narrow:
            size = weekend
        else:
            given += 1
            size = free * given // wide - free * (given - 1) // wide
        columns.append(Column(x, size))
        x += size
    return columns


def _is_empty_weekend(page: DiaryPage, index: int) -> bool:
    day = page.days[index]
    if not day.heading.is_weekend or day.meetings:
        return False
    weekend = {place for place, each in enumerate(page.days) if each.heading.is_weekend}
    return not any(
        bar.first <= index <= bar.last and {bar.first, bar.last} <= weekend
        for bar in page.band.bars
    )


class Head:
    """The heading and the all-day band above a grid."""

    def __init__(self, grid: Grid, fonts: Fonts) -> None:
        """Place everything over the grid's days."""
        self.grid = grid
        band = grid.page.band
        self.heading = fonts.px(HEADING)
        row = fonts.px(BAR) + AIR
        self._bar = row - AIR
        has_more = any(band.gathered)
        rows = band.rows + has_more
        self.band = row * rows + 2 * AIR if rows else 0
        self.height = self.heading + self.band + 1
        top = self.heading + AIR
        self.bars = [
            PlacedBar(bar, self._box(bar.first, bar.last, top + bar.row * row, row - AIR))
            for bar in band.bars
        ]
        line = fonts.line(Text.MICRO)
        self.more = [
            PlacedMore(
                f"more/{grid.page.days[day].heading.day.isoformat()}/all-day",
                bars,
                self._box(day, day, top + band.rows * row, line),
                day,
            )
            for day, bars in enumerate(band.gathered)
            if bars
        ]

    def heading_box(self, day: int) -> QRect:
        """Return where the heading of a day lies."""
        column = self.grid.columns[day]
        return QRect(column.x, 0, column.width, self.heading)

    def row_box(self, first: int, last: int) -> QRect | None:
        """Return where something that is carried over some days lies; None for no day shown."""
        first, last = max(0, first), min(len(self.grid.columns) - 1, last)
        if last < first:
            return None
        return self._box(first, last, self.height - 1 - AIR - self._bar, self._bar)

    def at(self, point: QPoint) -> PlacedBar | PlacedMore | None:
        """Return the bar or count at a point."""
        placed: list[PlacedBar | PlacedMore] = [*self.bars, *self.more]
        return next((each for each in placed if each.box.contains(point)), None)

    def _box(self, first: int, last: int, top: int, height: int) -> QRect:
        left, _ = self.grid.columns[first].inside
        right, width = self.grid.columns[last].inside
        return QRect(left, top, right + width - left, height)
