"""The tasks and what leads to and from them: made when it is first wanted."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.tasks import TasksModel
from jointdesk.widgets.diary_area import DiaryArea
from jointdesk.widgets.look import Look
from jointdesk.widgets.window import MainWindow

if TYPE_CHECKING:
    from jointdesk.app.decision_parts import DecisionParts
    from jointdesk.app.parts import Parts
    from jointdesk.viewmodels.diary_events import DiaryEvents
    from jointdesk.viewmodels.event_bin import BinModel
    from jointdesk.viewmodels.event_editor import EventEditor
    from jointdesk.viewmodels.task_actions import TaskActions
    from jointdesk.widgets.tasks import TasksPage


class TaskParts:
    """The model and the page of tasks."""

    def __init__(
        self,
        look: Callable[[], Look],
        desk: DeskModel,
        window: MainWindow,
        diary: DiaryModel,
        data_folder: Path,
        parts: Callable[[], "Parts"],
        decisions: Callable[[], "DecisionParts"],
    ) -> None:
        """Serve a window; `parts` and `decisions` lead to the other pages."""
        self._look = look
        self._desk = desk
        self._window = window
        self._diary = diary
        self._data_folder = data_folder
        self._page: TasksPage | None = None
        self._parts = parts
        self._decisions = decisions

    @cached_property
    def tasks(self) -> TasksModel:
        """The tasks that the person sees."""
        model = TasksModel(self._desk, Preferences(self._data_folder, self._desk))
        model.counted.connect(self.count)
        return model

    @cached_property
    def actions(self) -> "TaskActions":
        """What a person does with them."""
        from jointdesk.viewmodels.task_actions import TaskActions

        return TaskActions(self.tasks, lambda: self._parts().undoing.undo())

    def begin(self) -> None:
        """Count the tasks in the background, and bring deadlines into the diary."""
        from jointdesk.viewmodels.diary_deadlines import DiaryDeadlines

        assert self.tasks is not None
        DiaryDeadlines(self._desk, self._diary, Preferences(self._data_folder, self._desk))

    @cached_property
    def events(self) -> "DiaryEvents":
        """What moves in the diary: time kept for tasks, and events made here."""
        from jointdesk.viewmodels.diary_events import DiaryEvents

        return DiaryEvents(self._diary, lambda: self._parts().undoing.undo())

    @cached_property
    def editor(self) -> "EventEditor":
        """The form of the meeting that is edited."""
        from jointdesk.viewmodels.event_editor import EventEditor

        return EventEditor(self._diary, self.events)

    @cached_property
    def bin(self) -> "BinModel":
        """What was deleted from the diary."""
        from jointdesk.viewmodels.event_bin import BinModel

        return BinModel(self._diary, self.events.actions)

    def attach(self, area: DiaryArea) -> None:
        """Let tasks and events be carried over a diary, from a panel beside it too."""
        from jointdesk.app.carriers import Carrier
        from jointdesk.widgets.diary_editing import DiaryEditing
        from jointdesk.widgets.diary_telling import DiaryTelling

        Carrier(area, self.events, self.tasks, self.actions, self._look).asked.connect(self._ask)
        DiaryEditing(area, self._look(), self._diary, self.events, self.editor, self.bin)
        DiaryTelling(area, self._look(), self.events.telling)

    @Slot(str, str)
    def _ask(self, what: str, task_id: str) -> None:
        """Go to the page of tasks for what the panel beside the diary has no room for."""
        self.show_task(task_id)
        if self._page is not None and what != "open":
            self._page.do(what)

    @Slot()
    def count(self) -> None:
        """Show in the navigation how many tasks are open."""
        self._window.navigation.show_count(Page.TASKS, self.tasks.number)

    def page(self) -> QWidget:
        """Make the page of tasks."""
        from jointdesk.widgets.tasks import TasksPage

        page = TasksPage(self._look(), self.tasks, self.actions)
        page.search_requested.connect(self._window.open_search)
        page.conflict_requested.connect(lambda id_: self._parts().show_conflict(id_))
        page.diary_requested.connect(lambda id_, day: self._parts().show_meeting(id_, day))
        page.matter_requested.connect(lambda *ids: self._decisions().show_matter(*ids))
        self._page = page
        return page

    def show_task(self, task_id: str) -> None:
        """Show one task on its page."""
        self._window.open_page(Page.TASKS)
        if self._page is not None:
            self._page.show_task(task_id)

    def open_record(self, name: str) -> None:
        """Open a record: "task/ID", "decision/ID", "matter/ID"; of others the settings."""
        kind, _, item_id = name.partition("/")
        match kind:
            case "task":
                self.show_task(item_id)
            case "decision":
                self._decisions().show_decision(item_id)
            case "matter":
                self._decisions().show_matter(item_id)
            case _:
                self._window.open_page(Page.SETTINGS)
