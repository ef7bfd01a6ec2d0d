"""Edits of an event that is once: what changes, what stays, and what is shown then."""

import pytest

from jointdesk.domain.edits import Edit
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Json
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.editing import checked_fields, edited
from jointdesk.ical.series import parse
from tests.ical.edits import LONDON, ME, NOW, change, lines, meeting, named, resource, sent, shown
from tests.ical.written import LONDON_RULES, event, zone

PEOPLE = (
    'ATTENDEE;CN="Priya Nair";PARTSTAT=ACCEPTED;X-NUM-GUESTS=0;RSVP=TRUE:mailto:priya@example.org\n'
    "ATTENDEE;PARTSTAT=NEEDS-ACTION:MAILTO:Director@example.org\n"
    "ORGANIZER:mailto:boss@example.org\n"
)


def test_without_edits_the_very_text_comes_back() -> None:
    text = meeting("SUMMARY:Board\n")
    assert edited(text, [], LONDON, NOW) is text
    assert change(text, title="Board", place="", notes=None, busy=True) is text


def test_a_title_changes_one_line_and_the_stamps() -> None:
    text = meeting("SUMMARY:Board\nX-OURS;P=1:kept\nBEGIN:VALARM\nSUMMARY:x\nEND:VALARM\n")
    changed = change(text, title="Cabinet, informal")
    assert lines(changed) == [
        "BEGIN:VEVENT",
        "UID:a",
        "DTSTART;TZID=Europe/London:20261201T100000",
        "DTEND;TZID=Europe/London:20261201T110000",
        "SUMMARY:Cabinet\\, informal",
        "X-OURS;P=1:kept",
        "DTSTAMP:20261122T120000Z",
        "LAST-MODIFIED:20261122T120000Z",
        "BEGIN:VALARM",
        "SUMMARY:x",
        "END:VALARM",
        "END:VEVENT",
    ]
    assert shown(changed)["title"] == "Cabinet, informal"


def test_the_digest_tells_a_changed_text() -> None:
    text = meeting("SUMMARY:Board\n")
    assert change(text, title="Cabinet").digest != text.digest
    assert edited(change(text, title="Cabinet"), [], LONDON, 0).digest != text.digest


@pytest.mark.parametrize(
    ("field", "value", "bumps"),
    [
        ("title", "Other", False),
        ("notes", "Bring papers", False),
        ("place", "Room 2", True),
        ("status", "cancelled", True),
        ("start", "2026-12-01T10:15", True),
        ("end", "2026-12-01T12:00", True),
        ("repeat", "FREQ=WEEKLY", True),
        ("visibility", "own_org", False),
    ],
)
def test_the_sequence_grows_where_people_have_to_know(field: str, value: str, bumps: bool) -> None:
    changed = change(meeting("SEQUENCE:4\n"), **{field: value})
    assert named(changed, "SEQUENCE") == [f"SEQUENCE:{5 if bumps else 4}"]
    assert shown(changed)[field] == value


# When


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            [
                "DTSTART;TZID=Europe/London:20261201T100000",
                "DTEND;TZID=Europe/London:20261201T110000",
            ],
            [
                "DTSTART;TZID=Europe/London:20260702T143000",
                "DTEND;TZID=Europe/London:20260702T153000",
            ],
        ),
        (
            ["DTSTART:20261201T100000Z", "DTEND:20261201T110000Z"],
            ["DTSTART:20260702T133000Z", "DTEND:20260702T143000Z"],
        ),
        (
            ["DTSTART:20261201T100000", "DTEND:20261201T110000"],
            ["DTSTART:20260702T143000", "DTEND:20260702T153000"],
        ),
        (
            ["DTSTART;TZID=GMT Standard Time:20261201T100000", "DURATION:PT1H"],
            ["DTSTART;TZID=GMT Standard Time:20260702T143000", "DURATION:PT1H"],
        ),
        (
            ["DTSTART;TZID=America/New_York:20261201T050000", "DTEND:20261201T110000Z"],
            ["DTSTART;TZID=America/New_York:20260702T093000", "DTEND:20260702T143000Z"],
        ),
        (
            [
                "DTSTART;TZID=Nobody Knows:20261201T100000",
                "DTEND;TZID=Nobody Knows:20261201T110000",
            ],
            [
                "DTSTART;TZID=Europe/London:20260702T143000",
                "DTEND;TZID=Europe/London:20260702T153000",
            ],
        ),
        (["DTSTART:20261201T100000Z"], ["DTSTART:20260702T133000Z", "DTEND:20260702T143000Z"]),
        (
            ["DTSTART:20261201T100000Z", "DURATION:PT30M"],
            ["DTSTART:20260702T133000Z", "DURATION:PT1H"],
        ),
    ],
)
def test_times_stay_in_the_form_and_zone_they_are_in(
    written: list[str], expected: list[str]
) -> None:
    text = resource(event("\n".join(written)))
    changed = change(text, start="2026-07-02T14:30", end="2026-07-02T15:30")
    assert named(changed, "DTSTART", "DTEND", "DURATION") == expected
    assert shown(changed)["start"] == "2026-07-02T14:30"
    assert shown(changed)["end"] == "2026-07-02T15:30"


def test_times_stay_in_a_zone_that_the_file_defines() -> None:
    office = zone("Office", LONDON_RULES.replace("+0100", "+0300").replace("+0000", "+0200"))
    text = resource(office, event("DTSTART;TZID=Office:20261201T120000\nDURATION:PT1H"))
    assert shown(text)["start"] == "2026-12-01T10:00"
    changed = change(text, start="2026-07-01T10:00", end="2026-07-01T11:00")
    assert named(changed, "DTSTART") == ["DTSTART;TZID=Office:20260701T120000"]


def test_a_meeting_becomes_all_day_and_timed_again() -> None:
    whole = change(
        meeting("X-MICROSOFT-CDO-ALLDAYEVENT:FALSE\n"), start="2026-12-02", end="2026-12-04"
    )
    assert named(whole, "DTSTART", "DTEND") == [
        "DTSTART;VALUE=DATE:20261202",
        "DTEND;VALUE=DATE:20261204",
    ]
    assert named(whole, "X-MICROSOFT-CDO-ALLDAYEVENT") == ["X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"]
    assert (shown(whole)["start"], shown(whole)["end"]) == ("2026-12-02", "2026-12-04")
    timed = change(whole, start="2026-12-02T09:00", end="2026-12-02T09:45")
    assert named(timed, "DTSTART", "DTEND") == [
        "DTSTART;TZID=Europe/London:20261202T090000",
        "DTEND;TZID=Europe/London:20261202T094500",
    ]
    assert b"TZID:Europe/London" in timed.frame
    assert shown(sent(timed)) == shown(timed)


def test_outlooks_all_day_event_at_midnight_is_moved_by_days() -> None:
    text = resource(
        event(
            "DTSTART;TZID=Europe/London:20261201T000000\nDTEND;TZID=Europe/London:20261202T000000\n"
            "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"
        )
    )
    assert shown(text)["end"] == "2026-12-02"
    changed = change(text, start="2026-12-08", end="2026-12-10")
    assert (shown(changed)["start"], shown(changed)["end"]) == ("2026-12-08", "2026-12-10")


def test_a_start_alone_leaves_the_end_and_takes_it_along_only_where_it_must() -> None:
    later = change(meeting(), start="2026-12-01T10:30")
    assert shown(later)["end"] == "2026-12-01T11:00"
    behind = change(meeting(), start="2026-12-01T15:00")
    assert shown(behind)["end"] == "2026-12-01T16:00"


def test_an_hour_that_comes_twice_is_told_apart() -> None:
    text = resource(event("DTSTART:20261025T013000Z\nDURATION:PT15M"))
    assert shown(text)["start"] == "2026-10-25T01:30+00:00"
    first = change(text, start="2026-10-25T01:30", end="2026-10-25T01:45")
    assert named(first, "DTSTART") == ["DTSTART:20261025T003000Z"]
    zoned = change(meeting(), start="2026-10-25T01:30+00:00", end="2026-10-25T01:45+00:00")
    assert named(zoned, "DTSTART") == ["DTSTART:20261025T013000Z"]
    assert shown(zoned)["start"] == "2026-10-25T01:30+00:00"


# What


def test_notes_and_place_take_away_what_says_them_again() -> None:
    text = meeting(
        "X-ALT-DESC;FMTTYPE=text/html:<p>Old</p>\nDESCRIPTION:Old\nGEO:51;0\n"
        "X-APPLE-STRUCTURED-LOCATION;X-TITLE=Old:geo:51\\,0\n"
    )
    changed = change(text, notes="New\nlines", place="Site B")
    assert named(changed, "DESCRIPTION", "LOCATION") == [
        "DESCRIPTION:New\\nlines",
        "LOCATION:Site B",
    ]
    assert not named(changed, "X-ALT-DESC", "GEO", "X-APPLE-STRUCTURED-LOCATION")
    assert not named(change(changed, notes=""), "DESCRIPTION")


@pytest.mark.parametrize(
    ("given", "status", "expected"),
    [
        ("SUMMARY:Board", "hold", ["SUMMARY:HOLD: Board", "STATUS:TENTATIVE"]),
        ("SUMMARY:[Hold] Board", "confirmed", ["SUMMARY:Board", "STATUS:CONFIRMED"]),
        ("SUMMARY:[Hold] Board", "cancelled", ["SUMMARY:[Hold] Board", "STATUS:CANCELLED"]),
        ("SUMMARY:Canceled: Board", "tentative", ["SUMMARY:Board", "STATUS:TENTATIVE"]),
        ("SUMMARY:HOLD\nSTATUS:TENTATIVE", "tentative", ["STATUS:TENTATIVE"]),
    ],
)
def test_status_and_the_marks_in_a_title_go_together(
    given: str, status: str, expected: list[str]
) -> None:
    changed = change(meeting(f"{given}\n"), status=status)
    assert named(changed, "SUMMARY", "STATUS") == expected
    assert shown(changed)["status"] == status


def test_a_new_title_of_a_hold_keeps_its_mark() -> None:
    text = meeting("SUMMARY:HOLD: Board\n")
    assert shown(text)["title"] == "Board"
    assert named(change(text, title="Cabinet"), "SUMMARY") == ["SUMMARY:HOLD: Cabinet"]
    assert shown(change(text, title="HOLD: Cabinet"))["title"] == "Cabinet"
    confirmed = change(meeting("SUMMARY:Board\n"), title="HOLD - Cabinet")
    assert shown(confirmed)["status"] == "hold"
    assert shown(confirmed)["title"] == "Cabinet"


def test_outlooks_word_for_the_time_goes_with_busy_and_status() -> None:
    text = meeting("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\nTRANSP:OPAQUE\n")
    assert shown(text)["status"] == "tentative"
    sure = change(text, status="confirmed")
    assert named(sure, "X-MICROSOFT-CDO-BUSYSTATUS") == ["X-MICROSOFT-CDO-BUSYSTATUS:BUSY"]
    assert shown(sure)["status"] == "confirmed"
    free = change(text, busy=False)
    assert named(free, "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS") == [
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "TRANSP:TRANSPARENT",
    ]
    assert shown(free)["busy"] is False
    assert shown(free)["status"] == "tentative"
    assert not named(change(meeting(), busy=False), "X-MICROSOFT-CDO-BUSYSTATUS")


@pytest.mark.parametrize(
    ("given", "visibility", "expected"),
    [
        ("", "own_org", ["CLASS:PRIVATE"]),
        ("CLASS:CONFIDENTIAL\n", "own_org", ["CLASS:CONFIDENTIAL"]),
        ("CLASS:CONFIDENTIAL\n", "all", ["CLASS:PUBLIC"]),
        ("CLASS:PRIVATE\n", "all", ["CLASS:PUBLIC"]),
    ],
)
def test_visibility_is_class(given: str, visibility: str, expected: list[str]) -> None:
    changed = change(meeting(given), visibility=visibility)
    assert named(changed, "CLASS") == expected
    assert shown(changed)["visibility"] == visibility


# Who


def test_attendees_who_stay_keep_their_parameters() -> None:
    rows: list[Json] = [
        {"email": "priya@example.org", "name": "Priya Nair", "role": "optional"},
        {"email": "new@example.org", "name": 'Jo "J"; Ng: x, y', "role": "required"},
        {"name": "Nobody known", "role": "required"},
    ]
    changed = change(meeting(PEOPLE), attendees=rows)
    assert shown(changed)["attendees"] == rows
    assert shown(sent(changed))["attendees"] == rows
    assert named(changed, "ATTENDEE", "ORGANIZER") == [
        'ATTENDEE;ROLE=OPT-PARTICIPANT;CN="Priya Nair";PARTSTAT=ACCEPTED;X-NUM-GUESTS=0;RSVP=TRUE'
        ":mailto:priya@example.org",
        "ATTENDEE;CN=\"Jo ^'J^'; Ng: x, y\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION"
        ":mailto:new@example.org",
        "ATTENDEE;CN=Nobody known;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION:invalid:nomail",
        "ORGANIZER:mailto:boss@example.org",
    ]


def test_a_name_may_change_or_go() -> None:
    row: dict[str, Json] = {"email": "priya@example.org", "role": "required"}
    changed = change(meeting(PEOPLE), attendees=[row])
    assert shown(changed)["attendees"] == [row]
    assert "X-NUM-GUESTS=0" in named(changed, "ATTENDEE")[0]
    assert not named(change(changed, attendees=[]), "ATTENDEE")


@pytest.mark.parametrize(
    ("reply", "partstat"),
    [("accepted", "ACCEPTED"), ("tentative", "TENTATIVE"), ("declined", "DECLINED")],
)
def test_a_reply_is_the_directors_own(reply: str, partstat: str) -> None:
    text = meeting(PEOPLE)
    assert shown(text)["reply"] == "none"
    changed = change(text, reply=reply)
    assert named(changed, "ATTENDEE")[1] == (
        f"ATTENDEE;PARTSTAT={partstat}:MAILTO:Director@example.org"
    )
    assert "PARTSTAT=ACCEPTED" in named(changed, "ATTENDEE")[0]
    assert shown(changed)["reply"] == reply
    assert shown(change(changed, reply="none"))["reply"] == "none"


def test_who_is_not_asked_has_no_reply() -> None:
    text = meeting()
    assert "reply" not in shown(text)
    assert change(text, reply="accepted") == text


# Whether


def test_a_deleted_event_leaves_nothing() -> None:
    gone = change(meeting(), deleted=True)
    assert gone.text == b""
    assert shown(gone) == {}
    assert parse(gone, LONDON).series is None
    assert change(gone, title="x") == gone


def test_an_event_that_is_once_is_named_by_its_day_too() -> None:
    text = meeting("SUMMARY:Board\n")
    changed = change(text, "2026-12-01", title="Cabinet")
    assert changed == change(text, title="Cabinet")
    assert shown(changed, "2026-12-01") == shown(changed)
    assert shown(text, "2026-12-02") == {}
    assert change(text, "2026-12-02", title="Cabinet") is text


def test_what_cannot_be_read_is_left_alone() -> None:
    broken = ResourceText("a", "VEVENT", "", b"", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", b"", 1)
    assert shown(broken) == {}
    assert change(broken, title="x") is broken


def test_a_journal_is_not_edited() -> None:
    text = resource(event("DTSTART;VALUE=DATE:20261201\nSUMMARY:x", kind="VJOURNAL"))
    assert change(text, title="y") is text


@pytest.mark.parametrize(
    "fields",
    [
        {"start": "yesterday"},
        {"start": None},
        {"start": "0001-01-01"},
        {"end": 5},
        {"title": 3},
        {"status": "perhaps"},
        {"busy": "no"},
        {"repeat": "FREQ=SOMETIMES"},
        {"attendees": "all"},
        {"attendees": [{"email": "a@b", "role": "king"}]},
        {"reply": "maybe"},
        {"ends_before": "x"},
        {"colour": "red"},
    ],
)
def test_what_cannot_be_written_is_told_and_not_written(fields: dict[str, Json]) -> None:
    with pytest.raises(WrongUseError):
        checked_fields(fields, "VEVENT", LONDON)
    text = meeting()
    assert edited(text, [Edit(None, 0, fields)], LONDON, NOW, ME) is text


def test_checked_values_are_what_will_be_shown() -> None:
    assert checked_fields(
        {
            "title": " HOLD: a\nb\x07 ",
            "notes": "x\r\ny \ud800\n",
            "start": "2026-03-29T01:30",
            "end": "2026-12-01T10:00:00+00:00",
            "attendees": [{"email": " MAILTO:A@B.org", "name": "c\\d", "role": None}, {}],
            "repeat": " rrule:freq=daily; ",
            "status": None,
            "ends_before": "",
        },
        "VEVENT",
        LONDON,
    ) == {
        "title": "a b",
        "notes": "x\ny ?",
        "start": "2026-03-29T02:30",
        "end": "2026-12-01T10:00",
        "attendees": [{"email": "a@b.org", "name": "c/d", "role": "required"}],
        "repeat": "FREQ=DAILY",
        "status": "confirmed",
        "ends_before": "",
    }
