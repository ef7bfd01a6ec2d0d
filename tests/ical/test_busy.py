"""The times of a series and nothing else: no word gets through, no time is lost."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jointdesk.domain.components import Component
from jointdesk.domain.moments import DAY
from jointdesk.ical.assembly import Series
from jointdesk.ical.busy import busy_text
from jointdesk.ical.expanding import expand
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.series import parse
from jointdesk.ical.written_times import utc_digits
from tests.corpora import corpora
from tests.hanging import does_not_hang
from tests.ical.written import LONDON, at, calendar, event, fixed, series, zone

ID = "5e11e5"
FIRST, LAST = "2025-01-01", "2029-01-01"
NINE = "DTSTART;TZID=Europe/London:20261130T090000\nDTEND;TZID=Europe/London:20261130T100000\n"
WEEKLY = NINE + "RRULE:FREQ=WEEKLY;COUNT=6\n"

LINE = re.compile(
    r"(BEGIN|END):(VCALENDAR|VTIMEZONE|STANDARD|VEVENT)"
    r"|VERSION:2\.0|PRODID:-//JointDesk//JointDesk//EN|UID:5e11e5|CLASS:PRIVATE"
    r"|TRANSP:(OPAQUE|TRANSPARENT)|TZID:Z\d+|TZOFFSET(FROM|TO):[+-](\d{4}|\d{6})"
    r"|DURATION:P\d+D(T\d+S)?|E?X?R?RULE:FREQ=[A-Z0-9=;,-]+"
    r"|(DTSTART|DTEND|RDATE|EXDATE|RECURRENCE-ID)(;RANGE=THISANDFUTURE)?"
    r"(;TZID=Z\d+|;VALUE=DATE|;VALUE=PERIOD)?:[0-9TZ,/]+"
)
"""What may stand on a line; the server has a stricter one of its own."""

Keyed = set[tuple[int, int, int, int]]


def opaque(component: Component) -> bool:
    """What the examples mean by taking time."""
    return not component.transparent and component.status != "CANCELLED"


def occurrences(found: Series, takes_time: Callable[[Component], bool]) -> Keyed:
    """When a series takes time, by its keys."""
    instances = expand(found, at(FIRST), at(LAST)).instances
    return {one[:4] for one in instances if takes_time(found.components[one.component])}


def read_again(text: str) -> Keyed:
    """When a text of busy times takes time."""
    if not text:
        return set()
    [resource] = scan(text.encode(), "x").resources
    again = parse(resource, LONDON)
    assert again.series is not None
    assert (again.rejected, again.notes) == ((), ())
    return occurrences(again.series, lambda one: not one.transparent)


def is_the_same(found: Series, takes_time: Callable[[Component], bool] = opaque) -> str:
    """Fail unless the text says the times of the series, by allowed lines; return it."""
    text = busy_text(found, ID, LONDON, takes_time)
    assert [line for line in text.split("\r\n")[:-1] if not LINE.fullmatch(line)] == []
    assert read_again(text) == occurrences(found, takes_time)
    return text


# What gets through


def test_a_single_meeting() -> None:
    assert is_the_same(series(event(NINE + "SUMMARY:Merger\nLOCATION:Wexmere"))).split() == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//JointDesk//JointDesk//EN",
        "BEGIN:VEVENT", "UID:5e11e5", "CLASS:PRIVATE", "TRANSP:OPAQUE",
        "DTSTART:20261130T090000Z", "DTEND:20261130T100000Z",
        "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip


def test_what_repeats_stays_on_the_desk_s_clock() -> None:
    text = is_the_same(series(event(WEEKLY + "EXDATE;TZID=Europe/London:20261214T090000")))
    assert "DTSTART:20261130T090000\r\n" in text
    assert "EXDATE:20261214T090000Z\r\n" in text


def test_a_series_that_never_takes_time_has_no_text() -> None:
    assert busy_text(series(event(WEEKLY + "TRANSP:TRANSPARENT")), ID, LONDON, opaque) == ""
    assert busy_text(series(event("SUMMARY:x"), head="METHOD:CANCEL\n"), ID, LONDON, bool) == ""


def moved(day: str, to: str, more: str = "") -> str:
    """An override of a weekly meeting at nine."""
    return event(
        f"RECURRENCE-ID;TZID=Europe/London:{day}T090000\nDTSTART;TZID=Europe/London:{to}\n"
        f"DURATION:PT45M\n{more}"
    )


def test_an_occurrence_without_its_time_is_left_out() -> None:
    text = is_the_same(series(
        event(WEEKLY), moved("20261207", "20261208T110000"),
        moved("20261214", "20261214T090000", "STATUS:CANCELLED\nSUMMARY:Merger off"),
    ))  # fmt: skip
    assert text.count("BEGIN:VEVENT") == 2
    assert "EXDATE;VALUE=DATE:20261214" in text


def test_a_declined_series_with_one_accepted_occurrence_says_that_one_alone() -> None:
    free = WEEKLY + "TRANSP:TRANSPARENT\n"
    text = is_the_same(series(event(free), moved("20261207", "20261208T110000", "TRANSP:OPAQUE")))
    assert text.count("BEGIN:VEVENT") == 1
    assert "RRULE" not in text


def test_occurrences_that_number_others_stay_without_saying_when() -> None:
    free = moved("20261207", "20261209T150000", "TRANSP:TRANSPARENT")
    ranged = free.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;")
    twice = event("RECURRENCE-ID:20261207T170000Z\nDTSTART:20261210T170000Z\nDURATION:PT1H")
    for parts in ((ranged,), (free, twice)):
        text = is_the_same(series(event(WEEKLY), *parts))
        assert "20261209" not in text
        assert "TRANSPARENT" in text


SHAPES = [
    NINE + "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3",
    NINE + "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=1",
    NINE + "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=1\nEXDATE;TZID=Europe/London:20261130T090000",
    NINE + "RRULE:FREQ=DAILY;UNTIL=20261214T090000Z\nEXRULE:FREQ=WEEKLY;BYDAY=SA,SU",
    NINE + "RRULE:FREQ=DAILY;BYHOUR=9,12;COUNT=9\nEXDATE;VALUE=DATE:20261202",
    NINE + "RDATE:20261201T080000Z,20261224T235900Z\nEXDATE:20261130T090000Z",
    NINE + "RDATE;VALUE=PERIOD:20261201T080000Z/PT2H,20261202T080000Z/20261202T120000Z",
    "DTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:20261224",
    "DTSTART;VALUE=DATE:20261221\nDURATION:PT0S",
    "DTSTART;VALUE=DATE:20261221\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=5\nDURATION:P2D",
    "DTSTART;VALUE=DATE:20261221\nRDATE;VALUE=DATE:20261224\nRDATE:20270101T120000Z/P2D",
    "DTSTART;TZID=America/New_York:20260302T190000\nDURATION:PT9H\nRRULE:FREQ=WEEKLY",
    "DTSTART;TZID=America/New_York:20261221T223000\nDURATION:PT1H",
    "DTSTART;TZID=Pacific/Kiritimati:20261221T013000\nDURATION:PT1H",
    "DTSTART;TZID=Pacific/Kiritimati:20261221T013000\nRRULE:FREQ=DAILY;COUNT=3",
    "DTSTART;TZID=Africa/Casablanca:20260101T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY",
    "DTSTART;TZID=Asia/Kathmandu:20260101T001000\nDURATION:P1DT1H\nRRULE:FREQ=DAILY;INTERVAL=9",
    "DTSTART:20261025T013000\nDURATION:P1D\nRRULE:FREQ=DAILY;COUNT=3",
    "DTSTART:20260101T000000Z\nDURATION:PT15M\nRRULE:FREQ=HOURLY;INTERVAL=7",
]


@pytest.mark.parametrize("lines", SHAPES)
def test_every_shape_of_a_series(lines: str) -> None:
    is_the_same(series(event(lines)))


def test_several_masters_and_overrides_that_meet_none() -> None:
    afternoon = event(NINE.replace("T09", "T14").replace("T10", "T15") + "RRULE:FREQ=DAILY;COUNT=9")
    late = event("RECURRENCE-ID:20261207T170000Z\nDTSTART:20261207T170000Z\nDURATION:PT1H\n")
    is_the_same(series(event(WEEKLY), afternoon, late, moved("20261207", "20261207T110000")))
    is_the_same(series(late, moved("20261207", "20261207T110000")))


RULED = fixed("+0300") + (
    "BEGIN:DAYLIGHT\nDTSTART:19700308T020000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0430\n"
    "TZNAME:Merger talks\nCOMMENT:Merger talks\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\n"
    "END:DAYLIGHT\nBEGIN:STANDARD\nDTSTART:19701101T020000\nTZOFFSETFROM:+0430\n"
    "TZOFFSETTO:+0300\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\nEND:STANDARD\n"
)


@pytest.mark.parametrize("body", [RULED, fixed("+0545"), fixed("-003015")])
def test_a_zone_of_a_file_s_own_keeps_its_offsets_and_loses_its_words(body: str) -> None:
    lines = "DTSTART;TZID=Merger talks:20260101T233000\nDURATION:PT1H\nRRULE:FREQ=DAILY\n"
    text = is_the_same(series(zone("Merger talks", "X-LIC-LOCATION:Merger\n" + body), event(lines)))
    assert "DTSTART;TZID=Z1:20260101T233000" in text


def test_a_zone_that_nobody_knows_is_the_desk_s() -> None:
    text = is_the_same(series(event("DTSTART;TZID=Merger talks:20260101T233000\nRRULE:FREQ=DAILY")))
    assert "DTSTART:20260101T233000" in text


# What does not

HOSTILE = [
    "SUMMARY:Merger",
    "DTSTAMP;X-WHY=Merger:20260101T000000Z",
    "X-WHY:Merger",
    "COMMENT:Merger",
    "UID:Merger",
    "URL:https://merger",
    "CATEGORIES:Merger",
    "GEO:Merger",
    "SEQUENCE:Merger",
    "STATUS:Merger",
    "TRANSP:Merger",
    "CLASS:Merger",
    "ATTENDEE;CN=Merger:mailto:merger@x",
    "DTEND;X-WHY=Merger:20261130T100000Z",
    "DTSTART;X-VALUE=Merger:20261129T090000",
    "DTSTART;TZID=Europe/Merger:20261130T090000",
    'DTSTART;TZID="x:Merger":20261130T080000',
    "RECURRENCE-ID;X=Merger:20261130",
    "RRULE;X-WHY=Merger:FREQ=DAILY;COUNT=3",
    "RRULE:FREQ=DAILY;X-WHY=MERGER;COUNT=3",
    "RRULE:FREQ=DAILY;BYDAY=MERGER",
    "RRULE:FREQ=MERGER",
    "RRULE:MERGER",
    "EXRULE:FREQ=WEEKLY;X-MERGER=1",
    "RDATE;X-WHY=Merger;VALUE=DATE:20261205",
    "RDATE:Merger,20261205T090000Z",
    "RDATE:20261205T\r\n 090000Z/Merger",
    "EXDATE;TZID=Merger:20261201T090000",
    "EXDATE:20261201T090000Z,Merger",
    "DURATION:PT1H\r\n Merger",
    "BEGIN:VALARM\nDESCRIPTION:Merger\nTRIGGER:-PT5M\nEND:VALARM",
    "BEGIN:MERGER\nDTSTART:20261201T090000Z\nEND:MERGER",
]


@pytest.mark.parametrize("line", HOSTILE)
def test_no_word_gets_through_wherever_it_stands(line: str) -> None:
    for parts in ((line, NINE), (NINE, line)):
        text = is_the_same(series(event("\n".join(parts)), head="X-WR-TIMEZONE:Merger\n"))
        assert "merger" not in text.casefold()


def test_a_series_that_is_no_diary_has_no_text() -> None:
    minutes = range(0, 4 * 365 * DAY, 30 * 60)
    dates = ",".join(utc_digits(at(FIRST) + second) for second in minutes)
    found = series(event(NINE + f"RDATE:{dates}"))
    assert busy_text(found, ID, LONDON, opaque) == ""


# Generated series, and real ones

DAYS = st.dates(date(2026, 1, 1), date(2027, 1, 1))
ZONES = st.sampled_from(
    ["", "Z", "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Own"]
)
TIMES = st.sampled_from(["000000", "003000", "013000", "090000", "223000", "235959"])


@st.composite
def moments(draw: st.DrawFn, name: str) -> str:
    """A line of one time in any form."""
    day, where = f"{draw(DAYS):%Y%m%d}", draw(ZONES)
    if draw(st.booleans()) and draw(st.booleans()):
        return f"{name};VALUE=DATE:{day}"
    tail = "Z" if where == "Z" else ""
    head = f"{name};TZID={where}" if where not in ("", "Z") else name
    return f"{head}:{day}T{draw(TIMES)}{tail}"


RULES = st.builds(
    "RRULE:FREQ={};INTERVAL={}{}{}".format,
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 3),
    st.sampled_from(["", ";BYDAY=MO,WE", ";BYMONTHDAY=-1,15", ";BYHOUR=9,12", ";BYMONTH=3,10"]),
    st.sampled_from(["", ";COUNT=1", ";COUNT=7", ";UNTIL=20270301", ";UNTIL=20261231T120000Z"]),
)
LENGTHS = st.sampled_from(
    ["", "DURATION:PT90M", "DURATION:P1D", "DURATION:P1DT3H", "DURATION:PT0S"]
)
TAKING = st.sampled_from(["", "TRANSP:TRANSPARENT", "STATUS:CANCELLED"])


@st.composite
def components(draw: st.DrawFn, *, is_override: bool) -> str:
    """A component of an hour or so that may repeat, or stand for an occurrence of another."""
    lines = [draw(moments("DTSTART")), draw(LENGTHS), draw(TAKING), "SUMMARY:Merger"]
    if is_override:
        ranged = draw(st.sampled_from(["", "", "", ";RANGE=THISANDFUTURE"]))
        lines.append(draw(moments("RECURRENCE-ID" + ranged)))
    else:
        lines += draw(st.lists(RULES, max_size=2))
        lines += draw(st.lists(moments("RDATE"), max_size=2))
        lines += draw(st.lists(moments("EXDATE"), max_size=2))
        lines += [one.replace("RRULE", "EXRULE") for one in draw(st.lists(RULES, max_size=1))]
    return event("\n".join(filter(None, lines)))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(components(is_override=False), max_size=2),
    st.lists(components(is_override=True), max_size=3),
)
def test_any_series_keeps_its_times_and_its_keys(masters: list[str], overrides: list[str]) -> None:
    assume(masters or overrides)
    data = calendar(zone("Own", RULED), *masters, *overrides)
    [resource] = scan(data, "x").resources
    found = parse(resource, LONDON).series
    if found is not None:
        assert "Merger" not in is_the_same(found)


BATCHES = 4


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_public_calendar_keeps_its_times(batch: int) -> None:
    listed = json.loads((corpora() / "manifest.json").read_text(encoding="utf-8"))
    for entry in listed[batch::BATCHES]:
        path: Path = corpora() / entry["file"]
        try:
            resources = scan(path.read_bytes(), path.name).resources
        except NotACalendarError:
            continue
        for resource in resources[:12]:
            found = parse(resource, LONDON).series
            if found is not None:
                with does_not_hang():
                    is_the_same(found)
