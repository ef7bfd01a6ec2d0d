"""Build the window: the only place that knows its concrete parts."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from jointdesk.app import crash
from jointdesk.app.assembly import Assembly, open_reading
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.people import Person
from jointdesk.store.bundled import bundled
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.viewmodels.who import (
    Who,
    is_half_joined,
    people_to_be,
    remember_person,
    remembered_person,
)
from jointdesk.widgets.accessible import install_factory
from jointdesk.widgets.look import load_look, system_theme

_SETTLE_MS = 1500
"""How long a window is given before its picture is taken."""


def open_window(given: Sequence[str], data_folder: Path) -> int:
    """Open the window that `jointdesk [--desk FILE] [--as PERSON]` asks for."""
    parser = argparse.ArgumentParser(prog="jointdesk", add_help=False)
    parser.add_argument("--desk", default=os.environ.get("JOINTDESK_DESK", ""))
    parser.add_argument("--as", dest="person", default=os.environ.get("JOINTDESK_AS", ""))
    args = parser.parse_args(given)
    path = Path(args.desk) if args.desk else data_folder / "desk.jointdesk"
    application = _application()
    password: str | None = ""
    if not path.exists() or is_half_joined(path):
        password = _welcome(application, path, data_folder)
    if password is None:
        return 0
    person = args.person or _who_is_here(application, path, data_folder)
    return 0 if person is None else _show(application, path, person, data_folder, password)


def show_desk(path: Path, person: str, data_folder: Path) -> int:
    """Show a desk as a person until its window is closed, and return the exit status."""
    return _show(_application(), path, person, data_folder)


def _application() -> QApplication:
    application = QApplication(sys.argv[:1])
    application.setApplicationName("JointDesk")
    application.setDesktopFileName("jointdesk")
    install_factory()
    return application


def _welcome(application: QApplication, path: Path, data_folder: Path) -> str | None:
    """Ask for what a desk begins with, or join a shared one; None if there is no desk then.

    Returns the password of a shared desk where this computer has no safe place for it, else "".
    """
    from jointdesk.viewmodels.welcome import WelcomeModel
    from jointdesk.widgets.focus import FocusRing
    from jointdesk.widgets.style import apply_look
    from jointdesk.widgets.welcome import WelcomeWindow

    look = load_look(bundled("resources"), _theme(data_folder))
    apply_look(application, look)
    ring = FocusRing(application, look.theme.accent)
    model = WelcomeModel(path, data_folder)
    window = WelcomeWindow(look, model)
    window.show()
    gc.enable()
    _take_picture_if_asked(window)
    status = application.exec()
    is_at_rest = model.close()
    ring.deleteLater()
    if not window.is_made:
        _end(status, is_at_rest=is_at_rest)
        return None
    return window.password


def _who_is_here(application: QApplication, path: Path, data_folder: Path) -> str | None:
    """Return the id of who works here, asked for once; "" for the director, None for no answer.

    Where only a picture is taken nobody could answer: that is the director's.
    """
    try:
        reading = open_reading(path, data_folder)
    except JointDeskError:
        return ""  # whoever opens the window is told why
    preferences = Preferences(data_folder)
    try:
        known = remembered_person(reading, preferences)
        if known is not None or os.environ.get("JOINTDESK_SCREENSHOT"):
            return known.id if known else ""
        desk_id, title, people = reading.id, reading.name, people_to_be(reading)
    finally:
        reading.close()
    chosen = _ask_who(application, people, f"{title} – JointDesk", data_folder)
    if chosen is not None:
        remember_person(desk_id, preferences, chosen)
    return chosen.id if chosen else None


def _ask_who(
    application: QApplication, people: Sequence[Who], title: str, data_folder: Path
) -> Person | None:
    from jointdesk.widgets.focus import FocusRing
    from jointdesk.widgets.style import apply_look
    from jointdesk.widgets.who import WhoWindow

    look = load_look(bundled("resources"), _theme(data_folder))
    apply_look(application, look)
    ring = FocusRing(application, look.theme.accent)
    window = WhoWindow(look, people, title)
    window.show()
    gc.enable()
    application.exec()
    ring.deleteLater()
    return window.chosen


def _show(
    application: QApplication, path: Path, person: str, data_folder: Path, password: str = ""
) -> int:
    """Show the window until it is closed; for another person it is made anew.

    So nothing stays of what the person before looked at.
    """
    place = QByteArray()
    waiting: list[Assembly] = []
    while True:
        try:
            assembly = Assembly(application, path, person, data_folder, _theme(data_folder))
        except JointDeskError as error:
            print(f"jointdesk: {error}", file=sys.stderr)
            return _end(2, is_at_rest=not waiting)
        if password:
            assembly.rooms.background.sharing.password = password
        if not place.isEmpty():
            assembly.window.restoreGeometry(place)
        status = _run(application, assembly, data_folder)
        if not assembly.close():
            waiting.append(assembly)
        if assembly.next_person is None:
            return _end(status, is_at_rest=not waiting)
        place, person = assembly.window.saveGeometry(), assembly.next_person.id
        assembly.window.hide()
        if assembly not in waiting:
            assembly.window.deleteLater()


def _end(status: int, *, is_at_rest: bool) -> int:
    """Return the exit status; where something still waits for a server, end the program with it.

    Python and Qt would wait for its thread as long as the server keeps silent. Nothing is lost by
    it: whatever was done is in the file, and a transaction that was not finished is taken back.
    """
    if not is_at_rest:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return status


def _run(application: QApplication, assembly: Assembly, data_folder: Path) -> int:
    crash.prepare(data_folder, assembly.tell_of_crash)
    assembly.window.show()
    assembly.window.painted.connect(gc.enable)
    assembly.window.painted.connect(assembly.begin)
    assembly.window.painted.connect(lambda: assembly.rooms.background.watch_network())
    _take_picture_if_asked(assembly.window)
    return application.exec()


def _theme(data_folder: Path) -> ThemeName:
    """Return the theme that JOINTDESK_THEME names, else the one chosen, else the desktop's."""
    named = os.environ.get("JOINTDESK_THEME", "")
    if named in list(ThemeName):
        return ThemeName(named)
    return Preferences(data_folder).theme or system_theme()


def _take_picture_if_asked(window: QMainWindow) -> None:
    """Save what the window shows to the file of JOINTDESK_SCREENSHOT, and close it."""
    named = os.environ.get("JOINTDESK_SCREENSHOT", "")

    def take() -> None:
        window.grab().save(named)
        print(f"A picture of the window is in {named}.")
        window.close()

    if named:
        QTimer.singleShot(_SETTLE_MS, take)
