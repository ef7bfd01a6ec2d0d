"""What is asked about tasks in a line of the page: a new task, a later day, a time in the diary."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jointdesk.domain.organisations import Organisation
from jointdesk.domain.words import listed
from jointdesk.viewmodels.day_words import read_typed_day, shown_day
from jointdesk.viewmodels.task_detail import FreeHour, instant_of, quarter_of
from jointdesk.viewmodels.task_rows import TaskDesk
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.forms import Choice, Problem
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_LENGTHS = (("30 minutes", 30), ("1 hour", 60), ("90 minutes", 90), ("2 hours", 120),
            ("3 hours", 180))  # fmt: skip


class _Line(QFrame):
    """Fields beside each other in a well; Escape leaves it.

    Signals:
        left: the question was taken back, or is answered.
    """

    left = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "well")
        self.setAccessibleName(name)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(10, 8, 10, 8)
        self.row.setSpacing(8)
        self.problem = Problem(look)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.left)
        self.hide()

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.row.addWidget(widget)

    def ends(self, look: Look, words: str) -> None:
        """Add the button that answers, and the one that takes the question back."""
        self.button = make_button(look, words, kind="primary")
        back = make_button(look, "Not now")
        back.clicked.connect(self.left)
        self.add(self.button, back)


class NewTask(_Line):
    """One line with a title, and whose task it is.

    Signals:
        confirmed(str, object): the title, and the ids of the organisations.
    """

    confirmed = Signal(str, object)

    def __init__(self, look: Look) -> None:
        """Begin hidden."""
        super().__init__(look, "New task")
        self.title, self.orgs = QLineEdit(), Choice()
        self.title.setPlaceholderText("What is to be done?")
        self.title.setAccessibleName("Title of the new task")
        self.title.setMaxLength(400)
        self.orgs.setAccessibleName("Whose task it is")
        self.row.addWidget(self.title, 1)
        self.add(self.orgs)
        self.ends(look, "Add the task")
        self.button.clicked.connect(self.confirm)
        self.title.returnPressed.connect(self.confirm)

    def offer(self, organisations: Sequence[Organisation], wanted: str) -> None:
        """Offer bodies, and those the director works for together; keep what was chosen."""
        bodies = [one for one in organisations if one.share is not None]
        options: list[tuple[str, object]] = [(one.code, (one.id,)) for one in organisations]
        if len(bodies) > 1:
            joint = f"Joint: {listed(one.code for one in bodies)}"
            options.insert(len(bodies), (joint, tuple(one.id for one in bodies)))
        self.orgs.offer(options, (wanted,) if wanted else None)

    @Slot()
    def confirm(self) -> None:
        """Add the task, if it has a title."""
        if title := self.title.text().strip():
            self.title.clear()
            self.confirmed.emit(title, list(self.orgs.currentData() or ()))


class DeferTask(_Line):
    """A day of one's own to which tasks are deferred.

    Signals:
        confirmed(object): the day.
    """

    confirmed = Signal(object)

    def __init__(self, look: Look) -> None:
        """Begin hidden."""
        super().__init__(look, "Defer to")
        self.day = QLineEdit()
        self.day.setPlaceholderText("Defer to: Friday, 8 Jan, 08/01/2027")
        self.day.setAccessibleName("Defer to")
        self.row.addWidget(self.day, 1)
        self.row.addWidget(self.problem, 1)
        self.ends(look, "Defer")
        self.button.clicked.connect(self.confirm)
        self.day.returnPressed.connect(self.confirm)
        self._desk: TaskDesk | None = None

    def ask(self, desk: TaskDesk) -> None:
        """Ask in sight of today."""
        self._desk = desk
        self.day.clear()
        self.problem.say("")
        self.show()
        self.day.setFocus()

    @Slot()
    def confirm(self) -> None:
        """Defer, if the day can be read."""
        if self._desk is None:
            return
        found = read_typed_day(self.day.text(), self._desk.today)
        if found is None or isinstance(found, str):
            self.problem.say(f"“{self.day.text()}” is no day.")
            return
        self.confirmed.emit(found)
        self.left.emit()


class KeepTime(_Line):
    """Day, time and length of time kept for a task.

    Signals:
        confirmed(str, object, int): the task's id, when it begins, how many minutes.
    """

    confirmed = Signal(str, object, int)

    def __init__(self, look: Look) -> None:
        """Begin hidden."""
        super().__init__(look, "Keep time in the diary")
        self.day, self.time, self.length = QLineEdit(), QLineEdit(), Choice()
        for field, name, width in ((self.day, "Day", 150), (self.time, "From", 76)):
            field.setAccessibleName(name)
            field.setPlaceholderText(name)
            field.setFixedWidth(look.fonts.px(width))
            field.returnPressed.connect(self.confirm)
            self.add(field)
        self.length.setAccessibleName("How long")
        self.length.offer(list(_LENGTHS), 60)
        self.add(self.length)
        self.row.addWidget(self.problem, 1)
        self.doubt = make_label(look, "", Text.DETAIL, colour=look.theme.amber)
        self.row.addWidget(self.doubt, 1)
        self.row.addStretch(1)
        self.ends(look, "Keep this time")
        self.button.clicked.connect(self.confirm)
        self._task, self._desk = "", None  # type: tuple[str, TaskDesk | None]

    def ask(self, task_id: str, desk: TaskDesk, free: FreeHour | None) -> None:
        """Ask about a task; the next free time is proposed."""
        self._task, self._desk = task_id, desk
        self.problem.say("")
        self.doubt.setText(f"{free.doubt}." if free is not None and free.doubt else "")
        self.doubt.setVisible(bool(self.doubt.text()))
        if free is not None:
            day, clock = quarter_of(free.start, desk)
            self.day.setText(shown_day(day))
            self.time.setText(clock)
        self.show()
        self.day.setFocus()
        self.day.selectAll()

    @Slot()
    def confirm(self) -> None:
        """Keep the time, if it can be read."""
        if self._desk is None:
            return
        day = read_typed_day(self.day.text(), self._desk.today)
        if day is None or isinstance(day, str):
            self.problem.say(f"“{self.day.text()}” is no day.")
            return
        start = instant_of(day, self.time.text(), self._desk)
        if start is None:
            self.problem.say(f"“{self.time.text()}” is no time of day, such as 14:00.")
            return
        self.confirmed.emit(self._task, start, int(self.length.currentData()))
        self.left.emit()


class TaskForms(QWidget):
    """The three questions, of which one is asked at a time.

    Signals:
        added(str, object): the title of a new task, and the ids of its organisations.
        deferred(object): a day.
        kept(str, object, int): the id of a task, when its time begins, how many minutes.
        left: nothing is asked any more.
    """

    added = Signal(str, object)
    deferred = Signal(object)
    kept = Signal(str, object, int)
    left = Signal()

    def __init__(self, look: Look) -> None:
        """Ask nothing."""
        super().__init__()
        self.new, self.later, self.time = NewTask(look), DeferTask(look), KeepTime(look)
        self._all: tuple[_Line, ...] = (self.new, self.later, self.time)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for form in self._all:
            column.addWidget(form)
            form.left.connect(self._on_left)
        self.new.confirmed.connect(self.added)
        self.later.confirmed.connect(self.deferred)
        self.time.confirmed.connect(self.kept)

    def ask_title(self, organisations: Sequence[Organisation], wanted: str) -> None:
        """Ask for a new task, of the organisation that is wanted."""
        self.close_all()
        self.new.offer(organisations, wanted)
        self.new.show()
        self.new.title.setFocus()

    def ask_day(self, desk: TaskDesk) -> None:
        """Ask to which day something is deferred."""
        self.close_all()
        self.later.ask(desk)

    def ask_time(self, task_id: str, desk: TaskDesk, free: FreeHour | None) -> None:
        """Ask when time is kept for a task; the next free time is proposed."""
        self.close_all()
        self.time.ask(task_id, desk, free)

    def close_all(self) -> None:
        """Ask nothing any more."""
        for form in self._all:
            form.hide()

    @Slot()
    def _on_left(self) -> None:
        self.close_all()
        self.left.emit()
