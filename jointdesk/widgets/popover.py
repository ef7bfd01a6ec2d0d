"""A small panel over the diary, beside what it is about: never modal, never out of the view."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QFrame, QWidget

from jointdesk.widgets.look import Look

_GAP = 10
_MARGIN = 6


class Popover(QFrame):
    """Lies over a view beside a box of it, and follows the view's size.

    Signals:
        left: Escape was pressed in it, or it was closed.
    """

    left = Signal()

    def __init__(self, look: Look, view: QWidget, name: str, width: int) -> None:
        """Begin hidden over a view; `width` is that of the design, in pixels."""
        super().__init__(view)
        self._view = view
        self._beside = QRect()
        self.setAccessibleName(name)
        self.setFixedWidth(look.fonts.px(width))
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        self.setObjectName("popover")
        theme = look.theme
        self.setStyleSheet(
            f"#popover {{ background: {theme.surface.name()};"
            f" border: 1px solid {theme.line2.name()}; border-radius: 8px; }}"
        )
        view.installEventFilter(self)
        self.hide()

    def show_beside(self, box: QRect) -> None:
        """Show it beside a box in the view's coordinates."""
        self._beside = box
        self.show()
        self.place()
        self.raise_()

    def place(self) -> None:
        """Go beside the box, inside the view."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            height = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), height if height > 0 else layout.totalSizeHint().height())
        room = self._view.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        x = self._beside.right() + _GAP
        if x + self.width() > room.right():
            x = self._beside.left() - self.width() - _GAP
        x = max(room.left(), min(x, room.right() - self.width()))
        y = max(room.top(), min(self._beside.top(), room.bottom() - self.height()))
        self.move(QPoint(x, y))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay inside the view when that gets another size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape, and keep all other keys to itself: the view below has its own."""
        event.accept()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the pointer to itself."""
        event.accept()
