"""Words on a page: always plain text, in the fonts and colours of the design."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QLabel

from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look


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
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setWordWrap(wraps)
    label.setFont(look.fonts.font(text, weight))
    if colour is not None:
        label.setStyleSheet(f"color: {colour.name()};")
    return label


def make_icon(look: Look, name: str, colour: QColor, size: int = 16) -> QLabel:
    """Return a label that shows an icon; what it means stands beside it."""
    label = QLabel()
    label.setPixmap(look.icons.pixmap(name, colour, size, label.devicePixelRatioF()))
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
