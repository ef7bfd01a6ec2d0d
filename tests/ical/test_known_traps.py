"""Ten ways in which other iCalendar libraries fail; each was met in real calendars.

They leak time zones between calendars, read unknown zones as local without a word, give up a
whole file for one bad value, hang, lose occurrences, and open local files.
"""

from pathlib import Path

import pytest

from jointdesk.ical.expanding import expand
from jointdesk.ical.scanning import NotACalendarError, scan
from tests.hanging import does_not_hang
from tests.ical.written import (
    at,
    calendar,
    component,
    event,
    fixed,
    parsed,
    read,
    reasons,
    series,
    starts,
    wall,
    zone,
)

NINE = "DTSTART;TZID=Europe/London:20261130T090000\nDTEND;TZID=Europe/London:20261130T100000\n"


def test_one_zones_of_one_calendar_never_reach_another() -> None:
    meeting = event("DTSTART;TZID=Office:20260701T090000")
    first, second = (
        calendar(zone("Office", fixed("+0100")), meeting),
        calendar(zone("Office", fixed("+0500")), meeting),
    )
    for data in (first, second, first, first + second):
        for resource, found in zip(scan(data, "x").resources, read(data)[1], strict=True):
            assert found.series is not None
            expected = "09:00" if b"+0100" in resource.frame else "05:00"
            assert wall(found.series.components[0].start) == f"2026-07-01 {expected}"


@pytest.mark.parametrize(
    ("tzid", "expected"),
    [
        ("eastern standard time", "America/New_York 2026-07-01 14:00"),
        ("America/New_york", "America/New_York 2026-07-01 14:00"),
        ("tzone://Microsoft/Utc", "UTC 2026-07-01 10:00"),
        ("GMT+1", "Etc/GMT-1 2026-07-01 09:00"),
        ("UTC+01:00", "Etc/GMT-1 2026-07-01 09:00"),
        ("US-Eastern", "US/Eastern 2026-07-01 14:00"),
        ("Europe/Monaco", "Europe/Monaco 2026-07-01 08:00"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome", "Europe/Berlin 2026-07-01 08:00"),
        ("Customized Time Zone 1", "?Customized Time Zone 1 2026-07-01 09:00"),
        ("tzone://Microsoft/Custom", "?tzone://Microsoft/Custom 2026-07-01 09:00"),
    ],
)
def test_two_a_zone_is_understood_or_said_to_be_unknown(tzid: str, expected: str) -> None:
    found = parsed(event(f"DTSTART;TZID={tzid}:20260701T090000"))
    assert found.series is not None
    first = found.series.components[0]
    assert f"{first.zone} {wall(first.start)}" == expected
    assert bool(found.notes) is expected.startswith("?")


@pytest.mark.parametrize(
    "other",
    [
        event("DUE:nonsense", uid="b", kind="VTODO"),
        event("no colon", uid="b", kind="VTODO"),
        event("DTSTART:nonsense", uid="b", kind="VJOURNAL"),
        event(NINE + "BEGIN:VALARM\nTRIGGER:nonsense\nEND:VALARM", uid="b"),
        zone("Europe/London", "TZID-ALIAS-OF:x\nTZUNTIL:20300101T000000Z\n" + fixed("+01:00")),
        zone("Europe/London", ""),
        zone("Europe/London", "nonsense\n"),
        "BEGIN:VTIMEZONE\nEND:VTIMEZONE\n",
    ],
)
def test_three_a_bad_value_elsewhere_costs_no_event(other: str) -> None:
    scanned, found = read(calendar(other, event(NINE)))
    assert scanned.rejected == ()
    assert [problem for one in found for problem in one.rejected] == []
    assert "a" in [one.series.uid for one in found if one.series]


def test_four_a_component_without_start_costs_no_other() -> None:
    data = calendar(event("SUMMARY:x", uid="b"), event(NINE), head="METHOD:CANCEL\n")
    found = [one.series for one in read(data)[1]]
    assert [len(expand(one, at("2026-01-01"), at("2027-01-01")).instances) for one in found if one]
    assert starts(series(event(NINE)), "2026-11-30", "2026-12-01") == ["2026-11-30 09:00"]


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("FREQ=DAILY", 1),
        ("FREQ=HOURLY", 24),
        ("FREQ=MINUTELY;INTERVAL=15", 96),
        ("FREQ=MINUTELY", 100),
        ("FREQ=SECONDLY", 100),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", 0),
        ("FREQ=DAILY;INTERVAL=0", 0),
    ],
)
def test_five_a_day_of_an_old_series_is_quick(rule: str, count: int) -> None:
    found = series(event(f"DTSTART:20000101T000000Z\nRRULE:{rule}"))
    with does_not_hang():
        assert len(starts(found, "2026-11-30", "2026-12-01")) == count


def test_six_nothing_is_lost_without_a_word() -> None:
    # A second start under one UID
    other = NINE.replace("1130", "1201")
    assert len(starts(series(event(NINE), event(other)), "2026-11-01", "2027-01-01")) == 2
    # EXRULE
    lines = NINE + "RRULE:FREQ=DAILY;COUNT=4\nEXRULE:FREQ=DAILY;INTERVAL=2;COUNT=2"
    assert len(starts(series(event(lines)), "2026-11-01", "2027-01-01")) == 2
    # an end before the start
    backwards = parsed(event("DTSTART:20261130T100000Z\nDTEND:20261130T090000Z"))
    assert backwards.series is not None
    assert wall(backwards.series.components[0].end) == "2026-11-30 10:00"
    assert len(reasons(backwards)) == 1
    # a master that carries a RECURRENCE-ID
    lines = NINE + "RECURRENCE-ID:20261130T090000Z\nRRULE:FREQ=DAILY;COUNT=3"
    assert len(starts(series(event(lines)), "2026-11-01", "2027-01-01")) == 3
    # a blank behind BEGIN:VEVENT
    blank = event(NINE).replace("BEGIN:VEVENT", "BEGIN:VEVENT ")
    assert len(starts(series(blank), "2026-11-01", "2027-01-01")) == 1
    # UNTIL without Z in a zone
    lines = "DTSTART;TZID=America/New_York:20130923T183000\nRRULE:FREQ=WEEKLY;UNTIL=20131118T183000"
    assert starts(series(event(lines)), "2013-11-01", "2014-01-01")[-1] == "2013-11-18 23:30"


def test_seven_clock_changes_repeat_and_skip_no_instant() -> None:
    hourly = "DTSTART;TZID=Europe/London:{}T000000\nRRULE:FREQ=HOURLY;COUNT=5"
    spring = starts(series(event(hourly.format("20260329"))), "2026-03-29", "2026-03-30")
    assert [text[11:] for text in spring] == ["00:00", "02:00", "03:00", "04:00", "05:00"]
    autumn = series(event(hourly.format("20261025")))
    instances = expand(autumn, at("2026-10-25"), at("2026-10-26")).instances
    gaps = {b.start - a.start for a, b in zip(instances, instances[1:], strict=False)}
    assert gaps == {3600}
    daily = "DTSTART;TZID=Europe/London:20260328T013000\nRRULE:FREQ=DAILY;COUNT=3"
    skipped = starts(series(event(daily)), "2026-03-28", "2026-04-01")
    assert [text[5:] for text in skipped] == ["03-28 01:30", "03-29 02:30", "03-30 01:30"]


def test_eight_every_encoding_and_line_end_of_exporters() -> None:
    text = calendar(event(NINE + "SUMMARY:Café")).decode()
    folded = text.encode().replace(b"Caf\xc3\xa9", b"Caf\xc3\r\n \xa9")
    for data in (
        text.replace("\r\n", "\r").encode(),
        text.encode("utf-16"),
        text.encode("latin-1"),
        folded,
    ):
        [found] = read(data)[1]
        assert found.series is not None
        assert found.series.components[0].summary == "Café"


def test_nine_a_name_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.ics").write_bytes(calendar(event(NINE)))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotACalendarError):
        scan(b"secret.ics", "x")


def test_ten_a_start_off_the_rule_counts() -> None:
    lines = NINE + "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=2"
    assert starts(series(event(lines)), "2026-11-01", "2027-03-01") == [
        "2026-11-30 09:00",
        "2026-12-02 09:00",
    ]
    assert component(event(lines)).rule == "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=2"
