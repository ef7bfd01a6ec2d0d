"""Hostile bytes cost a bounded time and raise nothing but one clear sentence."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.moments import DAY
from jointdesk.ical.expanding import expand, reach
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.series import parse, signature
from tests.hanging import does_not_hang
from tests.ical.written import LONDON, LONDON_RULES, at, calendar, event, zone

pytestmark = pytest.mark.no_cover

MANY = 60_000


def go_through(data: bytes) -> None:
    """Read everything there is; only `NotACalendarError` may come of it."""
    try:
        scanned = scan(data, "x")
    except NotACalendarError:
        return
    for resource in scanned.resources:
        found = parse(resource, LONDON, "x").series
        if found is not None:
            signature(found)
            reach(found)
            expand(found, at("2026-11-01"), at("2026-11-01") + 60 * DAY)


def inside(lines: str) -> bytes:
    return calendar(event("DTSTART:20261130T090000Z\n" + lines))


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"BEGIN:VEVENT\n" * MANY,
        lambda: b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nUID:a\n" * MANY + b"END:VEVENT\n",
        lambda: b"BEGIN:VCALENDAR\n" + b"begin:vevent\n" * MANY,
        lambda: b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nBEGIN:VTODO\n" * MANY,
        lambda: b"BEGIN:VCALENDAR\n" * MANY,
        lambda: b"BEGIN:VALARM\nEND:VALARM\nBEGIN:VEVENT\nUID:a\nEND:VEVENT\n",
        lambda: b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * MANY,
        lambda: b"BEGIN:VCALENDAR\n" + b"BEGIN:VTIMEZONE\n" * MANY,
        lambda: b"BEGIN:VCALENDAR\n" + b"END:VEVENT\n" * MANY,
        lambda: b"BEGIN:VCALENDAR" + b"\r" * MANY * 10,
        lambda: b"\n" * MANY * 10 + b"\xc3",
        lambda: b"\r" * MANY * 10 + b"\n\xff",
        lambda: inside("BEGIN:X\n" * MANY),
        lambda: inside("BEGIN:X\nEND:Y\n" * MANY),
        lambda: inside("X\n" * MANY),
        lambda: inside("SUMMARY:" + "\r" * MANY * 10),
        lambda: inside("SUMMARY:" + "\\" * MANY * 10),
        lambda: inside("CATEGORIES:" + "a" * MANY * 10 + "\\"),
        lambda: inside("CATEGORIES:" + "a,\\," * MANY),
        lambda: inside("ATTENDEE" + ';CN="' * MANY + ":x"),
        lambda: inside("ATTENDEE" + ";A=b" * MANY + ":x"),
        lambda: inside("ATTENDEE;A=" + "b" * MANY * 10),
        lambda: inside("DESCRIPTION:" + "https://" * MANY),
        lambda: inside("DESCRIPTION:" + "https://zoom." * MANY),
        lambda: inside("DTSTART;TZID=" + "/" * MANY * 10 + ":20261130T090000"),
        lambda: inside("RRULE:" + "FREQ=DAILY;" * MANY),
        lambda: inside("RRULE:FREQ=DAILY;BYDAY=" + "MO," * MANY),
        lambda: inside("RRULE:FREQ=DAILY\n" * 2000),
        lambda: inside("RRULE:FREQ=SECONDLY\n" * 2000),
        lambda: inside("RDATE:" + ",".join(["20261130T090000Z"] * MANY)),
        lambda: inside("EXDATE:" + ",".join(["x"] * 20_000)),
        lambda: inside("DURATION:P" + "9" * MANY * 10 + "D"),
        lambda: inside("SEQUENCE:" + "9" * MANY * 10),
        lambda: calendar(*[event("DTSTART:20261130T090000Z")] * 2000),
        lambda: calendar(*[event(f"DTSTART:2026113{n % 2}T09{n % 60:02}00Z") for n in range(2000)]),
        lambda: calendar(
            event("DTSTART:20261130T090000Z\nRRULE:FREQ=MINUTELY"),
            *[
                event(f"RECURRENCE-ID:{20261201 + n % 30}T0900{n % 60:02}Z\nDTSTART:20270101")
                for n in range(500)
            ],
        ),
        lambda: calendar(zone("Z", LONDON_RULES * 300), event("DTSTART;TZID=Z:20261130T090000")),
        lambda: calendar(
            zone("Z", LONDON_RULES.replace("YEARLY;BYDAY=-1SU", "SECONDLY") * 20),
            event("DTSTART;TZID=Z:20261130T090000"),
        ),
    ],
)
def test_large_nonsense_is_over_soon(make: Callable[[], bytes]) -> None:
    data = make()
    with does_not_hang():
        go_through(data)


@given(st.binary(max_size=400))
def test_any_bytes_go_through(data: bytes) -> None:
    go_through(data)
    go_through(b"BEGIN:VCALENDAR\n" + data)
    go_through(calendar(event("DTSTART:20261130T090000Z\n")).replace(b"UID:a", b"UID:a\r\n" + data))


WHOLE = calendar(
    zone("GMT Standard Time", LONDON_RULES),
    event(
        """DTSTART;TZID=GMT Standard Time:20261102T090000
        DTEND;TZID=GMT Standard Time:20261102T100000
        RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261230T090000Z
        EXDATE;TZID=GMT Standard Time:20261109T090000
        RDATE;VALUE=PERIOD:20261120T090000Z/PT1H
        SUMMARY:Board
        ATTENDEE;CN="Khan";PARTSTAT=ACCEPTED:mailto:a@x.example"""
    ),
    event("RECURRENCE-ID:20261116T090000Z\nDTSTART:20261116T100000Z\nDURATION:PT1H"),
    event("RECURRENCE-ID;RANGE=THISANDFUTURE:20261207T090000Z\nDTSTART:20261208T100000Z"),
    event("DTSTART;VALUE=DATE:20261105\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=9", uid="b"),
    event("DTSTART:20261105T090000\nRRULE:FREQ=HOURLY;INTERVAL=7\nEXRULE:FREQ=DAILY", uid="c"),
    event("DUE:20261105T090000Z", uid="d", kind="VTODO"),
)


@settings(max_examples=300)
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_damaged_calendars_go_through(randomness: random.Random, times: int) -> None:
    data = bytearray(WHOLE)
    for _ in range(times):
        position = randomness.randrange(len(data))
        choice = randomness.randrange(4)
        if choice == 0:
            data[position] = randomness.randrange(256)
        elif choice == 1:
            del data[position : position + randomness.randint(1, 40)]
        elif choice == 2:
            data[position:position] = randomness.randbytes(randomness.randint(1, 8))
        else:
            start = randomness.randrange(len(data))
            data[position:position] = data[start : start + randomness.randint(1, 80)]
    go_through(bytes(data))
