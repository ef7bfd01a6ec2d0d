"""When a typed event is, from the days, times and repeats that a line names. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from jointdesk.domain.words import full_day
from jointdesk.operations.event_times import DEFAULT_MINUTES
from jointdesk.operations.typed_days import DayReading, Until
from jointdesk.operations.typed_event import Series
from jointdesk.operations.typed_repeats import Count, Lasting, Repeat
from jointdesk.operations.typed_times import TimeReading, clock_text


class Length(NamedTuple):
    """How many minutes."""

    minutes: int


class AllDay(NamedTuple):
    """That it lasts all day."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says about when; `is_stretch` means from a time of a day to one of another."""

    day: DayReading | None = None
    times: tuple[TimeReading, ...] = ()
    repeat: Repeat | None = None
    until: Until | None = None
    count: Count | None = None
    lasting: Lasting | None = None
    length: Length | None = None
    is_all_day: bool = False
    is_stretch: bool = False


class Times(NamedTuple):
    """Start and end as stored (`domain.events.Event`), and how often, None for once."""

    start: str
    end: str
    series: Series | None = None


def planned(said: Said, today: date, problems: list[str]) -> Times | None:
    """Return when it is; None, with a sentence among the problems, where that is not clear."""
    told = _missing(said, today) or _at_odds(said)
    if told:
        problems.append(told)
        return None
    times = _stretch(said) if said.is_stretch else _planned(said, today)
    if isinstance(times, str):
        problems.append(times)
        return None
    return times


def _missing(said: Said, today: date) -> str:
    """Return what is not said and must be."""
    names_days = said.repeat is not None and said.repeat.names_days
    if said.day is None and not names_days:
        if said.times and said.repeat is None:
            at = clock_text(said.times[0].start)
            return f"Say on which day it is. Nearest: today {at}."
        what = "begins" if said.repeat else "is"
        return f"Say on which day it {what}, such as Thu or 14 Dec. Nearest: {full_day(today)}."
    several = said.until or said.lasting or (said.day and said.day.last)
    if not said.times and not said.is_all_day and (said.repeat or not several):
        return "Say at what time it is, such as 14:00 or 2-3.30pm. Nearest: all day."
    return ""


def _at_odds(said: Said) -> str:
    """Return what is said that does not go together."""
    if said.is_all_day and said.times:
        return "It is all day, or at a time, not both. Nearest: without “all day”."
    if said.length and not said.times:
        return "A length in minutes or hours needs a time at which it starts, such as 14:00."
    if said.length and any(one.end is not None for one in said.times):
        return "Its length and its end are both given. Nearest: without the length."
    ends = [
        one for one in (said.until, said.count, said.lasting, said.day and said.day.last) if one
    ]
    if len(ends) > 1:
        return "More than one end is given: keep one."
    if said.times and ends and not said.repeat and not said.is_stretch:
        return (
            "Several days and a time may mean every day, or all the time between. Nearest:"
            " “every day” before them; or “14 Dec 14:00 to 16 Dec 11:00”."
        )
    return ""


def _stretch(said: Said) -> Times | str:
    """Return times from one day to another: "14 Dec 2pm to 16 Dec 11am"."""
    if not said.day or not said.until or any(one.end is not None for one in said.times):
        return "A stretch of days has one time on its first day and one on its last."
    start = _moment(said.day.first, said.times[0].start)
    end = _moment(said.until.day, said.times[1].start)
    if end <= start:
        return f"It would end before it starts. Nearest: {_at(end)} to {_at(start)}."
    return Times(_text(start), _text(end))


def _at(moment: datetime) -> str:
    return f"{full_day(moment.date())} {moment:%H:%M}"


def _planned(said: Said, today: date) -> Times | str:
    day = said.day.first if said.day else today
    last = said.until.day if said.until else said.day.last if said.day else None
    series = None
    if said.repeat:
        begun = said.repeat.first(day)
        if said.day and not said.day.is_from and said.day.last is None and begun != day:
            return f"{full_day(day)} is none of its days. Nearest: {full_day(begun)}."
        day = begun
        if said.lasting:
            last = day + timedelta(days=said.lasting.days - 1)
        if last and last < day:
            return f"It would end before it starts, on {full_day(day)}."
        repeat = said.repeat.on(day)
        series = Series(repeat, last, said.count.times if said.count else 0)
        last = None
    elif said.lasting:
        last = day + timedelta(days=said.lasting.days - 1)
    if not said.times:
        if last and last < day:
            return f"It would end before it starts, on {full_day(day)}."
        end = (last or day) + timedelta(days=1)
        return Times(day.isoformat(), end.isoformat(), series)
    (time,) = said.times
    length = said.length.minutes if said.length else DEFAULT_MINUTES
    end_minute = time.start + length if time.end is None else time.end
    return Times(_text(_moment(day, time.start)), _text(_moment(day, end_minute)), series)


def _moment(day: date, minute: int) -> datetime:
    return datetime.fromisoformat(day.isoformat()) + timedelta(minutes=minute)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
