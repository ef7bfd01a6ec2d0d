"""From a resource to its series: values of a component, masters and overrides, problems."""

from datetime import date

import pytest

from jointdesk.domain.components import Attendee
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.scanning import scan
from jointdesk.ical.series import Override, is_cancelled, parse, signature
from tests.ical.written import (
    LONDON,
    LONDON_RULES,
    at,
    calendar,
    component,
    event,
    parsed,
    read,
    reasons,
    series,
    wall,
    zone,
)

NINE = "DTSTART;TZID=Europe/London:20261130T090000\nDTEND;TZID=Europe/London:20261130T100000\n"
WEEKLY = NINE + "RRULE:FREQ=WEEKLY;COUNT=4\n"
HALF_PAST = (
    "RECURRENCE-ID;TZID=Europe/London:20261207T090000\n"
    "DTSTART;TZID=Europe/London:20261207T093000\nDTEND;TZID=Europe/London:20261207T103000\n"
)


def span(lines: str, head: str = "") -> str:
    """Start and end of an event of these lines on London's clock, with its notes."""
    found = parsed(event(lines), head=head)
    assert found.series is not None
    first = found.series.components[0]
    return " | ".join([f"{wall(first.start)} - {wall(first.end)}", *reasons(found)])


# Values


def test_all_values_of_an_event() -> None:
    found = component(
        event(
            NINE
            + """SUMMARY:Joint\\, board <b>meeting</b>
            LOCATION:Town Hall\\nRoom 1
            DESCRIPTION:First line\\nSecond line
            STATUS:tentative
            TRANSP:TRANSPARENT
            CLASS:CONFIDENTIAL
            X-MICROSOFT-CDO-BUSYSTATUS:OOF
            ORGANIZER;CN="Khan, Amira":MAILTO:Amira@X.example
            ATTENDEE;CN=Ben;PARTSTAT=ACCEPTED;ROLE=OPT-PARTICIPANT:mailto:ben@x.example
            ATTENDEE:mailto:chloe@x.example
            CATEGORIES:Board,Joint
            CATEGORIES:Board\\, south
            SEQUENCE:3
            LAST-MODIFIED:20261101T120000Z"""
        )
    )
    assert found._asdict() == {
        "kind": "VEVENT",
        "uid": "a",
        "line": 3,
        "start": at("2026-11-30 09:00"),
        "end": at("2026-11-30 10:00"),
        "all_day": False,
        "zone": "Europe/London",
        "day": date(2026, 11, 30).toordinal(),
        "recurrence_day": None,
        "recurrence_ordinal": 0,
        "rule": "",
        "summary": "Joint, board <b>meeting</b>",
        "location": "Town Hall Room 1",
        "description": "First line\nSecond line",
        "status": "TENTATIVE",
        "transparent": True,
        "classification": "CONFIDENTIAL",
        "busy_status": "oof",
        "organizer": "amira@x.example",
        "attendees": (
            Attendee("ben@x.example", "Ben", "ACCEPTED", "OPT-PARTICIPANT"),
            Attendee("chloe@x.example", "", "NEEDS-ACTION", "REQ-PARTICIPANT"),
        ),
        "categories": ("Board", "Joint", "Board, south"),
        "link": "",
        "sequence": 3,
        "last_modified": at("2026-11-01 12:00"),
        "recurrence_id": None,
    }


def test_what_an_event_does_not_say() -> None:
    found = component(event("DTSTART:20261130T090000Z"))
    assert (found.summary, found.location, found.description, found.status) == ("", "", "", "")
    assert (found.transparent, found.classification, found.busy_status) == (False, "PUBLIC", "")
    assert (found.organizer, found.attendees, found.categories) == ("", (), ())
    assert (found.link, found.sequence, found.last_modified) == ("", 0, 0)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("CLASS:private", "PRIVATE"),
        ("CLASS:X-SECRET", "PRIVATE"),
        ("CLASS:", "PUBLIC"),
        ("CLASS:PUBLIC\r\nCLASS:confidential", "CONFIDENTIAL"),
        ("CLASS:X-SECRET\r\nCLASS:PUBLIC", "PRIVATE"),
    ],
)
def test_an_unknown_class_is_private_and_no_second_one_opens_it(lines: str, expected: str) -> None:
    assert component(event(NINE + lines)).classification == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", "workingelsewhere"),
        ("X-MICROSOFT-CDO-INTENDEDSTATUS:FREE", "free"),
        ("X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY\nX-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", "tentative"),
    ],
)
def test_outlooks_busy_status(lines: str, expected: str) -> None:
    assert component(event(NINE + lines)).busy_status == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/1",
            "https://teams.microsoft.com/l/meetup-join/1",
        ),
        (
            "X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij",
            "https://meet.google.com/abc-defg-hij",
        ),
        (
            "CONFERENCE;VALUE=URI:tel:+44-20\nCONFERENCE;VALUE=URI:https://vc.example/1",
            "https://vc.example/1",
        ),
        (
            "DESCRIPTION:Join: <https://nhs.zoom.us/j/91234567?pwd=a.1>.\\nBye",
            "https://nhs.zoom.us/j/91234567?pwd=a.1",
        ),
        ("LOCATION:Zoom https://zoom.us/j/1, Room 2", "https://zoom.us/j/1"),
        ("URL:https://cal.webex.com/meet/x", "https://cal.webex.com/meet/x"),
        ("DESCRIPTION:(https://teams.live.com/meet/9)", "https://teams.live.com/meet/9"),
        ("URL:https://example.org/agenda\nDESCRIPTION:https://example.org/zoom.us/j/1", ""),
        ("URL:javascript://zoom.us/j/1\nX-GOOGLE-CONFERENCE:file:///etc/passwd", ""),
        ("DESCRIPTION:https://zoom.us.evil.example/j/1 https://notzoom.us/j/1", ""),
    ],
)
def test_the_join_link(lines: str, expected: str) -> None:
    assert component(event(NINE + lines)).link == expected


def test_an_organiser_without_an_address_of_mail() -> None:
    found = component(event(NINE + "ORGANIZER;EMAIL=a@x.example:urn:uuid:1\nATTENDEE:urn:uuid:2"))
    assert (found.organizer, found.attendees[0].email) == ("a@x.example", "")


def test_quoted_printable_of_vcalendar() -> None:
    lines = "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9\n"
    assert component(event(NINE + lines)).summary == "Café"
    lines = "SUMMARY;CHARSET=nonsense;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9\n"
    assert component(event(NINE + lines)).summary == "Café"


# Times


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "DTSTART:20261130T090000Z\nDTEND:20261130T100000Z",
            "2026-11-30 09:00 - 2026-11-30 10:00",
        ),
        ("DTSTART:20261130T090000Z\nDURATION:PT45M", "2026-11-30 09:00 - 2026-11-30 09:45"),
        ("DTSTART:20261130T090000Z", "2026-11-30 09:00 - 2026-11-30 09:00"),
        ("DTSTART:20261130T090000Z\nDTEND:", "2026-11-30 09:00 - 2026-11-30 09:00"),
        ("DTSTART;VALUE=DATE:20261130", "2026-11-30 00:00 - 2026-12-01 00:00"),
        ("DTSTART:20261130\nDTEND:20261202", "2026-11-30 00:00 - 2026-12-02 00:00"),
        ("DTSTART:20261130\nDTEND:20261130", "2026-11-30 00:00 - 2026-12-01 00:00"),
        ("DTSTART:20261130\nDURATION:P2D", "2026-11-30 00:00 - 2026-12-02 00:00"),
        ("DTSTART:20261130\nDURATION:PT26H", "2026-11-30 00:00 - 2026-12-02 00:00"),
        ("DTSTART:20261130\nDTEND:20261202T120000", "2026-11-30 00:00 - 2026-12-03 00:00"),
        # The night on which the clocks go back has nine hours from ten to six.
        (
            "DTSTART;TZID=Europe/London:20261024T220000\nDTEND;TZID=Europe/London:20261025T060000",
            "2026-10-24 22:00 - 2026-10-25 06:00",
        ),
        (
            "DTSTART;TZID=Europe/London:20261024T220000\nDURATION:PT8H",
            "2026-10-24 22:00 - 2026-10-25 05:00",
        ),
        (
            "DTSTART;TZID=Europe/London:20261024T220000\nDURATION:P1D",
            "2026-10-24 22:00 - 2026-10-25 22:00",
        ),
        ("DTSTART:20261025\nDURATION:P1D", "2026-10-25 00:00 - 2026-10-26 00:00"),
        # A wall time that the clocks skip moves forward by the gap.
        ("DTSTART;TZID=Europe/London:20260329T013000", "2026-03-29 02:30 - 2026-03-29 02:30"),
        (
            "DTSTART;TZID=Europe/Paris:20261130T090000\nDTEND;TZID=Europe/London:20261130T090000",
            "2026-11-30 08:00 - 2026-11-30 09:00",
        ),
        (
            "DTSTART;TZID=Europe/Paris:20261130T090000\nDTEND:20261130T100000",
            "2026-11-30 08:00 - 2026-11-30 09:00",
        ),
        ("DTSTART;VALUE=DATE:20261130T000000", "2026-11-30 00:00 - 2026-12-01 00:00"),
        ("DTSTART;VALUE=DATE:20261130T090000", "2026-11-30 09:00 - 2026-11-30 09:00"),
        ("DTSTART:99991231\nDTEND:99991231T235959", "9999-12-28 00:00 - 9999-12-29 00:00"),
    ],
)
def test_start_and_end(lines: str, expected: str) -> None:
    assert span(lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "DTSTART:20261130T090000Z\nDTEND:20261130T080000Z",
            "09:00 | It ends before it starts; it is shown without a length",
        ),
        (
            "DTSTART:20261130T090000Z\nDURATION:-PT1H",
            "09:00 | It ends before it starts; it is shown without a length",
        ),
        (
            "DTSTART:20261130T090000Z\nDTEND:soon",
            '09:00 | DTEND is left out: "soon" is not a date',
        ),
        (
            "DTSTART:20261130T090000Z\nDURATION:1 hour",
            '09:00 | DURATION is left out: "1 hour" is not a duration',
        ),
    ],
)
def test_a_wrong_end_leaves_no_length_and_a_note(lines: str, expected: str) -> None:
    assert span(lines) == f"2026-11-30 09:00 - 2026-11-30 {expected}"


def test_outlooks_all_day_flag() -> None:
    lines = "DTSTART:20261130T000000\nDTEND:20261201T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:"
    assert component(event(lines + "TRUE")).all_day
    assert not component(event(lines + "FALSE")).all_day
    later = "DTSTART:20261130T010000\nX-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE"
    assert not component(event(later)).all_day


def test_outlooks_original_start_changes_nothing() -> None:
    lines = "X-MS-OLK-ORIGINALSTART:20261129T090000Z\nX-MS-OLK-ORIGINALEND:20261129T100000Z"
    assert span(NINE + lines) == span(NINE)


def test_the_day_is_that_of_the_zone_of_dtstart() -> None:
    found = component(event("DTSTART;TZID=Asia/Tokyo:20261201T030000"))
    assert found.day == date(2026, 12, 1).toordinal()
    assert wall(found.start) == "2026-11-30 18:00"


def test_a_task_may_have_only_a_due_date() -> None:
    found = component(event("DUE;VALUE=DATE:20261204", kind="VTODO"))
    assert (found.start, wall(found.end), found.day) == (None, "2026-12-04 00:00", None)


def test_a_wrong_value_in_a_task_or_journal_is_a_note() -> None:
    found = parsed(event("DTSTART:x\nDUE:y\nSUMMARY:Task", kind="VTODO"))
    assert found.series is not None
    assert found.series.components[0].summary == "Task"
    assert reasons(found) == [
        'DTSTART is left out: "x" is not a date',
        'DUE is left out: "y" is not a date',
    ]


# What is rejected


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("SUMMARY:x", "It has no DTSTART"),
        ("DTSTART:20261331", '"20261331" is not a date of the calendar'),
        ("DTSTART:", '"" is not a date'),
    ],
)
def test_an_event_without_a_start_is_rejected_alone(lines: str, reason: str) -> None:
    data = calendar(event(NINE, uid="a"), event(lines, uid="b"), event(NINE, uid="c"))
    first, second, third = read(data)[1]
    assert first.series is not None
    assert third.series is not None
    assert second.series is None
    [problem] = second.rejected
    assert (problem.file, problem.line, problem.uid) == ("a.ics", 8, "b")
    assert problem.reason == reason
    assert problem.text.startswith("BEGIN:VEVENT\r\nUID:b\r\n")


def test_a_bad_override_leaves_its_series() -> None:
    bad = event("RECURRENCE-ID:x\nDTSTART:y")
    found = parsed(event(WEEKLY), bad)
    assert found.series is not None
    assert len(found.series.components) == 1
    assert [problem.line for problem in found.rejected] == [9]


def test_in_a_message_an_event_may_lack_its_start() -> None:
    found = series(event("SUMMARY:x"), head="METHOD:CANCEL\n")
    [first] = found.components
    assert (first.start, first.end, first.day, first.status) == (None, None, None, "CANCELLED")


def test_a_line_that_is_no_property_is_a_note() -> None:
    found = parsed(event(NINE + "nonsense\nSUMMARY:x"))
    assert found.series is not None
    assert found.series.components[0].summary == "x"
    assert reasons(found) == ['"nonsense" is left out: it is no property']


def test_text_that_somebody_forgot_to_fold_is_a_few_notes() -> None:
    found = parsed(event(NINE + "DESCRIPTION:Dear all,\n" + "nonsense\n" * 100 + "SUMMARY:x"))
    assert found.series is not None
    assert found.series.components[0].summary == "x"
    assert len(reasons(found)) <= 6


def test_a_refused_rule_leaves_the_first_occurrence_and_a_note() -> None:
    found = parsed(event(NINE + "RRULE:FREQ=DAILY;INTERVAL=0"))
    assert found.series is not None
    assert (found.series.components[0].rule, found.series.repetitions) == ("", (None,))
    [reason] = reasons(found)
    assert reason.startswith("Its RRULE is refused and only its first occurrence is shown: ")
    assert found.rejected == ()


# Series


def test_a_rule_is_kept_in_a_normalised_way() -> None:
    lines = "rrule: Freq=Daily;Count=3\nEXRULE:FREQ=WEEKLY\nRDATE:20261225T090000Z\n"
    found = component(event(NINE + lines))
    assert found.rule == "EXRULE:FREQ=WEEKLY\nRDATE:20261225T090000Z\nRRULE:FREQ=DAILY;COUNT=3"


def test_an_override_names_the_occurrence_it_replaces() -> None:
    found = series(event(HALF_PAST), event(WEEKLY))
    master, override = found.components
    day = date(2026, 12, 7).toordinal()
    assert (master.recurrence_day, override.recurrence_day) == (None, day)
    assert override.recurrence_id == at("2026-12-07 09:00")
    assert found.overrides == (Override(1, day, 0, at("2026-12-07 09:00"), False),)
    assert (master.line, override.line) == (9, 3)


@pytest.mark.parametrize(
    "recurrence_id",
    [
        "RECURRENCE-ID:20261207T090000Z",
        "RECURRENCE-ID:20261207T090000",
        "RECURRENCE-ID;VALUE=DATE:20261207",
        "RECURRENCE-ID;TZID=Asia/Tokyo:20261207T180000",
        "RECURRENCE-ID;TZID=GMT Standard Time:20261207T090000",
        # The series was moved by half an hour since.
        "RECURRENCE-ID:20261207T083000Z",
    ],
)
def test_the_original_start_may_be_written_in_any_form(recurrence_id: str) -> None:
    lines = HALF_PAST.replace("RECURRENCE-ID;TZID=Europe/London:20261207T090000", recurrence_id)
    [override] = series(event(WEEKLY), event(lines)).overrides
    assert (date.fromordinal(override.day), override.ordinal) == (date(2026, 12, 7), 0)


def test_an_override_of_an_all_day_series_by_a_time() -> None:
    found = series(
        zone("GMT Standard Time", LONDON_RULES),
        event("DTSTART;VALUE=DATE:20200402\nRRULE:FREQ=WEEKLY;UNTIL=20200916T230000Z;INTERVAL=2"),
        event("RECURRENCE-ID;TZID=GMT Standard Time:20200416T000000\nDTSTART;VALUE=DATE:20200417"),
    )
    assert [date.fromordinal(override.day) for override in found.overrides] == [date(2020, 4, 16)]


def test_occurrences_of_one_day_are_numbered() -> None:
    found = series(
        event(NINE + "RRULE:FREQ=DAILY;BYHOUR=9,12,15"),
        event("RECURRENCE-ID:20261201T150000Z\nDTSTART:20261201T160000Z"),
        event("RECURRENCE-ID:20261201T120000Z\nDTSTART:20261201T130000Z"),
        event("RECURRENCE-ID:20261201T130000Z\nDTSTART:20261201T140000Z"),
    )
    assert [override.ordinal for override in found.overrides] == [2, 1, 3]


def test_of_two_versions_the_newer_wins() -> None:
    old, new = NINE + "SEQUENCE:1\nSUMMARY:Old", NINE + "SEQUENCE:2\nSUMMARY:New"
    for first, second in ((old, new), (new, old)):
        found = parsed(event(first), event(second))
        assert found.series is not None
        assert [part.summary for part in found.series.components] == ["New"]
        assert reasons(found) == ["Another version in the file is newer; this one is left out"]


def test_of_two_equal_sequences_the_last_modified_wins() -> None:
    old = NINE + "LAST-MODIFIED:20261101T000000Z\nSUMMARY:Old"
    new = NINE + "LAST-MODIFIED:20261102T000000Z\nSUMMARY:New"
    assert series(event(new), event(old)).components[0].summary == "New"


def test_of_two_versions_of_an_override_the_newer_wins() -> None:
    versions = [event(HALF_PAST + f"SEQUENCE:{n}\nSUMMARY:{n}") for n in (2, 1)]
    found = series(event(WEEKLY), *versions)
    assert [part.summary for part in found.components] == ["", "2"]


def test_two_starts_with_one_uid_are_both_kept() -> None:
    other = NINE.replace("20261130", "20261201")
    found = series(event(NINE + "SEQUENCE:1"), event(other))
    assert len(found.components) == len(found.repetitions) == 2


def test_a_master_that_carries_a_recurrence_id_is_a_master() -> None:
    found = series(event(WEEKLY + "RECURRENCE-ID;TZID=Europe/London:20261130T090000"))
    assert (len(found.repetitions), found.overrides) == (1, ())
    assert found.repetitions[0] is not None


def test_overrides_without_a_master_stand_for_themselves() -> None:
    later = HALF_PAST.replace("20261207", "20261214")
    found = series(event(HALF_PAST), event(later))
    assert found.repetitions == ()
    assert [date.fromordinal(override.day).day for override in found.overrides] == [7, 14]


def test_a_cancellation_may_say_only_which_occurrence_it_means() -> None:
    gone = "RECURRENCE-ID;TZID=Europe/London:20261207T090000\nSTATUS:CANCELLED"
    found = series(event(WEEKLY), event(gone), head="METHOD:REQUEST\n")
    override = found.components[1]
    assert (wall(override.start), wall(override.end)) == ("2026-12-07 09:00", "2026-12-07 10:00")
    assert (override.status, override.zone) == ("CANCELLED", "Europe/London")


def test_a_series_is_cancelled_when_its_master_is() -> None:
    cancelled = "STATUS:CANCELLED\n"
    assert is_cancelled(series(event(NINE + cancelled)))
    assert is_cancelled(series(event(NINE + "STATUS:Canceled")))
    assert is_cancelled(series(event(NINE), head="METHOD:CANCEL\n"))
    assert is_cancelled(series(event(WEEKLY + cancelled), event(HALF_PAST)))
    assert is_cancelled(series(event(HALF_PAST + cancelled)))
    assert not is_cancelled(series(event(NINE)))
    assert not is_cancelled(series(event(WEEKLY), event(HALF_PAST + cancelled)))


def test_a_signature_knows_a_series_again() -> None:
    one = series(event(WEEKLY + "SUMMARY:Joint  Board!\nORGANIZER:mailto:a@x.example", uid="1"))
    two = series(event(WEEKLY + "SUMMARY:joint board\nORGANIZER:mailto:A@x.example", uid="2"))
    assert signature(one) == signature(two)
    others = [
        event(WEEKLY + "SUMMARY:Joint Board\nORGANIZER:mailto:b@x.example"),
        event(WEEKLY + "SUMMARY:Other\nORGANIZER:mailto:a@x.example"),
        event(NINE + "SUMMARY:Joint Board\nORGANIZER:mailto:a@x.example"),
    ]
    assert signature(one) not in [signature(series(other)) for other in others]
    assert signature(series(event("SUMMARY:x"), head="METHOD:CANCEL\n")) == "x|||None|"


# Lines, and reading again


def test_lines_are_those_of_the_file_however_components_are_scattered() -> None:
    data = calendar(event(WEEKLY), event(NINE, uid="b"), event(HALF_PAST))
    first, other = read(data)[1]
    assert first.series is not None
    assert other.series is not None
    assert [part.line for part in first.series.components] == [3, 14]
    assert other.series.components[0].line == 9


def test_a_resource_read_back_from_the_store_is_read_the_same() -> None:
    data = calendar(zone("GMT Standard Time", LONDON_RULES), event(WEEKLY), event(HALF_PAST))
    [resource] = scan(data, "a.ics").resources
    kept = ResourceText(
        resource.uid,
        resource.kind,
        "",
        bytes(bytearray(resource.frame)),
        bytes(bytearray(resource.text)),
        resource.digest,
        resource.line,
    )
    assert parse(kept, LONDON) == parse(resource, LONDON)
