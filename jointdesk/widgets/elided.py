"""A label of one line that gives way and ends in "…"; its tooltip has all of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from jointdesk.widgets.controls import set_tip
from jointdesk.widgets.fitting import elide
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ElidedLabel(QLabel):
    """Shows as much of a plain text as there is room for."""

    def __init__(
        self,
        look: Look,
        words: str,
        text: Text = Text.BODY,
        weight: int = Weight.REGULAR,
        colour: QColor | None = None,
    ) -> None:
        """Show a text; without a colour it has that of the text."""
        super().__init__()
        self._colour = colour or look.theme.ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.fonts.font(text, weight))
        self.setText(words)
        set_tip(self, words)

    def minimumSizeHint(self) -> QSize:
        """Return room for no more than the "…"."""
        return QSize(20, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what there is room for."""
        with QPainter(self) as painter:
            painter.setFont(self.font())
            painter.setPen(self._colour)
            text = elide(self.text(), QFontMetricsF(self.font()), self.width())
            painter.drawText(self.rect(), _LEFT, text)
