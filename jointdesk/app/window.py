"""Build the window: the only place that knows its concrete parts."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from jointdesk.app import crash
from jointdesk.app.assembly import Assembly
from jointdesk.domain.errors import JointDeskError
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.accessible import install_factory
from jointdesk.widgets.look import system_theme

_SETTLE_MS = 1500
"""How long a window is given before its picture is taken."""


def open_window(given: Sequence[str], data_folder: Path) -> int:
    """Open the window that `jointdesk [--desk FILE] [--as PERSON]` asks for."""
    parser = argparse.ArgumentParser(prog="jointdesk", add_help=False)
    parser.add_argument("--desk", default=os.environ.get("JOINTDESK_DESK", ""))
    parser.add_argument("--as", dest="person", default=os.environ.get("JOINTDESK_AS", ""))
    args = parser.parse_args(given)
    path = Path(args.desk) if args.desk else data_folder / "desk.jointdesk"
    return show_desk(path, args.person, data_folder)


def show_desk(path: Path, person: str, data_folder: Path) -> int:
    """Show a desk as a person until its window is closed, and return the exit status."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("JointDesk")
    application.setDesktopFileName("jointdesk")
    install_factory()
    try:
        assembly = Assembly(application, path, person, data_folder, _theme())
    except JointDeskError as error:
        print(f"jointdesk: {error}", file=sys.stderr)
        return 2
    crash.prepare(data_folder, assembly.tell_of_crash)
    assembly.window.show()
    QTimer.singleShot(0, assembly.begin)
    picture = os.environ.get("JOINTDESK_SCREENSHOT", "")
    if picture:
        QTimer.singleShot(_SETTLE_MS, lambda: _take_picture(assembly, Path(picture)))
    status = application.exec()
    assembly.close()
    return status


def _theme() -> ThemeName:
    """Return the theme that JOINTDESK_THEME names, else the desktop's."""
    named = os.environ.get("JOINTDESK_THEME", "")
    return ThemeName(named) if named in list(ThemeName) else system_theme()


def _take_picture(assembly: Assembly, file: Path) -> None:
    """Save what the window shows and close it."""
    assembly.window.grab().save(str(file))
    print(f"A picture of the window is in {file}.")
    assembly.window.close()
