"""The brief of a day or a few, as an export for one reader."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.derive.context import load_context
from jointdesk.diary.conflicts import Survey
from jointdesk.diary.context import Context
from jointdesk.diary.verdicts import Verdicts
from jointdesk.domain.conflicts import JudgedConflict, Severity, State
from jointdesk.domain.decisions import Decision
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import Instant, Span, local, local_day, midnight
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Task
from jointdesk.domain.words import short_day
from jointdesk.exports.brief import BriefParts, DueLine, Trouble, brief_document
from jointdesk.exports.content import Period
from jointdesk.exports.diary import DiaryEntry, diary_entries, with_travel
from jointdesk.exports.document import Document
from jointdesk.exports.editions import Nearness, Reader
from jointdesk.exports.omissions import of_diary
from jointdesk.governance.timeline import MilestoneState
from jointdesk.operations.agenda import AgendaEntry, agenda
from jointdesk.operations.audiences import director_id, person_by_id
from jointdesk.operations.brief_bookings import booking_lines
from jointdesk.operations.diary_exports import footer_words, only_for
from jointdesk.operations.due import due_milestones
from jointdesk.operations.export_content import load_content
from jointdesk.operations.rulebook import Rulebook, load_rulebook
from jointdesk.operations.standing import standings
from jointdesk.operations.upcoming import milestones_between
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.settlements import list_settlements

MOST_DAYS = 14
"""Of more days there is no brief but a diary."""

_AFTER = timedelta(days=7)
"""How far beyond its last day a brief tells what is due."""

_URGENCY = {Severity.RED: "Must act", Severity.AMBER: "Should act"}


class BriefExport(NamedTuple):
    """The brief as a document, how many entries of the diary it has, and what it leaves out."""

    document: Document
    number: int
    left_out: tuple[str, ...]


def brief_export(
    desk: ReadableDesk, audience: Audience, reader: Reader, period: Period, now: Instant
) -> BriefExport:
    """Return the brief as its reader may have it; without a period it is today's.

    Raises:
        WrongUseError: it is for more days than a brief is good for.
    """
    days = _days(period, local_day(now, desk.zone))
    window = Span(midnight(days[0], desk.zone), midnight(days[-1] + timedelta(1), desk.zone))
    context = load_context(desk.connection, desk.zone)
    meetings = agenda(desk, audience, window, now)
    content = load_content(desk, audience, now)
    found = diary_entries(
        ((one.meeting, one.conflicts) for one in meetings), reader, context.organisations
    )
    director = person_by_id(desk, director_id(desk))
    parts = BriefParts(
        days,
        with_travel(found, context.sites, context.travel, desk.zone),
        _by_key(found, meetings),
        tuple(_troubles(_conflicts(desk, meetings, reader, context, window, now), desk.zone)),
        tuple(_due(desk, content.records, reader, load_rulebook(desk, now), days[-1])),
        _tasks(content.records.tasks, director.id, days[-1]),
        booking_lines(desk, audience, reader, days, now),
    )
    only = only_for(desk, reader, context, director.name or "the director")
    is_kept = any(one.private for one in found) or any(
        _is_kept(one) for one in content.records.decisions if _is_own(one, reader)
    )
    footer = footer_words(desk, reader, context, director.name or "the director")
    document = brief_document(
        parts, content, reader, desk.zone, header=only if is_kept else "", footer=footer
    )
    left_out = of_diary(sum(one.masked for one in found), len(meetings) - len(found))
    return BriefExport(document, len(found), left_out)


def _days(period: Period, today: date) -> tuple[date, ...]:
    first = period.first or today
    last = period.last or first + timedelta(days=1)
    number = (last - first).days
    if number > MOST_DAYS:
        raise WrongUseError(f"A brief is for {MOST_DAYS} days at most. Export the diary instead.")
    return tuple(first + timedelta(days=each) for each in range(number))


def _is_own(decision: Decision, reader: Reader) -> bool:
    return reader.nearness(decision.org) is Nearness.OWN


def _is_kept(decision: Decision) -> bool:
    return decision.visibility == "own_org" or decision.is_private


def _by_key(
    entries: Iterable[DiaryEntry], meetings: Sequence[AgendaEntry]
) -> Mapping[str, DiaryEntry]:
    """Return the entries that may be read, by the keys of all their meeting's copies."""
    readable = {one.uid: one for one in entries if not one.masked}
    return {
        copy.key: readable[one.meeting.id]
        for one in meetings
        if one.meeting.id in readable
        for copy in one.meeting.copies
    }


def _conflicts(
    desk: ReadableDesk,
    meetings: Sequence[AgendaEntry],
    reader: Reader,
    context: Context,
    window: Span,
    now: Instant,
) -> Iterable[JudgedConflict]:
    """Return the conflicts whose sentences a reader may have: of one person, all that they see.

    A sentence may name any meeting near it, so that another body hears of what its own calendars
    come to by themselves, as if there were no others.
    """
    if reader.kind in ("director", "person"):
        found = {each.conflict.id: each for one in meetings for each in one.conflicts}
        return found.values()
    own = [one.meeting for one in meetings if one.meeting.org_ids == (reader.org,)]
    if not own:
        return ()
    said = list_settlements(desk.connection, Audience("", frozenset({reader.org})))
    return Verdicts(Survey(own, context, window), [], said, now, {})


def _troubles(found: Iterable[JudgedConflict], zone: ZoneInfo) -> Iterator[Trouble]:
    """Yield what is unsettled, what must be acted on first."""
    for judged in sorted(found, key=_order):
        conflict = judged.conflict
        if judged.state not in (State.OPEN, State.ASSIGNED) or conflict.severity not in _URGENCY:
            continue
        when = ""
        if conflict.start is not None:
            moment = local(conflict.start, zone)
            when = f"{short_day(moment.date())} {moment:%H:%M}"
        yield Trouble(when, conflict.message, _URGENCY[conflict.severity], conflict.code)


def _order(judged: JudgedConflict) -> tuple[bool, Instant, str]:
    conflict = judged.conflict
    return conflict.severity is not Severity.RED, conflict.start or 0, conflict.id


def _due(
    desk: ReadableDesk, records: Records, reader: Reader, rules: Rulebook, last: date
) -> Iterator[DueLine]:
    """Yield what decisions of the reader's own body ask for, what is late first."""
    seen = set()
    own = [one for one in records.decisions if _is_own(one, reader)]
    stand = standings(desk, records, rules)
    due = due_milestones(stand, records, rules)
    late = [(one.decision, one.milestone) for one in due if _is_own(one.decision, reader)]
    ahead = [
        (one.standing.decision, one.milestone)
        for one in milestones_between(
            (stand[one.id] for one in own), records, rules, rules.today, last + _AFTER
        )
        if one.milestone.state is MilestoneState.DUE
    ]
    ahead.sort(key=lambda one: (one[1].day, one[0].order))
    for decision, each in (*late, *ahead):
        line = DueLine(
            each.day,
            each.words,
            f"{decision.ref} {decision.title}".strip(),
            decision.org,
            each.state is MilestoneState.LATE,
        )
        if line not in seen:
            seen.add(line)
            yield line


def _tasks(tasks: Iterable[Task], director: str, last: date) -> tuple[Task, ...]:
    """Return the director's open tasks that are due by then, what is due first before the rest."""
    mine = [
        one
        for one in tasks
        if one.is_open and director in one.owners and one.due is not None and one.due <= last
    ]
    return tuple(sorted(mine, key=lambda one: (one.due or last, one.order)))
