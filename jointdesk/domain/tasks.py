"""Tasks: both organisations' lists in one, from calendars' VTODOs and made here."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from jointdesk.domain.fields import Field, Kind, RecordType
from jointdesk.domain.matters import VISIBILITY

STATUSES = {
    "needs-action": "To do",
    "in-process": "Under way",
    "completed": "Done",
    "cancelled": "Cancelled",
}
"""The words of RFC 5545 section 3.8.1.11 for a VTODO, in lower case."""

OPEN_STATUSES = frozenset({"needs-action", "in-process"})

LEVELS = {"high": "High", "medium": "Medium", "low": "Low"}


class Priority(NamedTuple):
    """How much one organisation gives to a task; `org` is an organisation's id."""

    org: str = ""
    level: str = "medium"


@dataclass(frozen=True, slots=True)
class Task:
    """One task.

    `id` is an item's, or the occurrence key of a VTODO (`collection` is its calendar then, else
    None). `orgs` are the organisations whose task it is: several for a joint one. `owners` are
    person ids. `due` is a day; `due_time` "HH:MM" in the desk's zone or "". `start` is the day
    before which nothing need be done. `meeting` is an occurrence key; `feeds` that of a meeting
    for which the task makes a paper. `pending` are the fields whose shown values still wait to
    be written to its calendar. `own_clock` is for what each body must do for itself (FOI
    requests). `repeat` is an RRULE's value: a done task makes its next. `first_due` is the date
    it was first due, where it was deferred.
    """

    id: str
    order: int = 0
    title: str = ""
    notes: str = ""
    orgs: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    due: date | None = None
    due_time: str = ""
    start: date | None = None
    status: str = "needs-action"
    priority: tuple[Priority, ...] = ()
    kind: str = "task"
    meeting: str | None = None
    feeds: str | None = None
    forum: str | None = None
    matter: str | None = None
    decision: str | None = None
    blocked_by: tuple[str, ...] = ()
    parent: str | None = None
    repeat: str = ""
    own_clock: bool = False
    first_due: date | None = None
    completed_on: date | None = None
    progress: str = ""
    visibility: str = "all"
    collection: str | None = None
    pending: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """True while something is to be done."""
        return self.status in OPEN_STATUSES

    def is_overdue(self, today: date) -> bool:
        """Return whether it is open and its day has passed."""
        return self.is_open and self.due is not None and self.due < today

    def level(self, org_id: str) -> str | None:
        """Return the priority that an organisation gives it, None where it gave none."""
        return next((one.level for one in self.priority if one.org == org_id), None)


_PRIORITY = (
    Field("org", Kind.REFERENCE, "Organisation", to="organisation"),
    Field("level", Kind.CHOICE, "Priority", choices=LEVELS),
)

_MEETING_ID = "a meeting's id, as “agenda --json” prints it"

_FIELDS = (
    Field("title", Kind.TEXT, "Task"),
    Field("notes", Kind.PROSE, "Notes"),
    Field("orgs", Kind.REFERENCES, "Organisation", path="org", to="organisation"),
    Field("owners", Kind.REFERENCES, "Owner", path="owner", to="person", none="Nobody"),
    Field("due", Kind.DAY, "Due"),
    Field("due_time", Kind.TEXT, "Due time", hint="14:30"),
    Field("start", Kind.DAY, "Not before"),
    Field("status", Kind.CHOICE, "Status", choices=STATUSES),
    Field("priority", Kind.ROWS, "Priority", row=Priority, parts=_PRIORITY),
    Field(
        "kind",
        Kind.CHOICE,
        "Kind",
        choices={"task": "Task", "action": "Action", "paper": "Paper", "return": "Return"},
    ),
    Field("meeting", Kind.TEXT, "Meeting", hint=_MEETING_ID),
    Field("feeds", Kind.TEXT, "Paper for", hint=_MEETING_ID),
    Field("forum", Kind.REFERENCE, "Forum", to="forum"),
    Field("matter", Kind.REFERENCE, "Matter", to="matter"),
    Field("decision", Kind.REFERENCE, "Decision", to="decision"),
    Field("blocked_by", Kind.REFERENCES, "Waits for", to="task", none="Nothing"),
    Field("parent", Kind.REFERENCE, "Part of", to="task"),
    Field("repeat", Kind.TEXT, "Repeats", hint="a rule as in FREQ=MONTHLY;COUNT=4"),
    Field("own_clock", Kind.FLAG, "Own clock"),
    Field("first_due", Kind.DAY, "First due"),
    Field("completed_on", Kind.DAY, "Done on"),
    Field("progress", Kind.TEXT, "Progress"),
    Field("visibility", Kind.CHOICE, "Who may see it", choices=VISIBILITY),
)

TASK = RecordType("task", _FIELDS, Task)
