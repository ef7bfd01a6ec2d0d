"""From bytes to one text per UID: structure, line numbers, digests, and what is rejected."""

import pytest

from jointdesk.domain.errors import SourceError
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.scanning import NotACalendarError, Scan, scan
from tests.ical.written import LONDON_RULES, calendar, event, fixed, zone

PLAIN = event("DTSTART:20261130T090000Z\nSUMMARY:One", uid="one")
OTHER = event("DTSTART:20261130T100000Z\nSUMMARY:Two", uid="two")


def lines(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def only(data: bytes) -> ResourceText:
    [resource] = scan(data, "a.ics").resources
    return resource


def uids(found: Scan) -> list[str]:
    return [resource.uid for resource in found.resources]


# What comes out


def test_a_resource_is_the_exact_text_of_one_uid() -> None:
    zones = zone("Office", fixed("+0100"))
    found = scan(calendar(zones, PLAIN, OTHER, head="X-WR-CALNAME:Mine\n"), "a.ics")
    first, second = found.resources
    assert first.text == lines(PLAIN)
    assert second.text == lines(OTHER)
    assert first.frame == second.frame == lines("VERSION:2.0\nX-WR-CALNAME:Mine\n" + zones)
    assert (first.uid, first.kind, first.href, first.line) == ("one", "VEVENT", "", 12)
    assert second.line == 17
    assert (found.rejected, found.notes, found.whole) == ((), (), True)


def test_components_of_one_uid_are_one_resource_wherever_they_stand() -> None:
    moved = event("RECURRENCE-ID:20261207T090000Z\nDTSTART:20261207T100000Z", uid="one")
    resource, other = scan(calendar(PLAIN, OTHER, moved), "a.ics").resources
    assert resource.text == lines(PLAIN + moved)
    assert (resource.line, resource.lines) == (3, (3, 13))
    assert (other.uid, other.lines) == ("two", ())


def test_events_tasks_and_journals_of_one_uid_are_apart() -> None:
    kinds = [event("SUMMARY:x", kind=kind) for kind in ("VEVENT", "VTODO", "VJOURNAL")]
    found = scan(calendar(*kinds), "a.ics").resources
    assert [resource.kind for resource in found] == ["VEVENT", "VTODO", "VJOURNAL"]


def test_several_calendars_in_one_file_have_their_own_frames() -> None:
    first = calendar(zone("Office", fixed("+0100")), PLAIN)
    second = calendar(zone("Office", fixed("+0500")), PLAIN)
    one, two = scan(first + second, "a.ics").resources
    assert one.uid == two.uid
    assert b"+0100" in one.frame
    assert b"+0500" in two.frame
    assert two.line == one.line + first.count(b"\n")


def test_components_without_a_calendar_around_them_are_read() -> None:
    found = scan(lines(PLAIN), "a.ics")
    assert (uids(found), found.whole, found.resources[0].frame) == (["one"], True, b"")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b"\r\r\n"])
def test_every_kind_of_line_end(end: bytes) -> None:
    found = scan(calendar(PLAIN, OTHER).replace(b"\r\n", end), "a.ics")
    assert uids(found) == ["one", "two"]
    assert [resource.line for resource in found.resources] == [3, 8]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_comes_to_the_same_text(encoding: str) -> None:
    text = calendar(event("DTSTART:20261130T090000Z\nSUMMARY:Café", uid="é")).decode()
    assert only(text.encode(encoding)) == only(text.encode())


def test_the_same_bytes_give_the_same_resources() -> None:
    data = calendar(PLAIN, OTHER, zone("Office", LONDON_RULES))
    assert scan(data, "a.ics") == scan(data, "a.ics")


def test_sloppy_structure_lines_are_understood() -> None:
    text = (
        "begin:vcalendar\nBEGIN:VEVENT \nUID:a\nEND : VEVENT\t\nBegin:VEvent\nUID:b\nend:vevent\n"
    )
    assert uids(scan(lines(text + "END:VCALENDAR"), "a.ics")) == ["a", "b"]


def test_text_that_looks_like_structure_is_text() -> None:
    folded = event("SUMMARY:a\nDESCRIPTION:x", uid="one").replace("x\n", "x\n BEGIN:VEVENT\n")
    folded = folded.replace("x\n BEGIN", "x\n  END:VEVENT\n BEGIN")
    assert only(calendar(folded)).text == lines(folded)


def test_alarms_and_unknown_components_inside_stay_in_the_text() -> None:
    inner = "BEGIN:VALARM\nUID:inner\nTRIGGER:nonsense\nEND:VALARM\nBEGIN:X-A\nEND:X-A\n"
    text = PLAIN.replace("END:VEVENT", inner + "END:VEVENT")
    assert (only(calendar(text)).uid, only(calendar(text)).text) == ("one", lines(text))


def test_an_inner_component_without_end_ends_with_its_outer_one() -> None:
    text = PLAIN.replace("END:VEVENT", "BEGIN:VALARM\nTRIGGER:x\nEND:VEVENT")
    found = scan(calendar(text, OTHER), "a.ics")
    assert (uids(found), found.rejected) == (["one", "two"], ())


# UIDs


def test_a_uid_may_be_folded_escaped_or_have_parameters() -> None:
    for written, uid in [
        ("UID:a-\n b\n", "a-b"),
        ("UID:a\\,b\n", "a,b"),
        ("UID;X-A=b:c\n", "c"),
        ("uid: c \n", "c"),
        ("UID:c\x00\u202ed\n", "c d"),
    ]:
        text = "BEGIN:VEVENT\nDTSTART:20261130\n" + written + "END:VEVENT\n"
        assert only(calendar(text)).uid == uid


def test_the_uid_of_an_alarm_is_not_the_events() -> None:
    alarm = "BEGIN:VALARM\nUID:alarm\nEND:VALARM\n"
    text = "BEGIN:VEVENT\n" + alarm + "UID:event\nEND:VEVENT\n"
    assert only(calendar(text)).uid == "event"


def test_a_component_without_uid_gets_one_that_stays() -> None:
    text = "DTSTAMP:20260101T000000Z\nSEQUENCE:1\nDTSTART:20261130T090000Z\nSUMMARY:One"
    found = scan(calendar(event(text, uid="")), "a.ics")
    again = scan(calendar(OTHER, event(text.replace("0101", "0202"), uid="")), "a.ics")
    other = scan(calendar(event(text.replace("One", "Two"), uid="")), "a.ics")
    [uid] = uids(found)
    assert uid.startswith("no-uid-")
    assert uid in uids(again)
    assert uids(other) != [uid]
    [note] = found.notes
    assert (note.file, note.line, note.uid) == ("a.ics", 3, uid)


# Digests


def digest(*parts: str, head: str = "", uid: str = "one") -> bytes:
    found = scan(calendar(*parts, head=head), "a.ics").resources
    return next(resource.digest for resource in found if resource.uid == uid)


def test_a_digest_has_twenty_bytes() -> None:
    assert len(digest(PLAIN)) == 20


def test_dtstamp_makes_no_difference() -> None:
    stamped = [PLAIN.replace("UID", f"DTSTAMP:2026010{n}T000000Z\nUID") for n in (1, 2)]
    assert digest(stamped[0]) == digest(stamped[1])
    stamped = [PLAIN.replace("UID", f"dtstamp;X-A=b:2026010{n}T000000Z\nUID") for n in (1, 2)]
    assert digest(stamped[0]) == digest(stamped[1])


def test_everything_else_does() -> None:
    assert digest(PLAIN) != digest(PLAIN.replace("One", "Won"))
    assert digest(PLAIN) != digest(PLAIN, head="METHOD:CANCEL\n")
    assert digest(PLAIN) != digest(PLAIN, head="X-WR-TIMEZONE:Europe/Paris\n")


def test_of_the_frame_only_what_the_text_is_read_with_counts() -> None:
    office = zone("Office", fixed("+0100"))
    named = event("DTSTART;TZID=Office:20261130T090000", uid="one")
    assert digest(PLAIN) == digest(PLAIN, office, head="X-WR-CALNAME:At 12:30\n")
    assert digest(named, office) != digest(named, zone("Office", fixed("+0200")))
    assert digest(named, office) == digest(named, office, zone("Other", fixed("+0200")))


def test_with_very_many_zones_all_of_them_count() -> None:
    many = [zone(f"Z{number}", fixed("+0100")) for number in range(40)]
    assert digest(PLAIN, *many) != digest(PLAIN, *many[1:])


# What is wrong


def test_a_component_without_end_is_rejected_and_the_rest_comes_in() -> None:
    broken = "BEGIN:VEVENT\nUID:broken\nSUMMARY:x\n"
    for after in (OTHER, event("SUMMARY:x", uid="two", kind="VTODO"), zone("Z", fixed("+0100"))):
        found = scan(calendar(PLAIN, broken, after, OTHER), "a.ics")
        assert {"one", "two"} == set(uids(found))
        [problem] = found.rejected
        assert (problem.file, problem.line, problem.uid) == ("a.ics", 8, "broken")
        assert problem.reason == "The VEVENT has no END line"
        assert problem.text == broken.replace("\n", "\r\n")


def test_the_last_component_without_end_is_rejected() -> None:
    found = scan(calendar(PLAIN, "BEGIN:VEVENT\nUID:x\n"), "a.ics")
    assert (uids(found), len(found.rejected), found.whole) == (["one"], 1, True)


def test_a_file_that_breaks_off_says_so() -> None:
    data = calendar(PLAIN, OTHER)
    cut = scan(data[: data.index(b"SUMMARY:Two")], "a.ics")
    assert (uids(cut), cut.whole) == (["one"], False)
    assert "ends before its END line" in cut.rejected[0].reason
    assert "breaks off" in cut.notes[0].reason
    between = scan(data[: data.index(b"END:VCALENDAR")], "a.ics")
    assert (uids(between), between.whole) == (["one", "two"], False)


def test_a_line_for_the_end_of_something_else_is_no_end() -> None:
    found = scan(calendar(PLAIN.replace("END:VEVENT", "END:VTODO"), OTHER), "a.ics")
    assert (uids(found), len(found.rejected)) == (["two"], 1)


@pytest.mark.parametrize("kind", ["VFREEBUSY", "VAVAILABILITY", "X-EVENT", "VPOLL"])
def test_other_kinds_are_left_out_with_a_note(kind: str) -> None:
    other = event("SUMMARY:x", uid="x", kind=kind)
    inside = other.replace("END:", PLAIN.replace("one", "inner") + "END:")
    for part in (other, inside) if kind == "VPOLL" else (other,):
        found = scan(calendar(PLAIN, part, OTHER), "a.ics")
        assert uids(found) == ["one", "two"]
        [note] = found.notes
        assert note.line == 8
        assert note.reason.startswith(f"The {kind} is left out")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"\r\n \n", "is empty"),
        (b"<!DOCTYPE html><html>", "is a web page"),
        (b"invalid\n", "is not a calendar file"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "is not a calendar file"),
        (b"\x00\xff\x80" * 100, "is not a calendar file"),
        ("Café".encode("utf-16"), "is not a calendar file"),
    ],
)
def test_what_is_no_calendar_is_told_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(NotACalendarError, match=f"^a.ics {sentence}") as told:
        scan(data, "a.ics")
    assert isinstance(told.value, SourceError)


def test_a_calendar_without_components_is_a_calendar() -> None:
    assert scan(calendar(), "a.ics") == Scan((), (), ())


def test_a_name_that_looks_like_a_path_is_never_opened() -> None:
    with pytest.raises(NotACalendarError):
        scan(b"pyproject.toml", "a.ics")
