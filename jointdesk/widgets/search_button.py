"""What leads to the search from every page: it looks like a field and opens the search page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton

from jointdesk.widgets.controls import GAP, set_icon
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.look import Look

_WIDTH = 150


class SearchButton(QPushButton):
    """Says "Search" and its keys."""

    def __init__(self, look: Look) -> None:
        """Show it."""
        super().__init__("Search")
        self._look = look
        set_icon(self, look, "search", look.theme.ink2, gap=GAP)
        self.setFixedWidth(look.fonts.px(_WIDTH))
        self.setStyleSheet(
            f"text-align: left; padding: 0 9px; font-weight: 400; color: {look.theme.ink3.name()};"
        )
        self.setAccessibleName("Search all diaries, Ctrl K")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and its keys at the right."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setPen(self._look.theme.ink3)
            painter.setFont(self._look.fonts.font(Text.MICRO))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect().adjusted(0, 0, -10, 0), right, "Ctrl K")
