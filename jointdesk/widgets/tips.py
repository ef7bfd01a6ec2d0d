"""The full text of a thing, in a small window beside it: always plain text."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from jointdesk.widgets.fonts import Text
from jointdesk.widgets.look import Look

DELAY_MS = 600
"""How long the pointer or the keyboard rests on a thing before its text shows."""

_WIDEST = 340


class Tip(QLabel):
    """Shows a text that comes from calendars. Unlike `QToolTip` it never takes it for markup."""

    def __init__(self, parent: QWidget) -> None:
        """Belong to the widget that shows it."""
        super().__init__(parent, Qt.WindowType.ToolTip)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(8)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_look(self, look: Look) -> None:
        """Take a theme."""
        theme = look.theme
        self.setFont(look.fonts.font(Text.DETAIL))
        self.setStyleSheet(
            f"color: {theme.ink.name()}; background: {theme.surface.name()};"
            f"border: 1px solid {theme.line2.name()};"
        )

    def tell(self, text: str, beside: QRect) -> None:
        """Show a text beside a box in global coordinates, inside the screen."""
        self.setText(text)
        size = self.fontMetrics().boundingRect(
            QRect(0, 0, _WIDEST, 10_000), Qt.TextFlag.TextWordWrap, text
        )
        self.resize(size.width() + 24, size.height() + 20)
        screen = QGuiApplication.screenAt(beside.center()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = beside.right() + 8
        if x + self.width() > room.right():
            x = beside.left() - self.width() - 8
        y = min(beside.top(), room.bottom() - self.height())
        self.move(QPoint(max(room.left(), x), max(room.top(), y)))
        self.show()
