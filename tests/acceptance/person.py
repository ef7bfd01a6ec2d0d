"""A window of a shared desk as a process of its own, which goes on working between two orders.

    python -m tests.acceptance.person DESK DATA

As `window`, but its person reads what stands on the screen and presses what has a name, like
somebody with a screen reader.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QPoint, QSocketNotifier, Qt
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

from jointdesk.viewmodels.sharing import Trouble
from tests.acceptance.window import Hands, obey, run
from tests.app.editing import EditedWindow

_PATIENCE_S = 120
_LEFT = Qt.MouseButton.LeftButton
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_SHOWN = Qt.ItemDataRole.DisplayRole

Kind = TypeVar("Kind", bound=QWidget)


class SharedWindow(EditedWindow):
    """A window that works while its server does not answer."""

    def settle(self) -> None:
        runner, sharing = self.assembly.desk.runner, self.assembly.rooms.background.sharing
        self.qtbot.waitUntil(lambda: not runner._running - {sharing._job})


class Person(Hands):
    """Reads what is shown and presses what has a name; every method is a line's first word."""

    window_type = SharedWindow

    def go(self, keys: str) -> None:
        """Press keys, parted by blanks, on whatever has the keyboard."""
        for one in keys.split():
            self._press(one)

    def write(self, text: str) -> None:
        """Type on whatever has the keyboard."""
        self._window.type(text)

    def press(self, words: str) -> str:
        """Press the button with that name, or whose name begins so; return what is said."""
        button = self._named(QAbstractButton, words, lambda one: one.isEnabled())
        self._click(button, button.rect().center())
        return self._window.said if self._window.notices else ""

    def fill(self, name: str, text: str) -> None:
        """Type a text in place of what stands in a field."""
        field = self._named(QWidget, name, lambda one: isinstance(one, QLineEdit | QPlainTextEdit))
        field.setFocus()
        field.selectAll()  # type: ignore[attr-defined]
        QTest.keyClicks(field, text)
        self._window.settle()

    def pick(self, name: str, words: str) -> None:
        """Choose among what a field offers."""
        box = self._named(QComboBox, name)
        place = box.findText(words, Qt.MatchFlag.MatchStartsWith)
        assert place >= 0, [box.itemText(one) for one in range(box.count())]
        box.setCurrentIndex(place)
        box.activated.emit(place)
        self._window.settle()

    def choose(self, words: str) -> None:
        """Press the pointer on the first row of a list that has these words."""

        def find() -> tuple[QAbstractItemView, QPoint] | None:
            for view in self._shown(QAbstractItemView):
                for index in _rows(view):
                    if words in _row_words(index):
                        view.scrollTo(index)
                        return view, view.visualRect(index).center()
            return None

        self._window.qtbot.waitUntil(lambda: find() is not None)
        found = find()
        assert found is not None
        view, at = found
        self._click(view.viewport(), at)

    def menu(self, words: str) -> str:
        """Trigger the line of the open menu that has these words."""
        menus = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu)]
        actions = [action for one in menus if one.isVisible() for action in one.actions()]
        found = next((one for one in actions if words in one.text()), None)
        assert found is not None, [one.text() for one in actions]
        self.at = time.monotonic()
        for one in menus:
            one.close()
        found.trigger()
        self._window.settle()
        return self._window.said if self._window.notices else ""

    # Reading

    def reads(self) -> list[str]:
        """Return everything that stands on the screen."""
        return [one for one in self._read() if one]

    def see(self, words: str, *, is_there: bool = True, seconds: float = _PATIENCE_S) -> float:
        """Wait, without doing anything, until words are shown or gone; return when that was."""
        ends = time.monotonic() + seconds
        while any(words in one for one in self._read()) is not is_there:
            if time.monotonic() > ends:
                told = "\n".join(self.reads())
                raise TimeoutError(f"{words!r} is {'not ' if is_there else ''}shown:\n{told}")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            time.sleep(0.001)
        QApplication.processEvents()
        return time.monotonic()

    def next_week(self) -> None:
        """Show next week in the diary."""
        self._diary()
        self._window.grid.setFocus()
        self._press("Ctrl+T")
        self._press("PgDown")

    def grab(self, file: str) -> None:
        """Keep a picture of the window."""
        self._window.settle()
        QApplication.processEvents()
        assert self._assembly.window.grab().save(file)

    def sign_in(self, password: str) -> None:
        """Type the password of the shared desk, which is kept nowhere."""
        sharing = self._assembly.rooms.background.sharing
        self._window.qtbot.waitUntil(lambda: sharing.sharing.trouble is Trouble.PASSWORD)
        sharing.use_password(password)
        self._window.qtbot.waitUntil(lambda: sharing.sharing.is_open)

    def sharing(self) -> dict[str, object]:
        """Return how the window stands with the server."""
        found = self._assembly.rooms.background.sharing.sharing
        return {"waiting": found.waiting, "open": found.is_open, "busy": found.is_busy,
                "trouble": found.trouble.value, "words": found.words}  # fmt: skip

    def _read(self) -> Iterator[str]:
        for one in self._shown(QWidget):
            if isinstance(one, QLabel):
                yield one.text()
            elif isinstance(one, QLineEdit):
                yield one.text()
            elif isinstance(one, QPlainTextEdit):
                yield one.toPlainText()
            elif isinstance(one, QAbstractItemView):
                yield from (_row_words(index) for index in _rows(one))
            elif isinstance(one, QAbstractButton):
                yield one.text()
            yield one.accessibleName()
        if self._window.grid.isVisible():
            yield from (one.spoken for one in self._window.grid.selection.items)

    def _shown(self, kind: type[Kind]) -> list[Kind]:
        return [one for one in self._assembly.window.findChildren(kind) if one.isVisible()]

    def _named(
        self, kind: type[Kind], words: str, fits: Callable[[Kind], bool] = lambda _: True
    ) -> Kind:
        """Return the widget with a name, or whose name begins so, once it is there."""

        def find() -> Kind | None:
            known = [(_name(one), one) for one in self._shown(kind) if fits(one)]
            whole = (one for name, one in known if name == words)
            return next(whole, next((one for name, one in known if name.startswith(words)), None))

        try:
            self._window.qtbot.waitUntil(lambda: find() is not None)
        except TimeoutError:
            names = sorted(_name(one) for one in self._shown(kind))
            raise AssertionError(f"no {words!r} among {names}") from None
        found = find()
        assert found is not None
        return found

    def _click(self, widget: QWidget, at: QPoint) -> None:
        self.at = time.monotonic()
        QTest.mouseClick(widget, _LEFT, pos=at)
        self._window.settle()


def _name(widget: QWidget) -> str:
    name = widget.accessibleName()
    return name or (widget.text().strip() if isinstance(widget, QAbstractButton) else "")


def _rows(view: QAbstractItemView) -> Iterator:  # type: ignore[type-arg]
    model = view.model()
    for row in range(model.rowCount() if model else 0):
        yield model.index(row, 0)


def _row_words(index) -> str:  # type: ignore[no-untyped-def]
    return str(index.data(_SPOKEN) or index.data(_SHOWN) or "")


def _serve(hands: Hands) -> None:
    """Do what standard input says until it ends, and let the window work meanwhile."""
    before = b""

    def read() -> None:
        nonlocal before
        said = os.read(sys.stdin.fileno(), 65536)
        if not said:
            QApplication.exit()
            return
        *lines, before = (before + said).split(b"\n")
        notifier.setEnabled(False)  # one after the other: what is done waits for the window
        for line in lines:
            obey(hands, line.decode())
        notifier.setEnabled(True)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    QApplication.exec()


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), Person, _serve)
