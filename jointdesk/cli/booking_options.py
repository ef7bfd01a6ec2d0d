"""`booking options` finds times, for a booking or none; `booking freebusy` reads who is busy."""

import argparse
from collections.abc import Iterator, Mapping
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jointdesk.cli.arguments import DONE, IN_PART, add_step, whole_number
from jointdesk.cli.days import parse_day, parse_window
from jointdesk.cli.lines import day_words
from jointdesk.cli.output import print_list, print_object
from jointdesk.cli.session import Session
from jointdesk.cli.sync import read_secrets
from jointdesk.diary.suggestions import Suggestion
from jointdesk.diary.time_rows import PersonRow
from jointdesk.domain.bookings import BOOKING, Wanted
from jointdesk.domain.free_busy import FreeBusy
from jointdesk.domain.moments import MINUTE, Instant, iso, local, local_day
from jointdesk.domain.words import counted, full_day, plain, short_day
from jointdesk.operations.booking_options import WEEKS, Wish, as_slots, ask_for
from jointdesk.operations.bookings import Booked, find_booking, keep_options
from jointdesk.operations.free_busy import (
    FROM_FILE,
    FreeBusyRead,
    ask_calendar,
    ask_free_busy,
    read_free_busy_file,
    take_free_busy,
)
from jointdesk.operations.naming import Names
from jointdesk.operations.suggestions import Found, find_later, find_times
from jointdesk.operations.upkeep import bring_up_to_date
from jointdesk.store.free_busy import all_free_busy


def configure_options(steps: Any) -> None:
    """Describe `options [ID]` and `freebusy [FILE|-]`, steps of `booking`."""
    options = add_step(steps, "options", _options, "find the best times, for a booking or for none")
    options.add_argument("id", metavar="ID", nargs="?", default="", help="or its title")
    options.add_argument("--from", dest="first", metavar="DAY", default="")
    options.add_argument("--to", dest="last", metavar="DAY", default="", help="exclusive")
    options.add_argument("--by", metavar="DAY", default="", help="the last day; else eight weeks")
    options.add_argument("--minutes", metavar="M", default="")
    where = options.add_mutually_exclusive_group()
    where.add_argument("--site", metavar="S", help="id or name: the way to it is kept free")
    where.add_argument("--online", action="store_true", default=None)
    options.add_argument("--org", metavar="CODE", action="append", default=[])
    for name, words in (("--attendee", "must be there"), ("--optional", "may be there")):
        options.add_argument(
            name, metavar="E-MAIL", action="append", default=[],
            help=f"who {words}, such as “Gareth Pym <g@cal.example>”",
        )  # fmt: skip
    options.add_argument(
        "--next", dest="is_next", action="store_true", help="the next free ones, not the best"
    )
    options.add_argument("--limit", metavar="N", default="10")
    words = "read when people are busy; show what is known"
    _configure_free_busy(add_step(steps, "freebusy", _freebusy, words))


def _configure_free_busy(freebusy: argparse.ArgumentParser) -> None:
    freebusy.add_argument("file", metavar="FILE|-|URL", nargs="?", default="")
    freebusy.add_argument(
        "--of", metavar="E-MAIL", default="", help="whose time it is, where the file does not say"
    )
    freebusy.add_argument(
        "--ask", metavar="E-MAIL", action="append", default=[],
        help="ask the connected servers when somebody is busy",
    )  # fmt: skip
    freebusy.add_argument(
        "--source", metavar="ID", default="", help="whose server and password serve a URL"
    )
    freebusy.add_argument("--from", dest="first", metavar="DAY", default="")
    freebusy.add_argument("--to", dest="last", metavar="DAY", default="", help="exclusive")
    freebusy.add_argument(
        "--secrets-stdin", action="store_true",
        help="read {source id: password} as JSON from standard input",
    )  # fmt: skip


def _options(session: Session, args: argparse.Namespace) -> int:
    desk = session.desk
    limit = whole_number(args.limit, "times")
    booked = find_booking(desk, session.audience, _id(session, args)) if args.id else None
    ask = ask_for(desk, booked.booking if booked else None, _wish(args), session.now)
    bring_up_to_date(desk, session.now, session.note)
    found = find_times(
        desk,
        session.audience,
        ask,
        session.now,
        max(1, min(limit, 100)),
        ranked=not args.is_next,
        without=_own(booked),
    )
    later = None
    if not (found.suggestions or found.shorter):
        later = find_later(desk, session.audience, ask, session.now, _own(booked))
    numbers = _kept(session, booked, found)
    rows = [_slot(one, numbers, found, desk.zone) for one in found.suggestions]
    if session.as_json:
        people = [_person(one, desk.zone) for one in found.rows(found.ask.window)]
        near = {
            name: None if one is None else _slot(one, {}, found, desk.zone)
            for name, one in (("shorter", found.shorter), ("later", later))
        }
        print_object(session, {"slots": rows, **near, "people": people, **_read(found, desk.zone)})
        return DONE
    for line in _lines(found, later, numbers, desk.zone):
        session.say(plain(line))
    return DONE


def _id(session: Session, args: argparse.Namespace) -> str:
    return Names(session.desk, session.audience).id_of(BOOKING.name, args.id)


def _wish(args: argparse.Namespace) -> Wish:
    last = parse_day(args.by) if args.by else None
    if args.last:
        end = parse_day(args.last)
        last = end.fromordinal(max(1, end.toordinal() - 1))
    return Wish(
        minutes=whole_number(args.minutes, "minutes") if args.minutes else None,
        first=parse_day(args.first) if args.first else None,
        last=last,
        site=args.site,
        online=args.online,
        attendees=(
            *(_wanted(text, "required") for text in args.attendee),
            *(_wanted(text, "optional") for text in args.optional),
        ),
        orgs=tuple(args.org),
    )


def _wanted(text: str, role: str) -> Wanted:
    name, email = parseaddr(text)
    return Wanted(name, email.lower(), role) if "@" in email else Wanted(text.strip(), "", role)


def _own(booked: Booked | None) -> frozenset[str]:
    """Return the series of a booking's own holds: they give way to what is found for it."""
    return frozenset(one.event for one in booked.live) if booked else frozenset()


def _kept(session: Session, booked: Booked | None, found: Found) -> Mapping[tuple[str, str], str]:
    """Keep what was found with its booking; return the numbers by which steps name the times."""
    slots = as_slots(session.desk, found.suggestions)
    if booked is None:
        return {tuple(slot.split("/")): str(n) for n, slot in enumerate(slots, 1)}  # type: ignore[misc]
    if not slots:
        return {}
    kept = keep_options(session.desk, session.actor, session.audience, booked.booking.id, slots)
    return {(one.start, one.end): str(n) for n, one in enumerate(kept, 1)}


def _number(one: Suggestion, numbers: Mapping[tuple[str, str], str], zone: ZoneInfo) -> str | None:
    start, end = (f"{local(at, zone):%Y-%m-%dT%H:%M}" for at in (one.start, one.end))
    return numbers.get((start, end))


def _slot(
    one: Suggestion, numbers: Mapping[tuple[str, str], str], found: Found, zone: ZoneInfo
) -> dict[str, Any]:
    return {
        "id": _number(one, numbers, zone),
        "start": iso(one.start, zone),
        "end": iso(one.end, zone),
        "minutes": (one.end - one.start) // MINUTE,
        "site": found.ask.site_id,
        "why": list(one.why),
        "warns": list(one.warns),
        "busy_optional": list(one.busy_optional),
        "unknown": list(one.unknown),
        "stale": bool(found.stale),
    }


def _person(row: PersonRow, zone: ZoneInfo) -> dict[str, Any]:
    """Return what is known of a person; their busy times are in the picture alone."""
    known = [{"start": iso(a, zone), "end": iso(b, zone)} for a, b in row.known]
    return {"name": row.name, "role": row.role, "known": known, "read_at": _at(row.read_at, zone)}


def _read(found: Found, zone: ZoneInfo) -> dict[str, Any]:
    return {"read_at": _at(found.read_at, zone), "stale": list(found.stale)}


def _at(when: Instant | None, zone: ZoneInfo) -> str | None:
    return None if when is None else iso(when, zone)


def _lines(
    found: Found,
    later: Suggestion | None,
    numbers: Mapping[tuple[str, str], str],
    zone: ZoneInfo,
) -> Iterator[str]:
    for one in found.suggestions:
        start, end = local(one.start, zone), local(one.end, zone)
        number = _number(one, numbers, zone) or "-"
        yield f"{number:>2}  {day_words(start.date())}  {start:%H:%M}–{end:%H:%M}"
        yield f"{'':4}{'. '.join(one.why)}." if one.why else ""
        for warning in one.warns:
            yield f"{'':4}! {warning}"
    if not found.suggestions:
        yield from nothing_fits(found, later, zone)


def nothing_fits(found: Found, later: Suggestion | None, zone: ZoneInfo) -> Iterator[str]:
    """Yield the sentences for when no time fits: what comes nearest."""
    last = local(found.ask.window.end - 1, zone).date()
    yield f"No time fits until {full_day(last)}."
    if found.shorter is not None:
        start = local(found.shorter.start, zone)
        minutes = (found.shorter.end - found.shorter.start) // MINUTE
        yield (
            f"{full_day(start.date())} at {start:%H:%M} works for {counted(minutes, 'minute')}"
            f" instead of {found.ask.minutes}."
        )
    elif later is not None:
        start = local(later.start, zone)
        yield f"The next is {full_day(start.date())} at {start:%H:%M}."


def _freebusy(session: Session, args: argparse.Namespace) -> int:
    desk = session.desk
    if not args.file and not args.ask:
        known = all_free_busy(desk.connection)
        rows = [_free_busy_shape(one, desk.zone) for one in known]
        lines = [_free_busy_line(one, desk.zone) for one in known]
        print_list(session, "items", rows, lines or ["Nobody's busy times are known."])
        return DONE
    read = _read_free_busy(session, args)
    for note in read.notes:
        session.note(plain(note))
    rows = [_free_busy_shape(one, desk.zone) for one in read.found]
    print_list(session, "items", rows, [_free_busy_line(one, desk.zone) for one in read.found])
    return IN_PART if args.ask and not read.found else DONE


def _read_free_busy(session: Session, args: argparse.Namespace) -> FreeBusyRead:
    """Read a file, or ask a server."""
    desk, now = session.desk, session.now
    if not args.ask and "://" not in args.file:
        if args.file != "-":
            return read_free_busy_file(desk, Path(args.file), now, args.of)
        data = session.stdin.read().encode("utf-8", "surrogateescape")
        return take_free_busy(desk, data, "standard input", now, args.of)
    today = local_day(now, desk.zone)
    first = parse_day(args.first) if args.first else today
    last = parse_day(args.last) if args.last else first + timedelta(weeks=WEEKS)
    window = parse_window(first.isoformat(), last.isoformat(), desk.zone)
    secrets = read_secrets(session) if args.secrets_stdin else None
    if args.ask:
        return ask_free_busy(desk, args.ask, window, now, secrets=secrets)
    return ask_calendar(desk, args.file, args.of, args.source, window, now, secrets=secrets)


def _free_busy_shape(one: FreeBusy, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "email": one.email,
        "source": one.source,
        "start": iso(one.covers.start, zone),
        "end": iso(one.covers.end, zone),
        "busy": [
            {"start": iso(each.start, zone), "end": iso(each.end, zone), "kind": each.kind.value}
            for each in one.busy
        ],
        "read_at": iso(one.read_at, zone),
    }


def _free_busy_line(one: FreeBusy, zone: ZoneInfo) -> str:
    first, last = (local(at, zone).date() for at in (one.covers.start, one.covers.end - 1))
    read = local(one.read_at, zone)
    source = "a file" if one.source == FROM_FILE else one.source
    return (
        f"{one.email}: {counted(len(one.busy), 'busy time')} from {short_day(first)} to"
        f" {short_day(last)} {last.year}, from {source}, {short_day(read.date())} {read:%H:%M}"
    )
