"""The bar that says what happened."""

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.widgets.look import Look
from jointdesk.widgets.notice_bar import NoticeBar


@pytest.fixture
def bar(qtbot: QtBot, any_look: Look) -> NoticeBar:
    made = NoticeBar(any_look)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def alerts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What a screen reader was told of."""
    said: list[object] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", said.append)
    return said


def test_the_same_said_twice_is_read_out_once(bar: NoticeBar, alerts: list[object]) -> None:
    done: list[str] = []
    bar.show_notice(Notice("One thing collided.", Tone.INFO, "Look", lambda: done.append("first")))
    bar.show_notice(Notice("One thing collided.", Tone.INFO, "Look", lambda: done.append("last")))
    assert len(alerts) == 1
    assert bar.text == "One thing collided."
    bar._on_action()
    assert done == ["last"]
    bar.show_notice(Notice("One thing collided.", Tone.INFO))
    assert len(alerts) == 2


def test_a_problem_is_read_out_each_time(bar: NoticeBar, alerts: list[object]) -> None:
    for _ in range(2):
        bar.show_notice(Notice("It was not written.", Tone.PROBLEM))
    assert len(alerts) == 2
