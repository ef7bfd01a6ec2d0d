"""The right side of the diary: one panel at a time, beside the days or over their edge."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from jointdesk.widgets.look import Look

_OVERLAY_UNDER = 1280


class DiarySide(QObject):
    """Shows one panel at the right of a page: the inspector, an editor, the bin.

    Signals:
        replaced(object): a panel that was shown gives way to another one.
    """

    replaced = Signal(object)

    def __init__(self, page: QWidget, row: QHBoxLayout, look: Look) -> None:
        """Begin with nothing; `row` is the page's layout, in which the panel stands last."""
        super().__init__(page)
        self._page, self._row, self._look = page, row, look
        self.panel: QWidget | None = None
        self._passing: set[QWidget] = set()

    @property
    def is_overlaid(self) -> bool:
        """Whether a panel lies over the page, because the window is narrow."""
        return self._page.window().width() < self._look.fonts.px(_OVERLAY_UNDER)

    @property
    def is_free(self) -> bool:
        """Whether nothing is shown, or only what gives way by itself."""
        return self.panel is None or self.panel in self._passing

    def adopt(self, panel: QWidget, *, is_passing: bool = False) -> None:
        """Take a panel that is to be shown later; a passing one gives way to any other."""
        if is_passing:
            self._passing.add(panel)
        panel.setParent(self._page)
        panel.setBackgroundRole(QPalette.ColorRole.Window)
        panel.setAutoFillBackground(True)
        panel.hide()

    def show(self, panel: QWidget) -> None:
        """Show a panel in place of the one before."""
        before = self.panel
        self.panel = panel
        if before is not None and before is not panel:
            self._hide(before)
            self.replaced.emit(before)
        panel.show()
        self.place()

    def close(self) -> None:
        """Show nothing."""
        before, self.panel = self.panel, None
        if before is not None:
            self._hide(before)

    def _hide(self, panel: QWidget) -> None:
        panel.hide()
        self._row.removeWidget(panel)

    def place(self) -> None:
        """Put the panel where there is room for it now."""
        panel = self.panel
        if panel is None:
            return
        if self.is_overlaid:
            self._row.removeWidget(panel)
            width = panel.width()
            left = self._page.width() - width
            panel.setGeometry(left, 0, width, self._page.height())
            panel.raise_()
        elif self._row.indexOf(panel) < 0:
            self._row.addWidget(panel)
