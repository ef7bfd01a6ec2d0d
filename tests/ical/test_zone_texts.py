"""VTIMEZONEs that we write mean the zone they are named after, to us and to another reader."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from jointdesk.domain.moments import HOUR, instant, local
from jointdesk.ical.defined_zones import agrees_since, define_zone
from jointdesk.ical.zone_texts import zone_text

ZONES = (
    *("Europe/London", "Europe/Dublin", "Europe/Paris", "America/New_York", "America/Sao_Paulo"),
    *("Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "Pacific/Apia", "Africa/Cairo"),
    *("Asia/Jerusalem", "America/Nuuk", "Asia/Tehran", "Etc/GMT-5", "UTC"),
)


@pytest.mark.parametrize("year", [1970, 1997, 2026])
@pytest.mark.parametrize("name", ZONES)
def test_what_is_written_has_the_same_offsets(name: str, year: int) -> None:
    zone = ZoneInfo(name)
    defined = define_zone(zone_text("Office", name, year))
    assert agrees_since(defined, zone) is not None
    start, end = (instant(datetime(one, 1, 1, tzinfo=UTC)) for one in (year, 2037))
    for when in range(start, end, 101 * HOUR):
        offset = local(when, zone).utcoffset()
        assert offset is not None
        assert defined.offset_at(when) == offset.total_seconds()


def test_london_is_two_rules() -> None:
    text = zone_text("Europe/London", "Europe/London", 2026).decode()
    assert "RDATE" not in text
    assert text.count("BEGIN:") == 3
    assert "DTSTART:20071028T020000\r\n" in text


def test_london_has_what_was_before_its_rules_where_it_is_needed() -> None:
    text = zone_text("Europe/London", "Europe/London", 1990).decode().replace("\r\n ", "")
    assert text.startswith("BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n")
    assert text.count("RRULE:") == 2
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n" in text
    assert "DTSTART:19961027T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\n" in text


@pytest.mark.parametrize("name", ZONES)
def test_another_reader_takes_it(name: str) -> None:
    [zone] = icalendar.Calendar.from_ical(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
        + zone_text("A, b; c", name, 2026)
        + b"END:VCALENDAR\r\n"
    ).walk("VTIMEZONE")
    assert zone["TZID"] == "A, b; c"
    assert not zone.errors
