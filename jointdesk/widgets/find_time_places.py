"""Where everything in the picture of find-a-time lies."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from jointdesk.widgets.look import Look

_NAME, _HEAD, _ROW = 146, 46, 34
_AIR = 5
_BADGE = 18
_LEAST = 4
"""Pixels that the shortest stretch is wide."""


@dataclass(frozen=True, slots=True)
class GridPlaces:
    """The places at one size: so many lines and days, drawn from `first` to `last`.

    Times are minutes after midnight.
    """

    look: Look
    width: int
    lines: int
    days: int
    first: int
    last: int

    @staticmethod
    def height(look: Look, lines: int) -> int:
        """Return the height of the heads and of so many lines."""
        return look.fonts.px(_HEAD) + max(1, lines) * look.fonts.px(_ROW) + 2

    @property
    def left(self) -> float:
        """Where the days begin: behind the names."""
        return min(self.look.fonts.px(_NAME), self.width * 0.3)

    @property
    def top(self) -> float:
        """Where the lines begin: under the heads."""
        return self.look.fonts.px(_HEAD)

    @property
    def bottom(self) -> float:
        """Where they end."""
        return self.top + self.lines * self.look.fonts.px(_ROW)

    @property
    def step(self) -> float:
        """How wide a day is."""
        return (self.width - 1 - self.left) / max(1, self.days)

    def x(self, day: int, minute: int) -> float:
        """Return where a time of a day is, at its edge for what lies outside."""
        inside = min(max(minute, self.first), self.last)
        part = (inside - self.first) / max(1, self.last - self.first)
        return self.left + (day + part) * self.step

    def column(self, day: int) -> QRectF:
        """Return a day under its head."""
        return QRectF(self.left + day * self.step, self.top, self.step, self.bottom - self.top)

    def head(self, day: int) -> QRectF:
        """Return a day's head."""
        return QRectF(self.left + day * self.step, 0, self.step, self.top)

    def row(self, number: int) -> QRectF:
        """Return a line from its name to its end."""
        height = self.look.fonts.px(_ROW)
        return QRectF(0, self.top + number * height, self.width, height)

    def box(self, number: int, day: int, start: int, end: int) -> QRectF:
        """Return a stretch of a day in a line; of nothing where all of it lies outside."""
        row = self.row(number)
        since, until = self.x(day, start), self.x(day, end)
        if start >= self.last or end <= self.first:
            return QRectF()
        width = max(_LEAST, until - since)
        return QRectF(since, row.y() + _AIR, width, row.height() - 2 * _AIR)

    def across(self, day: int, start: int, end: int) -> QRectF:
        """Return a time across all lines."""
        since, until = self.x(day, start), self.x(day, end)
        width = max(_LEAST, until - since)
        return QRectF(since, self.top - 2, width, self.bottom - self.top + 2)

    def badge(self, day: int, start: int, end: int) -> QRectF:
        """Return where the number of a time stands: on its upper edge."""
        size = self.look.fonts.px(_BADGE)
        middle = self.across(day, start, end).center().x()
        return QRectF(middle - size / 2, self.top - size / 2 - 2, size, size)

    def row_at(self, position: QPointF) -> int:
        """Return the line at a point, -1 for none."""
        number = int((position.y() - self.top) // self.look.fonts.px(_ROW))
        return number if 0 <= number < self.lines else -1

    def day_at(self, position: QPointF) -> int:
        """Return the day at a point, -1 for none."""
        number = int((position.x() - self.left) // max(1.0, self.step))
        return number if 0 <= number < self.days else -1
