"""The tasks beside the diary: from here a task is dragged onto a time."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from jointdesk.viewmodels.task_list import TaskListModel
from jointdesk.viewmodels.task_rows import Listing
from jointdesk.viewmodels.tasks import TasksModel
from jointdesk.widgets.controls import SegmentedControl, make_icon_button
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.task_list import TaskList

_WIDTH = 264


class TaskPanel(QFrame):
    """Lists open tasks in a narrow column.

    Signals:
        closed: the person closed it.
    """

    closed = Signal()

    def __init__(self, look: Look, model: TasksModel) -> None:
        """Follow a model; what the page of tasks lists is another matter."""
        super().__init__()
        self._model = model
        self._rows = TaskListModel(self)
        self.setProperty("kind", "inspector")
        self.setAccessibleName("Tasks beside the diary")
        self.setFixedWidth(look.fonts.px(_WIDTH))
        self.whose = SegmentedControl(("Mine", "All"), "Whose tasks")
        self.list = TaskList(look, self._rows, can_drag=True)
        close = make_icon_button(look, "x", "Close the tasks")
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 8, 4)
        head.addWidget(make_label(look, "Tasks", Text.SECTION, Weight.SEMI_BOLD, wraps=False))
        head.addStretch(1)
        head.addWidget(self.whose)
        head.addWidget(close)
        hint = soft_label(look, "Drag a task to a time, or press T to keep time for it.")
        hint.setContentsMargins(12, 0, 12, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(hint)
        column.addWidget(self.list, 1)
        self.whose.choice_changed.connect(self._on_read)
        model.read.connect(self._on_read)
        model.want()
        self._on_read()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the list."""
        super().showEvent(event)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_read(self) -> None:
        """List what is open by now, the chosen one still chosen."""
        chosen, tasks = self.list.chosen(), self._model.tasks
        if tasks is not None:
            self._rows.show(tasks.sections(Listing(is_mine=self.whose.choice() == 0)))
            self.list.choose(chosen)
