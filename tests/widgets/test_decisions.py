"""The register page, driven like a person does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.decision_register import Tab
from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.widgets.decision_register import RegisterPanel
from jointdesk.widgets.look import Look
from tests.open_desk import OpenDesk


@pytest.fixture
def panel(qtbot: QtBot, look: Look, opened: OpenDesk, tmp_path: Path) -> Iterator[RegisterPanel]:
    model = DecisionsModel(opened.model, Preferences(tmp_path, opened.model))
    made = RegisterPanel(look, model)
    qtbot.addWidget(made)
    made.resize(1224, 860)
    made.show()
    opened.settle()
    made.first_focus().setFocus()
    yield made
    opened.settle()


def press(*keys: Qt.Key, control: bool = False) -> None:
    """Press keys on whatever has the keyboard."""
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)


def test_enter_opens_the_matter_and_under_a_body_its_decision(
    panel: RegisterPanel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.matter_opened) as opened:
        press(Qt.Key.Key_Return)
    matter_id, decision_id = opened.args
    assert matter_id
    assert not decision_id
    with qtbot.waitSignal(panel.matter_opened) as opened:
        press(Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert opened.args[0] == matter_id
    register = panel._model.register  # noqa: SLF001 - what the page shows
    assert register is not None
    assert register.records.decision_by_id[opened.args[1]].ref == "CAL-2026-118"


def test_what_was_selected_stays_selected_when_the_desk_changes(
    panel: RegisterPanel, opened: OpenDesk
) -> None:
    press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    title = panel.table.currentIndex().data()
    opened.model.changed.emit()
    opened.settle()
    assert panel.table.currentIndex().data() == title
    assert panel.table.hasFocus()


def test_ctrl_f_finds_while_one_types_and_escape_shows_everything(
    panel: RegisterPanel, qtbot: QtBot
) -> None:
    panel.bar.field.take_keyboard()
    focused = QApplication.focusWidget()
    assert focused is panel.bar.field
    QTest.keyClicks(focused, "falls")
    qtbot.waitUntil(lambda: panel.table.model().rowCount() == 1)
    press(Qt.Key.Key_Return)
    assert panel.table.hasFocus()
    panel.bar.field.take_keyboard()
    press(Qt.Key.Key_Escape)
    assert panel.table.model().rowCount() == 20


def test_an_empty_list_says_why(panel: RegisterPanel) -> None:
    panel._model.seek("no such thing")  # noqa: SLF001
    assert panel.first_focus() is panel.tabs.taken()


def test_a_filter_is_kept_and_applied(panel: RegisterPanel) -> None:
    model = panel._model  # noqa: SLF001
    model.set_tab(Tab.IN_PROGRESS)
    menu = panel.bar.filter_menu()
    next(one for one in menu.actions() if one.text() == "Keep this filter…").trigger()
    QTest.keyClicks(panel.bar.name, "Going on")
    press(Qt.Key.Key_Return)
    model.set_tab(Tab.ALL)
    next(one for one in panel.bar.filter_menu().actions() if one.text() == "Going on").trigger()
    assert model.filter.tab is Tab.IN_PROGRESS
    assert panel.tabs.choice() == Tab.IN_PROGRESS


def test_a_column_can_be_hidden_but_never_the_first(panel: RegisterPanel) -> None:
    menu = panel.bar.column_menu()
    names = [one.text() for one in menu.actions()]
    assert names == [
        "Calderbourne Council",
        "NHS Wexmere Integrated Care Board",
        "What is wrong",
    ]
    menu.actions()[-1].trigger()
    assert panel.table.isColumnHidden(3)


def test_one_by_one_a_click_on_a_head_sorts(panel: RegisterPanel) -> None:
    panel._model.set_flat(True)  # noqa: SLF001
    header = panel.table.horizontalHeader()
    x = header.sectionPosition(0) + 20
    for wanted in ("WEX-2026-076", "CAL-2026-103"):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
        first = panel.table.model().index(0, 0).data()
        assert first in (wanted, "")


def test_the_deadlines_can_be_heard_walked_and_opened(panel: RegisterPanel, qtbot: QtBot) -> None:
    things = panel.strip.accessible_interface()
    assert things.childCount() == len(panel.strip.keys())
    child = things.child(0)
    assert child is not None
    assert child.text(QAccessible.Text.Name).startswith("Today, CAL, Notice")
    panel.strip.setFocus()
    with qtbot.waitSignal(panel.matter_opened) as opened:
        press(Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert opened.args[1]


def test_every_button_and_row_says_what_it_is(panel: RegisterPanel) -> None:
    for button in panel.findChildren(QPushButton):
        assert button.accessibleName() or button.text().strip()
    spoken = panel.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Reablement award, Calderbourne notice given, ")


def test_it_is_painted_in_every_theme(
    any_look: Look, qtbot: QtBot, opened: OpenDesk, tmp_path: Path
) -> None:
    model = DecisionsModel(opened.model, Preferences(tmp_path, opened.model))
    made = RegisterPanel(any_look, model)
    qtbot.addWidget(made)
    made.resize(968, 640)
    made.show()
    opened.settle()
    assert not made.grab().isNull()
    model.set_flat(True)
    assert not made.grab().isNull()
