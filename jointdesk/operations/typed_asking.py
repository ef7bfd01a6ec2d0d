"""What only the line of a booking has: by and after which day, who asks, online, both bodies. Pure.

"by Fri 8 Jan", "after Christmas", "next week", "in January", "within 2 weeks", "from Cllr Stott",
"@online", "/both".
"""

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from jointdesk.domain.words import full_day
from jointdesk.operations.typed_days import month_of, number_of, read_day, read_days, weekday_of
from jointdesk.operations.typed_marks import Setting
from jointdesk.operations.typed_words import Line

_BY = ("no later than", "at the latest by", "by", "until", "till", "up to")
_FROM = ("not before", "no earlier than", "starting", "from")
_WHO = ("asked by", "requested by", "from")
_END = ("by the end of", "by end of", "before the end of", "until the end of")
_WITHIN = ("within the next", "in the next", "within")
_ONLINE = (
    "@ online", "online", "by video", "by phone", "on teams", "on zoom", "on webex", "over teams",
    "over zoom",
)  # fmt: skip
_WEAK = "online"
_BOTH = ("both", "joint", "all")
_PARTICLES = frozenset("of the and de la van von der da al & for at".split())
_SIGNS = frozenset("-.'&")
_EMAIL = re.compile(r"<?([^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]*[^\s<>@,;.])>?")
_LENGTHS = {"day": 1, "week": 7, "fortnight": 14}


class Days(NamedTuple):
    """The first and the last day that a booking may be on; `problem` is a sentence.

    `is_exact` is True where one day is named and nothing else is said of it.
    """

    after: date | None = None
    by: date | None = None
    problem: str = ""
    is_exact: bool = False


class Who(NamedTuple):
    """Who asks: a name, an e-mail address, or both."""

    name: str = ""
    email: str = ""


class Where(NamedTuple):
    """Whether it is online; `is_weak` where it may be a word of the title."""

    online: bool
    is_weak: bool = False


class Both(NamedTuple):
    """All organisations that the director works for."""

    org_ids: tuple[str, ...]


# Days


def read_limits(line: Line, at: int, today: date) -> tuple[Days, int] | None:
    """Read "by Fri 8 Jan", "after Christmas", "not before 4 Jan", "between 4 and 8 Jan"."""
    return (
        _end_of(line, at, today)
        or _limit(line, at, today)
        or _between(line, at, today)
        or _stretch(line, at, today)
        or _days(line, at, today)
    )


def _limit(line: Line, at: int, today: date) -> tuple[Days, int] | None:
    for leads, is_last, shift in (
        (_BY, True, 0), (("before",), True, -1), (_FROM, False, 0), (("after",), False, 1),
    ):  # fmt: skip
        begin = line.after(at, *leads)
        found = read_day(line, begin, today) if begin is not None else None
        if found is None:
            continue
        reading, after = found
        day = reading.first + timedelta(days=shift)
        problem = reading.problem
        if is_last and day < today and not problem:
            problem = f"“{line.part(at, after)}” has passed. Nearest: by {full_day(today)}."
        return Days(None if is_last else day, day if is_last else None, problem), after
    return None


def _between(line: Line, at: int, today: date) -> tuple[Days, int] | None:
    """Read "between 4 Jan and 8 Jan", and "between 4 and 8 Jan"."""
    begin = line.after(at, "between")
    if begin is None:
        return None
    first = read_day(line, begin, today)
    joint = line.after(first[1], "and") if first else line.after(begin + 1, "and")
    last = read_day(line, joint, today) if joint is not None else None
    if last is None:
        return None
    reading = first[0] if first else None
    number = line.number(begin)
    if reading is None and number is not None:
        try:
            start, problem = last[0].first.replace(day=number), ""
        except ValueError:
            return None
    elif reading is not None:
        start, problem = reading.first, reading.problem
    else:
        return None
    return _checked(line, at, Days(start, last[0].first, problem or last[0].problem), last[1])


def _checked(line: Line, at: int, days: Days, after: int) -> tuple[Days, int]:
    if not days.problem and days.after and days.by and days.by < days.after:
        told = f"“{line.part(at, after)}” would end before it starts."
        days = days._replace(problem=told)
    return days, after


def _days(line: Line, at: int, today: date) -> tuple[Days, int] | None:
    """Read "4-8 Jan", "Mon to Wed", and a single day."""
    found = read_days(line, at, today)
    if found is None:
        return None
    reading, after = found
    if reading.last is not None:
        return Days(reading.first, reading.last, reading.problem), after
    is_on = line.key(at) == "on"
    return Days(reading.first, reading.first, reading.problem, is_exact=not is_on), after


def _stretch(line: Line, at: int, today: date) -> tuple[Days, int] | None:
    """Read "next week", "this week", "in January", "within 2 weeks", "in the next 10 days"."""
    begin = line.after(at, "next week", "this week")
    if begin is not None and weekday_of(line.key(line.skip(begin, "on"))) is None:
        monday = (
            today - timedelta(days=today.weekday()) + timedelta(days=7 * (line.key(at) == "next"))
        )
        friday = monday + timedelta(days=4)
        first = max(monday, today)
        return Days(first, max(friday, first)), begin
    month = month_of(line.key(at + 1)) if line.key(at) == "in" else None
    if month is not None:
        first, last, after = _month(line, at + 1, month, today)
        return Days(max(first, today), last), after
    begin = line.after(at, *_WITHIN)
    return _within(line, begin, today) if begin is not None else None


def _within(line: Line, begin: int, today: date) -> tuple[Days, int] | None:
    number, unit = number_of(line, begin), line.key(begin + 1).removesuffix("s")
    if line.key(begin) in _LENGTHS:  # "within the next week"
        number, unit, begin = 1, line.key(begin), begin - 1
    if number is None or not 0 < number < 1000 or unit not in _LENGTHS:
        return None
    return Days(None, today + timedelta(days=number * _LENGTHS[unit])), begin + 2


def _end_of(line: Line, at: int, today: date) -> tuple[Days, int] | None:
    """Read "by the end of next week", "by end of January", "by the end of the month"."""
    begin = line.after(at, *_END)
    if begin is None:
        return None
    for words, weeks in (("next week", 1), ("this week", 0), ("the week", 0)):
        after = line.after(begin, words)
        if after is not None:
            friday = today + timedelta(days=4 - today.weekday() + 7 * weeks)
            return Days(None, max(friday, today)), after
    for words, months in (("next month", 1), ("this month", 0), ("the month", 0)):
        after = line.after(begin, words)
        if after is not None:
            year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
            return Days(None, _last_of(year, month + 1)), after
    named = month_of(line.key(begin))
    if named is None:
        return None
    _, last, after = _month(line, begin, named, today)
    return Days(None, last), after


def _month(line: Line, at: int, month: int, today: date) -> tuple[date, date, int]:
    """Return the first and last day of a month, of the year behind it or of the next such month."""
    year = line.number(at + 1)
    if year is not None and 2000 <= year <= 2099:
        return date(year, month, 1), _last_of(year, month), at + 2
    coming = today.year + (month < today.month)
    return date(coming, month, 1), _last_of(coming, month), at + 1


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


# Who and where


def read_who(line: Line, at: int, today: date) -> tuple[Who, int] | None:
    """Read "from Cllr Stott", "from Jo Bell <jo@cal.example>", "asked by “the union”"."""
    begin = line.after(at, *_WHO)
    if begin is None or begin >= len(line):
        return None
    if line.words[begin].is_quoted:
        return _addressed(line, line.words[begin].text, begin + 1)
    email = _email(line, begin)
    if email is not None:
        return Who("", email[0]), email[1]
    after = _name(line, begin, today)
    return _addressed(line, line.part(begin, after), after) if after > begin else None


def _addressed(line: Line, name: str, after: int) -> tuple[Who, int]:
    email = _email(line, after) if line.key(after) == "<" else None
    return (Who(name, email[0]), email[1]) if email else (Who(name), after)


def _email(line: Line, at: int) -> tuple[str, int] | None:
    if at >= len(line):
        return None
    found = _EMAIL.match(line.text, line.words[at].begin)
    if found is None:
        return None
    after = next((n for n, one in enumerate(line.words) if one.begin >= found.end()), len(line))
    return found[1].lower(), after


def _name(line: Line, begin: int, today: date) -> int:
    """Return where a name ends: its words have capitals, or join such words."""
    end = at = begin
    while at < len(line):
        word = line.words[at]
        is_joint = word.key in _PARTICLES or (word.is_glued and word.key in _SIGNS)
        is_capital = not word.is_quoted and word.text[:1].isupper()
        if is_capital and not _is_day(line, at, begin, today):
            end = at + 1
        elif not (is_joint or (word.is_glued and word.text.isalnum() and at == end)):
            break
        at += 1
    return end


def _is_day(line: Line, at: int, begin: int, today: date) -> bool:
    """True where a day begins, but not within the name's first word."""
    return at > begin and line.words[at].opens and read_days(line, at, today) is not None


def read_where(line: Line, at: int) -> tuple[Where, int] | None:
    """Read "@online", "on Teams", "by phone", "in person", and "online" beside something read."""
    after = line.after(at, "in person")
    if after is not None:
        return Where(False), after
    after = line.after(at, *_ONLINE)
    return None if after is None else (Where(True, line.key(at) == _WEAK), after)


def read_both(line: Line, at: int, setting: Setting) -> tuple[Both, int] | None:
    """Read "/both" and "/joint": every organisation that the director works for."""
    if line.key(at) != "/" or not line.is_glued(at + 1) or line.key(at + 1) not in _BOTH:
        return None
    if any(one.code.casefold() == line.key(at + 1) for one in setting.organisations):
        return None
    shared = tuple(one.id for one in setting.organisations if one.share is not None)
    return Both(shared or tuple(one.id for one in setting.organisations)), at + 2
