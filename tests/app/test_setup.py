"""What leads to importing, reading again and another look in the whole window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.imports import ImportPage
from jointdesk.widgets.settings import SettingsPage
from jointdesk.widgets.settings_desk import DeskSection
from tests.app.conftest import wait_for_notice
from tests.demo_desk import wait_until_idle
from tests.operations.test_imports import calendar

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)


def test_f5_reads_all_diaries_and_says_so(opened: Assembly, qtbot: QtBot) -> None:
    QTest.keyClick(opened.window, Qt.Key.Key_F5)
    wait_for_notice(qtbot, opened, "Both diaries were read")


def test_a_file_dropped_on_the_window_stands_in_the_form(
    opened: Assembly, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "dropped.ics"
    file.write_text(calendar(("a", "Board", 9)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    opened.window.dropEvent(QDropEvent(QPointF(9, 9), copy, data, buttons, keys))
    wait_until_idle(qtbot, opened.desk)
    assert opened.window.page is Page.IMPORT
    page = opened.window.findChild(ImportPage)
    assert page is not None
    assert page.form.address.text() == str(file)


def test_another_theme_is_worn_at_once_and_kept(
    opened: Assembly, qtbot: QtBot, qapp: QApplication, data_folder: Path
) -> None:
    opened.window.open_page(Page.SETTINGS)
    wait_until_idle(qtbot, opened.desk)
    page = opened.window.findChild(SettingsPage)
    assert page is not None
    buttons = {one.text(): one for one in page.choice.findChildren(QPushButton)}
    buttons["Appearance and copies"].click()
    section = page.section
    assert isinstance(section, DeskSection)
    light = qapp.palette().window().color()
    section.themes[ThemeName.DARK].click()
    wait_until_idle(qtbot, opened.desk)
    assert qapp.palette().window().color() != light
    assert Preferences(data_folder).theme is ThemeName.DARK
    assert opened.window.page is Page.SETTINGS
    opened.window.open_page(Page.DIARY)
    opened.diary.turn(1)
    opened.window.open_page(Page.CONFLICTS)
    wait_until_idle(qtbot, opened.desk)
    opened.wear(ThemeName.LIGHT)
    wait_until_idle(qtbot, opened.desk)
    assert qapp.palette().window().color() == light
    assert opened.window.page is Page.CONFLICTS
