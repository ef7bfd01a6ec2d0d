"""The keyboard stays with what a person is at, whatever changes meanwhile."""

from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.viewmodels.pages import Page
from tests.demo_desk import wait_until_idle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)


def test_no_page_takes_the_keyboard_from_the_one_that_is_looked_at(
    opened: Assembly, qtbot: QtBot
) -> None:
    """Each was used before, so that it has a control that had the keyboard in it last."""
    thieves = []
    for page in Page:
        opened.window.open_page(page)
        wait_until_idle(qtbot, opened.desk)
    for page in (Page.DIARY, Page.SETTINGS, Page.TASKS):
        opened.window.open_page(page)
        before = QApplication.focusWidget()
        opened.desk.announce()  # as after another person's change
        wait_until_idle(qtbot, opened.desk)
        if QApplication.focusWidget() is not before:
            thieves.append((page, before, QApplication.focusWidget()))
    assert thieves == []


def test_the_page_that_is_looked_at_is_read_before_all_others(
    opened: Assembly, qtbot: QtBot
) -> None:
    for page in (Page.TODAY, Page.DECISIONS, Page.TASKS):
        opened.window.open_page(page)
        wait_until_idle(qtbot, opened.desk)
    begun: list[Page] = []
    for page in (Page.DIARY, Page.DECISIONS, Page.TASKS, Page.TODAY):
        opened.desk.pages.follow(page, partial(begun.append, page))
    opened.desk.announce()
    assert begun == [Page.TASKS]
    wait_until_idle(qtbot, opened.desk)
    assert begun == [Page.TASKS, Page.DIARY, Page.DECISIONS, Page.TODAY]
    opened.window.open_page(Page.DIARY)
    opened.desk.announce()
    assert begun[4:] == [Page.DIARY]
    wait_until_idle(qtbot, opened.desk)
