"""Tasks and deadlines in the diary: dragged, moved by key, opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.viewmodels.notices import Notice
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.task_list import TaskList
from jointdesk.widgets.task_panel import TaskPanel
from jointdesk.widgets.tasks import TasksPage
from tests.demo_desk import demo_file, demo_path, notices_of, wait_until_idle

__all__ = ["demo_file", "demo_path"]

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)

LEFT = Qt.MouseButton.LeftButton


class Window:
    """The open window with what it says, and a few things that a person does in it."""

    def __init__(self, qtbot: QtBot, assembly: Assembly) -> None:
        self.assembly, self._qtbot = assembly, qtbot
        self.grid = assembly.area.grid
        self.notices: list[Notice] = notices_of(assembly.desk)

    def settle(self) -> None:
        wait_until_idle(self._qtbot, self.assembly.desk)

    def panel(self) -> TaskList:
        """Open the tasks beside the diary."""
        self.assembly.area.toggle_panel()
        self.settle()
        return self.assembly.area.findChildren(TaskPanel)[0].list

    def point(self, on: QWidget, day: int, minute: int) -> QPoint:
        """Return a time of the grid as a point on another widget."""
        assert self.grid.grid is not None
        y = self.grid.grid.y(minute) - self.grid.verticalScrollBar().value()
        at = QPoint(self.grid.grid.columns[day].x + 40, y)
        return on.mapFromGlobal(self.grid.viewport().mapToGlobal(at))

    def drag_task(self, title: str, day: int, minute: int) -> TaskList:
        """Press a task and hold it over a time."""
        tasks = self.panel()
        lines = enumerate(tasks.model().index(row, 0).data() for row in range(99))
        place = next(row for row, name in lines if (name or "").startswith(title))
        at = tasks.visualRect(tasks.model().index(place, 0)).center()
        QTest.mousePress(tasks.viewport(), LEFT, pos=at)
        QTest.mouseMove(tasks.viewport(), at - QPoint(40, 0))
        QTest.mouseMove(tasks.viewport(), self.point(tasks.viewport(), day, minute))
        self.settle()
        return tasks

    def let_go(self, tasks: TaskList, day: int, minute: int) -> None:
        at = self.point(tasks.viewport(), day, minute)
        QTest.mouseMove(tasks.viewport(), at)
        QTest.mouseRelease(tasks.viewport(), LEFT, pos=at)
        self.settle()

    def titles(self) -> list[str]:
        page = self.assembly.diary.page()
        assert page is not None
        return [f"{block.title} {block.times}" for day in page.days for block in day.meetings]

    def press(self, keys: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keySequence(focused, QKeySequence(keys))
        self.settle()


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, demo_path: Path, data_folder: Path
) -> Iterator[Window]:
    made = Assembly(qapp, demo_path, "", data_folder, ThemeName.LIGHT)
    qtbot.addWidget(made.window)
    made.window.show()
    made.begin()
    wait_until_idle(qtbot, made.desk)
    yield Window(qtbot, made)
    made.close()


def test_a_task_is_dragged_onto_a_time_and_undone(window: Window) -> None:
    tasks = window.drag_task("Scrutiny briefing note", 1, 12 * 60 + 20)
    window.let_go(tasks, 1, 12 * 60 + 20)
    kept = "Scrutiny briefing note: discharge 12:15–13:15"
    assert kept in window.titles()
    last = window.notices[-1]
    assert last.text == (
        "Kept time for “Scrutiny briefing note: discharge”, Tuesday 15 December, 12:15."
    )
    assert last.act is not None
    last.act()
    window.settle()
    assert kept not in window.titles()


def test_a_clash_is_told_while_one_drags_and_the_drop_is_not_refused(window: Window) -> None:
    tasks = window.drag_task("Scrutiny briefing note", 1, 14 * 60 + 30)
    carrying = window.grid.carrying
    QTest.mouseMove(tasks.viewport(), window.point(tasks.viewport(), 1, 15 * 60))
    assert "Section 75 Partnership Board" in carrying.foresight.words
    assert carrying.foresight.meetings
    window.grid.viewport().grab()
    window.let_go(tasks, 1, 15 * 60)
    assert "Scrutiny briefing note: discharge 15:00–16:00" in window.titles()


def test_escape_lets_go_of_what_is_dragged(window: Window) -> None:
    before = window.titles()
    tasks = window.drag_task("Scrutiny briefing note", 1, 12 * 60)
    assert window.grid.carrying.box() is not None
    QTest.keyClick(tasks, Qt.Key.Key_Escape)
    assert window.grid.carrying.load is None
    window.let_go(tasks, 1, 12 * 60)
    assert window.titles() == before


def test_over_no_day_nothing_is_kept(window: Window) -> None:
    before = window.titles()
    tasks = window.drag_task("Scrutiny briefing note", 1, 12 * 60)
    QTest.mouseMove(tasks.viewport(), QPoint(30, 30))
    assert window.grid.carrying.box() is None
    QTest.mouseRelease(tasks.viewport(), LEFT, pos=QPoint(30, 30))
    window.settle()
    assert window.titles() == before


def keep_an_hour(window: Window) -> None:
    """Keep Tuesday 12:15 for a task and select it."""
    tasks = window.drag_task("Scrutiny briefing note", 1, 12 * 60 + 20)
    window.let_go(tasks, 1, 12 * 60 + 20)
    page = window.assembly.diary.page()
    assert page is not None
    block = next(one for one in page.days[1].meetings if one.title.startswith("Scrutiny"))
    window.grid.select_meeting(block.meeting_id)
    window.grid.setFocus()


def test_keys_move_lengthen_and_remove_what_was_made_here(window: Window) -> None:
    keep_an_hour(window)
    window.press("Alt+Shift+Down")
    assert "Scrutiny briefing note: discharge 12:30–13:30" in window.titles()
    window.press("Ctrl+Shift+Up")
    assert "Scrutiny briefing note: discharge 12:30–13:15" in window.titles()
    window.press("Alt+Shift+Right")
    page = window.assembly.diary.page()
    assert page is not None
    assert any(one.title.startswith("Scrutiny") for one in page.days[2].meetings)
    window.press("Alt+Shift+Left")
    assert window.notices[-1].text == (
        "Moved “Scrutiny briefing note: discharge” to Tuesday 15 December, 12:30."
    )
    window.press("Delete")
    assert not any(title.startswith("Scrutiny") for title in window.titles())


def test_a_clash_is_told_with_the_move(window: Window) -> None:
    keep_an_hour(window)
    for _ in range(5):
        window.press("Alt+Shift+Down")
    assert window.notices[-1].text.startswith(
        "Moved “Scrutiny briefing note: discharge” to Tuesday 15 December, 13:30. "
    )
    assert "Section 75 Partnership Board" in window.notices[-1].text


def test_the_pointer_moves_kept_time(window: Window) -> None:
    keep_an_hour(window)
    view = window.grid.viewport()
    start = 12 * 60 + 45
    QTest.mousePress(view, LEFT, pos=window.point(view, 1, start))
    QTest.mouseMove(view, window.point(view, 1, start + 60))
    QTest.mouseMove(view, window.point(view, 3, 15 * 60 + 30))
    QTest.mouseRelease(view, LEFT, pos=window.point(view, 3, 15 * 60 + 30))
    window.settle()
    assert "Scrutiny briefing note: discharge 15:00–16:00" in window.titles()


@pytest.fixture
def tom(qtbot: QtBot, qapp: QApplication, demo_path: Path, data_folder: Path) -> Iterator[Window]:
    """The window of the council's PA, who sees only when the director is at the other body."""
    made = Assembly(qapp, demo_path, "Tom Adeyemi", data_folder, ThemeName.LIGHT)
    qtbot.addWidget(made.window)
    made.window.show()
    made.begin()
    wait_until_idle(qtbot, made.desk)
    yield Window(qtbot, made)
    made.close()


def test_what_is_private_to_others_is_left_alone_and_says_why(tom: Window) -> None:
    page = tom.assembly.diary.page()
    assert page is not None
    blocks = [block for day in page.days for block in day.meetings]
    busy = next(block for block in blocks if block.title.startswith("Busy ("))
    tom.grid.select_meeting(busy.meeting_id)
    tom.grid.setFocus()
    before = tom.titles()
    for keys in ("Alt+Shift+Down", "Ctrl+Shift+Down", "Del"):
        tom.press(keys)
        assert tom.notices.pop().text == (
            "This is private to WEX. Only its own people can change it."
        )
    assert tom.titles() == before


def test_a_deadline_opens_the_task_or_the_matter(window: Window) -> None:
    band = [item for item in window.grid.selection.items if item.record]
    task = next(item for item in band if item.record.startswith("task/"))
    decision = next(item for item in band if item.record.startswith("decision/"))
    window.grid.open_item(task)
    window.settle()
    assert window.assembly.window.page is Page.TASKS
    (tasks,) = window.assembly.window.findChildren(TasksPage)
    assert [f"task/{one}" for one in tasks.list.chosen()] == [task.record]
    assert tasks.list.hasFocus()
    window.assembly.window.open_page(Page.DIARY)
    window.grid.open_item(decision)
    window.settle()
    assert window.assembly.window.page is Page.DECISIONS


def test_f7_hides_the_deadlines_and_f8_the_tasks(window: Window) -> None:
    assert any(item.record for item in window.grid.selection.items)
    window.press("F7")
    assert not any(item.record for item in window.grid.selection.items)
    window.press("F8")
    panel = window.assembly.area.findChildren(TaskPanel)[0]
    assert panel.isVisible()
    window.press("F8")
    assert not panel.isVisible()


def test_alt_4_opens_the_tasks_and_another_theme_keeps_the_count(window: Window) -> None:
    window.press("Alt+4")
    assert window.assembly.window.page is Page.TASKS
    window.assembly.wear(ThemeName.DARK)
    window.settle()
    names = [
        row.accessibleName() for row in window.assembly.window.navigation.findChildren(QWidget)
    ]
    assert "Tasks, 27" in names


@pytest.mark.parametrize(
    ("sought", "page"), [("extra care comments", Page.TASKS), ("mat-13", Page.DECISIONS)]
)
def test_the_search_leads_to_tasks_and_matters(
    window: Window, qtbot: QtBot, sought: str, page: Page
) -> None:
    window.press("Ctrl+K")
    focused = QApplication.focusWidget()
    assert focused is not None
    with qtbot.waitSignal(window.assembly.rooms.parts.searching.found_changed):
        QTest.keyClicks(focused, sought)
    QTest.keyClick(focused, Qt.Key.Key_Return)
    window.settle()
    assert window.assembly.window.page is page
