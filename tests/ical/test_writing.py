"""Whole calendars as they go to a server: strict, complete, and the same to every reader."""

from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from jointdesk.domain.events import Event, Invited
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.scanning import scan
from jointdesk.ical.series import parse
from jointdesk.ical.writing import calendar_bytes, event_text
from tests.ical.edits import LONDON, NOW, change, lines, named, resource, sent, shown, spans
from tests.ical.written import LONDON_RULES, calendar, event, zone

BOARD = Event(
    "e1",
    org="wex",
    title="Board",
    start="2026-12-01T10:00",
    end="2026-12-01T11:00",
    place="Room 1",
    notes="Papers\nby Friday",
)


def text_of(*parts: str, head: str = "") -> str:
    [only] = scan(calendar(*parts, head=head), "a.ics").resources
    return calendar_bytes(only).decode()


def walked(text: ResourceText) -> icalendar.Event:
    """The event of a text as an independent reader reads it."""
    [found] = icalendar.Calendar.from_ical(calendar_bytes(text)).walk("VEVENT")
    assert not found.errors
    return found


def test_the_frame_is_kept_without_what_is_about_a_whole_feed() -> None:
    assert text_of(
        event("DTSTART:20261201T100000Z"),
        head="PRODID:-//Them//EN\nVERSION:1.0\nMETHOD:PUBLISH\nX-WR-CALNAME:Ours\n"
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H\nno line\n",
    ) == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Them//EN\r\nX-WR-CALNAME:Ours\r\n"
        "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261201T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_a_calendar_without_a_name_for_its_maker_gets_ours() -> None:
    assert "PRODID:-//JointDesk//JointDesk//EN\r\n" in text_of(event("DTSTART:20261201T100000Z"))


def test_only_the_zones_that_are_named_are_there() -> None:
    text = text_of(
        zone("Office", LONDON_RULES),
        zone("Other", LONDON_RULES),
        event("DTSTART;TZID=office:20261201T100000\nDTEND;TZID=GMT Standard Time:20261201T110000"),
    )
    assert text.count("BEGIN:VTIMEZONE") == 2
    assert "TZID:Office\r\n" in text
    assert "TZID:GMT Standard Time\r\n" in text
    assert "TZID:Other" not in text


@pytest.mark.parametrize("tzid", ["Nobody Knows", "UTC+05:30"])
def test_a_zone_that_has_no_known_rules_is_not_made_up(tzid: str) -> None:
    assert "VTIMEZONE" not in text_of(event(f'DTSTART;TZID="{tzid}":20261201T100000'))


def test_sloppy_lines_are_written_as_they_were_meant() -> None:
    text = text_of(
        "BEGIN:VEVENT \nUID:a\nDtStart ;TZID=(UTC+00:00) Dublin, Edinburgh:20261201T100000\n"
        'SUMMARY:a\x07b\nATTENDEE;CN=Nair "Priya":mailto:p@example.org\nX_ODD:1\nno line\n'
        "BEGIN:VALARM\nACTION:DISPLAY\nEND:VEVENT\n"
    )
    body = text[text.index("BEGIN:VEVENT") :].replace("\r\n ", "").split("\r\n")
    assert body == [
        "BEGIN:VEVENT",
        "UID:a",
        'DTSTART;TZID="(UTC+00:00) Dublin, Edinburgh":20261201T100000',
        "SUMMARY:a b",
        "ATTENDEE;CN=Nair Priya:mailto:p@example.org",
        "X-ODD:1",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_long_lines_are_folded_between_characters() -> None:
    data = calendar_bytes(resource(event(f"DTSTART:20261201T100000Z\nSUMMARY:{'é€' * 80}")))
    rows = data.split(b"\r\n")
    assert max(map(len, rows)) <= 75
    assert all(row.decode() is not None for row in rows)
    assert named(sent(scan(data, "a").resources[0]), "SUMMARY") == [f"SUMMARY:{'é€' * 80}"]


def test_an_event_without_uid_is_written_with_the_one_it_was_given() -> None:
    text = resource(event("DTSTART:20261201T100000Z", uid=""))
    assert sent(text).uid == text.uid
    assert named(sent(text), "UID") == [f"UID:{text.uid}"]


def test_what_a_message_cancels_says_so_itself() -> None:
    text = resource(event("DTSTART:20261201T100000Z\nSTATUS:CONFIRMED"), head="METHOD:CANCEL\n")
    assert named(sent(text), "STATUS") == ["STATUS:CANCELLED"]
    assert b"METHOD" not in calendar_bytes(text)


# Events made here


def test_an_event_made_here_is_a_whole_event() -> None:
    text = event_text(BOARD, LONDON, NOW)
    assert text.uid == "e1"
    assert lines(text) == [
        "BEGIN:VEVENT",
        "UID:e1",
        "DTSTAMP:20261122T120000Z",
        "DTSTART;TZID=Europe/London:20261201T100000",
        "SUMMARY:Board",
        "LOCATION:Room 1",
        "DESCRIPTION:Papers\\nby Friday",
        "DTEND;TZID=Europe/London:20261201T110000",
        "LAST-MODIFIED:20261122T120000Z",
        "END:VEVENT",
    ]
    assert shown(sent(text)) == shown(text)


def test_without_a_time_of_writing_it_is_always_the_same() -> None:
    assert event_text(BOARD, LONDON) == event_text(BOARD, LONDON)
    assert not named(event_text(BOARD, LONDON), "LAST-MODIFIED")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-12-01", "2026-12-03"),
        ("2026-07-01T09:30", "2026-07-01T10:00"),
        ("2026-10-25T01:30", "2026-10-25T02:30"),
        ("2026-12-01T10:00", "2026-12-01T10:00"),
    ],
)
def test_another_reader_reads_an_event_made_here(start: str, end: str) -> None:
    made = Event(
        "e2",
        title="Café, “Süd”; \\ and",
        start=start,
        end=end,
        status="hold",
        visibility="own_org",
        busy=False,
        repeat="FREQ=WEEKLY;UNTIL=20270105",
        attendees=(Invited("a@example.org", 'Ann "A" B', "optional"),),
        uid="u2",
    )
    found = walked(event_text(made, LONDON, NOW))
    assert str(found["UID"]) == "u2"
    assert str(found["SUMMARY"]) == "HOLD: Café, “Süd”; \\ and"
    assert (found["STATUS"], found["CLASS"], found["TRANSP"]) == (
        *("TENTATIVE", "PRIVATE", "TRANSPARENT"),
    )
    assert found["ATTENDEE"].params["CN"] == 'Ann "A" B'
    assert found["ATTENDEE"].params["ROLE"] == "OPT-PARTICIPANT"
    for name, expected in (("DTSTART", start), ("DTEND", end)):
        value = found[name].dt if name in found else found["DTSTART"].dt
        if isinstance(value, datetime):
            assert value.astimezone(ZoneInfo("Europe/London")).isoformat()[:16] == expected
        else:
            assert value.isoformat() == expected
    assert parse(sent(event_text(made, LONDON)), LONDON).notes == ()


def test_a_copy_keeps_what_this_program_does_not_know() -> None:
    original = change(
        resource(
            event(
                "DTSTART;TZID=Europe/London:20261101T100000\nDURATION:PT1H\nX-THEIRS;A=b:c\n"
                "SEQUENCE:3\nRRULE:FREQ=WEEKLY\nSUMMARY:Old\nBEGIN:VALARM\nEND:VALARM"
            )
        ),
        "2026-11-08",
        title="Once",
    )
    copied = calendar_bytes(original).decode()
    made = Event(
        "e3",
        title="New",
        start="2026-12-01T10:00",
        end="2026-12-01T11:00",
        repeat="FREQ=WEEKLY",
        text=copied,
    )
    text = event_text(made, LONDON)
    assert set(named(text, "UID")) == {"UID:e3"}
    assert named(text, "X-THEIRS", "RRULE", "SEQUENCE")[:3] == [
        "X-THEIRS;A=b:c",
        "SEQUENCE:3",
        "RRULE:FREQ=WEEKLY",
    ]
    assert named(text, "SUMMARY") == ["SUMMARY:New", "SUMMARY:Once"]
    assert shown(text)["start"] == "2026-12-01T10:00"
    assert b"VALARM" in text.text
    assert set(named(event_text(made, LONDON, NOW + 60), "DTSTAMP")) == {"DTSTAMP:20261122T120100Z"}


@pytest.mark.parametrize("text", ["no calendar", "BEGIN:VTODO\r\nUID:a\r\nEND:VTODO\r\n"])
def test_a_copy_of_something_else_is_made_anew(text: str) -> None:
    made = Event("e4", title="New", start="2026-12-01", end="2026-12-02", text=text)
    assert spans(event_text(made, LONDON)) == ["2026-12-01 00:00 - 2026-12-02 00:00"]


def test_in_a_desk_in_utc_no_zone_is_needed() -> None:
    text = event_text(BOARD, ZoneInfo("UTC"))
    assert named(text, "DTSTART") == ["DTSTART:20261201T100000Z"]
    assert b"VTIMEZONE" not in calendar_bytes(text)
