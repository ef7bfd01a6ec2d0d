"""The program's window as a process of its own, in which keys are pressed from outside.

    python -m tests.acceptance.window DESK DATA

Reads a list [what, *given] a line as JSON and answers each with what came of it. Everything goes
through the widgets that a person uses. It may be killed at any moment, as the program may.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from jointdesk.app import crash, main
from jointdesk.app.assembly import Assembly
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.accessible import install_factory
from jointdesk.widgets.imports import ImportPage
from jointdesk.widgets.outbox import OutboxPage
from jointdesk.widgets.status_bar import StatusBar
from jointdesk.widgets.tasks import TasksPage
from tests.app.editing import EditedWindow

_PATIENCE_S = 240


class Waiting:
    """What waits for the window as pytest-qt's helper does, without pytest."""

    def waitUntil(  # noqa: N802
        self, condition: Callable[[], bool], seconds: float = _PATIENCE_S, **_: object
    ) -> None:
        """Let the window work until the condition holds."""
        ends = time.monotonic() + seconds
        QApplication.processEvents()  # what is shown is laid out first
        while not condition():
            if time.monotonic() > ends:
                raise TimeoutError("the window goes on working")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.002)
        QApplication.processEvents()


class Hands:
    """What a person does in the window; every method is a line's first word.

    `at` is when the last gesture began, on the clock that all processes share.
    """

    window_type: type[EditedWindow] = EditedWindow

    def __init__(self, assembly: Assembly) -> None:
        self.at = 0.0
        self._window = self.window_type(Waiting(), assembly)  # type: ignore[arg-type]
        self._assembly = assembly
        self._faults: list[str] = []
        assembly.desk.crashed.connect(lambda error: self._faults.append(type(error).__name__))

    def take_fault(self, file: Path) -> None:
        """Keep what was a bug, and have the window say so."""
        self._faults.append(str(file))
        self._assembly.tell_of_crash(file)

    def _press(self, keys: str) -> None:
        window = self._assembly.window
        window.activateWindow()
        self._window.qtbot.waitUntil(window.isActiveWindow)
        if QApplication.focusWidget() is None:
            window.setFocus()
        self.at = time.monotonic()
        self._window.press(keys)

    def _page(self, keys: str, kind: type[QWidget]) -> Any:
        self._press(keys)
        return next(one for one in self._assembly.window.findChildren(kind) if one.isVisible())

    def _diary(self) -> None:
        self._press("Alt+2")

    # Servers

    def connect(self, org: str, address: str, user: str, password: str) -> str:
        """Connect all calendars of an account on the import page."""
        form = self._page("Ctrl+O", ImportPage).server
        form.organisation.setCurrentIndex(form.organisation.findData(org))
        for field, text in ((form.address, address), (form.user, user), (form.password, password)):
            field.clear()
            QTest.keyClicks(field, text)
        QTest.keyClick(form.password, Qt.Key.Key_Return)
        self._window.settle()
        if form.problem:
            return str(form.problem)
        form.connect_ticked.click()
        self._window.settle()
        return self._window.said

    def give(self, diary: str, password: str) -> str:
        """Type a password that is kept nowhere, for this session."""
        page = self._page("Ctrl+O", ImportPage)
        name = f"Password of the {diary} diary, for this session"
        field = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == name)
        QTest.keyClicks(field, password)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self._window.settle()
        said = str(page.problem.text)
        page.other.click()
        self._window.settle()
        self._diary()
        return said

    def asked(self) -> list[str]:
        """Return the names of the fields that ask for a password."""
        page = self._page("Ctrl+O", ImportPage)
        fields = [one for one in page.findChildren(QLineEdit) if one.isVisibleTo(page)]
        names = [one.accessibleName() for one in fields]
        self._diary()
        return [one for one in names if one.startswith("Password of the")]

    def sync(self) -> str:
        """Read and write all diaries, and return what is said of it."""
        before = len(self._window.notices)
        self._press("F5")
        said = [one.text for one in self._window.notices[before:]]
        return " | ".join(said)

    def begin_sync(self) -> str:
        """Begin to read and write, and do not wait for it."""
        QTest.keyClick(self._assembly.window, Qt.Key.Key_F5)
        return ""

    def foot(self) -> list[str]:
        """Return what the foot of the window says of each diary."""
        bar = next(one for one in self._assembly.window.findChildren(StatusBar) if one.isVisible())
        return [part.accessibleName() or part.text() for part in bar.diaries]

    # Meetings

    def new(self, day: int, start: int, end: int, title: str, org: str = "") -> str:
        """Mark a time of a day with the pointer (minutes of the day) and name a meeting."""
        window = self._window
        self._diary()
        window.drag(window.point(day, start), window.point(day, end - 5))
        if org:
            self._choose("org", org)
        window.type(title)
        window.press("Return")
        return self._window.said

    def _choose(self, name: str, words: str) -> None:
        choice = self._window.quick().fields.fields[name].control
        assert isinstance(choice, QComboBox)
        place = choice.findText(words)
        choice.setCurrentIndex(place)
        choice.activated.emit(place)
        title = self._window.quick().fields.fields["title"].control
        title.setFocus()

    def keys(self, title: str, keys: str, answer: int | None = None) -> str:
        """Press keys on a meeting, parted by blanks; `answer` says how much of a series."""
        self._diary()
        self._window.select(title)
        for one in keys.split():
            self._window.press(one)
        return self._answered(answer)

    def drag(self, title: str, day: int, minute: int, answer: int | None = None) -> str:
        """Drag a meeting to another time, with its beginning there."""
        window = self._window
        self._diary()
        window.select(title)
        grip = window.box(title).topLeft() + QPoint(30, 14)
        begins = window.blocks(title)[0][1].start
        at = window.point(window.blocks(title)[0][0], begins)
        window.drag(grip, window.point(day, minute) + (grip - at))
        return self._answered(answer)

    def _answered(self, answer: int | None) -> str:
        if answer is not None:
            self._window.answer(answer)
        return self._window.said

    def edit(self, title: str, fields: dict[str, str], answer: int | None = None) -> str:
        """Type other values into fields of a meeting and save them."""
        window = self._window
        self._diary()
        window.do("edit", title)
        panel = window.panel()
        for name, text in fields.items():
            control = panel.fields.fields[name].control
            control.setFocus()
            if isinstance(control, QLineEdit):
                control.selectAll()
                QTest.keyClicks(control, text)
            else:
                window.editor.enter(**{name: text})
        panel.save.click()
        if answer is not None:
            panel.question.buttons[answer].click()
        window.settle()
        said = window.said
        if window.is_open(type(panel)):
            problems = {name: one.problem for name, one in panel.fields.fields.items()}
            raise AssertionError(f"not saved: {said} {problems}")
        return said

    def cancel(self, title: str) -> str:
        """Cancel a meeting, which keeps it."""
        self._diary()
        self._window.do("cancel", title)
        return self._window.said

    def undo(self) -> str:
        """Take the last change back."""
        self._diary()
        self._window.grid.setFocus()
        self._window.press("Ctrl+Z")
        return self._window.said

    def tick(self, title: str) -> str:
        """Complete a task on its page."""
        page = self._page("Alt+4", TasksPage)
        tasks = page._model.tasks
        page.list.choose([next(one.id for one in tasks.rows if one.title == title)])
        QTest.keyClick(page.list, Qt.Key.Key_Space)
        self._window.settle()
        return self._window.said

    # What is seen

    def week(self) -> list[list[Any]]:
        """Return every meeting of the week that is shown: day, times, title, place and more."""
        self._diary()
        page = self._assembly.diary.page()
        assert page is not None
        return [
            [day, one.times, one.title, one.place, one.certainty.value == "gone", one.waits]
            for day, blocks in enumerate(page.days)
            for one in blocks.meetings
        ]

    def waiting(self) -> dict[str, list[str]]:
        """Return what the page of what waits says, and the buttons on it."""
        page = self._outbox()
        labels = [one.text() for one in page.rows.findChildren(QLabel) if one.isVisible()]
        buttons = [
            one.accessibleName() for one in page.rows.findChildren(QPushButton) if one.isVisible()
        ]
        self._diary()
        return {"says": [one for one in labels if one], "buttons": buttons}

    def choose(self, *words: str) -> str:
        """Press the first button of the page of what waits whose name has all these words."""
        page = self._outbox()
        buttons = [one for one in page.rows.findChildren(QPushButton) if one.isVisible()]
        found = [one for one in buttons if all(word in one.accessibleName() for word in words)]
        assert found, [one.accessibleName() for one in buttons]
        found[0].click()
        self._window.settle()
        self._diary()
        return self._window.said

    def _outbox(self) -> Any:
        self._assembly.rooms.background.outbox.show_requested.emit()
        self._window.settle()
        return next(
            one for one in self._assembly.window.findChildren(OutboxPage) if one.isVisible()
        )

    def said(self) -> list[str]:
        """Return everything that was said since the window was opened."""
        return [one.text for one in self._window.notices]

    def break_down(self, words: str) -> str:
        """Meet an error that nobody expected, as a bug would be, and return what is said of it."""

        def fail() -> None:
            raise ValueError(words)

        QTimer.singleShot(0, fail)
        self._window.qtbot.waitUntil(lambda: bool(self._faults))
        return self._assembly.window.notices.text

    def faults(self) -> list[str]:
        """Return the kinds of all errors that nobody expected."""
        return self._faults


def say(answer: dict[str, Any]) -> None:
    """Answer a line."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def obey(hands: Any, line: str) -> None:
    """Have hands do what a line says, and answer with what came of it."""
    what, *given = json.loads(line)
    try:
        answer = {"ok": getattr(hands, what)(*given), "at": hands.at}
    except Exception as error:  # noqa: BLE001 (whoever asked is told)
        import traceback

        answer = {"failed": f"{type(error).__name__}: {error}\n{traceback.format_exc()}"}
    say(answer)


def _serve(hands: Hands) -> None:
    """Do what standard input says until it ends; between two lines the window stands still."""
    for line in sys.stdin:
        obey(hands, line)


def run(path: Path, data_folder: Path) -> None:
    """Open the window on a desk and do what standard input says until it ends."""
    main._use_own_zone_data()
    application = QApplication(sys.argv[:1])
    install_factory()
    assembly = Assembly(application, path, "", data_folder, ThemeName.LIGHT)
    hands = Hands(assembly)
    crash.prepare(data_folder, hands.take_fault)
    assembly.window.resize(1440, 900)
    assembly.window.show()
    assembly.begin()
    hands._window.settle()
    say({"ok": "open", "at": 0.0})
    _serve(hands)
    assembly.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    run(Path(sys.argv[1]), Path(sys.argv[2]))
