"""Words on a page: always plain text, in the fonts and colours of the design."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QLabel

from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

_LONG_WORD = re.compile(r"\S{24}(?=\S)")
"""What is broken where a line ends: a word that is wider than a page makes the whole page so."""
_MAY_BREAK = "\u200b"


class Words(QLabel):
    """A label of plain text that wraps, also within a word of more than 24 characters."""

    def setText(self, text: str) -> None:  # noqa: N802
        """Show other words."""
        super().setText(_LONG_WORD.sub(rf"\g<0>{_MAY_BREAK}", text))

    def text(self) -> str:
        """Return the words as they were given."""
        return super().text().replace(_MAY_BREAK, "")


def apart(words: str) -> str:
    """Return foreign words that do not turn what stands beside them, whichever way they are read.

    They are within FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (Unicode UAX 9).
    """
    return f"\u2068{words}\u2069"


def make_label(
    look: Look,
    words: str,
    text: Text = Text.BODY,
    weight: int = Weight.REGULAR,
    colour: QColor | None = None,
    *,
    wraps: bool = True,
) -> QLabel:
    """Return a label; without a colour it has that of the text."""
    label = Words() if wraps else QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setWordWrap(wraps)
    label.setFont(look.fonts.font(text, weight))
    if colour is not None:
        label.setStyleSheet(f"color: {colour.name()};")
    return label


def make_icon(look: Look, name: str, colour: QColor, size: int = 16) -> QLabel:
    """Return a label that shows an icon; what it means stands beside it.

    It is so many pixels wide in the design, and grows with the text.
    """
    label = QLabel()
    pixels = look.fonts.px(size)
    label.setPixmap(look.icons.pixmap(name, colour, pixels, label.devicePixelRatioF()))
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label


def make_line(look: Look, *, is_upright: bool = False) -> QFrame:
    """Return a hairline between two parts of a page."""
    line = QFrame()
    if is_upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    line.setStyleSheet(f"background: {look.theme.line.name()}; border: none;")
    return line
