"""The page of what changed: every row leads to what it is about."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.today import TodayModel
from jointdesk.viewmodels.today_day import Target
from jointdesk.viewmodels.today_needs import Need
from jointdesk.viewmodels.today_news import News
from jointdesk.widgets.look import Look
from jointdesk.widgets.news import NewsPage
from jointdesk.widgets.today_rows import LinkRow
from tests.open_desk import OpenDesk


def row(title: str) -> Need:
    target = Target(Page.DIARY, "k-20261214")
    return Need(title, ("Moved: a → b",), "calendar-clock", None, ("WEX",), (1,), title, target)


@pytest.fixture
def model(opened: OpenDesk, data_folder: Path) -> TodayModel:
    made = TodayModel(opened.model, Preferences(data_folder, opened.model))
    opened.settle()
    return made


@pytest.fixture
def page(qtbot: QtBot, model: TodayModel, any_look: Look) -> NewsPage:
    made = NewsPage(any_look, model)
    qtbot.addWidget(made)
    made.resize(808, 624)
    made.show()
    return made


def show(model: TodayModel, news: News) -> None:
    assert model.today is not None
    model.today = model.today._replace(news=news)
    model.today_changed.emit()


def test_with_nothing_it_says_so(page: NewsPage) -> None:
    assert page.empty.isVisible()
    assert page.first_focus() is page.back


def test_rows_lead_to_what_they_are_about(page: NewsPage, model: TodayModel, qtbot: QtBot) -> None:
    news = News("Friday 17:00", (row("Board"), row("Cabinet")), (row("Task"),), (), (row("Mine"),))
    show(model, news)
    rows = page.rows.findChildren(LinkRow)
    assert [one.accessibleName() for one in rows] == ["Mine", "Board", "Cabinet", "Task"]
    first = page.first_focus()
    first.setFocus()
    with qtbot.waitSignal(page.followed) as heard:
        QTest.keyClick(first, Qt.Key.Key_Return)
    assert heard.args == [row("Board").target]
    show(model, News())
    assert page.empty.isVisible()
