"""The ring round the focused control: 2 px of accent, 1 px away, on every control."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

REACH = 3
"""How far the ring stands out: its own 2 px and the gap of 1."""

OWN_RING = "paints_own_ring"
"""Dynamic property of widgets that paint what is focused in them, such as the diary."""


class FocusRing(QWidget):
    """One for the whole application: it lies over the control that has the keyboard.

    It follows the control as its sibling, so that it is clipped and scrolled with it.
    """

    # On the class too: Qt may still ask while Python takes the object apart.
    _control: QWidget | None = None

    def __init__(self, application: QApplication, colour: QColor) -> None:
        """Follow the focus of an application from now on."""
        super().__init__()
        self._colour = colour
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application.focusChanged.connect(self._on_focus_changed)

    def set_colour(self, colour: QColor) -> None:
        """Take the accent of another theme."""
        self._colour = colour
        self.update()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        # Qt moves the focus away while a control is taken apart: Python has let go of it by then.
        if self._control is not None and isValid(self._control):
            self._control.removeEventFilter(self)
            self._control.destroyed.disconnect(self._on_destroyed)
        self._control = None
        if now is None or now.isWindow() or now.property(OWN_RING):
            self.leave()
            return
        self._control = now
        now.installEventFilter(self)
        now.destroyed.connect(self._on_destroyed)
        self._follow()

    @Slot()
    def _on_destroyed(self) -> None:
        self._control = None
        self.leave()

    def leave(self) -> None:
        """Hide, and belong to nobody, so that no control's end takes the ring with it."""
        self.hide()
        self.setParent(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay with the control when it moves, grows, hides or goes elsewhere."""
        kinds = QEvent.Type
        if watched is self._control and event.type() in (
            kinds.Move,
            kinds.Resize,
            kinds.Show,
            kinds.Hide,
            kinds.ParentChange,
            kinds.ZOrderChange,
        ):
            self._follow()
        return False

    def _follow(self) -> None:
        control = self._control
        if control is None or control.parentWidget() is None or not control.isVisible():
            self.hide()
            return
        if self.parentWidget() is not control.parentWidget():
            self.setParent(control.parentWidget())
        self.setGeometry(control.geometry().adjusted(-REACH, -REACH, REACH, REACH))
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._colour, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
