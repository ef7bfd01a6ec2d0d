"""Painted things in the accessibility tree: one list, one interface for each thing in it.

A widget that paints what others would build from widgets says so by a method
`accessible_interface()`, which returns a `PaintedList` kept for as long as the widget lives.
`install_factory` must run right after the application is made, before any widget: Qt keeps the
first interface that a widget gets.
"""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid


class Painting(Protocol):
    """What a widget has painted. Things are known by keys, as they come and go with the data."""

    def keys(self) -> Sequence[str]:
        """Return the keys of everything there is, in reading order."""

    def name(self, key: str) -> str:
        """Return what is said of a thing; of the whole for ""."""

    def box(self, key: str) -> QRect:
        """Return where a thing lies in the widget."""

    def current(self) -> str:
        """Return the key of what has the keyboard, "" for nothing."""


class PaintedThing(QAccessibleInterface):
    """One painted thing."""

    def __init__(self, parent: "PaintedList", key: str) -> None:
        super().__init__()
        self._list = parent
        self.key = key

    def isValid(self) -> bool:  # noqa: N802
        """Whether it is still there."""
        return self._list.isValid() and self.key in self._list.painting.keys()

    def object(self) -> QObject | None:  # type: ignore[override]
        """There is no object behind it."""
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        """Return the window of its widget."""
        return self._list.window()

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return the list."""
        return self._list

    def childCount(self) -> int:  # noqa: N802
        """It has no parts."""
        return 0

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """It has no parts."""
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:  # noqa: N802
        """It has no parts."""
        return -1

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        """It has no parts."""
        return None

    def role(self) -> QAccessible.Role:
        """Return that it is an item of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Return whether it is shown, is selected and has the keyboard."""
        state = QAccessible.State()
        state.invisible = int(not self._list.is_shown())
        state.focusable = state.selectable = 1
        if self._list.painting.current() == self.key:
            state.selected = 1
            state.focused = int(self._list.has_focus())
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Return its name."""
        name = self.isValid() and kind == QAccessible.Text.Name
        return self._list.painting.name(self.key) if name else ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:  # noqa: N802
        """Nothing can be written."""

    def rect(self) -> QRect:
        """Return where it lies on the screen."""
        return (
            self._list.on_screen(self._list.painting.box(self.key)) if self.isValid() else QRect()
        )


class PaintedList(QAccessibleWidget):
    """The interface of a widget that paints things."""

    def __init__(self, widget: QWidget, painting: Painting) -> None:
        super().__init__(widget, QAccessible.Role.List)
        self.painting = painting
        self._widget = widget
        self._things: dict[str, PaintedThing] = {}
        _kept[:] = [one for one in _kept if isValid(one)]
        _kept.append(self)

    def has_focus(self) -> bool:
        """Whether the widget has the keyboard."""
        return self._widget.hasFocus()

    def is_shown(self) -> bool:
        """Whether the widget is on the page that is open."""
        return self._widget.isVisible()

    def on_screen(self, box: QRect) -> QRect:
        """Return a box of the widget in coordinates of the screen."""
        return QRect(self._widget.mapToGlobal(box.topLeft()), box.size())

    def text(self, kind: QAccessible.Text) -> str:
        """Return the name of the whole."""
        return self.painting.name("") if kind == QAccessible.Text.Name else super().text(kind)

    def childCount(self) -> int:  # noqa: N802
        """Return how many things there are."""
        return len(self.painting.keys())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return a thing by its place in reading order."""
        keys = self.painting.keys()
        return self._thing(keys[index]) if 0 <= index < len(keys) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802
        """Return the place of a thing, -1 if it is none of these or gone."""
        if not isinstance(child, PaintedThing):
            return -1
        return _place(self.painting.keys(), child.key)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        """Return what lies in front at a point of the screen."""
        point = self._widget.mapFromGlobal(QPoint(x, y))
        for key in reversed(self.painting.keys()):
            if self.painting.box(key).contains(point):
                return self._thing(key)
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        """Return what has the keyboard."""
        key = self.painting.current()
        return self._thing(key) if key and self.has_focus() else None

    def _thing(self, key: str) -> PaintedThing:
        thing = self._things.get(key)
        if thing is None:
            thing = self._things[key] = PaintedThing(self, key)
            _kept.append(thing)
            QAccessible.registerAccessibleInterface(thing)
        return thing

    def tell_focus(self) -> None:
        """Tell a screen reader what has the keyboard now."""
        place = _place(self.painting.keys(), self.painting.current())
        if place >= 0 and self.has_focus():
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(place)
            QAccessible.updateAccessibility(event)


_kept: list[QAccessibleInterface] = []
"""All interfaces, which must live until Qt takes them apart.

Qt holds interfaces by address only, and takes that of a widget apart with the widget, those of
things with the application. Were Python first, Qt would take apart what is not there. They are
small, and made only while something reads the tree.
"""


def _place(keys: Sequence[str], key: str) -> int:
    return next((place for place, each in enumerate(keys) if each == key), -1)


def install_factory() -> None:
    """Let Qt ask widgets that paint for their interface."""
    QAccessible.installFactory(_interface_of)


def _interface_of(_class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    make = getattr(thing, "accessible_interface", None)
    return make() if make is not None else None
