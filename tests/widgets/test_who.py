"""The page that asks who somebody is, answered by the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.domain.people import Person
from jointdesk.viewmodels.who import Who
from jointdesk.widgets.look import Look
from jointdesk.widgets.who import WhoWindow

PEOPLE = (
    Who(Person("i", "Imogen Farrant"), "Joint director"),
    Who(Person("t", "Tom <b>& Adeyemi"), "PA, CAL"),
    Who(Person("b", "Bridget Lyall"), "PA, WEX"),
)


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> WhoWindow:
    made = WhoWindow(look, PEOPLE, "Our desk – JointDesk")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.buttons[0].hasFocus())
    return made


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QWidget)
    QTest.keyClick(focused, key)


def test_arrows_and_enter_choose_somebody(window: WhoWindow) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert window.buttons[2].hasFocus()
    press(Qt.Key.Key_Return)
    assert window.chosen == PEOPLE[2].person
    assert window.isHidden()


def test_escape_leaves_without_an_answer(window: WhoWindow) -> None:
    press(Qt.Key.Key_Escape)
    assert window.chosen is None
    assert window.isHidden()


def test_it_says_who_each_is_and_that_one_file_does_not_protect(window: WhoWindow) -> None:
    assert [one.accessibleName() for one in window.buttons] == [
        "Imogen Farrant, Joint director",
        "Tom <b>& Adeyemi, PA, CAL",
        "Bridget Lyall, PA, WEX",
    ]
    said = " ".join(label.text() for label in window.findChildren(QLabel))
    assert "hides, it does not protect" in said
    assert not window.grab().isNull()
