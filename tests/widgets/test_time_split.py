"""The page of the time split, turned by the keyboard and read by a screen reader."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from jointdesk.diary.time_split import Period
from jointdesk.viewmodels.time_split import TimeSplitModel
from jointdesk.widgets.look import Look
from jointdesk.widgets.time_split import TimeSplitPage
from jointdesk.widgets.today_split import SplitBar
from tests.open_desk import OpenDesk, open_desk


@pytest.fixture
def model(opened: OpenDesk) -> TimeSplitModel:
    made = TimeSplitModel(opened.model)
    opened.settle()
    return made


@pytest.fixture
def page(qtbot: QtBot, model: TimeSplitModel, any_look: Look) -> TimeSplitPage:
    made = TimeSplitPage(any_look, model)
    qtbot.addWidget(made)
    made.resize(1008, 668)
    made.show()
    return made


def shown_days(model: TimeSplitModel) -> tuple[str, str]:
    assert model.shown is not None
    return model.shown.days.first.isoformat(), model.shown.days.last.isoformat()


def test_it_begins_with_this_month_and_says_the_outcome(
    page: TimeSplitPage, model: TimeSplitModel
) -> None:
    assert model.shown is not None
    assert model.shown.headline.startswith("Calderbourne ")
    assert model.shown.headline.endswith("(agreed 50 : 50)")
    assert page.periods.taken().text() == "Month"


def test_bars_have_names_and_the_tables_are_real_tables(page: TimeSplitPage) -> None:
    bars = page.findChildren(SplitBar)
    assert len(bars) > 3
    assert all("per cent" in bar.accessibleName() for bar in bars)
    shares, parts = page.findChildren(QTableView)
    assert shares.accessibleName().startswith("Hours by organisation")
    heard = shares.model().index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("Hours: ")
    assert parts.model().columnCount() == 8


def test_the_keyboard_turns_to_other_days_and_other_lengths(
    page: TimeSplitPage, model: TimeSplitModel, opened: OpenDesk
) -> None:
    begun = shown_days(model)
    page.first_focus().setFocus()
    QTest.keyClick(page.first_focus(), Qt.Key.Key_PageUp)
    opened.settle()
    assert shown_days(model)[1] == begun[0]
    QTest.keyClick(page.first_focus(), Qt.Key.Key_PageDown)
    opened.settle()
    assert shown_days(model) == begun
    QTest.keyClick(page.first_focus(), Qt.Key.Key_Right)
    opened.settle()
    assert model.period is Period.QUARTER
    page.today.click()
    opened.settle()
    assert shown_days(model)[0] <= begun[0]


def test_the_length_changes_round_the_days_that_are_shown(
    model: TimeSplitModel, opened: OpenDesk
) -> None:
    model.turn(1)
    opened.settle()
    month = shown_days(model)
    model.set_period(Period.WEEK)
    opened.settle()
    first, last = shown_days(model)
    assert first <= month[0] < last


def test_escape_and_the_button_lead_back(page: TimeSplitPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page.first_focus(), Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.report_requested):
        page.report.click()


def test_another_bodys_pa_sees_hours_and_how_they_were_counted(
    qtbot: QtBot, demo_path: Path, data_folder: Path
) -> None:
    with open_desk(qtbot, demo_path, data_folder, "Bridget") as opened:
        model = TimeSplitModel(opened.model)
        opened.settle()
        assert model.shown is not None
        assert any("only their times" in sentence for sentence in model.shown.method)


def test_days_without_meetings_say_so(model: TimeSplitModel, opened: OpenDesk) -> None:
    for _ in range(40):
        model.turn(-1)
    opened.settle()
    assert model.shown is not None
    assert model.shown.headline == "No time is in the diaries."
    assert model.shown.tables == ()
