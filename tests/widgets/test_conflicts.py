"""The page of conflicts, driven like a person does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.conflict_proposals import ProposeModel
from jointdesk.viewmodels.conflict_thread import ConflictThreadModel
from jointdesk.viewmodels.conflicts import ConflictsModel, Tab
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.undoing import UndoModel
from jointdesk.widgets.conflict_picture import ConflictPicture
from jointdesk.widgets.conflicts import ConflictsPage
from jointdesk.widgets.look import Look
from tests.demo_desk import notices_of, wait_until_idle


@pytest.fixture
def page(qtbot: QtBot, look: Look, demo_model: DeskModel) -> Iterator[ConflictsPage]:
    undo = UndoModel(demo_model).undo
    model = ConflictsModel(demo_model, undo)
    thread = ConflictThreadModel(demo_model, model, undo)
    made = ConflictsPage(look, model, thread, ProposeModel(demo_model, thread, undo))
    qtbot.addWidget(made)
    made.resize(1180, 860)
    made.show()
    wait_until_idle(qtbot, demo_model)
    made.list.setFocus()
    yield made
    wait_until_idle(qtbot, demo_model)


def press(*keys: Qt.Key, shift: bool = False) -> None:
    """Press keys on whatever has the keyboard."""
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)


def shown(page: ConflictsPage) -> str:
    detail = page._model.detail  # noqa: SLF001 - what the person sees at the right
    return detail.headline if detail else ""


def test_j_and_shift_j_go_through_the_conflicts(page: ConflictsPage) -> None:
    first = shown(page)
    press(Qt.Key.Key_J)
    assert shown(page) == "The two diaries do not say the same"
    press(Qt.Key.Key_J, shift=True)
    assert shown(page) == first


def test_a_digit_a_reason_and_enter_settle_it(
    page: ConflictsPage, qtbot: QtBot, demo_model: DeskModel
) -> None:
    said = notices_of(demo_model)
    press(Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_1)
    press(Qt.Key.Key_Return)
    assert not said  # nothing happens without a reason
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "Callum goes")
    press(Qt.Key.Key_Return)
    assert page.list.hasFocus()
    wait_until_idle(qtbot, demo_model)
    assert [notice.action for notice in said] == ["Undo"]
    assert shown(page) == "A meeting overlaps one that is protected"


def test_letters_in_a_field_are_only_letters(page: ConflictsPage) -> None:
    press(Qt.Key.Key_M)
    form = page.panel.form
    assert form is not None
    focused = QApplication.focusWidget()
    assert focused is form.reason
    QTest.keyClicks(form.reason, "jam1")
    assert form.reason.text() == "jam1"
    assert form.reach.count() == 4
    press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()


def test_what_is_typed_stays_when_somebody_else_changes_the_desk(
    page: ConflictsPage, qtbot: QtBot, demo_model: DeskModel
) -> None:
    press(Qt.Key.Key_1)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "half a rea")
    demo_model.changed.emit()
    wait_until_idle(qtbot, demo_model)
    QTest.keyClicks(focused, "son")
    assert QApplication.focusWidget() is focused
    assert focused.property("text") == "half a reason"


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_M])
def test_what_is_typed_stays_when_somebody_else_changes_that_conflict(
    page: ConflictsPage, qtbot: QtBot, demo_model: DeskModel, key: Qt.Key
) -> None:
    model = page._model  # noqa: SLF001 - what the page shows
    model.assign(model.people[0], "Yours")
    wait_until_idle(qtbot, demo_model)
    model.set_tab(Tab.ASSIGNED)
    page.list.setFocus()
    press(key)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "half a reason")
    before = model.detail
    model.assign(model.people[0], "Yours, please")
    wait_until_idle(qtbot, demo_model)
    assert model.detail is not None
    assert before is not None
    assert (model.detail.id, model.detail.standing) != (before.id, before.standing)
    assert model.detail.id == before.id
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.property("text") == "half a reason"


def test_the_row_and_the_picture_can_be_heard(page: ConflictsPage) -> None:
    index = page.list.currentIndex()
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Must act, Wexmere House, 20 min short")
    (picture,) = page.panel.findChildren(ConflictPicture)
    things = picture.accessible_interface()
    assert things.childCount() == 2
    child = things.child(0)
    assert child is not None
    assert "Corporate Leadership Team" in child.text(QAccessible.Text.Name)


def test_every_button_says_what_it_does(page: ConflictsPage) -> None:
    for button in page.findChildren(QPushButton):
        assert button.accessibleName() or button.text().strip()


def test_show_in_the_diary_names_meeting_and_day(page: ConflictsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.diary_requested) as asked:
        page.panel.diary_requested.emit()
    meeting_id, day = asked.args
    assert meeting_id
    assert day.isoformat() == "2026-12-14"
