"""The brief of a day on screen: what the printed one says, for whoever looks."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from jointdesk.exports.document import tables_of
from jointdesk.viewmodels.brief import BriefModel
from jointdesk.widgets.brief import BriefPage
from jointdesk.widgets.look import Look
from tests.open_desk import OpenDesk, open_desk


def page_of(qtbot: QtBot, opened: OpenDesk, look: Look) -> BriefPage:
    made = BriefPage(look, BriefModel(opened.model))
    qtbot.addWidget(made)
    made.resize(1008, 668)
    made.show()
    opened.settle()
    return made


@pytest.fixture
def page(qtbot: QtBot, opened: OpenDesk, any_look: Look) -> BriefPage:
    return page_of(qtbot, opened, any_look)


def model_of(page: BriefPage) -> BriefModel:
    return page._model  # noqa: SLF001 - what the page shows


def words_of(page: BriefPage) -> str:
    labels = [label.text() for label in page.document.findChildren(QLabel)]
    for table in page.document.findChildren(QTableView):
        model = table.model()
        labels += [
            str(model.index(row, column).data())
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]
    return "\n".join(labels)


def test_it_has_every_part_of_the_printed_one(page: BriefPage) -> None:
    shown = model_of(page).shown
    assert shown is not None
    told = words_of(page)
    for part in ("The day", "Papers", "Conflicts", "Deadlines", "Tasks", shown.document.title):
        assert part in told
    for table in tables_of(shown.document):
        for row in table.rows:
            assert str(row[0]) in told


def test_the_keyboard_turns_the_days(page: BriefPage, opened: OpenDesk) -> None:
    first = model_of(page).shown
    assert first is not None
    page.first_focus().setFocus()
    QTest.keyClick(page.first_focus(), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    opened.settle()
    second = model_of(page).shown
    assert second is not None
    assert (second.day - first.day).days == 1
    page.earlier.click()
    opened.settle()
    page.earlier.click()
    opened.settle()
    before = model_of(page).shown
    assert before is not None
    assert (first.day - before.day).days == 1
    page.today.click()
    opened.settle()
    now = model_of(page).shown
    assert now is not None
    assert now.day == first.day


def test_print_asks_for_the_day_that_is_shown(page: BriefPage, qtbot: QtBot) -> None:
    shown = model_of(page).shown
    assert shown is not None
    with qtbot.waitSignal(page.print_requested) as asked:
        page.print.click()
    assert asked.args == [shown.day]
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page.first_focus(), Qt.Key.Key_Escape)


def test_nothing_is_read_while_nobody_looks(page: BriefPage, opened: OpenDesk) -> None:
    page.hide()
    opened.model.changed.emit()
    opened.settle()
    assert model_of(page).shown is None
    page.show()
    opened.settle()
    assert model_of(page).shown is not None


@pytest.mark.parametrize(
    ("name", "day", "hidden", "instead"),
    [
        ("Tom", date(2026, 12, 14), "Appraisal prep", "Busy (WEX)"),
        ("Bridget", date(2026, 12, 1), "Occupational health", "Busy (CAL)"),
    ],
)
def test_a_pa_reads_what_they_may_see_and_no_more(
    qtbot: QtBot,
    demo_path: Path,
    data_folder: Path,
    look: Look,
    name: str,
    day: date,
    hidden: str,
    instead: str,
) -> None:
    with open_desk(qtbot, demo_path, data_folder, name) as opened:
        page = page_of(qtbot, opened, look)
        model_of(page).go_to(day)
        opened.settle()
        told = words_of(page)
        assert instead in told
        assert hidden not in told
        assert f"For {name}" in told
