"""X7: the brief of a day or a few: agenda, papers, conflicts, deadlines, tasks, bookings.

It is made for one reader. Of decisions only those of the reader's own body are in it, and of
meetings what their diary edition has.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from jointdesk.domain.moments import local
from jointdesk.domain.occurrences import Status
from jointdesk.domain.tasks import STATUSES, Task
from jointdesk.domain.words import counted, full_day, short_day
from jointdesk.exports.content import Content
from jointdesk.exports.diary import TRAVEL, DiaryEntry, days_of, times_of
from jointdesk.exports.document import Block, Column, Document, Heading, Kind, Notes, Table
from jointdesk.exports.document import Value as Cell
from jointdesk.exports.editions import Nearness, Reader


class Trouble(NamedTuple):
    """A conflict of the days: what is wrong in a sentence, when it begins, how urgent it is."""

    when: str
    message: str
    urgency: str
    code: str


class DueLine(NamedTuple):
    """A deadline: its words, which decision it is of, and whether its day has passed."""

    day: date
    words: str
    about: str
    org: str
    is_late: bool


class BookingLine(NamedTuple):
    """A booking that waits for a time: who asks, how far it is, and until when it is held."""

    title: str
    asked_by: str
    orgs: tuple[str, ...]
    state: str
    note: str


class BriefParts(NamedTuple):
    """What a brief says; every part is its reader's already.

    `entries` are the diary's with the journeys between them, `by_key` those of them that may be
    read, by the keys of their copies. `tasks` are the director's, `bookings` those that wait.
    """

    days: Sequence[date]
    entries: Sequence[DiaryEntry]
    by_key: Mapping[str, DiaryEntry]
    troubles: Sequence[Trouble]
    due: Sequence[DueLine]
    tasks: Sequence[Task]
    bookings: Sequence[BookingLine] = ()


AGENDA = (
    Column("time", "Time", weight=3),
    Column("what", "What", Kind.LONG, 7),
    Column("place", "Place", weight=5),
    Column("organisations", "Organisation", weight=3),
    Column("note", "Note", weight=3),
)
PAPERS = (
    Column("meeting", "Meeting", weight=5),
    Column("paper", "Paper or item", Kind.LONG, 6),
    Column("who", "From", weight=3),
    Column("state", "State", weight=3),
)
CONFLICTS = (
    Column("when", "When", weight=3),
    Column("what", "What is wrong", Kind.LONG, 9),
    Column("urgency", "Urgency", weight=2),
    Column("code", "Code", weight=2),
)
DEADLINES = (
    Column("day", "Day", weight=2),
    Column("what", "Deadline", weight=4),
    Column("decision", "Decision", Kind.LONG, 6),
    Column("organisation", "Organisation", weight=3),
    Column("state", "State", weight=2),
)
TASKS = (
    Column("task", "Task", Kind.LONG, 7),
    Column("due", "Due", weight=3),
    Column("organisation", "Organisation", weight=3),
    Column("state", "State", weight=3),
)


BOOKINGS = (
    Column("booking", "Booking", Kind.LONG, 6),
    Column("asked_by", "Asked by", weight=4),
    Column("organisation", "Organisation", weight=3),
    Column("state", "State", weight=3),
    Column("note", "Note", weight=5),
)


def brief_document(
    parts: BriefParts, content: Content, reader: Reader, zone: tzinfo, header: str, footer: str
) -> Document:
    """Return the brief, upright; `header` says for whom alone it is, where that must be said."""
    first, last = parts.days[0], parts.days[-1]
    name = full_day(first) if first == last else f"{full_day(first)} to {full_day(last)}"
    blocks: list[Block] = []
    for day in parts.days:
        blocks += _day(day, parts, zone)
    blocks += [
        Heading("Papers"),
        Table("Papers", "Papers and decisions for these meetings", PAPERS,
              tuple(_papers(parts, content, reader, zone))),
        Heading("Conflicts"),
        Table("Conflicts", "What is in the way", CONFLICTS, tuple(map(tuple, parts.troubles))),
        Heading("Deadlines"),
        Table("Deadlines", "Due by then, in the week after, or late", DEADLINES,
              tuple(_due(one, content) for one in parts.due)),
        Heading("Tasks"),
        Table("Tasks", "Due by then, or late", TASKS,
              tuple(_task(one, content, last) for one in parts.tasks)),
        *_bookings(parts.bookings, content),
        Heading("Notes"),
        Notes((_NOTE,)),
    ]  # fmt: skip
    return Document(
        title=f"Brief for {name}",
        made_at=content.made_at,
        blocks=tuple(blocks),
        subject="Brief",
        marking="OFFICIAL",
        header=header,
        footer=footer,
    )


_NOTE = (
    "Times are those of the desk's zone. “Busy” stands for an entry of which no more may be said."
    " Decisions of other bodies than the reader's are not in this brief."
)


def _day(day: date, parts: BriefParts, zone: tzinfo) -> Iterator[Block]:
    shown = [one for one in parts.entries if day in days_of(one, zone)]
    meetings = sum(not one.is_journey for one in shown)
    yield Heading(full_day(day) if len(parts.days) > 1 else "The day")
    caption = counted(meetings, "entry", "entries") if meetings else "Diary"
    rows = tuple(_entry(one, day, zone) for one in shown)
    yield Table(f"Day_{day:%Y%m%d}", caption, AGENDA, rows)


def _entry(one: DiaryEntry, day: date, zone: tzinfo) -> tuple[Cell, ...]:
    urgencies = {"must": "Must act", "should": "Should act"}
    notes = [] if one.status is Status.CONFIRMED else [one.status.value.capitalize()]
    notes += [urgencies[one.urgency]] if one.urgency else []
    notes += ["Private"] if one.private else []
    notes += [] if one.busy else ["Free"]
    title = one.title.removeprefix(f"{TRAVEL}: ") if one.is_journey else one.title
    codes = ", ".join(one.tags)
    if one.is_journey:
        return (times_of(one, zone), f"{TRAVEL}: {title}", None, None, None)
    return (times_of(one, zone), title, one.place or None, codes, ", ".join(notes) or None)


def _papers(
    parts: BriefParts, content: Content, reader: Reader, zone: tzinfo
) -> Iterator[tuple[Cell, ...]]:
    """Yield the papers that tasks make for the meetings, and the decisions taken at them."""
    for task in content.records.tasks:
        key = task.feeds or (task.meeting if task.kind == "paper" else None)
        entry = parts.by_key.get(key or "")
        if entry is not None:
            who = [content.people.get(one, "") for one in task.owners]
            state = STATUSES.get(task.status, task.status)
            due = f", due {short_day(task.due)}" if task.due and task.is_open else ""
            meeting = _meeting(entry, zone)
            yield meeting, task.title, ", ".join(filter(None, who)) or None, f"{state}{due}"
    for decision in content.records.decisions:
        entry = parts.by_key.get(decision.decided_at_meeting or "")
        if entry is None or reader.nearness(decision.org) is not Nearness.OWN:
            continue
        name = f"{decision.ref} {decision.title}".strip()
        state = "Taken" if decision.is_taken else "To be decided"
        for words in (name, *(one.title for one in decision.background_papers or ())):
            yield _meeting(entry, zone), words, content.code(decision.org) or None, state


def _meeting(entry: DiaryEntry, zone: tzinfo) -> str:
    day = short_day(local(entry.start, zone).date())
    return f"{day} {times_of(entry, zone)}, {entry.title}"


def _due(one: DueLine, content: Content) -> tuple[Cell, ...]:
    state, day = "Late" if one.is_late else "Due", short_day(one.day)
    words = one.words.removesuffix(day).strip().removesuffix(" by").strip()
    words = f"{words[:1].upper()}{words[1:]}"  # the day has a column of its own
    return (day, words, one.about, content.code(one.org) or None, state)


def _bookings(lines: Sequence[BookingLine], content: Content) -> Iterator[Block]:
    """Yield the bookings that wait; nothing where nobody does."""
    if lines:
        yield Heading("Bookings")
        rows = tuple(_booking(one, content) for one in lines)
        yield Table("Bookings", "Who waits for a time", BOOKINGS, rows)


def _booking(one: BookingLine, content: Content) -> tuple[Cell, ...]:
    codes = ", ".join(filter(None, map(content.code, one.orgs)))
    note = f"{one.note[:1].upper()}{one.note[1:]}"
    return (one.title or "No title", one.asked_by or None, codes or None, one.state, note or None)


def _task(task: Task, content: Content, last: date) -> tuple[Cell, ...]:
    late = (content.today - task.due).days if task.due else 0
    state = f"{counted(late, 'day')} late" if late > 0 else STATUSES.get(task.status, task.status)
    due = ", ".join(filter(None, (short_day(task.due) if task.due else "", task.due_time)))
    codes = ", ".join(filter(None, map(content.code, task.orgs)))
    return (task.title or "No title", due or None, codes or None, state)
