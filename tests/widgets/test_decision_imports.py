"""The page that brings decisions in, driven by the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.decision_import_words import Kind
from jointdesk.viewmodels.decision_imports import DecisionImportModel
from jointdesk.viewmodels.undoing import UndoModel
from jointdesk.widgets.decision_imports import DecisionImportPage
from jointdesk.widgets.look import Look
from tests.open_desk import OpenDesk
from tests.viewmodels.test_decision_imports import LOG


@pytest.fixture
def page(qtbot: QtBot, opened: OpenDesk, look: Look) -> DecisionImportPage:
    model = DecisionImportModel(opened.model, UndoModel(opened.model).undo)
    made = DecisionImportPage(look, model)
    qtbot.addWidget(made)
    made.resize(1224, 900)
    made.show()
    opened.settle()
    return made


@pytest.fixture
def previewed(
    qtbot: QtBot, opened: OpenDesk, page: DecisionImportPage, tmp_path: Path
) -> DecisionImportPage:
    """The page with a file of five rows, two of them new."""
    path = tmp_path / "log.csv"
    path.write_text(LOG)
    page.form.file.setText(str(path))
    qtbot.keyClick(page.form.file, Qt.Key.Key_Return)
    opened.settle()
    return page


def test_the_form_reads_a_file_at_return(previewed: DecisionImportPage) -> None:
    assert previewed.go.isVisibleTo(previewed)
    assert previewed.go.text() == "Import 2 decisions"
    cards = previewed.preview.cards
    assert cards[Kind.REFUSED].accessibleName() == "1 refused, show only refused"
    assert previewed.preview.columns.read.text() == "3 of 4 columns are read."
    assert previewed.preview.refused.text.startswith("1 row is refused.")


def test_what_is_wrong_stands_under_the_file(
    qtbot: QtBot, opened: OpenDesk, page: DecisionImportPage
) -> None:
    page.form.submit()
    assert page.form.problem == "Choose a file."
    page.form.file.setText("/nowhere/log.csv")
    qtbot.keyClick(page.form.file, Qt.Key.Key_Return)
    opened.settle()
    assert page.form.problem == "The file could not be read (the file is not there)."


def test_a_column_is_mapped_by_its_list(
    qtbot: QtBot, opened: OpenDesk, previewed: DecisionImportPage
) -> None:
    choices = previewed.preview.columns.choices
    assert choices[0].accessibleName() == "Field for the column Ref, for example C-1 · C-2 · C-3"
    title = choices[1]
    title.setFocus()
    qtbot.keyClick(title, Qt.Key.Key_Home)
    opened.settle()
    assert title.currentText() == "Left out"
    assert "Which column says what was decided?" in previewed.preview.unmapped.text
    assert not previewed.go.isEnabled()
    choices[3].setCurrentIndex(choices[3].findData("title"))
    opened.settle()
    assert previewed.go.text() == "Import 2 decisions"
    assert previewed.preview.unmapped.text == ""


def test_the_heads_of_groups_cannot_be_chosen(
    qtbot: QtBot, opened: OpenDesk, previewed: DecisionImportPage
) -> None:
    choice = previewed.preview.columns.choices[3]
    choice.setFocus()
    seen = set()
    for _ in range(choice.count()):
        qtbot.keyClick(choice, Qt.Key.Key_Down)
        seen.add(choice.currentText())
        assert choice.currentData() is not None
    assert "Reasons for the decision" in seen
    assert "Reasons" not in seen
    opened.settle()


def test_only_the_refused_rows_can_be_shown(
    opened: OpenDesk, previewed: DecisionImportPage
) -> None:
    preview = previewed.preview
    preview.show_refused.click()
    assert preview.table.model().rowCount() == 1
    assert "April 2026 has 30 days" in preview.text.toPlainText()
    preview.cards[Kind.NEW].click()
    assert not preview.cards[Kind.REFUSED].isChecked()
    assert preview.table.model().rowCount() == 1
    preview.cards[Kind.NEW].click()
    assert preview.table.model().rowCount() == 5


def test_a_narrow_page_shows_rows_or_columns(qtbot: QtBot, previewed: DecisionImportPage) -> None:
    preview = previewed.preview
    assert preview.columns.isVisibleTo(preview)
    assert not preview.parts.isVisibleTo(preview)
    previewed.resize(760, 620)
    qtbot.waitUntil(lambda: preview.parts.isVisibleTo(preview))
    assert preview.table.isVisibleTo(preview)
    assert not preview.columns.isVisibleTo(preview)
    preview.parts.taken().setFocus()
    qtbot.keyClick(preview.parts.taken(), Qt.Key.Key_Right)
    qtbot.keyClick(preview.parts.taken(), Qt.Key.Key_Space)
    assert preview.columns.isVisibleTo(preview)
    assert not preview.table.isVisibleTo(preview)


def test_importing_ends_at_the_start_again(opened: OpenDesk, previewed: DecisionImportPage) -> None:
    previewed.go.click()
    opened.settle()
    assert opened.said[-1] == "Imported 2 decisions of Calderbourne."
    assert not previewed.go.isVisibleTo(previewed)
    assert previewed.back.isVisibleTo(previewed)


def test_a_file_may_be_dropped(opened: OpenDesk, previewed: DecisionImportPage) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/other.xlsx")])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.NoButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, data, button, none)
    previewed.dragEnterEvent(enter)
    assert enter.isAccepted()
    previewed.dropEvent(QDropEvent(QPointF(5, 5), action, data, button, none))
    assert Path(previewed.form.file.text()) == Path("/tmp/other.xlsx")
    assert previewed.form.isVisibleTo(previewed)


def test_nothing_on_the_page_is_markup(previewed: DecisionImportPage) -> None:
    labels = [one for one in previewed.findChildren(QLabel) if one.pixmap().isNull()]
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}


def test_every_control_says_what_it_is(previewed: DecisionImportPage) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView

    for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView):
        for control in previewed.findChildren(kind):
            if control.isVisibleTo(previewed) and not control.objectName().startswith("qt_"):
                spoken = control.accessibleName() or getattr(control, "text", str)()
                assert spoken, control
