"""Inter at the sizes of the design, grown with the text size that the system asks for."""

from enum import Enum
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QGuiApplication

FAMILY = "Inter"
_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")

_DESIGN_PIXELS = 10 * 96 / 72
"""The system text size that the design is drawn for: 10 pt, in pixels."""


_SIDE_BY_SIDE = 1.4
"""The largest scale at which the design's rows fit into a window of 1024 pixels."""


class Text(Enum):
    """The sizes of text: pixels of the font and of its line, at the design's text size."""

    DISPLAY = (24.0, 32)
    PAGE = (19.0, 26)
    TITLE = (17.0, 23)
    SECTION = (14.0, 20)
    BODY = (13.0, 18)
    BLOCK = (12.0, 15)
    DETAIL = (11.5, 16)
    SMALL_BLOCK = (11.0, 14)
    """Titles of blocks that are less than 90 px wide or 20 px tall."""
    MICRO = (11.0, 15)
    TAG = (10.0, 15)


class Weight:
    """The weights in use; bold is for tags only."""

    REGULAR = QFont.Weight.Normal
    MEDIUM = QFont.Weight.Medium
    SEMI_BOLD = QFont.Weight.DemiBold
    BOLD = QFont.Weight.Bold


def load_fonts(folder: Path) -> None:
    """Make the bundled Inter known to the application.

    Raises:
        OSError: a font file is missing or cannot be read.
    """
    for name in _FILES:
        if QFontDatabase.addApplicationFont(str(folder / name)) < 0:
            raise OSError(f"The font {name} cannot be read.")


def system_scale() -> float:
    """Return how much larger the system's text is than the design's, from 1 to 2.

    Ask before the application's own font is set. Systems with a smaller text than the design
    (9 pt is common) keep the design's, which is already small.
    """
    pixels = QFontInfo(QGuiApplication.font()).pixelSize()
    return min(2.0, max(1.0, pixels / _DESIGN_PIXELS))


def struck_out(font: QFont) -> QFont:
    """Return a font with a line through its text."""
    struck = QFont(font)
    struck.setStrikeOut(True)
    return struck


class Fonts:
    """The fonts of one text size of the system, and lengths that grow with them."""

    def __init__(self, scale: float = 1.0) -> None:
        """Take how many times larger than the design everything with text in it is."""
        self.scale = scale
        self.font = cache(self._font)
        self.metrics = cache(self._metrics)

    @property
    def are_large(self) -> bool:
        """True where what stands side by side in the design stands one below the other."""
        return self.scale > _SIDE_BY_SIDE

    def px(self, length: float) -> int:
        """Return a length of the design in whole pixels at this text size."""
        return round(length * self.scale)

    def line(self, text: Text) -> int:
        """Return the height of one line in pixels."""
        return self.px(text.value[1])

    def _font(self, text: Text, weight: QFont.Weight = Weight.REGULAR) -> QFont:
        font = QFont(FAMILY)
        # Point sizes may be fractions, pixel sizes may not.
        screen = QGuiApplication.primaryScreen()
        font.setPointSizeF(text.value[0] * self.scale * 72 / screen.logicalDotsPerInchY())
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if text is Text.TAG:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.4 * self.scale)
        return font

    def _metrics(self, text: Text, weight: QFont.Weight = Weight.REGULAR) -> QFontMetricsF:
        return QFontMetricsF(self.font(text, weight))
