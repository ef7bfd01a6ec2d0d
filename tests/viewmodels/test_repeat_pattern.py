"""Rules of repetition as the fields of their editor, and what they come to."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.ical.repeating import first_days
from jointdesk.viewmodels import repeats
from jointdesk.viewmodels.event_form import EventForm
from jointdesk.viewmodels.repeat_form import EXPERT, RepeatShown, repeat_shown
from jointdesk.viewmodels.repeat_pattern import (
    LAST_DAY,
    NTH,
    WORKDAY,
    RepeatPattern,
    Unit,
    followed_rule,
    nth_pattern,
    pattern_of,
    pattern_words,
    rule_of,
    usual_pattern,
)

LONDON = ZoneInfo("Europe/London")
TUESDAY = date(2026, 12, 15)

every = st.integers(1, 99)
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
of_days = st.builds(lambda each: RepeatPattern(Unit.DAY, each), every)
of_weeks = st.builds(
    lambda each, found: RepeatPattern(Unit.WEEK, each, tuple(sorted(found))),
    every,
    st.sets(st.integers(0, 6), min_size=1),
)
dated = st.builds(
    lambda each, day: RepeatPattern(Unit.MONTH, each, day=day),
    every,
    st.sampled_from([*range(1, 32), LAST_DAY]),
)
nth = st.builds(
    lambda each, which, day: RepeatPattern(Unit.MONTH, each, nth=which, weekday=day),
    every,
    st.sampled_from(sorted(NTH)),
    st.integers(0, WORKDAY),
)
of_months = dated | nth
of_years = st.builds(
    lambda one, month: one._replace(unit=Unit.YEAR, month=month), of_months, st.integers(1, 12)
)
patterns = of_days | of_weeks | of_months | of_years


@given(patterns, days)
def test_every_pattern_is_found_again_in_its_rule(pattern: RepeatPattern, start: date) -> None:
    rule = rule_of(pattern)
    assert repeats.checked(rule) == rule
    assert pattern_of(rule, start) == pattern
    assert repeats.rule_words(rule, start) == pattern_words(pattern)


@given(st.sampled_from(list(Unit)), every, days)
def test_the_usual_pattern_comes_on_the_day_it_begins(unit: Unit, each: int, start: date) -> None:
    assert first_days(rule_of(usual_pattern(unit, each, start)), start, start, 1) == [start]


@given(st.sampled_from([Unit.MONTH, Unit.YEAR]), days)
def test_so_does_the_one_by_weekday(unit: Unit, start: date) -> None:
    pattern = nth_pattern(usual_pattern(unit, 1, start), start)
    assert first_days(rule_of(pattern), start, start, 1) == [start]


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        ("FREQ=WEEKLY", RepeatPattern(Unit.WEEK, 1, (1,))),
        ("FREQ=DAILY;BYDAY=MO,WE", RepeatPattern(Unit.WEEK, 1, (0, 2))),
        ("FREQ=MONTHLY", RepeatPattern(Unit.MONTH, 1, day=15)),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", RepeatPattern(Unit.MONTH, 1, nth=2, weekday=1)),
        ("FREQ=YEARLY", RepeatPattern(Unit.YEAR, 1, day=15, month=12)),
        ("FREQ=YEARLY;BYMONTH=3", RepeatPattern(Unit.YEAR, 1, day=15, month=3)),
        ("FREQ=WEEKLY;COUNT=4", RepeatPattern(Unit.WEEK, 1, (1,))),
    ],
)
def test_other_ways_to_say_the_same(rule: str, pattern: RepeatPattern) -> None:
    assert pattern_of(rule, TUESDAY) == pattern


@pytest.mark.parametrize(
    "rule",
    [
        "nonsense",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=2;BYDAY=MO",
        "FREQ=DAILY;BYMONTH=3",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
        "FREQ=WEEKLY;INTERVAL=100",
        "FREQ=MONTHLY;BYMONTH=3",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYMONTHDAY=-2",
        "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=1MO,3MO",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=3",
        "FREQ=MONTHLY;BYMONTHDAY=30;SKIP=BACKWARD;RSCALE=GREGORIAN",
        "FREQ=YEARLY;BYDAY=2TU",
        "FREQ=YEARLY;BYMONTHDAY=3",
        "FREQ=YEARLY;BYMONTH=1,7",
        "FREQ=YEARLY;BYYEARDAY=100",
    ],
)
def test_what_the_fields_cannot_say_has_no_pattern(rule: str) -> None:
    assert pattern_of(rule, TUESDAY) is None


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "Every month on the last working day"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=2TU", "Every year on the second Tuesday of May"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "Every year on the last day of February"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=3", "Every two years on 3 May"),
        ("FREQ=DAILY;INTERVAL=10", "Every 10 days"),
    ],
)
def test_patterns_in_words(rule: str, words: str) -> None:
    assert repeats.rule_words(rule, TUESDAY) == words


def test_a_rule_that_names_its_own_day_goes_with_it() -> None:
    friday = date(2027, 1, 1)
    moved = {
        rule: followed_rule(rule, TUESDAY, friday)
        for rule in (
            "FREQ=WEEKLY;INTERVAL=5;BYDAY=TU",
            "FREQ=WEEKLY;BYDAY=TU,TH",
            "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15",
            "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=3",
            "FREQ=MONTHLY;BYDAY=3TU",
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=15",
            "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15",
            "FREQ=YEARLY;BYMONTH=12;BYDAY=3TU",
            "FREQ=MONTHLY;BYMONTHDAY=1,15",
            "FREQ=DAILY;INTERVAL=2",
        )
    }
    assert list(moved.values()) == [
        "FREQ=WEEKLY;INTERVAL=5;BYDAY=FR",
        "FREQ=WEEKLY;BYDAY=TU,TH",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=3",
        "FREQ=MONTHLY;BYDAY=1FR",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYMONTHDAY=1",
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15",
        "FREQ=YEARLY;BYMONTH=1;BYDAY=1FR",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=DAILY;INTERVAL=2",
    ]


FORM = EventForm(day="Tue 15 Dec 2026", start="14:00", end="15:00", repeat=repeats.CUSTOM)


def shown(rule: str, until: str = "", *, is_series: bool = False) -> RepeatShown:
    form = replace(FORM, rule=rule, until=until)
    return repeat_shown(form, TUESDAY, LONDON, is_series=is_series)


def test_a_rule_is_told_with_its_first_days() -> None:
    found = shown("FREQ=MONTHLY;INTERVAL=2;BYDAY=3TU")
    assert found.words == "Every two months on the third Tuesday."
    assert found.days == (
        "First: Tue 15 Dec, Tue 16 Feb 2027, Tue 20 Apr 2027, Tue 15 Jun 2027 and Tue 17 Aug 2027."
    )


def test_where_it_ends_there_are_only_so_many() -> None:
    assert shown("FREQ=WEEKLY;BYDAY=TU", "2 times").days == "Only: Tue 15 Dec and Tue 22 Dec."
    assert shown("FREQ=DAILY", "16 Dec 2026").days == "Only: Tue 15 Dec and Wed 16 Dec."
    ended = shown("FREQ=WEEKLY;BYDAY=WE", "15 Dec 2026")
    assert ended.days == "It never comes."
    assert shown("FREQ=WEEKLY;BYDAY=TU", "2 times", is_series=True).days.startswith("First: ")


def test_a_day_that_the_rule_does_not_name_is_said() -> None:
    days = shown("FREQ=WEEKLY;BYDAY=WE").days
    assert days.endswith("The day it begins on, Tuesday 15, is none of them.")


def test_what_the_fields_cannot_say_is_told_all_the_same() -> None:
    found = shown("FREQ=MONTHLY;BYMONTHDAY=1,15")
    assert found.pattern is None
    assert found.words == f"Every month on day 1 and day 15. {EXPERT}"
    assert found.days.startswith("First: Tue 15 Dec, Fri 1 Jan 2027")


def test_a_wrong_rule_or_end_is_left_to_its_field() -> None:
    assert shown("FREQ=SOMETIMES") == RepeatShown()
    assert shown("FREQ=DAILY", "whenever").words == ""
    assert repeat_shown(replace(FORM, repeat=""), TUESDAY, LONDON) == RepeatShown()
    unread = replace(FORM, day="nonsense", rule="FREQ=DAILY")
    assert repeat_shown(unread, TUESDAY, LONDON).days.startswith("First: Tue 15 Dec")
