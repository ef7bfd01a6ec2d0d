"""How a row of the tasks is painted: box, title, when, whose, and what is wrong with it."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter

from jointdesk.viewmodels.task_rows import TaskRow
from jointdesk.widgets.fitting import elide
from jointdesk.widgets.fonts import Text, Weight, struck_out
from jointdesk.widgets.list_rows import AIR, LEFT
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import paint_tag, tag_width
from jointdesk.widgets.pills import (
    SEVERITY_SHADES,
    paint_pill,
    pill_height,
    pill_width,
    trouble_icon,
)

BOX = 18
"""Width of the box that is ticked."""
_WIDE = 620
_DUE, _OWNER, _TAGS = 122, 150, 124
"""Widths of the columns at the right of a wide row."""


def tick_reach(look: Look) -> int:
    """Return how far from the left edge of a row the box can be hit."""
    return AIR + look.fonts.px(BOX) + 10


class TaskFace:
    """Paints one row; all in the same look."""

    def __init__(self, look: Look, painter: QPainter, row: TaskRow, box: QRect) -> None:
        """Paint a row into its box, on a ground that is painted already."""
        self._look, self._painter, self._row = look, painter, row
        self._box = box.adjusted(AIR, 0, -AIR, 0)
        self._line = look.fonts.line(Text.BODY)
        self._top = box.y() + (box.height() - 2 * self._line) // 2
        self._left = self._box.x() + look.fonts.px(BOX) + 12
        if self._is_wide and not (row.late or row.details or row.troubles):
            self._top += self._line // 2

    @property
    def _is_wide(self) -> bool:
        return self._box.width() >= self._look.fonts.px(_WIDE)

    def paint(self) -> None:
        """Draw everything."""
        self._paint_tick()
        if self._is_wide:
            self._paint_wide()
        else:
            self._paint_narrow()

    def _paint_wide(self) -> None:
        """Due, owner and tags stand in columns."""
        fonts, row, theme = self._look.fonts, self._row, self._look.theme
        end = self._box.right() + 1
        tags, owner = end - fonts.px(_TAGS), end - fonts.px(_TAGS + _OWNER)
        due = owner - fonts.px(_DUE)
        self._paint_tags(end)
        self._words(row.owner or "Nobody", owner, tags - 10, self._top, theme.ink2)
        left = self._paint_due_icon(due)
        colour = theme.red if row.is_late else theme.ink
        weight = Weight.SEMI_BOLD if row.is_late else Weight.REGULAR
        self._words(row.due or "No date", left, owner - 10, self._top, colour, weight)
        if row.late:
            self._words(row.late, left, owner - 10, self._top + self._line, theme.red)
        self._paint_title(due - 14)
        x = self._paint_pill(self._left, due - 14)
        self._words(" · ".join(row.details), x, due - 14, self._top + self._line, theme.ink2)

    def _paint_narrow(self) -> None:
        """The second line has it all, with what is wrong at its end."""
        row, theme = self._row, self._look.theme
        end = self._box.right() + 1
        self._paint_title(self._paint_tags(end) - 8)
        second = self._top + self._line
        if row.troubles:
            worst = row.troubles[0]
            width = pill_width(self._look, worst.words, has_icon=True)
            end -= min(width, (end - self._left) // 2) + 8
            self._paint_pill(end + 8, self._box.right() + 1)
        left = self._paint_due_icon(self._left, second)
        words = ", ".join(filter(None, (row.due, row.late))) or "No date"
        colour = theme.red if row.is_late else theme.ink2
        left = self._words(words, left, end, second, colour)
        rest = " · ".join((row.owner or "Nobody", *row.details))
        self._words(f" · {rest}", left, end, second, theme.ink2)

    def _paint_tick(self) -> None:
        look, row = self._look, self._row
        is_done = not row.task.is_open
        icon = {"completed": "square-check", "cancelled": "ban"}.get(row.task.status, "square")
        size = look.fonts.px(BOX)
        top = self._box.y() + (self._box.height() - size) // 2
        self._icon(icon, look.theme.ok if is_done else look.theme.ink2, self._box.x(), top, size)

    def _paint_title(self, right: int) -> None:
        """The title, after a lock and what waits to be written."""
        theme, task = self._look.theme, self._row.task
        left, size = self._left, self._look.fonts.px(14)
        top = self._top + (self._line - size) // 2
        for is_so, icon in ((task.visibility == "own_org", "lock"), (task.pending, "upload")):
            if is_so:
                self._icon(icon, theme.ink2, left, top, size)
                left += size + 5
        colour = theme.ink if task.is_open else theme.ink2
        weight = Weight.SEMI_BOLD if task.is_open else Weight.REGULAR
        self._words(
            self._row.title, left, right, self._top, colour, weight,
            is_struck=task.status == "cancelled",
        )  # fmt: skip

    def _paint_due_icon(self, left: int, top: int | None = None) -> int:
        """An icon before a day that has passed; return where the words begin."""
        if not self._row.is_late:
            return left
        size = self._look.fonts.px(14)
        y = (self._top if top is None else top) + (self._line - size) // 2
        self._icon("octagon-alert", self._look.theme.red, left, y, size)
        return left + size + 5

    def _paint_pill(self, left: int, right: int) -> int:
        """What is wrong, in a pill on the second line; return where the next thing begins."""
        if not self._row.troubles:
            return left
        worst = self._row.troubles[0]
        more = len(self._row.troubles) - 1
        words = f"{worst.words} +{more}" if more else worst.words
        at = QPointF(left, self._top + self._line + (self._line - pill_height(self._look)) / 2 + 1)
        shade = SEVERITY_SHADES[worst.severity]
        icon = trouble_icon(worst.severity)
        width = paint_pill(self._painter, self._look, at, words, shade, right - left, icon)
        return round(left + width) + 8

    def _paint_tags(self, right: int) -> int:
        """Paint the tags up to the right edge, and return where they begin."""
        row, look = self._row, self._look
        height = look.fonts.px(17)
        for code, position in reversed([*zip(row.codes, row.positions, strict=True)]):
            width = tag_width(look, code)
            top = self._top + (self._line - height) / 2
            box = QRectF(right - width, top, width, height)
            paint_tag(self._painter, look, box, position, code)
            right -= width + 6
        return right

    def _icon(self, name: str, colour: QColor, left: int, top: int, size: int) -> None:
        ratio = self._painter.device().devicePixelRatioF()
        pixmap = self._look.icons.pixmap(name, colour, size, ratio)
        self._painter.drawPixmap(QPoint(left, top), pixmap)

    def _words(
        self,
        words: str,
        left: int,
        right: int,
        top: int,
        colour: QColor,
        weight: int = Weight.REGULAR,
        *,
        is_struck: bool = False,
    ) -> int:
        """Draw as much of a text as there is room for, and return where it ends."""
        if not words or right <= left:
            return left
        fonts, size = self._look.fonts, Text.BODY if top == self._top else Text.BLOCK
        metrics = fonts.metrics(size, weight)
        text = elide(words, metrics, right - left)
        font = fonts.font(size, weight)
        self._painter.setFont(struck_out(font) if is_struck else font)
        self._painter.setPen(colour)
        self._painter.drawText(QRect(left, top, right - left, self._line), LEFT, text)
        return left + round(metrics.horizontalAdvance(text))
