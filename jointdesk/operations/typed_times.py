"""Times of day as people write them: "2-3.30pm", "half past 2", "9.30 to 11", "for 45 min". Pure.

Without am or pm the hours 1 to 6 are in the afternoon, 8 to 12 as they stand; 7 may be either and
is asked about. An end without am or pm is the first such time after the start.
"""

from typing import NamedTuple

from jointdesk.domain.words import MONTHS
from jointdesk.operations.typed_words import DASHES, Line

A_DAY = 24 * 60
_HALF_DAY = 12 * 60
_LATE, _EARLY = 18 * 60, 6 * 60
"""A meeting that begins so late may end so early on the next day."""
_HOURS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_PAST = {"half past": 30, "quarter past": 15, "quarter to": -15, "half": 30}
_HALVES = {"am": "am", "pm": "pm", "a . m .": "am", "p . m .": "pm", "a . m": "am", "p . m": "pm"}
_MINUTES = ("minutes", "minute", "mins", "min", "m")
_HOUR_UNITS = ("hours", "hour", "hrs", "hr", "h")
_NOT_AFTER_A_BARE_HOUR = (
    {"st", "nd", "rd", "th", "days", "day", "weeks", "week", "months", "month", "times"}
    | {*_MINUTES, *_HOUR_UNITS}
    | {month.casefold() for month in MONTHS}
    | {month[:3].casefold() for month in MONTHS}
    | {"sept"}
)


class TimeReading(NamedTuple):
    """Minutes of the day, `end` None where only a start was said, beyond 1440 on the next day.

    `is_weak` means that it may be something else ("sections 2-3"): it counts only beside a day.
    `problem` is a sentence, with the nearest reading; the times are then not to be used.
    """

    start: int
    end: int | None = None
    is_weak: bool = False
    problem: str = ""


class _Clock(NamedTuple):
    """A time as written; `half` "am", "pm" or ""; `is_exact` on the 24-hour clock.

    `is_bare` means that it is a number and nothing more.
    """

    hour: int
    minute: int
    half: str = ""
    is_exact: bool = False
    is_bare: bool = False

    @property
    def minutes(self) -> int | None:
        """The minute of the day, None where 7 may be either."""
        if self.half:
            return self.hour % 12 * 60 + self.minute + _HALF_DAY * (self.half == "pm")
        if self.is_exact or self.hour > 7:
            return self.hour * 60 + self.minute
        return None if self.hour == 7 else self.hour * 60 + self.minute + _HALF_DAY


def clock_text(minute: int) -> str:
    """Return "14:30"; the end of a day is 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def read_times(line: Line, at: int) -> tuple[TimeReading, int] | None:
    """Return the time or range of times that stands there, and where it ends."""
    begun = line.after(at, "at", "from", "between")
    begin = at if begun is None else begun
    first = _clock(line, begin)
    if first is None:
        return None
    clock, after = first
    joins = ("and",) if line.key(at) == "between" else (*DASHES, "to", "until", "till")
    joint = line.after(after, *joins)
    last = None if joint is None else _clock(line, joint)
    if last is None:
        if (clock.is_bare and begun is None) or line.key(at) == "between":
            return None
        return _single(clock, line.part(at, after)), after
    end, after = last
    is_weak = begun is None and clock.is_bare and end.is_bare
    if is_weak and (clock.hour, clock.minute) == (end.hour, end.minute):
        return None
    reading = _ranged(clock, end, line.part(at, after))
    return reading._replace(is_weak=is_weak), after


def _single(clock: _Clock, words: str) -> TimeReading:
    if clock.minutes is None:
        return TimeReading(0, problem=_either(clock, words))
    if clock.minutes == A_DAY:
        return TimeReading(
            0, problem=f"“{words}” may begin or end a day. Nearest: 00:00 of the day that begins."
        )
    return TimeReading(clock.minutes)


def _either(clock: _Clock, words: str) -> str:
    minute = f"{clock.minute:02}"
    return (
        f"“{words}” may be in the morning or in the evening:"
        f" write 07:{minute} or 19:{minute}. Nearest: 19:{minute}."
    )


def _ranged(first: _Clock, last: _Clock, words: str) -> TimeReading:
    start = _start_beside(first, last)
    if start is None:
        return TimeReading(0, problem=_either(first, words))
    if start == A_DAY:
        start = 0
    if not (last.half or last.is_exact):
        end = last.hour % 12 * 60 + last.minute
        while end <= start:
            end += _HALF_DAY
        return TimeReading(start, end)
    end = last.minutes or 0
    if end <= start and start >= _LATE and end <= _EARLY:
        return TimeReading(start, end + A_DAY)
    if end <= start:
        told = f"“{words}” would end before it starts."
        near = f"{clock_text(end)} to {clock_text(start)}" if end < start else clock_text(start)
        return TimeReading(0, problem=f"{told} Nearest: {near}.")
    return TimeReading(start, end)


def _start_beside(first: _Clock, last: _Clock) -> int | None:
    """Return the start of a range: its am or pm is that of the end where this makes sense."""
    if first.half or first.is_exact or not last.half or first.hour > 12:
        return first.minutes
    same = first._replace(half=last.half).minutes or 0
    other = first._replace(half="am" if last.half == "pm" else "pm").minutes or 0
    return same if same < (last.minutes or 0) or other < _EARLY else other


def _clock(line: Line, at: int) -> tuple[_Clock, int] | None:
    """Return the time that stands there, and where it ends."""
    for word, minutes in (("noon", _HALF_DAY), ("midday", _HALF_DAY), ("midnight", A_DAY)):
        if line.key(at) == word:
            return _Clock(minutes // 60, 0, is_exact=True), at + 1
    return _past(line, at) or _with_minutes(line, at) or _with_hours(line, at)


def _past(line: Line, at: int) -> tuple[_Clock, int] | None:
    """Read "half past 2", "quarter to three" and "half 2"."""
    for words, step in _PAST.items():
        begin = line.after(at, words, f"a {words}")
        if begin is None:
            continue
        hour = _HOURS.get(line.key(begin)) or line.number(begin) or 0
        if not 1 <= hour <= 12 or line.key(begin + 1) in _NOT_AFTER_A_BARE_HOUR:
            return None
        half, after = _half(line, begin + 1)
        if step > 0:
            return _Clock(hour, step, half), after
        if hour == 1 or (hour == 12 and half):  # the hour before is in the other half, or 12
            half = {"am": "pm", "pm": "am"}.get(half, "") if hour == 12 else half
            return _Clock(12 if hour == 1 else 11, 60 + step, half), after
        return _Clock(hour - 1, 60 + step, half), after
    return None


def _with_minutes(line: Line, at: int) -> tuple[_Clock, int] | None:
    """Read "14:00", "3.30pm" and "9.30"."""
    hour, minute = line.number(at), line.number(at + 2)
    if hour is None or minute is None or not line.glued(at + 1, ":", "."):
        return None
    if len(line.key(at)) > 2 or len(line.key(at + 2)) != 2 or minute > 59 or hour > 24:
        return None
    if line.glued(at + 3, ".", ":", "/"):
        return None
    half, after = _half(line, at + 3)
    if half and not 1 <= hour <= 12:
        return None
    if hour == 24 and minute:
        return None
    is_exact = not half and (line.key(at).startswith("0") or not 1 <= hour <= 12)
    return _Clock(hour, minute, half, is_exact), after


def _with_hours(line: Line, at: int) -> tuple[_Clock, int] | None:
    """Read "2pm", "2 o'clock", "1430" and a bare "2"."""
    key, number = line.key(at), line.number(at)
    if number is None:
        oclock = line.after(at + 1, "o'clock")
        return (_Clock(_HOURS[key], 0), oclock) if oclock and key in _HOURS else None
    half, after = _half(line, at + 1)
    if half:
        return (_Clock(number, 0, half), after) if 1 <= number <= 12 else None
    oclock = line.after(at + 1, "o'clock")
    if oclock is not None:
        return (_Clock(number, 0), oclock) if 1 <= number <= 12 else None
    if _goes_on(line, at):
        return None
    if len(key) == 4:
        hour, minute = divmod(number, 100)
        is_time = hour < 24 and minute < 60
        return (_Clock(hour, minute, is_exact=True, is_bare=True), at + 1) if is_time else None
    if number > 23 or len(key) > 2:
        return None
    is_exact = key.startswith("0") or number > 12
    return _Clock(number, 0, is_exact=is_exact, is_bare=True), at + 1


def _goes_on(line: Line, at: int) -> bool:
    """True if a bare number is part of something else: "14th", "2 Dec", "3/4", "2 days", "3.5"."""
    after = line.key(at + 1)
    if after in _NOT_AFTER_A_BARE_HOUR:
        return True
    return line.glued(at + 1, ".", ":", "/") or (line.key(at + 1) == "%" and line.is_glued(at + 1))


def _half(line: Line, at: int) -> tuple[str, int]:
    """Return "am", "pm" or "", and where it ends."""
    for words, half in _HALVES.items():
        after = line.after(at, words)
        if after is not None and all(line.is_glued(one) for one in range(at + 1, after)):
            return half, after
    return "", at


# How long


def read_length(line: Line, at: int, lead: str = "for") -> tuple[int, int] | None:
    """Return the minutes of "for 45 min", "for an hour and a half", and where it ends.

    `lead` is the word before the number, "" for none.
    """
    begin = line.after(at, lead)
    if begin is None:
        return None
    for words, minutes in (
        ("half an hour", 30), ("an hour and a half", 90), ("an hour", 60), ("one hour", 60),
        ("a quarter of an hour", 15), ("three quarters of an hour", 45), ("two hours", 120),
    ):  # fmt: skip
        after = line.after(begin, words)
        if after is not None:
            return minutes, after
    return _numbered_length(line, begin)


def _numbered_length(line: Line, at: int) -> tuple[int, int] | None:
    number = line.number(at)
    if number is None:
        return None
    tenths, after = 0, at + 1
    if line.glued(after, ".") and len(line.key(after + 1)) == 1:
        tenths, after = line.number(after + 1) or 0, after + 2
    unit = line.after(after, *_HOUR_UNITS)
    if unit is None:
        minutes = line.after(after, *_MINUTES)
        return None if minutes is None or tenths or not number else (number, minutes)
    length = number * 60 + tenths * 6
    if not length:
        return None
    begin = line.skip(unit, "and")
    more = line.number(begin)
    if more is None or tenths or more > 59:
        return length, unit
    end = line.after(begin + 1, *_MINUTES)
    if end is not None:
        return length + more, end
    return (length + more, begin + 1) if line.is_glued(begin) else (length, unit)
