"""The search page and the help, by the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.searching import SearchModel
from jointdesk.widgets.help import HelpPage
from jointdesk.widgets.look import Look
from jointdesk.widgets.search import SearchPage


@pytest.fixture
def page(qtbot: QtBot, look: Look, demo_model: DeskModel) -> SearchPage:
    made = SearchPage(look, SearchModel(demo_model))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.first_focus().setFocus()
    return made


def test_typing_arrows_and_enter_lead_to_a_meeting(page: SearchPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.field, "chief executive 1:1")
    qtbot.waitUntil(lambda: page.status.text().endswith("meetings"))
    first = page.list.currentIndex().row()
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    assert page.list.currentIndex().row() > first
    with qtbot.waitSignal(page.meeting_requested) as asked:
        QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert asked.args[0]
    assert page.field.hasFocus()


def test_enter_leads_to_a_record(page: SearchPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.field, "falls pilot")
    qtbot.waitUntil(lambda: page.status.text().endswith("records"))
    with qtbot.waitSignal(page.record_requested) as asked:
        QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert asked.args[0] == "matter"


def test_words_are_told_as_they_are_and_never_as_markup(page: SearchPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.field, "<b>zebra")
    qtbot.waitUntil(lambda: "zebra" in page.status.text())
    assert page.status.text().startswith("Nothing found for “<b>zebra”.")
    assert page.status.textFormat() is Qt.TextFormat.PlainText


def test_escape_goes_back(page: SearchPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page.field, Qt.Key.Key_Escape)


def test_the_help_tells_every_key_with_what_it_does(qtbot: QtBot, look: Look) -> None:
    page = HelpPage(look)
    qtbot.addWidget(page)
    told = {label.accessibleName() for label in page.findChildren(QLabel)}
    assert "Ctrl+Z: Undo" in told
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page.area, Qt.Key.Key_Escape)
