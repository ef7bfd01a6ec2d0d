"""What the director is asked to, answers to it, and proposals of another time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.moments import Instant
from jointdesk.ical.scanning import scan
from jointdesk.operations.invitations import answer, list_invitations, propose
from jointdesk.operations.people import change_person
from jointdesk.operations.undo import undo
from tests.operations.event_desk import COUNCIL, NHS, EventDesk

ME = "dir@joint.example"
ASKED = f"""BEGIN:VEVENT
UID:asked
DTSTART;TZID=Europe/London:20261201T143000
DTEND;TZID=Europe/London:20261201T153000
SUMMARY:Winter plan
SEQUENCE:3
ORGANIZER:mailto:ann@wex.example
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{ME}
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@wex.example
END:VEVENT
BEGIN:VEVENT
UID:course
DTSTART;TZID=Europe/London:20261207T090000
DTEND;TZID=Europe/London:20261207T100000
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Course
CLASS:PRIVATE
ORGANIZER:mailto:ann@wex.example
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{ME}
END:VEVENT
BEGIN:VEVENT
UID:past
DTSTART;TZID=Europe/London:20261101T090000
DTEND;TZID=Europe/London:20261101T100000
SUMMARY:Past
ORGANIZER:mailto:ann@wex.example
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{ME}
END:VEVENT
BEGIN:VEVENT
UID:own
DTSTART;TZID=Europe/London:20261208T090000
DTEND;TZID=Europe/London:20261208T100000
SUMMARY:Our own
ORGANIZER:mailto:{ME}
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{ME}
END:VEVENT
"""


@pytest.fixture
def there(tmp_path: Path, now: Instant) -> Iterator[EventDesk]:
    made = EventDesk(tmp_path, now)
    with made.desk:
        me = made.director.person_id
        change_person(made.desk, made.director, me, name="Director", emails=(ME,))
        made.source_says("CAL", COUNCIL + ASKED)
        yield made


def titles(there: EventDesk, code: str = "") -> list[str]:
    found = list_invitations(there.desk, there.audience(code), there.now)
    return [one.copy.details.title for one in found]


def test_what_waits_for_an_answer_is_listed_once_with_what_it_clashes_with(
    there: EventDesk,
) -> None:
    plan, course = list_invitations(there.desk, there.audience(), there.now)
    assert (plan.copy.details.title, plan.is_series, plan.occurrences) == ("Winter plan", False, 1)
    assert plan.conflicts
    assert (course.copy.details.title, course.is_series, course.occurrences) == ("Course", True, 3)


def test_one_invitation_in_two_calendars_is_one(there: EventDesk) -> None:
    there.source_says("WEX", NHS + ASKED)
    assert titles(there) == ["Winter plan", "Course"]


def test_what_is_kept_to_the_other_body_is_not_shown(there: EventDesk) -> None:
    assert titles(there, "CAL") == ["Winter plan", "Course"]
    assert titles(there, "WEX") == ["Winter plan"]
    course = list_invitations(there.desk, there.audience(), there.now)[1]
    with pytest.raises((NotFoundError, WrongUseError)):
        answer(there.desk, there.people["WEX"], there.audience("WEX"), course.id, "declined")


@pytest.mark.parametrize("reply", ["accepted", "tentative", "declined"])
def test_an_answer_waits_and_is_undone_while_it_does(there: EventDesk, reply: str) -> None:
    plan = list_invitations(there.desk, there.audience(), there.now)[0]
    answer(there.desk, there.director, there.audience(), plan.id, reply)
    assert titles(there) == ["Course"]
    [meeting] = [one for one in there.agenda() if one["title"] == "Winter plan"]
    assert meeting["copies"][0]["reply"] == reply
    undo(there.desk, there.director)
    assert titles(there) == ["Winter plan", "Course"]


def test_a_series_is_answered_as_a_whole_unless_one_is_meant(there: EventDesk) -> None:
    course = list_invitations(there.desk, there.audience(), there.now)[1]
    answer(there.desk, there.director, there.audience(), course.id, "accepted", only_this=True)
    [_, rest] = list_invitations(there.desk, there.audience(), there.now)
    assert rest.occurrences == 2
    answer(there.desk, there.director, there.audience(), rest.id, "declined")
    assert titles(there) == ["Winter plan"]


def test_an_answer_where_others_write_is_told(there: EventDesk) -> None:
    there.source_says("CAL", COUNCIL)
    there.source_says("WEX", NHS + ASKED)
    plan = list_invitations(there.desk, there.audience(), there.now)[0]
    done = answer(there.desk, there.director, there.audience(), plan.id, "accepted")
    assert len(done.notes) == 1


def test_a_proposal_is_a_counter_and_changes_nothing(there: EventDesk) -> None:
    plan = list_invitations(there.desk, there.audience(), there.now)[0]
    made = propose(
        there.desk, there.audience(), plan.id, "2026-12-02T09:00", "", "After the board?", there.now
    )
    said = made.calendar.decode()
    assert "METHOD:COUNTER\r\n" in said
    assert "DTSTART;TZID=Europe/London:20261202T090000" in said
    assert "DTEND;TZID=Europe/London:20261202T100000" in said
    assert "SEQUENCE:3\r\n" in said
    assert "bob@wex.example" not in said
    assert "COMMENT:After the board?" in said
    assert len(scan(made.calendar, "").resources) == 1
    assert (made.organiser, "2026-12-02 09:00" in made.text) == ("ann@wex.example", True)
    assert titles(there) == ["Winter plan", "Course"]


def test_a_proposal_for_one_of_a_series_names_that_one(there: EventDesk) -> None:
    course = list_invitations(there.desk, there.audience(), there.now)[1]
    made = propose(there.desk, there.audience(), course.id, "2026-12-07T11:00", "", "", there.now)
    said = made.calendar.decode()
    assert "RECURRENCE-ID;TZID=Europe/London:20261207T090000" in said
    assert "RRULE" not in said.split("BEGIN:VEVENT")[1]
    assert said.count("BEGIN:VEVENT") == 1


def test_what_cannot_be_answered_is_said(there: EventDesk) -> None:
    desk, director, audience = there.desk, there.director, there.audience()
    talk = next(one for one in there.agenda() if one["title"] == "Budget talk")["id"]
    with pytest.raises(WrongUseError):
        answer(desk, director, audience, talk, "accepted")
    with pytest.raises(WrongUseError):
        answer(desk, director, audience, talk, "perhaps")
    with pytest.raises(NotFoundError):
        answer(desk, director, audience, "nothing", "accepted")
