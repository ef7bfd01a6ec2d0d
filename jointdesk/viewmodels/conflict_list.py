"""The conflicts of the next weeks as rows: pure, but for one function that reads them."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.derive.context import load_context
from jointdesk.derive.view import view
from jointdesk.domain.conflicts import Conflict, JudgedConflict, Severity, State
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Instant, Span, local, local_day
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Audience, Person
from jointdesk.domain.words import DAYS, MONTHS, listed, long_day, short_day
from jointdesk.operations.clock import now
from jointdesk.operations.conflict_threads import Talk, read_talk
from jointdesk.operations.conflicts import default_window
from jointdesk.store.connections import list_connections
from jointdesk.store.people import list_people
from jointdesk.store.reading import Reading
from jointdesk.viewmodels import words
from jointdesk.viewmodels.conflict_titles import is_on_holiday, title_of_conflict
from jointdesk.viewmodels.record_titles import about

_RANK = {Severity.RED: 0, Severity.AMBER: 1, Severity.INFO: 2}
_MANY = 3
"""From so many on the same weekday on, they are called by it."""


class Tab(IntEnum):
    """What the list shows, in the order of its buttons."""

    OPEN = 0
    ASSIGNED = 1
    SETTLED = 2


class Entry(NamedTuple):
    """A conflict and those of its meetings that are known, in time order."""

    judged: JudgedConflict
    meetings: tuple[Meeting, ...]

    @property
    def id(self) -> str:
        """The conflict's id."""
        return self.judged.conflict.id


class ConflictDesk(NamedTuple):
    """What was read: the conflicts, and what is needed to tell them.

    `talk` is what people say about them, None where it was not read.
    """

    entries: tuple[Entry, ...]
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    zone: ZoneInfo
    now: Instant
    read_at: tuple[Instant | None, ...]
    talk: Talk | None = None


class ConflictRow(NamedTuple):
    """One row: a conflict, or several of one kind between the same series, the next first.

    `is_unseen` is True where something was said that this person has not seen, `waits` where the
    next step is theirs.
    """

    entries: tuple[Entry, ...]
    severity: Severity
    title: str
    when: str
    who: str
    codes: tuple[str, ...]
    positions: tuple[int, ...]
    spoken: str
    is_unseen: bool = False
    waits: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its conflicts."""
        return tuple(entry.id for entry in self.entries)


def read_conflicts(reading: Reading, audience: Audience) -> ConflictDesk:
    """Read the conflicts of the next weeks and their meetings, also those of the day before."""
    connection, at = reading.connection, now()
    context = load_context(connection, reading.zone)
    window = default_window(reading, at)
    wide = Span(window.start - DAY, window.end)
    seen = view(connection, context, audience, wide, at, records=True)
    wanted = [
        judged
        for judged in seen.conflicts
        if judged.conflict.anchor is None or judged.conflict.anchor >= window.start
    ]
    by_key = {copy.key: meeting for meeting in seen.meetings for copy in meeting.copies}
    return ConflictDesk(
        entries=tuple(Entry(judged, _meetings(judged.conflict, by_key)) for judged in wanted),
        organisations=tuple(context.organisations.values()),
        people=tuple(person for person in list_people(connection) if person.name),
        zone=reading.zone,
        now=at,
        read_at=tuple(one.read_at for one in list_connections(connection)),
        talk=read_talk(reading, audience),
    )


def _meetings(conflict: Conflict, by_key: dict[str, Meeting]) -> tuple[Meeting, ...]:
    found = {by_key[key].id: by_key[key] for key in conflict.copy_keys if key in by_key}
    return tuple(sorted(found.values(), key=lambda each: (each.start, each.end, each.id)))


def tab_of(state: State) -> Tab:
    """Return under which button a conflict stands."""
    if state is State.OPEN:
        return Tab.OPEN
    return Tab.ASSIGNED if state is State.ASSIGNED else Tab.SETTLED


def grouped(conflicts: Iterable[JudgedConflict]) -> list[tuple[JudgedConflict, ...]]:
    """Return conflicts that repeat together, each group in time order, by severity and time.

    Those without a time come last. Those of one code between the same series are one group, as
    long as they stand alike; so are all meetings on bank holidays.
    """
    groups: dict[Hashable, list[JudgedConflict]] = {}
    for judged in conflicts:
        groups.setdefault(_group_key(judged), []).append(judged)
    found = [tuple(sorted(group, key=_time)) for group in groups.values()]
    return sorted(found, key=lambda group: (_RANK[group[0].conflict.severity], _time(group[0])))


def _group_key(judged: JudgedConflict) -> Hashable:
    conflict = judged.conflict
    how = judged.settlement.how if judged.settlement else None
    stands = (conflict.severity, judged.state, judged.owner, how)
    if is_on_holiday(conflict):
        return ("bank holiday", *stands)
    if conflict.series_ids:
        return (conflict.code, conflict.series_ids, *stands)
    return (conflict.id,)


def _time(judged: JudgedConflict) -> tuple[Instant, str, str]:
    """Order by time; what has none comes after all that has, by code."""
    conflict = judged.conflict
    return (1 << 60 if conflict.start is None else conflict.start, conflict.code, conflict.id)


def rows_of(desk: ConflictDesk, tab: Tab) -> list[ConflictRow]:
    """Return the rows under a button, the most severe first, then in time order."""
    by_id = {entry.id: entry for entry in desk.entries}
    groups = grouped(one.judged for one in desk.entries if tab_of(one.judged.state) is tab)
    names = words.short_names(desk.organisations)
    rows = [_row(desk, names, tuple(by_id[one.conflict.id] for one in group)) for group in groups]
    last = len(rows)
    return [
        row._replace(spoken=f"{row.spoken}, {place} of {last}") for place, row in enumerate(rows, 1)
    ]


def _row(desk: ConflictDesk, names: Mapping[str, str], entries: tuple[Entry, ...]) -> ConflictRow:
    first = entries[0]
    conflict = first.judged.conflict
    title = title_of_conflict(conflict, first.meetings).short
    if len(entries) > 1 and is_on_holiday(conflict):
        title = "Meetings on bank holidays"
    org_ids = {org_id for entry in entries for org_id in entry.judged.conflict.org_ids}
    concerned = [one for one in desk.organisations if one.id in org_ids]
    threads = [desk.talk.thread(each.judged) for each in entries] if desk.talk else []
    waits = any(thread.waits for thread in threads)
    is_unseen = any(thread.unseen for thread in threads)
    when = when_of(entries, desk)
    who = _WAITS if waits else standing_of(first.judged, desk)
    return ConflictRow(
        entries=entries,
        severity=conflict.severity,
        title=title,
        when=when,
        who=who,
        codes=tuple(one.code for one in concerned),
        positions=tuple(one.position for one in concerned),
        spoken=words.joined(
            (
                words.SEVERITY[conflict.severity].capitalize(),
                title,
                _spoken_when(entries, desk),
                listed([names[one.id] for one in concerned]),
                who.lower() if who in (_NO_OWNER, _WAITS) else who,
                "something new was said" if is_unseen else "",
            )
        ),
        is_unseen=is_unseen,
        waits=waits,
    )


_NO_OWNER, _WAITS = "No owner", "Waiting for you"


def standing_of(judged: JudgedConflict, desk: ConflictDesk) -> str:
    """Return who has it, or how it was settled."""
    if tab_of(judged.state) is not Tab.SETTLED:
        return name_of(judged.owner, desk.people).split(" ")[0] or _NO_OWNER
    settlement = judged.settlement
    how = settlement.how.value if settlement and settlement.how else judged.state.value
    if settlement is None or settlement.until is None:
        return how.capitalize()
    until = local_day(settlement.until - 1, desk.zone)
    return f"{how.capitalize()} until {until.day} {MONTHS[until.month - 1][:3]}"


def name_of(person_id: str | None, people: Sequence[Person]) -> str:
    """Return a person's name, "" for nobody."""
    return next((person.name for person in people if person.id == person_id), "")


def time_of(entry: Entry, desk: ConflictDesk) -> str:
    """Return "Wed 16 Dec 10:00–12:00"; only the day for whole days.

    Without a time it is what the conflict is about, "" where that has no name.
    """
    conflict = entry.judged.conflict
    if conflict.start is None or conflict.end is None:
        return about(conflict)
    day = local_day(conflict.start, desk.zone)
    name = "Today" if day == local_day(desk.now, desk.zone) else short_day(day)
    if _is_whole_days(conflict, desk.zone):
        return name
    if conflict.end - conflict.start >= DAY:
        return f"{name} to {short_day(local_day(conflict.end - 1, desk.zone))}"
    return f"{name} {words.span_times(conflict.start, conflict.end, desk.zone, day)}"


def _is_whole_days(conflict: Conflict, zone: ZoneInfo) -> bool:
    if conflict.start is None or conflict.end is None:
        return False
    moments = (local(conflict.start, zone), local(conflict.end, zone))
    return conflict.start < conflict.end and not any(each.hour or each.minute for each in moments)


def when_of(entries: Sequence[Entry], desk: ConflictDesk) -> str:
    """Return when a row's conflicts are: "Today 10:15–10:30, and most Mondays"."""
    first = time_of(entries[0], desk)
    if len(entries) == 1 or not first:
        return first
    days = [
        local_day(entry.judged.conflict.start, desk.zone)
        for entry in entries
        if entry.judged.conflict.start is not None
    ]
    whole = all(_is_whole_days(entry.judged.conflict, desk.zone) for entry in entries)
    if whole and days[-1] - days[0] == timedelta(days=len(days) - 1):
        return _day_range(days[0], days[-1])
    return f"{first}, and {_others(days)}"


def _others(days: Sequence[date]) -> str:
    weeks = (days[-1] - days[0]).days // 7 + 1
    same = len({day.weekday() for day in days}) == 1
    if same and len(days) >= _MANY and 2 * len(days) > weeks:
        often = "every" if len(days) == weeks else "most"
        name = DAYS[days[0].weekday()]
        return f"{often} {name}" if often == "every" else f"{often} {name}s"
    return f"{len(days) - 1} more"


def _day_range(first: date, last: date) -> str:
    month = MONTHS[last.month - 1][:3]
    if first.month == last.month:
        return f"{first.day}–{last.day} {month}"
    return f"{first.day} {MONTHS[first.month - 1][:3]} – {last.day} {month}"


def _spoken_when(entries: Sequence[Entry], desk: ConflictDesk) -> str:
    start = entries[0].judged.conflict.start
    if start is None:
        return about(entries[0].judged.conflict)
    moment = local(start, desk.zone)
    told = long_day(moment.date())
    if not _is_whole_days(entries[0].judged.conflict, desk.zone):
        told = f"{told} {words.clock_of(moment)}"
    return told if len(entries) == 1 else f"{told} and {len(entries) - 1} more"


def nothing_words(desk: ConflictDesk, tab: Tab) -> str:
    """Return what stands in place of an empty list."""
    if tab is Tab.ASSIGNED:
        return "Nobody has a conflict to settle."
    if tab is Tab.SETTLED:
        return "Nothing is settled in the next eight weeks."
    return f"No open conflicts in the next eight weeks. {_read_words(desk)}".strip()


def _read_words(desk: ConflictDesk) -> str:
    """Return when the diaries were read, by the one that was read first."""
    known = [when for when in desk.read_at if when is not None]
    if not desk.read_at:
        return "No diary is read yet."
    if len(known) < len(desk.read_at):
        return "Not every diary has been read yet."
    oldest = local(min(known), desk.zone)
    today = oldest.date() == local_day(desk.now, desk.zone)
    when = words.clock_of(oldest) if today else short_day(oldest.date())
    number = len(known)
    which = {1: "The diary was", 2: "Both diaries were"}.get(number, "All diaries were")
    return f"{which} read {'at' if today else 'on'} {when}."
