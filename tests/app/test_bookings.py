"""From everywhere to the page of bookings, and from there to nothing that is another's."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.bookings import BookingsPage
from tests.demo_desk import wait_until_idle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)


def page_of(opened: Assembly) -> BookingsPage:
    page = opened.window.findChild(BookingsPage)
    assert page is not None
    return page


def press(keys: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keySequence(focused, QKeySequence(keys))


def test_the_navigation_counts_who_waits(opened: Assembly, qtbot: QtBot) -> None:
    wait_until_idle(qtbot, opened.desk)
    row = opened.window.navigation._rows[Page.BOOKINGS]  # noqa: SLF001 - what a reader hears
    assert row.accessibleName() == f"Bookings, {opened.rooms.bookings.bookings.number}"


def test_alt_6_opens_the_page(opened: Assembly, qtbot: QtBot) -> None:
    press("Alt+6")
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.BOOKINGS
    assert page_of(opened).isAncestorOf(QApplication.focusWidget())


def test_ctrl_b_asks_for_a_booking_from_anywhere(opened: Assembly, qtbot: QtBot) -> None:
    press("Ctrl+B")
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.BOOKINGS
    assert page_of(opened).new.line.hasFocus()


def test_a_search_leads_to_a_booking(opened: Assembly, qtbot: QtBot) -> None:
    bookings = opened.rooms.bookings
    press("Alt+6")
    wait_until_idle(qtbot, opened.desk)
    assert bookings.bookings.bookings is not None
    card = bookings.bookings.bookings.cards[-1]
    press("Alt+2")
    opened.rooms.parts._open_record("booking", card.id)  # noqa: SLF001 - what search asks for
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.BOOKINGS
    assert page_of(opened).steps._booking == card.id  # noqa: SLF001 - what is shown


def test_today_leads_to_what_needs_a_yes(opened: Assembly, qtbot: QtBot) -> None:
    wait_until_idle(qtbot, opened.desk)
    today = opened.rooms.today.model.today
    assert today is not None
    need = next(one for one in today.waiting if one.target.page is Page.BOOKINGS)
    assert need.lines[0].startswith("Needs your yes: Thursday 14 January")
    opened.rooms.today.follow(need.target)
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.BOOKINGS
    assert page_of(opened).steps._booking == need.target.id  # noqa: SLF001 - what is shown


def test_another_theme_keeps_the_page_open_and_working(opened: Assembly, qtbot: QtBot) -> None:
    press("Alt+6")
    wait_until_idle(qtbot, opened.desk)
    opened.wear(ThemeName.DARK)
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.BOOKINGS
    page = opened.rooms.bookings._page  # noqa: SLF001 - the one that was made anew
    assert page is not None
    chosen = page.steps._booking  # noqa: SLF001 - what is shown
    assert chosen
    QTest.keyClick(page.first_focus(), Qt.Key.Key_C)
    assert page.sheet.talk.isVisible()
    page.sheet.talk.text.setPlainText("Seen in the dark")
    page.sheet.talk.say()
    wait_until_idle(qtbot, opened.desk)
    card = opened.rooms.bookings.bookings.card(chosen)
    assert card is not None
    assert card.facts.comments == 1
