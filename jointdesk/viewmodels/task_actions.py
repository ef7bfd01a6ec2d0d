"""What a person does with tasks: each in the worker, said in the notice bar, with Undo."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal

from jointdesk.domain.items import Fields
from jointdesk.domain.moments import Instant
from jointdesk.domain.tasks import Task
from jointdesk.domain.words import counted, plain_line
from jointdesk.operations import events, tasks
from jointdesk.operations.naming import Names
from jointdesk.viewmodels.day_words import near_day
from jointdesk.viewmodels.page_actions import PageActions
from jointdesk.viewmodels.task_detail import (
    FreeHour,
    TaskLinks,
    next_free,
    read_links,
    read_meetings,
)
from jointdesk.viewmodels.task_detail import Names as MeetingNames
from jointdesk.viewmodels.tasks import TasksModel


class TaskActions(PageActions):
    """Acts on the tasks of a model, and reads what is asked about one of them.

    Signals:
        added(str): the id of a task that was made here.
    """

    added = Signal(str)

    def __init__(self, model: TasksModel, undo: Callable[[], None]) -> None:
        """Act on the tasks of a model; `undo` takes the last action back."""
        super().__init__(model.desk, undo, model)
        self._model = model

    # Asking

    def ask_links(self, task: Task, take: Callable[[TaskLinks], None]) -> None:
        """Read in the worker where a task leads in the diary."""
        audience = self._desk.audience
        if audience is not None:
            self._desk.read(lambda reading: read_links(reading, audience, task), take)

    def ask_meetings(self, words: str, take: Callable[[MeetingNames], None]) -> None:
        """Read in the worker which meetings have these words."""
        audience = self._desk.audience
        if audience is not None:
            self._desk.read(lambda reading: read_meetings(reading, audience, words), take)

    def ask_free(self, take: Callable[[FreeHour | None], None]) -> None:
        """Read in the worker when the next free hour begins."""
        audience = self._desk.audience
        if audience is not None:
            self._desk.read(lambda reading: next_free(reading, audience), take)

    # Doing

    def add(self, title: str, fields: Fields) -> None:
        """Add a task; it is told by `added`."""
        self._add(title, fields, self.added.emit)

    def add_part(self, title: str, fields: Fields) -> None:
        """Add a subtask; one stays where one is."""
        self._add(title, fields, None)

    def _add(self, title: str, fields: Fields, after: Callable[[str], None] | None) -> None:
        given: Fields = {"title": title.strip(), **fields}
        self._act(
            "new",
            lambda desk, actor, audience: tasks.add_task(desk, actor, Names(desk, audience), given),
            lambda _: f"Added “{plain_line(title)}”.",
            after,
        )

    def edit(self, ids: Sequence[str], fields: Fields) -> None:
        """Give fields of tasks new values."""
        key = next(iter(fields), "")
        self._change(key, ids, "Changed", tasks.edit_tasks, fields)

    def complete(self, ids: Sequence[str]) -> None:
        """Mark tasks as done; those that are done already are opened again."""
        rows = [row for row in map(self._model.row, ids) if row is not None]
        going = [row.id for row in rows if row.task.is_open]
        if going:
            self._change("done", going, "Done:", tasks.complete_tasks)
        elif rows:
            self._change("done", ids, "Opened again:", tasks.reopen_tasks)

    def defer(self, ids: Sequence[str], day: date) -> None:
        """Give tasks a later day."""
        until = f" to {near_day(day, self._model.today())}"
        self._change("defer", ids, "Deferred", tasks.defer_tasks, day, said=until)

    def assign(self, ids: Sequence[str], owners: Sequence[str]) -> None:
        """Give tasks to people, to nobody with an empty list."""
        read = self._model.tasks
        known = {one.id: one.name for one in read.people} if read else {}
        to = ", ".join(plain_line(known.get(one, "")) for one in owners) or "nobody"
        self._change("owners", ids, "Gave", tasks.assign_tasks, owners, said=f" to {to}")

    def remove(self, ids: Sequence[str]) -> None:
        """Take tasks away that were made here."""
        self._change("remove", ids, "Removed", tasks.remove_tasks)

    def keep_time(self, task_id: str, start: Instant, minutes: int) -> None:
        """Keep time in the diary for a task."""
        self._act(
            "time",
            lambda desk, actor, audience: events.keep_time(
                desk, actor, audience, task_id, start, minutes
            ),
            lambda _: f"Kept time for {self._named([task_id])}.",
        )

    # Acting

    def _named(self, ids: Sequence[str]) -> str:
        row = self._model.row(ids[0]) if len(ids) == 1 else None
        return f"“{row.title}”" if row else counted(len(ids), "task")

    def _change(
        self,
        key: str,
        ids: Sequence[str],
        verb: str,
        change: Callable[..., None],
        *values: object,
        said: str = "",
    ) -> None:
        """Do one thing to some tasks, and say "Done: “Winter funding return”."."""
        about = self._named(ids)
        self._act(
            key,
            lambda desk, actor, audience: change(desk, actor, Names(desk, audience), ids, *values),
            lambda _: f"{verb} {about}{said}.",
        )
