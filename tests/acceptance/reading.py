"""A window as somebody with a screen reader has it: what stands in it, and what has a name."""

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

_PATIENCE_S = 60
_GLANCE_MS = 15
"""How long is waited between two looks at the screen; looking takes as long."""

_LEFT = Qt.MouseButton.LeftButton
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_SHOWN = Qt.ItemDataRole.DisplayRole

Kind = TypeVar("Kind", bound=QWidget)
Found = TypeVar("Found")


class Reader:
    """Reads what is shown and presses what has a name; every method is a line's first word.

    `at` is when the last gesture began, on the clock that all processes share.
    """

    def __init__(self) -> None:
        self.at = 0.0

    @property
    def top(self) -> QWidget:
        """The window that is shown."""
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        return next(one for one in shown if one.isWindow() and not isinstance(one, QMenu))

    def settle(self) -> None:
        """Let the window do what a gesture led to."""
        QApplication.processEvents()

    def has_desk(self) -> bool:
        """Return whether a desk is open; before, there is a page that asks for one."""
        return False

    # Pressing

    def press(self, words: str) -> None:
        """Press the button with that name, or whose name begins so."""
        button = self._named(QAbstractButton, words, lambda one: one.isEnabled())
        self._click(button, button.rect().center())

    def fill(self, name: str, text: str) -> None:
        """Type a text in place of what stands in a field."""
        field = self._named(QWidget, name, lambda one: isinstance(one, QLineEdit | QPlainTextEdit))
        field.setFocus()
        field.selectAll()  # type: ignore[attr-defined]
        QTest.keyClicks(field, text)
        self.settle()

    def pick(self, name: str, words: str) -> None:
        """Choose among what a field offers."""
        box = self._named(QComboBox, name)
        place = box.findText(words, Qt.MatchFlag.MatchStartsWith)
        assert place >= 0, [box.itemText(one) for one in range(box.count())]
        self.at = time.monotonic()
        box.setCurrentIndex(place)
        box.activated.emit(place)
        self.settle()

    def choose(self, words: str) -> None:
        """Press the pointer on the first row of a list that has these words."""
        view, index = self._until(lambda: self._row(words), words)
        view.scrollTo(index)
        self._click(view.viewport(), view.visualRect(index).center())

    def menu(self, words: str) -> None:
        """Trigger the line of the open menu that has these words."""
        menus = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu)]
        lines = [line for one in menus if one.isVisible() for line in one.actions()]
        found = next((one for one in lines if words in one.text()), None)
        assert found is not None, [one.text() for one in lines]
        for one in menus:
            one.close()
        self.at = time.monotonic()
        found.trigger()
        self.settle()

    # Reading

    def reads(self) -> list[str]:
        """Return everything that stands in the window."""
        return [one for one in self.read() if one]

    def see(self, words: str, is_there: bool = True) -> float:  # noqa: FBT001, FBT002
        """Wait, without doing anything, until words are shown or gone; return when that was."""
        self._until(
            lambda: any(words in one for one in self.read()) is is_there or None,
            f"{words}, which should be {'there' if is_there else 'gone'}",
        )
        return time.monotonic()

    def grab(self, file: str) -> None:
        """Keep a picture of the window."""
        QApplication.processEvents()
        assert self.top.grab().save(file)

    def read(self) -> Iterator[str]:
        """Yield what stands in the window."""
        for one in self._shown(QWidget):
            if isinstance(one, QLabel | QLineEdit | QAbstractButton):
                yield one.text()
            elif isinstance(one, QPlainTextEdit):
                yield one.toPlainText()
            elif isinstance(one, QAbstractItemView):
                yield from map(_row_words, _rows(one))
            yield one.accessibleName()

    # Finding

    def _shown(self, kind: type[Kind]) -> list[Kind]:
        return [one for one in self.top.findChildren(kind) if one.isVisible()]

    def _row(self, words: str) -> tuple[QAbstractItemView, QModelIndex] | None:
        for view in self._shown(QAbstractItemView):
            for index in _rows(view):
                if words in _row_words(index):
                    return view, index
        return None

    def _named(
        self, kind: type[Kind], words: str, fits: Callable[[Kind], bool] = lambda _: True
    ) -> Kind:
        """Return the widget with a name, or whose name begins so, once it is there."""

        def find() -> Kind | None:
            known = [(_name(one), one) for one in self._shown(kind) if fits(one)]
            whole = (one for name, one in known if name == words)
            return next(whole, next((one for name, one in known if name.startswith(words)), None))

        return self._until(find, words)

    def _until(self, find: Callable[[], Found | None], what: str) -> Found:
        """Return what is found, once it is."""
        ends = time.monotonic() + _PATIENCE_S
        while (found := find()) is None:
            if time.monotonic() > ends:
                told = "\n".join(self.reads())
                raise AssertionError(f"not found: {what}\n{told}")
            QTest.qWait(_GLANCE_MS)
        return found

    def _click(self, widget: QWidget, at: QPoint) -> None:
        self.at = time.monotonic()
        QTest.mouseClick(widget, _LEFT, pos=at)
        self.settle()


def _name(widget: QWidget) -> str:
    name = widget.accessibleName()
    return name or (widget.text().strip() if isinstance(widget, QAbstractButton) else "")


def _rows(view: QAbstractItemView) -> Iterator[QModelIndex]:
    model = view.model()
    for row in range(model.rowCount() if model else 0):
        yield model.index(row, 0)


def _row_words(index: QModelIndex | QPersistentModelIndex) -> str:
    return str(index.data(_SPOKEN) or index.data(_SHOWN) or "")
