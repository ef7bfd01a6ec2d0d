"""Reading what Today shows: one person's view of the director's day, put together in the worker."""

from datetime import timedelta
from typing import NamedTuple

from jointdesk.derive.records import load_records
from jointdesk.domain.conflicts import JudgedConflict, Severity, State
from jointdesk.domain.moments import DAY, Instant, local_day
from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted, long_day, plain_line
from jointdesk.operations.audiences import director_id
from jointdesk.operations.clock import now
from jointdesk.operations.conflicts import default_window, list_conflicts
from jointdesk.operations.due import due_milestones
from jointdesk.operations.rulebook import load_rulebook
from jointdesk.operations.standing import standings
from jointdesk.store.connections import list_connections
from jointdesk.store.people import list_people
from jointdesk.store.reading import Reading
from jointdesk.store.settlements import list_settlements
from jointdesk.viewmodels import words
from jointdesk.viewmodels.day_words import moment_name
from jointdesk.viewmodels.outbox_rows import read_reminders
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.status import Reminder
from jointdesk.viewmodels.today_bookings import booking_needs
from jointdesk.viewmodels.today_day import Day, DayRow, Seen, Target, WayRow, day_of, see_days
from jointdesk.viewmodels.today_needs import (
    Facts,
    Need,
    conflict_needs,
    deadline_needs,
    need,
)
from jointdesk.viewmodels.today_news import News, read_news
from jointdesk.viewmodels.today_proposals import proposal_needs
from jointdesk.viewmodels.today_split import Split, split_of
from jointdesk.viewmodels.today_waiting import late_work, waiting

AHEAD = 3
"""Days whose conflicts are told: today and the two after it."""

_MOST_NEEDS, _MOST_MEETINGS = 4, 4
_NUMBERS = ("Nothing", "One thing", "Two things", "Three things", "Four things", "Five things")


class Today(NamedTuple):
    """Everything that Today shows; a part without anything in it is left out.

    `number` counts what must be done today. `whose` is "Your", or the director's: "Imogen’s".
    `is_empty` is True on a desk without a diary and without records.
    """

    date: str
    whose: str
    headline: str
    lead: str
    summary: str
    rows: tuple[DayRow, ...]
    tomorrow_note: str
    tomorrow: tuple[DayRow, ...]
    decide: tuple[Need, ...]
    number: int
    news: News
    waiting: tuple[Need, ...]
    split: Split | None
    read: str
    is_empty: bool


def read_today(reading: Reading, audience: Audience, since: Instant | None = None) -> Today:
    """Read what Today shows a person who last looked at the moment `since`."""
    at = now()
    seen = see_days(reading, audience, at, AHEAD)
    records = load_records(reading.connection, audience, reading.zone, at)
    people = {one.id: one.name for one in list_people(reading.connection) if one.name}
    rules = load_rulebook(reading, at)
    due = due_milestones(standings(reading, records, rules), records, rules)
    facts = Facts(seen, records, rules, due, people, audience.person_id, audience.is_director)
    today, tomorrow = day_of(seen, seen.today), day_of(seen, seen.today + timedelta(days=1))
    deadlines, told = deadline_needs(facts)
    conflicts = conflict_needs(facts)
    called = "you" if audience.is_director else _director(reading, people)
    urgent = _urgent(today, [*deadlines, *conflicts], seen, called)
    return Today(
        date=long_day(seen.today),
        whose="Your" if audience.is_director else f"{called}’s",
        headline=_headline(len(urgent), called),
        lead=" ".join(urgent[:2]),
        summary=today.summary,
        rows=today.rows,
        tomorrow_note=words.joined((long_day(seen.today + timedelta(days=1)), tomorrow.leave)),
        tomorrow=_first_of(tomorrow),
        decide=(
            *_cut(deadlines, "deadlines", Page.DECISIONS, facts),
            *_cut(conflicts, "conflicts", Page.CONFLICTS, facts),
            *late_work(facts, told),
        ),
        number=len(urgent),
        news=read_news(reading, audience, facts, since),
        waiting=(
            *(_reminder(one, facts) for one in read_reminders(reading, audience, at)),
            *waiting(facts, _assigned(reading, audience, at)),
            *proposal_needs(reading, audience, facts, at),
            *booking_needs(reading, audience, facts, at),
        ),
        split=split_of(reading, audience, seen.context, at),
        read=_read_words(reading, seen),
        is_empty=not (seen.context.collections or records.matters or records.tasks),
    )


# What must be done today


def _urgent(day: Day, asked: list[Need], seen: Seen, called: str) -> list[str]:
    """Return a sentence for each thing of today that must be done."""
    who = f"{called[0].upper()}{called[1:]}"
    ways = [
        f"{who} cannot reach {row.there} in time after {row.before}."
        for row in day.rows
        if isinstance(row, WayRow) and row.severity is Severity.RED
    ]
    of_today = {
        one.conflict.id
        for one in seen.conflicts
        if one.conflict.start is not None and local_day(one.conflict.start, seen.zone) == seen.today
    }
    needs = [
        one.sentence
        for one in asked
        if one.severity is Severity.RED
        and (one.target.page is not Page.CONFLICTS or one.target.id in of_today)
    ]
    return [*ways, *needs]


def _headline(number: int, called: str) -> str:
    """Return "Two things need you today."; `called` is "you" or the director's name."""
    if not number:
        return f"Nothing needs {called} today."
    told = _NUMBERS[number] if number < len(_NUMBERS) else f"{number} things"
    return f"{told} {'needs' if number == 1 else 'need'} {called} today."


def _first_of(day: Day) -> tuple[DayRow, ...]:
    """Return the first meetings of a day, and of the ways those that are too short."""
    rows = [row for row in day.rows if not isinstance(row, WayRow) or row.severity]
    return tuple(rows[:_MOST_MEETINGS])


def _director(reading: Reading, people: dict[str, str]) -> str:
    name = plain_line(people.get(director_id(reading), ""))
    return name.split(" ")[0] or "the director"


def _cut(asked: list[Need], what: str, page: Page, facts: Facts) -> list[Need]:
    """Return the first of them, and how many more there are."""
    if len(asked) <= _MOST_NEEDS:
        return asked
    shown, rest = asked[: _MOST_NEEDS - 1], asked[_MOST_NEEDS - 1 :]
    more = f"{len(rest)} more {what}"
    return [*shown, need(more, (), rest[0].severity, (), facts, Target(page))]


def _reminder(reminder: Reminder, facts: Facts) -> Need:
    return need(reminder.words, (), None, (), facts, Target(Page.OUTBOX), icon=reminder.icon)


def _assigned(reading: Reading, audience: Audience, at: Instant) -> list[JudgedConflict]:
    """Return the conflicts that the person has; looked for only where there may be some."""
    mine = audience.person_id
    said = list_settlements(reading.connection, audience)
    if not any(one.owner == mine and one.state is State.ASSIGNED for one in said):
        return []
    found = list_conflicts(reading, audience, default_window(reading, at), at)
    return [one for one in found if one.owner == mine and one.state is State.ASSIGNED]


# When


def _read_words(reading: Reading, seen: Seen) -> str:
    """Return "Both diaries were read at 09:18.", or what was read when."""
    read = [one.read_at for one in list_connections(reading.connection)]
    known = [when for when in read if when is not None]
    if not read:
        return ""
    if not known:
        return "No diary has been read yet."
    late = [when for when in known if seen.now - when > DAY]
    if len(known) < len(read) or late:
        number = len(read) - len(known) + len(late)
        is_are = "is" if number == 1 else "are"
        return f"{counted(number, 'calendar')} {is_are} not up to date. F5 reads all."
    oldest = moment_name(min(known), seen.today, seen.zone)
    which = {1: "The diary was", 2: "Both diaries were"}.get(len(read), "All diaries were")
    today = local_day(min(known), seen.zone) == seen.today
    return f"{which} read {'at' if today else 'on'} {oldest}."
