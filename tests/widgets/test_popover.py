"""Small panels over the diary: beside what they are about, always inside the view."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.domain.edits import EditScope
from jointdesk.viewmodels.changeable import SCOPES, ScopeAsk
from jointdesk.widgets.look import Look
from jointdesk.widgets.popover import Popover
from jointdesk.widgets.scope_popover import ScopePopover


class Panel(Popover):
    """A field and a line that may come and go."""

    def __init__(self, look: Look, view: QWidget) -> None:
        super().__init__(look, view, "Panel", 200)
        column = QVBoxLayout(self)
        self.field, self.more = QLineEdit(), QLabel("more " * 40)
        self.more.setWordWrap(True)
        self.more.hide()
        column.addWidget(self.field)
        column.addWidget(self.more)


@pytest.fixture
def view(qtbot: QtBot) -> QWidget:
    view = QWidget()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    return view


@pytest.fixture
def panel(view: QWidget, look: Look) -> Panel:
    return Panel(look, view)


boxes = st.builds(
    QRect, st.integers(-50, 600), st.integers(-900, 900), st.integers(1, 600), st.integers(1, 400)
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(boxes)
def test_it_never_leaves_the_view(view: QWidget, panel: Panel, box: QRect) -> None:
    panel.show_beside(box)
    assert view.rect().contains(panel.geometry())


def test_it_lies_at_the_right_else_at_the_left_of_its_box(panel: Panel) -> None:
    panel.show_beside(QRect(100, 50, 100, 60))
    assert panel.x() > 199
    panel.show_beside(QRect(420, 50, 100, 60))
    assert panel.geometry().right() < 420


def test_it_grows_with_what_stands_in_it(panel: Panel) -> None:
    panel.show_beside(QRect(100, 50, 100, 60))
    before = panel.height()
    panel.more.show()
    panel.place()
    assert panel.height() > before
    assert panel.fits()
    assert not panel.fits(400)


def test_it_stays_inside_a_view_that_becomes_smaller(view: QWidget, panel: Panel) -> None:
    panel.show_beside(QRect(300, 300, 50, 50))
    view.resize(300, 200)
    assert view.rect().contains(panel.geometry())


def test_escape_leaves_it_and_other_keys_stay_in_it(
    qtbot: QtBot, view: QWidget, panel: Panel
) -> None:
    panel.show_beside(QRect(100, 50, 100, 60))
    QTest.keyClick(panel.field, Qt.Key.Key_PageDown)
    with qtbot.waitSignal(panel.left):
        QTest.keyClick(panel.field, Qt.Key.Key_Escape)


def test_the_question_is_answered_by_key(qtbot: QtBot, view: QWidget, look: Look) -> None:
    asking = ScopePopover(look, view)
    asking.ask(ScopeAsk("m", "Move “Board”: how much of the series?"), QRect(10, 10, 50, 50))
    assert [one.text() for one in asking.question.buttons] == [words for _, words in SCOPES]
    view.activateWindow()
    asking.question.buttons[0].setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is asking.question.buttons[0])
    QTest.keyClick(asking.question.buttons[0], Qt.Key.Key_Tab)
    with qtbot.waitSignal(asking.question.answered) as answered:
        QTest.keyClick(asking.question.buttons[1], Qt.Key.Key_Return)
    assert answered.args == [EditScope.FOLLOWING]
    with qtbot.waitSignal(asking.left):
        QTest.keyClick(asking.question.back, Qt.Key.Key_Escape)
