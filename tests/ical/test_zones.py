"""Time zones as one calendar names them: its own definitions, known names, unknown ones."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.moments import DAY
from jointdesk.ical.defined_zones import define_zone
from jointdesk.ical.wall_clock import WallClock
from jointdesk.ical.zones import clock_of, zone_map
from tests.ical.written import (
    LONDON,
    LONDON_RULES,
    at,
    component,
    event,
    fixed,
    parsed,
    reasons,
    series,
    starts,
    wall,
    zone,
)

NEW_YORK_RULES = """\
BEGIN:DAYLIGHT
DTSTART:20070311T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
"""


def start_of(tzid: str, when: str, *zones: str, head: str = "") -> tuple[str, str]:
    """`Component.zone` and the start on London's clock of an event in that zone."""
    found = component(*zones, event(f"DTSTART;TZID={tzid}:{when}"), head=head)
    return found.zone, wall(found.start)


# Known names


@pytest.mark.parametrize(
    ("tzid", "expected"),
    [
        ("Europe/London", ("Europe/London", "2026-07-01 09:00")),
        ("GMT Standard Time", ("Europe/London", "2026-07-01 09:00")),
        ("Europe/Paris", ("Europe/Paris", "2026-07-01 08:00")),
        ("UTC+05:30", ("UTC+05:30", "2026-07-01 04:30")),
        ("GMT+1", ("Etc/GMT-1", "2026-07-01 09:00")),
        ("Etc/UTC", ("UTC", "2026-07-01 10:00")),
        ("(UTC+01:00) Amsterdam, Berlin", ("Europe/Berlin", "2026-07-01 08:00")),
    ],
)
def test_a_tzid_without_a_definition(tzid: str, expected: tuple[str, str]) -> None:
    assert start_of(tzid, "20260701T090000") == expected


def test_utc_and_floating() -> None:
    assert component(event("DTSTART:20260701T090000Z")).zone == "UTC"
    floating = component(event("DTSTART:20260701T090000"))
    assert (floating.zone, wall(floating.start)) == ("", "2026-07-01 09:00")


def test_a_z_counts_more_than_a_tzid() -> None:
    assert start_of("Europe/Paris", "20260701T090000Z") == ("UTC", "2026-07-01 10:00")


def test_x_wr_timezone_is_the_zone_of_times_without_one() -> None:
    head = "X-WR-TIMEZONE:America/New_York\n"
    found = component(event("DTSTART:20260701T090000"), head=head)
    assert (found.zone, wall(found.start)) == ("America/New_York", "2026-07-01 14:00")
    whole_day = component(event("DTSTART;VALUE=DATE:20260701"), head=head)
    assert wall(whole_day.start) == "2026-07-01 00:00"


def test_an_unknown_x_wr_timezone_leaves_the_desks_zone() -> None:
    head = "X-WR-TIMEZONE:Nowhere\n"
    assert component(event("DTSTART:20260701T090000"), head=head).zone == ""


def test_an_unknown_zone_is_marked_and_read_as_local() -> None:
    found = parsed(event("DTSTART;TZID=Customized Time Zone 1:20260701T090000"))
    assert found.series is not None
    first = found.series.components[0]
    assert (first.zone, wall(first.start)) == ("?Customized Time Zone 1", "2026-07-01 09:00")
    assert reasons(found) == [
        'The time zone "Customized Time Zone 1" is unknown; its times are read as local'
    ]
    assert found.rejected == ()


# Definitions


def test_a_zone_of_the_files_own() -> None:
    office = zone("Office", fixed("+0530"))
    assert start_of("Office", "20260701T090000", office) == ("Office", "2026-07-01 04:30")


def test_a_definition_may_follow_the_events() -> None:
    found = component(event("DTSTART;TZID=Office:20260701T090000"), zone("Office", fixed("+0530")))
    assert found.zone == "Office"


@pytest.mark.parametrize(
    ("tzid", "aliases"),
    [
        ("Europe/London", ""),
        ("GMT Standard Time", ""),
        ("GMT", ""),
        ("Customized Time Zone", ""),
        ("Office", "X-LIC-LOCATION:Europe/London\n"),
        ("Office", "TZID-ALIAS-OF:Europe/London\nTZUNTIL:20370101T000000Z\nTZNAME:x\n"),
    ],
)
def test_a_definition_that_agrees_with_a_zone_is_that_zone(tzid: str, aliases: str) -> None:
    found = start_of(tzid, "20260701T090000", zone(tzid, aliases + LONDON_RULES))
    assert found == ("Europe/London", "2026-07-01 09:00")


def test_a_definition_wins_over_the_zone_of_its_name_where_they_differ() -> None:
    other = zone("Europe/London", fixed("+0530"))
    assert start_of("Europe/London", "20260701T090000", other) == (
        "Europe/London",
        "2026-07-01 04:30",
    )


def test_old_rules_of_a_definition_count_for_old_events() -> None:
    # Until 1995 the clocks went back on the fourth Sunday, in 1994 a week before the last.
    london = zone("Europe/London", LONDON_RULES)
    assert start_of("Europe/London", "19941025T090000", london)[1] == "1994-10-25 08:00"
    assert start_of("Europe/London", "19961025T090000", london)[1] == "1996-10-25 09:00"


def test_a_definition_that_lists_its_changes_counts_only_so_far() -> None:
    listed = zone(
        "America/Vancouver",
        "BEGIN:DAYLIGHT\nDTSTART:20050402T100000\nTZOFFSETFROM:+0000\nTZOFFSETTO:-0700\n"
        "END:DAYLIGHT\nBEGIN:STANDARD\nDTSTART:20051029T020000\nTZOFFSETFROM:-0700\n"
        "TZOFFSETTO:-0800\nEND:STANDARD\n",
    )
    assert start_of("America/Vancouver", "20260709T133000", listed) == (
        "America/Vancouver",
        "2026-07-09 21:30",
    )


def test_a_definition_by_rdate() -> None:
    body = (
        "BEGIN:DAYLIGHT\nDTSTART:20260601T000000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0400\n"
        "RDATE:20270601T000000,20280601T000000\nEND:DAYLIGHT\n"
        "BEGIN:STANDARD\nDTSTART:20261001T000000\nTZOFFSETFROM:+0400\nTZOFFSETTO:+0300\n"
        "RDATE:20271001T000000\nEND:STANDARD\n"
    )
    summers = [
        start_of("Site", f"{year}0701T120000", zone("Site", body))[1] for year in (2026, 2027)
    ]
    assert summers == ["2026-07-01 09:00", "2027-07-01 09:00"]
    assert start_of("Site", "20261201T120000", zone("Site", body))[1] == "2026-12-01 09:00"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "BEGIN:STANDARD\nEND:STANDARD\n",
        "BEGIN:STANDARD\nDTSTART:nonsense\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\n",
        "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:1\nTZOFFSETTO:2\nEND:STANDARD\n",
        "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\n"
        "RRULE:FREQ=NEVER\nEND:STANDARD\n",
    ],
)
def test_a_definition_that_says_nothing_leaves_the_name_to_mean_what_it_does(body: str) -> None:
    assert start_of("Europe/Paris", "20260701T090000", zone("Europe/Paris", body)) == (
        "Europe/Paris",
        "2026-07-01 08:00",
    )


def test_a_part_that_is_wrong_leaves_the_others() -> None:
    body = "BEGIN:DAYLIGHT\nDTSTART:x\nEND:DAYLIGHT\n" + fixed("+01:00")
    assert start_of("Office", "20260701T090000", zone("Office", body))[1] == "2026-07-01 09:00"


def test_what_the_name_is_written_with_makes_no_difference() -> None:
    assert start_of('"office"', "20260701T090000", zone("Office ", fixed("+0530")))[1] == (
        "2026-07-01 04:30"
    )


def test_definitions_of_one_calendar_do_not_reach_another() -> None:
    first = start_of("Office", "20260701T090000", zone("Office", fixed("+0100")))
    second = start_of("Office", "20260701T090000", zone("Office", fixed("+0500")))
    third = start_of("Office", "20260701T090000")
    assert [first[1], second[1], third] == [
        "2026-07-01 09:00",
        "2026-07-01 05:00",
        ("?Office", "2026-07-01 09:00"),
    ]


def test_a_series_in_a_zone_of_its_own_keeps_its_wall_time() -> None:
    found = series(
        zone("America/Example", NEW_YORK_RULES),
        event("DTSTART;TZID=America/Example:20261026T090000\nRRULE:FREQ=WEEKLY;COUNT=3"),
    )
    # London's clocks go back a week before New York's.
    assert starts(found, "2026-10-01", "2026-12-01") == [
        "2026-10-26 13:00",
        "2026-11-02 14:00",
        "2026-11-09 14:00",
    ]


# The zone of a definition as Python sees it


LONDON_DEFINED = define_zone(zone("x", LONDON_RULES).encode())


def test_a_gap_and_an_overlap_follow_pep_495() -> None:
    clock = WallClock(LONDON_DEFINED)
    spring, autumn = 739704, 739914  # 2026-03-29 and 2026-10-25
    assert wall(clock.instant(spring, 5400)) == "2026-03-29 02:30"
    assert clock.instant(autumn, 5400) == at("2026-10-25 01:30")
    for second in (0, 3600, 7200):
        moment = at("2026-10-25") + second
        assert clock.wall(moment) == WallClock(LONDON).wall(moment)
    second_half = datetime(2026, 10, 25, 1, 30, tzinfo=UTC).astimezone(LONDON_DEFINED)
    assert (second_half.fold, second_half.utcoffset()) == (1, timedelta(0))


@given(st.integers(at("2000-01-01") // DAY, at("2150-01-01") // DAY), st.integers(0, DAY - 1))
def test_a_defined_zone_is_the_zone_it_defines(day: int, second: int) -> None:
    own, known = WallClock(LONDON_DEFINED), WallClock(LONDON)
    assert own.wall(day * DAY + second) == known.wall(day * DAY + second)
    local_day, local_second = known.wall(day * DAY + second)
    assert own.instant(local_day, local_second) == known.instant(local_day, local_second)


def test_before_its_first_change_a_zone_has_the_offset_that_this_ends() -> None:
    defined = define_zone(zone("x", NEW_YORK_RULES).encode())
    assert defined.offset_at(at("1950-07-01")) == -5 * 3600
    assert defined.utcoffset(None) == timedelta(hours=-5)
    assert (defined.dst(None), defined.tzname(None)) == (None, "defined")


def test_the_zones_of_a_calendar_are_made_once() -> None:
    frame = zone("Office", fixed("+0530")).encode()
    assert zone_map(frame, LONDON) is zone_map(frame, LONDON)
    assert zone_map(frame, LONDON).find("Office") is zone_map(frame, LONDON).find("Office")


def test_a_zone_this_machine_does_not_have_is_none() -> None:
    assert clock_of("Nowhere/Nothing") is None
