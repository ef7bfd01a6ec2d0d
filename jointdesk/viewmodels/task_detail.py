"""One task in full: what its inspector shows beside the fields, and what can be chosen in them."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.diary.free import OUT_OF_DATE
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, MINUTE, Instant, Span, instant, local, local_day
from jointdesk.domain.occurrences import occurrence_key
from jointdesk.domain.people import Audience
from jointdesk.domain.tasks import Task
from jointdesk.domain.words import plain_line, short_day
from jointdesk.operations.clock import now
from jointdesk.operations.events import list_events
from jointdesk.operations.free import free
from jointdesk.operations.meeting_choices import meetings_called
from jointdesk.operations.pairings import find_meeting
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.day_words import shown_day
from jointdesk.viewmodels.task_rows import TaskDesk, TaskRow
from jointdesk.viewmodels.words import clock_of, span_times

_LOOK_AHEAD = 14 * DAY
_MOST_CHOICES = 4_000
"""Names that a field offers at most; an id or an exact title is always understood."""


class Link(NamedTuple):
    """Something a task leads to: its icon, what it is, its words, and where it is."""

    icon: str
    what: str
    words: str
    id: str
    day: date | None = None


class Names(NamedTuple):
    """Names to choose from, each once, and the ids that they mean."""

    ids: dict[str, str]

    def name_of(self, item_id: str | None) -> str:
        """Return the name of an id, "" for one that is not there."""
        return next((name for name, one in self.ids.items() if one == item_id), "")

    def id_of(self, text: str) -> str | None:
        """Return the id of a name, whatever its capitals, None where there is none."""
        wanted = text.strip().casefold()
        return next((one for name, one in self.ids.items() if name.casefold() == wanted), None)


class TaskLinks(NamedTuple):
    """What had to be read for one task: meetings it is tied to, and time kept for it.

    `meetings` are the names of the former, as the fields show them.
    """

    task_id: str
    links: tuple[Link, ...] = ()
    meetings: Names = Names({})


def read_links(reading: Reading, audience: Audience, task: Task) -> TaskLinks:
    """Read where a task leads in the diary, as far as the audience may know."""
    links: list[Link] = []
    names: dict[str, str] = {}
    for what, key in (("Meeting", task.meeting), ("Paper for", task.feeds)):
        found = _meeting(reading, audience, what, key) if key else []
        links += found
        names |= {one.words: key for one in found if key}
    for event in list_events(reading, audience):
        if event.task == task.id:
            day = date.fromisoformat(event.start[:10]).toordinal()
            links += _meeting(reading, audience, "Time kept", occurrence_key(event.id, day, 0))
    return TaskLinks(task.id, tuple(links), Names(names))


def read_meetings(reading: Reading, audience: Audience, words: str) -> Names:
    """Return the meetings that have these words, those to come first, by their names."""
    at = now()
    ids: dict[str, str] = {}
    for meeting in meetings_called(reading, audience, words, at):
        name = _meeting_words(meeting, reading.zone)
        more = ", ".join(dict.fromkeys(copy.details.org_code for copy in meeting.copies))
        name = f"{name} ({more})" if name in ids else name
        ids.setdefault(name, meeting.id)
    return Names(ids)


def _meeting(reading: Reading, audience: Audience, what: str, key: str) -> list[Link]:
    try:
        meeting = find_meeting(reading, audience, key)
    except (NotFoundError, ValueError):
        return []
    day = local_day(meeting.start, reading.zone)
    words = _meeting_words(meeting, reading.zone, is_named=what != "Time kept")
    return [Link("calendar-days", what, words, meeting.id, day)]


def _meeting_words(meeting: Meeting, zone: ZoneInfo, *, is_named: bool = True) -> str:
    """Return "Cabinet, Wed 16 Dec 2026, 10:00–12:00"."""
    day, details = local_day(meeting.start, zone), meeting.preferred.details
    times = "all day" if details.all_day else span_times(meeting.start, meeting.end, zone, day)
    title = plain_line(details.title) or "No title"
    return f"{title}, {shown_day(day)}, {times}" if is_named else f"{short_day(day)}, {times}"


class FreeHour(NamedTuple):
    """When an hour is free; `doubt` says which diaries are too old to be sure of it, "" if none."""

    start: Instant
    doubt: str


def next_free(reading: Reading, audience: Audience, minutes: int = 60) -> FreeHour | None:
    """Return when the next free hour in working hours begins, on the next full quarter."""
    at = now()
    quarter = -(-at // (15 * MINUTE)) * 15 * MINUTE
    found = free(reading, audience, Span(quarter, quarter + _LOOK_AHEAD), at, minutes=minutes)
    if not found:
        return None
    late = [one for one in found[0].why if one.endswith(OUT_OF_DATE)] if found[0].stale else []
    return FreeHour(found[0].start, ". ".join(late))


def related(row: TaskRow, desk: TaskDesk) -> tuple[Link, ...]:
    """Return the matter and decision of a task, and the task that it is a part of."""
    task, records = row.task, desk.records
    found = []
    decision = records.decision_by_id.get(task.decision or "")
    matter = records.matter_by_id.get(task.matter or (decision.matter if decision else ""))
    if decision is not None:
        words = " ".join(filter(None, (plain_line(decision.ref), plain_line(decision.title))))
        found.append(Link("scale", "Decision", words, decision.id))
    if matter is not None:
        found.append(Link("scale", "Matter", plain_line(matter.title), matter.id))
    parent = desk.row_by_id.get(task.parent or "")
    if parent is not None:
        found.append(Link("list-checks", "Part of", parent.title, parent.id))
    return tuple(found)


def parts_of(row: TaskRow, desk: TaskDesk) -> tuple[TaskRow, ...]:
    """Return the subtasks of a task."""
    return tuple(one for one in desk.rows if one.task.parent == row.id)


@lru_cache(maxsize=3)
def choices(desk: TaskDesk, what: str) -> Names:
    """Return the matters, decisions or tasks that a field offers by name."""
    records = desk.records
    rows = {
        "matter": lambda: [(one.id, one.title, one.ref) for one in records.matters],
        "decision": lambda: [
            (one.id, f"{one.ref} {one.title}".strip(), one.id) for one in records.decisions
        ],
        "task": lambda: [
            (row.id, row.title, ", ".join(filter(None, (*row.codes, row.due))))
            for row in desk.rows
            if row.task.is_open
        ],
    }[what]()
    ids: dict[str, str] = {}
    for id_, title, more in rows[-_MOST_CHOICES:]:
        name = plain_line(title) or "No title"
        if name in ids:
            name = f"{name} ({plain_line(more) or id_})"
        ids.setdefault(name if name not in ids else f"{name} {id_}", id_)
    return Names(ids)


def quarter_of(when: Instant, desk: TaskDesk) -> tuple[date, str]:
    """Return day and clock time of an instant."""
    moment = local(when, desk.zone)
    return moment.date(), clock_of(moment)


def instant_of(day: date, clock: str, desk: TaskDesk) -> Instant | None:
    """Return the instant of a day and a time "14:00" or "14.00", None where it is no time."""
    hours, _, minutes = clock.strip().replace(".", ":").partition(":")
    if not (hours.isdecimal() and (minutes or "0").isdecimal() and len(hours + minutes) <= 4):
        return None
    if int(hours) > 23 or int(minutes or 0) > 59:
        return None
    return instant(
        datetime(day.year, day.month, day.day, int(hours), int(minutes or 0), tzinfo=desk.zone)
    )


def deferrals(today: date) -> tuple[tuple[str, date], ...]:
    """Return the days that deferring offers by name."""
    monday = today + timedelta(days=7 - today.weekday())
    return (
        ("Tomorrow", today + timedelta(days=1)),
        ("Monday", monday),
        ("In a week", today + timedelta(days=7)),
    )
