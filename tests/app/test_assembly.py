"""The whole window on a real desk: where the keyboard begins, and what leads where."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.domain.moments import local
from jointdesk.viewmodels.pages import Page
from tests.app.conftest import wait_for_notice
from tests.demo_desk import wait_until_idle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)


def press(keys: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keySequence(focused, QKeySequence(keys))


def test_the_keyboard_begins_in_the_diary(opened: Assembly) -> None:
    assert QApplication.focusWidget() is opened.area.grid


@pytest.mark.parametrize("width", [1024, 1440])
def test_keys_lead_to_every_page_and_back_in_any_width(
    opened: Assembly, qtbot: QtBot, width: int
) -> None:
    opened.window.resize(width, 700)
    for keys, page in (("Alt+3", Page.CONFLICTS), ("Ctrl+K", Page.SEARCH), ("Alt+2", Page.DIARY)):
        press(keys)
        wait_until_idle(qtbot, opened.desk)
        assert opened.window.page is page
    press("F1")
    assert opened.window.page is Page.HELP
    press("Esc")
    assert opened.window.page is Page.DIARY


def test_a_search_leads_to_the_meeting_in_the_diary(opened: Assembly, qtbot: QtBot) -> None:
    press("Ctrl+K")
    focused = QApplication.focusWidget()
    assert focused is not None
    with qtbot.waitSignal(opened.rooms.parts.searching.found_changed):
        QTest.keyClicks(focused, "extra care programme")
    QTest.keyClick(focused, Qt.Key.Key_Return)
    wait_until_idle(qtbot, opened.desk)
    item = opened.area.grid.selection.item
    assert item is not None
    assert opened.window.page is Page.DIARY
    inspection = opened.diary.inspection(item.meeting_id)
    assert inspection is not None
    assert inspection.title == "Extra care programme board"


def test_the_inspector_leads_to_the_conflict_and_its_pairing_can_be_undone(
    opened: Assembly, qtbot: QtBot
) -> None:
    days = opened.diary.days
    assert days is not None
    (drift,) = [one.conflict for one in days.conflicts if one.conflict.code == "DIA-07"]
    opened.area.inspector.conflict_requested.emit(drift.id)
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.CONFLICTS
    detail = opened.rooms.parts.conflicts.detail
    assert detail is not None
    assert detail.id == drift.id
    opened.area.inspector.split_requested.emit(drift.participants[0])
    wait_for_notice(qtbot, opened, "Said that the copies are different meetings.")
    wait_until_idle(qtbot, opened.desk)
    press("Ctrl+Z")
    wait_for_notice(qtbot, opened, "Undone: said that the copies of")


def test_every_copy_leads_to_its_meeting_in_the_diary(opened: Assembly, qtbot: QtBot) -> None:
    days = opened.diary.days
    assert days is not None
    meeting = next(each for each in days.meetings if len(each.copies) > 1)
    day = local(meeting.start, days.zone).date()
    opened.rooms.parts.show_meeting(meeting.copies[1].key, day)
    wait_until_idle(qtbot, opened.desk)
    item = opened.area.grid.selection.item
    assert item is not None
    assert item.meeting_id == meeting.id


def test_tab_reaches_the_toolbar_of_every_page(opened: Assembly, qtbot: QtBot) -> None:
    """Every button of the open page can be reached; of a group of choices, the one taken."""
    for page in (Page.DIARY, Page.CONFLICTS, Page.HELP):
        opened.window.open_page(page)
        wait_until_idle(qtbot, opened.desk)
        reached = []
        for _ in range(40):
            focused = QApplication.focusWidget()
            assert focused is not None
            reached.append(focused)
            QTest.keyClick(focused, Qt.Key.Key_Tab)
        buttons = [
            button
            for button in opened.window.findChildren(QPushButton)
            if button.isVisible() and button.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        assert [button.text() for button in buttons if button not in reached] == []
        assert opened.window.navigation not in reached


def test_the_notice_of_a_decision_is_begun_from_its_menu(opened: Assembly, qtbot: QtBot) -> None:
    opened.window.open_page(Page.DECISIONS)
    wait_until_idle(qtbot, opened.desk)
    page = opened.rooms.decisions.page_made()
    register = opened.rooms.decisions.register.register
    assert register is not None
    one = next(each for each in register.records.decisions if each.ref == "CAL-2026-116")
    page.open_matter(one.matter, one.id)
    wait_until_idle(qtbot, opened.desk)
    page.matter.steps.menu().actions()[0].trigger()
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.EXPORT


def test_a_decision_is_recorded_from_a_meeting(opened: Assembly, qtbot: QtBot) -> None:
    days = opened.diary.days
    assert days is not None
    board = next(
        one
        for one in days.meetings
        if one.preferred.details.title == "Section 75 Partnership Board"
    )
    opened.area.decision_requested.emit(board.id)
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.DECISIONS
    form = opened.rooms.decisions.page_made().new
    assert form.title.text() == "Section 75 Partnership Board"
    form.confirm()
    wait_until_idle(qtbot, opened.desk)
    detail = opened.rooms.decisions.matter.detail
    assert detail is not None
    day = local(board.preferred.start, days.zone).date()
    assert [half.code for half in detail.halves] == ["CAL", "WEX"]
    assert {half.decision.date_taken for half in detail.halves} == {day}
    assert {half.decision.decided_at_meeting for half in detail.halves} == {board.id}
