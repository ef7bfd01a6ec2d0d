"""A series is parted in two: this one and all that follow."""

import pytest

from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.editing import split_series
from tests.ical.edits import (
    LATER,
    LONDON,
    OVERRIDE,
    RENAMED,
    change,
    december,
    meeting,
    named,
    ordinal,
    resource,
    shown,
    spans,
    weekly,
)
from tests.ical.written import event


def split(text: ResourceText, day: str, number: int = 0) -> ResourceText:
    return split_series(text, ordinal(day), number, LONDON, "new")


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        (
            "DTSTART;TZID=Europe/London:20261201T100000",
            "FREQ=WEEKLY;COUNT=4",
            "FREQ=WEEKLY;UNTIL=20261215T095959Z",
        ),
        (
            "DTSTART:20261201T100000",
            "FREQ=WEEKLY;UNTIL=20270201T100000",
            "FREQ=WEEKLY;UNTIL=20261215T095959",
        ),
        ("DTSTART;VALUE=DATE:20261201", "FREQ=WEEKLY", "FREQ=WEEKLY;UNTIL=20261214"),
        ("DTSTART:20261201T100000Z", "FREQ=WEEKLY;COUNT=2", "FREQ=WEEKLY;COUNT=2"),
    ],
)
def test_a_head_ends_just_before_the_occurrence(start: str, rule: str, expected: str) -> None:
    text = resource(event(f"{start}\nRRULE:{rule}"))
    head = change(text, ends_before="series-20261215")
    assert named(head, "RRULE") == [f"RRULE:{expected}"]
    assert len(december(head)) == 2
    assert shown(head, "2026-12-15") == {}


def test_a_head_loses_the_dates_and_overrides_behind_it() -> None:
    text = weekly(
        "EXDATE;TZID=Europe/London:20261208T100000,20261222T100000\n"
        "RDATE;TZID=Europe/London:20261203T100000,20261229T100000\n",
        RENAMED.replace("20261208", "20261201"),
        OVERRIDE,
    )
    head = change(text, ends_before="series-20261215")
    assert december(head) == ["2026-12-01 10:00", "2026-12-03 10:00"]
    assert named(head, "EXDATE", "RDATE") == [
        "EXDATE;TZID=Europe/London:20261208T100000",
        "RDATE;TZID=Europe/London:20261203T100000",
    ]
    assert len(named(head, "RECURRENCE-ID")) == 1


def test_a_series_keeps_its_first_occurrence() -> None:
    text = weekly()
    assert change(text, ends_before="series-20261201") is text
    assert change(text, ends_before="series-20200101") is text
    assert change(meeting(), ends_before="series-20261201").text == meeting().text


def test_a_series_may_end_on_a_day_that_is_none_of_its_own() -> None:
    assert len(december(change(weekly(), ends_before="series-20261210"))) == 2


def test_a_tail_begins_at_the_occurrence_with_what_is_left_of_count() -> None:
    text = weekly(
        "EXDATE;TZID=Europe/London:20261208T100000,20261222T100000\nSEQUENCE:7\n", OVERRIDE
    )
    tail = split(text, "2026-12-15")
    assert tail.uid == "new"
    assert named(tail, "UID") == ["UID:new"] * 2
    assert named(tail, "RRULE", "SEQUENCE") == ["RRULE:FREQ=WEEKLY;COUNT=2"]
    assert named(tail, "EXDATE") == ["EXDATE;TZID=Europe/London:20261222T100000"]
    assert december(tail) == ["2026-12-15 14:00"]
    assert shown(tail)["start"] == "2026-12-15T10:00"


@pytest.mark.parametrize(
    "more",
    [
        "RRULE:FREQ=DAILY;INTERVAL=3;COUNT=12",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR;COUNT=9",
        "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=6",
        "RRULE:FREQ=MONTHLY;COUNT=3",
        "RRULE:FREQ=WEEKLY\nRDATE;TZID=Europe/London:20261203T100000,20270107T120000",
        "RDATE;TZID=Europe/London:20261203T100000,20261224T120000,20270107T120000",
        "RRULE:FREQ=DAILY;BYHOUR=10,15;COUNT=30",
        "RRULE:FREQ=HOURLY;INTERVAL=30;COUNT=30",
    ],
)
def test_head_and_tail_are_the_whole(more: str) -> None:
    text = resource(event(f"DTSTART;TZID=Europe/London:20261201T100000\nDURATION:PT1H\n{more}"))
    whole = spans(text)
    for day in sorted({one[:10] for one in whole} - {"2026-12-01"}):
        head = change(text, ends_before=f"series-{day.replace('-', '')}")
        assert sorted(spans(head) + spans(split(text, day))) == whole


def test_an_override_for_all_later_ones_goes_on_in_the_tail() -> None:
    text = weekly("", LATER, OVERRIDE)
    tail = split(text, "2026-12-15")
    assert spans(tail) == spans(text)[2:]
    assert shown(tail, "2026-12-22")["title"] == "Late board"
    assert spans(split(weekly("", LATER), "2026-12-15")) == spans(weekly("", LATER))[2:]


def test_the_first_occurrence_splits_off_everything() -> None:
    assert spans(split(weekly("", OVERRIDE), "2026-12-01")) == spans(weekly("", OVERRIDE))
    assert spans(split(meeting(), "2026-12-01")) == spans(meeting())


@pytest.mark.parametrize("day", ["2026-12-02", "2026-12-22", "2027-12-01"])
def test_what_is_not_there_cannot_be_split_off(day: str) -> None:
    with pytest.raises(NotFoundError):
        split(weekly("EXDATE;TZID=Europe/London:20261222T100000\n"), day)


def test_what_is_left_out_by_a_rule_of_the_old_kind_cannot_be_parted() -> None:
    with pytest.raises(WrongUseError, match="old kind"):
        split(weekly("EXRULE:FREQ=WEEKLY;INTERVAL=2\n"), "2026-12-08")
