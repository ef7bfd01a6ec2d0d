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
        """Go beside the box, inside the view; where no side has room, over its right end."""
        self.resize(self.width(), self._height())
        room = self._view.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        right = self._beside.right() + _GAP
        left = self._beside.left() - self.width() - _GAP
        most = room.right() - self.width()
        x = right if right <= most else left if left >= room.left() else most
        y = max(room.top(), min(self._beside.top(), room.bottom() - self.height()))
        self.move(QPoint(max(room.left(), x), y))

    def fits(self, more: int = 0) -> bool:
        """Whether the view has room for it, and for so many pixels more."""
        return self._height() + more + 2 * _MARGIN <= self._view.height()

    def _height(self) -> int:
        """Return how tall what stands in it is, at its width."""
        layout = self.layout()
        if layout is None:
            return self.height()
        layout.activate()
        if layout.hasHeightForWidth():
            return layout.totalHeightForWidth(self.width())
        return layout.totalSizeHint().height()

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
