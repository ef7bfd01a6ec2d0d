"""The right side of the tasks page: one task with all its fields, each saved at once."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from jointdesk.domain.words import counted, plain_line
from jointdesk.viewmodels.task_detail import Link, TaskLinks, deferrals, parts_of, related
from jointdesk.viewmodels.task_rows import TaskDesk, TaskRow
from jointdesk.widgets.controls import make_button, make_icon_button, plain_label
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.task_form import TaskForm
from jointdesk.widgets.task_parts import PartsList, add_links, empty
from jointdesk.widgets.trouble_cards import TroubleCards

_WIDTH = 344


class TaskInspector(QFrame):
    """Shows the chosen task; of several, what can be done with all of them.

    Signals:
        saved(object): fields of the task as they are stored, by name.
        asked(str): "done", "time", "remove", "defer to": what is to be done with what is chosen.
        deferred(object): the day to which what is chosen is deferred.
        given(object): the ids of the people to whom it is given.
        task_requested(str), conflict_requested(str): another page or task is wanted, by its id.
        link_requested(object): a `Link` is to be opened.
        part_ticked(str), part_added(str): a subtask by its id, or the title of a new one.
        meetings_sought(str, str): a field's name, and words for which it offers meetings.
        closed: the person closed it.
    """

    saved = Signal(object)
    asked = Signal(str)
    deferred = Signal(object)
    given = Signal(object)
    task_requested = Signal(str)
    conflict_requested = Signal(str)
    link_requested = Signal(object)
    part_ticked = Signal(str)
    part_added = Signal(str)
    meetings_sought = Signal(str, str)
    closed = Signal()

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self._look = look
        self._row: TaskRow | None = None
        self._desk: TaskDesk | None = None
        self.setProperty("kind", "inspector")
        self.setAccessibleName("Task")
        self.setFixedWidth(look.fonts.px(_WIDTH))
        self.form = TaskForm(look, self.today)
        self.parts = PartsList(look)
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self._connect()

    def today(self) -> date:
        """Return the day as of which everything is shown."""
        return self._desk.today if self._desk else date.min

    def _lay_out(self) -> None:
        look = self._look
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(18, 12, 15, 20)
        column.setSpacing(8)
        head = FlowingRow()
        self._kind = make_label(look, "", Text.BODY, Weight.SEMI_BOLD, wraps=False)
        close = make_icon_button(look, "x", "Close the inspector")
        close.clicked.connect(self.closed)
        head.addWidget(self._kind)
        head.add_at_end(close)
        column.addLayout(head)
        column.addLayout(self._actions())
        self.troubles, self._links = TroubleCards(look), QVBoxLayout()
        column.addWidget(self.troubles)
        column.addLayout(self._links)
        column.addWidget(self.form)
        column.addWidget(self.parts)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _actions(self) -> FlowingRow:
        row = FlowingRow(spacing=6)
        for name, words, icon in (
            ("done", "Done", "check"),
            ("defer", "Defer", "clock"),
            ("assign", "Assign", "user-round"),
            ("time", "Keep time", "calendar-plus"),
            ("remove", "Remove", "trash-2"),
        ):
            button = make_button(self._look, words, icon, "small")
            row.addWidget(button)
            self.buttons[name] = button
        return row

    def _connect(self) -> None:
        for name in ("done", "time", "remove"):
            self.buttons[name].clicked.connect(lambda _=False, one=name: self.asked.emit(one))
        self.buttons["defer"].clicked.connect(self.open_defer)
        self.buttons["assign"].clicked.connect(self.open_assign)
        self.troubles.settle_requested.connect(self.conflict_requested)
        self.form.saved.connect(self.saved)
        self.form.meetings_sought.connect(self.meetings_sought)
        self.parts.ticked.connect(self.part_ticked)
        self.parts.opened.connect(self.task_requested)
        self.parts.added.connect(self.part_added)

    # Showing

    def show_tasks(self, rows: Sequence[TaskRow], desk: TaskDesk) -> None:
        """Show the one that is chosen, or how many are."""
        is_other = not rows or self._row is None or rows[0].id != self._row.id
        self._desk = desk
        row = rows[0] if len(rows) == 1 else None
        self._row = row
        self._say(rows)
        self.troubles.show_troubles(row.troubles if row else ())
        if is_other or row is None:
            empty(self._links)
        self.form.setVisible(row is not None)
        self.parts.setVisible(row is not None)
        self.buttons["time"].setVisible(row is not None)
        if row is None:
            return
        self.form.show_task(row, desk, is_other=is_other)
        self.parts.show_parts(parts_of(row, desk))

    def _say(self, rows: Sequence[TaskRow]) -> None:
        is_one = len(rows) == 1
        self._kind.setText("Task" if is_one else f"{counted(len(rows), 'task')} chosen")
        is_open = any(row.task.is_open for row in rows)
        self.buttons["done"].setText("Done" if is_open else "Open again")
        from_calendar = any(row.task.collection for row in rows)
        self.buttons["remove"].setEnabled(bool(rows) and not from_calendar)
        self.buttons["remove"].setToolTip(
            "What is in a calendar can only be removed there" if from_calendar else ""
        )
        waiting = is_one and bool(rows[0].task.pending)
        if waiting:
            codes = " and ".join(rows[0].codes)
            self._kind.setText(f"Waiting to be written to {codes}")
        elif is_one and rows[0].task.collection:
            self._kind.setText(f"Task of {rows[0].codes[0] if rows[0].codes else 'a calendar'}")

    def show_links(self, found: TaskLinks) -> None:
        """Show where the task leads, once it is known."""
        if self._row is None or self._desk is None or found.task_id != self._row.id:
            return
        links: tuple[Link, ...] = (*related(self._row, self._desk), *found.links)
        self.form.name_meetings(found.meetings)
        empty(self._links)
        add_links(self._look, self._links, links, self.link_requested.emit)

    def say(self, name: str, sentence: str) -> None:
        """Show why a field was not saved."""
        self.form.say(name, sentence)

    # What the person asks for

    def assign_menu(self) -> QMenu:
        """Return the people to whom a task can be given, and nobody."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for person in self._desk.people if self._desk else ():
            action = menu.addAction(plain_label(plain_line(person.name)))
            action.triggered.connect(lambda _=False, one=person.id: self.given.emit([one]))
        menu.addSeparator()
        menu.addAction("Nobody").triggered.connect(lambda: self.given.emit([]))
        return menu

    @Slot()
    def open_assign(self) -> None:
        """List the people."""
        self.assign_menu().popup(_under(self.buttons["assign"]))

    @Slot()
    def open_defer(self) -> None:
        """List the days to which one defers."""
        self.defer_menu().popup(_under(self.buttons["defer"]))

    def defer_menu(self) -> QMenu:
        """Return tomorrow, Monday, in a week, and a day of one's own."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._desk is not None:
            for name, day in deferrals(self._desk.today):
                action = menu.addAction(name)
                action.triggered.connect(lambda _=False, one=day: self.deferred.emit(one))
        menu.addSeparator()
        menu.addAction("Choose a day…").triggered.connect(lambda: self.asked.emit("defer to"))
        return menu


def _under(button: QPushButton) -> QPoint:
    return button.mapToGlobal(QPoint(0, button.height()))
