"""Carrying over the grid, without a desk: what is lifted, where it lies, what is told."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.carried import Foresight, Grip, Load, Place
from jointdesk.viewmodels.diary import build_page
from jointdesk.widgets.diary import DiaryView
from jointdesk.widgets.look import Look
from tests.sample_meetings import MONDAY, day_of, moment, pictured_week

WEEK = pictured_week()
PAGE = build_page(WEEK)
LEFT = Qt.MouseButton.LeftButton
TEAM = "Directorate Management Team"


class Held:
    """A view in which every meeting can be lifted, and what was done in it."""

    def __init__(self, qtbot: QtBot, look: Look) -> None:
        self.view = DiaryView(look)
        qtbot.addWidget(self.view)
        self.view.resize(906, 700)
        self.view.show_page(PAGE, moment(MONDAY, "9:20"))
        self.view.show()
        qtbot.waitExposed(self.view)
        self.down: list[tuple[Load, Place]] = []
        self.refused: list[str] = []
        self.told: list[str] = []
        carrying = self.view.carrying
        carrying.lifts = self.load_of
        carrying.put_down.connect(lambda load, place: self.down.append((load, place)))
        carrying.refused.connect(self.refused.append)
        carrying.told.connect(self.told.append)

    def load_of(self, meeting_id: str) -> Load | None:
        for index, day in enumerate(PAGE.days):
            for block in day.meetings:
                if block.meeting_id == meeting_id and block.icon != "lock":
                    minutes = block.end - block.start
                    return Load(meeting_id, block.title, minutes=minutes, day=index,
                                start=block.start, positions=block.positions)  # fmt: skip
        return None

    def point(self, day: int, minute: int) -> QPoint:
        grid = self.view.grid
        assert grid is not None
        y = grid.y(minute) - self.view.verticalScrollBar().value()
        return QPoint(grid.columns[day].x + 40, y)

    def select(self, title: str) -> None:
        item = next(one for one in self.view.selection.items if one.spoken.startswith(title))
        self.view.selection.take(item)


@pytest.fixture
def held(qtbot: QtBot, look: Look) -> Held:
    return Held(qtbot, look)


def drag(held: Held, start: QPoint, end: QPoint) -> None:
    port = held.view.viewport()
    QTest.mousePress(port, LEFT, pos=start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)


def test_a_marked_time_is_told_and_put_down(held: Held) -> None:
    drag(held, held.point(3, 15 * 60 + 5), held.point(3, 16 * 60 + 5))
    assert held.told[-1] == "Thursday 15:00 to 16:15"
    held.view.viewport().grab()
    QTest.mouseRelease(held.view.viewport(), LEFT, pos=held.point(3, 16 * 60 + 5))
    ((load, place),) = held.down
    assert load.grip is Grip.NEW
    assert place == Place(3, 15 * 60, 75)


def test_a_click_marks_nothing(held: Held) -> None:
    QTest.mouseClick(held.view.viewport(), LEFT, pos=held.point(3, 15 * 60))
    assert not held.down


def test_nothing_moves_under_a_held_meeting_until_it_is_let_go(held: Held) -> None:
    chosen: list[str] = []
    held.view.meeting_selected.connect(chosen.append)
    start = held.point(1, 10 * 60)
    QTest.mousePress(held.view.viewport(), LEFT, pos=start)
    assert chosen == []
    QTest.mouseRelease(held.view.viewport(), LEFT, pos=start)
    assert len(chosen) == 1


def test_the_pointer_shows_where_an_edge_can_be_dragged(held: Held) -> None:
    port, shapes = held.view.viewport(), Qt.CursorShape
    QTest.mouseMove(port, held.point(1, 10 * 60))
    assert port.cursor().shape() is shapes.ArrowCursor
    QTest.mouseMove(port, held.point(1, 11 * 60) - QPoint(0, 3))
    assert port.cursor().shape() is shapes.SizeVerCursor


def test_a_ghost_over_midnight_has_a_box_a_day(held: Held) -> None:
    carrying = held.view.carrying
    carrying.stay(Load("x", "Night", minutes=240, start=22 * 60), Place(0, 22 * 60, 240))
    carrying.say(Foresight("Clashes with Cabinet (CAL)"))
    assert len(carrying.boxes()) == 2
    held.view.viewport().grab()
    carrying.stay(Load("x", "Night", minutes=240, start=22 * 60), Place(-1, 22 * 60, 240))
    assert len(carrying.boxes()) == 1
    carrying.let_go()
    assert carrying.box() is None


def test_keys_on_what_cannot_be_lifted_are_refused(held: Held) -> None:
    held.select("Finance catch-up")
    QTest.keyClick(held.view, Qt.Key.Key_Down,
                   Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)  # fmt: skip
    assert len(held.refused) == 1
    assert not held.down


def test_keys_stop_at_the_last_day(held: Held) -> None:
    held.select(TEAM)
    for _ in range(7):
        held.view.carrying.nudge(days=7)
    assert {place.day for _, place in held.down} == {len(PAGE.days) - 1}
    assert day_of(6) == PAGE.days[-1].heading.day
