"""What goes on beside the pages of the whole window."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.domain.actors import Actor
from jointdesk.operations.sources import list_sources
from jointdesk.store.connections import pause_connection
from jointdesk.store.desk import Desk
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.status import Reminder
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.outbox import OutboxPage
from jointdesk.widgets.settings import SettingsPage
from jointdesk.widgets.settings_diaries import DiarySection
from jointdesk.widgets.status_bar import StatusBar
from tests.demo_desk import wait_until_idle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)


def foot(window: Assembly) -> StatusBar:
    found = [one for one in window.window.findChildren(StatusBar) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_the_age_of_every_diary_is_always_seen_and_leads_to_its_history(
    opened: Assembly, qtbot: QtBot
) -> None:
    opened.window.resize(1024, 680)
    bar = foot(opened)
    assert [part.text() for part in bar.diaries] == [
        "Imogen Farrant (council): up to date",
        "Imogen Farrant (ICB): up to date",
    ]
    bar.diaries[1].click()
    wait_until_idle(qtbot, opened.desk)
    page = opened.window.findChild(SettingsPage)
    assert page is not None
    assert isinstance(page.section, DiarySection)
    assert opened.rooms.background.models.history.history.name == "Imogen Farrant (ICB)"


def test_f6_goes_to_the_foot_too(opened: Assembly) -> None:
    areas = opened.window._areas()
    assert areas[-1] is foot(opened)


def test_another_look_makes_the_foot_anew(opened: Assembly, qtbot: QtBot) -> None:
    opened.wear(ThemeName.DARK)
    wait_until_idle(qtbot, opened.desk)
    QApplication.sendPostedEvents()
    assert len(foot(opened).diaries) == 2
    opened.wear(ThemeName.LIGHT)
    wait_until_idle(qtbot, opened.desk)


def test_what_waits_is_one_click_away(opened: Assembly, qtbot: QtBot) -> None:
    status = opened.rooms.background.status
    status.status = status.status._replace(reminders=(Reminder("1 change waits"),))
    status.status_changed.emit()
    QTest.keyClick(foot(opened).reminders[0], Qt.Key.Key_Space)
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.OUTBOX
    page = opened.window.findChild(OutboxPage)
    assert page is not None
    page.left.emit()
    assert opened.window.page is Page.TODAY


def test_the_page_of_what_changed_leads_back(opened: Assembly) -> None:
    opened.window.open_page(Page.NEWS)
    assert opened.window.page is Page.NEWS
    opened.window.go_back()
    assert opened.window.page is Page.NEWS


def test_what_was_held_back_can_be_looked_at(opened: Assembly, qtbot: QtBot) -> None:
    source = next(iter(opened.rooms.background.sync._sources))
    opened.rooms.background.sync.look_requested.emit(source)
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.IMPORT


def test_a_paused_diary_says_so_at_the_foot(opened: Assembly, qtbot: QtBot) -> None:
    def pause(desk: Desk, _actor: Actor) -> None:
        pause_connection(desk, list_sources(desk)[0].collection.id)

    opened.desk.act(pause)
    wait_until_idle(qtbot, opened.desk)
    assert "Paused until" in foot(opened).diaries[0].accessibleName()


def test_new_conflicts_lead_to_their_page(opened: Assembly, qtbot: QtBot) -> None:
    opened.rooms.background._show_conflict("")
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.CONFLICTS


def test_nothing_goes_by_the_clock_once_the_desk_is_closed(opened: Assembly) -> None:
    def ticking() -> list[QTimer]:
        owners = (opened.desk, opened.window)
        timers = [one for owner in owners for one in owner.findChildren(QTimer)]
        return [one for one in timers if one.isActive() and not one.isSingleShot()]

    assert ticking()
    opened.close()
    assert ticking() == []
