"""What lasts all day, moved in the window: over days, into the row above the grid and out of it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.widgets.diary_geometry import PlacedBar
from tests.app.editing import LEFT, EditedWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)

LEAVE = "Callum Reyes: leave"
"""All day on Thursday and Friday, in the council's calendar."""
MOBILISATION = "Reablement mobilisation"
"""Friday 10:30 to 11:30, in the council's calendar."""


@pytest.fixture
def window(qtbot: QtBot, opened: Assembly) -> EditedWindow:
    return EditedWindow(qtbot, opened)


def bar(window: EditedWindow, title: str) -> PlacedBar:
    head = window.grid.head
    assert head is not None
    return next(one for one in head.bars if one.bar.title == title)


def days(window: EditedWindow, title: str) -> tuple[int, int]:
    """The first and the last day of a bar, Monday 0."""
    found = bar(window, title).bar
    return found.first, found.last


def middle(window: EditedWindow, day: int) -> int:
    grid = window.grid.grid
    assert grid is not None
    return grid.columns[day].x + grid.columns[day].width // 2


def press(window: EditedWindow, at: QPoint, *ways: QPoint) -> None:
    """Press in the head and drag along points of the head."""
    head = window.grid.head_view
    QTest.mousePress(head, LEFT, pos=at)
    for way in ways:
        QTest.mouseMove(head, (at + way) / 2)
        QTest.mouseMove(head, way)


def drag(window: EditedWindow, at: QPoint, to: QPoint) -> None:
    press(window, at, to)
    QTest.mouseRelease(window.grid.head_view, LEFT, pos=to)
    window.settle()


def select(window: EditedWindow, title: str) -> None:
    window.grid.select_meeting(bar(window, title).bar.meeting_id)
    window.grid.setFocus()


def test_it_is_dragged_to_other_days_and_taken_back(window: EditedWindow) -> None:
    box = bar(window, LEAVE).box
    drag(window, QPoint(middle(window, 4), box.center().y()), QPoint(middle(window, 2), 60))
    assert days(window, LEAVE) == (1, 2)
    assert window.said.startswith(f"Moved “{LEAVE}” to Tuesday 15 to Wednesday 16 December.")
    assert window.grid.selection.item is not None
    assert LEAVE in window.grid.selection.item.spoken
    window.press("Ctrl+Z")
    assert days(window, LEAVE) == (3, 4)


def test_its_ends_are_dragged(window: EditedWindow) -> None:
    box = bar(window, LEAVE).box
    QTest.mouseMove(window.grid.head_view, QPoint(box.right() - 2, box.center().y()))
    assert window.grid.head_view.cursor().shape() is Qt.CursorShape.SizeHorCursor
    drag(window, QPoint(box.right() - 2, box.center().y()), QPoint(middle(window, 3), 60))
    assert days(window, LEAVE) == (3, 3)
    box = bar(window, LEAVE).box
    drag(window, QPoint(box.left() + 2, box.center().y()), QPoint(middle(window, 0), 60))
    assert days(window, LEAVE) == (0, 3)
    assert window.said.startswith(f"“{LEAVE}” lasts other days now: Monday 14 to Thursday 17")


def test_keys_move_it_and_say_each_step(window: EditedWindow) -> None:
    select(window, LEAVE)
    window.press("Alt+Shift+Left")
    window.press("Ctrl+Shift+Up")
    assert days(window, LEAVE) == (2, 2)
    assert [one.split(", all")[0] for one in window.told] == [
        "Wednesday to Thursday",
        "Wednesday",
    ]
    window.press("Ctrl+Shift+Down")
    assert days(window, LEAVE) == (2, 3)


def test_a_meeting_is_dragged_into_the_row_and_out_again(window: EditedWindow) -> None:
    head, start = window.grid.head_view, window.centre(MOBILISATION)
    above = QPoint(middle(window, 2), -20)
    window.hold(start, above)
    place = window.grid.carrying.place
    assert place is not None
    assert place.is_all_day
    assert window.told[-1].startswith("Wednesday, all day")
    head.grab()
    window.grid.viewport().grab()
    window.drop(above)
    assert days(window, MOBILISATION) == (2, 2)
    assert window.times(MOBILISATION) == []
    assert window.said.startswith(f"“{MOBILISATION}” lasts all day now: Wednesday 16 December.")
    at = bar(window, MOBILISATION).box.center()
    down = QPoint(middle(window, 1), head.height() + window.point(1, 12 * 60).y())
    drag(window, at, down)
    assert window.times(MOBILISATION) == [(1, "12:00–13:00")]
    window.press("Ctrl+Z")
    assert days(window, MOBILISATION) == (2, 2)


def test_keys_lead_into_the_row_and_out_of_it(window: EditedWindow) -> None:
    select(window, LEAVE)
    window.press("Alt+Shift+Down")
    assert window.times(LEAVE) == [(3, "08:30–09:30")]
    window.grid.carrying.nudge(minutes=-24 * 60)
    window.settle()
    assert window.times(LEAVE) == [(3, "00:00–01:00")]
    window.press("Alt+Shift+Up")
    assert days(window, LEAVE) == (3, 3)


def test_its_clash_is_told_while_it_is_dragged(window: EditedWindow) -> None:
    start, over = window.centre("Directorate Management Team"), QPoint(middle(window, 1), -20)
    window.hold(start, over)
    words = window.grid.carrying.foresight.words
    assert words.startswith("Clashes with ")
    assert words[1:] in window.told[-1]
    QTest.keyClick(window.grid, Qt.Key.Key_Escape)
    window.drop(over)
    assert window.times("Directorate Management Team") == [(1, "09:30–11:00")]
