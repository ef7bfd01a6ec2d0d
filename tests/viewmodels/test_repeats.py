"""Rules of repetition in plain words, and back."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.viewmodels.day_words import shown_day
from jointdesk.viewmodels.repeats import (
    CUSTOM,
    checked,
    choices,
    chosen,
    moved,
    parted,
    rule_words,
    with_end,
)

LONDON = ZoneInfo("Europe/London")
TUESDAY = date(2026, 12, 15)

any_day = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def test_the_choices_name_the_day_they_are_for() -> None:
    assert [words for words, _ in choices(TUESDAY)] == [
        "Never",
        "Every day",
        "Every working day, Monday to Friday",
        "Every week on Tuesday",
        "Every two weeks on Tuesday",
        "Every month on day 15",
        "Every month on the third Tuesday",
        "Every three months on day 15",
        "Every year on 15 December",
    ]


@given(any_day)
def test_every_choice_is_found_again(day: date) -> None:
    for words, rule in choices(day):
        assert chosen(rule, day) == rule
        assert "rule" not in words
    assert len({rule for _, rule in choices(day)}) == len(choices(day))


@given(any_day, any_day)
def test_a_plain_rule_goes_with_its_day_to_another_plain_one(before: date, after: date) -> None:
    offered = [rule for _, rule in choices(after)]
    for _, rule in choices(before):
        assert moved(rule, before, after) in offered
    assert moved("", before, after) == ""
    assert moved("FREQ=MONTHLY;BYSETPOS=2;BYDAY=MO", before, after).startswith("FREQ=MONTHLY;BYS")


def test_a_rule_that_takes_its_day_from_the_start_is_a_plain_one() -> None:
    assert chosen("FREQ=WEEKLY", TUESDAY) == "FREQ=WEEKLY;BYDAY=TU"
    assert chosen("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", TUESDAY) == "FREQ=YEARLY"
    assert chosen("FREQ=WEEKLY;BYDAY=WE", TUESDAY) == CUSTOM
    assert chosen("no rule", TUESDAY) == CUSTOM


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH", "Every three weeks on Tuesday and Thursday"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "Every month on the last day"),
        ("FREQ=DAILY;COUNT=5", "Every day, 5 times"),
        ("FREQ=WEEKLY;UNTIL=20270326", "Every week on Tuesday, until 26 March 2027"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2", "Every month on the second Monday"),
        ("FREQ=HOURLY", "By a rule of its own"),
        ("FREQ=WEEKLY;BYDAY=1MO", "By a rule of its own"),
        ("FREQ=MONTHLY;BYDAY=7MO", "By a rule of its own"),
        ("FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=3", "By a rule of its own"),
        ("nonsense", "By a rule that cannot be read"),
    ],
)
def test_rules_in_words(rule: str, words: str) -> None:
    assert rule_words(rule, TUESDAY) == words


def test_the_end_is_a_field_of_its_own() -> None:
    assert parted("", LONDON) == ("", "")
    assert parted("FREQ=DAILY;COUNT=5", LONDON) == ("FREQ=DAILY", "5 times")
    assert parted("FREQ=DAILY;UNTIL=20270326", LONDON) == ("FREQ=DAILY", "Fri 26 Mar 2027")
    # Eleven at night in London in summer is ten in UTC: still the same day here.
    assert parted("FREQ=DAILY;UNTIL=20270626T225959Z", LONDON)[1] == "Sat 26 Jun 2027"
    assert parted("nonsense;COUNT=2", LONDON) == ("nonsense;COUNT=2", "")


@given(any_day, st.booleans())
def test_a_last_day_is_read_as_it_is_shown(day: date, all_day: bool) -> None:
    rule = with_end("FREQ=DAILY", shown_day(day), TUESDAY, all_day=all_day, zone=LONDON)
    assert parted(rule, LONDON) == ("FREQ=DAILY", shown_day(day))


def test_an_end_can_be_a_number_of_times_or_none() -> None:
    def end(text: str) -> str:
        return with_end("FREQ=DAILY", text, TUESDAY, all_day=False, zone=LONDON)

    assert end("10 times") == end("after 10 times") == end("10") == "FREQ=DAILY;COUNT=10"
    assert end("") == end("never") == "FREQ=DAILY"
    assert with_end("", "10 times", TUESDAY, all_day=False, zone=LONDON) == ""
    with pytest.raises(ValueError, match="neither a day nor"):
        end("whenever")
    with pytest.raises(ValueError, match="once at least"):
        end("0 times")


def test_a_rule_that_somebody_writes_is_checked() -> None:
    assert checked("rrule: freq=monthly; byday=2tu;") == "FREQ=MONTHLY;BYDAY=2TU"
    with pytest.raises(ValueError, match="FREQ is not one of"):
        checked("FREQ=NEVER")
    with pytest.raises(ValueError, match="every day at most"):
        checked("FREQ=HOURLY")
