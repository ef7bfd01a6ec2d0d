"""What tests of the whole window share: a window on a demo desk of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.viewmodels.theme import ThemeName
from tests.demo_desk import demo_file, demo_path, wait_until_idle

__all__ = ["demo_file", "demo_path"]


def wait_for_notice(qtbot: QtBot, opened: Assembly, words: str) -> None:
    """Wait until the window says something that begins with these words; it goes by itself."""
    qtbot.waitUntil(lambda: opened.window.notices.text.startswith(words))


@pytest.fixture
def opened(
    qtbot: QtBot, qapp: QApplication, demo_path: Path, data_folder: Path
) -> Iterator[Assembly]:
    """The window, shown, with everything read."""
    made = Assembly(qapp, demo_path, "", data_folder, ThemeName.LIGHT)
    qtbot.addWidget(made.window)
    made.window.show()
    made.begin()
    wait_until_idle(qtbot, made.desk)
    yield made
    made.close()
