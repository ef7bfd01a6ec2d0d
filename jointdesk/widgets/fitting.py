"""Text made to fit: whole words on whole lines, and "…" where it must end early."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

_RIGHT = Qt.TextElideMode.ElideRight


def elide(text: str, metrics: QFontMetricsF, width: float) -> str:
    """Return the text, or as much of its beginning as fits with "…" after it."""
    return metrics.elidedText(text, _RIGHT, width)


def wrap(text: str, metrics: QFontMetricsF, width: float, lines: int) -> list[str]:
    """Return the text on at most so many lines, broken only between words.

    A word wider than a line is elided on a line of its own, so that the next word can still be
    read. The last line is elided if there is more.
    """
    if lines < 1:
        return []
    words = text.split(" ")
    found: list[str] = []
    while words and len(found) < lines - 1:
        line = words.pop(0)
        while words and metrics.horizontalAdvance(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        found.append(elide(line, metrics, width))
    if words:
        found.append(elide(" ".join(words), metrics, width))
    return found
