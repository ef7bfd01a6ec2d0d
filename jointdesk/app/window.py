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
from jointdesk.app.assembly import Assembly
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.people import Person
from jointdesk.operations.known_desks import default_desk, is_half_wiped, last_desk, open_reading
from jointdesk.store.bundled import bundled
from jointdesk.viewmodels.desks import NextWindow
from jointdesk.viewmodels.notices import Notice, Tone
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

_HALF_JOINED = "Joining the shared desk was broken off. Join again with the same invitation."

_SETTLE_MS = 1500
"""How long a window is given before its picture is taken."""


def open_window(given: Sequence[str], data_folder: Path) -> int:
    """Open the window that `jointdesk [--desk FILE] [--as PERSON]` asks for."""
    parser = argparse.ArgumentParser(prog="jointdesk", add_help=False)
    parser.add_argument("--desk", default=os.environ.get("JOINTDESK_DESK", ""))
    parser.add_argument("--as", dest="person", default=os.environ.get("JOINTDESK_AS", ""))
    args = parser.parse_args(given)
    path = Path(args.desk) if args.desk else last_desk(data_folder)
    application = _application()
    first = _entered(application, NextWindow(path, args.person), data_folder)
    return 0 if first is None else _show(application, first, data_folder)


def show_desk(path: Path, person: str, data_folder: Path) -> int:
    """Show a desk as a person until its window is closed, and return the exit status."""
    return _show(_application(), NextWindow(path, person), data_folder)


def _entered(application: QApplication, wanted: NextWindow, data_folder: Path) -> NextWindow | None:
    """Return what to show once it is known whose window it is; None where nobody answers.

    A copy that is to be taken away goes first, and a desk that is not there is made or joined.
    """
    if wanted.is_wiped or is_half_wiped(wanted.path):
        wanted = _wiped(wanted, data_folder)
    path = wanted.path
    if not path.exists() or is_half_joined(path):
        password = _welcome(application, path, data_folder, wanted.words)
        if password is None:
            return None
        wanted = wanted._replace(password=password, words="")  # which were told there
    person = wanted.person or _who_is_here(application, path, data_folder)
    return wanted._replace(person=person) if person is not None else None


def _wiped(wanted: NextWindow, data_folder: Path) -> NextWindow:
    """Take a desk's copy away; return the desk that is shown next, and what is told there."""
    from jointdesk.operations.wiping import wipe, wiped_words

    try:
        done = wipe(wanted.path, data_folder, discard_unsent=wanted.discards_unsent)
    except JointDeskError as error:
        return NextWindow(
            wanted.path, password=wanted.password, words=str(error), tone=Tone.PROBLEM
        )
    path = last_desk(data_folder) if not done.kept else default_desk(data_folder)
    return NextWindow(path, words=wiped_words(done))


def _application() -> QApplication:
    application = QApplication(sys.argv[:1])
    application.setApplicationName("JointDesk")
    application.setDesktopFileName("jointdesk")
    install_factory()
    return application


def _welcome(
    application: QApplication, path: Path, data_folder: Path, words: str = ""
) -> str | None:
    """Ask for what a desk begins with, or join a shared one; None if there is no desk then.

    `words` are told there. Returns the password of a shared desk where this computer has no safe
    place for it, else "".
    """
    from jointdesk.viewmodels.welcome import WelcomeModel
    from jointdesk.widgets.focus import FocusRing
    from jointdesk.widgets.style import apply_look
    from jointdesk.widgets.welcome import WelcomeWindow

    look = load_look(bundled("resources"), _theme(data_folder))
    apply_look(application, look)
    ring = FocusRing(application, look.theme.accent)
    model = WelcomeModel(path, data_folder)
    is_half = is_half_joined(path)
    words = words or (_HALF_JOINED if is_half else "")
    window = WelcomeWindow(look, model, words, is_half_joined=is_half)
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


def _show(application: QApplication, wanted: NextWindow, data_folder: Path) -> int:
    """Show the window until it is closed; for another person or desk it is made anew.

    So nothing stays of what the person before looked at.
    """
    place = QByteArray()
    waiting: list[Assembly] = []
    ahead: NextWindow | None = wanted
    while ahead is not None:
        try:
            assembly = Assembly(
                application, ahead.path, ahead.person, data_folder, _theme(data_folder)
            )
        except JointDeskError as error:
            print(f"jointdesk: {error}", file=sys.stderr)
            return _end(2, is_at_rest=not waiting)
        if ahead.password:
            assembly.rooms.background.sharing.password.know(ahead.password)
        if ahead.words:
            assembly.window.notices.show_notice(Notice(ahead.words, ahead.tone))
        if not place.isEmpty():
            assembly.window.restoreGeometry(place)
        status = _run(application, assembly, data_folder)
        if not assembly.close():
            waiting.append(assembly)
        if assembly.next_window is None:
            return _end(status, is_at_rest=not waiting)
        place = assembly.window.saveGeometry()
        assembly.window.hide()
        if assembly not in waiting:
            assembly.window.deleteLater()
        ahead = _entered(application, assembly.next_window, data_folder)
    return _end(0, is_at_rest=not waiting)


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
