"""The open window, and what a person does to meetings in it."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.domain.meetings import Meeting
from jointdesk.viewmodels.blocks import Block
from jointdesk.viewmodels.notices import Notice
from jointdesk.widgets.diary_items import Item
from jointdesk.widgets.event_buttons import EventButtons
from jointdesk.widgets.event_panel import EventPanel
from jointdesk.widgets.quick_event import QuickEvent
from jointdesk.widgets.scope_popover import ScopePopover
from tests.demo_desk import notices_of, wait_until_idle

LEFT = Qt.MouseButton.LeftButton


class EditedWindow:
    """The window with what it says."""

    def __init__(self, qtbot: QtBot, assembly: Assembly) -> None:
        self.assembly, self.qtbot = assembly, qtbot
        self.area, self.grid = assembly.area, assembly.area.grid
        self.editor = assembly.rooms.tasks.editor
        self.notices: list[Notice] = notices_of(assembly.desk)
        self.told: list[str] = []
        self.grid.carrying.told.connect(self.told.append)

    def settle(self) -> None:
        wait_until_idle(self.qtbot, self.assembly.desk)

    @property
    def said(self) -> str:
        """What the last notice says."""
        return self.notices[-1].text

    # What is there

    def blocks(self, title: str) -> list[tuple[int, Block]]:
        """Return the blocks of a title with the index of their day."""
        page = self.assembly.diary.page()
        assert page is not None
        return [
            (index, block)
            for index, day in enumerate(page.days)
            for block in day.meetings
            if block.title == title
        ]

    def times(self, title: str) -> list[tuple[int, str]]:
        return [(day, block.times) for day, block in self.blocks(title)]

    def meeting(self, title: str) -> Meeting:
        found = self.assembly.rooms.tasks.events.meeting(self.blocks(title)[0][1].meeting_id)
        assert found is not None
        return found

    def item(self, title: str) -> Item:
        meeting_id = self.blocks(title)[0][1].meeting_id
        return next(one for one in self.grid.selection.items if one.meeting_id == meeting_id)

    def child(self, kind: type[QWidget]) -> QWidget:
        """Return the panel of a kind that is open, once it is."""
        self.qtbot.waitUntil(lambda: self.is_open(kind), timeout=30_000)
        return next(one for one in self.area.findChildren(kind) if one.isVisible())

    def is_open(self, kind: type[QWidget]) -> bool:
        return any(one.isVisible() for one in self.area.findChildren(kind))

    # What a person does

    def select(self, title: str) -> None:
        self.grid.select_meeting(self.blocks(title)[0][1].meeting_id)
        self.grid.setFocus()

    def press(self, keys: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keySequence(focused, QKeySequence(keys))
        self.settle()

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    def point(self, day: int, minute: int) -> QPoint:
        """Return a time of the grid as a point on its viewport."""
        grid = self.grid.grid
        assert grid is not None
        below = self.grid.verticalScrollBar().value()
        return QPoint(grid.columns[day].x + 30, grid.y(minute) - below)

    def box(self, title: str) -> QRect:
        """Return where a meeting lies on the grid's viewport."""
        return self.grid.box_of(self.item(title)).translated(-self.grid.viewport().pos())

    def centre(self, title: str) -> QPoint:
        return self.box(title).center()

    def hold(self, start: QPoint, end: QPoint) -> None:
        """Press, and drag without letting go."""
        view = self.grid.viewport()
        QTest.mousePress(view, LEFT, pos=start)
        for step in (1, 2, 3):
            QTest.mouseMove(view, start + (end - start) * step / 3)

    def drop(self, at: QPoint) -> None:
        QTest.mouseRelease(self.grid.viewport(), LEFT, pos=at)
        self.settle()

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.hold(start, end)
        self.drop(end)

    def do(self, what: str, title: str) -> None:
        """Press a button of the inspector."""
        self.select(title)
        if not self.is_open(EventButtons):
            self.press("Return")
        buttons = self.child(EventButtons)
        assert isinstance(buttons, EventButtons)
        buttons.buttons[what].click()
        self.settle()

    def answer(self, place: int) -> None:
        """Say how much of a series is meant: the first, second or third answer."""
        popover = self.child(ScopePopover)
        assert isinstance(popover, ScopePopover)
        popover.question.buttons[place].click()
        self.settle()

    def quick(self) -> QuickEvent:
        found = self.child(QuickEvent)
        assert isinstance(found, QuickEvent)
        return found

    def panel(self) -> EventPanel:
        found = self.child(EventPanel)
        assert isinstance(found, EventPanel)
        return found
