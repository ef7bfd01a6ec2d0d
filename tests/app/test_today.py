"""From Today to what its rows are about."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.viewmodels.pages import Page
from jointdesk.widgets.brief import BriefPage
from jointdesk.widgets.time_split import TimeSplitPage
from jointdesk.widgets.today import TodayPage
from jointdesk.widgets.today_split import SplitCard
from tests.demo_desk import wait_until_idle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)


@pytest.fixture
def opened(opened: Assembly) -> Assembly:
    """The window on Today, with the keyboard there."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keySequence(focused, QKeySequence("Alt+1"))
    return opened


def test_enter_leads_from_a_meeting_to_the_diary(opened: Assembly, qtbot: QtBot) -> None:
    assert opened.window.page is Page.TODAY
    row = QApplication.focusWidget()
    assert row is not None
    QTest.keyClick(row, Qt.Key.Key_Return)
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.DIARY
    qtbot.waitUntil(lambda: opened.area.grid.selection.item is not None)


@pytest.mark.parametrize("page", [Page.CONFLICTS, Page.DECISIONS, Page.TASKS])
def test_everything_else_leads_to_its_page(opened: Assembly, qtbot: QtBot, page: Page) -> None:
    today = opened.rooms.today.model.today
    assert today is not None
    needs = [*today.decide, *today.waiting]
    opened.rooms.today.follow(next(one.target for one in needs if one.target.page is page))
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is page


def test_the_brief_is_made_and_looked_through(opened: Assembly, qtbot: QtBot) -> None:
    page = opened.window.findChild(TodayPage)
    assert page is not None
    QTest.mouseClick(page.brief, Qt.MouseButton.LeftButton)
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.EXPORT
    made = opened.rooms.exports.exports.made
    assert made is not None
    assert made.document.subject == "Brief"


def test_the_navigation_counts_what_must_be_done_today(opened: Assembly) -> None:
    row = opened.window.navigation._rows[Page.TODAY]  # noqa: SLF001 - what a reader hears
    assert row.accessibleName() == "Today, 2"


def test_the_brief_is_read_here_and_printed_for_the_day_that_is_shown(
    opened: Assembly, qtbot: QtBot
) -> None:
    page = opened.window.findChild(TodayPage)
    assert page is not None
    page.read.click()
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.BRIEF
    model = opened.rooms.today.brief
    model.turn(1)
    wait_until_idle(qtbot, opened.desk)
    assert model.shown is not None
    opened.window.findChild(BriefPage).print.click()
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.EXPORT
    made = opened.rooms.exports.exports.made
    assert made is not None
    assert made.document.title == model.shown.document.title


def test_the_time_split_is_opened_and_its_report_made(opened: Assembly, qtbot: QtBot) -> None:
    opened.window.findChild(SplitCard).more.click()
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.TIME_SPLIT
    opened.window.findChild(TimeSplitPage).report.click()
    wait_until_idle(qtbot, opened.desk)
    made = opened.rooms.exports.exports.made
    assert made is not None
    assert made.document.subject == "Time split"
    assert made.wish.audience == "joint"
