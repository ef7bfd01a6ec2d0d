"""The line at the foot: every diary's age, what waits, what is read; all of it by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jointdesk.domain.people import Audience
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.status import Reminder, StatusModel, activity_words
from jointdesk.viewmodels.syncing import Activity, SyncModel
from jointdesk.widgets.look import Look
from jointdesk.widgets.status_bar import StatusBar
from tests.open_desk import OpenDesk


class Waits:
    """What is said to wait."""

    def __init__(self) -> None:
        self.told: tuple[Reminder, ...] = ()

    def __call__(self, _reading: Reading, _audience: Audience) -> tuple[Reminder, ...]:
        return self.told


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def sync(opened: OpenDesk) -> SyncModel:
    return opened.reader()


@pytest.fixture
def bar(qtbot: QtBot, opened: OpenDesk, any_look: Look, waits: Waits, sync: SyncModel) -> StatusBar:
    model = StatusModel(opened.model, {}, waits)
    made = StatusBar(any_look, model, sync, opened.sharing().sharing)
    qtbot.addWidget(made)
    made.resize(808, made.sizeHint().height())
    made.show()
    model.begin()
    opened.settle()
    return made


def test_every_age_is_there_and_says_when_it_is_too_old(
    bar: StatusBar, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    assert [part.text() for part in bar.diaries] == [
        "Imogen Farrant (council): up to date",
        "Imogen Farrant (ICB): up to date",
    ]
    monkeypatch.setenv("JOINTDESK_NOW", "2026-12-16T09:20:00+00:00")
    bar._model.tell()
    assert bar.diaries[0].text() == "Imogen Farrant (council): 2 days old"
    assert bar.diaries[0].accessibleName() == ("Imogen Farrant (council): 2 days old, out of date")
    assert not bar.diaries[0].icon().isNull()
    with qtbot.waitSignal(bar.diary_requested):
        QTest.keyClick(bar.diaries[0], Qt.Key.Key_Space)


def test_what_waits_is_there_and_leads_on(
    bar: StatusBar, opened: OpenDesk, waits: Waits, qtbot: QtBot
) -> None:
    assert bar.reminders == []
    waits.told = (Reminder("2 changes wait to be written to WEX"), Reminder("1 thing", True))
    opened.model.changed.emit()
    opened.settle()
    assert [part.text() for part in bar.reminders] == [one.words for one in waits.told]
    with qtbot.waitSignal(bar.waiting_requested):
        bar.reminders[0].click()
    waits.told = ()
    opened.model.changed.emit()
    opened.settle()
    assert bar.reminders == []


def test_what_is_read_is_told_and_can_be_stopped(bar: StatusBar, sync: SyncModel) -> None:
    assert not bar.stop.isVisible()
    sync.activity = Activity(("Wexmere",), 120, 400, "Fetching")
    sync.activity_changed.emit()
    assert bar.activity.text() == "Reading Wexmere: 120 of 400"
    assert bar.stop.isVisible()
    bar.stop.setFocus()
    sync.activity = None
    sync.activity_changed.emit()
    assert not bar.stop.isVisible()


def test_many_names_are_counted() -> None:
    assert activity_words(Activity(("A", "B", "C", "D"))) == "Reading A, B and 2 more"
    assert activity_words(None) == ""
