"""The page of tasks: both bodies' tasks in one list, and the chosen one in full."""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jointdesk.domain.items import Json
from jointdesk.viewmodels.task_actions import TaskActions
from jointdesk.viewmodels.task_detail import FreeHour, Link
from jointdesk.viewmodels.task_rows import Listing
from jointdesk.viewmodels.tasks import TasksModel
from jointdesk.widgets.docked import Docked
from jointdesk.widgets.empty import EmptyState
from jointdesk.widgets.forms import set_paper
from jointdesk.widgets.labels import make_line
from jointdesk.widgets.look import Look
from jointdesk.widgets.task_bar import TaskBar, TaskToolbar
from jointdesk.widgets.task_forms import TaskForms
from jointdesk.widgets.task_inspector import TaskInspector
from jointdesk.widgets.task_list import TaskList


class TasksPage(QFrame):
    """Lays out the page and connects it to its model.

    Signals:
        search_requested: the search everywhere is wanted.
        conflict_requested(str): the id of a conflict to be settled.
        matter_requested(str, str): the ids of a matter and of the decision on it, or "".
        diary_requested(str, object): the id of a meeting and its day.
    """

    search_requested = Signal()
    conflict_requested = Signal(str)
    matter_requested = Signal(str, str)
    diary_requested = Signal(str, object)

    def __init__(self, look: Look, model: TasksModel, actions: TaskActions) -> None:
        """Show what the model has, and follow it."""
        super().__init__()
        self._look, self._model, self._actions = look, model, actions
        self._chosen: list[str] = []
        self._wanted, self._place = ("", False), 0
        self.toolbar = TaskToolbar(look, model)
        self.bar = TaskBar(look, model)
        self.list = TaskList(look, model.list)
        self.inspector = TaskInspector(look)
        self.forms = TaskForms(look)
        self._empty = EmptyState(look, "")
        self._lay_out()
        self._connect()
        model.want()
        self._on_listed()

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        is_empty = self._model.tasks is not None and not self._model.list.number
        return self.toolbar.new if is_empty else self.list

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self.list, self.inspector]

    # Laying out

    def _lay_out(self) -> None:
        set_paper(self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        above = QVBoxLayout()
        above.setContentsMargins(12, 8, 12, 0)
        above.addWidget(self.bar)
        above.addWidget(self.forms)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(make_line(self._look))
        column.addLayout(above)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 0, 4, 0)
        inner.addWidget(self._stack)
        column.addLayout(inner, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        self._dock = Docked(self, row, self.inspector, self._look)

    def _connect(self) -> None:
        model, actions, inspector = self._model, self._actions, self.inspector
        model.listed.connect(self._on_listed)
        actions.added.connect(self._on_added)
        actions.failed.connect(inspector.say)
        self.toolbar.search_requested.connect(self.search_requested)
        self.toolbar.new_requested.connect(self.begin_task)
        self.bar.left.connect(self._to_list)
        self.list.chosen_changed.connect(self._on_chosen)
        self.list.ticked.connect(actions.complete)
        self.list.asked.connect(self.do)
        inspector.saved.connect(lambda fields: actions.edit(self._chosen, fields))
        inspector.asked.connect(self.do)
        inspector.deferred.connect(lambda day: actions.defer(self._chosen, day))
        inspector.given.connect(lambda owners: actions.assign(self._chosen, owners))
        inspector.task_requested.connect(self.show_task)
        inspector.conflict_requested.connect(self.conflict_requested)
        inspector.link_requested.connect(self._on_link)
        inspector.part_ticked.connect(lambda id_: actions.complete([id_]))
        inspector.part_added.connect(self._on_part_added)
        inspector.meetings_sought.connect(
            lambda name, words: actions.ask_meetings(words, inspector.form.meeting(name).offer)
        )
        inspector.closed.connect(self.close_inspector)
        self.forms.added.connect(self._on_new)
        self.forms.deferred.connect(lambda day: actions.defer(self._chosen, day))
        self.forms.kept.connect(actions.keep_time)
        self.forms.left.connect(self._to_list)
        self._dock.fitted.connect(lambda: self._dock.offer(bool(self._chosen)))
        keys = {
            "Ctrl+F": self.bar.field.take_keyboard,
            "Ctrl+N": self.begin_task,
            "F10": self._toggle_inspector,
        }
        for text, act in keys.items():
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(text), self, context=context).activated.connect(act)

    # What the model says

    @Slot()
    def _on_listed(self) -> None:
        """Show what is listed by now, with what was chosen still chosen."""
        model = self._model
        number = model.list.number
        had_focus = self.list.hasFocus()
        self._empty.say(model.nothing())
        is_empty = not number and bool(model.nothing())
        self._stack.setCurrentWidget(self._empty if is_empty else self.list)
        ids = [one for one in self._chosen if model.list.place_of(one) is not None]
        near = model.list.near(self._place)
        self.list.blockSignals(True)
        self.list.choose(ids or ([near] if near else []))
        self.list.blockSignals(False)
        self._on_chosen()
        if had_focus:
            self._to_list()
        wanted, is_added = self._wanted
        if model.row(wanted) is not None:
            self._wanted = "", False
            self.show_task(wanted)
            if is_added:
                self._edit_added()

    def _edit_added(self) -> None:
        """Go on with a task that was just added: its day is what is asked next."""
        self._dock.open()
        self.inspector.form.fields["due"].control.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_chosen(self) -> None:
        self._chosen = self.list.chosen()
        rows = [row for row in map(self._model.row, self._chosen) if row is not None]
        if rows:
            self._place = self._model.list.place_of(rows[0].id) or 0
        if self._model.tasks is not None:
            self.inspector.show_tasks(rows, self._model.tasks)
        if len(rows) == 1:
            self._actions.ask_links(rows[0].task, self.inspector.show_links)
        self._dock.offer(bool(rows))

    # What the person does

    @Slot(str)
    def do(self, what: str) -> None:
        """Do with what is chosen what the list or the inspector asks for."""
        if not self._chosen:
            return
        match what:
            case "done":
                self._actions.complete(self._chosen)
            case "remove":
                self._actions.remove(self._chosen)
            case "assign":
                self.inspector.assign_menu().popup(self._corner())
            case "defer":
                self.inspector.defer_menu().popup(self._corner())
            case "defer to" if self._model.tasks is not None:
                self._dock.make_room()
                self.forms.ask_day(self._model.tasks)
            case "time":
                self._actions.ask_free(self._ask_time)
            case "open":
                self._dock.open()
                title = self.inspector.form.fields["title"].control
                title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _corner(self) -> QPoint:
        """Return where a menu about what is chosen opens: under its row."""
        box = self.list.visualRect(self.list.currentIndex())
        return self.list.viewport().mapToGlobal(box.bottomLeft() + QPoint(40, -8))

    def _ask_time(self, free: FreeHour | None) -> None:
        if self._model.tasks is not None and len(self._chosen) == 1:
            self._dock.make_room()
            self.forms.ask_time(self._chosen[0], self._model.tasks, free)

    @Slot()
    def begin_task(self) -> None:
        """Ask for the title of a new task."""
        if self._model.tasks is not None:
            self._dock.make_room()
            self.forms.ask_title(self._model.tasks.organisations, self._model.own_org())

    @Slot(str, object)
    def _on_new(self, title: str, orgs: list[Json]) -> None:
        """Add a task; in a list of one's own it is one's own."""
        person = self._model.desk.person
        fields: dict[str, Json] = {"orgs": orgs}
        if self._model.listing.is_mine and person is not None:
            fields["owners"] = [person.id]
        self._actions.add(title, fields)

    @Slot(str)
    def _on_added(self, task_id: str) -> None:
        self._wanted = task_id, True
        self.forms.close_all()

    @Slot(str)
    def _on_part_added(self, title: str) -> None:
        row = self._model.row(self._chosen[0]) if self._chosen else None
        if row is not None:
            task = row.task
            orgs: list[Json] = [*task.orgs]
            seen: dict[str, Json] = {"orgs": orgs, "parent": task.id}
            seen["visibility"] = task.visibility
            self._actions.add_part(title, seen)

    @Slot(str)
    def show_task(self, task_id: str) -> None:
        """Choose a task, whatever is listed."""
        row = self._model.row(task_id)
        if row is None:
            self._wanted = task_id, False  # it comes with what is being read
            return
        if self._model.list.place_of(task_id) is None:
            self._model.show(Listing(self._model.listing.grouping, is_done=not row.task.is_open))
        self.list.choose([task_id])
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_link(self, link: Link) -> None:
        if link.day is not None:
            self.diary_requested.emit(link.id, link.day)
        elif link.what == "Part of":
            self.show_task(link.id)
        elif link.what == "Matter":
            self.matter_requested.emit(link.id, "")
        elif self._model.tasks is not None:
            decision = self._model.tasks.records.decision_by_id.get(link.id)
            if decision is not None:
                self.matter_requested.emit(decision.matter, decision.id)

    @Slot()
    def _to_list(self) -> None:
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_inspector(self) -> None:
        """Hide the inspector and give the keyboard back to the list."""
        self._dock.close()
        self._to_list()

    def _toggle_inspector(self) -> None:
        if self._dock.is_shown:
            self.close_inspector()
        elif self._chosen:
            self._dock.open()
