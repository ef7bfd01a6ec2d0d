"""Find a time: the best times for a meeting, and the picture of everybody's days."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from jointdesk.derive.context import load_context
from jointdesk.derive.governance import load_record_context
from jointdesk.derive.meetings import meetings_between
from jointdesk.derive.trials import record_trials
from jointdesk.derive.view import read_times
from jointdesk.diary import words
from jointdesk.diary.attendance import Attendance, attendance_of
from jointdesk.diary.context import Context
from jointdesk.diary.stale import stale_feeds
from jointdesk.diary.suggestions import Ask, Known, Search, Suggestion
from jointdesk.diary.time_rows import (
    PersonRow,
    ShownDay,
    director_row,
    person_row,
    shown_days,
)
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.people import Audience
from jointdesk.domain.polls import POLL
from jointdesk.domain.words import listed
from jointdesk.governance.pre_election import periods_for
from jointdesk.operations.audiences import director_id, person_by_id, seats_by_person
from jointdesk.operations.sites import site_by_id
from jointdesk.store.free_busy import list_free_busy
from jointdesk.store.people import list_people
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import list_records

_AROUND = 8 * DAY
"""Read on either side of the window: whole weeks, and what bears on their days."""

_LATER = 28 * DAY
"""How far behind the window a time is looked for where nothing fits in it."""

_LONGEST_MINUTES = 24 * 60
_LONGEST_WEEKS = 53


@dataclass(frozen=True, slots=True)
class Found:
    """What a search for a time gives.

    `rows` are the lines of the picture, the director's first, over `days`. `read_at` is when the
    oldest connected diary was read, None where none is connected or one never was; `stale` says
    which are too old. Where nothing fits `shorter` is the best time with fewer minutes and
    `later` the first after the window, None where there is none either.
    """

    ask: Ask
    suggestions: tuple[Suggestion, ...]
    days: tuple[ShownDay, ...]
    rows: tuple[PersonRow, ...]
    read_at: Instant | None
    stale: tuple[str, ...] = ()
    shorter: Suggestion | None = None
    later: Suggestion | None = None

    @property
    def nearest(self) -> Suggestion | None:
        """What comes nearest where nothing fits: fewer minutes, else later."""
        return self.shorter or self.later


def find_times(
    desk: ReadableDesk,
    audience: Audience,
    ask: Ask,
    now: Instant,
    limit: int = 10,
    *,
    ranked: bool = True,
    without: frozenset[str] = frozenset(),
) -> Found:
    """Return the best times for a meeting as an audience may know them, and the picture.

    Without `ranked` they are the next ones. `without` are ids of series that give way: a
    booking's own holds.

    Raises:
        WrongUseError: the length or the window makes no sense.
        NotFoundError: the site is not known.
    """
    _check(desk, ask)
    context = load_context(desk.connection, desk.zone)
    meetings = _meetings(desk, context, audience, ask.window, without)
    known = _known(desk, context, audience, ask, now, meetings)
    search = Search(meetings, context, ask, now, known)
    found = search.best(limit) if ranked else search.next(limit)
    shorter = None if found else search.shorter()
    later = None if found or shorter else _later(desk, context, audience, ask, now, without)
    read = read_times(desk.connection, context)
    return Found(
        ask,
        tuple(found),
        tuple(shown_days(context, ask.window, known.days)),
        tuple(_rows(desk, context, ask, meetings, known.attendance)),
        min((at or 0 for at in read.values()), default=0) or None,
        known.stale,
        shorter,
        later,
    )


def _check(desk: ReadableDesk, ask: Ask) -> None:
    if not 1 <= ask.minutes <= _LONGEST_MINUTES:
        raise WrongUseError(f"Give the length in minutes: from 1 to {_LONGEST_MINUTES}.")
    if not 0 < ask.window.end - ask.window.start <= _LONGEST_WEEKS * 7 * DAY:
        raise WrongUseError(
            "Give days of at most one year to look in, the last not before the first."
        )
    if ask.site_id is not None:
        site_by_id(desk, ask.site_id)


def _meetings(
    desk: ReadableDesk,
    context: Context,
    audience: Audience,
    window: Span,
    without: frozenset[str],
) -> list[Meeting]:
    wide = Span(window.start - _AROUND, window.end + _AROUND)
    found = meetings_between(desk.connection, context, audience, wide)
    if not without:
        return found
    return [
        one for one in found if without.isdisjoint(copy.details.series_id for copy in one.copies)
    ]


def _known(
    desk: ReadableDesk,
    context: Context,
    audience: Audience,
    ask: Ask,
    now: Instant,
    meetings: list[Meeting],
) -> Known:
    emails = {one.email.strip().lower() for one in ask.attendees} - {""}
    said = list_free_busy(desk.connection, emails, ask.window) if emails else []
    return Known(
        attendance_of(ask.attendees, said, meetings, context.director_emails),
        _said_of_days(desk, context, ask, now),
        tuple(_stale(desk, context, now)),
        record_trials(desk.connection, context, audience, ask.window, now, meetings),
    )


def _stale(desk: ReadableDesk, context: Context, now: Instant) -> Iterator[str]:
    """Yield a sentence for each diary that is out of date, in the organisations' order."""
    read = read_times(desk.connection, context)
    late = {id_ for one in stale_feeds(read, context, now) for id_ in one.collection_ids}
    orgs = {id_: context.organisations[context.collections[id_].org_id] for id_ in late}
    for id_ in sorted(late, key=lambda one: (orgs[one].position, one)):
        at = read[id_]
        when = f"is from {words.moment(at, context.zone)}" if at else "was never read"
        yield f"The {orgs[id_].code} diary {when}"


def _said_of_days(
    desk: ReadableDesk, context: Context, ask: Ask, now: Instant
) -> Mapping[date, str]:
    """Return what is said of days in a pre-election period of the bodies concerned."""
    polls = list(list_records(desk.connection, POLL))
    if not polls:
        return {}
    known = load_record_context(desk.connection, context.organisations, desk.zone, now)
    periods = periods_for(polls, known)
    org_ids = ask.orgs or tuple(org.id for org in context.employers)
    of_day: dict[date, dict[str, list[str]]] = {}
    for org_id in org_ids:
        for period in periods.get(org_id, ()):
            for number in range((period.ends - period.begins).days + 1):
                day = of_day.setdefault(period.begins + timedelta(days=number), {})
                day.setdefault(period.name, []).append(context.organisations[org_id].code)
    return {
        day: "; ".join(
            f"In the pre-election period before {name} ({listed(codes)})"
            for name, codes in names.items()
        )
        for day, names in of_day.items()
    }


def _later(
    desk: ReadableDesk,
    context: Context,
    audience: Audience,
    ask: Ask,
    now: Instant,
    without: frozenset[str],
) -> Suggestion | None:
    """Return the first time behind the window at which it would fit."""
    after = replace(ask, window=Span(ask.window.end, ask.window.end + _LATER))
    meetings = _meetings(desk, context, audience, after.window, without)
    known = _known(desk, context, audience, after, now, meetings)
    return next(iter(Search(meetings, context, after, now, known).next()), None)


def _rows(
    desk: ReadableDesk,
    context: Context,
    ask: Ask,
    meetings: Iterable[Meeting],
    attendance: Iterable[Attendance],
) -> Iterator[PersonRow]:
    """Yield everyone's lines; whose organisation is known by their seat shows its colour."""
    site_id = None if ask.online else ask.site_id
    name = person_by_id(desk, director_id(desk)).name or "The director"
    yield director_row(meetings, context, ask.window, site_id, name)
    by_email = {email: one.id for one in list_people(desk.connection) for email in one.emails}
    seats = seats_by_person(desk)
    for person in attendance:
        found = seats.get(by_email.get(person.wanted.email.strip().lower(), ""), [])
        yield person_row(person, [seat.org_id for seat in found], ask.window)
