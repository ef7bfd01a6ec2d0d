"""A dialogue that names a file hands on what was chosen, and lets the window go on meanwhile."""

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.widgets.file_dialogs import ask_file, ask_folder, ask_new_file

Mode, Accept = QFileDialog.FileMode, QFileDialog.AcceptMode


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def dialog(page: QWidget) -> QFileDialog:
    """The dialogue that is open over a page."""
    (found,) = page.findChildren(QFileDialog)
    assert found.isVisible()
    return found


def test_a_file_that_is_there(page: QWidget) -> None:
    chosen: list[str] = []
    ask_file(page, "Choose", chosen.append, ["Desks (*.jointdesk)", "All files (*)"])
    shown = dialog(page)
    assert (shown.fileMode(), shown.acceptMode()) == (Mode.ExistingFile, Accept.AcceptOpen)
    assert shown.nameFilters() == ["Desks (*.jointdesk)", "All files (*)"]
    shown.fileSelected.emit("/a/b.jointdesk")
    shown.close()
    assert chosen == ["/a/b.jointdesk"]


def test_a_folder(page: QWidget) -> None:
    chosen: list[str] = []
    ask_folder(page, "Choose", chosen.append)
    assert dialog(page).fileMode() is Mode.Directory
    dialog(page).reject()
    assert chosen == []


@pytest.mark.parametrize("may_replace", [True, False])
def test_a_new_file(page: QWidget, may_replace: bool) -> None:
    ask_new_file(
        page, "Save", lambda _: None, "ics", kind="Calendars", name="b.ics", may_replace=may_replace
    )
    shown = dialog(page)
    assert shown.acceptMode() is Accept.AcceptSave
    assert (shown.defaultSuffix(), shown.nameFilters()) == ("ics", ["Calendars (*.ics)"])
    assert shown.testOption(QFileDialog.Option.DontConfirmOverwrite) is not may_replace
    shown.close()
