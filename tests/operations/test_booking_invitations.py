"""A booking from an invitation: what somebody asks for, out of a file from outside."""

from pathlib import Path

import pytest

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Fields
from jointdesk.operations.booking_invitations import (
    MAX_BYTES,
    booking_from_invitation,
    read_invitation,
)
from jointdesk.operations.bookings import add_booking
from jointdesk.operations.people import change_person
from tests.operations.event_desk import EventDesk, diary

__all__ = ["diary"]

INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:x
DTSTART;TZID=Europe/London:20261207T140000
DTEND;TZID=Europe/London:20261207T153000
SUMMARY:HOLD: Fees review
LOCATION:Town Hall
DESCRIPTION:Bring the papers.\\nThank you
ORGANIZER;CN="Stott, Ann":mailto:Ann@stott.example
ATTENDEE;CN=Boss;ROLE=REQ-PARTICIPANT:mailto:boss@cal.example
ATTENDEE;CN=Bob;ROLE=OPT-PARTICIPANT:mailto:bob@x.example
ATTENDEE;CN=Room 1;ROLE=NON-PARTICIPANT:mailto:room@x.example
END:VEVENT
END:VCALENDAR
"""


def fields_of(diary: EventDesk, text: str) -> Fields:
    return booking_from_invitation(diary.desk, text.replace("\n", "\r\n").encode())


def changed(old: str, new: str) -> str:
    assert old in INVITATION
    return INVITATION.replace(old, new)


def test_an_invitation_asks_for_its_time_its_place_and_its_people(diary: EventDesk) -> None:
    fields = fields_of(diary, INVITATION)
    assert fields == {
        "title": "Fees review",
        "asked_by": "Stott, Ann",
        "asked_by_email": "ann@stott.example",
        "purpose": "Bring the papers.\nThank you",
        "place": "Town Hall",
        "attendees": [
            {"name": "Stott, Ann", "email": "ann@stott.example", "role": "required"},
            {"name": "Boss", "email": "boss@cal.example", "role": "required"},
            {"name": "Bob", "email": "bob@x.example", "role": "optional"},
        ],
        "minutes": 90,
        "options": [{"start": "2026-12-07T14:00", "end": "2026-12-07T15:30"}],
    }
    assert add_booking(diary.desk, diary.people["CAL"], fields)


def test_the_director_is_not_among_those_who_must_be_there(diary: EventDesk) -> None:
    change_person(
        diary.desk,
        diary.director,
        diary.director.person_id,
        name="Boss",
        emails=("boss@cal.example",),
    )
    rows = fields_of(diary, INVITATION)["attendees"]
    assert "boss@cal.example" not in repr(rows)


def test_a_meeting_by_link_is_online(diary: EventDesk) -> None:
    text = changed("LOCATION:Town Hall", "LOCATION:Microsoft Teams Meeting")
    assert (fields_of(diary, text)["online"], fields_of(diary, text)["place"]) == (True, "")
    linked = changed("LOCATION:Town Hall", "URL:https://teams.microsoft.com/meet/1234")
    assert fields_of(diary, linked)["online"] is True


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART;VALUE=DATE:20261207\nDTEND;VALUE=DATE:20261208",
        "DTSTART:20261207T100000Z\nDTEND:20261209T100000Z",
        "DTSTART:20261207T100000Z\nDTEND:20261207T100000Z",
    ],
)
def test_whole_days_and_odd_lengths_give_no_option(diary: EventDesk, times: str) -> None:
    start = INVITATION.index("DTSTART")
    end = INVITATION.index("SUMMARY")
    fields = fields_of(diary, f"{INVITATION[:start]}{times}\n{INVITATION[end:]}")
    assert "options" not in fields
    assert "minutes" not in fields


def test_what_is_hostile_becomes_a_plain_line(diary: EventDesk) -> None:
    text = changed("HOLD: Fees review", "\u202eevil\x07 <b>x</b>")
    assert fields_of(diary, text)["title"] == "evil <b>x</b>"
    assert fields_of(diary, changed("HOLD: Fees review", ""))["title"] == (
        "Invitation without a title"
    )


def test_nobody_need_have_asked(diary: EventDesk) -> None:
    line = 'ORGANIZER;CN="Stott, Ann":mailto:Ann@stott.example\n'
    fields = fields_of(diary, changed(line, "a broken line\n"))
    assert (fields["asked_by"], fields["asked_by_email"]) == ("", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dear PA, can we meet?", "This is no invitation"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "no event with a time"),
        (
            "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:t\nSUMMARY:x\nEND:VTODO\nEND:VCALENDAR\n",
            "no event with a time",
        ),
        ("x" * (MAX_BYTES + 1), "too large"),
    ],
)
def test_what_is_no_invitation_is_refused(diary: EventDesk, text: str, said: str) -> None:
    with pytest.raises(WrongUseError, match=said):
        fields_of(diary, text)


def test_a_file_is_read_as_far_as_an_invitation_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    path.write_bytes(b"x" * (MAX_BYTES + 10))
    assert len(read_invitation(path)) == MAX_BYTES + 1
    with pytest.raises(WrongUseError, match=r"missing\.ics cannot be read"):
        read_invitation(tmp_path / "missing.ics")
