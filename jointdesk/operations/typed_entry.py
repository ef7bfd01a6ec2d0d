"""One typed line as an event: "ICB exec Thu 2-3.30pm @Wexmere House /WEX !hold". Pure.

The grammar and its examples are in docs/typed-entry.md. A line is taken apart into words; at each
word the readings of days, times, repeats and marks are tried, and the longest is taken; what none
reads is the title. What is ambiguous gives a problem with its nearest reading and no event.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from jointdesk.operations.typed_days import DayReading, Until, read_days, read_until
from jointdesk.operations.typed_event import TypedEvent
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
from jointdesk.operations.typed_repeats import (
    LOOSE,
    Count,
    Lasting,
    Repeat,
    read_count,
    read_lasting,
    read_repeat,
)
from jointdesk.operations.typed_times import TimeReading, read_length, read_times
from jointdesk.operations.typed_when import AllDay, Length, Said, planned
from jointdesk.operations.typed_words import DASHES, Line

LONGEST_LINE = 2000
"""Characters that a typed line has at most."""
_ADJACENT = (DayReading, Repeat)
_TWICE = {
    DayReading: "days", TimeReading: "times", Repeat: "ways to repeat", Until: "ends",
    Count: "counts", Lasting: "lengths", Length: "lengths", OrgMark: "organisations",
    PlaceMark: "places",
}  # fmt: skip


class Understood(NamedTuple):
    """Words of the line that were read as something."""

    words: str
    kind: str


class TypedReading(NamedTuple):
    """What a line comes to: an event, or problems, each a sentence with the nearest reading.

    `notes` say what was left in the title although it may have been meant otherwise.
    """

    event: TypedEvent | None
    understood: tuple[Understood, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_typed(text: str, setting: Setting) -> TypedReading:
    """Return the event that a line describes, or what about it is not understood."""
    if len(text) > LONGEST_LINE:
        return TypedReading(None, problems=(f"A line has at most {LONGEST_LINE:,} characters.",))
    line = Line(text)
    phrases = _settled(find_phrases(line, _readers(setting), _may_follow))
    problems = [one.value.problem for one in phrases if getattr(one.value, "problem", "")]
    said = _said(line, phrases, problems)
    title = title_of(line, phrases)
    times = None if problems else planned(said, setting.today, problems)
    if times is None and not said.times:
        problems += _unread(title)
    if not title:
        problems.append("Nothing is left for the title: say what it is.")
    mark, place = first_of(phrases, OrgMark), first_of(phrases, PlaceMark)
    org = mark.org_id if mark else setting.org
    if mark is None and not org:
        codes = " or ".join(f"/{one.code}" for one in setting.organisations)
        problems.append(f"Say whose it is: {codes or '/CODE'}.")
    told = tuple(Understood(line.part(one.begin, one.end), _kind(one.value)) for one in phrases)
    if problems or times is None:
        return TypedReading(None, told, tuple(dict.fromkeys(problems)))
    marks = {one.value.field: one.value.value for one in phrases if isinstance(one.value, Mark)}
    event = TypedEvent(
        title,
        *times,
        org=org,
        place=place.place if place else "",
        status=marks.get("status", "confirmed"),
        visibility=marks.get("visibility", "all"),
    )
    return TypedReading(event, told, notes=_notes(line, phrases))


# Phrases


def _readers(setting: Setting) -> list[Reader]:
    today: date = setting.today
    return [
        lambda line, at: read_days(line, at, today),
        read_times,
        read_repeat,
        lambda line, at: read_until(line, at, today),
        read_count,
        read_lasting,
        _length,
        _all_day,
        lambda line, at: read_org(line, at, setting),
        lambda line, at: read_place(line, at, setting),
        lambda line, at: read_mark(line, at, setting),
    ]


def _length(line: Line, at: int) -> Found:
    found = read_length(line, at)
    return None if found is None else (Length(found[0]), found[1])


def _all_day(line: Line, at: int) -> Found:
    after = line.after(at, "all day", "all - day")
    return None if after is None else (AllDay(), after)


def _may_follow(value: Any, key: str, at: int, before: Sequence[Phrase]) -> bool:
    """False for "to Friday" and "- Friday" anywhere but right behind the time of a day."""
    if not isinstance(value, Until) or key not in ("to", *DASHES):
        return True
    is_beside = bool(before) and before[-1].end == at
    return (
        is_beside
        and isinstance(before[-1].value, TimeReading)
        and bool(first_of(before, DayReading))
    )


def _settled(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return the phrases without those that are words of the title after all.

    Bare numbers are a time only beside a day and where no other time is said; a count is one only
    of something that repeats.
    """
    strong = any(isinstance(one.value, TimeReading) and not one.value.is_weak for one in phrases)
    repeats = any(isinstance(one.value, Repeat) for one in phrases)
    beside = {
        edge for one in phrases if isinstance(one.value, _ADJACENT) for edge in (one.begin, one.end)
    }

    def is_meant(one: Phrase) -> bool:
        match one.value:
            case TimeReading(is_weak=True):
                return not strong and bool(beside & {one.begin, one.end})
            case Count():
                return repeats
            case _:
                return True

    return [one for one in phrases if is_meant(one)]


def _said(line: Line, phrases: Sequence[Phrase], problems: list[str]) -> Said:
    """Return what is said about when; what is said twice is a problem."""
    order = [type(one.value) for one in phrases if isinstance(one.value, _WHEN)]
    is_stretch = order == [DayReading, TimeReading, Until, TimeReading]
    once = {kind: name for kind, name in _TWICE.items() if not (is_stretch and kind is TimeReading)}
    problems += said_twice(line, phrases, once)
    marked = [one.value.field for one in phrases if isinstance(one.value, Mark)]
    if len(marked) > len(set(marked)):
        problems.append("Only one status can be given.")
    times = [one.value for one in phrases if isinstance(one.value, TimeReading)]
    return Said(
        day=first_of(phrases, DayReading),
        times=tuple(times),
        repeat=first_of(phrases, Repeat),
        until=first_of(phrases, Until),
        count=first_of(phrases, Count),
        lasting=first_of(phrases, Lasting),
        length=first_of(phrases, Length),
        is_all_day=first_of(phrases, AllDay) is not None,
        is_stretch=is_stretch,
    )


_WHEN = (DayReading, TimeReading, Repeat, Until, Count, Lasting, Length, AllDay)
_KINDS = {
    DayReading: "day", TimeReading: "time", Repeat: "repeat", Until: "until", Count: "count",
    Lasting: "length", Length: "length", AllDay: "time", OrgMark: "organisation",
    PlaceMark: "place", Mark: "mark",
}  # fmt: skip


def _kind(value: Any) -> str:
    return _KINDS[type(value)]


# The rest


def _unread(title: str) -> list[str]:
    """Return a sentence on what in the title looks like a day or a time and is none."""
    odd = [one for one in title.split() if any(letter.isdigit() for letter in one)]
    if not odd:
        return []
    told = " and ".join(f"“{one}”" for one in odd[:3])
    return [f"{told} is not read as a day or a time: write for example 14:00, 2pm or 14 Dec."]


def _notes(line: Line, phrases: Sequence[Phrase]) -> tuple[str, ...]:
    """Return what is said of words that were left in the title."""
    taken = {at for one in phrases for at in range(one.begin, one.end)}
    left = [at for at in range(len(line)) if at not in taken]
    notes = [
        f"“{line.part(at, at + 2)}” is left in the title; “for …” before it is how long it lasts."
        for at in left
        if line.words[at].opens and read_length(line, at, "") and not first_of(phrases, Length)
    ]
    if first_of(phrases, Repeat) is None:
        notes += [
            f"“{line.words[at].text}” is left in the title; “every …” makes it repeat."
            for at in left
            if line.key(at) in LOOSE
        ]
    return tuple(notes)
