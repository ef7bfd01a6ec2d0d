"""What rules generate: every kind of rule that other libraries get wrong, and our readings.

Days and times are those on the wall of the zone named, Europe/London unless said otherwise.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from jointdesk.domain.moments import DAY, HOUR, iso, local
from jointdesk.ical.recurrence import (
    MOST_INSTANCES,
    expand_rule,
    hits_start,
    reach,
    rule_instances,
)
from jointdesk.ical.recurrence_days import days
from jointdesk.ical.recurrence_elapsed import TooMuchWorkError
from jointdesk.ical.recurrence_rule import RuleError, parse_rule
from jointdesk.ical.recurrence_start import start_of, until_instant
from jointdesk.ical.year_days import LAST_DAY
from tests.hanging import does_not_hang

LONDON = ZoneInfo("Europe/London")


def when(text: str) -> date:
    moment = datetime.fromisoformat(text)
    return moment if "T" in text else moment.date()


def generated(start: str, rule: str, zone: ZoneInfo = LONDON, most: int = 60) -> list[str]:
    """The first instances on the zone's wall; dates only, where DTSTART is a date."""
    found = islice(rule_instances(when(start), parse_rule(rule), zone), most)
    walls = [local(instance.instant, zone) for instance in found]
    return [f"{wall:%Y-%m-%dT%H:%M}" if "T" in start else f"{wall:%Y-%m-%d}" for wall in walls]


def on_days(start: str, rule: str, most: int = 60) -> str:
    """The first instances as days alone: month and day, with the year where it changes."""
    shown, year = [], ""
    for text in generated(start, rule, most=most):
        shown.append(text[5:10] if text[:4] == year else text[:10])
        year = text[:4]
    return " ".join(shown)


# Plain rules


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        ("2026-11-30", "FREQ=DAILY;COUNT=3", "2026-11-30 12-01 12-02"),
        ("2026-11-30", "FREQ=DAILY;INTERVAL=40;COUNT=3", "2026-11-30 2027-01-09 02-18"),
        ("2026-11-30", "FREQ=WEEKLY;COUNT=3", "2026-11-30 12-07 12-14"),
        ("2026-12-02", "FREQ=WEEKLY;BYDAY=MO,FR;COUNT=4", "2026-12-04 12-07 12-11 12-14"),
        ("2026-12-01", "FREQ=DAILY;BYDAY=MO,TU;INTERVAL=3;COUNT=3", "2026-12-01 12-07 12-22"),
        ("2026-01-31", "FREQ=MONTHLY;COUNT=3", "2026-01-31 03-31 05-31"),
        ("2026-12-01", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2026-12-31 2027-01-31 02-28"),
        ("2026-12-01", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "2026-12-25 2027-01-29 02-26"),
        ("2026-12-01", "FREQ=MONTHLY;BYDAY=5MO;COUNT=3", "2027-03-29 05-31 08-30"),
        ("2026-12-01", "FREQ=MONTHLY;BYDAY=6MO;COUNT=3", ""),
        ("2026-12-01", "FREQ=MONTHLY;INTERVAL=5;COUNT=3", "2026-12-01 2027-05-01 10-01"),
        ("2026-12-11", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2", "2027-08-13 2028-10-13"),
        ("2024-02-29", "FREQ=YEARLY;COUNT=3", "2024-02-29 2028-02-29 2032-02-29"),
        ("2026-12-01", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;COUNT=2", "2027-03-28 2028-03-26"),
        ("2026-12-01", "FREQ=YEARLY;BYDAY=1MO,-1MO;COUNT=3", "2026-12-28 2027-01-04 12-27"),
        ("2026-12-01", "FREQ=YEARLY;INTERVAL=3;BYMONTH=5;COUNT=2", "2029-05-01 2032-05-01"),
        ("2026-12-01", "FREQ=YEARLY;BYYEARDAY=1,-1,366;COUNT=4", "2026-12-31 2027-01-01 12-31 "
         "2028-01-01"),
        ("2026-12-01", "FREQ=YEARLY;BYYEARDAY=366;COUNT=2", "2028-12-31 2032-12-31"),
        ("2026-12-01", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", "2028-02-29 2032-02-29"),
        ("1890-02-28", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=4",
         "1892-02-29 1896-02-29 1904-02-29 1908-02-29"),
    ],
)  # fmt: skip
def test_days(start: str, rule: str, expected: str) -> None:
    assert on_days(start, rule) == expected


def test_week_start_decides_which_days_share_a_fortnight() -> None:
    assert on_days("2026-12-01", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4;WKST=MO") == (
        "2026-12-01 12-06 12-15 12-20"
    )
    assert on_days("2026-12-01", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4;WKST=SU") == (
        "2026-12-01 12-13 12-15 12-27"
    )


def test_times_of_a_day_are_combined() -> None:
    rule = "FREQ=DAILY;BYHOUR=9,14;BYMINUTE=0,30;COUNT=5"
    assert generated("2026-12-01T09:30", rule) == [
        "2026-12-01T09:30",
        "2026-12-01T14:00",
        "2026-12-01T14:30",
        "2026-12-02T09:00",
        "2026-12-02T09:30",
    ]


def test_dtstart_is_no_instance_where_the_rule_misses_it() -> None:
    rule = parse_rule("FREQ=WEEKLY;BYDAY=WE;COUNT=2")
    assert not hits_start(start_of(when("2026-12-01T10:00"), LONDON), rule)
    assert hits_start(start_of(when("2026-12-02T10:00"), LONDON), rule)
    assert on_days("2026-12-01T10:00", "FREQ=WEEKLY;BYDAY=WE;COUNT=2") == "2026-12-02 12-09"


def test_other_engines_readings_of_parts_that_a_frequency_should_not_have() -> None:
    """As the dateutil family: they limit, and numbers in BYDAY mean nothing."""
    assert on_days("2026-12-01", "FREQ=WEEKLY;BYMONTHDAY=1,2;COUNT=4") == (
        "2026-12-01 12-02 2027-01-01 01-02"
    )
    assert on_days("2026-12-01", "FREQ=MONTHLY;BYYEARDAY=1,32;COUNT=2") == "2027-01-01 02-01"
    assert on_days("2026-12-01", "FREQ=WEEKLY;BYWEEKNO=50;BYDAY=2MO;COUNT=1") == "2026-12-07"
    assert on_days("2026-12-01", "FREQ=DAILY;BYWEEKNO=53;COUNT=2") == "2026-12-28 12-29"


# The causes of wrong results (ical.md section 2), a row each


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        ("2026-10-31", "FREQ=MONTHLY;SKIP=OMIT;COUNT=3", "2026-10-31 12-31 2027-01-31"),
        ("2026-10-31", "FREQ=MONTHLY;SKIP=BACKWARD;COUNT=3", "2026-10-31 11-30 12-31"),
        ("2026-10-31", "FREQ=MONTHLY;SKIP=FORWARD;COUNT=3", "2026-10-31 12-01 12-31"),
        ("2027-01-30", "FREQ=MONTHLY;BYMONTHDAY=-30;SKIP=FORWARD;COUNT=3",
         "2027-02-01 03-02 04-01"),
        ("2027-01-30", "FREQ=MONTHLY;BYMONTHDAY=-30;SKIP=BACKWARD;COUNT=3",
         "2027-01-31 03-02 04-01"),
        ("2027-01-30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;SKIP=FORWARD;COUNT=2",
         "2027-03-01 2028-03-01"),
        ("2024-02-29", "FREQ=YEARLY;SKIP=FORWARD;COUNT=3", "2024-02-29 2025-03-01 2026-03-01"),
        ("2024-02-29", "FREQ=YEARLY;SKIP=BACKWARD;COUNT=3", "2024-02-29 2025-02-28 2026-02-28"),
        ("2024-02-29", "FREQ=YEARLY;SKIP=FORWARD;INTERVAL=2;COUNT=3",
         "2024-02-29 2026-03-01 2028-02-29"),
        ("2026-12-31", "FREQ=YEARLY;BYYEARDAY=1,366;SKIP=FORWARD;COUNT=3",
         "2027-01-01 2028-01-01 12-31"),
        ("2026-12-01", "FREQ=YEARLY;BYYEARDAY=-366;SKIP=BACKWARD;COUNT=3",
         "2026-12-31 2028-01-01 12-31"),
        # A weekly or daily rule makes no invalid dates.
        ("2026-12-31", "FREQ=DAILY;BYMONTHDAY=31;SKIP=FORWARD;COUNT=3",
         "2026-12-31 2027-01-31 03-31"),
        # BYDAY judges a date after it was moved: 30 April 2027 is a Friday, 31 March a Wednesday.
        ("2027-03-31", "FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=FR;SKIP=BACKWARD;COUNT=1", "2027-04-30"),
        ("2027-01-31", "FREQ=MONTHLY;BYMONTHDAY=30,31;BYSETPOS=-1;SKIP=BACKWARD;COUNT=3",
         "2027-01-31 02-28 03-31"),
    ],
)  # fmt: skip
def test_invalid_dates_are_omitted_or_moved(start: str, rule: str, expected: str) -> None:
    """RSCALE and SKIP, RFC 7529."""
    assert on_days(start, rule) == expected
    assert on_days(start, f"RSCALE=GREGORIAN;{rule}") == expected


def test_a_week_number_without_weekday_means_that_of_dtstart() -> None:
    rule = "FREQ=YEARLY;BYWEEKNO=1,-1;COUNT=4"
    assert on_days("2026-12-01", rule) == "2026-12-29 2027-01-05 12-28 2028-01-04"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTH=10;BYMONTHDAY=10;COUNT=2;",
        "FREQ=MONTHLY;BYMONTH=10,BYMONTHDAY=10;COUNT=2",
        "RRULE:freq=monthly; bymonth = 10 ;bymonthday=+10;count=2",
        "FREQ=MONTHLY;;BYMONTH=10,;BYMONTHDAY=10;COUNT=2;X-NOTE=1",
        "FREQ=MONTHLY;BYMONTH=10;BYMONTHDAY=10;UNTIL=20281231T000000ZZ;BYDAY=",
    ],
)
def test_sloppy_text_with_one_reading_is_read(rule: str) -> None:
    assert on_days("2026-12-01T09:00", rule) == "2027-10-10 2028-10-10"


def test_zeroth_weekday_is_every_one() -> None:
    assert on_days("2026-12-01", "FREQ=MONTHLY;BYDAY=0MO;COUNT=2") == "2026-12-07 12-14"


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        # 31 December 2024 lies in week 1 of 2025: every third year is 2028, 2031.
        ("2024-12-31", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=TU;INTERVAL=3;COUNT=3",
         "2024-12-31 2028-01-04 2030-12-31"),
        # The working days of week 1 of 2026 are 29 December to 2 January: the second last is 1.
        ("2025-12-01", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=2",
         "2026-01-01 2027-01-07"),
        ("2026-01-01", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=2SA;COUNT=2", "2027-01-02 2033-01-01"),
        ("2026-01-01", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=SU;WKST=SU;COUNT=2", "2026-01-04 2027-01-03"),
        # Where DTSTART is no occurrence, years count from the one it lies in.
        ("2027-01-01", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;INTERVAL=2;COUNT=2",
         "2027-01-04 2029-01-01"),
    ],
)  # fmt: skip
def test_numbered_weeks_belong_to_their_own_years(start: str, rule: str, expected: str) -> None:
    assert on_days(start, rule) == expected


def test_a_yearly_day_of_the_month_without_month_is_in_every_month() -> None:
    rule = "FREQ=YEARLY;BYMONTHDAY=30;COUNT=4"
    assert on_days("2026-12-01", rule) == "2026-12-30 2027-01-30 03-30 04-30"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=MO,1TU;COUNT=6", "2026-12-01 12-07 12-14 12-21 12-28 2027-01-04"),
        ("FREQ=MONTHLY;BYDAY=1TU,-1TU,WE;BYMONTH=12;COUNT=7",
         "2026-12-01 12-02 12-09 12-16 12-23 12-29 12-30"),
        ("FREQ=YEARLY;BYDAY=-1TH,1FR;COUNT=3", "2026-12-31 2027-01-01 12-30"),
    ],
)  # fmt: skip
def test_plain_and_numbered_weekdays_are_a_union(rule: str, expected: str) -> None:
    assert on_days("2026-12-01", rule) == expected


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        # Wednesday 2 December is the third day of its whole week, Monday to Sunday.
        ("2026-12-02", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH;BYSETPOS=3;COUNT=2", "2026-12-02 12-09"),
        ("2026-12-02", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH;BYSETPOS=1;COUNT=2", "2026-12-07 12-14"),
        ("2026-12-16", "FREQ=MONTHLY;BYDAY=WE;BYSETPOS=3,-1;COUNT=2", "2026-12-16 12-30"),
        ("2026-12-01", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2",
         "2026-12-31 2027-01-29"),
        ("2026-12-01", "FREQ=YEARLY;BYMONTH=1,6;BYDAY=MO;BYSETPOS=5;COUNT=2",
         "2027-06-07 2028-01-31"),
        ("2026-12-01", "FREQ=DAILY;BYSETPOS=1;COUNT=2", "2026-12-01 12-02"),
        ("2026-12-01", "FREQ=DAILY;BYSETPOS=2;COUNT=2", ""),
    ],
)  # fmt: skip
def test_positions_count_in_whole_periods(start: str, rule: str, expected: str) -> None:
    assert on_days(start, rule) == expected


def test_positions_count_times_as_well() -> None:
    rule = "FREQ=MONTHLY;BYDAY=TU;BYHOUR=9,17;BYSETPOS=2,-1;COUNT=3"
    assert generated("2026-12-01T09:00", rule) == [
        "2026-12-01T17:00",
        "2026-12-29T17:00",
        "2027-01-05T17:00",
    ]
    assert generated("2026-12-01T09:00", "FREQ=DAILY;BYHOUR=9,13,17;BYSETPOS=-1;COUNT=2") == [
        "2026-12-01T17:00",
        "2026-12-02T17:00",
    ]


@pytest.mark.parametrize("rule", ["FREQ=DAILY;COUNT=3", "FREQ=WEEKLY;BYDAY=SA,SU;COUNT=3"])
def test_a_time_that_a_clock_change_skips_moves_forward_and_counts(rule: str) -> None:
    """In London 01:30 on 29 March 2026 does not exist; RFC 5545 with erratum 4271."""
    walls = generated("2026-03-28T01:30", rule)
    assert walls[:2] == ["2026-03-28T01:30", "2026-03-29T02:30"]
    assert len(walls) == 3
    assert walls[2].endswith("T01:30")


def test_a_time_that_comes_twice_is_the_first() -> None:
    found = rule_instances(when("2026-10-24T01:30"), parse_rule("FREQ=DAILY;COUNT=3"), LONDON)
    assert [iso(instance.instant, LONDON)[8:] for instance in found] == [
        "24T01:30:00+01:00",
        "25T01:30:00+01:00",
        "26T01:30:00+00:00",
    ]


def test_two_times_that_a_clock_change_makes_one_are_one() -> None:
    rule = parse_rule("FREQ=DAILY;BYHOUR=1,2;BYMINUTE=0,30;UNTIL=20260329")
    found = list(rule_instances(when("2026-03-29T00:00"), rule, LONDON))
    assert [iso(instance.instant, LONDON)[11:16] for instance in found] == ["02:00", "02:30"]
    assert {instance.day for instance in found} == {date(2026, 3, 29).toordinal()}


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261214", "12-14"),
        ("20261214T183000", "12-14"),
        ("20261214T182959", "12-07"),
        ("20261214T183000Z", "12-14"),
        ("20261214T182959Z", "12-07"),
    ],
)
def test_until_in_every_value_type_is_included(until: str, last: str) -> None:
    walls = on_days("2026-11-30T18:30", f"FREQ=WEEKLY;UNTIL={until}").split()
    assert walls[-1] == last


def test_until_without_z_is_local_time() -> None:
    new_york = ZoneInfo("America/New_York")
    rule = "FREQ=WEEKLY;UNTIL=20261214T183000"
    assert generated("2026-11-30T18:30", rule, new_york)[-1] == "2026-12-14T18:30"
    assert generated("2026-11-30T18:30", rule + "Z", new_york)[-1] == "2026-12-07T18:30"


def test_until_of_dates() -> None:
    assert on_days("2026-12-01", "FREQ=DAILY;UNTIL=20261203") == "2026-12-01 12-02 12-03"
    assert on_days("2026-12-01", "FREQ=DAILY;UNTIL=20261203T000000Z") == "2026-12-01 12-02 12-03"
    assert on_days("2026-12-01", "FREQ=DAILY;UNTIL=20261202T235959Z") == "2026-12-01 12-02"
    assert on_days("2026-12-01", "FREQ=DAILY;UNTIL=20261130") == ""


def test_until_at_the_end_of_the_calendar_is_without_harm() -> None:
    rule = parse_rule("FREQ=YEARLY;UNTIL=99991231")
    start = start_of(when("2026-12-01T09:00"), LONDON)
    assert until_instant(start, rule) is not None
    assert len(expand_rule(start, rule, 1, LAST_DAY).days) == 9999 - 2026 + 1


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=0,23"])
def test_both_ends_of_the_calendar_are_without_harm(zone: str, rule: str) -> None:
    parsed = parse_rule(rule)
    for text in ("0001-01-01T00:30", "9999-12-31T23:30"):
        start = start_of(when(text), ZoneInfo(zone))
        assert expand_rule(start, parsed, start.day - 3, start.day + 3).note == ""


def test_hours_of_a_date_are_ignored() -> None:
    rule = "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=5;BYSECOND=7;COUNT=2"
    assert on_days("2026-12-01", rule) == "2026-12-01 12-02"


def test_a_date_every_so_many_hours_is_every_so_many_days() -> None:
    assert on_days("2026-12-01", "FREQ=HOURLY;INTERVAL=6;COUNT=2") == "2026-12-01 12-02"
    assert on_days("2026-12-01", "FREQ=HOURLY;INTERVAL=48;COUNT=2") == "2026-12-01 12-03"


def test_a_rule_that_never_occurs_ends() -> None:
    assert on_days("2026-12-01", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31") == ""
    assert on_days("2026-12-01", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;BYMONTH=11") == ""
    assert on_days("2026-12-01T10:00", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30") == ""


# Hours and finer count elapsed time


def test_hours_count_over_the_gap_and_the_overlap() -> None:
    assert generated("2026-03-29T00:30", "FREQ=HOURLY;COUNT=3") == [
        "2026-03-29T00:30",
        "2026-03-29T02:30",
        "2026-03-29T03:30",
    ]
    found = rule_instances(when("2026-10-25T00:30"), parse_rule("FREQ=HOURLY;COUNT=4"), LONDON)
    assert [iso(instance.instant, LONDON)[11:] for instance in found] == [
        "00:30:00+01:00",
        "01:30:00+01:00",
        "01:30:00+00:00",
        "02:30:00+00:00",
    ]


def test_hours_are_judged_by_the_clock_on_the_wall() -> None:
    """09:00 stays 09:00 over both clock changes, and a day of two ones has both."""
    walls = generated("2026-03-27T09:00", "FREQ=HOURLY;BYHOUR=9", most=300)
    assert {wall[11:] for wall in walls} == {"09:00"}
    assert len({wall[:10] for wall in walls}) == 300
    assert generated("2026-10-25T00:00", "FREQ=HOURLY;BYHOUR=1;COUNT=3") == [
        "2026-10-25T01:00",
        "2026-10-25T01:00",
        "2026-10-26T01:00",
    ]


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        ("2026-12-01T09:10", "FREQ=HOURLY;INTERVAL=5;COUNT=3", "01T09:10 01T14:10 01T19:10"),
        ("2026-12-01T09:10", "FREQ=HOURLY;BYMINUTE=0,30;COUNT=3", "01T09:30 01T10:00 01T10:30"),
        ("2026-12-01T09:10", "FREQ=HOURLY;BYMINUTE=0,20,40;BYSETPOS=-1;COUNT=2",
         "01T09:40 01T10:40"),
        ("2026-12-01T22:00", "FREQ=HOURLY;INTERVAL=2;BYDAY=WE;COUNT=2", "02T00:00 02T02:00"),
        ("2026-12-01T09:10", "FREQ=MINUTELY;INTERVAL=50;COUNT=3", "01T09:10 01T10:00 01T10:50"),
        ("2026-12-01T09:10", "FREQ=MINUTELY;BYMINUTE=5;BYHOUR=8;COUNT=2", "02T08:05 03T08:05"),
        ("2026-12-01T09:10", "FREQ=MINUTELY;INTERVAL=7;BYMINUTE=0;COUNT=2", "01T15:00 01T22:00"),
        ("2026-12-01T09:10", "FREQ=SECONDLY;BYHOUR=9;BYMINUTE=5;BYSECOND=0;COUNT=2",
         "02T09:05 03T09:05"),
        ("2026-12-01T09:10", "FREQ=SECONDLY;INTERVAL=86400;COUNT=2", "01T09:10 02T09:10"),
        ("2026-12-01T09:10", "FREQ=MINUTELY;BYDAY=2TU;COUNT=2", "01T09:10 01T09:11"),
    ],
)  # fmt: skip
def test_hours_minutes_and_seconds(start: str, rule: str, expected: str) -> None:
    assert " ".join(wall[8:] for wall in generated(start, rule)) == expected


# Windows, limits and bounds


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYDAY=1TU",
        "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,SU;INTERVAL=2",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
        "FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD",
        "FREQ=HOURLY;INTERVAL=7",
        "FREQ=HOURLY;COUNT=600000",
        "FREQ=MINUTELY;INTERVAL=1001;BYHOUR=9,10",
        "FREQ=DAILY;BYHOUR=3,4",
        "FREQ=DAILY;BYHOUR=3,4;COUNT=6000",
        "FREQ=DAILY;COUNT=3100",
        "FREQ=WEEKLY;BYDAY=MO,FR;COUNT=840",
        "FREQ=MONTHLY;BYMONTHDAY=1,31;COUNT=160",
    ],
)
def test_a_far_window_is_the_same_stretch_of_the_whole(rule: str) -> None:
    dtstart, parsed = when("2026-11-30T09:30"), parse_rule(rule)
    start = start_of(dtstart, LONDON)
    first, last = start.day + 2900, start.day + 3700
    whole = rule_instances(dtstart, parsed, LONDON, last=last)
    expected = [(instance.day, instance.instant) for instance in whole if instance.day >= first]
    window = expand_rule(start, parsed, first, last)
    assert list(zip(window.days, window.instants, strict=True)) == expected
    assert expected
    assert window.note == ""


def test_evenly_stepped_days_are_a_range() -> None:
    """A window thousands of years away is a matter of arithmetic."""
    start = date(2026, 11, 30).toordinal()
    far = days(parse_rule("FREQ=DAILY;INTERVAL=2"), start, LAST_DAY - 3, LAST_DAY)
    assert isinstance(far, range)
    assert all((day - start) % 2 == 0 for day in far)
    mondays = days(parse_rule("FREQ=WEEKLY;COUNT=1000000"), start, LAST_DAY - 20, LAST_DAY)
    assert isinstance(mondays, range)
    assert {date.fromordinal(day).weekday() for day in mondays} == {0}


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=999999999"])
def test_what_comes_too_often_is_cut_with_a_note(rule: str) -> None:
    start = start_of(when("2026-11-30T09:30"), LONDON)
    found = expand_rule(start, parse_rule(rule), start.day, start.day + 1000)
    assert found.note == f"The rule comes too often: stopped after {MOST_INSTANCES} occurrences"
    assert len(found.days) == len(found.instants) == MOST_INSTANCES
    assert expand_rule(start, parse_rule(rule), start.day, start.day, most=3).instants == [
        start.instant + step * (60 if "MINUTELY" in rule else 1) for step in range(3)
    ]


def test_what_takes_too_long_to_follow_is_given_up_with_a_note() -> None:
    """From an even second, every second second is never an odd one."""
    rule = parse_rule("FREQ=SECONDLY;INTERVAL=2;BYSECOND=1")
    start = start_of(when("2026-11-30T09:30"), LONDON)
    found = expand_rule(start, rule, start.day, start.day + 1000)
    assert found.note == "The rule takes too long to follow: stopped after 0 occurrences"
    with pytest.raises(TooMuchWorkError):
        next(rule_instances(when("2026-11-30T09:30"), rule, LONDON))
    assert issubclass(TooMuchWorkError, RuleError)
    assert reach(start, rule).first is None


HOSTILE = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
    "FREQ=DAILY;INTERVAL=999999999",
    "FREQ=YEARLY;INTERVAL=999999999",
    "FREQ=MONTHLY;INTERVAL=999999999",
    "FREQ=SECONDLY;INTERVAL=999999999",
    "FREQ=WEEKLY;BYDAY=MO,TU;COUNT=999999999",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=24",
    "FREQ=MONTHLY;INTERVAL=5;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=24",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=999999999",
    "FREQ=SECONDLY;COUNT=999999999",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;COUNT=999999",
    "FREQ=SECONDLY;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
    "FREQ=SECONDLY;INTERVAL=7;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
    "FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1",
    "FREQ=MINUTELY;INTERVAL=15",
    "FREQ=HOURLY;INTERVAL=7;BYHOUR=9,10;COUNT=999999",
    "FREQ=HOURLY;BYSETPOS=5",
    "FREQ=DAILY;INTERVAL=2;BYSETPOS=2",
    "FREQ=DAILY;BYHOUR={0};BYMINUTE={1};BYSECOND={1}".format(
        ",".join(map(str, range(24))), ",".join(map(str, range(60)))
    ),
]


@pytest.mark.no_cover
@pytest.mark.parametrize("rule", HOSTILE)
def test_no_rule_takes_long(rule: str) -> None:
    """Each call below took less than half a second on a busy machine; the limit is generous."""
    parsed = parse_rule(rule)
    start = start_of(when("2000-01-07T09:30"), LONDON)
    first = date(2026, 1, 1).toordinal()
    calls = [
        lambda: expand_rule(start, parsed, first, first + 3 * 366),
        lambda: reach(start, parsed),
        lambda: hits_start(start, parsed),
    ]
    for call in calls:
        with does_not_hang():
            call()


def test_reach() -> None:
    start = start_of(when("2026-12-01T10:00"), LONDON)
    first = start.instant

    def reached(rule: str) -> tuple[int | None, int | None]:
        return reach(start, parse_rule(rule))

    assert reached("FREQ=DAILY") == (first, None)
    assert reached("FREQ=DAILY;COUNT=3") == (first, first + 2 * DAY)
    assert reached("FREQ=HOURLY;COUNT=3") == (first, first + 2 * HOUR)
    assert reached("FREQ=DAILY;UNTIL=20261203T120000Z") == (first, first + 2 * DAY + 2 * HOUR)
    assert reached("FREQ=DAILY;BYDAY=WE") == (first + DAY, None)
    assert reached("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30") == (None, None)
    assert reached("FREQ=SECONDLY;COUNT=999999999") == (first, None)


def test_an_exrule_takes_its_instants_away() -> None:
    start = start_of(when("2026-12-01T10:00"), LONDON)
    last = start.day + 6
    kept = set(expand_rule(start, parse_rule("FREQ=DAILY"), start.day, last).instants)
    kept -= set(expand_rule(start, parse_rule("FREQ=DAILY;INTERVAL=2"), start.day, last).instants)
    assert [local(instant, LONDON).day for instant in sorted(kept)] == [2, 4, 6]


def test_without_a_zone_times_are_those_of_utc() -> None:
    rule = parse_rule("FREQ=DAILY;UNTIL=20261202T100000Z")
    expected = [datetime(2026, 12, 1, 10, tzinfo=UTC) + timedelta(days=step) for step in range(2)]
    for dtstart in (when("2026-12-01T10:00"), datetime(2026, 12, 1, 10, tzinfo=UTC)):
        found = [local(instance.instant, UTC) for instance in rule_instances(dtstart, rule)]
        assert found == expected


def test_the_ordinal_of_each_instance_can_be_counted_in_its_day() -> None:
    """A window holds whole local days, so that occurrences of a day can be numbered."""
    start = start_of(when("2026-12-01T22:00"), LONDON)
    found = expand_rule(start, parse_rule("FREQ=HOURLY"), start.day + 1, start.day + 1)
    assert set(found.days) == {start.day + 1}
    assert len(found.days) == 24
