"""The page of a matter, driven like a person does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from jointdesk.domain.decisions import Status
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.decision_editor import DecisionEditor
from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.viewmodels.matters import MatterModel
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.undoing import UndoModel
from jointdesk.widgets.decisions import DecisionsPage
from jointdesk.widgets.look import Look
from tests.open_desk import OpenDesk


def page_of(look: Look, opened: OpenDesk, register: DecisionsModel) -> DecisionsPage:
    """The page with everything that it needs."""
    undo = UndoModel(opened.model).undo
    return DecisionsPage(
        look, register, MatterModel(register, undo), DecisionEditor(register, undo)
    )


@pytest.fixture
def page(qtbot: QtBot, look: Look, opened: OpenDesk, tmp_path: Path) -> Iterator[DecisionsPage]:
    register = DecisionsModel(opened.model, Preferences(tmp_path, opened.model))
    made = page_of(look, opened, register)
    qtbot.addWidget(made)
    made.resize(1224, 860)
    made.show()
    opened.settle()
    made.first_focus().setFocus()
    yield made
    opened.settle()


def press(*keys: Qt.Key) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)


def ref_to_id(page: DecisionsPage, ref: str) -> str:
    register = page._model.register  # noqa: SLF001 - what the page shows
    assert register is not None
    return next(one.id for one in register.records.decisions if one.ref == ref)


def test_enter_opens_a_matter_and_escape_comes_back(page: DecisionsPage, opened: OpenDesk) -> None:
    press(Qt.Key.Key_Return)
    opened.settle()
    assert page.areas() == page.matter.areas()
    assert page.matter.tabs.tabs[""].isChecked()
    press(Qt.Key.Key_Escape)
    assert page.register.table.hasFocus()


def test_what_cannot_be_undone_says_so_first(page: DecisionsPage, opened: OpenDesk) -> None:
    press(Qt.Key.Key_Return)
    opened.settle()
    taken = ref_to_id(page, "CAL-2026-118")
    page.matter.ask_step(taken, Status.TAKEN)
    form = page.matter.form
    assert form is not None
    assert form.day.hasFocus()
    assert form.day.text() == "Tue 8 Dec 2026"
    assert opened.said == []  # nothing is done yet
    press(Qt.Key.Key_Escape)
    assert page.matter.form is None
    page.matter.ask_step(taken, Status.TAKEN)
    press(Qt.Key.Key_Return)
    opened.settle()
    assert page.matter.form is None
    assert opened.said[-1].startswith("CAL-2026-118: taken.")


def test_a_day_that_is_none_is_said_under_its_field(page: DecisionsPage, opened: OpenDesk) -> None:
    press(Qt.Key.Key_Return)
    opened.settle()
    page.matter.ask_step(ref_to_id(page, "CAL-2026-118"), Status.TAKEN)
    form = page.matter.form
    assert form is not None
    form.day.setText("31 April 2026")
    form.confirm()
    assert form._day.problem == "“31 April 2026” is no day: April 2026 has 30 days."  # noqa: SLF001


def test_a_step_that_is_refused_says_why_in_its_form(page: DecisionsPage, opened: OpenDesk) -> None:
    register = page._model.register  # noqa: SLF001
    assert register is not None
    one = ref_to_id(page, "CAL-2026-116")
    page.open_matter(register.records.decision_by_id[one].matter, one)
    opened.settle()
    page.matter.ask_step(one, Status.REVOKED)
    form = page.matter.form
    assert form is not None
    form.confirm()
    opened.settle()
    assert "reason" in form._reason.problem  # noqa: SLF001
    QTest.keyClicks(form.reason, "The pilot moved")
    press(Qt.Key.Key_Return)
    opened.settle()
    assert page.matter.form is None


def test_a_new_matter_with_a_decision_for_each_body(page: DecisionsPage, opened: OpenDesk) -> None:
    page.begin_matter()
    page.new.confirm()
    assert page.new._field.problem == "A matter needs a title."  # noqa: SLF001
    focused = QApplication.focusWidget()
    assert focused is page.new.title
    QTest.keyClicks(focused, "Winter beds")
    press(Qt.Key.Key_Return)
    opened.settle()
    refs = [tab.text() for tab in page.matter.tabs.tabs.values()]
    assert refs == ["Matter", "CAL-2026-125", "WEX-2026-077"]


def test_a_task_is_typed_and_ticked(page: DecisionsPage, opened: OpenDesk) -> None:
    press(Qt.Key.Key_Return)
    opened.settle()
    page.matter.overview.task.setFocus()
    QTest.keyClicks(page.matter.overview.task, "Tell the wards")
    press(Qt.Key.Key_Return)
    opened.settle()
    boxes = page.matter.overview.findChildren(QCheckBox)
    box = next(one for one in boxes if one.text() == "Tell the wards")
    box.click()
    opened.settle()
    assert opened.said[-1] == "Done."


def test_every_button_says_what_it_does(page: DecisionsPage, opened: OpenDesk) -> None:
    press(Qt.Key.Key_Return)
    opened.settle()
    for button in page.matter.findChildren(QPushButton):
        assert button.accessibleName() or button.text().strip() or not button.isVisible()


def test_it_is_painted_in_every_theme(
    any_look: Look, qtbot: QtBot, opened: OpenDesk, tmp_path: Path
) -> None:
    register = DecisionsModel(opened.model, Preferences(tmp_path, opened.model))
    made = page_of(any_look, opened, register)
    qtbot.addWidget(made)
    made.resize(968, 640)
    made.show()
    opened.settle()
    made.open_matter(register.matters.entries[0].matter.id, "")
    opened.settle()
    assert not made.grab().isNull()


def test_what_two_people_changed_at_once_is_settled_from_matter_and_decision(
    page: DecisionsPage, opened: OpenDesk
) -> None:
    register = page._model.register  # noqa: SLF001
    assert register is not None
    decision = ref_to_id(page, "CAL-2026-118")
    matter = register.records.decision_by_id[decision].matter
    page.open_matter(matter, "")
    opened.change_elsewhere(decision, {"title": "Another title"})
    led: list[str] = []
    page.conflict_requested.connect(led.append)
    words = "Two people changed “CAL-2026-118” at once: title."
    said = [label.accessibleName() for label in page.matter.overview.findChildren(QLabel)]
    assert f"Should act: {words}" in said
    page.open_matter(matter, decision)
    opened.settle()
    buttons = page.matter.editor.side.findChildren(QPushButton)
    settle = next(one for one in buttons if one.accessibleName() == f"Settle: {words}")
    settle.setFocus()
    QTest.keyClick(settle, Qt.Key.Key_Space)
    assert led == [f"collision:{decision}"]
    entry = page._model.register.entry_of(matter)  # type: ignore[union-attr]  # noqa: SLF001
    assert entry is not None
    assert entry.needs_work


def test_the_matter_s_fields_are_behind_one_button(page: DecisionsPage, opened: OpenDesk) -> None:
    press(Qt.Key.Key_Return)
    opened.settle()
    box = page.matter.overview.box
    assert box is not None
    cell = box.open_for("summary")
    assert cell is not None
    edit = cell.control.focus_target()
    edit.setFocus()
    QTest.keyClicks(edit, "A joint contract")
    page.matter.overview.task.setFocus()
    opened.settle()
    assert opened.said[-1] == "Saved “Summary”."
    assert page.matter.overview.box is box  # the form stays while its values change


def test_arrows_lead_from_tab_to_tab(page: DecisionsPage, opened: OpenDesk) -> None:
    press(Qt.Key.Key_Return)
    opened.settle()
    press(Qt.Key.Key_Right)
    opened.settle()
    assert page.matter.decision == ref_to_id(page, "CAL-2026-118")
    assert page.matter.tabs.tabs[page.matter.decision].hasFocus()
    press(Qt.Key.Key_Left)
    assert page.matter.decision == ""


def test_another_person_does_not_see_what_was_open(
    page: DecisionsPage, opened: OpenDesk, demo_path: Path
) -> None:
    secret = ref_to_id(page, "CAL-2026-123")  # which CAL keeps to itself
    register = page._model.register  # noqa: SLF001
    assert register is not None
    page.open_matter(register.records.decision_by_id[secret].matter, secret)
    opened.settle()
    reading = Reading(demo_path)
    pa = acting_person(reading, "Bridget Lyall")
    audience = audience_of(reading, pa.id)
    reading.close()
    opened.model.adopt(pa, audience)
    assert page.areas() == page.register.areas()  # at once, before anything is read
    assert page.register.matters.model().rowCount() == 0
    opened.settle()
    assert page.register.matters.model().rowCount() == 19
    texts = [one.text() for one in page.findChildren(QLabel)]
    assert not any("Interim assistant" in text for text in texts)


def test_the_steps_that_end_a_decision_stand_apart_in_the_menu(
    page: DecisionsPage, opened: OpenDesk
) -> None:
    one = ref_to_id(page, "CAL-2026-116")
    register = page._model.register  # noqa: SLF001
    assert register is not None
    page.open_matter(register.records.decision_by_id[one].matter, one)
    opened.settle()
    buttons = page.matter.steps
    assert buttons.usual.text() == "Record as carried out"
    names = [action.text() for action in buttons.menu().actions()]
    assert names == [
        "Make its notice…",
        "",
        "Record as reviewed",
        "Close",
        "",
        "Supersede…",
        "Revoke…",
        "Declare void…",
    ]
    buttons.usual.click()
    opened.settle()
    assert opened.said[-1] == "CAL-2026-116: carried out."
    assert buttons.usual.text() == "Record as reviewed"
