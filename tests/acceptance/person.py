"""The program itself as a process, and a person before it who does what standard input says.

    python -m tests.acceptance.person DESK DATA

As `window`, but the program begins as it does for everybody, also where there is no desk yet, and
goes on working between two lines.
"""

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QMainWindow

from jointdesk.app import main, window
from jointdesk.app.assembly import Assembly
from jointdesk.viewmodels.sharing import Trouble
from tests.acceptance.reading import Reader
from tests.acceptance.window import Hands, obey, say
from tests.app.editing import EditedWindow

_SIZE = (1440, 900)


class SharedWindow(EditedWindow):
    """A window that works while its server does not answer."""

    def settle(self) -> None:
        """Let the worker finish; an exchange may go on."""
        runner, sharing = self.assembly.desk.runner, self.assembly.rooms.background.sharing
        self.qtbot.waitUntil(lambda: not runner._running - {sharing._job})


class Person(Reader, Hands):
    """Works in the window; every method is a line's first word."""

    window_type = SharedWindow

    def __init__(self, assembly: Assembly) -> None:
        Hands.__init__(self, assembly)
        Reader.__init__(self)

    @property
    def top(self) -> QMainWindow:
        """The window."""
        return self._assembly.window

    def settle(self) -> None:
        """Let the window do what a gesture led to."""
        self._window.settle()

    def has_desk(self) -> bool:
        """Return whether a desk is open."""
        return True

    def go(self, keys: str) -> None:
        """Press keys, parted by blanks, on whatever has the keyboard."""
        for one in keys.split():
            self._press(one)

    def write(self, text: str) -> None:
        """Type on whatever has the keyboard."""
        self._window.type(text)

    def next_week(self) -> None:
        """Show next week in the diary."""
        self._diary()
        self._window.grid.setFocus()
        self.go("Ctrl+T PgDown")

    def sign_in(self, password: str) -> None:
        """Type the password of the shared desk, which is kept nowhere."""
        sharing = self._assembly.rooms.background.sharing
        self._window.qtbot.waitUntil(lambda: sharing.sharing.trouble is Trouble.PASSWORD)
        self.press("Shared desk: password needed")
        self.fill("Your password on the shared desk", password)
        self.press("Use this password")
        self.see("All your changes are on the shared desk")

    def sharing(self) -> dict[str, object]:
        """Return how the window stands with the server."""
        model, runner = self._assembly.rooms.background.sharing, self._assembly.desk.runner
        found = model.sharing
        is_busy = found.is_busy or runner.is_busy or model._gathering.isActive()
        return {"waiting": found.waiting, "trouble": found.trouble.value, "busy": is_busy}

    def last_said(self) -> str:
        """Return what the window said last."""
        return self._window.said if self._window.notices else ""

    def read(self):  # type: ignore[no-untyped-def]
        """Yield what stands in the window, and in the diary where it is open."""
        yield from super().read()
        if self._window.grid.isVisible():
            yield from (one.spoken for one in self._window.grid.selection.items)


class Ear:
    """Hears what standard input says, and has it done in the window that is there."""

    def __init__(self) -> None:
        self._before = b""
        self.hands = Reader()
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._on_line)

    def _on_line(self) -> None:
        said = os.read(sys.stdin.fileno(), 65536)
        if not said:
            QApplication.exit()
            return
        *lines, self._before = (self._before + said).split(b"\n")
        self._notifier.setEnabled(False)  # one after the other: what is done waits for the window
        for line in lines:
            obey(self.hands, line.decode())
        self._notifier.setEnabled(True)


def run(path: Path, data_folder: Path) -> int:
    """Run the program on a desk, with an ear for what standard input says."""
    main._use_own_zone_data()
    begin, show = window._application, window._run
    ears: list[Ear] = []

    def beginning() -> QApplication:
        application = begin()
        ears.append(Ear())
        say({"ok": "begun", "at": time.monotonic()})
        return application

    def showing(application: QApplication, assembly: Assembly, folder: Path) -> int:
        assembly.window.resize(*_SIZE)
        ears[0].hands = Person(assembly)
        return show(application, assembly, folder)

    window._application, window._run = beginning, showing
    return window.open_window(["--desk", str(path)], data_folder)


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), Path(sys.argv[2])))
