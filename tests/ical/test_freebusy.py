"""When people are busy, as calendars publish it; hostile files make nobody free."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.errors import JointDeskError, SourceError
from jointdesk.domain.free_busy import BusyKind, BusyTime
from jointdesk.domain.moments import DAY, HOUR, MINUTE, Span, parse_instant
from jointdesk.ical import freebusy
from jointdesk.ical.freebusy import FreeBusyText, Published, read_free_busy

LONDON = ZoneInfo("Europe/London")
NOW = parse_instant("2026-12-14T09:20", LONDON)
DAY_ONE = parse_instant("2027-01-04T00:00", LONDON)
WHOLE = ("DTSTART:20270104T000000Z", "DTEND:20270109T000000Z")


def calendar(*lines: str, method: str = "PUBLISH") -> bytes:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}"]
    return "\r\n".join([*head, *lines, "END:VCALENDAR", ""]).encode()


def component(*lines: str, owner: str = "ORGANIZER:mailto:Pym@CAL.example") -> tuple[str, ...]:
    return ("BEGIN:VFREEBUSY", *([owner] if owner else []), *lines, "END:VFREEBUSY")


def read(*lines: str, **more) -> FreeBusyText:
    return read_free_busy(calendar(*lines, **more), "pym.ifb", LONDON, NOW)


def only(*lines: str, **more) -> Published:
    (found,) = read(*component(*WHOLE, *lines, **more)).found
    return found


def test_periods_with_ends_and_with_durations_in_one_line_and_several():
    found = only(
        "FREEBUSY:20270104T090000Z/PT1H30M,20270104T130000Z/20270104T140000Z",
        "FREEBUSY;FBTYPE=BUSY:20270105T080000Z/P1D",
    )
    assert found.email == "pym@cal.example"
    assert found.covers == Span(DAY_ONE, DAY_ONE + 5 * DAY)
    assert found.busy == (
        BusyTime(DAY_ONE + 9 * HOUR, DAY_ONE + 9 * HOUR + 90 * MINUTE),
        BusyTime(DAY_ONE + 13 * HOUR, DAY_ONE + 14 * HOUR),
        BusyTime(DAY_ONE + 32 * HOUR, DAY_ONE + 56 * HOUR),
    )


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("", BusyKind.BUSY),
        (";FBTYPE=BUSY", BusyKind.BUSY),
        (";fbtype=busy-tentative", BusyKind.TENTATIVE),
        (";FBTYPE=BUSY-UNAVAILABLE", BusyKind.AWAY),
        (";FBTYPE=X-OTHER", BusyKind.BUSY),
    ],
)
def test_kinds_of_busy(said, kind):
    assert only(f"FREEBUSY{said}:20270104T090000Z/PT1H").busy[0].kind is kind


def test_what_is_said_to_be_free_is_free_and_the_same_said_twice_is_said_once():
    assert only("FREEBUSY;FBTYPE=FREE:20270104T090000Z/PT1H").busy == ()
    assert len(only("FREEBUSY:20270104T090000Z/PT1H,20270104T090000Z/PT1H").busy) == 1


def test_an_answer_is_about_whom_it_names():
    lines = component(*WHOLE, "ATTENDEE:mailto:anil@wex.example", "FREEBUSY:20270104T090000Z/PT1H")
    (found,) = read(*lines, method="REPLY").found
    assert found.email == "anil@wex.example"


def test_a_question_is_no_answer():
    text = read(*component(*WHOLE, "ATTENDEE:mailto:anil@wex.example"), method="REQUEST")
    assert text.found == ()
    assert "asks when people are busy" in text.notes[0]


def test_several_people_and_calendars_in_one_file():
    one = calendar(*component(*WHOLE))
    other = calendar(*component(*WHOLE, owner="ORGANIZER:mailto:b@x"))
    found = read_free_busy(one + other, "all.ifb", LONDON, NOW).found
    assert [each.email for each in found] == ["pym@cal.example", "b@x"]


def test_without_its_days_it_is_about_what_it_names():
    (found,) = read(*component("FREEBUSY:20270104T090000Z/PT1H,20270105T090000Z/PT1H")).found
    assert found.covers == Span(DAY_ONE + 9 * HOUR, DAY_ONE + 34 * HOUR)
    assert read(*component()).found == ()
    assert read(*component("DTSTART:nonsense", "DTEND:20270104T000000Z")).found == ()


def test_whose_it_is_may_be_left_open():
    assert only(owner="").email == ""


def test_local_times_are_read_in_their_zone_and_bare_component_without_a_calendar():
    lines = component(
        "DTSTART;TZID=America/New_York:20270104T000000",
        "DTEND;TZID=America/New_York:20270105T000000",
        "FREEBUSY;TZID=America/New_York:20270104T040000/PT1H",
    )
    (found,) = read_free_busy("\r\n".join(lines).encode(), "x", LONDON, NOW).found
    assert found.covers.start == DAY_ONE + 5 * HOUR
    assert found.busy[0].start == DAY_ONE + 9 * HOUR


@pytest.mark.parametrize(
    "period",
    [
        "20270104T090000Z",
        "20270104T090000Z/20270104T080000Z",
        "20270104T090000Z/-PT1H",
        "20270104T090000Z/P",
        "nonsense/PT1H",
        "/",
        "",
        "20270104T090000Z/PT0S",
    ],
)
def test_where_a_busy_time_cannot_be_read_only_the_others_are_known(period):
    text = read(*component(*WHOLE, f"FREEBUSY:{period},20270104T130000Z/PT1H"))
    assert text.notes
    assert [one.covers for one in text.found] == [Span(DAY_ONE + 13 * HOUR, DAY_ONE + 14 * HOUR)]


def test_what_lies_outside_of_its_days_is_left_out():
    assert only("FREEBUSY:20260104T090000Z/PT1H").busy == ()


def test_more_busy_times_than_anyone_has_are_refused(monkeypatch):
    monkeypatch.setattr(freebusy, "MOST_PERIODS", 2)
    many = ",".join(f"20270104T{hour:02}0000Z/PT1H" for hour in range(9, 14))
    text = read(*component(*WHOLE, f"FREEBUSY:{many}"))
    assert text.found == ()
    assert "more busy times" in text.notes[0]


def event(*lines: str, uid: str = "1") -> tuple[str, ...]:
    return ("BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Busy", *lines, "END:VEVENT")


def test_events_that_say_busy_stand_for_it_up_to_the_last_of_them():
    (found,) = read(
        *event("DTSTART:20270104T090000Z", "DTEND:20270104T100000Z"),
        *event("DTSTART:20270105T090000Z", "DTEND:20270105T100000Z", "STATUS:TENTATIVE", uid="2"),
        *event("DTSTART:20270105T110000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT", uid="3"),
        *event("DTSTART:20270105T120000Z", "DURATION:PT1H", "STATUS:CANCELLED", uid="4"),
        *event("DTSTART:20270105T130000Z", uid="5"),
        *event(
            "DTSTART:20270105T140000Z", "DURATION:PT1H", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", uid="6"
        ),
        *event(
            "DTSTART:20270105T150000Z", "DURATION:PT1H", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", uid="7"
        ),
        *event("DTSTART:20270106T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2", uid="8"),
        *event("DTSTART:nonsense", uid="9"),
    ).found
    assert found.email == ""
    assert [one.kind.value for one in found.busy] == [
        "busy", "tentative", "away", "busy", "busy"
    ]  # fmt: skip
    assert found.covers == Span(NOW, DAY_ONE + 3 * DAY + 10 * HOUR)


def test_events_that_take_no_time_say_nothing():
    lines = event("DTSTART:20270104T090000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT")
    assert read(*lines).found == ()


def test_too_many_events_are_refused(monkeypatch):
    monkeypatch.setattr(freebusy, "MOST_PERIODS", 2)
    with pytest.raises(SourceError, match="more busy times"):
        read(*event("DTSTART:20270104T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"))


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"<html>", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"]
)
def test_what_is_no_calendar_or_says_nothing_is_refused(data):
    with pytest.raises(SourceError):
        read_free_busy(data, "x.ifb", LONDON, NOW)


WORDS = st.sampled_from(
    [
        "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VFREEBUSY", "END:VFREEBUSY", "METHOD:PUBLISH",
        *WHOLE, "ORGANIZER:mailto:a@b", "ATTENDEE:mailto:c@d", "ATTENDEE:", "DTSTART:",
        "FREEBUSY:20270104T090000Z/PT1H", "FREEBUSY:99991231T235959Z/P36000D", "FREEBUSY:,,/",
        "FREEBUSY:00010101T000000Z/20270104T090000Z", "FREEBUSY;FBTYPE=:x/y", " folded", "\x00",
        "BEGIN:VALARM", "BEGIN:VEVENT", "END:VEVENT", "DTEND:20270104T000000", "DURATION:PT1H",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.lists(WORDS, max_size=30))
def test_any_text_is_read_or_refused_in_a_sentence(lines):
    try:
        text = read_free_busy("\r\n".join(lines).encode(), "x", LONDON, NOW)
    except JointDeskError:
        return
    for one in text.found:
        assert one.covers.start < one.covers.end
        assert list(one.busy) == sorted(one.busy)
        assert all(each.start < each.end for each in one.busy)
