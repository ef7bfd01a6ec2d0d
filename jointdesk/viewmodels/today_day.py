"""One day of the director's as Today tells it: its meetings in order, and the ways between them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.view import view
from jointdesk.diary.context import Context
from jointdesk.diary.unions import union
from jointdesk.domain.conflicts import JudgedConflict, Severity, State
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, MINUTE, Instant, Span, local, local_day, midnight
from jointdesk.domain.occurrences import Status
from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted, plain_line
from jointdesk.store.reading import Reading
from jointdesk.viewmodels import words
from jointdesk.viewmodels.blocks import (
    Certainty,
    Journey,
    Naming,
    certainty_of,
    codes_of,
    icon_of,
    naming,
    note_of,
    positions_of,
    spoken_meeting,
    title_of,
)
from jointdesk.viewmodels.conflict_titles import short_length
from jointdesk.viewmodels.journeys import journeys_between
from jointdesk.viewmodels.pages import Page

_RANK = {Severity.RED: 0, Severity.AMBER: 1, Severity.INFO: 2}
_JOURNEY = "DIA-04"
_MARKS = {
    "DIA-01": "Overlap",
    "DIA-02": "Same meeting?",
    "DIA-03": "Overlap",
    "DIA-05": "No break",
    "DIA-06": "Travel not known",
    "DIA-07": "Copies differ",
    "DIA-08": "Two at once",
    "DIA-09": "No quorum",
    "DIA-10": "Overlap",
    "DIA-11": "No time to prepare",
    "DIA-12": "Leave or holiday",
    "DIA-13": "Open to read",
    "DIA-14": "Pre-election",
    "DIA-15": "Little rest",
    "DIA-17": "Deadline in leave",
    "WRK-04": "Not covered",
}
"""What a row says of its worst conflict, in a pill."""


class Target(NamedTuple):
    """Where a row leads: a page, and what is to be shown on it."""

    page: Page
    id: str = ""
    day: date | None = None


class Mark(NamedTuple):
    """A few words in a pill: `severity` None is for what is only said."""

    words: str
    icon: str
    severity: Severity | None = None


class MeetingRow(NamedTuple):
    """One meeting: `is_quiet` where it is over, or takes no time."""

    times: str
    title: str
    detail: str
    codes: tuple[str, ...]
    positions: tuple[int, ...]
    mark: Mark | None
    is_private: bool
    is_quiet: bool
    spoken: str
    target: Target


class WayRow(NamedTuple):
    """A journey between two meetings. Too short, it has a `headline` and leads to its conflict.

    `before` is the meeting that one comes from, `there` where one goes.
    """

    headline: str
    detail: str
    severity: Severity | None
    spoken: str
    target: Target | None
    before: str = ""
    there: str = ""


DayRow = MeetingRow | WayRow


class Seen(NamedTuple):
    """Some days as one audience sees them, with what is needed to tell them."""

    meetings: tuple[Meeting, ...]
    conflicts: tuple[JudgedConflict, ...]
    context: Context
    told: Naming
    now: Instant

    @property
    def zone(self) -> tzinfo:
        """The desk's zone."""
        return self.told.zone

    @property
    def today(self) -> date:
        """The day as of which it holds."""
        return local_day(self.now, self.zone)


def see_days(reading: Reading, audience: Audience, at: Instant, days: int) -> Seen:
    """Read so many days from today on, and the conflicts of them that wait to be settled."""
    connection, zone = reading.connection, reading.zone
    context = load_context(connection, zone)
    start = midnight(local_day(at, zone), zone)
    seen = view(connection, context, audience, Span(start, start + days * DAY), at, records=True)
    return Seen(
        tuple(seen.meetings),
        tuple(one for one in seen.conflicts if one.state in (State.OPEN, State.ASSIGNED)),
        context,
        naming(zone, tuple(context.organisations.values())),
        at,
    )


class Day(NamedTuple):
    """The rows of a day, what they come to, and when one must leave for the first journey."""

    rows: tuple[DayRow, ...]
    summary: str
    leave: str


def day_of(seen: Seen, day: date) -> Day:
    """Return the meetings that begin on a day, or last into it, and the ways between them."""
    span = Span(midnight(day, seen.zone), midnight(day, seen.zone) + DAY)
    meetings = [one for one in seen.meetings if _takes_part(one, span)]
    meetings.sort(key=lambda one: (not one.preferred.details.all_day, one.start, one.end))
    context = seen.context
    ways = journeys_between(
        meetings,
        [one for one in seen.conflicts if one.conflict.code == _JOURNEY],
        context.sites,
        context.travel,
        seen.zone,
        context.buffer_minutes,
    )
    by_end = {way.end: way for way in ways}
    by_meeting = _by_meeting(seen.conflicts)
    rows: list[DayRow] = []
    for meeting in meetings:
        way = by_end.get(meeting.start)
        if way is not None and not meeting.preferred.details.all_day:
            rows.append(_way(by_end.pop(meeting.start), seen, meeting, by_meeting))
        rows.append(_meeting(meeting, seen, day, by_meeting.get(meeting.id, ())))
    return Day(tuple(rows), _summary(meetings, ways, span), _leave(ways, seen.zone))


def _takes_part(meeting: Meeting, span: Span) -> bool:
    return meeting.start < span.end and max(meeting.end, meeting.start + 1) > span.start


def _by_meeting(conflicts: Iterable[JudgedConflict]) -> dict[str, list[JudgedConflict]]:
    found: dict[str, list[JudgedConflict]] = {}
    for judged in conflicts:
        for one in judged.conflict.participants:
            found.setdefault(one, []).append(judged)
    return found


def _meeting(
    meeting: Meeting, seen: Seen, day: date, conflicts: Sequence[JudgedConflict]
) -> MeetingRow:
    details = meeting.preferred.details
    worst = min(conflicts, key=lambda one: _RANK[one.conflict.severity], default=None)
    severity = worst.conflict.severity if worst else None
    acting = None if severity is Severity.INFO else severity
    is_gone = certainty_of(details) is Certainty.GONE
    return MeetingRow(
        times_of(meeting, seen.zone, day),
        name_of(meeting),
        _detail(meeting, seen),
        codes_of(meeting),
        positions_of(meeting, seen.told),
        _mark(meeting, conflicts),
        details.private,
        is_gone or (meeting.end <= seen.now and not details.all_day),
        spoken_meeting(meeting, seen.told, acting, _sentences(conflicts)),
        Target(Page.DIARY, meeting.id, day),
    )


def name_of(meeting: Meeting) -> str:
    """Return what a meeting is called; "Busy (WEX)" for one that is kept from the audience."""
    details = meeting.preferred.details
    return f"Busy ({details.org_code})" if details.masked else title_of(details)


def _sentences(conflicts: Iterable[JudgedConflict]) -> list[str]:
    return [one.conflict.message for one in conflicts if one.conflict.severity is not Severity.INFO]


def times_of(meeting: Meeting, zone: tzinfo, day: date) -> str:
    """Return "14:00–16:00", or "14:00 or 14:30" where the diaries do not agree."""
    if meeting.preferred.details.all_day:
        return "All day"
    starts = sorted({copy.start for copy in meeting.copies})
    if "time" in meeting.drift and len(starts) > 1:
        return " or ".join(words.clock_of(local(start, zone)) for start in starts)
    return words.span_times(meeting.start, meeting.end, zone, day)


def _detail(meeting: Meeting, seen: Seen) -> str:
    """Return "Town Hall, now": where, and what one must know of it."""
    details = meeting.preferred.details
    if details.masked:
        return f"Private to {seen.told.names.get(details.org_id, details.org_code)}"
    place = plain_line(details.place)
    now = "now" if meeting.start <= seen.now < meeting.end and not details.all_day else ""
    private = ""
    if details.private:
        private = f"private to {seen.told.names.get(details.org_id, details.org_code)}"
    gone = ""
    if certainty_of(details) is Certainty.GONE:
        gone = "cancelled" if details.status is Status.CANCELLED else "declined"
    told = words.joined((place, now, note_of(details).lower(), private, gone))
    return f"{told[:1].upper()}{told[1:]}"


def _mark(meeting: Meeting, conflicts: Sequence[JudgedConflict]) -> Mark | None:
    """Return the worst that is wrong with it but for its journey, else how certain it is."""
    acting = [
        one.conflict
        for one in conflicts
        if one.conflict.severity is not Severity.INFO and one.conflict.code != _JOURNEY
    ]
    if acting:
        worst = min(acting, key=lambda one: _RANK[one.severity])
        icon = "octagon-alert" if worst.severity is Severity.RED else "triangle-alert"
        return Mark(_MARKS.get(worst.code, "Conflict"), icon, worst.severity)
    match certainty_of(meeting.preferred.details):
        case Certainty.HOLD:
            return Mark("Hold", icon_of(meeting.preferred.details))
        case Certainty.TENTATIVE:
            return Mark("Tentative", "")
    return None


def _way(
    way: Journey,
    seen: Seen,
    meeting: Meeting,
    by_meeting: Mapping[str, Sequence[JudgedConflict]],
) -> WayRow:
    """Return a journey; one that is too short leads to where that is settled."""
    origin, there = plain_line(way.origin), plain_line(way.destination)
    if way.severity is None:
        free = way.available - way.needed
        detail = f"To {there} {way.needed} min"
        if free >= 15:
            leave = words.clock_of(local(way.end - way.needed * MINUTE, seen.zone))
            detail += f", leave by {leave}"
        return WayRow("", detail, None, f"Journey from {origin}. {detail}", None)
    conflict = next(one.conflict for one in by_meeting[meeting.id] if one.conflict.code == _JOURNEY)
    short = way.needed - way.available
    headline = f"{short_length(short)} short" if short >= 60 else f"{short} minutes short"
    detail = f"{origin} to {there} needs {way.needed} min with buffer, has {way.available}."
    spoken = f"{words.SEVERITY[way.severity].capitalize()}: {headline}. {detail}"
    target = Target(Page.CONFLICTS, conflict.id)
    names = {one.id: name_of(one) for one in seen.meetings}
    before = names.get(conflict.participants[0], "")
    return WayRow(headline, detail, way.severity, spoken, target, before, there)


def _summary(meetings: Sequence[Meeting], ways: Sequence[Journey], span: Span) -> str:
    """Return "5 meetings, 5 h 45, one journey"; all-day items are no hours."""
    timed = [one for one in meetings if not one.preferred.details.all_day and _is_on(one)]
    hours = sorted((max(one.start, span.start), min(one.end, span.end)) for one in timed)
    minutes = union(hours) // MINUTE
    journeys = {0: "", 1: "one journey"}.get(len(ways), f"{len(ways)} journeys")
    number = counted(len(timed), "meeting") if timed else ""
    return words.joined((number, short_length(minutes) if timed else "", journeys))


def _is_on(meeting: Meeting) -> bool:
    return certainty_of(meeting.preferred.details) is not Certainty.GONE


def _leave(ways: Sequence[Journey], zone: tzinfo) -> str:
    if not ways:
        return ""
    first = min(ways, key=lambda way: way.end)
    at = words.clock_of(local(first.end - first.needed * MINUTE, zone))
    return f"leave for {plain_line(first.destination)} by {at}"
