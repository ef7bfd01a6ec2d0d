"""All fields of a task in two columns, editable at once."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from jointdesk.domain.tasks import LEVELS, STATUSES, TASK, Priority, Task
from jointdesk.domain.words import plain, plain_line
from jointdesk.viewmodels.day_words import shown_day
from jointdesk.viewmodels.task_detail import Names, choices
from jointdesk.viewmodels.task_rows import TaskDesk, TaskRow
from jointdesk.widgets.controls import make_icon_button
from jointdesk.widgets.elided import ElidedLabel
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.look import Look
from jointdesk.widgets.task_fields import (
    AddField,
    ChoiceField,
    DayField,
    LineField,
    ProseField,
    ReferenceField,
    SavedField,
    SeveralField,
)
from jointdesk.widgets.task_meeting import MeetingField
from jointdesk.widgets.task_parts import empty

_REPEATS: list[tuple[str, object]] = [
    ("Never", ""),
    ("Every week", "FREQ=WEEKLY"),
    ("Every two weeks", "FREQ=WEEKLY;INTERVAL=2"),
    ("Every month", "FREQ=MONTHLY"),
    ("Every quarter", "FREQ=MONTHLY;INTERVAL=3"),
    ("Every year", "FREQ=YEARLY"),
]
_LINES = ("title", "due_time", "progress")
_DAYS = ("due", "start")
_MEETINGS = ("meeting", "feeds")
_CHOICES = ("status", "kind", "visibility", "repeat")


class TaskForm(QWidget):
    """The fields.

    Signals:
        saved(object): fields as they are stored, by name.
        meetings_sought(str, str): a field's name, and words for which it offers meetings.
    """

    saved = Signal(object)
    meetings_sought = Signal(str, str)

    def __init__(self, look: Look, today: Callable[[], date]) -> None:
        """Begin empty; `today` is what days are read in sight of."""
        super().__init__()
        self._look = look
        self._task = Task("")
        self.fields: dict[str, SavedField] = {}
        self._priorities: dict[str, ChoiceField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._priority_place, self._waits_place = QHBoxLayout(), QVBoxLayout()
        self.owners = SeveralField(look, "owners", "Owner", "Nobody", "user-round")
        self.orgs = SeveralField(look, "orgs", "Organisation", "None")
        self._make(look, today)

    def _make(self, look: Look, today: Callable[[], date]) -> None:
        """Put every field in its place."""
        self._add(LineField(look, "title", "Title"), 0)
        self._add(DayField(look, "due", "Due", today), 1, 0)
        self._add(LineField(look, "due_time", "At", 5), 1, 1)
        self._add(self.owners, 2)
        self._add(self.orgs, 3, 0)
        self._add(self._choice("status", STATUSES), 3, 1)
        self._grid.addLayout(self._priority_place, 4, 0, 1, 2)
        for row, what in ((5, "matter"), (6, "decision")):
            self._add(ReferenceField(look, what, TASK.field(what).label, what), row)
        for row, name in enumerate(_MEETINGS, 7):
            field = MeetingField(look, name, TASK.field(name).label)
            field.sought.connect(partial(self.meetings_sought.emit, name))
            self._add(field, row)
        self._waits_place.setSpacing(2)
        self._add(AddField(look, "blocked_by", "Waits for", "task", "Add another task"), 9)
        self._grid.addLayout(self._waits_place, 10, 0, 1, 2)
        self._add(ReferenceField(look, "parent", "Part of", "task"), 11)
        self._add(ProseField(look, "notes", "Notes"), 12)
        self._add(DayField(look, "start", "Not before", today), 13, 0)
        self._add(ChoiceField(look, "repeat", "Repeats", _REPEATS), 13, 1)
        self._add(self._choice("kind", TASK.field("kind").choices), 14, 0)
        self._add(self._choice("visibility", TASK.field("visibility").choices), 14, 1)
        self._add(LineField(look, "progress", "Progress"), 15)

    def _choice(self, name: str, options: Any) -> ChoiceField:
        offered = [(words, value) for value, words in options.items()]
        return ChoiceField(self._look, name, TASK.field(name).label, offered)

    def _add(self, field: SavedField, row: int, column: int | None = None) -> None:
        span = (row, 0, 1, 2) if column is None else (row, column, 1, 1)
        self._grid.addWidget(field, *span)
        self.fields[field.name] = field
        field.saved.connect(self._on_saved)

    # Showing

    def show_task(self, row: TaskRow, desk: TaskDesk, *, is_other: bool) -> None:
        """Show a task; what is being typed stays, unless it is about another task."""
        task = self._task = row.task
        for name in _LINES:
            self._line(name).show_text(plain_line(getattr(task, name)), is_other=is_other)
        for name in _DAYS:
            self._line(name).show_text(shown_day(getattr(task, name)), is_other=is_other)
        for name in _CHOICES:
            field = self.fields[name]
            assert isinstance(field, ChoiceField)
            field.show_value(getattr(task, name))
        notes = self.fields["notes"]
        assert isinstance(notes, ProseField)
        lines = (plain(line) for line in task.notes.splitlines())
        notes.show_text("\n".join(lines), is_other=is_other)
        people = [(one.id, plain_line(one.name)) for one in desk.people]
        self.owners.show_ids(people, task.owners)
        self.orgs.show_ids([(one.id, one.code) for one in desk.organisations], task.orgs)
        for name in _MEETINGS:
            self.meeting(name).show_id(getattr(task, name), is_other=is_other)
        self._show_references(desk, is_other=is_other)
        self._show_priorities(desk)

    def meeting(self, name: str) -> MeetingField:
        """Return the field of a meeting: "meeting" or "feeds"."""
        field = self.fields[name]
        assert isinstance(field, MeetingField)
        return field

    def name_meetings(self, names: Names) -> None:
        """Say what the meetings of the task are called, once that was read."""
        for name in _MEETINGS:
            self.meeting(name).name_it(names)

    def _line(self, name: str) -> LineField:
        field = self.fields[name]
        assert isinstance(field, LineField)
        return field

    def _show_references(self, desk: TaskDesk, *, is_other: bool) -> None:
        task = self._task
        tasks = choices(desk, "task")
        for name, names in (
            ("matter", choices(desk, "matter")),
            ("decision", choices(desk, "decision")),
            ("parent", tasks),
            ("blocked_by", tasks),
        ):
            field = self.fields[name]
            assert isinstance(field, ReferenceField)
            field.offer(names)
            if not isinstance(field, AddField):
                field.show_id(getattr(task, name), is_other=is_other)
        empty(self._waits_place)
        for one in task.blocked_by:
            if (other := desk.row_by_id.get(one)) is not None:
                self._waits_place.addWidget(self._waiting(other))

    def _waiting(self, other: TaskRow) -> QWidget:
        """Return the line of a task that this one waits for, with a way to take it off."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(4, 0, 0, 0)
        words = other.title if other.task.is_open else f"{other.title} (done)"
        label: QLabel = ElidedLabel(self._look, words, Text.BLOCK)
        row.addWidget(label, 1)
        off = make_icon_button(self._look, "x", f"Do not wait for {words}")
        kept = [one for one in self._task.blocked_by if one != other.id]
        off.clicked.connect(lambda: self.saved.emit({"blocked_by": kept}))
        row.addWidget(off)
        return line

    def _show_priorities(self, desk: TaskDesk) -> None:
        """A priority for each of the task's organisations."""
        codes = {one.id: one.code for one in desk.organisations if one.id in self._task.orgs}
        if [*codes] != [*self._priorities]:
            empty(self._priority_place)
            self._priorities = {}
            levels: list[tuple[str, object]] = [("None", "")]
            levels += [(words, level) for level, words in LEVELS.items()]
            for org_id, code in codes.items():
                field = ChoiceField(self._look, org_id, f"Priority, {code}", levels)
                field.saved.connect(self._on_priority)
                self._priorities[org_id] = field
                self._priority_place.addWidget(field, 1)
        for org_id, field in self._priorities.items():
            field.show_value(self._task.level(org_id) or "")

    def say(self, name: str, sentence: str) -> None:
        """Show what is wrong under a field; nothing where there is no such field."""
        if name in self.fields:
            self.fields[name].say(sentence)

    # Saving

    @Slot(str, object)
    def _on_saved(self, name: str, value: object) -> None:
        if name == "blocked_by":
            value = list(dict.fromkeys([*self._task.blocked_by, value]))
        self.saved.emit({name: value})

    @Slot(str, object)
    def _on_priority(self, org_id: str, level: object) -> None:
        rows = [one for one in self._task.priority if one.org != org_id]
        if level:
            rows.append(Priority(org_id, str(level)))
        self.saved.emit({"priority": [one._asdict() for one in rows]})
