"""Tasks as rows: what the list says of each, under which heading; pure, but for one reader."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.derive.records import load_records
from jointdesk.domain.conflicts import JudgedConflict, Severity
from jointdesk.domain.moments import local_day
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Audience, Person
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import LEVELS, Task
from jointdesk.domain.words import counted, listed, long_day, plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.record_checks import unsettled
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.collision_marks import marks_by_item
from jointdesk.viewmodels.day_words import near_day
from jointdesk.viewmodels.decision_troubles import Trouble
from jointdesk.viewmodels.record_titles import RECORD_TITLES
from jointdesk.viewmodels.words import joined, short_names

_RANK = {Severity.RED: 0, Severity.AMBER: 1, Severity.INFO: 2}


class Grouping(IntEnum):
    """What the headings are, in the order of their buttons."""

    DUE = 0
    ORGANISATION = 1
    OWNER = 2


class Listing(NamedTuple):
    """What is listed and how; `org` is an organisation's id, "" for all."""

    grouping: Grouping = Grouping.DUE
    is_mine: bool = False
    is_done: bool = False
    org: str = ""
    words: str = ""


class TaskRow(NamedTuple):
    """One task as its row shows it.

    `due` is "Fri 4 Dec", `late` "10 days late"; `details` are what else must be known, in the
    order in which they give way. `text` is what can be searched for, in lower case.
    """

    task: Task
    title: str
    codes: tuple[str, ...]
    positions: tuple[int, ...]
    owner: str
    due: str
    late: str
    details: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    spoken: str
    text: str

    @property
    def id(self) -> str:
        """The task's id."""
        return self.task.id

    @property
    def is_late(self) -> bool:
        """Whether its day has passed."""
        return bool(self.late)


class Section(NamedTuple):
    """Rows under one heading."""

    name: str
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, eq=False)
class TaskDesk:
    """What was read at one moment, for one audience; compared by identity."""

    rows: tuple[TaskRow, ...]
    records: Records
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    person_id: str
    today: date
    zone: ZoneInfo

    @cached_property
    def row_by_id(self) -> dict[str, TaskRow]:
        """The rows by their task's id."""
        return {row.id: row for row in self.rows}

    def listed(self, listing: Listing) -> list[TaskRow]:
        """Return the rows that are wanted, those due first before the others."""
        sought = listing.words.casefold().split()
        found = [row for row in self.rows if self._is_wanted(row, listing, sought)]
        return sorted(found, key=_by_due)

    def _is_wanted(self, row: TaskRow, listing: Listing, sought: Sequence[str]) -> bool:
        task = row.task
        return (
            task.is_open is not listing.is_done
            and (not listing.is_mine or self.person_id in task.owners)
            and (not listing.org or listing.org in task.orgs)
            and all(word in row.text for word in sought)
        )

    def sections(self, listing: Listing) -> list[Section]:
        """Return what is listed, under its headings."""
        groups: dict[tuple[int, str], list[TaskRow]] = defaultdict(list)
        for row in self.listed(listing):
            groups[self._heading(row, listing)].append(row)
        return [Section(name, tuple(rows)) for (_, name), rows in sorted(groups.items(), key=_key)]

    def _heading(self, row: TaskRow, listing: Listing) -> tuple[int, str]:
        """Return where the row's heading stands among the others, and its name."""
        match listing.grouping:
            case Grouping.ORGANISATION:
                names = [one.name for one in self.organisations if one.id in row.task.orgs]
                place = row.positions[0] if len(row.positions) == 1 else 100
                return place, plain_line(listed(names)) or "No organisation"
            case Grouping.OWNER:
                return (0, row.owner) if row.owner else (1, "Nobody")
        if listing.is_done:
            return done_group(row.task.completed_on, self.today)
        return due_group(row.task.due, self.today)


def due_group(due: date | None, today: date) -> tuple[int, str]:
    """Return the heading of a day to come, and its place."""
    if due is None:
        return 5, "No date"
    next_monday = today + timedelta(days=7 - today.weekday())
    groups = (
        (today, "Overdue"),
        (today + timedelta(days=1), "Today"),
        (next_monday, "This week"),
        (next_monday + timedelta(days=7), "Next week"),
    )
    for place, (before, name) in enumerate(groups):
        if due < before:
            return place, name
    return 4, "Later"


def done_group(day: date | None, today: date) -> tuple[int, str]:
    """Return the heading of a day on which something was done, and its place."""
    if day is None:
        return 3, "Earlier, or cancelled"
    monday = today - timedelta(days=today.weekday())
    if day >= monday:
        return 0, "Done this week"
    if day >= monday - timedelta(days=7):
        return 1, "Done last week"
    return 2, "Done before"


def _key(group: tuple[tuple[int, str], list[TaskRow]]) -> tuple[int, str]:
    return group[0]


def _by_due(row: TaskRow) -> tuple[bool, date, str, int, str]:
    task = row.task
    return task.due is None, task.due or date.max, task.due_time or "~", task.order, task.id


def read_tasks(reading: Reading, audience: Audience) -> TaskDesk:
    """Read all tasks that the audience may see, and what is wrong with them."""
    at = now()
    records = load_records(reading.connection, audience, reading.zone, at)
    desk = make_desk(
        records,
        unsettled(reading, audience, records, at),
        list_organisations(reading.connection),
        [one for one in list_people(reading.connection) if one.name],
        audience.person_id,
        local_day(at, reading.zone),
        reading.zone,
    )
    marks = marks_by_item(reading, audience)
    if not marks:
        return desk
    rows = (one._replace(troubles=(*marks.get(one.id, ()), *one.troubles)) for one in desk.rows)
    return replace(desk, rows=tuple(rows))


def make_desk(
    records: Records,
    conflicts: Iterable[JudgedConflict],
    organisations: Sequence[Organisation],
    people: Sequence[Person],
    person_id: str,
    today: date,
    zone: ZoneInfo,
) -> TaskDesk:
    """Return the tasks of these records as rows."""
    ordered = sorted(organisations, key=lambda one: (one.position, one.id))
    telling = _Telling(records, ordered, people, troubles_by_task(conflicts, records), today)
    rows = tuple(telling.row(task) for task in records.tasks)
    return TaskDesk(rows, records, tuple(ordered), tuple(people), person_id, today, zone)


def troubles_by_task(
    conflicts: Iterable[JudgedConflict], records: Records
) -> dict[str, tuple[Trouble, ...]]:
    """Return the conflicts that each task takes part in, the worst first."""
    found: dict[str, list[Trouble]] = defaultdict(list)
    for judged in conflicts:
        one = judged.conflict
        title = RECORD_TITLES.get(one.code)
        short = title.short if title else one.message
        for task_id in set(one.participants) & records.task_by_id.keys():
            found[task_id].append(Trouble(one.id, one.code, one.severity, short, one.message))
    return {
        id_: tuple(sorted(each, key=lambda one: (_RANK[one.severity], one.code)))
        for id_, each in found.items()
    }


class _Telling:
    """Puts tasks into words, with everything that is looked up for it."""

    def __init__(
        self,
        records: Records,
        organisations: Sequence[Organisation],
        people: Sequence[Person],
        troubles: Mapping[str, tuple[Trouble, ...]],
        today: date,
    ) -> None:
        self._records, self._troubles, self._today = records, troubles, today
        self._organisations = {one.id: one for one in organisations}
        self._names = short_names(organisations)
        self._people = {one.id: plain_line(one.name) for one in people}

    def row(self, task: Task) -> TaskRow:
        """Return the row of a task."""
        orgs = [self._organisations[one] for one in task.orgs if one in self._organisations]
        title = plain_line(task.title) or "No title"
        owner = listed(self._people.get(one, "someone else") for one in task.owners)
        late = ""
        if task.is_overdue(self._today) and task.due is not None:
            late = f"{counted((self._today - task.due).days, 'day')} late"
        due = near_day(task.due, self._today) if task.due else ""
        details = tuple(filter(None, self._details(task)))
        troubles = self._troubles.get(task.id, ())
        codes = tuple(one.code for one in orgs)
        return TaskRow(
            task,
            title,
            codes,
            tuple(one.position for one in orgs),
            owner,
            joined_time(due, task.due_time),
            late,
            details,
            troubles,
            self._spoken(task, title, owner, late, details, troubles),
            " ".join((title, owner, *codes, *details, plain_line(task.notes))).casefold(),
        )

    def _details(self, task: Task) -> Iterable[str]:
        yield {"completed": "", "in-process": "Under way"}.get(
            task.status, "Cancelled" if task.status == "cancelled" else ""
        )
        yield self._priority(task)
        waits = [
            plain_line(one.title)
            for one in map(self._records.task_by_id.get, task.blocked_by)
            if one is not None and one.is_open
        ]
        yield f"Waits for {listed(f'“{one}”' for one in waits)}" if waits else ""
        decision = self._records.decision_by_id.get(task.decision or "")
        matter = self._records.matter_by_id.get(
            task.matter or (decision.matter if decision else "")
        )
        yield plain_line(decision.ref) if decision else ""
        yield plain_line(matter.title) if matter else ""

    def _priority(self, task: Task) -> str:
        """Return "High for CAL, low for WEX"."""
        by_level: dict[str, list[str]] = defaultdict(list)
        for one in task.priority:
            if one.org in self._organisations and one.level in LEVELS:
                by_level[one.level].append(self._organisations[one.org].code)
        told = [
            f"{LEVELS[level].lower()} for {listed(by_level[level])}"
            for level in LEVELS
            if level in by_level
        ]
        words = ", ".join(told)
        return words[:1].upper() + words[1:]

    def _spoken(
        self,
        task: Task,
        title: str,
        owner: str,
        late: str,
        details: Sequence[str],
        troubles: Sequence[Trouble],
    ) -> str:
        due = f"due {long_day(task.due)}" if task.due else "no date"
        return joined(
            (
                title,
                listed(self._names.get(one, "") for one in task.orgs),
                joined_time(due, task.due_time),
                late,
                owner or "nobody's",
                "done" if task.status == "completed" else "",
                *details,
                "private" if task.visibility == "own_org" else "",
                "waiting to be written" if task.pending else "",
                *(f"problem: {one.words.lower()}" for one in troubles),
            )
        )


def joined_time(day: str, time: str) -> str:
    """Return a day with a time of day behind it, where there is one."""
    return f"{day} {plain_line(time)}".strip() if day else ""
