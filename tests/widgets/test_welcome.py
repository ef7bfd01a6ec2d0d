"""The welcome page, filled in by the keyboard alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.domain.moments import Instant
from jointdesk.viewmodels.welcome import WelcomeModel
from jointdesk.widgets.look import Look
from jointdesk.widgets.welcome import WelcomeWindow


@pytest.fixture
def window(
    qtbot: QtBot, look: Look, tmp_path: Path, data_folder: Path, now: Instant
) -> WelcomeWindow:
    model = WelcomeModel(tmp_path / "desk.jointdesk", data_folder)
    made = WelcomeWindow(look, model)
    qtbot.addWidget(made, before_close_func=lambda _: model.close())
    made.show()
    return made


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def fill(text: str, *, tabs: int = 1) -> None:
    QTest.keyClicks(focused(), text)
    for _ in range(tabs):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)


def test_names_tabs_and_enter_make_a_desk(window: WelcomeWindow, qtbot: QtBot) -> None:
    fill("Imogen Farrant")
    fill("imogen@cal.example")
    fill("Calderbourne Council", tabs=4)
    fill("NHS Wexmere ICB", tabs=0)
    assert window.bodies[1].code.text() == "WEX"
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.is_made)
    assert window.isHidden()


def test_what_is_missing_is_told_and_takes_the_keyboard(window: WelcomeWindow) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert focused() is window.director
    assert window.director.accessibleDescription() == "Fill in your name."
    fill("Imogen", tabs=0)
    assert window.director.accessibleDescription() == ""
    assert not window.is_made


def test_it_says_that_one_file_hides_but_does_not_protect(window: WelcomeWindow) -> None:
    said = " ".join(label.text() for label in window.findChildren(QLabel))
    assert "In one file JointDesk hides, it does not protect" in said
    assert "desk.jointdesk" in said
