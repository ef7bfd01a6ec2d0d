"""An inspector at the right of a page: beside it, or over its edge in a narrow window."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from jointdesk.widgets.look import Look

_OVERLAY_UNDER = 1280
"""In a window less wide the panel lies over the page, and comes only when it is asked for."""


class Docked(QObject):
    """Shows and hides a panel of a page, and gives it its place.

    Signals:
        fitted: the page has another size, after which the panel may be wanted or not.
    """

    fitted = Signal()

    def __init__(self, page: QWidget, row: QHBoxLayout, panel: QWidget, look: Look) -> None:
        """Begin hidden; `row` is the page's layout, in which the panel stands at the right."""
        super().__init__(page)
        self._page, self._row, self._panel, self._look = page, row, panel, look
        self._is_closed = False
        panel.setParent(page)
        panel.setBackgroundRole(QPalette.ColorRole.Window)
        panel.setAutoFillBackground(True)
        panel.hide()
        page.installEventFilter(self)

    @property
    def is_overlaid(self) -> bool:
        """Whether the panel would lie over the page."""
        return self._page.window().width() < self._look.fonts.px(_OVERLAY_UNDER)

    @property
    def is_shown(self) -> bool:
        """Whether the panel can be seen."""
        return not self._panel.isHidden()

    def offer(self, has_content: bool) -> None:
        """Show the panel if it has something to show and there is room, or it is open already."""
        is_wanted = not self.is_overlaid and not self._is_closed
        self._panel.setVisible(has_content and (is_wanted or self.is_shown))
        self._place()

    def open(self) -> None:
        """Show the panel."""
        self._is_closed = False
        self._panel.show()
        self._place()

    def close(self) -> None:
        """Hide the panel until it is asked for."""
        self._is_closed = True
        self._panel.hide()

    def make_room(self) -> None:
        """Hide the panel where it would lie over what is asked on the page."""
        if self.is_overlaid:
            self.close()

    def _place(self) -> None:
        if self.is_overlaid:
            self._row.removeWidget(self._panel)
            width = self._panel.width()
            left = self._page.width() - width
            self._panel.setGeometry(left, 0, width, self._page.height())
            self._panel.raise_()
        elif self._row.indexOf(self._panel) < 0:
            self._row.addWidget(self._panel)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the size of the page."""
        if event.type() is QEvent.Type.Resize:
            if self.is_overlaid and self._row.indexOf(self._panel) >= 0:
                self._panel.hide()  # it would cover what one looks at
            self._place()
            QTimer.singleShot(0, self, self.fitted.emit)
        return False
