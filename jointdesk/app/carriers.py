"""Tasks beside the diary, carried onto its days."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from jointdesk.viewmodels.diary_events import DiaryEvents
from jointdesk.viewmodels.task_actions import TaskActions
from jointdesk.viewmodels.tasks import TasksModel
from jointdesk.widgets.diary_area import DiaryArea
from jointdesk.widgets.look import Look


class Carrier(QObject):
    """Connects a diary with the tasks that can be carried over it, for as long as it is there.

    Signals:
        asked(str, str): what the person wants with a task of the panel, and its id.
    """

    asked = Signal(str, str)

    def __init__(
        self,
        area: DiaryArea,
        events: DiaryEvents,
        tasks: TasksModel,
        actions: TaskActions,
        look: Callable[[], Look],
    ) -> None:
        """Make the panel when it is first wanted."""
        super().__init__(area)
        self._area, self._events, self._tasks = area, events, tasks
        self._actions, self._look = actions, look
        self._carrying = area.grid.carrying
        area.panel_maker = self._make_panel

    def _make_panel(self) -> QWidget:
        from jointdesk.widgets.task_panel import TaskPanel

        panel = TaskPanel(self._look(), self._tasks)
        panel.closed.connect(self._area.toggle_panel)
        panel.list.dragged.connect(self._on_dragged)
        panel.list.dropped.connect(lambda *_: self._carrying.drop())
        panel.list.drag_cancelled.connect(self._carrying.let_go)
        panel.list.ticked.connect(self._actions.complete)
        panel.list.asked.connect(lambda what: self._ask(what, panel.list.chosen()))
        return panel

    def _ask(self, what: str, ids: list[str]) -> None:
        if ids:
            self.asked.emit(what, ids[0])

    @Slot(str, object)
    def _on_dragged(self, task_id: str, at: QPoint) -> None:
        carrying, row = self._carrying, self._tasks.row(task_id)
        if carrying.load is None and row is not None:
            carrying.lift(self._events.load_of_task(row))
        carrying.over(at)
