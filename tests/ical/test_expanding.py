"""From a series to its instances: rules, lists of dates, exceptions, overrides, windows, caps."""

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.components import Instance
from jointdesk.domain.moments import DAY, HOUR
from jointdesk.ical.expanding import expand, has_rule, reach
from tests.hanging import does_not_hang
from tests.ical.written import (
    at,
    component,
    event,
    fixed,
    parsed,
    reasons,
    series,
    starts,
    times,
    wall,
    zone,
)

NINE = "DTSTART;TZID=Europe/London:20261130T090000\nDTEND;TZID=Europe/London:20261130T100000\n"
WEEKLY = NINE + "RRULE:FREQ=WEEKLY;COUNT=4\n"


def shown(*parts: str, head: str = "", to: str = "2027-03-01") -> list[str]:
    """The starts of a series from November 2026 on, without the year 2026."""
    found = starts(series(*parts, head=head), "2026-11-01", to)
    return [text.removeprefix("2026-") for text in found]


def override(original: str, start: str, more: str = "") -> str:
    """An hour's override; times are in London."""
    zoned = ";TZID=Europe/London:"
    hour = f"{int(start[9:11]) + 1:02}"
    return event(
        f"RECURRENCE-ID{zoned}{original}\nDTSTART{zoned}{start}\n"
        f"DTEND{zoned}{start[:9]}{hour}{start[11:]}\n{more}"
    )


# Single events and windows


@pytest.mark.parametrize(
    ("start", "end", "is_shown"),
    [
        ("2026-11-30 08:00", "2026-11-30 09:00", False),
        ("2026-11-30 08:00", "2026-11-30 09:01", True),
        ("2026-11-30 09:15", "2026-11-30 09:30", True),
        ("2026-11-30 09:59", "2026-12-30 00:00", True),
        ("2026-11-30 10:00", "2026-12-30 00:00", False),
    ],
)
def test_an_event_is_in_the_windows_it_overlaps(start: str, end: str, is_shown: bool) -> None:
    alone, weekly = series(event(NINE)), series(event(NINE + "RRULE:FREQ=WEEKLY;COUNT=1"))
    for found in (alone, weekly):
        assert bool(expand(found, at(start), at(end)).instances) is is_shown


@pytest.mark.parametrize(
    ("start", "end", "is_shown"),
    [
        ("2026-11-30 09:00", "2026-11-30 09:01", True),
        ("2026-11-30 08:00", "2026-11-30 09:00", False),
        ("2026-11-30 09:01", "2026-11-30 10:00", False),
    ],
)
def test_an_event_without_length_is_where_it_starts(start: str, end: str, is_shown: bool) -> None:
    lines = "DTSTART;TZID=Europe/London:20261130T090000\n"
    alone, daily = series(event(lines)), series(event(lines + "RRULE:FREQ=DAILY;COUNT=1"))
    for found in (alone, daily):
        assert bool(expand(found, at(start), at(end)).instances) is is_shown


def test_an_instance_carries_its_key() -> None:
    found = expand(series(event(WEEKLY)), at("2026-12-07"), at("2026-12-08")).instances
    day = date(2026, 12, 7).toordinal()
    assert found == [Instance(at("2026-12-07 09:00"), at("2026-12-07 10:00"), day, 0, 0)]


def test_an_event_without_start_has_no_instances() -> None:
    found = series(event("SUMMARY:x"), head="METHOD:CANCEL\n")
    assert expand(found, at("2000-01-01"), at("2100-01-01")).instances == []
    assert reach(found) == (None, None)


# Rules


def test_a_series_keeps_its_wall_time_over_clock_changes() -> None:
    lines = (
        "DTSTART;TZID=Europe/London:20260322T233000\nDTEND;TZID=Europe/London:20260323T013000\n"
        "RRULE:FREQ=WEEKLY;COUNT=3"
    )
    assert times(series(event(lines)), "2026-03-01", "2026-05-01") == [
        "2026-03-22 23:30 - 2026-03-23 01:30",
        "2026-03-29 23:30 - 2026-03-30 01:30",
        "2026-04-05 23:30 - 2026-04-06 01:30",
    ]


def test_a_rule_with_another_hour_than_the_start_keeps_its_length_in_days() -> None:
    lines = (
        "DTSTART;TZID=Europe/London:20261130T090000\nDURATION:P1D\n"
        "RRULE:FREQ=WEEKLY;BYHOUR=14;COUNT=3"
    )
    assert times(series(event(lines)), "2026-11-01", "2027-01-01") == [
        "2026-11-30 09:00 - 2026-12-01 09:00",
        "2026-11-30 14:00 - 2026-12-01 14:00",
        "2026-12-07 14:00 - 2026-12-08 14:00",
    ]


def test_a_night_in_which_the_clocks_change_keeps_its_length_by_dtend() -> None:
    # RFC 5545 section 3.8.5.3: the duration given by DTEND is exact, by DURATION nominal in days.
    begin = "DTSTART;TZID=Europe/London:20261017T220000\nRRULE:FREQ=WEEKLY;COUNT=2\n"
    exact = series(event(begin + "DTEND;TZID=Europe/London:20261018T060000"))
    nominal = series(event(begin + "DURATION:P1D"))
    assert times(exact, "2026-10-01", "2026-11-01")[1] == "2026-10-24 22:00 - 2026-10-25 05:00"
    assert times(nominal, "2026-10-01", "2026-11-01")[1] == "2026-10-24 22:00 - 2026-10-25 22:00"


def test_an_all_day_series_has_whole_days_over_clock_changes() -> None:
    lines = "DTSTART;VALUE=DATE:20261024\nDTEND;VALUE=DATE:20261026\nRRULE:FREQ=WEEKLY;COUNT=2"
    assert times(series(event(lines)), "2026-10-01", "2026-12-01") == [
        "2026-10-24 00:00 - 2026-10-26 00:00",
        "2026-10-31 00:00 - 2026-11-02 00:00",
    ]


def test_a_series_in_another_zone_moves_on_the_desks_clock() -> None:
    lines = "DTSTART;TZID=America/New_York:20261026T090000\nRRULE:FREQ=WEEKLY;COUNT=2"
    found = series(event(lines))
    assert starts(found, "2026-10-01", "2026-12-01") == ["2026-10-26 13:00", "2026-11-02 14:00"]
    instances = expand(found, at("2026-10-01"), at("2026-12-01")).instances
    assert [date.fromordinal(instance.day).day for instance in instances] == [26, 2]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261214", "12-14 09:00"),
        ("20261214T085959Z", "12-07 09:00"),
        ("20261214T090000Z", "12-14 09:00"),
        ("20261214T090000", "12-14 09:00"),
        ("20261214T090000ZZ", "12-14 09:00"),
    ],
)
def test_until_in_every_form(until: str, last: str) -> None:
    assert shown(event(NINE + f"RRULE:FREQ=WEEKLY;UNTIL={until}"))[-1] == last


def test_a_start_that_the_rule_misses_is_added_and_counts() -> None:
    tuesdays = event(NINE + "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3")
    assert shown(tuesdays) == ["11-30 09:00", "12-01 09:00", "12-08 09:00"]
    once = event(NINE + "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=1")
    assert shown(once) == ["11-30 09:00"]
    endless = event(NINE + "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261208")
    assert shown(endless) == ["11-30 09:00", "12-01 09:00", "12-08 09:00"]


def test_several_rules_are_one_series() -> None:
    rules = "RRULE:FREQ=WEEKLY;COUNT=2\nRRULE:FREQ=DAILY;INTERVAL=7;COUNT=3\n"
    assert shown(event(NINE + rules)) == ["11-30 09:00", "12-07 09:00", "12-14 09:00"]


def test_a_rule_may_be_escaped_as_if_it_were_text() -> None:
    assert len(shown(event(NINE + "RRULE:FREQ=DAILY\\;COUNT=3"))) == 3


# Dates and exceptions


def test_rdate_in_every_form() -> None:
    lines = (
        "RDATE;TZID=Europe/London:20261202T090000,20261204T093000\n"
        "RDATE:20261203T140000Z\n"
        "RDATE;VALUE=DATE:20261207\n"
        "RDATE;VALUE=PERIOD:20261208T090000Z/20261208T093000Z,20261209T090000Z/PT3H\n"
        "RDATE;TZID=Europe/Paris:20261210T090000\n"
    )
    assert times(series(event(NINE + lines)), "2026-11-01", "2027-01-01") == [
        "2026-11-30 09:00 - 2026-11-30 10:00",
        "2026-12-02 09:00 - 2026-12-02 10:00",
        "2026-12-03 14:00 - 2026-12-03 15:00",
        "2026-12-04 09:30 - 2026-12-04 10:30",
        "2026-12-07 09:00 - 2026-12-07 10:00",
        "2026-12-08 09:00 - 2026-12-08 09:30",
        "2026-12-09 09:00 - 2026-12-09 12:00",
        "2026-12-10 08:00 - 2026-12-10 09:00",
    ]


def test_a_date_that_the_rule_makes_too_is_there_once() -> None:
    assert shown(event(WEEKLY + "RDATE;TZID=Europe/London:20261207T090000")) == shown(event(WEEKLY))


def test_a_wrong_date_leaves_the_others() -> None:
    found = parsed(event(NINE + "RDATE:20261201T090000Z,nonsense,20261202T090000Z"))
    assert found.series is not None
    assert len(starts(found.series, "2026-11-01", "2027-01-01")) == 3
    assert reasons(found) == ['A part of RDATE is left out: "nonsense" is not a date']


def test_a_date_in_an_unknown_zone_is_noted() -> None:
    found = parsed(event(NINE + "RDATE;TZID=Nowhere:20261201T090000"))
    assert len(reasons(found)) == 1


@pytest.mark.parametrize(
    "exdate",
    [
        "EXDATE;TZID=Europe/London:20261207T090000",
        "EXDATE:20261207T090000Z",
        "EXDATE:20261207T090000",
        "EXDATE;VALUE=DATE:20261207",
        "EXDATE;TZID=Europe/Paris:20261207T100000",
        "EXDATE:20261201T000000Z,20261207T090000Z,",
        "EXDATE:nonsense,20261207T090000Z",
    ],
)
def test_exdate_in_every_form(exdate: str) -> None:
    assert shown(event(WEEKLY + exdate)) == ["11-30 09:00", "12-14 09:00", "12-21 09:00"]


def test_exdate_of_an_all_day_series() -> None:
    lines = "DTSTART;VALUE=DATE:20261130\nRRULE:FREQ=WEEKLY;COUNT=3\n"
    for exdate in ("EXDATE;VALUE=DATE:20261207", "EXDATE:20261207T000000"):
        assert shown(event(lines + exdate)) == ["11-30 00:00", "12-14 00:00"]


def test_exdate_may_take_the_start() -> None:
    assert shown(event(WEEKLY + "EXDATE:20261130T090000Z"))[0] == "12-07 09:00"


def test_exrule_is_honoured() -> None:
    lines = WEEKLY + "EXRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2"
    assert shown(event(lines)) == ["12-07 09:00", "12-21 09:00"]


def test_a_refused_exrule_takes_nothing_away() -> None:
    assert len(shown(event(WEEKLY + "EXRULE:FREQ=NEVER"))) == 4


# Overrides


def test_a_moved_occurrence_is_at_its_new_time_under_its_old_key() -> None:
    found = series(event(WEEKLY), override("20261207T090000", "20261209T140000"))
    instances = expand(found, at("2026-12-01"), at("2026-12-31")).instances
    assert [wall(instance.start) for instance in instances] == [
        "2026-12-09 14:00",
        "2026-12-14 09:00",
        "2026-12-21 09:00",
    ]
    moved = instances[0]
    assert (date.fromordinal(moved.day), moved.component) == (date(2026, 12, 7), 1)
    assert expand(found, at("2026-12-07"), at("2026-12-08")).instances == []


def test_a_cancelled_occurrence_is_there_and_says_so() -> None:
    gone = override("20261207T090000", "20261207T090000", "STATUS:CANCELLED")
    found = series(event(WEEKLY), gone)
    instance = expand(found, at("2026-12-07"), at("2026-12-08")).instances[0]
    assert found.components[instance.component].status == "CANCELLED"


def test_an_occurrence_taken_away_and_replaced_is_replaced() -> None:
    lines = WEEKLY + "EXDATE;TZID=Europe/London:20261207T090000"
    found = [event(lines), override("20261207T090000", "20261207T140000")]
    assert shown(*found)[1] == "12-07 14:00"


def test_an_override_that_meets_no_occurrence_is_shown() -> None:
    extra = override("20261202T090000", "20261203T140000")
    assert shown(event(WEEKLY), extra)[:2] == ["11-30 09:00", "12-03 14:00"]


def test_overrides_without_a_master_are_single_events() -> None:
    parts = [override(f"202612{day}T090000", f"202612{day}T100000") for day in ("14", "07")]
    assert shown(*parts) == ["12-07 10:00", "12-14 10:00"]
    assert not has_rule(series(*parts))


def test_two_overrides_without_a_master_on_one_day_have_two_keys() -> None:
    parts = [override(f"20261207T{hour}0000", f"20261207T{hour}3000") for hour in ("09", "14")]
    instances = expand(series(*parts), at("2026-12-01"), at("2027-01-01")).instances
    assert [instance.ordinal for instance in instances] == [0, 1]


def test_an_override_may_become_an_all_day_event() -> None:
    whole = event("RECURRENCE-ID:20261207T090000Z\nDTSTART;VALUE=DATE:20261208")
    assert times(series(event(WEEKLY), whole), "2026-12-01", "2026-12-12") == [
        "2026-12-08 00:00 - 2026-12-09 00:00"
    ]


# This and future


def ranged(original: str, start: str, more: str = "") -> str:
    return override(original, start, more).replace(
        "RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;"
    )


def test_this_and_future_moves_all_later_ones() -> None:
    lines = NINE + "RRULE:FREQ=WEEKLY;COUNT=5"
    found = series(event(lines), ranged("20261214T090000", "20261215T140000", "SUMMARY:Later"))
    instances = expand(found, at("2026-11-01"), at("2027-03-01")).instances
    assert [wall(instance.start) for instance in instances] == [
        "2026-11-30 09:00",
        "2026-12-07 09:00",
        "2026-12-15 14:00",
        "2026-12-22 14:00",
        "2026-12-29 14:00",
    ]
    assert [instance.component for instance in instances] == [0, 0, 1, 1, 1]
    assert [date.fromordinal(instance.day).day for instance in instances] == [30, 7, 14, 21, 28]


def test_the_latest_range_and_single_overrides_count() -> None:
    lines = NINE + "RRULE:FREQ=WEEKLY;COUNT=5"
    parts = [
        event(lines),
        ranged("20261221T090000", "20261221T160000"),
        ranged("20261207T090000", "20261207T110000"),
        override("20261228T090000", "20261229T120000"),
    ]
    assert shown(*parts) == [
        "11-30 09:00",
        "12-07 11:00",
        "12-14 11:00",
        "12-21 16:00",
        "12-29 12:00",
    ]


def test_a_range_keeps_its_wall_time_and_length_over_clock_changes() -> None:
    lines = "DTSTART;TZID=Europe/London:20260315T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3"
    later = (
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20260322T090000\n"
        "DTSTART;TZID=Europe/London:20260322T110000\nDURATION:PT2H"
    )
    assert times(series(event(lines), event(later)), "2026-03-20", "2026-05-01") == [
        "2026-03-22 11:00 - 2026-03-22 13:00",
        "2026-03-29 11:00 - 2026-03-29 13:00",
    ]


def test_a_range_of_an_all_day_series() -> None:
    lines = "DTSTART;VALUE=DATE:20261010\nRRULE:FREQ=WEEKLY;COUNT=4"
    later = (
        "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20261017\n"
        "DTSTART;VALUE=DATE:20261018\nDTEND;VALUE=DATE:20261020"
    )
    assert times(series(event(lines), event(later)), "2026-10-15", "2026-11-01") == [
        "2026-10-18 00:00 - 2026-10-20 00:00",
        "2026-10-25 00:00 - 2026-10-27 00:00",
    ]


def test_a_range_that_moves_far_is_found_from_its_new_window() -> None:
    lines = NINE + "RRULE:FREQ=WEEKLY;COUNT=10"
    found = series(event(lines), ranged("20261207T090000", "20270607T090000"))
    assert len(starts(found, "2027-06-01", "2027-09-01")) == 9


# Several masters


def test_masters_of_one_uid_are_numbered_within_the_day() -> None:
    later = NINE.replace("T090000", "T140000").replace("T100000", "T150000")
    found = series(event(later), event(WEEKLY))
    instances = expand(found, at("2026-11-30"), at("2026-12-08")).instances
    assert [(wall(i.start)[5:], i.ordinal, i.component) for i in instances] == [
        ("11-30 09:00", 0, 1),
        ("11-30 14:00", 1, 0),
        ("12-07 09:00", 0, 1),
    ]


# Reach


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (NINE, "2026-11-30 09:00 - 2026-11-30 10:00"),
        (WEEKLY, "2026-11-30 09:00 - 2026-12-21 10:00"),
        (NINE + "RRULE:FREQ=DAILY", "2026-11-30 09:00 - -"),
        (NINE + "RRULE:FREQ=WEEKLY;UNTIL=20261218", "2026-11-30 09:00 - 2026-12-14 10:00"),
        (NINE + "RRULE:FREQ=MONTHLY;UNTIL=20270315", "2026-11-30 09:00 - 2027-01-30 10:00"),
        (NINE + "RDATE:20250101T090000Z,20280101T090000Z", "2025-01-01 09:00 - 2028-01-01 10:00"),
        (
            "DTSTART;VALUE=DATE:20261024\nRRULE:FREQ=DAILY;COUNT=2",
            "2026-10-24 00:00 - 2026-10-26 00:00",
        ),
    ],
)
def test_how_far_a_series_reaches(lines: str, expected: str) -> None:
    first, last = reach(series(event(lines)))
    assert f"{wall(first)} - {wall(last)}" == expected


def test_overrides_reach_too() -> None:
    far = override("20261207T090000", "20280101T090000")
    assert wall(reach(series(event(WEEKLY), far))[1]) == "2028-01-01 10:00"
    later = ranged("20261207T090000", "20270607T090000")
    last = reach(series(event(WEEKLY), later))[1]
    assert last is not None
    assert last >= at("2027-06-21 10:00")


def test_what_repeats() -> None:
    assert has_rule(series(event(WEEKLY)))
    assert has_rule(series(event(NINE + "RDATE:20261201T090000Z")))
    assert not has_rule(series(event(NINE)))
    assert not has_rule(series(event(NINE + "EXDATE:20261201T090000Z")))


# What never stops


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("rule", "a_day"),
    [
        ("FREQ=HOURLY", 24),
        ("FREQ=MINUTELY;INTERVAL=15", 96),
        ("FREQ=MINUTELY", 100),
        ("FREQ=SECONDLY", 100),
        ("FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11", 100),
        ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31", 0),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", 0),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 0),
        ("FREQ=SECONDLY;COUNT=999999999", 0),
        ("FREQ=SECONDLY;INTERVAL=999999999", 0),
    ],
)
def test_a_rule_without_end_neither_hangs_nor_floods(rule: str, a_day: int) -> None:
    lines = f"DTSTART;TZID=Europe/London:20000101T000000\nRRULE:{rule}"
    with does_not_hang():
        found = series(event(lines))
        expansion = expand(found, at("2026-01-01"), at("2029-01-01"))
        reach(found)
    days = Counter(instance.day for instance in expansion.instances)
    ordinary = days[date(2026, 6, 1).toordinal()]
    assert ordinary == a_day
    assert len(days) == (1096 if a_day else 0)
    assert bool(expansion.notes) is (a_day == 100 or "COUNT" in rule)


def test_a_rule_with_an_end_is_whole_however_often_it_comes() -> None:
    lines = "DTSTART:20261130T090000Z\nRRULE:FREQ=SECONDLY;COUNT=5000"
    expansion = expand(series(event(lines)), at("2026-01-01"), at("2029-01-01"))
    assert (len(expansion.instances), expansion.notes) == (5000, ())


@pytest.mark.no_cover
def test_very_many_masters_and_rules_are_cut_with_a_note() -> None:
    rule = "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14\n"
    parts = [event(f"DTSTART:20261130T0900{n:02}Z\n" + rule * 3) for n in range(10)]
    expansion = expand(series(*parts), at("2026-11-30"), at("2029-11-30"))
    assert len(expansion.instances) <= 120_000
    assert len(expansion.notes) == 1


def test_the_ends_of_the_calendar_are_no_trouble() -> None:
    for lines in (
        "DTSTART:00010101T000000\nRRULE:FREQ=DAILY",
        "DTSTART:99991231T235959\nDURATION:P30000D\nRRULE:FREQ=DAILY",
        "DTSTART;VALUE=DATE:99991231\nRRULE:FREQ=YEARLY;COUNT=5",
        "DTSTART;TZID=Pacific/Kiritimati:00010101T000000\nRDATE:99991231T000000Z",
    ):
        found = series(event(lines))
        reach(found)
        for start, end in ((-(10**12), -(10**11)), (-(10**12), 10**12), (10**11, 10**12)):
            expand(found, start, end)


# Properties


@st.composite
def rules(draw: st.DrawFn) -> str:
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"]))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 5))}"]
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 30))}")
    if freq != "HOURLY" and draw(st.booleans()):
        parts.append("BYHOUR=" + ",".join(map(str, draw(st.sets(st.integers(0, 23), min_size=1)))))
    return ";".join(parts)


@pytest.mark.no_cover
@given(rules(), st.integers(0, 400), st.integers(1, 200), st.sets(st.integers(0, 60)))
def test_windows_show_parts_of_one_whole(
    rule: str, first: int, length: int, left_out: set[int]
) -> None:
    taken = "".join(
        f"EXDATE;TZID=Europe/London:{date.fromordinal(739950 + day):%Y%m%d}T090000\n"
        for day in sorted(left_out)
    )
    found = series(event(NINE + f"RRULE:{rule}\n" + taken))
    start = at("2026-11-01") + first * DAY // 2
    end = start + length * HOUR
    whole = expand(found, at("2026-11-01"), at("2027-12-01")).instances
    part = expand(found, start, end).instances
    assert part == [i for i in whole if i.start < end and (i.end > start or i.start >= start)]
    assert part == sorted(part)
    assert len({(i.day, i.ordinal) for i in whole}) == len(whole)


def test_a_zone_of_the_files_own_is_expanded_by_its_own_rules() -> None:
    office = zone("Office", fixed("+0530"))
    lines = "DTSTART;TZID=Office:20261130T090000\nRRULE:FREQ=DAILY;COUNT=2"
    assert shown(office, event(lines)) == ["11-30 03:30", "12-01 03:30"]


def test_floating_times_follow_the_desk() -> None:
    lines = "DTSTART:20261130T090000\nRRULE:FREQ=DAILY;COUNT=2"
    desk = ZoneInfo("America/New_York")
    found = series(event(lines), desk=desk)
    assert starts(found, "2026-11-01", "2027-01-01") == ["2026-11-30 14:00", "2026-12-01 14:00"]
    assert component(event(lines), desk=desk).zone == ""
