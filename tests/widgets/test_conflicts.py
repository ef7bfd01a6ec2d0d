"""The page of conflicts, driven like a person does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from jointdesk.domain.actors import Actor
from jointdesk.domain.conflicts import Resolution
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.conflicts import Settle, resolve_conflicts
from jointdesk.store.desk import Desk
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


def settled_elsewhere(model: ConflictsModel, demo_model: DeskModel) -> None:
    """Have somebody else settle what is shown, as their machine's exchange would."""
    detail = model.detail
    assert detail is not None
    settle = Settle(Resolution.ACCEPTED, "Fine by us")

    def work(desk: Desk, actor: Actor) -> None:
        resolve_conflicts(desk, actor, audience_of(desk, actor.person_id), detail.ids, settle)

    demo_model.act(work)


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_M])
def test_what_is_typed_stays_when_somebody_else_settles_that_conflict(
    page: ConflictsPage, qtbot: QtBot, demo_model: DeskModel, key: Qt.Key
) -> None:
    model, said = page._model, notices_of(demo_model)  # noqa: SLF001 - what the page shows
    press(Qt.Key.Key_J, key)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "half a reason")
    before, rows = model.detail, model.counts()[Tab.OPEN]
    settled_elsewhere(model, demo_model)
    wait_until_idle(qtbot, demo_model)
    assert before is not None
    assert model.detail is not None
    assert (model.tab, model.detail.id) == (Tab.OPEN, before.id)
    assert model.counts()[Tab.OPEN] == rows - 1
    told = " ".join(label.text() for label in page.panel.findChildren(QLabel))
    assert "Somebody else has seen to it meanwhile. Accepted until" in told
    assert "Fine by us. What you are writing is kept" in told
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.property("text") == "half a reason"
    QTest.keyClicks(focused, " more")
    press(Qt.Key.Key_Return)
    wait_until_idle(qtbot, demo_model)
    assert said[-1].text.startswith(("Settled as moved", "Muted"))
    assert model.detail is None or model.detail.id != before.id
    assert page.list.hasFocus()


def test_who_leaves_what_was_settled_meanwhile_comes_to_the_next(
    page: ConflictsPage, qtbot: QtBot, demo_model: DeskModel
) -> None:
    model = page._model  # noqa: SLF001 - what the page shows
    before = model.detail
    QTest.keyClicks(page.panel.talk.word, "I wonder")
    settled_elsewhere(model, demo_model)
    wait_until_idle(qtbot, demo_model)
    assert before is not None
    assert model.detail is not None
    assert model.detail.id == before.id
    assert page.panel.talk.word.text() == "I wonder"
    page.panel.talk.word.clear()
    qtbot.waitUntil(lambda: model.detail is None or model.detail.id != before.id)
    assert model.detail is not None
    assert not model.detail.meanwhile


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
