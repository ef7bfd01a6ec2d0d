"""The page of Today, driven like a person does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from jointdesk.domain.organisations import OrganisationKind
from jointdesk.operations.beginning import Body, begin_desk
from jointdesk.operations.clock import now
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.today import TodayModel
from jointdesk.viewmodels.today_day import Target
from jointdesk.widgets.look import Look
from jointdesk.widgets.today import TodayPage
from jointdesk.widgets.today_rows import LinkRow, TroubleCard
from jointdesk.widgets.today_split import SplitBar
from tests.open_desk import OpenDesk, open_desk


def made(look: Look, qtbot: QtBot, opened: OpenDesk, folder: Path, width: int) -> TodayPage:
    page = TodayPage(look, TodayModel(opened.model, Preferences(folder, opened.model)))
    qtbot.addWidget(page)
    page.resize(width, 860)
    page.show()
    opened.settle()
    page.first_focus().setFocus()
    return page


@pytest.fixture
def page(qtbot: QtBot, look: Look, opened: OpenDesk, tmp_path: Path) -> Iterator[TodayPage]:
    yield made(look, qtbot, opened, tmp_path, 1224)
    opened.settle()


def followed(page: TodayPage) -> list[Target]:
    found: list[Target] = []
    page.followed.connect(found.append)
    return found


def test_enter_opens_the_meeting_that_the_keyboard_is_on(page: TodayPage) -> None:
    targets = followed(page)
    row = QApplication.focusWidget()
    assert isinstance(row, LinkRow)
    assert row.accessibleName().startswith("System pressures call, Wexmere, Monday 14 December")
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert targets[0].page is Page.DIARY


def test_arrows_go_from_row_to_row(page: TodayPage) -> None:
    first = QApplication.focusWidget()
    assert first is not None
    QTest.keyClick(first, Qt.Key.Key_Down)
    second = QApplication.focusWidget()
    assert second is not None
    assert second.accessibleName().startswith("Corporate Leadership Team")


def test_a_short_journey_leads_to_its_conflict(page: TodayPage) -> None:
    targets = followed(page)
    (card,) = page.body.left.findChildren(TroubleCard)
    assert card.button.accessibleName().startswith("Must act: 20 minutes short.")
    card.button.click()
    assert targets[0].page is Page.CONFLICTS


def test_everything_that_is_asked_for_leads_somewhere(page: TodayPage) -> None:
    targets = followed(page)
    rows = page.body.right.findChildren(LinkRow)
    for row in rows:
        assert row.accessibleName()
        row.click()
    assert len(targets) == len(rows)
    assert {one.page for one in targets} == {
        Page.CONFLICTS,
        Page.DECISIONS,
        Page.TASKS,
        Page.BOOKINGS,
    }


def test_the_bar_says_how_the_time_was_split(page: TodayPage) -> None:
    (bar,) = page.body.left.findChildren(SplitBar)
    assert "per cent, agreed 50" in bar.accessibleName()


def test_the_keyboard_stays_where_it_was_when_the_desk_changes(
    page: TodayPage, opened: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = page.body.right.findChildren(LinkRow)[1]
    row.setFocus()
    name = row.accessibleName()
    monkeypatch.setenv("JOINTDESK_NOW", "2026-12-14T10:40:00+00:00")
    page._model.load()  # noqa: SLF001 - as the clock does
    opened.settle()
    focused = QApplication.focusWidget()
    assert focused is not row
    assert focused is not None
    assert focused.accessibleName() == name


@pytest.mark.parametrize(("width", "is_beside"), [(1224, True), (968, True), (700, False)])
def test_the_sides_stand_under_each_other_where_there_is_no_room(
    qtbot: QtBot, look: Look, opened: OpenDesk, tmp_path: Path, width: int, is_beside: bool
) -> None:
    page = made(look, qtbot, opened, tmp_path, width)
    QApplication.processEvents()
    left, right = page.body.left.geometry(), page.body.right.geometry()
    assert (right.left() > left.left()) is is_beside
    assert page.body.horizontalScrollBar().maximum() == 0
    assert max(left.right(), right.right()) <= page.body.viewport().width()


def test_no_row_is_lower_than_its_words(page: TodayPage) -> None:
    QApplication.processEvents()
    for row in page.findChildren(LinkRow):
        assert row.height() >= row.heightForWidth(row.width())


def test_a_desk_without_anything_leads_to_the_first_calendar(
    qtbot: QtBot, look: Look, tmp_path: Path, data_folder: Path
) -> None:
    path = tmp_path / "new.desk"
    council = Body("CAL", "Calderbourne Council", OrganisationKind.COUNCIL, 100)
    begin_desk(
        path,
        director="Imogen Farrant",
        emails=("imogen@cal.example",),
        bodies=[council],
        data_folder=data_folder,
        now=now(),
    )
    with open_desk(qtbot, path, data_folder) as opened:
        page = made(look, qtbot, opened, tmp_path, 968)
        assert page._stack.currentWidget() is page.empty  # noqa: SLF001
        with qtbot.waitSignal(page.import_requested):
            page.empty.findChildren(QPushButton)[0].click()


def test_it_is_painted_in_every_theme(
    any_look: Look, qtbot: QtBot, opened: OpenDesk, tmp_path: Path
) -> None:
    page = made(any_look, qtbot, opened, tmp_path, 968)
    assert not page.grab().isNull()
