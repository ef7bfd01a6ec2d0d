"""A decision's tab, driven like a person does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from jointdesk.domain.decisions import Decision
from jointdesk.viewmodels.decision_editor import DecisionEditor
from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.viewmodels.matters import MatterModel
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.undoing import UndoModel
from jointdesk.widgets.decision_editor import DecisionPanel
from jointdesk.widgets.decision_fields import LineControl, NoneBar, ProseControl
from jointdesk.widgets.decision_form import FieldCell
from jointdesk.widgets.decision_rows import RowsControl
from jointdesk.widgets.decisions import DecisionsPage
from jointdesk.widgets.look import Look
from tests.open_desk import OpenDesk


class Page:
    """The page of decisions, open at one of them."""

    def __init__(self, look: Look, opened: OpenDesk, folder: Path) -> None:
        undo = UndoModel(opened.model).undo
        self.register = DecisionsModel(opened.model, Preferences(folder, opened.model))
        matter = MatterModel(self.register, undo)
        self.whole = DecisionsPage(look, self.register, matter, DecisionEditor(self.register, undo))
        self.opened = opened

    def open_ref(self, ref: str) -> DecisionPanel:
        found = self.decision(ref)
        self.whole.open_matter(found.matter, found.id)
        self.opened.settle()
        return self.whole.matter.editor

    def decision(self, ref: str) -> Decision:
        register = self.register.register
        assert register is not None
        return next(one for one in register.records.decisions if one.ref == ref)


@pytest.fixture
def page(qtbot: QtBot, look: Look, opened: OpenDesk, tmp_path: Path) -> Iterator[Page]:
    made = Page(look, opened, tmp_path)
    qtbot.addWidget(made.whole)
    made.whole.resize(1224, 860)
    made.whole.show()
    opened.settle()
    yield made
    opened.settle()


def cell(panel: DecisionPanel, name: str) -> FieldCell:
    panel.form.go_to(name)
    found = panel.form.cell(name)
    assert found is not None
    return found


def test_a_line_is_saved_when_it_is_left(page: Page, opened: OpenDesk) -> None:
    panel = page.open_ref("CAL-2026-122")
    control = cell(panel, "amount").control
    assert isinstance(control, LineControl)
    QTest.keyClicks(control.edit, "1.5m")
    QTest.keyClick(control.edit, Qt.Key.Key_Tab)
    opened.settle()
    assert opened.said[-1] == "Saved “Amount”."
    assert control.edit.text() == "£1,500,000"


def test_what_is_wrong_is_said_under_the_field_and_goes_when_it_is_right(
    page: Page, opened: OpenDesk
) -> None:
    panel = page.open_ref("CAL-2026-122")
    found = cell(panel, "date_taken")
    control = found.control
    assert isinstance(control, LineControl)
    QTest.keyClicks(control.edit, "31 april 2026")
    QTest.keyClick(control.edit, Qt.Key.Key_Return)
    opened.settle()
    assert found.problem == "“31 april 2026” is no day: April 2026 has 30 days."
    control.edit.clear()
    QTest.keyClicks(control.edit, "30 april 2026")
    QTest.keyClick(control.edit, Qt.Key.Key_Return)
    opened.settle()
    assert found.problem == ""
    assert control.edit.text() == "Thu 30 Apr 2026"


def test_a_long_text_is_saved_when_it_is_left_and_when_the_page_is(
    page: Page, opened: OpenDesk
) -> None:
    panel = page.open_ref("CAL-2026-122")
    control = cell(panel, "reasons").control
    assert isinstance(control, ProseControl)
    control.edit.selectAll()
    QTest.keyClicks(control.edit, "First")
    page.whole.show_register()
    opened.settle()
    assert page.decision("CAL-2026-122").reasons == "First"


def test_what_is_being_typed_stays_when_somebody_else_changes_the_desk(
    page: Page, opened: OpenDesk
) -> None:
    panel = page.open_ref("CAL-2026-122")
    control = cell(panel, "legal_power").control
    assert isinstance(control, LineControl)
    QTest.keyClicks(control.edit, "s7")
    opened.model.changed.emit()
    opened.settle()
    QTest.keyClicks(control.edit, "5")
    assert control.edit.text() == "s75"
    assert control.edit.hasFocus()


def test_the_list_of_what_is_missing_leads_to_the_field(page: Page) -> None:
    panel = page.open_ref("CAL-2026-122")
    button = next(
        one
        for one in panel.side.findChildren(QPushButton)
        if one.accessibleName().startswith("Expressly authorised, missing, the law asks for it")
    )
    button.click()
    target = cell(panel, "express_authorisation")
    assert target.control.focus_target().hasFocus()
    assert target.problem.startswith("Asked for: 2014 regulation 7(2)")


def test_none_considered_is_one_click_and_can_be_taken_back(page: Page, opened: OpenDesk) -> None:
    panel = page.open_ref("CAL-2026-122")
    bar = cell(panel, "alternatives").control
    assert isinstance(bar, NoneBar)
    bar.entered.emit("")
    opened.settle()
    assert bar.answer.text() == "None considered"
    bar.answer.click()
    opened.settle()
    assert page.decision("CAL-2026-122").alternatives == ()
    bar.change.click()
    opened.settle()
    assert page.decision("CAL-2026-122").alternatives is None


def test_rows_are_added_written_and_removed(page: Page, opened: OpenDesk) -> None:
    panel = page.open_ref("CAL-2026-122")
    bar = cell(panel, "consulted").control
    assert isinstance(bar, NoneBar)
    bar.entered.emit("")
    opened.settle()
    rows = bar.inner
    assert isinstance(rows, RowsControl)
    rows.add.click()
    focused = QApplication.focusWidget()
    assert focused is rows.cells[0][0]
    QTest.keyClicks(focused, "Cllr Stott")
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    opened.settle()
    assert rows.cells[0][1].hasFocus()  # saving does not take the keyboard away
    found = page.decision("CAL-2026-122").consulted
    assert found is not None
    assert found[0].who == "Cllr Stott"
    remove = next(
        one for one in rows.findChildren(QPushButton) if one.accessibleName() == "Remove line 1"
    )
    remove.click()
    opened.settle()
    assert page.decision("CAL-2026-122").consulted is None


def test_a_taken_decision_is_locked_until_it_is_amended(page: Page, opened: OpenDesk) -> None:
    panel = page.open_ref("CAL-2026-116")
    control = cell(panel, "reasons").control
    assert not control.isEnabled()
    assert "taken" in panel.fixed.text
    panel.amend.click()
    assert control.isEnabled()
    assert panel.reason.hasFocus()
    assert isinstance(control, ProseControl)
    control.edit.setFocus()
    control.edit.selectAll()
    QTest.keyClicks(control.edit, "Better reasons")
    QTest.keyClicks(panel.reason, "Said more plainly")
    panel.reason.setFocus()
    QTest.keyClick(panel.reason, Qt.Key.Key_Return)
    opened.settle()
    assert opened.said[-1] == "Made a new version."
    assert page.decision("CAL-2026-116").reasons == "Better reasons"
    assert not control.isEnabled()


def test_every_control_says_what_it_is(page: Page) -> None:
    panel = page.open_ref("WEX-2026-073")
    for box in panel.form.boxes:
        box.show_all()
        for found in box.cells.values():
            target = found.control.focus_target()
            assert target.accessibleName() or target.property("text"), found.control.line.name


@pytest.mark.parametrize("width", [968, 1224])
def test_it_is_painted_in_every_theme(
    any_look: Look, qtbot: QtBot, opened: OpenDesk, tmp_path: Path, width: int
) -> None:
    made = Page(any_look, opened, tmp_path)
    qtbot.addWidget(made.whole)
    made.whole.resize(width, 640)
    made.whole.show()
    opened.settle()
    made.open_ref("WEX-2026-073")
    assert not made.whole.grab().isNull()


def test_a_decision_that_moves_to_another_matter_is_followed(page: Page, opened: OpenDesk) -> None:
    panel = page.open_ref("CAL-2026-122")
    other = page.decision("CAL-2026-116").matter
    cell(panel, "matter").control.entered.emit(other)
    opened.settle()
    assert page.decision("CAL-2026-122").matter == other
    assert page.whole.matter.decision == page.decision("CAL-2026-122").id
    assert len(page.whole.matter.tabs.tabs) == 4


def test_a_notice_that_is_too_soon_says_which_day_is_safe_and_takes_it(
    page: Page, opened: OpenDesk
) -> None:
    panel = page.open_ref("WEX-2026-073")
    found = cell(panel, "procurement_notice_date")
    assert found.problem.startswith("Too soon: Tue 15 Dec, ")
    assert found.fix.text() == "Use Friday 18 December"
    found.fix.click()
    opened.settle()
    notice = page.decision("WEX-2026-073").procurement_notice_date
    assert notice is not None
    assert notice.isoformat() == "2026-12-18"
    assert found.problem == ""
    assert not found.fix.isVisible()
