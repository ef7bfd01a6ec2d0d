"""Find a time: the best times for a meeting, and the picture of everybody's days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.governance import load_record_context
from jointdesk.derive.meetings import meetings_between
from jointdesk.derive.trials import record_trials
from jointdesk.derive.view import read_times
from jointdesk.diary import words
from jointdesk.diary.attendance import Attendance, attendance_of
from jointdesk.diary.context import Context
from jointdesk.diary.free import Block
from jointdesk.diary.stale import stale_feeds
from jointdesk.diary.suggestions import Ask, Known, Search, Suggestion
from jointdesk.diary.time_rows import (
    PersonRow,
    ShownDay,
    director_row,
    person_row,
    shown_days,
)
from jointdesk.domain.bookings import Wanted
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, HOUR, Instant, Span, local_day, midnight
from jointdesk.domain.people import Audience
from jointdesk.domain.polls import POLL
from jointdesk.domain.words import listed, plain_name
from jointdesk.governance.pre_election import periods_for
from jointdesk.operations.audiences import director_id, person_by_id, seats_by_person
from jointdesk.operations.sites import site_by_id
from jointdesk.store.free_busy import list_free_busy
from jointdesk.store.people import list_people
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import list_records

_AROUND = 3
"""How many days are read around the window's weeks: what bears on meetings in them."""

_LATER = 28 * DAY
"""How far behind the window a time is looked for where nothing fits in it."""

_LONGEST_MINUTES = 24 * 60
_LONGEST_WEEKS = 53


class Someone(NamedTuple):
    """One of the others: what is known of their time, where they have a seat, all addresses."""

    attendance: Attendance
    org_ids: tuple[str, ...] = ()
    emails: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search for a time gives.

    `days` are those of the picture, whose lines `rows` gives: of the `director`, by what `blocks`
    take, and of `people`. `read_at` is when the oldest connected diary was read, None where none
    is connected or one never was; `stale` says which are too old. Where nothing fits `shorter` is
    the best time with fewer minutes, None where there is none either: `find_later` looks behind
    the window.
    """

    ask: Ask
    suggestions: tuple[Suggestion, ...]
    days: tuple[ShownDay, ...]
    director: str
    blocks: Sequence[Block]
    people: tuple[Someone, ...]
    read_at: Instant | None
    stale: tuple[str, ...] = ()
    shorter: Suggestion | None = None

    def rows(self, window: Span) -> tuple[PersonRow, ...]:
        """Return everybody's lines in a part of the window, the director's first."""
        others = [person_row(one.attendance, one.org_ids, window) for one in self.people]
        return (director_row(self.blocks, window, self.director), *others)


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
    read = read_times(desk.connection, context)
    return Found(
        ask,
        tuple(found),
        tuple(shown_days(context, ask.window, known.days)),
        person_by_id(desk, director_id(desk)).name or "The director",
        search.blocks,
        tuple(_people(desk, known.attendance)),
        min((at or 0 for at in read.values()), default=0) or None,
        known.stale,
        shorter,
    )


def find_later(
    desk: ReadableDesk,
    audience: Audience,
    ask: Ask,
    now: Instant,
    without: frozenset[str] = frozenset(),
) -> Suggestion | None:
    """Return the first time behind the window at which a meeting would fit, None for none."""
    after = replace(ask, window=Span(ask.window.end, ask.window.end + _LATER))
    context = load_context(desk.connection, desk.zone)
    meetings = _meetings(desk, context, audience, after.window, without)
    known = _known(desk, context, audience, after, now, meetings)
    return next(iter(Search(meetings, context, after, now, known).next()), None)


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
    first, last = local_day(window.start, desk.zone), local_day(window.end - 1, desk.zone)
    start = first - timedelta(days=first.weekday() + _AROUND)
    end = last + timedelta(days=7 - last.weekday() + _AROUND)
    wide = Span(midnight(start, desk.zone), midnight(end, desk.zone))
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
    people = [(one, emails_of(desk, one)) for one in ask.attendees]
    emails = {email for _, known in people for email in known}
    said = list_free_busy(desk.connection, emails, ask.window) if emails else []
    attendance = attendance_of(people, said, meetings, context.director_emails)
    return Known(
        attendance,
        _said_of_days(desk, context, ask, now),
        (*_stale(desk, context, now), *_old(attendance, context, now)),
        record_trials(desk.connection, context, audience, ask.window, now, meetings),
    )


def emails_of(desk: ReadableDesk, wanted: Wanted) -> frozenset[str]:
    """Return all addresses of somebody, in lower case: those of the person on the desk too.

    Without an address it is the one person of that name.
    """
    email = wanted.email.strip().lower()
    name = wanted.name.strip().casefold()
    people = list_people(desk.connection)
    meant = (
        [one for one in people if email in one.emails]
        if email
        else [one for one in people if name and one.name.casefold() == name]
    )
    own = meant[0].emails if len(meant) == 1 else ()
    return frozenset({email, *own} - {""})


def _stale(desk: ReadableDesk, context: Context, now: Instant) -> Iterator[str]:
    """Yield a sentence for each diary that is out of date, in the organisations' order."""
    read = read_times(desk.connection, context)
    late = {id_ for one in stale_feeds(read, context, now) for id_ in one.collection_ids}
    orgs = {id_: context.organisations[context.collections[id_].org_id] for id_ in late}
    for id_ in sorted(late, key=lambda one: (orgs[one].position, one)):
        at = read[id_]
        when = f"is from {words.moment(at, context.zone)}" if at else "was never read"
        yield f"The {orgs[id_].code} diary {when}"


def _old(attendance: Iterable[Attendance], context: Context, now: Instant) -> Iterator[str]:
    """Yield a sentence for each person of whom nothing was read for a day."""
    for person in attendance:
        at = person.read_at
        if at is not None and now - at > context.stale_hours * HOUR:
            when = words.moment(at, context.zone)
            yield f"When {plain_name(person.name)} is busy was read on {when}"


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


def _people(desk: ReadableDesk, attendance: Iterable[Attendance]) -> Iterator[Someone]:
    """Yield the others with the organisations in which they have a seat."""
    by_email = {email: one.id for one in list_people(desk.connection) for email in one.emails}
    seats = seats_by_person(desk)
    for person in attendance:
        emails = emails_of(desk, person.wanted)
        ids = {by_email.get(email, "") for email in emails}
        found = [seat.org_id for id_ in sorted(ids) for seat in seats.get(id_, ())]
        yield Someone(person, tuple(dict.fromkeys(found)), emails)
