"""What exporters call time zones, and what they mean by it; doubtful names mean nothing."""

import pytest

from jointdesk.ical.windows_zones import WINDOWS_ZONES
from jointdesk.ical.zone_names import fixed_offset, iana_name
from jointdesk.ical.zones import clock_of


@pytest.mark.parametrize(
    ("tzid", "expected"),
    [
        ("Europe/London", "Europe/London"),
        ("america/new_york", "America/New_York"),
        ('"Europe/Paris"', "Europe/Paris"),
        ("Europe/Monaco", "Europe/Monaco"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("GMT", "GMT"),
        # behind a prefix
        ("/freeassociation.sourceforge.net/Tzfile/Europe/London", "Europe/London"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin"),
        ("/mozilla.org/20050126_1/Europe/London", "Europe/London"),
        ("/softwarestudio.org/Olson_20011030_5/America/New_York", "America/New_York"),
        ("/citadel.org/20190914_1/Europe/Dublin", "Europe/Dublin"),
        ("posix/Europe/Vaduz", "Europe/Vaduz"),
        ("tzone://Microsoft/Utc", "UTC"),
        # other separators
        ("US-Eastern", "US/Eastern"),
        ("Europe_Berlin", "Europe/Berlin"),
        ("America_New_York", "America/New_York"),
        # Windows
        ("GMT Standard Time", "Europe/London"),
        ("gmt standard time", "Europe/London"),
        ("GMT Standard Time 1", "Europe/London"),
        ("GMT Daylight Time", "Europe/London"),
        ("Greenwich Standard Time", "Atlantic/Reykjavik"),
        ("Russia Time Zone 10", "Asia/Srednekolymsk"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        # Windows' display names, old and new
        ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/London"),
        ("(UTC) Dublin, Edinburgh, Lisbon, London", "Europe/London"),
        ("(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London", "Europe/London"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin"),
        ("(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rome\\, Stockholm\\, Vienna", "Europe/Berlin"),
        ("(GMT+01.00) Brussels, Copenhagen, Madrid, Paris", "Europe/Paris"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(UTC-05:00) Eastern Time (US &amp; Canada)", "America/New_York"),
        ("(UTC-05:00) Eastern Time (US and Canada)", "America/New_York"),
        ("Pacific Time (US & Canada), Tijuana", "America/Los_Angeles"),
        ("(UTC-07:00) Chihuahua, La Paz, Mazatlan", "America/Mazatlan"),
        ("(UTC-04:00) Georgetown, La Paz, Manaus, San Juan", "America/La_Paz"),
        ("(UTC) Coordinated Universal Time", "UTC"),
        ("(UTC+12:00) Coordinated Universal Time+12", "Etc/GMT-12"),
        ("Canberra, Melbourne, Sydney", "Australia/Sydney"),
        ("London", "Europe/London"),
        # fixed offsets
        ("GMT+1", "Etc/GMT-1"),
        ("UTC+01:00", "Etc/GMT-1"),
        ("UTC-11", "Etc/GMT+11"),
        ("GMT +0100", "Etc/GMT-1"),
        ("UTC+0", "UTC"),
        ("UTC+05:30", "UTC+05:30"),
        ("-0330", "UTC-03:30"),
    ],
)
def test_names_that_are_understood(tzid: str, expected: str) -> None:
    assert iana_name(tzid) == expected
    assert clock_of(expected) is not None


@pytest.mark.parametrize(
    "tzid",
    [
        "",
        "/",
        "0",
        "CST",
        "Eastern",
        "West",
        "Customized Time Zone 1",
        "tzone://Microsoft/Custom",
        "America/New_Yrok",
        "Nowhere/UTC",
        "(UTC-05:00) Nowhere",
        "(UTC+05:00) London",
        "La Paz",
        "Greenwich Mean Time",
        "GMT-05.00/-04.00",
        "UTC+25:00",
        "../../etc/passwd",
        "Factory",
        "x" * 100_000,
        "/" * 100_000,
    ],
)
def test_names_that_leave_a_doubt_mean_nothing(tzid: str) -> None:
    assert iana_name(tzid) == ""


def test_every_name_and_display_name_of_windows_is_understood() -> None:
    for name, (expected, shown) in WINDOWS_ZONES.items():
        assert iana_name(name) == expected
        assert iana_name(f"(UTC+03:00) {shown}") in (expected, "Etc/GMT-3")
        assert clock_of(expected) is not None


def test_fixed_offsets_are_no_longer_than_the_world() -> None:
    assert fixed_offset("UTC+14:00") == 14 * 3600
    assert fixed_offset("UTC+15:00") is None
    assert fixed_offset("Europe/London") is None
