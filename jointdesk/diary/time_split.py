"""How the time of a week, a month or a quarter divides, against what the bodies agreed.

The rule is `diary/split.py`'s, which WRK-01 follows too. Nothing in a report names a meeting, so
that all of it may be told to both line managers.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

from jointdesk.diary.context import Context
from jointdesk.diary.split import TimeSplit, agreed_shares, time_splits
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import HOUR, Span, midnight
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.words import MONTHS, listed, long_day, short_day

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


class Period(StrEnum):
    """The stretches of time that a split is looked at in; quarters begin in January, April, …."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class Days(NamedTuple):
    """Days from `first` to before `last`."""

    first: date
    last: date


class Share(NamedTuple):
    """What one organisation had: seconds by rule, and per cent of all employers' time.

    `percent` is None where no time was spent, `agreed` where nothing is agreed.
    """

    org: Organisation
    seconds: float
    percent: int | None
    agreed: int | None

    @property
    def hours(self) -> float:
        """Hours, to a tenth."""
        return round(self.seconds / HOUR, 1)

    @property
    def difference(self) -> int | None:
        """Percentage points above the agreed share, below it if negative; None for no answer."""
        if self.percent is None or self.agreed is None:
            return None
        return self.percent - self.agreed


class Part(NamedTuple):
    """How the time of some days divides; all but `shares` in seconds.

    `joint` is what was spent for several organisations at once and `travel` on the way, both
    within the shares; `others` is what was spent for bodies without an agreed share alone.
    """

    days: Days
    shares: tuple[Share, ...]
    joint: int
    travel: int
    others: int

    @property
    def seconds(self) -> float:
        """The seconds that are divided."""
        return sum(one.seconds for one in self.shares)


class Report(NamedTuple):
    """The split of some days, and of each week of them (of each day, where they are one week).

    `spoken` says the outcome in one sentence.
    """

    whole: Part
    parts: tuple[Part, ...]
    is_daily: bool
    spoken: str


def days_of(period: Period, day: date) -> Days:
    """Return the days of the week (from Monday), month or quarter in which a day lies."""
    if period is Period.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Days(monday, monday + _WEEK)
    months = 3 if period is Period.QUARTER else 1
    first = day.replace(month=day.month - (day.month - 1) % months, day=1)
    return Days(first, _months_on(first, months))


def _months_on(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return first.replace(year=first.year + years, month=month + 1)


def report(meetings: Sequence[Meeting], context: Context, days: Days) -> Report:
    """Return how the time of some days divides, of which there is at least one."""
    is_daily = days.last - days.first <= _WEEK
    stretches = [days, *_stretches(days, _DAY if is_daily else _WEEK)]
    spans = [span_of(each, context.zone) for each in stretches]
    found = time_splits(meetings, context, spans)
    shown = _shown(found[0], context)
    whole, *parts = (
        _part(each, one, shown, context) for each, one in zip(stretches, found, strict=True)
    )
    return Report(whole, tuple(parts), is_daily, spoken(whole.shares))


def split_of_span(meetings: Sequence[Meeting], context: Context, span: Span) -> tuple[Share, ...]:
    """Return each organisation's share of one span of time."""
    (found,) = time_splits(meetings, context, (span,))
    return _shares(found.seconds, _shown(found, context), agreed_shares(context))


def span_of(days: Days, zone: tzinfo) -> Span:
    """Return the days from midnight to midnight."""
    return Span(midnight(days.first, zone), midnight(days.last, zone))


def _stretches(days: Days, step: timedelta) -> Iterator[Days]:
    """Yield the days one by one, or the weeks, which begin on Mondays but for the first."""
    first = days.first
    while first < days.last:
        end = first + (step if step == _DAY else _WEEK - timedelta(days=first.weekday()))
        yield Days(first, min(end, days.last))
        first = end


def _shown(whole: TimeSplit, context: Context) -> list[Organisation]:
    """Return the employers, and whoever else had an hour where nothing else is agreed."""
    agreed = agreed_shares(context)
    every = sorted(context.organisations.values(), key=lambda org: (org.position, org.id))
    return [one for one in every if one.id in agreed or whole.seconds.get(one.id, 0) >= HOUR]


def _part(days: Days, found: TimeSplit, shown: Sequence[Organisation], context: Context) -> Part:
    agreed = agreed_shares(context)
    return Part(
        days, _shares(found.seconds, shown, agreed), found.joint, found.travel, found.others
    )


def _shares(
    seconds: Mapping[str, float], shown: Sequence[Organisation], agreed: Mapping[str, int]
) -> tuple[Share, ...]:
    """Return each organisation's share; the per cents are whole numbers that come to 100."""
    spent = [seconds.get(one.id, 0.0) for one in shown]
    total = sum(spent)
    percents = _rounded([100 * each / total for each in spent]) if total else [None] * len(spent)
    return tuple(
        Share(one, each, percent, agreed.get(one.id))
        for one, each, percent in zip(shown, spent, percents, strict=True)
    )


def _rounded(percents: list[float]) -> list[int | None]:
    """Return whole numbers that come to 100: the largest remainders are rounded up."""
    whole = [int(each) for each in percents]
    by_rest = sorted(range(len(whole)), key=lambda n: whole[n] - percents[n])
    for n in by_rest[: 100 - sum(whole)]:
        whole[n] += 1
    return list(whole)


# In words


def spoken(shares: Sequence[Share]) -> str:
    """Say it in one sentence: "Calderbourne 56 per cent, agreed 50; Wexmere 44 per cent, …"."""
    if not any(one.seconds for one in shares):
        return "No time is in the diaries."
    told = []
    for one in shares:
        agreed = f", agreed {one.agreed}" if one.agreed is not None else ""
        told.append(f"{one.org.name or one.org.code} {one.percent} per cent{agreed}")
    return "; ".join(told)


def span_words(days: Days) -> str:
    """Return days in words: "December 2026", "14 to 20 December 2026", "Monday 7 December 2026"."""
    first, end = days.first, days.last - _DAY
    if first == end:
        return f"{long_day(first)} {first.year}"
    month = f"{MONTHS[end.month - 1]} {end.year}"
    for name in (Period.MONTH, Period.QUARTER):
        if days == days_of(name, first):
            since = f"{MONTHS[first.month - 1]} to " if name is Period.QUARTER else ""
            return f"{since}{month}"
    if (first.year, first.month) == (end.year, end.month):
        return f"{first.day} to {end.day} {month}"
    year = f" {first.year}" if first.year != end.year else ""
    return f"{first.day} {MONTHS[first.month - 1]}{year} to {end.day} {month}"


def part_words(days: Days) -> str:
    """Return a week or a day of a longer time: "30 Nov to 6 Dec", "Mon 7 Dec"."""
    first, end = days.first, days.last - _DAY
    if first == end:
        return short_day(first)
    since = str(first.day) if first.month == end.month else _short(first)
    return f"{since} to {_short(end)}"


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def method(context: Context, days: Days, today: date, *, knows_all: bool = True) -> Iterator[str]:
    """Yield in sentences how it was counted.

    `knows_all` is False for an audience to whom other bodies' private entries are masked.
    """
    agreed = agreed_shares(context)
    codes = [f"{context.organisations[one].code} {share}" for one, share in agreed.items()]
    by = f"the agreed shares ({listed(codes)} per cent)" if len(agreed) > 1 else "equal parts"
    yield (
        "Hours are those of the meetings in the diaries, never counted twice. Holds, all-day items,"
        " leave, free time, and what is cancelled or declined are no hours."
    )
    yield f"Time for several bodies at once, joint or double-booked, is divided by {by}."
    yield (
        "Travel between two places of one day counts for the body that one travels to; the way to"
        " work and home is no work."
    )
    yield "Work that is in no diary is not counted."
    if not knows_all:
        yield (
            "Of private entries of other bodies only their times are known, so that journeys to"
            " them are not counted."
        )
    if days.last > today:
        since = max(days.first, today)
        yield f"What is to come counts as it is planned, from {long_day(since)} on."
