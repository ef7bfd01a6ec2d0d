"""The import page, driven by the keyboard."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.store import secrets
from jointdesk.viewmodels.import_ahead import ImportAhead
from jointdesk.viewmodels.import_words import Kind
from jointdesk.viewmodels.imports import ImportModel
from jointdesk.widgets.forms import Problem
from jointdesk.widgets.imports import ImportPage
from jointdesk.widgets.look import Look
from tests.open_desk import OpenDesk
from tests.operations.test_imports import calendar
from tests.sources.conftest import Server, answer, server
from tests.store.test_secrets import Memory

__all__ = ["answer", "server"]


@pytest.fixture
def page(qtbot: QtBot, opened: OpenDesk, look: Look) -> ImportPage:
    model = ImportModel(opened.model, {})
    made = ImportPage(look, model, ImportAhead(model, opened.model))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    opened.settle()
    return made


@pytest.fixture
def previewed(qtbot: QtBot, opened: OpenDesk, page: ImportPage, tmp_path: Path) -> ImportPage:
    """The page with a file of two meetings that goes into Wexmere's calendar."""
    path = tmp_path / "new.ics"
    path.write_text(calendar(("a", "Board", 9), ("b", "Lunch", 12)), newline="")
    page.form.organisation.setCurrentIndex(1)
    page.form.address.setText(str(path))
    qtbot.keyClick(page.form.address, Qt.Key.Key_Return)
    opened.settle()
    return page


def test_the_form_reads_a_file_at_return(previewed: ImportPage) -> None:
    assert previewed.go.isVisibleTo(previewed)
    assert previewed.go.text() == "Import 2 changes"
    assert previewed.preview.cards[Kind.NEW].accessibleName() == "2 new, show only new"


def test_a_feed_address_is_masked_until_it_is_asked_for(page: ImportPage) -> None:
    page.form.kinds.choice_changed.emit(2)
    page.form.kinds.take(2)
    page.form.show_address.setChecked(True)
    page.form.show_address.setChecked(False)
    assert page.form.address.echoMode() is QLineEdit.EchoMode.Password


def test_what_is_wrong_stands_under_the_field(
    qtbot: QtBot, opened: OpenDesk, page: ImportPage
) -> None:
    page.form.address.setText("/nowhere/a.ics")
    qtbot.keyClick(page.form.address, Qt.Key.Key_Return)
    opened.settle()
    assert page.form.problem == "There is no file or folder /nowhere/a.ics."
    assert page.form.address.property("problem") is True
    page.form.address.setText("b")
    assert page.form.problem == ""


def test_conflicts_that_an_import_would_make_are_told_before_it(
    qtbot: QtBot, opened: OpenDesk, page: ImportPage, tmp_path: Path
) -> None:
    """Two meetings at one time, told when the page has rested, and again when one is unticked."""
    path = tmp_path / "new.ics"
    text = calendar(("a", "Board", 3), ("b", "Lunch", 3)).replace("20261207", "20261219")
    path.write_text(text, newline="")
    page.form.organisation.setCurrentIndex(1)
    page.form.address.setText(str(path))
    qtbot.keyClick(page.form.address, Qt.Key.Key_Return)
    opened.settle()
    told = page.preview.conflicts
    qtbot.waitUntil(lambda: told.text != "")
    assert told.text.startswith("Importing makes ")
    assert "Board (WEX) and Lunch (WEX) overlap" in told.text
    qtbot.keyClick(page.preview.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Lunch (WEX) overlap" not in told.text)


def test_space_unticks_a_row_and_the_button_counts(qtbot: QtBot, previewed: ImportPage) -> None:
    qtbot.keyClick(previewed.preview.table, Qt.Key.Key_Space)
    assert previewed.go.text() == "Import 1 change"


def test_the_guard_has_two_answers(previewed: ImportPage) -> None:
    preview = previewed.preview
    assert "Is that right?" in preview.guard.text
    removed = preview.table.rows.count(Kind.MISSING)
    preview.remove_all.click()
    assert previewed.go.text() == f"Import {removed + 2} changes"
    assert preview.guard.text == ""


def test_a_card_shows_only_its_rows(previewed: ImportPage) -> None:
    rows = previewed.preview.table.rows
    previewed.preview.cards[Kind.NEW].click()
    assert rows.rowCount() == 2
    previewed.preview.cards[Kind.NEW].click()
    assert rows.rowCount() > 2


def test_importing_ends_at_the_start_again(opened: OpenDesk, previewed: ImportPage) -> None:
    previewed.go.click()
    opened.settle()
    assert not previewed.go.isVisibleTo(previewed)
    assert opened.said[-1].startswith("Imported 2 changes")
    assert previewed.form.address.text() == ""


def test_nothing_on_the_page_is_markup(previewed: ImportPage) -> None:
    from PySide6.QtWidgets import QLabel

    labels = [one for one in previewed.findChildren(QLabel) if one.pixmap().isNull()]
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}


def test_a_feed_with_a_password_is_read_kept_and_read_again(
    qtbot: QtBot,
    opened: OpenDesk,
    page: ImportPage,
    server: Server,
    answer: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From the form over a real server to the diary; the address is in the keyring alone."""
    ring = Memory()  # tests must not write to the desktop's own
    monkeypatch.setattr(secrets, "ALLOWED_MODULES", (Memory.__module__,))
    monkeypatch.setattr("keyring.get_keyring", lambda: ring)
    server.paths["/k3y.ics"] = answer(calendar(("a", "Board", 9)).encode())
    address = server.url("/k3y.ics").replace("http://", "http://me:w0rd@")
    page.form.kinds.taken().parent().findChildren(QPushButton)[2].click()
    page.form.organisation.setCurrentIndex(1)
    page.form.calendar.setCurrentIndex(page.form.calendar.count() - 1)
    page.form.address.setText(address)
    qtbot.keyClick(page.form.address, Qt.Key.Key_Return)
    opened.settle()
    assert page.go.text() == "Import 1 change"
    page.go.click()
    opened.settle()
    assert opened.said[-1].startswith("Imported 1 change")
    assert list(ring.kept.values()) == [address]
    with sqlite3.connect(opened.model.path) as file:
        assert not any("w0rd" in line or "k3y" in line for line in file.iterdump())
    file.close()

    server.paths["/k3y.ics"] = answer(calendar(("a", "Board", 9), ("b", "Lunch", 12)).encode())
    model = ImportModel(opened.model, {})
    model.refresh()
    opened.settle()
    assert model.choices is not None
    model.look_at(model.choices.sources[-1].id)
    opened.settle()
    assert model.looked is not None
    assert len(model.looked.preview) == 1


class _Shown(QObject):
    """Counts the windows that are shown."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self.count += watched.isWindow()
        return False


def test_what_went_wrong_stands_in_its_row_and_takes_no_keyboard(
    qtbot: QtBot, qapp: QApplication, page: ImportPage
) -> None:
    choices = page._model.choices
    assert choices is not None
    shown = _Shown()
    qapp.installEventFilter(shown)
    line = choices.sources[0]._replace(error="There was no answer.")
    page.sources.show_sources((line,))
    [problem] = page.sources.findChildren(Problem)
    qtbot.waitUntil(lambda: problem.isVisibleTo(page))
    qapp.removeEventFilter(shown)
    assert shown.count == 0
