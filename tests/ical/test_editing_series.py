"""Edits of a series: of one occurrence, and of all."""

import pytest

from tests.ical.edits import (
    LATER,
    OVERRIDE,
    RENAMED,
    change,
    december,
    lines,
    meeting,
    named,
    resource,
    sent,
    shown,
    spans,
    weekly,
)
from tests.ical.written import event

# One occurrence


def test_an_occurrence_gets_an_override_in_the_form_of_its_series() -> None:
    changed = change(weekly("BEGIN:VALARM\nACTION:DISPLAY\nEND:VALARM\n"), "2026-12-08", title="X")
    assert named(changed, "RECURRENCE-ID") == ["RECURRENCE-ID;TZID=Europe/London:20261208T100000"]
    assert named(changed, "SUMMARY") == ["SUMMARY:Board", "SUMMARY:X"]
    assert lines(changed).count("RRULE:FREQ=WEEKLY;COUNT=4") == 1
    assert lines(changed).count("ACTION:DISPLAY") == 2
    assert december(changed) == december(weekly())
    assert shown(changed, "2026-12-08") == {**shown(weekly(), "2026-12-08"), "title": "X"}
    assert shown(changed, "2026-12-15") == shown(weekly(), "2026-12-15")
    assert shown(sent(changed), "2026-12-08") == shown(changed, "2026-12-08")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART;VALUE=DATE:20261201", "RECURRENCE-ID;VALUE=DATE:20261208"),
        ("DTSTART:20261201T100000Z", "RECURRENCE-ID:20261208T100000Z"),
        ("DTSTART:20261201T100000", "RECURRENCE-ID:20261208T100000"),
        (
            "DTSTART;TZID=GMT Standard Time:20261201T100000",
            "RECURRENCE-ID;TZID=GMT Standard Time:20261208T100000",
        ),
        (
            "DTSTART;TZID=Nobody Knows:20261201T100000",
            "RECURRENCE-ID;TZID=Europe/London:20261208T100000",
        ),
        (
            "DTSTART:20261201T000000\nDTEND:20261202T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
            "RECURRENCE-ID:20261208T000000",
        ),
    ],
)
def test_which_occurrence_is_said_as_dtstart_is(start: str, expected: str) -> None:
    text = resource(event(f"{start}\nRRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:Board"))
    changed = change(text, "2026-12-08", title="X")
    assert named(changed, "RECURRENCE-ID") == [expected]
    assert december(changed) == december(text)
    gone = change(text, "2026-12-08", deleted=True)
    assert named(gone, "EXDATE") == [expected.replace("RECURRENCE-ID", "EXDATE")]
    assert len(december(gone)) == 2


def test_an_occurrence_is_moved_and_keeps_its_key() -> None:
    text = change(weekly(), "2026-12-08", start="2026-12-09T09:00", end="2026-12-09T10:30")
    assert spans(text)[1] == "2026-12-09 09:00 - 2026-12-09 10:30"
    assert shown(text, "2026-12-08")["start"] == "2026-12-09T09:00"
    again = change(text, "2026-12-08", end="2026-12-09T11:00")
    assert len(named(again, "RECURRENCE-ID")) == 1
    assert shown(again, "2026-12-08")["end"] == "2026-12-09T11:00"
    assert named(again, "SEQUENCE") == ["SEQUENCE:2"]


def test_across_a_clock_change_an_occurrence_stays_on_the_wall() -> None:
    text = resource(
        event(
            "DTSTART;TZID=Europe/London:20260315T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4"
        )
    )
    changed = change(text, "2026-03-29", start="2026-03-29T12:00", end="2026-03-29T13:00")
    assert named(changed, "RECURRENCE-ID") == ["RECURRENCE-ID;TZID=Europe/London:20260329T100000"]
    assert shown(change(text, "2026-03-29", title="X"), "2026-03-29")["start"] == "2026-03-29T10:00"


def test_a_deleted_occurrence_is_an_exception_and_can_come_back() -> None:
    text = weekly("EXDATE;TZID=Europe/London:20261208T100000,20261222T100000\n", OVERRIDE)
    gone = change(text, "2026-12-15", deleted=True)
    assert december(gone) == ["2026-12-01 10:00"]
    assert not named(gone, "RECURRENCE-ID")
    assert shown(gone, "2026-12-15") == {}
    assert change(gone, "2026-12-15", deleted=True) is gone
    assert change(gone, "2026-12-15", title="X") is gone
    back = change(gone, "2026-12-15", deleted=None, title="X")
    assert december(back) == ["2026-12-01 10:00", "2026-12-15 10:00"]
    assert shown(back, "2026-12-15")["title"] == "X"
    one = change(back, "2026-12-08", deleted=False)
    assert named(one, "EXDATE") == ["EXDATE;TZID=Europe/London:20261222T100000"]


def test_a_day_that_is_excepted_as_a_date_comes_back_too() -> None:
    text = weekly("EXDATE;VALUE=DATE:20261208\n")
    assert len(december(text)) == 3
    assert len(december(change(text, "2026-12-08", deleted=False))) == 4


def test_an_occurrence_that_is_not_there_is_nobodys() -> None:
    text = weekly()
    assert shown(text, "2026-12-02") == {}
    assert change(text, "2026-12-02", title="X") is text
    assert change(text, "2026-12-01", number=1, title="X") is text
    assert change(text, "2026-12-01", repeat="FREQ=DAILY") is text


def test_an_override_without_a_series_is_edited_itself() -> None:
    text = resource(OVERRIDE)
    changed = change(text, "2026-12-15", title="X", start="2026-12-15T13:00")
    assert shown(changed, "2026-12-15")["start"] == "2026-12-15T13:00"
    assert shown(changed)["title"] == "X"
    assert change(text, repeat="FREQ=DAILY") is text
    assert change(text, "2026-12-15", deleted=True).text == b""


def test_of_two_occurrences_of_a_day_one_is_changed() -> None:
    text = resource(
        event("DTSTART:20261201T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYHOUR=9,15;COUNT=6")
    )
    changed = change(text, "2026-12-02", number=1, title="X")
    assert named(changed, "RECURRENCE-ID") == ["RECURRENCE-ID:20261202T150000Z"]
    assert shown(changed, "2026-12-02")["title"] == ""
    assert shown(changed, "2026-12-02", number=1)["title"] == "X"


def test_an_occurrence_that_a_period_makes_keeps_its_length() -> None:
    text = weekly("RDATE;VALUE=PERIOD:20261210T100000Z/PT3H\n")
    changed = change(text, "2026-12-10", title="X")
    assert shown(changed, "2026-12-10")["end"] == "2026-12-10T13:00"
    assert december(changed) == december(text)


# This and all later ones, as some calendars still write it


def test_one_of_an_override_for_all_later_ones_is_changed_alone() -> None:
    text = weekly("", LATER)
    assert shown(text, "2026-12-15")["start"] == "2026-12-15T12:00"
    first = change(text, "2026-12-08", title="X")
    assert spans(first) == spans(text)
    assert [shown(first, f"2026-12-{day}")["title"] for day in ("01", "08", "15", "22")] == [
        *("Board", "X", "Late board", "Late board")
    ]
    later = change(text, "2026-12-15", title="X")
    assert spans(later) == spans(text)
    assert [shown(later, f"2026-12-{day}")["title"] for day in ("08", "15", "22")] == [
        *("Late board", "X", "Late board")
    ]


def test_one_of_an_override_for_all_later_ones_goes_alone() -> None:
    text = weekly("", LATER)
    assert spans(change(text, "2026-12-08", deleted=True)) == [
        one for one in spans(text) if "12-08" not in one
    ]
    last = weekly("", LATER.replace("20261208", "20261222"))
    assert len(december(change(last, "2026-12-22", deleted=True))) == 3


# All of them


def test_a_new_title_reaches_the_overrides_that_had_the_old_one() -> None:
    changed = change(weekly("", RENAMED, OVERRIDE), title="Cabinet", place="Town hall")
    assert named(changed, "SUMMARY") == [
        "SUMMARY:Cabinet",
        "SUMMARY:Cabinet",
        "SUMMARY:Board in the afternoon",
    ]
    assert shown(changed, "2026-12-08")["place"] == "Annexe"
    assert shown(changed, "2026-12-15")["place"] == "Town hall"


def test_a_cancelled_series_cancels_its_overrides() -> None:
    changed = change(weekly("", OVERRIDE), status="cancelled")
    assert named(changed, "STATUS") == ["STATUS:CANCELLED"] * 2


def test_a_moved_series_takes_exceptions_dates_and_overrides_along() -> None:
    text = weekly(
        "EXDATE;TZID=Europe/London:20261222T100000\n"
        "RDATE;TZID=Europe/London:20261229T100000,20270105T100000\n"
        "RDATE;VALUE=PERIOD:20270107T100000Z/20270107T120000Z,20270108T100000Z/PT30M\n",
        RENAMED,
        OVERRIDE,
    )
    changed = change(text, start="2026-12-02T11:30", end="2026-12-02T13:00")
    assert spans(changed) == [
        "2026-12-02 11:30 - 2026-12-02 13:00",
        "2026-12-09 11:30 - 2026-12-09 13:00",
        "2026-12-15 14:00 - 2026-12-15 15:00",
        "2026-12-30 11:30 - 2026-12-30 13:00",
        "2027-01-06 11:30 - 2027-01-06 13:00",
        "2027-01-08 11:30 - 2027-01-08 13:30",
        "2027-01-09 11:30 - 2027-01-09 12:00",
    ]
    assert named(changed, "EXDATE") == ["EXDATE;TZID=Europe/London:20261223T113000"]
    assert named(changed, "RECURRENCE-ID") == [
        "RECURRENCE-ID;TZID=Europe/London:20261209T113000",
        "RECURRENCE-ID;TZID=Europe/London:20261216T113000",
    ]
    back = change(changed, start="2026-12-01T10:00", end="2026-12-01T11:00")
    assert spans(back) == spans(text)


@pytest.mark.parametrize(
    ("start", "rule", "to", "expected"),
    [
        ("20261201", "FREQ=WEEKLY;BYDAY=TU", "2026-12-02", "FREQ=WEEKLY;BYDAY=WE"),
        ("20261201", "FREQ=WEEKLY;BYDAY=TU,TH", "2026-12-02", "FREQ=WEEKLY;BYDAY=WE,TH"),
        ("20261201", "FREQ=WEEKLY;BYDAY=TU,WE", "2026-12-02", "FREQ=WEEKLY;BYDAY=TU,WE"),
        ("20261201", "FREQ=MONTHLY;BYDAY=1TU", "2026-12-09", "FREQ=MONTHLY;BYDAY=2WE"),
        ("20261201", "FREQ=MONTHLY;BYDAY=1TU", "2026-12-30", "FREQ=MONTHLY;BYDAY=-1WE"),
        ("20261229", "FREQ=MONTHLY;BYDAY=-1TU", "2026-12-24", "FREQ=MONTHLY;BYDAY=-2TH"),
        ("20261229", "FREQ=MONTHLY;BYDAY=-1TU", "2026-12-02", "FREQ=MONTHLY;BYDAY=1WE"),
        (
            "20261201",
            "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1",
            "2026-12-09",
            "FREQ=MONTHLY;BYDAY=WE;BYSETPOS=2",
        ),
        ("20261201", "FREQ=MONTHLY;BYDAY=2TU", "2026-12-09", "FREQ=MONTHLY;BYDAY=2WE"),
        ("20261201", "FREQ=MONTHLY;BYDAY=MO", "2026-12-09", "FREQ=MONTHLY;BYDAY=MO"),
        ("20261201", "FREQ=MONTHLY;BYDAY=1TU,3TU", "2026-12-09", "FREQ=MONTHLY;BYDAY=1TU,3TU"),
        ("20261201", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-03", "FREQ=MONTHLY;BYMONTHDAY=3"),
        ("20261231", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-12-30", "FREQ=MONTHLY;BYMONTHDAY=-2"),
        (
            "20261201",
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1",
            "2027-01-05",
            "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5",
        ),
        ("20261201", "FREQ=DAILY;BYHOUR=10;BYMINUTE=0", "2026-12-01", ""),
        ("20261201", "FREQ=NONSENSE", "2026-12-03", "FREQ=NONSENSE"),
        (
            "20261201",
            "FREQ=WEEKLY;UNTIL=20261215T100000Z",
            "2026-12-03",
            "FREQ=WEEKLY;UNTIL=20261217T113000Z",
        ),
        (
            "20261201",
            "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261215T235959Z",
            "2026-12-02",
            "FREQ=WEEKLY;BYDAY=WE,TH;UNTIL=20261216T113000Z",
        ),
        ("20261201", "FREQ=WEEKLY;UNTIL=20261215", "2026-12-03", "FREQ=WEEKLY;UNTIL=20261217"),
    ],
)
def test_a_rule_that_names_its_own_day_goes_with_it(
    start: str, rule: str, to: str, expected: str
) -> None:
    text = resource(
        event(f"DTSTART;TZID=Europe/London:{start}T100000\nDURATION:PT1H\nRRULE:{rule}")
    )
    changed = change(text, start=f"{to}T11:30", end=f"{to}T12:30")
    assert named(changed, "RRULE") == [f"RRULE:{expected or 'FREQ=DAILY;BYHOUR=11;BYMINUTE=30'}"]


def test_exceptions_stay_with_the_occurrence_they_took_away() -> None:
    text = resource(
        event(
            "DTSTART:20261208T100000Z\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYDAY=2TU\n"
            "EXDATE:20261208T100000Z,20270112T100000Z,20270113T100000Z"
        )
    )
    changed = change(text, start="2026-12-09T10:00", end="2026-12-09T11:00")
    assert named(changed, "EXDATE") == ["EXDATE:20261209T100000Z,20270113T100000Z,20270114T100000Z"]
    monday = change(text, start="2026-12-14T10:00", end="2026-12-14T11:00")
    assert named(monday, "EXDATE") == ["EXDATE:20261214T100000Z,20270111T100000Z,20270119T100000Z"]


def test_a_series_of_times_becomes_one_of_days_and_back() -> None:
    text = weekly(
        "EXDATE;TZID=Europe/London:20261222T100000\nRDATE;TZID=Europe/London:20261229T100000\n",
        RENAMED,
        OVERRIDE,
    )
    days = change(text, start="2026-12-01", end="2026-12-02")
    assert named(days, "EXDATE", "RDATE") == [
        "EXDATE;VALUE=DATE:20261222",
        "RDATE;VALUE=DATE:20261229",
    ]
    assert named(days, "RECURRENCE-ID") == [
        "RECURRENCE-ID;VALUE=DATE:20261208",
        "RECURRENCE-ID;VALUE=DATE:20261215",
    ]
    assert spans(days)[1:3] == [
        "2026-12-08 00:00 - 2026-12-09 00:00",
        "2026-12-15 14:00 - 2026-12-15 15:00",
    ]
    again = change(days, start="2026-12-01T10:00", end="2026-12-01T11:00")
    assert spans(again) == spans(text)
    assert named(again, "EXDATE") == ["EXDATE;TZID=Europe/London:20261222T100000"]


@pytest.mark.parametrize(
    ("start", "repeat", "expected", "count"),
    [
        ("DTSTART;TZID=Europe/London:20261201T100000", "20261215", "20261215T235959Z", 3),
        ("DTSTART;TZID=Europe/London:20260601T100000", "20260615", "20260615T225959Z", 0),
        ("DTSTART:20261201T100000", "20261215", "20261215T235959", 3),
        ("DTSTART:20261201T100000Z", "20261215", "20261215T235959Z", 3),
        ("DTSTART;VALUE=DATE:20261201", "20261215", "20261215", 3),
        ("DTSTART;VALUE=DATE:20261201", "20261215T100000Z", "20261215", 3),
        ("DTSTART;TZID=Europe/London:20261201T100000", "20261215T095959Z", "20261215T095959Z", 2),
    ],
)
def test_until_is_written_as_dtstart_is(start: str, repeat: str, expected: str, count: int) -> None:
    text = resource(event(start))
    changed = change(text, repeat=f"FREQ=WEEKLY;UNTIL={repeat}")
    assert named(changed, "RRULE") == [f"RRULE:FREQ=WEEKLY;UNTIL={expected}"]
    assert len(december(changed)) == count
    until = shown(changed)["repeat"]
    assert until == f"FREQ=WEEKLY;UNTIL={'20261214' if count == 2 else repeat[:8]}"
    assert change(changed, repeat=until) is changed


def test_another_spelling_of_a_rule_is_no_change() -> None:
    text = meeting("RRULE:FREQ=WEEKLY;WKST=MO;BYDAY=TU;INTERVAL=1\n")
    assert shown(text)["repeat"] == "FREQ=WEEKLY;BYDAY=TU"
    assert change(text, repeat="FREQ=WEEKLY;INTERVAL=1;BYDAY=TU") is text
    odd = meeting("RRULE:FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD;INTERVAL=2;BYMONTHDAY=-1,31\n")
    assert shown(odd)["repeat"] == (
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1,31;RSCALE=GREGORIAN;SKIP=BACKWARD"
    )
    assert shown(meeting("RRULE:FREQ=HOURLY;COUNT=3;WKST=SU\n"))["repeat"] == (
        "FREQ=HOURLY;COUNT=3;WKST=SU"
    )
    assert shown(meeting("RRULE:Some times\n"))["repeat"] == "SOMETIMES"


def test_a_rule_that_changes_loses_the_overrides_it_no_longer_makes() -> None:
    text = weekly("", RENAMED, OVERRIDE)
    changed = change(text, repeat="FREQ=WEEKLY;INTERVAL=2;COUNT=3")
    assert named(changed, "RECURRENCE-ID") == ["RECURRENCE-ID;TZID=Europe/London:20261215T100000"]
    assert december(changed) == ["2026-12-01 10:00", "2026-12-15 14:00", "2026-12-29 10:00"]


def test_a_series_may_stop_repeating() -> None:
    text = weekly("EXDATE;TZID=Europe/London:20261222T100000\n", OVERRIDE)
    changed = change(text, repeat="")
    assert december(changed) == ["2026-12-01 10:00"]
    assert not named(changed, "RRULE", "EXDATE", "RECURRENCE-ID")


def test_a_copy_of_an_older_version_does_not_come_back() -> None:
    older = event("DTSTART;TZID=Europe/London:20261201T100000\nRRULE:FREQ=WEEKLY;COUNT=4")
    text = resource(older, older.replace("RRULE", "SEQUENCE:3\nRRULE"))
    assert len(december(change(text, start="2026-12-02T10:00", end="2026-12-02T10:00"))) == 4


def test_what_cannot_be_read_or_met_moves_no_less() -> None:
    stray = OVERRIDE.replace("RECURRENCE-ID;TZID=Europe/London:20261215", "RECURRENCE-ID:20261216")
    text = weekly(
        "EXDATE;TZID=Europe/London:rubbish,20261208T100000,20261209T100000\n"
        "EXDATE:rubbish\nRDATE;VALUE=PERIOD:20270107T100000Z/rubbish\n",
        stray,
    )
    changed = change(text, start="2026-12-02T10:00", end="2026-12-02T11:00")
    assert named(changed, "EXDATE") == [
        "EXDATE;TZID=Europe/London:20261209T100000,20261210T100000",
        "EXDATE;TZID=Europe/London:rubbish",
        "EXDATE:rubbish",
    ]
    assert named(changed, "RDATE") == ["RDATE;VALUE=PERIOD:20270108T100000Z/rubbish"]
    assert named(changed, "RECURRENCE-ID") == ["RECURRENCE-ID;TZID=Europe/London:20261217T100000"]
    assert "2026-12-15 14:00 - 2026-12-15 15:00" in spans(changed)
    gone = change(text, "2026-12-08", deleted=False)
    assert named(gone, "EXDATE")[0] == "EXDATE;TZID=Europe/London:rubbish,20261209T100000"
