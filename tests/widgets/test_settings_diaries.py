"""When diaries are read, how old they are and what readings did, in Settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.domain.moments import HOUR, MINUTE
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.settings import SettingsModel
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings import DIARIES, SettingsPage
from jointdesk.widgets.settings_diaries import DiaryModels, DiarySection, interval_words
from tests.open_desk import OpenDesk


@pytest.fixture
def models(opened: OpenDesk) -> DiaryModels:
    found = opened.diaries()
    found.status.begin()
    return found


@pytest.fixture
def section(
    qtbot: QtBot, opened: OpenDesk, models: DiaryModels, any_look: Look, tmp_path: Path
) -> Iterator[DiarySection]:
    model = SettingsModel(opened.model, lambda: None)
    page = SettingsPage(any_look, model, Preferences(tmp_path), models, opened.sharing(), DIARIES)
    qtbot.addWidget(page)
    page.resize(968, 640)
    page.show()
    opened.settle()
    made = page.section
    assert isinstance(made, DiarySection)
    yield made
    page.close()


def buttons(area: QWidget, words: str) -> list[QPushButton]:
    found = [one for one in area.findChildren(QPushButton) if one.text() == words]
    return [one for one in found if one.isVisibleTo(area)]


def test_the_interval_is_chosen_and_kept(section: DiarySection, models: DiaryModels) -> None:
    assert section.interval.currentText() == "Every 15 minutes"
    section.interval.setFocus()
    QTest.keyClick(section.interval, Qt.Key.Key_Down)
    assert models.sync.interval == 30 * MINUTE
    models.sync.choose_interval(None)
    assert section.interval.currentText() == "Only when I ask (F5)"
    assert interval_words(HOUR) == "Every hour"


def test_staying_in_the_tray_is_the_persons_choice(
    section: DiarySection, models: DiaryModels, qtbot: QtBot
) -> None:
    assert section.tray.isVisible()
    assert not section.tray.isChecked()
    with qtbot.waitSignal(models.tray.chosen):
        QTest.keyClick(section.tray, Qt.Key.Key_Space)
    assert models.tray.is_chosen


def test_every_diary_has_its_age_and_can_be_read_and_looked_into(
    section: DiarySection, models: DiaryModels, opened: OpenDesk
) -> None:
    said = [label.text() for label in section.findChildren(QLabel)]
    assert said.count("up to date") == 2
    models.sync._look()
    opened.settle()
    buttons(section, "Read now")[0].click()
    opened.settle()
    assert "was read" in opened.said[-1]
    buttons(section, "History")[0].click()
    opened.settle()
    assert section.history.isVisible()
    [show] = buttons(section.history, "What changed")
    show.click()
    opened.settle()
    [hide] = buttons(section.history, "Hide")
    assert any("New" in label.text() for label in section.history.findChildren(QLabel))
    hide.click()
    opened.settle()
    [undo] = buttons(section.history, "Undo")
    undo.click()
    opened.settle()
    assert "is paused until you read it again" in opened.said[-1]
    assert "Paused until" in " ".join(one.text() for one in section.findChildren(QLabel))
    close = next(
        one
        for one in section.history.findChildren(QPushButton)
        if one.accessibleName() == "Close the history" and one.isVisible()
    )
    close.click()
    assert not section.history.isVisible()


def test_every_button_says_what_it_does(section: DiarySection) -> None:
    assert all(one.accessibleName() or one.text() for one in section.findChildren(QPushButton))
