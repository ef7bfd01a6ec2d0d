"""What leads from the register of decisions to other pages, and back."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.decision_imports import DecisionImportPage
from jointdesk.widgets.decisions import DecisionsPage
from jointdesk.widgets.exports import ExportPage
from tests.app.conftest import wait_for_notice
from tests.demo_desk import wait_until_idle
from tests.viewmodels.test_decision_imports import LOG

Widget = TypeVar("Widget", bound=QWidget)

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)


def page(opened: Assembly, kind: type[Widget]) -> Widget:
    found = opened.window.findChild(kind)
    assert found is not None
    return found


def where(opened: Assembly) -> Page:
    return opened.window.page


def drop(opened: Assembly, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    opened.window.dropEvent(QDropEvent(QPointF(9, 9), copy, data, buttons, keys))


def test_the_register_leads_to_its_import_and_back(opened: Assembly, qtbot: QtBot) -> None:
    opened.window.open_page(Page.DECISIONS)
    page(opened, DecisionsPage).register.bring_in.click()
    assert where(opened) is Page.DECISION_IMPORT
    form = page(opened, DecisionImportPage)
    assert QApplication.focusWidget() is form.form.file
    form.back.click()
    assert where(opened) is Page.DECISIONS
    form.organisation_wanted.emit()
    assert where(opened) is Page.SETTINGS
    wait_until_idle(qtbot, opened.desk)


@pytest.mark.parametrize("ending", ["csv", "CSV"])
def test_a_table_dropped_anywhere_is_a_register(
    opened: Assembly, qtbot: QtBot, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"log.{ending}"
    file.write_text(LOG)
    drop(opened, file)
    wait_until_idle(qtbot, opened.desk)
    assert where(opened) is Page.DECISION_IMPORT
    form = page(opened, DecisionImportPage)
    assert form.form.file.text() == str(file)
    form.form.submit()
    wait_until_idle(qtbot, opened.desk)
    assert form.go.text() == "Import 2 decisions"
    form.go.click()
    wait_for_notice(qtbot, opened, "Imported 2 decisions of ")


def test_decisions_and_the_diary_lead_to_exports_and_back(opened: Assembly, qtbot: QtBot) -> None:
    opened.window.open_page(Page.DECISIONS)
    page(opened, DecisionsPage).register.export.click()
    wait_until_idle(qtbot, opened.desk)
    assert where(opened) is Page.EXPORT
    export = page(opened, ExportPage)
    assert export.form.choices["kind"].currentData() == "register"
    export.back.click()
    assert where(opened) is Page.DECISIONS
    opened.window.open_page(Page.DIARY)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keySequence(focused, QKeySequence("Ctrl+P"))
    wait_until_idle(qtbot, opened.desk)
    assert where(opened) is Page.EXPORT
    assert export.form.choices["kind"].currentData() == "diary"
    assert (export.form.first.text(), export.form.last.text()) == ("2026-12-14", "2026-12-20")
    export.back.click()
    assert where(opened) is Page.DIARY


def test_another_theme_keeps_what_is_looked_through(opened: Assembly, qtbot: QtBot) -> None:
    opened.window.open_page(Page.DECISIONS)
    opened.window.export_requested.emit()
    wait_until_idle(qtbot, opened.desk)
    page(opened, ExportPage).form.look_through.click()
    wait_until_idle(qtbot, opened.desk)
    opened.wear(ThemeName.DARK)
    wait_until_idle(qtbot, opened.desk)
    assert where(opened) is Page.EXPORT
    whole = opened.window.centralWidget()
    assert whole is not None
    (shown,) = whole.findChildren(ExportPage)
    assert shown.document.shown is not None
