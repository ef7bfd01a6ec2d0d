"""Properties of recurrence rules, and two other ways to the same days.

The one is a slow search that asks every single day whether the rule means it; the other is
dateutil, on the simple rules that it gets right.
"""

from calendar import monthrange
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.moments import DAY, local
from jointdesk.ical.recurrence import expand_rule, hits_start, rule_instances
from jointdesk.ical.recurrence_days import days
from jointdesk.ical.recurrence_rule import ByDay, Freq, RecurrenceRule, parse_rule
from jointdesk.ical.recurrence_start import start_of

pytestmark = pytest.mark.no_cover

LONDON = ZoneInfo("Europe/London")
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

START_DAYS = st.integers(date(1999, 1, 1).toordinal(), date(2031, 12, 31).toordinal())
INTERVALS = st.sampled_from([1, 1, 1, 2, 3, 5])


def subset(numbers: range, most: int = 3) -> st.SearchStrategy[tuple[int, ...]]:
    chosen = st.lists(st.sampled_from(numbers), max_size=most, unique=True)
    return st.one_of(st.just(()), chosen.map(lambda found: tuple(sorted(found))))


def weekdays(numbers: range, *, fewest: int = 0) -> st.SearchStrategy[tuple[ByDay, ...]]:
    entry = st.builds(ByDay, st.sampled_from(numbers), st.integers(0, 6))
    found = st.lists(entry, min_size=fewest, max_size=4, unique=True)
    return found.map(lambda entries: tuple(sorted(entries)))


@st.composite
def rules(draw: st.DrawFn) -> RecurrenceRule:
    """Any rule of days, without COUNT and UNTIL."""
    freq = draw(st.sampled_from([Freq.YEARLY, Freq.MONTHLY, Freq.WEEKLY, Freq.DAILY]))
    is_by_week = freq == Freq.YEARLY and draw(st.booleans())
    nth = {Freq.YEARLY: range(-53, 54), Freq.MONTHLY: range(-5, 6)}.get(freq, range(1))
    return RecurrenceRule(
        freq=freq,
        interval=draw(INTERVALS),
        bymonth=draw(subset(range(1, 13))),
        byweekno=draw(subset(range(-53, 0)) | subset(range(1, 54))) if is_by_week else (),
        byyearday=draw(subset(range(1, 367), 40)) if freq == Freq.YEARLY else (),
        bymonthday=draw(subset(range(1, 32)) | subset(range(-31, 0))),
        byday=draw(weekdays(range(1) if is_by_week else nth)),
        bysetpos=draw(subset(range(1, 5)) | subset(range(-4, 0))),
        wkst=draw(st.integers(0, 6)),
    )


# A slow search


def searched(rule: RecurrenceRule, start: date, last: date) -> list[int]:
    """Ask each day whether the rule means it, then pick positions in each period."""
    periods = defaultdict(list)
    # Whole periods: from well before DTSTART to well after the end.
    for ordinal in range(start.toordinal() - 400, last.toordinal() + 400):
        day = date.fromordinal(ordinal)
        if is_meant(rule, start, day):
            periods[period(rule, day)].append(ordinal)
    origin = period(rule, start)
    if rule.freq == Freq.YEARLY and rule.byweekno and not is_meant(rule, start, start):
        origin = start.year
    found = []
    for number, group in periods.items():
        if (number - origin) % rule.interval == 0:
            picked = [position - (position > 0) for position in rule.bysetpos]
            if rule.bysetpos:
                found += {group[index] for index in picked if -len(group) <= index < len(group)}
            else:
                found += group
    return sorted(day for day in found if start.toordinal() <= day <= last.toordinal())


def is_meant(rule: RecurrenceRule, start: date, day: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    year_length = 366 if monthrange(day.year, 2)[1] == 29 else 365
    yearday = day.timetuple().tm_yday
    numbers = {
        "bymonth": {day.month},
        "bymonthday": {day.day, day.day - length - 1},
        "byyearday": {yearday, yearday - year_length - 1},
        "byweekno": week_numbers(rule, day),
    }
    named = any((rule.byday, rule.bymonthday, rule.byyearday, rule.byweekno))
    if not named and rule.freq <= Freq.MONTHLY:
        month = start.month if rule.freq == Freq.YEARLY and not rule.bymonth else day.month
        if (day.day, day.month) != (start.day, month):
            return False
    if not any((rule.byday, rule.bymonthday, rule.byyearday)):
        takes_weekday = rule.freq == Freq.WEEKLY or rule.byweekno
        if takes_weekday and day.weekday() != start.weekday():
            return False
    for part, values in numbers.items():
        if getattr(rule, part) and not values & set(getattr(rule, part)):
            return False
    return not rule.byday or any(is_nth(rule, entry, day) for entry in rule.byday)


def is_nth(rule: RecurrenceRule, entry: ByDay, day: date) -> bool:
    if day.weekday() != entry.weekday:
        return False
    if entry.nth == 0:
        return True
    in_month = rule.freq == Freq.MONTHLY or rule.bymonth
    first = date(day.year, day.month if in_month else 1, 1)
    last = date(day.year, day.month if in_month else 12, 1)
    last = last.replace(day=monthrange(last.year, last.month)[1])
    return entry.nth in ((day - first).days // 7 + 1, -((last - day).days // 7) - 1)


def week_of(rule: RecurrenceRule, day: date) -> tuple[int, int]:
    """The year that numbers the day's week, and its number: ISO 8601 moved to another WKST.

    The week belongs to the year of its fourth day.
    """
    middle = day + timedelta(days=3 - (day.weekday() - rule.wkst) % 7)
    return middle.year, (middle.timetuple().tm_yday - 1) // 7 + 1


def week_numbers(rule: RecurrenceRule, day: date) -> set[int]:
    year, number = week_of(rule, day)
    weeks = max(week_of(rule, date(year, 12, 31 - days))[1] for days in (0, 7))
    return {number, number - max(weeks, 52) - 1}


def period(rule: RecurrenceRule, day: date) -> int:
    if rule.freq == Freq.YEARLY:
        return week_of(rule, day)[0] if rule.byweekno else day.year
    if rule.freq == Freq.MONTHLY:
        return day.year * 12 + day.month
    if rule.freq == Freq.WEEKLY:
        return (day.toordinal() - 1 - rule.wkst) // 7
    return day.toordinal()


@settings(max_examples=100)
@given(rules(), START_DAYS)
def test_days_are_those_of_a_slow_search(rule: RecurrenceRule, start_day: int) -> None:
    start = date.fromordinal(start_day)
    last = start + timedelta(days=1000)
    assert list(days(rule, start_day, start_day, last.toordinal())) == searched(rule, start, last)


# dateutil


@st.composite
def simple_texts(draw: st.DrawFn) -> str:
    """Rules that dateutil gets right: see ical.md section 2 for the others."""
    freq = draw(st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"]))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(INTERVALS)}"]
    plain = st.lists(st.sampled_from(NAMES), min_size=1, unique=True).map(",".join)
    choices = {
        "BYMONTH": subset(range(1, 13)).map(joined),
        "BYMONTHDAY": subset(range(1, 32)).map(joined),
        "BYDAY": plain,
        "BYHOUR": subset(range(24)).map(joined),
        "BYMINUTE": subset(range(60)).map(joined),
        "WKST": st.sampled_from(NAMES),
    }
    if freq == "HOURLY":
        del choices["BYHOUR"]  # refused there where the interval never reaches the hour
    for name in draw(st.lists(st.sampled_from(sorted(choices)), max_size=3, unique=True)):
        value = draw(choices[name])
        if value:
            parts.append(f"{name}={value}")
    return ";".join(parts)


def joined(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


@settings(max_examples=200)
@given(simple_texts(), START_DAYS, st.integers(0, 23))
def test_simple_rules_are_as_dateutil_has_them(text: str, start_day: int, hour: int) -> None:
    dtstart = datetime.fromordinal(start_day) + timedelta(hours=hour, minutes=30)
    end = dtstart + timedelta(days=900)
    ended = f"{text};UNTIL={end:%Y%m%dT%H%M%S}"
    theirs = [found.replace(tzinfo=UTC) for found in islice(rrulestr(ended, dtstart=dtstart), 40)]
    ours = rule_instances(dtstart, parse_rule(ended))
    assert [local(found.instant, UTC) for found in islice(ours, 40)] == theirs


# Properties


@given(rules(), START_DAYS, st.integers(0, 3000), st.integers(0, 800))
def test_a_window_is_a_slice_of_the_whole(
    rule: RecurrenceRule, start_day: int, wait: int, length: int
) -> None:
    first, last = start_day + wait, start_day + wait + length
    whole = days(rule, start_day, start_day, last)
    assert list(days(rule, start_day, first, last)) == [day for day in whole if day >= first]


@given(rules(), START_DAYS, st.integers(1, 30), st.integers(0, 400))
def test_count_takes_the_first_so_many(
    rule: RecurrenceRule, start_day: int, count: int, wait: int
) -> None:
    last = start_day + 1500
    whole = days(rule, start_day, start_day, last)[:count]
    counted = days(rule._replace(count=count), start_day, start_day + wait, last)
    assert list(counted) == [day for day in whole if day >= start_day + wait]


TIMED = st.sampled_from(
    [
        "FREQ=HOURLY;INTERVAL=5",
        "FREQ=HOURLY;BYHOUR=1,2;BYMINUTE=0,30",
        "FREQ=MINUTELY;INTERVAL=45;BYDAY=SU",
        "FREQ=DAILY;BYHOUR=1,2,23;BYMINUTE=15,45",
        "FREQ=WEEKLY;BYDAY=SU,MO;BYHOUR=1,2;BYSETPOS=1,-1",
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=SU",
    ]
)


@given(TIMED, st.integers(0, 365), st.integers(0, DAY - 1), st.integers(0, 300))
def test_the_fast_way_gives_what_the_plain_way_gives(
    text: str, offset: int, second: int, wait: int
) -> None:
    """Over both clock changes of a year."""
    dtstart = datetime.fromisoformat("2026-01-01") + timedelta(days=offset, seconds=second)
    start, rule = start_of(dtstart, LONDON), parse_rule(text)
    first, last = start.day + wait, start.day + wait + 20
    whole = [found for found in rule_instances(dtstart, rule, LONDON, last=last)]
    window = expand_rule(start, rule, first, last)
    assert list(zip(window.instants, window.days, strict=True)) == [
        (found.instant, found.day) for found in whole if found.day >= first
    ]
    assert [found.instant for found in whole] == sorted({found.instant for found in whole})
    assert hits_start(start, rule) == (whole[0].instant == start.instant)


@given(rules(), st.permutations(range(9)))
def test_the_order_of_parts_and_values_means_nothing(
    rule: RecurrenceRule, order: list[int]
) -> None:
    parts = [
        f"FREQ={rule.freq.name}",
        f"INTERVAL={rule.interval}",
        f"WKST={NAMES[rule.wkst]}",
        "BYMONTH=" + joined(rule.bymonth[::-1]),
        "BYWEEKNO=" + joined(rule.byweekno[::-1]),
        "BYYEARDAY=" + joined(rule.byyearday[::-1]),
        "BYMONTHDAY=" + joined(rule.bymonthday[::-1]),
        "BYDAY=" + ",".join(f"{nth}{NAMES[weekday]}" for nth, weekday in rule.byday[::-1]),
        "BYSETPOS=" + joined(rule.bysetpos[::-1]),
    ]
    assert parse_rule(";".join(parts[index] for index in order)) == rule


@given(
    st.sampled_from([Freq.YEARLY, Freq.MONTHLY]),
    subset(range(1, 13)),
    START_DAYS,
    weekdays(range(-5, 6), fewest=1),
    weekdays(range(-5, 6), fewest=1),
)
def test_weekdays_are_a_union(
    freq: Freq,
    bymonth: tuple[int, ...],
    start_day: int,
    some: tuple[ByDay, ...],
    others: tuple[ByDay, ...],
) -> None:
    def found(byday: tuple[ByDay, ...]) -> set[int]:
        rule = RecurrenceRule(freq, bymonth=bymonth, byday=byday)
        return set(days(rule, start_day, start_day, start_day + 800))

    assert found(some + others) == found(some) | found(others)
