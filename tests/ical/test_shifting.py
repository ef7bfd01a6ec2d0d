"""Moving a calendar by weeks: what moves, what stays, and wall times across clock changes."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.ical.shifting import shift

LONDON = ZoneInfo("Europe/London")
DEMO = Path(__file__).parents[2] / "resources" / "demo"
DEMO_FILES = [DEMO / "calderbourne.ics", DEMO / "wexmere.ics"]


def moved(line: str, weeks: int = 1) -> str:
    return shift(line.encode(), weeks, LONDON).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "DTSTART;TZID=Europe/London:20261201T081500",
            "DTSTART;TZID=Europe/London:20261208T081500",
        ),
        ("DTEND:20261231T100000", "DTEND:20270107T100000"),
        ("DTSTART;VALUE=DATE:20261221", "DTSTART;VALUE=DATE:20261228"),
        ("DUE:20261201T170000Z", "DUE:20261208T170000Z"),
        ("RDATE;VALUE=DATE:20261201,20270105", "RDATE;VALUE=DATE:20261208,20270112"),
        (
            "RDATE;VALUE=PERIOD:20261201T090000Z/20261201T100000Z,20270105T090000Z/PT1H",
            "RDATE;VALUE=PERIOD:20261208T090000Z/20261208T100000Z,20270112T090000Z/PT1H",
        ),
        ("EXDATE;TZID=Europe/London:20261225T085000", "EXDATE;TZID=Europe/London:20270101T085000"),
        ("RECURRENCE-ID:20261215T140000", "RECURRENCE-ID:20261222T140000"),
        ("RRULE:FREQ=WEEKLY;UNTIL=20270226T081500Z", "RRULE:FREQ=WEEKLY;UNTIL=20270305T081500Z"),
        ("RRULE:FREQ=DAILY;UNTIL=20270226;COUNT=5", "RRULE:FREQ=DAILY;UNTIL=20270305;COUNT=5"),
        ("EXRULE:FREQ=WEEKLY;UNTIL=20270226", "EXRULE:FREQ=WEEKLY;UNTIL=20270305"),
        ("dtstart:20261201T081500", "dtstart:20261208T081500"),
    ],
)
def test_what_says_when_something_is_moves(before, after):
    assert moved(before) == after


@pytest.mark.parametrize(
    "line",
    [
        "DTSTAMP:20261127T170000Z",
        "CREATED:20260820T090000Z",
        "LAST-MODIFIED:20260901T080000Z",
        "SUMMARY:Minutes of 20261201",
        "DESCRIPTION:see\n DTSTART:20261201T081500",
        "RRULE:FREQ=YEARLY;BYMONTH=12;COUNT=20261201",
        "UID:20261201T081500Z@example",
        "DTSTART:tomorrow",
        "DTSTART:20261341T081500",
        "DTSTART:99991231T235959",
        "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z",
        'DTSTART;X-NOTE="20261201:20261202',
    ],
)
def test_everything_else_stays(line):
    assert moved(line) == line


def test_a_parameter_that_looks_like_a_date_stays():
    assert moved('DTSTART;TZID="at: 20261201":20261201') == 'DTSTART;TZID="at: 20261201":20261208'


def test_the_rules_of_a_zone_stay():
    zone = "BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19961027T020000\nEND:STANDARD\nEND:VTIMEZONE\n"
    assert moved(zone + "DTSTART:20261201\n" + zone) == zone + "DTSTART:20261208\n" + zone


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_folded_lines_are_folded_anew_with_their_own_line_ends(newline):
    dates = [f"{date(2026, 9, 1) + timedelta(28 * n):%Y%m%d}T180000" for n in range(8)]
    later = [f"{date(2026, 9, 8) + timedelta(28 * n):%Y%m%d}T180000" for n in range(8)]

    def folded(days: list[str]) -> str:
        line = f"RDATE;TZID=Büro:{','.join(days)}"
        return f"{line[:74]}{newline} {line[74:]}{newline}"

    assert moved(folded(dates)) == folded(later)


def test_utc_keeps_the_wall_time_of_the_zone_across_a_clock_change():
    """08:45 on both sides: else the last occurrence of a rule would fall behind its UNTIL."""
    assert moved("RRULE:FREQ=WEEKLY;UNTIL=20270430T074500Z", -10).endswith("UNTIL=20270219T084500Z")
    assert moved("DTSTART:20261201T090000Z", 26) == "DTSTART:20270601T080000Z"


def test_no_weeks_change_no_byte():
    data = b"DTSTART:20261201\r\n ignored\xff"
    assert shift(data, 0, LONDON) is data


@given(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.times(time(3)),
    st.integers(-500, 500),
)
def test_there_and_back_again(day, clock, weeks):
    """At hours that no clock change skips or repeats."""
    when = datetime.combine(day, clock, LONDON)
    utc = when.astimezone(UTC)
    line = f"DTSTART:{utc:%Y%m%dT%H%M%SZ}\nDTEND;TZID=X:{when:%Y%m%dT%H%M%S}\n".encode()
    there = shift(line, weeks, LONDON)
    assert shift(there, -weeks, LONDON) == line
    values = re.findall(rb":(\S+)", there)
    later = datetime.fromisoformat(values[0].decode()).astimezone(LONDON)
    assert f"{later:%Y%m%dT%H%M%S}".encode() == values[1]


def wall_times(data: bytes, first: date, after: date) -> list[tuple[str, str, str]]:
    """Every occurrence as its title and how its start and end read on the wall."""
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(first, after)
    return sorted(
        (str(e["SUMMARY"]), str(e["DTSTART"].dt)[:16], str(e["DTEND"].dt)[:16]) for e in events
    )


@pytest.mark.parametrize("path", DEMO_FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("weeks", [-22, 9])
def test_every_occurrence_of_the_demo_desk_moves_by_that_many_weeks(path, weeks):
    distance = timedelta(weeks=weeks)
    first, after = date(2026, 9, 1), date(2027, 6, 1)
    data = path.read_bytes()

    def later(text: str) -> str:
        return str(datetime.fromisoformat(text) + distance)[: len(text)]

    before = wall_times(data, first, after)
    expected = sorted((title, later(start), later(end)) for title, start, end in before)
    assert wall_times(shift(data, weeks, LONDON), first + distance, after + distance) == expected
