"""One typed line as a booking: "Fees with Cllr Stott 90 min by Fri 8 Jan @Town Hall /CAL". Pure.

The grammar and its examples are in docs/typed-entry.md. It is read as the line of an event is: the
longest reading at each word counts, the rest is the title, and what is ambiguous gives a problem
with its nearest reading and no booking.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from jointdesk.domain.bookings import LONGEST
from jointdesk.domain.words import full_day
from jointdesk.operations.event_times import Times
from jointdesk.operations.typed_asking import (
    Both,
    Days,
    Where,
    Who,
    read_both,
    read_limits,
    read_where,
    read_who,
)
from jointdesk.operations.typed_booking import DEFAULT_MINUTES, TypedBooking
from jointdesk.operations.typed_entry import LONGEST_LINE, Understood
from jointdesk.operations.typed_marks import (
    Mark,
    OrgMark,
    PlaceMark,
    Setting,
    read_mark,
    read_org,
    read_place,
)
from jointdesk.operations.typed_phrases import (
    Found,
    Phrase,
    Reader,
    find_phrases,
    first_of,
    said_twice,
    title_of,
)
from jointdesk.operations.typed_times import TimeReading, clock_text, read_length, read_times
from jointdesk.operations.typed_when import Length
from jointdesk.operations.typed_words import DASHES, Line, quoted

_TWICE: dict[type[Any], str] = {
    Length: "lengths", TimeReading: "times", Who: "people who ask", PlaceMark: "places",
    Where: "ways to meet", Both: "organisations",
}  # fmt: skip
_KINDS: dict[type[Any], str] = {
    Days: "day", TimeReading: "time", Length: "length", Who: "who", OrgMark: "organisation",
    Both: "organisation", PlaceMark: "place", Where: "place", Mark: "mark",
}  # fmt: skip
_PARTING = frozenset((",", ";", *DASHES))


class BookingReading(NamedTuple):
    """What a line comes to: a booking, or problems, each a sentence with the nearest reading.

    `notes` say what was left in the title although it may have been meant otherwise.
    """

    booking: TypedBooking | None
    understood: tuple[Understood, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_booking(text: str, setting: Setting, orgs: Sequence[str] = ()) -> BookingReading:
    """Return the booking that a line describes, or what about it is not understood.

    `orgs` are the ids of the organisations that are meant where the line names none.
    """
    if len(text) > LONGEST_LINE:
        told = f"A line has at most {LONGEST_LINE:,} characters."
        return BookingReading(None, problems=(told,))
    line = Line(text)
    phrases = _settled(line, find_phrases(line, _readers(setting), _always))
    problems = [one.value.problem for one in phrases if getattr(one.value, "problem", "")]
    problems += said_twice(line, phrases, _TWICE)
    title = title_of(line, phrases)
    if not title:
        problems.append("Nothing is left for the title: say what it is for.")
    owners = _orgs(phrases) or tuple(orgs)
    problems += _unowned(phrases, owners, setting)
    problems += _odd_marks(phrases, owners)
    days, slot, minutes = _when(line, phrases, setting.today, problems)
    understood = tuple(
        Understood(line.part(one.begin, one.end), _KINDS[type(one.value)]) for one in phrases
    )
    if problems:
        return BookingReading(None, understood, tuple(dict.fromkeys(problems)))
    place, where, who = (first_of(phrases, kind) for kind in (PlaceMark, Where, Who))
    booking = TypedBooking(
        title,
        owners,
        minutes,
        days.after,
        days.by,
        slot,
        place=place.place if isinstance(place, PlaceMark) else "",
        online=where.online if isinstance(where, Where) else None,
        asked_by=who.name if isinstance(who, Who) else "",
        asked_by_email=who.email if isinstance(who, Who) else "",
        visibility="own_org" if first_of(phrases, Mark) else "all",
    )
    return BookingReading(booking, understood, notes=tuple(_notes(line, phrases)))


# Phrases


def _readers(setting: Setting) -> list[Reader]:
    today = setting.today
    return [
        lambda line, at: read_limits(line, at, today),
        read_times,
        _length,
        lambda line, at: read_who(line, at, today),
        read_where,
        lambda line, at: read_both(line, at, setting),
        lambda line, at: read_org(line, at, setting),
        lambda line, at: read_place(line, at, setting),
        lambda line, at: read_mark(line, at, setting),
    ]


def _length(line: Line, at: int) -> Found:
    found = read_length(line, at) or read_length(line, at, "")
    return None if found is None else (Length(found[0]), found[1])


def _always(_value: Any, _key: str, _at: int, _before: Sequence[Phrase]) -> bool:
    return True


def _settled(line: Line, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return the phrases without those that are words of the title after all.

    Bare numbers are a time only beside a day; "online" is a place only beside something read.
    """
    strong = any(isinstance(one.value, TimeReading) and not one.value.is_weak for one in phrases)
    found: list[Phrase] = []
    for one in phrases:
        edges = {one.begin, one.end}
        others = [each for each in phrases if each is not one]
        beside = [each for each in others if edges & {each.begin, each.end}]
        match one.value:
            case TimeReading(is_weak=True):
                is_meant = not strong and any(isinstance(each.value, Days) for each in beside)
            case Where(is_weak=True):
                around = {line.key(one.begin - 1) if one.begin else "", line.key(one.end)}
                is_meant = bool(beside or around & _PARTING)
            case _:
                is_meant = True
        found += [one] if is_meant else []
    return found


def _orgs(phrases: Sequence[Phrase]) -> tuple[str, ...]:
    both = first_of(phrases, Both)
    named = [one.value.org_id for one in phrases if isinstance(one.value, OrgMark)]
    return tuple(dict.fromkeys([*(one for one in named if one), *(both.org_ids if both else ())]))


def _unowned(phrases: Sequence[Phrase], owners: Sequence[str], setting: Setting) -> list[str]:
    if owners or any(isinstance(one.value, OrgMark) for one in phrases):
        return []
    codes = " or ".join(f"/{one.code}" for one in setting.organisations)
    return [f"Say whose it is: {codes or '/CODE'}, or /both."]


def _odd_marks(phrases: Sequence[Phrase], orgs: Sequence[str]) -> list[str]:
    marks = [one.value for one in phrases if isinstance(one.value, Mark)]
    found = [
        f"“!{one.value}” is said of times, by “booking hold” and “booking confirm”. Nearest:"
        " without it."
        for one in marks
        if one.field == "status"
    ]
    if any(one.field == "visibility" for one in marks) and len(orgs) > 1:
        found.append("“!private” is for one organisation. Nearest: without it.")
    return found


# When


def _when(
    line: Line, phrases: Sequence[Phrase], today: date, problems: list[str]
) -> tuple[Days, Times | None, int]:
    """Return the days it may be on, the time that was asked for, and how long it lasts."""
    days, told = _limits(line, phrases)
    problems += told
    length, time = first_of(phrases, Length), first_of(phrases, TimeReading)
    minutes = length.minutes if length else DEFAULT_MINUTES
    if minutes > LONGEST:
        problems.append("It lasts at most a day: 24 hours.")
    if told:
        return days, None, minutes
    if time is None:
        if days.is_exact and not problems:
            words = _words(line, phrases)
            problems.append(
                f"“{words}” may be the day itself or the last one: write “on {words}” or"
                f" “by {words}”. Nearest: by {full_day(days.by or today)}."
            )
        return days, None, minutes
    if days.after is None or days.after != days.by:
        at = clock_text(time.start)
        problems.append(f"Say on which day {at} is, or no time. Nearest: without it.")
        return days, None, minutes
    if time.end is not None and length is not None:
        problems.append("Its length and its end are both given. Nearest: without the length.")
        return days, None, minutes
    end = time.start + minutes if time.end is None else time.end
    slot = Times(_moment(days.after, time.start), _moment(days.after, end))
    return Days(), slot, end - time.start


def _limits(line: Line, phrases: Sequence[Phrase]) -> tuple[Days, list[str]]:
    """Return the first and the last day of all that is said of days."""
    said = [one for one in phrases if isinstance(one.value, Days)]
    firsts = [one for one in said if one.value.after is not None]
    lasts = [one for one in said if one.value.by is not None]
    for found, name in ((firsts, "first days"), (lasts, "last days")):
        if len(found) > 1:
            words = [line.part(one.begin, one.end) for one in found]
            told = " and ".join(f"“{one}”" for one in words)
            return Days(), [
                f"{told} are {len(words)} {name}: put what belongs to the title in quotes."
                f" Nearest: “{words[0]}”."
            ]
    after = firsts[0].value.after if firsts else None
    by = lasts[0].value.by if lasts else None
    if after and by and by < after and not any(one.value.problem for one in said):
        return Days(), [f"It would end, on {full_day(by)}, before it may start."]
    is_exact = len(said) == 1 and said[0].value.is_exact
    return Days(after, by, is_exact=is_exact), []


def _words(line: Line, phrases: Sequence[Phrase]) -> str:
    return next(line.part(one.begin, one.end) for one in phrases if isinstance(one.value, Days))


def _moment(day: date, minute: int) -> str:
    moment = datetime.fromisoformat(day.isoformat()) + timedelta(minutes=minute)
    return moment.isoformat(timespec="minutes")


# The rest


def _notes(line: Line, phrases: Sequence[Phrase]) -> list[str]:
    """Return what is said of words that were left in the title."""
    taken = {at for one in phrases for at in range(one.begin, one.end)}
    notes = []
    for at in range(len(line)):
        if at in taken or not line.words[at].opens:
            continue
        if line.key(at) == "online":
            notes.append("“online” is left in the title; “@online” says where it is.")
        word = line.words[at + 1] if at + 1 < len(line) else None
        if line.key(at) == "from" and word is not None and at + 1 not in taken:
            notes.append(
                f"“from {word.text}” is left in the title; “from {quoted(word.text)}” says who"
                " asks."
            )
    return notes
