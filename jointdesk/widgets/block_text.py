"""Which lines of text a block has room for, and where they stand.

Inside a block: tags and state icon, title, time, place. Only whole lines; what does not fit is
dropped from the end (place, then time, then lines of the title).
"""

from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF

from jointdesk.viewmodels.blocks import Block, Certainty
from jointdesk.widgets.fitting import elide, wrap
from jointdesk.widgets.fonts import Fonts, Text, Weight
from jointdesk.widgets.patterns import SPINE

CORNER = 19
"""Side of the corner that marks trouble."""
ICON = 12
"""Side of the state icon beside the tag, at the design's text size."""
NARROW = 60
"""Below it there is only the tag, and the start where there is a second line."""
NO_TIME = 90
"""Below it the time does not fit on a line; titles are a little smaller."""
NO_PLACE = 120
MERE_SPINE = 35
"""Below it no text can be read."""

_LEFT = SPINE + 7
_NARROW_LEFT = SPINE + 5
_RIGHT = 5
_NARROW_RIGHT = 2
_TOP = 4
_BETWEEN_TAGS = 6


class Run(NamedTuple):
    """Some text in one font. `role` is "tag", "title" or "second"; `position` whose tag."""

    x: float
    baseline: float
    text: str
    font: QFont
    role: str
    position: int = 0


class Lines(NamedTuple):
    """The text of one block, from its top left corner, and where its icons go, with their names."""

    runs: tuple[Run, ...]
    icons: tuple[tuple[str, int, int], ...] = ()


class _Style(NamedTuple):
    font: QFont
    metrics: QFontMetricsF
    line: int

    def baseline(self, top: float) -> float:
        """Where text stands in a line that starts at `top`, in whole pixels."""
        free = self.line - self.metrics.height()
        return round(top + free / 2 + self.metrics.ascent())


class BlockText:
    """Fits the texts of blocks, at one text size."""

    def __init__(self, fonts: Fonts) -> None:
        """Take the fonts."""
        self._fonts = fonts
        self._tag = self._style(Text.TAG, Weight.BOLD)
        self._second = self._style(Text.DETAIL, Weight.REGULAR, fonts.px(14))
        self._start = self._style(Text.TAG, Weight.REGULAR)

    def _style(self, text: Text, weight: QFont.Weight, line: int = 0) -> _Style:
        fonts = self._fonts
        return _Style(
            fonts.font(text, weight), fonts.metrics(text, weight), line or fonts.line(text)
        )

    def fit(self, block: Block, width: int, height: int) -> Lines:
        """Return the lines for a block of that size in pixels, of which `height` can be seen."""
        px = self._fonts.px
        if width < px(MERE_SPINE):
            return Lines(())
        two_lines = px(_TOP) + self._tag.line + px(14) + 1
        if width < px(NARROW):
            return self._narrow(block, width, height, two_lines)
        if height < two_lines:
            return self._one_line(block, width, height)
        return self._stack(block, width, height)

    def _narrow(self, block: Block, width: int, height: int, two_lines: int) -> Lines:
        """Only the tag; under the corner where both have no room on one line."""
        left, line = self._fonts.px(_NARROW_LEFT), self._tag.line
        room = width - left - self._fonts.px(_NARROW_RIGHT)
        code = block.codes[0] if block.codes else ""
        top = self._fonts.px(_TOP) if height >= two_lines else (height - line) / 2
        if block.severity:
            beside = self._tag.metrics.horizontalAdvance(code) <= room - CORNER
            if not beside and height < CORNER + line:
                return Lines(())
            top = top if beside else CORNER
        position = block.positions[0] if block.positions else 0
        text = elide(code, self._tag.metrics, room)
        runs = [Run(left, self._tag.baseline(top), text, self._tag.font, "tag", position)]
        top += line
        fits = self._start.metrics.horizontalAdvance(block.start_time) <= room
        if fits and top + self._start.line <= height:
            baseline = self._start.baseline(top)
            runs.append(Run(left, baseline, block.start_time, self._start.font, "second"))
        return Lines(tuple(runs))

    def _one_line(self, block: Block, width: int, height: int) -> Lines:
        """Tag and title beside each other, in the middle."""
        fonts = self._fonts
        size = Text.SMALL_BLOCK if height < fonts.px(20) else Text.BLOCK
        title = self._style(size, Weight.MEDIUM)
        right = width - (CORNER + 3 if block.severity else fonts.px(_RIGHT))
        runs, icons, x = self._tags(block, (height - self._tag.line) / 2, right)
        room = right - x
        text = elide(block.title, title.metrics, room)
        if len(text.rstrip("…")) > 0 and title.metrics.horizontalAdvance(text) <= room:
            baseline = title.baseline((height - title.line) / 2)
            runs.append(Run(x, baseline, text, title.font, "title"))
        return Lines(tuple(runs), icons)

    def _stack(self, block: Block, width: int, height: int) -> Lines:
        """Tag, title on up to three lines, time, note, place."""
        fonts = self._fonts
        small = width < fonts.px(NO_TIME)
        mild = block.certainty in (Certainty.TENTATIVE, Certainty.HOLD)
        title = self._style(
            Text.SMALL_BLOCK if small else Text.BLOCK, Weight.MEDIUM if mild else Weight.SEMI_BOLD
        )
        left, right = fonts.px(_LEFT), width - fonts.px(_RIGHT)
        top = fonts.px(_TOP)
        runs, icons, _ = self._tags(block, top, right - (CORNER if block.severity else 0))
        top += self._tag.line
        room = height - 2 - top
        most = 2 if room < 5 * title.line else 3
        for text in wrap(block.title, title.metrics, right - left, min(most, room // title.line)):
            runs.append(Run(left, title.baseline(top), text, title.font, "title"))
            top += title.line
        seconds = [] if small else [block.times, block.note]
        if width >= fonts.px(NO_PLACE):
            seconds.append(block.place)
        for text in filter(None, seconds):
            if top + self._second.line > height - 2:
                break
            told = elide(text, self._second.metrics, right - left)
            runs.append(Run(left, self._second.baseline(top), told, self._second.font, "second"))
            top += self._second.line
        return Lines(tuple(runs), icons)

    def _tags(
        self, block: Block, top: float, right: float
    ) -> tuple[list[Run], tuple[tuple[str, int, int], ...], float]:
        """Return the tags and the icons that fit before `right`, and where the next text goes."""
        fonts = self._fonts
        x: float = fonts.px(_LEFT)
        baseline = self._tag.baseline(top)
        runs = []
        for code, position in zip(block.codes, block.positions, strict=True):
            text = elide(code, self._tag.metrics, right - fonts.px(_LEFT))
            advance = self._tag.metrics.horizontalAdvance(text)
            if x + advance > right:
                break
            runs.append(Run(x, baseline, text, self._tag.font, "tag", position))
            x += advance + fonts.px(_BETWEEN_TAGS)
        size, icons = fonts.px(ICON), []
        for name in (block.icon, "upload" if block.waits else ""):
            if name and x + size <= right:
                icons.append((name, round(x), round(top + (self._tag.line - size) / 2)))
                x += size + fonts.px(5)
        return runs, tuple(icons), x
